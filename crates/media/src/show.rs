//! A kept photo on its way to the screen or to paper.

use crate::decode;
use crate::{Kind, Orientation, Pixels, Refusal};

/// The kept bytes with a note of which way is up, and nothing else, added where a web view looks for it.
#[must_use]
pub fn with_orientation(kind: Kind, bytes: &[u8], orientation: Orientation) -> Vec<u8> {
    let note = [
        b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(),
        &[orientation.exif()],
        b"\0\0\0\0\0\0",
    ]
    .concat();
    let (split, segment) = match kind {
        Kind::Jpeg => {
            let length = (note.len() + 8) as u8;
            let head = [0xFF, 0xE1, 0, length];
            (2, [&head, b"Exif\0\0".as_slice(), &note].concat())
        }
        Kind::Png => {
            let named = [b"eXIf".as_slice(), &note].concat();
            let length = (note.len() as u32).to_be_bytes();
            let sum = checksum(&named).to_be_bytes();
            // Signature, then the header chunk: length, name, 13 bytes, checksum.
            (8 + 25, [length.as_slice(), &named, &sum].concat())
        }
    };
    match bytes.split_at_checked(split) {
        Some((before, after)) if orientation != Orientation::UPRIGHT => {
            [before, &segment, after].concat()
        }
        _ => bytes.to_vec(),
    }
}

/// The picture as it is looked at, its longer edge at most `edge`.
///
/// # Errors
/// [`Refusal`], for bytes that are no kept photo.
pub fn upright(
    kind: Kind,
    bytes: &[u8],
    orientation: Orientation,
    edge: u32,
) -> Result<Pixels, Refusal> {
    Ok(decode::at_least(kind, bytes, edge)?
        .pixels
        .turned(orientation))
}

/// The checksum of a PNG chunk (CRC-32 as in ISO 3309).
fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg())
        })
    })
}
