//! A letter to a doctor or prescriber, with the questions that come back ticked and signed (PRACTICE 45).

pub(crate) mod page;
mod proposal;

use chrono::NaiveDate;
use needlebook_domain::clinic::Clinic;

use crate::error::Error;
use crate::party::{DocumentMark, Patient, Practitioner};
use crate::style::Style;

pub use proposal::{LetterReason, ProposedLetter, look_for_answer, propose};

/// Everything a letter says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterPage {
    /// Who writes, and whom the answer goes to.
    pub clinic: Clinic,
    /// Whom it is about.
    pub patient: Patient,
    /// The document's number and version.
    pub mark: DocumentMark,
    /// The day it is written, on which the patient agreed to it.
    pub written_on: NaiveDate,
    /// Who it goes to.
    pub to_name: String,
    /// Where they work; may be empty.
    pub to_practice: String,
    /// As it was typed, from the greeting on.
    pub body: String,
    /// Each is answered with yes or no.
    pub questions: Vec<String>,
    /// Who writes.
    pub practitioner: Practitioner,
}

/// The letter as a PDF.
///
/// # Errors
/// See [`Error`]; nothing is printed with a part missing.
pub fn render(letter: &LetterPage, style: &Style) -> Result<Vec<u8>, Error> {
    crate::pdf::write(&page::plan(letter, *style)?)
}
