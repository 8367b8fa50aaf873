//! Other people leave the picture before it is filed: cropped away or covered.

use crate::{Kind, MAX_PIXELS, Orientation, Pixels, Refusal, decode, jpeg};

/// A part of the upright picture, each value from 0 to 1 of its width or height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

/// A picture that was changed once is not changed again, so it may keep nearly everything.
const QUALITY: u8 = 92;

/// The upright picture, cut to `crop` and with `covers` painted over, as a new JPEG. Its colour profile is kept.
///
/// # Errors
/// [`Refusal`], for bytes that are no kept photo; [`Refusal::Damaged`] for a crop that leaves nothing.
pub fn cover(
    kind: Kind,
    bytes: &[u8],
    orientation: Orientation,
    crop: Option<Part>,
    covers: &[Part],
) -> Result<Vec<u8>, Refusal> {
    let whole = u32::try_from(MAX_PIXELS).unwrap_or(u32::MAX);
    let mut picture = decode::at_least(kind, bytes, whole)?
        .pixels
        .turned(orientation);
    for part in covers {
        paint(&mut picture, *part);
    }
    let picture = match crop {
        Some(part) => cropped(&picture, part)?,
        None => picture,
    };
    let encoded = picture.to_jpeg(QUALITY)?;
    let profile = match kind {
        Kind::Jpeg => jpeg::colour_profile(bytes),
        Kind::Png => Vec::new(),
    };
    let (start, rest) = encoded.split_at_checked(2).ok_or(Refusal::Damaged)?;
    Ok([start, &profile, rest].concat())
}

/// First and last pixel (exclusive) of a share of a length.
fn span(from: f64, share: f64, length: u32) -> (u32, u32) {
    let at = |value: f64| (value.clamp(0.0, 1.0) * f64::from(length)).round() as u32;
    (at(from), at(from + share))
}

fn paint(picture: &mut Pixels, part: Part) {
    let (left, right) = span(part.left, part.width, picture.width);
    let (top, bottom) = span(part.top, part.height, picture.height);
    let row = picture.width as usize * 3;
    for y in top..bottom {
        let start = y as usize * row;
        picture.rgb[start + left as usize * 3..start + right.max(left) as usize * 3].fill(GREY);
    }
}

/// Neutral, so that nobody takes a cover for skin or shadow.
const GREY: u8 = 0x80;

fn cropped(picture: &Pixels, part: Part) -> Result<Pixels, Refusal> {
    let (left, right) = span(part.left, part.width, picture.width);
    let (top, bottom) = span(part.top, part.height, picture.height);
    if right <= left || bottom <= top {
        return Err(Refusal::Damaged);
    }
    let rgb = picture
        .rows()
        .skip(top as usize)
        .take((bottom - top) as usize)
        .flat_map(|row| &row[left as usize * 3..right as usize * 3])
        .copied()
        .collect();
    Ok(Pixels {
        width: right - left,
        height: bottom - top,
        rgb,
    })
}
