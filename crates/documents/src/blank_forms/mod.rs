//! Empty forms for a day on which the laptop is broken: health questions, consent, session, aftercare (PRACTICE 26). They
//! are printed in advance, filled in by hand, and entered afterwards as a late entry.

mod aftercare;
mod consent;
pub(crate) mod page;
mod screening;
mod session;

use needlebook_domain::clinic::Clinic;
use needlebook_domain::screening::ScreeningConfig;

use crate::error::Error;
use crate::party::{ApprovedBy, DocumentMark};
use crate::style::Style;

/// Everything the forms need to know.
#[derive(Debug, Clone, PartialEq)]
pub struct BlankForms {
    /// Whose forms they are.
    pub clinic: Clinic,
    /// The document's number and version.
    pub mark: DocumentMark,
    /// What the clinic set: it decides which questions are asked.
    pub config: ScreeningConfig,
    /// Who approved questions, consent and sheet; absent when nobody had.
    pub approved_by: Option<ApprovedBy>,
}

/// The forms as one PDF.
///
/// # Errors
/// See [`Error`]; nothing is printed with a part missing.
pub fn render(forms: &BlankForms, style: &Style) -> Result<Vec<u8>, Error> {
    crate::pdf::write(&page::plan(forms, *style)?)
}
