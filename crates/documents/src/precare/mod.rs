//! The pre-care sheet that goes home before a visit: what to leave away from which day, and when to call.

mod rows;
pub(crate) mod sheet;

use chrono::NaiveDate;
use needlebook_domain::clinic::Clinic;
use needlebook_domain::precare::PrecareDates;

use crate::error::Error;
use crate::party::{DocumentMark, Patient};
use crate::style::Style;

/// Everything a pre-care sheet says.
#[derive(Debug, Clone, PartialEq)]
pub struct PrecareSheet {
    /// Whose sheet it is, and whom to call.
    pub clinic: Clinic,
    /// Who gets ready.
    pub patient: Patient,
    /// The document's number and version.
    pub mark: DocumentMark,
    /// The day it is made: dates before it are already past.
    pub made_on: NaiveDate,
    /// The day of the visit.
    pub appointment_on: NaiveDate,
    /// Dates as the clinical rules count them back.
    pub dates: PrecareDates,
}

/// The sheet as a PDF.
///
/// # Errors
/// See [`Error`]; nothing is printed with a part missing.
pub fn render(sheet: &PrecareSheet, style: &Style) -> Result<Vec<u8>, Error> {
    crate::pdf::write(&sheet::plan(sheet, *style)?)
}
