//! Whom to ring for an appointment: names, numbers, when they are waited for. Never what for (PRACTICE 75).

pub(crate) mod page;

use chrono::{DateTime, NaiveDate, Utc};
use needlebook_domain::clinic::Clinic;

use crate::error::Error;
use crate::party::DocumentMark;
use crate::style::Style;

/// Everything the list says.
#[derive(Debug, Clone, PartialEq)]
pub struct CallList {
    /// The clinic; its zone sets the times.
    pub clinic: Clinic,
    /// The document's number and version.
    pub mark: DocumentMark,
    /// In the order they are rung.
    pub rows: Vec<CallRow>,
    /// How many more are waited for.
    pub more: u32,
    /// Who made it.
    pub printed_by: String,
    /// When.
    pub printed_at: DateTime<Utc>,
}

/// Somebody to ring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallRow {
    /// Full name as on the record.
    pub name: String,
    /// Date of birth: asked before anything is said.
    pub born_on: NaiveDate,
    /// The days between which they are waited for.
    pub due: (NaiveDate, NaiveDate),
    /// The day they were last here.
    pub last_on: NaiveDate,
    /// How to reach them.
    pub reach: Reach,
    /// In their words: "only after six"; may be empty.
    pub wish: String,
    /// The newest call since they were here.
    pub called: Option<Called>,
}

/// Whether there is a number that may be rung.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// This number.
    Phone(String),
    /// None is on the record.
    NoNumber,
    /// They said no to calls.
    NotByPhone,
}

/// What came of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// When.
    pub on: NaiveDate,
    /// Who called.
    pub by: String,
    /// As it was written down.
    pub outcome: String,
}

/// The list as a PDF.
///
/// # Errors
/// See [`Error`]; nothing is printed with a part missing.
pub fn render(list: &CallList, style: &Style) -> Result<Vec<u8>, Error> {
    crate::pdf::write(&page::plan(list, *style)?)
}
