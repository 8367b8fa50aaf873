//! The aftercare sheet that goes home with the patient: dates first, help and next visit after.

mod help;
mod lines;
pub(crate) mod sheet;

use chrono::{DateTime, Utc};
use needlebook_domain::aftercare::Timeline;
use needlebook_domain::clinic::Clinic;
use needlebook_domain::zone::Zone;

use crate::SheetLanguage;
use crate::error::Error;
use crate::party::{ApprovedBy, DocumentMark, Patient, Practitioner, Visit};
use crate::style::Style;

/// Whether the practitioner said that cooling or a soothing product may be used at home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cooling {
    /// Not advised this time.
    No,
    /// Advised; what exactly, such as "a cool pack".
    Yes {
        /// In words.
        what: String,
    },
}

/// What comes after this visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextVisit {
    /// Another session of the course, in the timeline's window.
    Due {
        /// The appointment, when one is booked.
        booked_at: Option<DateTime<Utc>>,
    },
    /// This was the last session; the window to keep the result up stands instead (PRACTICE 34).
    CourseComplete {
        /// Six months on.
        from: chrono::NaiveDate,
        /// Twelve months on.
        to: chrono::NaiveDate,
    },
}

/// Everything an aftercare sheet says.
#[derive(Debug, Clone, PartialEq)]
pub struct AftercareSheet {
    /// The language it is read in.
    pub language: SheetLanguage,
    /// Whose sheet it is; its zone sets every time, its hours decide whether it is open when a call is due.
    pub clinic: Clinic,
    /// Whose skin it is about.
    pub patient: Patient,
    /// The document's number and version.
    pub mark: DocumentMark,
    /// Which visit of the course.
    pub visit: Visit,
    /// Who treated.
    pub practitioner: Practitioner,
    /// Who approved this sheet; absent when nobody had.
    pub approved_by: Option<ApprovedBy>,
    /// What was treated, in any order.
    pub zones: Vec<Zone>,
    /// Dates and times as the clinical rules give them.
    pub timeline: Timeline,
    /// Names of what was given or written down to use; may be empty.
    pub products_given: Vec<String>,
    /// Cooling at home.
    pub cooling: Cooling,
    /// Whether numbing cream was used (its danger signs are printed only then).
    pub numbing_used: bool,
    /// What comes next.
    pub next: NextVisit,
}

/// The sheet as a PDF. A translation that nobody reviewed says so, and the approved wording follows it (PRACTICE 29).
///
/// # Errors
/// See [`Error`]; nothing is printed with a part missing.
pub fn render(sheet: &AftercareSheet, style: &Style) -> Result<Vec<u8>, Error> {
    crate::pdf::write(&sheet::plan(sheet, *style)?)
}
