//! The page with the recovery code, printed once at set-up and kept away from the laptop.

use chrono::DateTime;
use chrono_tz::Tz;

use crate::party::{Clinic, DocumentMark};

/// Everything the recovery page says.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoverySheet {
    /// The clinic.
    pub clinic: Clinic,
    /// The page's number and version.
    pub mark: DocumentMark,
    /// The code: eight groups of four characters and a checksum group, as shown on screen.
    pub groups: Vec<String>,
    /// Who it was made for.
    pub made_for: String,
    /// When, in the clinic's zone.
    pub made_at: DateTime<Tz>,
}

/// The document as a PDF.
///
/// # Errors
/// See [`crate::Error`]; nothing is printed with a part missing.
pub fn render(sheet: &RecoverySheet, style: &crate::Style) -> Result<Vec<u8>, crate::Error> {
    let words = crate::content::common()?;
    let furniture = crate::plan::furniture::Furniture::new(words, *style, &sheet.clinic, None, &sheet.mark)?;
    let mut flow = crate::plan::flow::Flow::default();
    flow.push(crate::plan::block::Block::space(1.0));
    crate::pdf::write(&furniture.plan(flow, sheet.mark.number.clone(), "en", &sheet.clinic)?)
}
