//! Photos as a clinic receives them: what they are, what is cut from them, and the small pictures made of them. Papers
//! that came from elsewhere, as PDF or photographed, go the same way.
//!
//! The compressed image data is kept bit for bit. Everything that is not needed to show it goes (place, serial numbers,
//! comments, hidden second pictures), except the colour profile; which way is up, when it was taken and with which camera
//! become fields. Small pictures are decoded at a reduced size, so that a worker needs little more memory than the file.

mod cover;
mod decode;
mod exif;
mod jpeg;
mod kind;
mod orientation;
mod paper;
mod pixels;
mod png_file;
mod refusal;
mod show;
mod shrink;
mod side_by_side;

pub use cover::{Part, cover};
pub use decode::jpeg_size;
pub use kind::Kind;
pub use orientation::Orientation;
pub use paper::{Paper, PaperFormat, read_paper};
pub use pixels::Pixels;
pub use refusal::Refusal;
pub use show::{upright, with_orientation};
pub use side_by_side::{Dated, side_by_side};

use chrono::NaiveDateTime;
use sha2::{Digest, Sha256};

/// The largest file that is taken: a worker holds it whole while it reads it.
pub const MAX_BYTES: usize = 32 * 1024 * 1024;
/// The most pixels: beyond it stand pictures made to exhaust a computer, not cameras.
pub const MAX_PIXELS: u64 = 100_000_000;
/// The longer edge of the picture that lists and previews show.
pub const PREVIEW_EDGE: u32 = 512;
/// The longer edge of the picture in a grid.
pub const THUMBNAIL_EDGE: u32 = 160;

/// A photo ready to be sealed, with what was read from it.
#[derive(Clone, Debug)]
pub struct Picture {
    pub kind: Kind,
    /// The file without its metadata; its image data is that of the received file, bit for bit.
    pub bytes: Vec<u8>,
    /// Pixels as stored, before [`Picture::orientation`] is applied.
    pub width: u32,
    pub height: u32,
    pub orientation: Orientation,
    /// The camera's own clock, which knows no zone.
    pub taken_at: Option<NaiveDateTime>,
    pub camera: Option<String>,
    /// Of the bytes as they were received.
    pub sha256: [u8; 32],
    /// JPEG, upright, [`PREVIEW_EDGE`] at most.
    pub preview: Vec<u8>,
    /// JPEG, upright, [`THUMBNAIL_EDGE`] at most.
    pub thumbnail: Vec<u8>,
}

/// Reads a received file, whatever its name says it is.
///
/// # Errors
/// [`Refusal`], which says what a person can do about it.
pub fn read(mut bytes: Vec<u8>) -> Result<Picture, Refusal> {
    if bytes.len() > MAX_BYTES {
        return Err(Refusal::TooLarge);
    }
    let kind = Kind::of(&bytes)?;
    let sha256 = Sha256::digest(&bytes).into();
    let tags = match kind {
        Kind::Jpeg => jpeg::cut(&mut bytes)?,
        Kind::Png => png_file::cut(&mut bytes)?,
    };
    let decoded = decode::at_least(kind, &bytes, PREVIEW_EDGE)?;
    let (width, height) = decoded.full_size;
    let preview = decoded.pixels.turned(tags.orientation);
    let thumbnail = preview.shrunk_to(THUMBNAIL_EDGE);
    Ok(Picture {
        kind,
        width,
        height,
        orientation: tags.orientation,
        taken_at: tags.taken_at,
        camera: tags.camera,
        sha256,
        preview: preview.to_jpeg(PREVIEW_QUALITY)?,
        thumbnail: thumbnail.to_jpeg(PREVIEW_QUALITY)?,
        bytes,
    })
}

/// As the rivals' thumbnails are made, so that speed is compared at the same work.
const PREVIEW_QUALITY: u8 = 82;

/// Refuses dimensions that no camera of a clinic has, before anything is decoded.
fn check_size(width: u32, height: u32) -> Result<(), Refusal> {
    let pixels = u64::from(width) * u64::from(height);
    match pixels {
        0 => Err(Refusal::Damaged),
        1..=MAX_PIXELS => Ok(()),
        _ => Err(Refusal::TooManyPixels),
    }
}
