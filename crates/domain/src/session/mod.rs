//! A needling session: what was planned, what was done, and what must be true before it is signed.
//!
//! Guards stop a plan and never rewrite a fact (PRACTICE 2): a zone is planned or done, and a done zone can only be
//! explained or corrected, with both values kept.

mod actives;
mod acts;
mod allergy;
mod check;
mod copy;
mod cream;
mod earlier;
mod gap;
mod gates;
mod guard;
mod incident;
mod sign;
mod units;

pub use check::{SessionCheck, SessionContext, check, needs, started_at};
pub use copy::plan_from;
pub use cream::{NumbingCaution, NumbingCheck};
pub use earlier::Earlier;
pub use gap::{Gap, GapCode, Place};
pub use gates::GateTimes;
pub use guard::{Guard, WayOut};
pub use incident::{Forbidden, Incident, IncidentKind, LogEntry, LogLine};
pub use sign::{Session, Signing, TrailEntry, sign};

use crate::concern::Concern;
use crate::ids::{DeviceId, LotId, PatientId, PersonId, SessionId};
use crate::numbing::NumbingProduct;
use crate::zone::{Side, Zone};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

/// Everything that is typed and tapped during a session. Saved at every pause; a plain value that may be incomplete
/// or wrong until [`sign`] has judged it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct SessionDraft {
    pub id: SessionId,
    pub patient: PatientId,
    pub check_in: CheckIn,
    pub device: Option<DeviceId>,
    pub cartridges: Vec<CartridgeUse>,
    /// `None` until it was said whether the skin is numbed today.
    pub numbing_used: Option<bool>,
    pub numbing: Vec<NumbingArea>,
    pub zones: Vec<ZoneRow>,
    pub settled: Vec<SettledGuard>,
    pub products_after: Vec<ProductApplied>,
    pub cooling: String,
    /// 0 none, 1 pinpoint, 2 oozing, 3 needs pressure for more than 5 minutes.
    pub bleeding: Option<u8>,
    pub sharps_disposed: bool,
    pub notes: String,
    pub price: Option<f64>,
    pub stopped: Option<Stopped>,
    pub incidents: Vec<Incident>,
    pub ended_at: Option<DateTime<Utc>>,
}

/// What is asked when the patient arrives in the room.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct CheckIn {
    /// "Name and birth date said by the patient", before numbing and again before needling (PRACTICE 19).
    pub identity_before_numbing: Option<Tick>,
    pub identity_before_needling: Option<Tick>,
    /// "Still happy to go ahead? Anything changed?" (PRACTICE 9).
    pub still_happy: Option<StillHappy>,
    pub skin_today: Option<SkinToday>,
    /// "Any numbing cream today before you came? Product, time, amount." (PRACTICE 14).
    pub cream_before: Option<CreamBefore>,
    pub before_photos: Option<BeforePhotos>,
    pub antiseptic: Option<Antiseptic>,
    /// What the needles glide on, where anything was used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub glide: Option<Glide>,
}

/// Something confirmed by a person at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct Tick {
    pub by: PersonId,
    pub at: DateTime<Utc>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct StillHappy {
    pub go_ahead: bool,
    pub changed: String,
    pub by: PersonId,
    pub at: DateTime<Utc>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SkinToday {
    Clear,
    Irritated,
    /// Stops the session.
    Lesion,
    Tan,
}

/// Numbing cream that the patient put on at home.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct CreamBefore {
    pub answer: CreamAnswer,
    /// `None` where nobody knows what it was.
    pub product: Option<NumbingProduct>,
    pub on_at: Option<DateTime<Utc>>,
    pub grams: Option<f64>,
    pub by: PersonId,
    pub at: DateTime<Utc>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum CreamAnswer {
    No,
    Yes,
    DoesNotKnow,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum BeforePhotos {
    Taken,
    Declined,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct Antiseptic {
    pub product: String,
    pub at: DateTime<Utc>,
}

/// The gel under the needles, as its label says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct Glide {
    pub product: String,
    pub lot: String,
    pub expires_on: Option<NaiveDate>,
}

/// One cartridge: one unit, one patient, one session (PRACTICE 1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct CartridgeUse {
    pub lot: LotId,
    /// The unit's own number (GS1 AI 21), where its label has one and it was scanned; empty otherwise.
    pub serial: String,
    /// "New, sealed, opened in front of the patient."
    pub sealed: bool,
    pub opened_at: Option<DateTime<Utc>>,
    /// The book said that none is left, and one was in the hand: the count was wrong.
    pub count_was_wrong: Option<Tick>,
}

/// One numbed area with its own clock.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct NumbingArea {
    pub product: NumbingProduct,
    pub percent: Option<f64>,
    pub grams: Option<f64>,
    pub area_cm2: Option<f64>,
    pub occluded: bool,
    /// Compounded products only: prescriber, batch and written maximum are on file.
    pub prescriber_on_file: bool,
    pub on_at: Option<DateTime<Utc>>,
    pub off_at: Option<DateTime<Utc>>,
    pub removed: bool,
    /// Metal taste, ringing ears, drowsy, twitching: asked and answered "none".
    pub signs_asked: Option<Tick>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ZoneState {
    Planned,
    Done,
    NotTreated,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Pattern {
    Vertical,
    Horizontal,
    Diagonal,
    Stamp,
}

/// One row of the grid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct ZoneRow {
    pub zone: Zone,
    pub side: Side,
    pub state: ZoneState,
    pub indication: Option<Concern>,
    /// Millimetres, as typed; the guard says what is wrong with it.
    pub depth_mm: Option<f64>,
    /// 1 to 12.
    pub passes: Option<u8>,
    pub patterns: Vec<Pattern>,
    /// In the device's own unit.
    pub speed: Option<u32>,
    /// 0 none, 1 faint pink, 2 even redness, 3 pinpoint bleeding, 4 flowing bleeding.
    pub endpoint: Option<u8>,
    /// 0 to 10.
    pub pain: Option<u8>,
    pub done_at: Option<DateTime<Utc>>,
    /// Filled by "copy last session" and not touched since.
    pub copied: bool,
    /// Values of a done zone that were mistyped; both stay in the record.
    pub corrections: Vec<Correction>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    pub field: String,
    pub was: String,
    pub by: PersonId,
    pub at: DateTime<Utc>,
}

/// A guard or a caution of the numbing answered with a reason. The key holds the value it was answered for, so a changed depth asks again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct SettledGuard {
    pub key: String,
    pub reason: String,
    pub by: PersonId,
    pub at: DateTime<Utc>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct ProductApplied {
    pub name: String,
    pub lot: String,
    pub for_broken_skin: bool,
    /// Needed when it is not meant for broken skin, and for vitamin C.
    pub reason: String,
    pub applied_at: Option<DateTime<Utc>>,
    /// Given to take home, so that the sheet can name it.
    pub to_take_home: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum StopReason {
    PatientAsked,
    Faint,
    Pain,
    Reaction,
    Device,
    Fire,
    Other,
}

/// "Stop here": what was done stays, the rest was not treated (PRACTICE 11).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct Stopped {
    pub reason: StopReason,
    pub note: String,
    pub by: PersonId,
    pub at: DateTime<Utc>,
}

impl SessionDraft {
    /// An empty draft for a patient.
    #[must_use]
    pub fn new(id: SessionId, patient: PatientId) -> Self {
        Self {
            id,
            patient,
            check_in: CheckIn::default(),
            device: None,
            cartridges: Vec::new(),
            numbing_used: None,
            numbing: Vec::new(),
            zones: Vec::new(),
            settled: Vec::new(),
            products_after: Vec::new(),
            cooling: String::new(),
            bleeding: None,
            sharps_disposed: false,
            notes: String::new(),
            price: None,
            stopped: None,
            incidents: Vec::new(),
            ended_at: None,
        }
    }

    /// Whether a caution was answered with a reason.
    pub(crate) fn has_reason(&self, key: &str) -> bool {
        self.settled
            .iter()
            .any(|settled| settled.key == key && !settled.reason.trim().is_empty())
    }

    pub(crate) fn done(&self) -> impl Iterator<Item = &ZoneRow> {
        self.zones.iter().filter(|row| row.state == ZoneState::Done)
    }

    /// When the last zone was done.
    pub(crate) fn last_done_at(&self) -> Option<DateTime<Utc>> {
        self.done().filter_map(|row| row.done_at).max()
    }
}

impl ZoneRow {
    /// The depth in whole micrometres, the unit in which it is compared; `None` when nothing readable was typed.
    #[must_use]
    pub fn micrometres(&self) -> Option<i32> {
        self.depth_mm.and_then(crate::depth::micrometres)
    }
}
