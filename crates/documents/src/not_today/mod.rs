//! The sheet for somebody who is not treated today: why in plain words, the earliest day, what to do until then, whom to
//! call (PRACTICE 45). The ids and sources of the rules stay in the clinic's own record of the screening.

pub(crate) mod page;

use chrono::NaiveDate;
use needlebook_domain::clinic::Clinic;
use needlebook_domain::screening::ScreeningAnswer;

use crate::error::Error;
use crate::party::{ApprovedBy, DocumentMark, Patient, Practitioner};
use crate::style::Style;

/// Everything the sheet says.
#[derive(Debug, Clone, PartialEq)]
pub struct NotToday {
    /// Whose sheet it is, and whom to call.
    pub clinic: Clinic,
    /// Who waits.
    pub patient: Patient,
    /// The document's number and version.
    pub mark: DocumentMark,
    /// Who asked the questions.
    pub practitioner: Practitioner,
    /// The day they were signed.
    pub asked_on: NaiveDate,
    /// What they came to.
    pub judgement: ScreeningAnswer,
    /// Who approved the clinic's sheets; absent when nobody had.
    pub approved_by: Option<ApprovedBy>,
}

/// The sheet as a PDF.
///
/// # Errors
/// See [`Error`]; nothing is printed with a part missing.
pub fn render(sheet: &NotToday, style: &Style) -> Result<Vec<u8>, Error> {
    crate::pdf::write(&page::plan(sheet, *style)?)
}
