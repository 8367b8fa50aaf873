//! Photos: what arrived, and what a person said it shows.

mod camera_folder;
mod export;
mod filing;
mod view;

pub use camera_folder::CameraFolder;
pub use export::{PhotoScope, PhotosExported, may_export};
pub use filing::{Chaperone, FilingInput, PhotoFiling};
pub use view::PhotoView;

use crate::ids::{PatientId, PersonId, PhotoId};
use crate::zone::Side;
use chrono::{DateTime, Months, NaiveDate, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;
use uuid::Uuid;

/// The two kinds of file that are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PhotoKind {
    Jpeg,
    Png,
}

/// How a photo came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PhotoSource {
    Chosen,
    Dropped,
    CameraFolder,
}

/// The sealed files of a photo. Sealed again, it has others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PhotoFiles {
    pub original: Uuid,
    pub preview: Uuid,
    pub thumbnail: Uuid,
}

impl PhotoFiles {
    #[must_use]
    pub fn all(&self) -> [Uuid; 3] {
        [self.original, self.preview, self.thumbnail]
    }
}

/// A photo as it arrived, before anybody said whose it is. Its place and every tag not named here were cut (PRACTICE 64).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Photo {
    pub id: PhotoId,
    pub files: PhotoFiles,
    pub kind: PhotoKind,
    /// Pixels as stored, before `orientation` is applied.
    pub width: u32,
    pub height: u32,
    /// EXIF 1 to 8.
    pub orientation: u8,
    /// By the camera's own clock, which knows no zone.
    pub taken_at: Option<NaiveDateTime>,
    pub camera: Option<String>,
    /// Hex, of the bytes as they were received.
    pub sha256: String,
    /// Of the kept file.
    pub byte_count: u32,
    pub received_at: DateTime<Utc>,
    pub received_by: PersonId,
    pub source: PhotoSource,
    /// Somebody else was covered or cropped away, so the kept picture is not the received one.
    pub covered: bool,
}

/// When in the course a photo was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PhotoStage {
    Before,
    After,
    Month1,
    Month3,
    Month6,
    /// None of these: a reaction, a question between visits.
    Other,
}

impl PhotoStage {
    /// The results that a clinic photographs, with their months after the last session (S55, S05, SPTRIAL).
    pub const RESULTS: [(Self, u32); 3] = [(Self::Month1, 1), (Self::Month3, 3), (Self::Month6, 6)];
}

/// A result photo is asked for from its day on, for this many days.
const RESULT_OPEN_DAYS: i64 = 30;

/// The result that is due today and was not photographed since the last session, with the day from which it is due.
#[must_use]
pub fn result_due(
    last_session: NaiveDate,
    taken: &[(PhotoStage, NaiveDate)],
    today: NaiveDate,
) -> Option<(PhotoStage, NaiveDate)> {
    PhotoStage::RESULTS
        .into_iter()
        .rev()
        .find_map(|(stage, months)| {
            let due = last_session.checked_add_months(Months::new(months))?;
            let is_open = due <= today && (today - due).num_days() < RESULT_OPEN_DAYS;
            let is_there = taken
                .iter()
                .any(|(of, on)| *of == stage && *on > last_session);
            (is_open && !is_there).then_some((stage, due))
        })
}

/// Two photos may stand side by side unless one is the patient's right and the other the left (PRACTICE 61).
#[must_use]
pub fn may_compare(one: PhotoView, other: PhotoView) -> bool {
    !matches!(
        (one.side(), other.side()),
        (Side::Left, Side::Right) | (Side::Right, Side::Left)
    )
}

/// A photo that belongs to somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct FiledPhoto {
    pub photo: Photo,
    pub filing: PhotoFiling,
}

/// A photo that went to the record it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PhotoMoved {
    pub from: PatientId,
    pub filing: PhotoFiling,
    /// Sealed again: nothing that opened it in the wrong record opens it now.
    pub files: PhotoFiles,
    pub reason: String,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn right_is_never_compared_with_left() {
        assert!(!may_compare(PhotoView::Right45, PhotoView::Left45));
        assert!(!may_compare(PhotoView::LeftThigh, PhotoView::RightHand));
        assert!(may_compare(PhotoView::Right45, PhotoView::Right90));
        assert!(may_compare(PhotoView::Front, PhotoView::Left45));
    }

    #[test]
    fn a_result_is_due_from_its_day_for_a_month_unless_it_is_there() {
        let last = day("2026-08-31");
        let due = |today, taken: &[(PhotoStage, NaiveDate)]| result_due(last, taken, day(today));
        assert_eq!(due("2026-09-29", &[]), None);
        assert_eq!(
            due("2026-09-30", &[]),
            Some((PhotoStage::Month1, day("2026-09-30")))
        );
        assert_eq!(
            due("2026-10-30", &[]),
            None,
            "a month later it is no longer that result"
        );
        assert_eq!(
            due("2026-11-30", &[]),
            Some((PhotoStage::Month3, day("2026-11-30")))
        );
        assert_eq!(
            due("2026-10-02", &[(PhotoStage::Month1, day("2026-10-01"))]),
            None
        );
        assert!(
            due("2026-10-02", &[(PhotoStage::Month1, day("2026-07-01"))]).is_some(),
            "that of an earlier session does not count"
        );
    }
}
