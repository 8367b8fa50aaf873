//! Drawn pictures, and what cameras and programs add to them.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test binary uses its part; a test may stop at the first surprise"
)]

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, Rgb, RgbImage};

/// A drawing with an upper left corner that is red, so that it is seen which way is up.
pub fn drawing(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        if x < width / 4 && y < height / 4 {
            Rgb([220, 30, 30])
        } else {
            Rgb([(x * 120 / width) as u8, (y * 120 / height) as u8, 120])
        }
    })
}

pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let picture = drawing(width, height);
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 90)
        .encode(picture.as_raw(), width, height, ExtendedColorType::Rgb8)
        .unwrap();
    bytes
}

pub fn png(width: u32, height: u32) -> Vec<u8> {
    let picture = drawing(width, height);
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder
        .add_text_chunk("Author".into(), "Barnaby Selvedge".into())
        .unwrap();
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(picture.as_raw()).unwrap();
    writer.finish().unwrap();
    bytes
}

fn segment(marker: u8, payload: &[u8]) -> Vec<u8> {
    let length = u16::try_from(payload.len() + 2).unwrap().to_be_bytes();
    [&[0xFF, marker], length.as_slice(), payload].concat()
}

/// An EXIF block as a telephone writes it: make, model, orientation, time and place.
pub fn exif(orientation: u16) -> Vec<u8> {
    let mut block = b"II*\0\x08\0\0\0".to_vec();
    let texts = [
        (0x010F_u16, b"Bobbin\0".as_slice()),
        (0x0110, b"Bobbin Macro 3\0"),
    ];
    let entries = 5_u16;
    let directory_end = 8 + 2 + u32::from(entries) * 12 + 4;
    let mut behind = Vec::new();
    let entry = |block: &mut Vec<u8>, tag: u16, kind: u16, count: u32, value: u32| {
        block.extend_from_slice(&tag.to_le_bytes());
        block.extend_from_slice(&kind.to_le_bytes());
        block.extend_from_slice(&count.to_le_bytes());
        block.extend_from_slice(&value.to_le_bytes());
    };
    block.extend_from_slice(&entries.to_le_bytes());
    for (tag, text) in texts {
        let at = directory_end + u32::try_from(behind.len()).unwrap();
        entry(&mut block, tag, 2, u32::try_from(text.len()).unwrap(), at);
        behind.extend_from_slice(text);
    }
    entry(&mut block, 0x0112, 3, 1, orientation.into());
    let details = directory_end + u32::try_from(behind.len()).unwrap();
    entry(&mut block, 0x8769, 4, 1, details);
    // The time stands in a directory of its own, with its text behind it.
    let time = b"2026:11:20 10:41:09\0";
    behind.extend_from_slice(&1_u16.to_le_bytes());
    for part in [0x9003_u16, 2] {
        behind.extend_from_slice(&part.to_le_bytes());
    }
    behind.extend_from_slice(&20_u32.to_le_bytes());
    behind.extend_from_slice(&(details + 18).to_le_bytes());
    behind.extend_from_slice(&[0; 4]);
    behind.extend_from_slice(time);
    let place = directory_end + u32::try_from(behind.len()).unwrap();
    behind.extend_from_slice(b"GPS 51.5072 N 0.1276 W");
    entry(&mut block, 0x8825, 4, 1, place);
    block.extend_from_slice(&[0; 4]);
    block.extend_from_slice(&behind);
    block
}

/// A photo as it comes: what draws it, with everything around it that must go.
pub fn as_received(plain: &[u8], orientation: u16) -> Vec<u8> {
    let mut bytes = plain[..2].to_vec();
    bytes.extend(segment(
        0xE1,
        &[b"Exif\0\0".as_slice(), &exif(orientation)].concat(),
    ));
    bytes.extend(segment(
        0xE1,
        b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>Marigold</x:xmpmeta>",
    ));
    bytes.extend(segment(0xE2, b"ICC_PROFILE\0\x01\x01a profile of colours"));
    bytes.extend(segment(0xE2, b"MPF\0second picture"));
    bytes.extend(segment(
        0xED,
        b"Photoshop 3.0\0caption: Marigold Needleworth",
    ));
    bytes.extend(segment(0xFE, b"taken by Barnaby"));
    bytes.extend_from_slice(&plain[2..]);
    bytes.extend_from_slice(b"MotionPhoto: a film with voices behind the end");
    bytes
}

pub fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
