//! Why a file is not taken. Each has its own sentence and advice on the screen.

use thiserror::Error;

#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Neither JPEG nor PNG (nor PDF, where a paper was asked for), whatever it is called.
    #[error("not a photo")]
    NotAPhoto,
    /// A telephone's own format, which few programs read: the camera can be set to JPEG.
    #[error("HEIC or HEIF")]
    Heic,
    /// It ends before the picture does: a copy that was broken off.
    #[error("the file is cut short")]
    Truncated,
    #[error("the file is damaged")]
    Damaged,
    /// More than [`crate::MAX_BYTES`].
    #[error("the file is too large")]
    TooLarge,
    /// More than [`crate::MAX_PIXELS`], or so many that unpacking them would exhaust the computer.
    #[error("too many pixels")]
    TooManyPixels,
    /// A JPEG or PNG of a kind that no camera writes (for print shops, for scanners).
    #[error("a kind of JPEG or PNG that is not read")]
    Unsupported,
}
