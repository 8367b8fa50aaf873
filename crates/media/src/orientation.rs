//! Which way is up, as the camera noted it (EXIF tag 0x0112).

/// The eight ways a picture can lie: EXIF values 1 to 8.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Orientation(u8);

impl Orientation {
    pub const UPRIGHT: Self = Self(1);

    /// A value outside 1 to 8 says nothing, so the picture stays as it is.
    #[must_use]
    pub const fn from_exif(value: u16) -> Self {
        match value {
            1..=8 => Self(value as u8),
            _ => Self::UPRIGHT,
        }
    }

    #[must_use]
    pub const fn exif(self) -> u8 {
        match self.0 {
            0 => 1,
            known => known,
        }
    }

    /// Whether width and height change places.
    #[must_use]
    pub const fn is_sideways(self) -> bool {
        self.0 >= 5
    }

    /// Where the pixel shown at (`x`, `y`) of the upright picture stands in the stored one of `width` x `height`.
    #[must_use]
    pub(crate) const fn stored_at(self, x: u32, y: u32, width: u32, height: u32) -> (u32, u32) {
        let (right, bottom) = (width - 1, height - 1);
        match self.0 {
            2 => (right - x, y),
            3 => (right - x, bottom - y),
            4 => (x, bottom - y),
            5 => (y, x),
            6 => (y, bottom - x),
            7 => (right - y, bottom - x),
            8 => (right - y, x),
            _ => (x, y),
        }
    }
}
