//! From compressed bytes to pixels, no larger than needed.

use crate::shrink::{Shrink, fitted};
use crate::{Kind, Pixels, Refusal, check_size};
use jpeg_decoder::PixelFormat;
use std::io::Cursor;

/// An interlaced PNG can only be unpacked whole.
const MAX_INTERLACED_BYTES: usize = 64 * 1024 * 1024;
/// What the PNG decoder may take for itself.
const PNG_LIMIT: usize = 64 * 1024 * 1024;

pub(crate) struct Decoded {
    /// As stored in the file.
    pub full_size: (u32, u32),
    pub pixels: Pixels,
}

/// The picture with its longer edge shrunk to `edge`; a smaller one keeps its size.
pub(crate) fn at_least(kind: Kind, bytes: &[u8], edge: u32) -> Result<Decoded, Refusal> {
    match kind {
        Kind::Jpeg => jpeg(bytes, edge),
        Kind::Png => png(bytes, edge),
    }
}

/// Width and height of a JPEG, read from its head.
///
/// # Errors
/// [`Refusal::Damaged`] when it has none.
pub fn jpeg_size(bytes: &[u8]) -> Result<(u32, u32), Refusal> {
    let mut decoder = jpeg_decoder::Decoder::new(Cursor::new(bytes));
    decoder.read_info().map_err(refused)?;
    let info = decoder.info().ok_or(Refusal::Damaged)?;
    Ok((info.width.into(), info.height.into()))
}

fn jpeg(bytes: &[u8], edge: u32) -> Result<Decoded, Refusal> {
    let mut decoder = jpeg_decoder::Decoder::new(Cursor::new(bytes));
    decoder.read_info().map_err(refused)?;
    let info = decoder.info().ok_or(Refusal::Damaged)?;
    let (full_width, full_height) = (info.width, info.height);
    check_size(full_width.into(), full_height.into())?;
    // Halved while it is unpacked, up to three times, as long as that is still large enough.
    let (width, height) = fitted(full_width.into(), full_height.into(), edge);
    let short = |length: u32| u16::try_from(length).unwrap_or(u16::MAX);
    let (width, height) = decoder
        .scale(short(width), short(height))
        .map_err(refused)?;
    let raw = decoder.decode().map_err(refused)?;
    let info = decoder.info().ok_or(Refusal::Damaged)?;
    let rgb = match info.pixel_format {
        PixelFormat::RGB24 => raw,
        PixelFormat::L8 => raw.iter().flat_map(|grey| [*grey; 3]).collect(),
        PixelFormat::L16 | PixelFormat::CMYK32 => return Err(Refusal::Unsupported),
    };
    let pixels = Pixels {
        width: width.into(),
        height: height.into(),
        rgb,
    };
    Ok(Decoded {
        full_size: (full_width.into(), full_height.into()),
        pixels: pixels.shrunk_to(edge),
    })
}

fn refused(error: jpeg_decoder::Error) -> Refusal {
    match error {
        jpeg_decoder::Error::Unsupported(_) => Refusal::Unsupported,
        _ => Refusal::Damaged,
    }
}

fn png(bytes: &[u8], edge: u32) -> Result<Decoded, Refusal> {
    let mut decoder =
        png::Decoder::new_with_limits(Cursor::new(bytes), png::Limits { bytes: PNG_LIMIT });
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    decoder.set_ignore_text_chunk(true);
    let mut reader = decoder.read_info().map_err(|_| Refusal::Damaged)?;
    let (width, height) = reader.info().size();
    let is_interlaced = reader.info().interlaced;
    check_size(width, height)?;
    let samples = reader.output_color_type().0.samples();
    let mut shrink = Shrink::new((width, height), fitted(width, height, edge));
    let mut line = Vec::new();
    let mut take = |row: &[u8]| {
        line.clear();
        row.chunks_exact(samples)
            .for_each(|pixel| line.extend_from_slice(&on_white(pixel)));
        shrink.row(&line);
    };
    if is_interlaced {
        let size = reader
            .output_buffer_size()
            .filter(|size| *size <= MAX_INTERLACED_BYTES)
            .ok_or(Refusal::TooManyPixels)?;
        let mut whole = vec![0; size];
        reader
            .next_frame(&mut whole)
            .map_err(|_| Refusal::Damaged)?;
        whole
            .chunks_exact((width as usize * samples).max(1))
            .for_each(&mut take);
    } else {
        while let Some(row) = reader.next_row().map_err(|_| Refusal::Damaged)? {
            take(row.data());
        }
    }
    Ok(Decoded {
        full_size: (width, height),
        pixels: shrink.finish(),
    })
}

/// Grey, grey with transparency, colours, colours with transparency.
fn on_white(pixel: &[u8]) -> [u8; 3] {
    let laid = |value: u8, alpha: u8| {
        let (value, alpha) = (u16::from(value), u16::from(alpha));
        ((value * alpha + 255 * (255 - alpha) + 127) / 255) as u8
    };
    match *pixel {
        [grey] => [grey; 3],
        [grey, alpha] => [laid(grey, alpha); 3],
        [red, green, blue] => [red, green, blue],
        [red, green, blue, alpha] => [laid(red, alpha), laid(green, alpha), laid(blue, alpha)],
        _ => [255; 3],
    }
}
