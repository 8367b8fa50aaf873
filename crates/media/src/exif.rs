//! The three things that are read from a photo's EXIF block before it is cut. Nothing else of it is looked at.

use crate::Orientation;
use chrono::NaiveDateTime;

/// What becomes a field of the record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tags {
    pub orientation: Orientation,
    pub taken_at: Option<NaiveDateTime>,
    pub camera: Option<String>,
}

const MAKE: u16 = 0x010F;
const MODEL: u16 = 0x0110;
const ORIENTATION: u16 = 0x0112;
const EXIF_DIRECTORY: u16 = 0x8769;
const TAKEN: u16 = 0x9003;
/// The longest name of a camera that is kept.
const CAMERA_MAX: usize = 80;

/// Reads a TIFF block. What does not parse is not there: a broken block never costs the photo.
pub(crate) fn read(block: &[u8]) -> Tags {
    let Some(tiff) = Tiff::new(block) else {
        return Tags::default();
    };
    let main = tiff.u32(4);
    let find = |directory: Option<u32>, tag| directory.and_then(|at| tiff.entry(at, tag));
    let text = |entry| tiff.text(entry);
    let make = find(main, MAKE).and_then(text);
    let model = find(main, MODEL).and_then(text);
    let details = find(main, EXIF_DIRECTORY).and_then(|entry| tiff.u32(entry + 8));
    Tags {
        orientation: find(main, ORIENTATION)
            .and_then(|entry| tiff.u16(entry + 8))
            .map_or(Orientation::UPRIGHT, Orientation::from_exif),
        taken_at: find(details, TAKEN)
            .and_then(text)
            .and_then(|taken| NaiveDateTime::parse_from_str(&taken, "%Y:%m:%d %H:%M:%S").ok()),
        camera: camera(make, model),
    }
}

/// Many makers repeat their name in the model.
fn camera(make: Option<String>, model: Option<String>) -> Option<String> {
    let name = match (make, model) {
        (Some(make), Some(model)) if !model.to_lowercase().starts_with(&make.to_lowercase()) => {
            format!("{make} {model}")
        }
        (make, model) => model.or(make)?,
    };
    Some(name.chars().take(CAMERA_MAX).collect())
}

struct Tiff<'a> {
    block: &'a [u8],
    is_little: bool,
}

impl<'a> Tiff<'a> {
    fn new(block: &'a [u8]) -> Option<Self> {
        match block.get(..4)? {
            b"II*\0" => Some(Self {
                block,
                is_little: true,
            }),
            b"MM\0*" => Some(Self {
                block,
                is_little: false,
            }),
            _ => None,
        }
    }

    fn u16(&self, at: u32) -> Option<u16> {
        let bytes = *self.block.get(at as usize..)?.first_chunk::<2>()?;
        Some(if self.is_little {
            u16::from_le_bytes(bytes)
        } else {
            u16::from_be_bytes(bytes)
        })
    }

    fn u32(&self, at: u32) -> Option<u32> {
        let bytes = *self.block.get(at as usize..)?.first_chunk::<4>()?;
        Some(if self.is_little {
            u32::from_le_bytes(bytes)
        } else {
            u32::from_be_bytes(bytes)
        })
    }

    /// Where the entry of a tag stands in the directory at `directory`.
    fn entry(&self, directory: u32, tag: u16) -> Option<u32> {
        let count = u32::from(self.u16(directory)?);
        (0..count)
            .map_while(|index| directory.checked_add(2 + index * 12))
            .take_while(|entry| (*entry as usize) < self.block.len())
            .find(|entry| self.u16(*entry) == Some(tag))
            .filter(|entry| entry.checked_add(12).is_some())
    }

    /// Printable text of an entry; short ones stand in the entry itself.
    fn text(&self, entry: u32) -> Option<String> {
        let length = self.u32(entry + 4)?;
        let at = if length <= 4 {
            entry + 8
        } else {
            self.u32(entry + 8)?
        };
        let end = (at as usize).checked_add(length as usize)?;
        let raw = self.block.get(at as usize..end)?;
        let text: String = raw
            .iter()
            .take_while(|byte| **byte != 0)
            .take(CAMERA_MAX)
            .map(|byte| char::from(*byte))
            .filter(|c| c.is_ascii_graphic() || *c == ' ')
            .collect();
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }
}
