//! The clinic's logo as a ready image stream. Deflating it is most of the work of a sheet, so the last
//! one is kept: a clinic has one logo.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use printpdf::{DictItem, ExternalStream, ExternalXObject, RawImage, RawImageData, RawImageFormat};
use sha2::{Digest, Sha256};

use crate::error::Error;

/// A logo ready to be put into a file.
#[derive(Clone)]
pub(crate) struct Logo {
    pub object: ExternalXObject,
    /// In pixels.
    pub width: f32,
    /// In pixels.
    pub height: f32,
}

/// The logo of a PNG.
///
/// # Errors
/// [`Error::UnreadableLogo`] when it is not one.
pub(crate) fn logo(png: &[u8]) -> Result<Logo, Error> {
    static LAST: Mutex<Option<([u8; 32], Logo)>> = Mutex::new(None);
    let digest: [u8; 32] = Sha256::digest(png).into();
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((of, logo)) = last.as_ref()
        && *of == digest
    {
        return Ok(logo.clone());
    }
    let logo = decode(png)?;
    *last = Some((digest, logo.clone()));
    Ok(logo)
}

#[allow(
    clippy::cast_precision_loss,
    reason = "a logo is far smaller than 2^24 pixels a side"
)]
fn decode(png: &[u8]) -> Result<Logo, Error> {
    let image =
        RawImage::decode_from_bytes(png, &mut Vec::new()).map_err(|_| Error::UnreadableLogo)?;
    let (colours, alpha) = match image.data_format {
        RawImageFormat::R8 | RawImageFormat::R16 => (1, false),
        RawImageFormat::RG8 | RawImageFormat::RG16 => (1, true),
        RawImageFormat::RGB8 | RawImageFormat::RGB16 => (3, false),
        RawImageFormat::RGBA8 | RawImageFormat::RGBA16 => (3, true),
        _ => return Err(Error::UnreadableLogo),
    };
    let samples: Vec<u8> = match image.pixels {
        RawImageData::U8(samples) => samples,
        RawImageData::U16(samples) => samples.into_iter().map(|s| s.to_be_bytes()[0]).collect(),
        RawImageData::F32(_) => return Err(Error::UnreadableLogo),
    };
    let pixel = colours + usize::from(alpha);
    let part = |from: usize, count: usize| -> Vec<u8> {
        samples
            .chunks_exact(pixel)
            .flat_map(|p| p.iter().copied().skip(from).take(count))
            .collect()
    };
    let size = (image.width, image.height);
    let mut stream = picture(part(0, colours), size, colours)?;
    if alpha {
        stream.dict.insert(
            "SMask".to_owned(),
            DictItem::Stream {
                stream: picture(part(colours, 1), size, 1)?,
            },
        );
    }
    let object = ExternalXObject {
        stream,
        width: None,
        height: None,
        dpi: None,
    };
    Ok(Logo {
        object,
        width: image.width as f32,
        height: image.height as f32,
    })
}

/// A deflated image stream of 8 bits a sample.
fn picture(
    samples: Vec<u8>,
    (width, height): (usize, usize),
    colours: usize,
) -> Result<ExternalStream, Error> {
    let mut deflated = lopdf::Stream::new(lopdf::Dictionary::new(), samples);
    deflated.compress().map_err(|_| Error::UnreadableLogo)?;
    let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
    let number = |n: usize| {
        i64::try_from(n)
            .map(DictItem::Int)
            .map_err(|_| Error::UnreadableLogo)
    };
    let mut dict = BTreeMap::from([
        ("Type".to_owned(), name("XObject")),
        ("Subtype".to_owned(), name("Image")),
        ("Width".to_owned(), number(width)?),
        ("Height".to_owned(), number(height)?),
        ("BitsPerComponent".to_owned(), DictItem::Int(8)),
        (
            "ColorSpace".to_owned(),
            name(if colours == 1 {
                "DeviceGray"
            } else {
                "DeviceRGB"
            }),
        ),
    ]);
    // A picture too small to gain from deflating stays as it is.
    if deflated.dict.has(b"Filter") {
        dict.insert("Filter".to_owned(), name("FlateDecode"));
    }
    Ok(ExternalStream {
        dict,
        content: deflated.content,
        compress: false,
    })
}
