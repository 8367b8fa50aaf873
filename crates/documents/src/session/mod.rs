//! The record of one session as a document.

mod boxes;
mod head;
mod maps;
mod reasons;
pub(crate) mod record;
pub(crate) mod within;
mod zones;

use chrono::{DateTime, NaiveDate, Utc};
use needlebook_domain::clinic::Clinic;
use needlebook_domain::depth::DepthFlag;
use needlebook_domain::numbing::NumbingFlag;
use needlebook_domain::session::{
    Antiseptic, BeforePhotos, CreamBefore, GapCode, Glide, IncidentKind, LogLine, NumbingArea,
    StopReason, ZoneRow,
};
use needlebook_domain::zone::{Side, Zone};

use crate::error::Error;
use crate::party::{ApprovedBy, DocumentMark, Patient, Practitioner, Signed, Visit};
use crate::style::Style;

/// What a recorded reason is about.
#[derive(Debug, Clone, PartialEq)]
pub enum ReasonAbout {
    /// A finding of the screening, in the words of the screening content.
    Screening {
        /// Such as "Cold sores before".
        title: String,
    },
    /// A flag of the depth guard.
    Depth {
        /// The flag.
        flag: DepthFlag,
        /// Where; each zone's depth gets a mark.
        zones: Vec<(Zone, Side)>,
        /// The depth it speaks of; absent for a use that is off-label at any depth.
        depth_mm: Option<f64>,
    },
    /// A caution of the numbing clock, or of how the cream was put on.
    Numbing {
        /// The flag.
        flag: NumbingFlag,
        /// How long it was on.
        minutes: i32,
    },
    /// Anything else, in words.
    Other {
        /// In words.
        title: String,
    },
}

/// A decision recorded with its reason: a caution settled, an off-label depth, a correction.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// What it is about.
    pub about: ReasonAbout,
    /// The reason as typed.
    pub text: String,
    /// Who decided.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The day's screening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreeningLine {
    /// Outcome id: "clear", "info" or "caution".
    pub outcome: String,
    /// When it was signed.
    pub signed_at: DateTime<Utc>,
    /// Lasting facts that were confirmed as a block (PRACTICE 4).
    pub as_block: Option<AsBlock>,
}

/// Lasting facts confirmed in one go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AsBlock {
    /// How many.
    pub count: usize,
    /// Who confirmed them.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The consent relied on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentLine {
    /// Its document number and version.
    pub mark: DocumentMark,
    /// When it was signed.
    pub signed_at: DateTime<Utc>,
}

/// A cartridge used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitUsed {
    /// Lot number.
    pub lot: String,
    /// Expiry date of the lot.
    pub expires_on: NaiveDate,
    /// Serial of the unit; empty when it has none.
    pub serial: String,
    /// "New, sealed, opened in front of the patient" was ticked.
    pub sealed: bool,
    /// When it was opened.
    pub opened_at: Option<DateTime<Utc>>,
}

/// A product put on the skin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductUsed {
    /// Name.
    pub name: String,
    /// Lot; empty when unknown.
    pub lot: String,
    /// Why, when it is not meant for broken skin; empty otherwise.
    pub reason: String,
}

/// The session ended before the plan was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stopped {
    /// Why.
    pub reason: StopReason,
    /// More in words; may be empty.
    pub note: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The forbidden fact that an incident tells of.
#[derive(Debug, Clone, PartialEq)]
pub enum IncidentAbout {
    /// A depth that was done against a guard.
    Depth {
        /// The guard's flag.
        flag: DepthFlag,
        /// Where.
        zones: Vec<(Zone, Side)>,
        /// How deep.
        depth_mm: Option<f64>,
    },
    /// Anything else that must not happen.
    Fact {
        /// What.
        code: GapCode,
        /// Where, if it is in one zone.
        zone: Option<(Zone, Side)>,
    },
}

/// A line of an emergency's log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLineEntry {
    /// What it speaks of.
    pub line: LogLine,
    /// As written.
    pub text: String,
    /// When it was first written.
    pub at: DateTime<Utc>,
}

/// Something that went wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct IncidentLine {
    /// What kind of thing.
    pub kind: IncidentKind,
    /// The forbidden fact, if it tells of one.
    pub about: Option<IncidentAbout>,
    /// In words.
    pub what: String,
    /// The log of an emergency.
    pub log: Vec<LogLineEntry>,
    /// When an emergency was said to be over.
    pub over_at: Option<DateTime<Utc>>,
    /// Who recorded it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A dated note added below a signed record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Who wrote it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The note.
    pub text: String,
    /// Where it corrected the end of the session: as it stood until then, and as it is known now.
    pub corrected_end: Option<(DateTime<Utc>, DateTime<Utc>)>,
}

/// A record typed later than the care it speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateEntry {
    /// When it was typed.
    pub typed_at: DateTime<Utc>,
    /// Why it was late.
    pub reason: String,
}

/// Everything a printed session record says.
#[derive(Debug, Clone, PartialEq)]
pub struct SessionRecord {
    /// The clinic; its zone sets every time.
    pub clinic: Clinic,
    /// The patient.
    pub patient: Patient,
    /// The document's number and version.
    pub mark: DocumentMark,
    /// Which visit of the course.
    pub visit: Visit,
    /// Fitzpatrick type 1 to 6; absent when not recorded.
    pub skin_type: Option<u8>,
    /// Allergies in words; empty for none known.
    pub allergies: Vec<String>,
    /// Start of the session.
    pub started_at: DateTime<Utc>,
    /// End of the session.
    pub ended_at: DateTime<Utc>,
    /// Who treated.
    pub practitioner: Practitioner,
    /// The day's screening; absent only in a late entry.
    pub screening: Option<ScreeningLine>,
    /// The consent relied on; absent only in a late entry.
    pub consent: Option<ConsentLine>,
    /// Device name.
    pub device: String,
    /// Device serial; empty when not recorded.
    pub device_serial: String,
    /// Cartridges opened for this session.
    pub units: Vec<UnitUsed>,
    /// Antiseptic.
    pub antiseptic: Option<Antiseptic>,
    /// The gel under the needles, if any was used.
    pub glide: Option<Glide>,
    /// Photos before.
    pub before_photos: Option<BeforePhotos>,
    /// What the patient said about numbing cream put on at home; absent where it was not asked.
    pub cream_before: Option<CreamBefore>,
    /// Numbed areas; empty when the skin was not numbed.
    pub numbing: Vec<NumbingArea>,
    /// Every zone planned or done, in the order to print.
    pub zones: Vec<ZoneRow>,
    /// Decisions with their reasons.
    pub reasons: Vec<Reason>,
    /// Products after.
    pub products_after: Vec<ProductUsed>,
    /// Cooling in words; empty when none.
    pub cooling: String,
    /// 0 none, 1 pinpoint, 2 oozing, 3 needs pressure for more than 5 minutes.
    pub bleeding: Option<u8>,
    /// Cartridge and sharps were disposed of.
    pub sharps_disposed: bool,
    /// Free notes of the session; empty when none.
    pub notes: String,
    /// What went wrong.
    pub incidents: Vec<IncidentLine>,
    /// Number and version of the aftercare sheet; absent when none was made yet.
    pub aftercare: Option<DocumentMark>,
    /// When it was handed over (true) or declined (false); absent when not yet.
    pub handed_over: Option<(bool, DateTime<Utc>)>,
    /// Price as printed, such as "£210"; empty when not recorded.
    pub price: String,
    /// Window of the next visit; absent after the last one.
    pub next_visit: Option<(NaiveDate, NaiveDate)>,
    /// The session ended early.
    pub stopped: Option<Stopped>,
    /// Entered late.
    pub late_entry: Option<LateEntry>,
    /// Who signed, when.
    pub signed: Option<Signed>,
    /// Who approved what the clinic worked by; absent when nobody had.
    pub approved_by: Option<ApprovedBy>,
    /// SHA-256 of the signed record in lower-case hexadecimal; empty when unsigned.
    pub sha256: String,
    /// Notes added after signing.
    pub later_notes: Vec<Note>,
    /// When this copy was made.
    pub printed_at: DateTime<Utc>,
    /// Who made it.
    pub printed_by: String,
}

/// The record as a PDF.
///
/// # Errors
/// See [`Error`]; nothing is printed with a part missing.
pub fn render(record: &SessionRecord, style: &Style) -> Result<Vec<u8>, Error> {
    crate::pdf::write(&record::plan(record, *style)?)
}
