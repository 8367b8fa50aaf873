//! What a file is, told by its first bytes and never by its name.

use crate::Refusal;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Jpeg,
    Png,
}

const JPEG: &[u8] = &[0xFF, 0xD8, 0xFF];
pub(crate) const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
/// The brands of an ISO media file that hold a still picture in HEVC or AV1.
const HEIC_BRANDS: [&[u8; 4]; 9] = [
    b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif",
];

impl Kind {
    /// # Errors
    /// [`Refusal::Empty`], [`Refusal::Heic`], [`Refusal::NotAPhoto`].
    pub fn of(bytes: &[u8]) -> Result<Self, Refusal> {
        if bytes.is_empty() {
            Err(Refusal::Empty)
        } else if bytes.starts_with(JPEG) {
            Ok(Self::Jpeg)
        } else if bytes.starts_with(PNG) {
            Ok(Self::Png)
        } else if is_heic(bytes) {
            Err(Refusal::Heic)
        } else {
            Err(Refusal::NotAPhoto)
        }
    }

    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }
}

fn is_heic(bytes: &[u8]) -> bool {
    bytes.get(4..8) == Some(b"ftyp")
        && bytes
            .get(8..12)
            .is_some_and(|brand| HEIC_BRANDS.iter().any(|known| brand == known.as_slice()))
}
