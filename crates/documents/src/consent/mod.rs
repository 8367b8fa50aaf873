//! The signed consent as a document: the very text that was shown, with ticks, choices and
//! signatures.

mod answers;
pub(crate) mod closing;
pub(crate) mod form;
mod in_file;
mod proof;
pub(crate) mod signatures;
pub mod text;
mod to_read;

use chrono::{DateTime, NaiveDate, Utc};
use needlebook_domain::clinic::Clinic;
use needlebook_domain::concern::Concern;
use needlebook_domain::numbing::NumbingProduct;
use needlebook_domain::zone::Zone;

use crate::error::Error;
use crate::party::{ApprovedBy, DocumentMark, Patient, Practitioner, Signed, Visit};
use crate::style::Style;

pub use in_file::{code_in_file, fingerprint_start, is_pdf, typed_code};
pub use proof::{fingerprint, fingerprint_shown, rendered_text, text_shown, verification_code};
pub(crate) use signatures::signature_line;
pub use text::{
    Clearance, ConsentLine, ConsentPlan, ConsentSection, ConsentText, PlannedUse, prepare,
};
pub use to_read::{ConsentToRead, render_to_read};

/// A yes or no to one question: a use of photos, or a depth above the maker's limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Key of the question ("record", "teaching", "marketing", "depth_above_limit").
    pub key: String,
    /// Yes or no; nothing is preselected.
    pub allowed: bool,
}

/// Something a session does that the consent did not name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddedLine {
    /// Another zone.
    Area(Zone),
    /// Another concern.
    Concern(Concern),
    /// Another device, by name.
    Device(String),
    /// Deeper than the maker tested.
    DepthAboveLabel,
    /// Another numbing product.
    Numbing(NumbingProduct),
    /// Another practitioner, by name.
    Practitioner(String),
}

/// Lines agreed to later, with their own signature and time, before numbing.
#[derive(Debug, Clone, PartialEq)]
pub struct Addendum {
    /// What was not covered before and now is.
    pub lines: Vec<AddedLine>,
    /// The patient's signature.
    pub patient: Signed,
    /// Who sought it.
    pub practitioner: Practitioner,
}

/// Consent taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// What the patient said.
    pub said: String,
    /// Who recorded it.
    pub recorded_by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A signed consent.
#[derive(Debug, Clone, PartialEq)]
pub struct ConsentDocument {
    /// The clinic; its zone sets every time.
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
    /// When the information was given to read (starts the time to think).
    pub given_at: DateTime<Utc>,
    /// Keys of every risk and starred item that was ticked.
    pub ticked: Vec<String>,
    /// One answer for each yes-or-no question of the text.
    pub choices: Vec<Choice>,
    /// Questions the patient asked and what was answered; may be empty.
    pub questions: String,
    /// The patient's signature.
    pub patient_signed: Signed,
    /// The practitioner's own signature.
    pub practitioner_signed: Signed,
    /// Lines added later.
    pub addenda: Vec<Addendum>,
    /// What was taken back later.
    pub withdrawals: Vec<Withdrawal>,
    /// Date of the last session the consent can carry, if its course goes on until then.
    pub valid_to: NaiveDate,
    /// Who approved this form; absent when nobody had.
    pub approved_by: Option<ApprovedBy>,
}

/// The consent as a PDF.
///
/// # Errors
/// [`Error::IncompleteConsent`] when a tick, an answer or a signature is missing; else see [`Error`].
pub fn render(document: &ConsentDocument, style: &Style) -> Result<Vec<u8>, Error> {
    crate::pdf::write(&form::plan(document, *style)?)
}
