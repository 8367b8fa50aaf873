//! The page with the recovery code, printed once at set-up and kept away from the laptop.

pub(crate) mod page;

use chrono::{DateTime, Utc};
use needlebook_domain::clinic::Clinic;

use crate::error::Error;
use crate::party::DocumentMark;
use crate::style::Style;

/// Everything the recovery page says. No `Debug`: the code must never reach a log.
#[derive(Clone, PartialEq)]
pub struct RecoverySheet {
    /// The clinic; its zone sets the time.
    pub clinic: Clinic,
    /// The page's number and version.
    pub mark: DocumentMark,
    /// The code: eight groups of four characters and a checksum group, as shown on screen.
    pub groups: Vec<String>,
    /// Who it was made for.
    pub made_for: String,
    /// When.
    pub made_at: DateTime<Utc>,
}

/// The page as a PDF.
///
/// # Errors
/// See [`Error`]; nothing is printed with a part missing.
pub fn render(sheet: &RecoverySheet, style: &Style) -> Result<Vec<u8>, Error> {
    crate::pdf::write(&page::plan(sheet, *style)?)
}
