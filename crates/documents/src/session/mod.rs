//! The record of one session as a document.

use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;

use crate::party::{Clinic, DocumentMark, Patient, Practitioner, Signed, Visit};

/// The patient's own side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The patient's right, at the left of the map.
    Right,
    /// The patient's left.
    Left,
    /// A zone without sides.
    None,
}

/// Needling direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pattern {
    /// Up and down.
    Vertical,
    /// Across.
    Horizontal,
    /// Slanting.
    Diagonal,
    /// In small circles.
    Circular,
    /// Lifted and set down.
    Stamp,
}

/// What was done in a zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoneDone {
    /// Id of the concern treated, such as "acne_scars".
    pub indication: String,
    /// Depth in micrometres, 750 for 0.75 mm.
    pub depth_micrometres: u32,
    /// Passes, 1 to 12.
    pub passes: u8,
    /// Directions in the order done.
    pub patterns: Vec<Pattern>,
    /// Endpoint seen, 0 (none) to 4 (flowing).
    pub endpoint: u8,
    /// Pain, 0 to 10.
    pub pain: Option<u8>,
}

/// One zone of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionZone {
    /// Id of the zone, such as "cheeks".
    pub zone: String,
    /// The patient's own side.
    pub side: Side,
    /// What was done; absent when the zone was planned and not treated.
    pub done: Option<ZoneDone>,
    /// Why not treated, when it was planned ("stopped"); empty otherwise.
    pub not_treated_reason: String,
}

/// A decision recorded with its reason: a caution settled, an off-label depth, a correction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Index into `SessionRecord::zones` when it is about one zone: the zone's depth gets a mark.
    pub zone: Option<usize>,
    /// What was decided about, such as "Off-label: deeper than the maker tested".
    pub subject: String,
    /// The reason and what belongs to it, in full.
    pub text: String,
    /// Who decided.
    pub by: String,
    /// When, in the clinic's zone.
    pub at: DateTime<Tz>,
}

/// Numbing as recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbing {
    /// Product with strength.
    pub product: String,
    /// Lot; empty when unknown.
    pub lot: String,
    /// Amount and area in words, such as "2 g, 90 cm²".
    pub amount: String,
    /// Put on.
    pub on_at: DateTime<Tz>,
    /// Taken off.
    pub off_at: DateTime<Tz>,
    /// How it was removed; empty when not recorded.
    pub removed: String,
    /// What the patient said about signs of too much; empty when not recorded.
    pub signs: String,
}

/// A cartridge or device unit used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitUsed {
    /// Lot number.
    pub lot: String,
    /// Expiry date of the lot.
    pub expires_on: NaiveDate,
    /// Serial of the unit; empty when it has none.
    pub serial: String,
    /// When it was opened in front of the patient.
    pub opened_at: Option<DateTime<Tz>>,
}

/// A product put on the skin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductUsed {
    /// Name.
    pub name: String,
    /// Lot; empty when unknown.
    pub lot: String,
}

/// A dated note added below a signed record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Who wrote it.
    pub by: String,
    /// When, in the clinic's zone.
    pub at: DateTime<Tz>,
    /// The note.
    pub text: String,
}

/// A record typed later than the care it speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateEntry {
    /// When it was typed, in the clinic's zone.
    pub typed_at: DateTime<Tz>,
    /// Why it was late.
    pub reason: String,
}

/// The session ended before the plan was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stopped {
    /// Why, in words.
    pub why: String,
    /// When, in the clinic's zone.
    pub at: DateTime<Tz>,
}

/// Everything a printed session record says.
#[derive(Debug, Clone, PartialEq)]
pub struct SessionRecord {
    /// The clinic.
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
    /// Start of the session in the clinic's zone.
    pub started_at: DateTime<Tz>,
    /// End of the session in the clinic's zone.
    pub ended_at: DateTime<Tz>,
    /// Who treated.
    pub practitioner: Practitioner,
    /// Outcome of the day's screening in words, such as "Caution, settled".
    pub screening: String,
    /// The consent relied on in words, such as "Revision 7, covers today".
    pub consent: String,
    /// Device name.
    pub device: String,
    /// Device serial; empty when not recorded.
    pub device_serial: String,
    /// Units opened for this session.
    pub units: Vec<UnitUsed>,
    /// Antiseptic; empty when not recorded.
    pub antiseptic: String,
    /// When the antiseptic was put on.
    pub antiseptic_at: Option<DateTime<Tz>>,
    /// Photos in words; empty when none.
    pub photos: String,
    /// Numbing; absent when none was used.
    pub numbing: Option<Numbing>,
    /// Every zone planned or done, in the order to print.
    pub zones: Vec<SessionZone>,
    /// Decisions with their reasons.
    pub reasons: Vec<Reason>,
    /// Products after.
    pub products_after: Vec<ProductUsed>,
    /// Cooling in words; empty when none.
    pub cooling: String,
    /// Sharps disposal in words; empty when not recorded.
    pub sharps: String,
    /// Reactions in words; empty for none beyond the expected.
    pub reactions: String,
    /// Free notes of the session; empty when none.
    pub notes: String,
    /// Number and version of the aftercare sheet; absent when none was made yet.
    pub aftercare: Option<DocumentMark>,
    /// How and when the sheet was handed over or declined, in words; empty when not yet.
    pub handed_over: String,
    /// Price as printed, such as "£210"; empty when not recorded.
    pub price: String,
    /// Window of the next visit; absent after the last one.
    pub next_visit: Option<(NaiveDate, NaiveDate)>,
    /// Planned phone check.
    pub phone_check_on: Option<NaiveDate>,
    /// The session ended early.
    pub stopped: Option<Stopped>,
    /// Entered late.
    pub late_entry: Option<LateEntry>,
    /// Who signed, when; absent for a record closed without its author's signature.
    pub signed: Option<Signed>,
    /// SHA-256 of the signed record in lower-case hexadecimal; empty when unsigned.
    pub sha256: String,
    /// Notes added after signing.
    pub later_notes: Vec<Note>,
    /// When this copy was printed, in the clinic's zone.
    pub printed_at: DateTime<Tz>,
    /// Who printed it.
    pub printed_by: String,
}

/// The document as a PDF.
///
/// # Errors
/// See [`crate::Error`]; nothing is printed with a part missing.
pub fn render(record: &SessionRecord, style: &crate::Style) -> Result<Vec<u8>, crate::Error> {
    let words = crate::content::common()?;
    let furniture = crate::plan::furniture::Furniture::new(words, *style, &record.clinic, Some(&record.patient), &record.mark)?;
    let mut flow = crate::plan::flow::Flow::default();
    flow.push(crate::plan::block::Block::space(1.0));
    crate::pdf::write(&furniture.plan(flow, record.mark.number.clone(), "en", &record.clinic)?)
}
