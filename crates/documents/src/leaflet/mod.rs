//! The leaflet that is given before anybody decides: what microneedling is, what it can and cannot do, what else there is
//! (S01 to S07, S39 to S51, S66, S72; PRACTICE 42). It says the same to everybody.

pub(crate) mod page;

use needlebook_domain::clinic::Clinic;

use crate::SheetLanguage;
use crate::error::Error;
use crate::party::{ApprovedBy, DocumentMark, Patient};
use crate::style::Style;

/// Everything a leaflet says.
#[derive(Debug, Clone, PartialEq)]
pub struct Leaflet {
    /// The language it is read in.
    pub language: SheetLanguage,
    /// Whose leaflet it is, and whom to call.
    pub clinic: Clinic,
    /// Who was given this copy; absent on one for whoever takes it.
    pub patient: Option<Patient>,
    /// The document's number and version.
    pub mark: DocumentMark,
    /// Whether it says what studies report (S06); the medical lead may take that out.
    pub studies: bool,
    /// Who approved the clinic's sheets; absent when nobody had.
    pub approved_by: Option<ApprovedBy>,
}

/// The leaflet as a PDF. A translation that nobody reviewed says so, and the approved wording follows it (PRACTICE 29).
///
/// # Errors
/// See [`Error`]; nothing is printed with a part missing.
pub fn render(leaflet: &Leaflet, style: &Style) -> Result<Vec<u8>, Error> {
    crate::pdf::write(&page::plan(leaflet, *style)?)
}
