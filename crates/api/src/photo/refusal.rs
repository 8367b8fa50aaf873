//! Why a file was not taken in, as the screen says it.

use needlebook_media::Refusal;
use serde::{Deserialize, Serialize};
use specta::Type;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PhotoRefusal {
    Empty,
    NotAPhoto,
    Heic,
    Truncated,
    Damaged,
    TooLarge,
    TooManyPixels,
    Unsupported,
    /// The file could not be read: a card pulled out, no permission.
    Unreadable,
}

impl From<Refusal> for PhotoRefusal {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Empty => Self::Empty,
            Refusal::NotAPhoto => Self::NotAPhoto,
            Refusal::Heic => Self::Heic,
            Refusal::Truncated => Self::Truncated,
            Refusal::Damaged => Self::Damaged,
            Refusal::TooLarge => Self::TooLarge,
            Refusal::TooManyPixels => Self::TooManyPixels,
            Refusal::Unsupported => Self::Unsupported,
        }
    }
}
