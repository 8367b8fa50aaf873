//! A photograph as an image stream: the JPEG itself, for which the file format has a filter.

use std::collections::BTreeMap;

use printpdf::{DictItem, ExternalStream, ExternalXObject};

use crate::error::Error;
use crate::plan::Picture;

/// How every JPEG begins.
const JPEG: [u8; 3] = [0xff, 0xd8, 0xff];

/// The picture ready to be put into a file, bit for bit.
///
/// # Errors
/// [`Error::UnreadablePicture`] when it is no JPEG.
pub(crate) fn embedded(picture: &Picture) -> Result<ExternalXObject, Error> {
    if !picture.jpeg.starts_with(&JPEG) {
        return Err(Error::UnreadablePicture);
    }
    let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
    let dict = BTreeMap::from([
        ("Type".to_owned(), name("XObject")),
        ("Subtype".to_owned(), name("Image")),
        ("Width".to_owned(), DictItem::Int(picture.width.into())),
        ("Height".to_owned(), DictItem::Int(picture.height.into())),
        ("BitsPerComponent".to_owned(), DictItem::Int(8)),
        ("ColorSpace".to_owned(), name("DeviceRGB")),
        ("Filter".to_owned(), name("DCTDecode")),
    ]);
    Ok(ExternalXObject {
        stream: ExternalStream {
            dict,
            content: picture.jpeg.clone(),
            compress: false,
        },
        width: None,
        height: None,
        dpi: None,
    })
}
