//! Cutting the metadata out of a PNG, in place. What draws the picture stays as it is.

use crate::exif::{self, Tags};
use crate::kind::PNG;
use crate::{Refusal, check_size};

/// Size, palette, image data, transparency, and how colours are meant.
const KEPT: [&[u8; 4]; 10] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"iCCP", b"sRGB", b"gAMA", b"cHRM", b"cICP",
];

/// # Errors
/// [`Refusal::Truncated`], [`Refusal::Damaged`], [`Refusal::TooManyPixels`].
pub(crate) fn cut(bytes: &mut Vec<u8>) -> Result<Tags, Refusal> {
    let mut tags = Tags::default();
    let mut at = PNG.len();
    let mut end = at;
    loop {
        let header = *bytes
            .get(at..)
            .and_then(|rest| rest.first_chunk::<8>())
            .ok_or(Refusal::Truncated)?;
        let [a, b, c, d, name @ ..] = header;
        let length = u32::from_be_bytes([a, b, c, d]) as usize;
        let data = at + 8..(at + 8).checked_add(length).ok_or(Refusal::Damaged)?;
        // Four bytes of checksum follow the data.
        let next = data.end.checked_add(4).ok_or(Refusal::Damaged)?;
        let content = bytes
            .get(data)
            .filter(|_| next <= bytes.len())
            .ok_or(Refusal::Truncated)?;
        match &name {
            b"IHDR" => {
                let size = content.first_chunk::<8>().ok_or(Refusal::Damaged)?;
                let [w, x, y, z, rest @ ..] = *size;
                check_size(u32::from_be_bytes([w, x, y, z]), u32::from_be_bytes(rest))?;
            }
            b"eXIf" => tags = exif::read(content),
            b"acTL" | b"fdAT" => return Err(Refusal::Unsupported),
            _ => {}
        }
        if KEPT.contains(&&name) {
            bytes.copy_within(at..next, end);
            end += next - at;
        }
        if &name == b"IEND" {
            bytes.truncate(end);
            return Ok(tags);
        }
        at = next;
    }
}
