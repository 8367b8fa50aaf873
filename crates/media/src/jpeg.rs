//! Cutting the metadata out of a JPEG, in place. Tables, frames and compressed scans stay as they are.

use crate::exif::{self, Tags};
use crate::{Refusal, check_size};
use std::ops::Range;

const SOI: u8 = 0xD8;
const EOI: u8 = 0xD9;
const SOS: u8 = 0xDA;
const JFIF: u8 = 0xE0;
const EXIF: u8 = 0xE1;
const ICC: u8 = 0xE2;
const ADOBE: u8 = 0xEE;
const ICC_NAME: &[u8] = b"ICC_PROFILE\0";
/// A picture that is sent in steps has ten scans or so; thousands are made to keep a computer busy.
const MAX_SCANS: u32 = 100;
/// A picture sent in steps is unpacked whole before it can be shown.
const MAX_COEFFICIENT_BYTES: u64 = 128 * 1024 * 1024;

/// Cuts everything but what draws the picture and its colour profile, also what other programs hang behind its end.
///
/// # Errors
/// [`Refusal::Truncated`], [`Refusal::Damaged`], [`Refusal::Unsupported`], [`Refusal::TooManyPixels`].
pub(crate) fn cut(bytes: &mut Vec<u8>) -> Result<Tags, Refusal> {
    let mut tags = Tags::default();
    let mut kept = Kept { end: 2 };
    let mut at = 2;
    let mut scans = 0;
    let mut has_frame = false;
    loop {
        let (marker, after) = marker(bytes, at)?;
        if marker == EOI {
            if scans == 0 {
                return Err(Refusal::Damaged);
            }
            kept.keep(bytes, after - 2..after);
            bytes.truncate(kept.end);
            return Ok(tags);
        }
        let segment = after - 2..after + length(bytes, after)?;
        let payload = after + 2..segment.end;
        at = segment.end;
        match marker {
            0xC0..=0xC2 => {
                check_frame(slice(bytes, &payload)?, marker == 0xC2)?;
                if has_frame {
                    return Err(Refusal::Damaged);
                }
                has_frame = true;
                kept.keep(bytes, segment);
            }
            // Huffman tables, quantisation tables, restart interval.
            0xC4 | 0xDB | 0xDD => kept.keep(bytes, segment),
            SOS => {
                scans += 1;
                if scans > MAX_SCANS || !has_frame {
                    return Err(Refusal::Damaged);
                }
                at = end_of_scan(bytes, segment.end)?;
                kept.keep(bytes, segment.start..at);
            }
            JFIF => kept.keep_jfif(bytes, &payload),
            EXIF => {
                if let Some(block) = slice(bytes, &payload)?.strip_prefix(b"Exif\0\0") {
                    tags = exif::read(block);
                }
            }
            ICC if slice(bytes, &payload)?.starts_with(ICC_NAME) => kept.keep(bytes, segment),
            ADOBE if slice(bytes, &payload)?.starts_with(b"Adobe") => kept.keep(bytes, segment),
            // Everything else that a program may add, and comments.
            0xE0..=0xEF | 0xFE => {}
            // Lossless, hierarchical and arithmetic pictures.
            0xC3 | 0xC5..=0xCF | 0xDE | 0xDF => return Err(Refusal::Unsupported),
            _ => return Err(Refusal::Damaged),
        }
    }
}

/// The colour profile's segments, whole, for a picture that is encoded anew.
pub(crate) fn colour_profile(bytes: &[u8]) -> Vec<u8> {
    let mut found = Vec::new();
    let mut at = 2;
    while let Ok((marker, after)) = marker(bytes, at) {
        let Ok(length) = length(bytes, after) else {
            break;
        };
        if marker == SOS || marker == EOI {
            break;
        }
        let segment = bytes.get(after - 2..after + length).unwrap_or_default();
        if marker == ICC
            && segment
                .get(4..)
                .is_some_and(|rest| rest.starts_with(ICC_NAME))
        {
            found.extend_from_slice(segment);
        }
        at = after + length;
    }
    found
}

/// What stays moves forward over what goes.
struct Kept {
    end: usize,
}

impl Kept {
    fn keep(&mut self, bytes: &mut [u8], range: Range<usize>) {
        let length = range.len();
        bytes.copy_within(range, self.end);
        self.end += length;
    }

    /// The header that says how colours are meant, without the small second picture it may carry.
    fn keep_jfif(&mut self, bytes: &mut [u8], payload: &Range<usize>) {
        const HEADER: usize = 14;
        if payload.len() < HEADER || !bytes[payload.clone()].starts_with(b"JFIF\0") {
            return;
        }
        let mut segment = [0_u8; HEADER + 4];
        segment[..4].copy_from_slice(&[0xFF, JFIF, 0, HEADER as u8 + 2]);
        segment[4..].copy_from_slice(&bytes[payload.start..payload.start + HEADER]);
        segment[HEADER + 2..].fill(0);
        bytes[self.end..self.end + segment.len()].copy_from_slice(&segment);
        self.end += segment.len();
    }
}

fn slice<'a>(bytes: &'a [u8], range: &Range<usize>) -> Result<&'a [u8], Refusal> {
    bytes.get(range.clone()).ok_or(Refusal::Truncated)
}

/// The marker at `at` and where it ends; any number of 0xFF may stand before it.
fn marker(bytes: &[u8], mut at: usize) -> Result<(u8, usize), Refusal> {
    if *bytes.get(at).ok_or(Refusal::Truncated)? != 0xFF {
        return Err(Refusal::Damaged);
    }
    loop {
        at += 1;
        match *bytes.get(at).ok_or(Refusal::Truncated)? {
            0xFF => {}
            0x00 | 0x01 | SOI | 0xD0..=0xD7 => return Err(Refusal::Damaged),
            marker => return Ok((marker, at + 1)),
        }
    }
}

/// A segment's length, which counts itself.
fn length(bytes: &[u8], at: usize) -> Result<usize, Refusal> {
    let raw = bytes
        .get(at..)
        .and_then(|rest| rest.first_chunk::<2>())
        .ok_or(Refusal::Truncated)?;
    let length = usize::from(u16::from_be_bytes(*raw));
    if length < 2 {
        return Err(Refusal::Damaged);
    }
    if at + length > bytes.len() {
        return Err(Refusal::Truncated);
    }
    Ok(length)
}

/// Where compressed data ends: at the next marker that is neither stuffing nor a restart.
fn end_of_scan(bytes: &[u8], mut at: usize) -> Result<usize, Refusal> {
    loop {
        let rest = bytes.get(at..).ok_or(Refusal::Truncated)?;
        at += rest
            .iter()
            .position(|byte| *byte == 0xFF)
            .ok_or(Refusal::Truncated)?;
        match *bytes.get(at + 1).ok_or(Refusal::Truncated)? {
            0x00 | 0xD0..=0xD7 => at += 2,
            0xFF => at += 1,
            _ => return Ok(at),
        }
    }
}

/// Eight bits, one or three colours, and a size that can be unpacked.
fn check_frame(frame: &[u8], is_in_steps: bool) -> Result<(), Refusal> {
    let header = frame.first_chunk::<6>().ok_or(Refusal::Truncated)?;
    let height = u16::from_be_bytes([header[1], header[2]]);
    let width = u16::from_be_bytes([header[3], header[4]]);
    if header[0] != 8 || height == 0 || !matches!(header[5], 1 | 3) {
        return Err(Refusal::Unsupported);
    }
    check_size(width.into(), height.into())?;
    let samplings: Vec<u64> = frame[6..]
        .chunks_exact(3)
        .map(|component| u64::from(component[1] >> 4) * u64::from(component[1] & 15))
        .collect();
    let whole = samplings.iter().copied().max().unwrap_or(1).max(1);
    let pixels = u64::from(width) * u64::from(height);
    let coefficients = pixels * samplings.iter().sum::<u64>() / whole * 2;
    if is_in_steps && coefficients > MAX_COEFFICIENT_BYTES {
        return Err(Refusal::TooManyPixels);
    }
    Ok(())
}
