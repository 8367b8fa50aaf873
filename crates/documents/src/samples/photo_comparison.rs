//! Two drawings of nobody, three months apart.

use needlebook_domain::photo::PhotoScope;

use crate::photo_comparison::{DatedPicture, PhotoComparison};
use crate::plan::Picture;
use crate::samples::{clinic, noon_before, on, patient};

/// A face before and after.
#[must_use]
pub fn photo_comparison() -> PhotoComparison {
    let dated = |jpeg: &[u8], taken_on| DatedPicture {
        picture: Picture {
            jpeg: jpeg.to_vec(),
            width: 384,
            height: 512,
            mirrored: false,
        },
        taken_on,
    };
    PhotoComparison {
        clinic: clinic(),
        patient: patient(),
        left: dated(
            include_bytes!("../../samples/face-before.jpg"),
            on(2026, 8, 4),
        ),
        right: dated(
            include_bytes!("../../samples/face-after.jpg"),
            on(2026, 11, 10),
        ),
        scope: PhotoScope::Record,
        recipient: "Dr Cotton Wool".into(),
        saved_by: "Imogen Testwell".into(),
        saved_at: noon_before(0),
    }
}
