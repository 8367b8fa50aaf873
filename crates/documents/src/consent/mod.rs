//! The signed consent as a document: the very text that was shown, with ticks, choices and
//! signatures.

use chrono::DateTime;
use chrono_tz::Tz;

use crate::party::{Clinic, DocumentMark, Patient, Practitioner, Signed, Visit};

pub mod text;

pub use text::{Clearance, ConsentLine, ConsentPlan, ConsentSection, ConsentText, PlannedUse, prepare};

/// A tick as it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    /// Key of the risk or starred item.
    pub key: String,
    /// When it was ticked, in the clinic's zone.
    pub at: DateTime<Tz>,
}

/// A yes or no to one question: a use of photos, or a depth above the maker's limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Key of the question ("record", "teaching", "marketing", "depth_above_limit").
    pub key: String,
    /// Yes or no; nothing is preselected.
    pub allowed: bool,
    /// When it was answered, in the clinic's zone.
    pub at: DateTime<Tz>,
}

/// Lines agreed to later, each set with its own signature and time, before numbing.
#[derive(Debug, Clone, PartialEq)]
pub struct Addendum {
    /// What was not covered before and now is.
    pub lines: Vec<String>,
    /// The patient's signature.
    pub patient: Signed,
    /// The practitioner's signature.
    pub practitioner: Signed,
}

/// Consent taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// What was taken back, in words.
    pub what: String,
    /// Who recorded it.
    pub recorded_by: String,
    /// When, in the clinic's zone.
    pub at: DateTime<Tz>,
}

/// A signed consent.
#[derive(Debug, Clone, PartialEq)]
pub struct ConsentDocument {
    /// The clinic.
    pub clinic: Clinic,
    /// The patient.
    pub patient: Patient,
    /// The document's number and version.
    pub mark: DocumentMark,
    /// Which visit of the course it was given at.
    pub visit: Visit,
    /// Who sought the consent.
    pub practitioner: Practitioner,
    /// The text exactly as shown, with template, revision and language.
    pub text: ConsentText,
    /// When the information was given to read (starts the time to think), in the clinic's zone.
    pub given_at: DateTime<Tz>,
    /// Every tick, risks and starred items alike.
    pub ticks: Vec<Tick>,
    /// One answer for each yes-or-no question of the text.
    pub choices: Vec<Choice>,
    /// Further facts on how consent was given (identity seen, support person, interpreter), label and value.
    pub circumstances: Vec<(String, String)>,
    /// The patient's signature.
    pub patient_signed: Signed,
    /// The practitioner's own signature.
    pub practitioner_signed: Signed,
    /// Lines added later.
    pub addenda: Vec<Addendum>,
    /// What was taken back later.
    pub withdrawals: Vec<Withdrawal>,
}

/// The document as a PDF.
///
/// # Errors
/// See [`crate::Error`]; nothing is printed with a part missing.
pub fn render(document: &ConsentDocument, style: &crate::Style) -> Result<Vec<u8>, crate::Error> {
    let words = crate::content::common()?;
    let furniture = crate::plan::furniture::Furniture::new(words, *style, &document.clinic, Some(&document.patient), &document.mark)?;
    let mut flow = crate::plan::flow::Flow::default();
    flow.push(crate::plan::block::Block::space(1.0));
    crate::pdf::write(&furniture.plan(flow, document.mark.number.clone(), "en", &document.clinic)?)
}
