//! The draft of a report of a stolen or lost laptop, with what article 33(3) of the GDPR asks for: filled in from the record, and
//! with lines for what no program can know. It is about nobody, and it decides nothing.

pub(crate) mod page;

use chrono::{DateTime, Utc};
use needlebook_domain::clinic::Clinic;
use needlebook_domain::loss::{Held, LossFacts, LossStep, Outside};

use crate::error::Error;
use crate::party::DocumentMark;
use crate::style::Style;

/// Everything the report says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BreachReport {
    /// The clinic; its zone sets the times.
    pub clinic: Clinic,
    /// The document's number and version.
    pub mark: DocumentMark,
    /// What happened, as it was last corrected.
    pub facts: LossFacts,
    /// Who recorded it so.
    pub recorded_by: String,
    /// When.
    pub recorded_at: DateTime<Utc>,
    /// When the backup was made from which the record was restored; what came after it is in no number.
    pub restored_from: Option<DateTime<Utc>>,
    /// The newest backup that the record knows of.
    pub last_backup_at: Option<DateTime<Utc>>,
    /// The last lock that it knows of.
    pub last_lock_at: Option<DateTime<Utc>>,
    /// Somebody signed in after that lock.
    pub signed_in_after: Option<DateTime<Utc>>,
    /// Whose data was on it, and how much.
    pub held: Held,
    /// Copies that had left before.
    pub outside: Vec<Outside>,
    /// What was done since.
    pub measures: Vec<Measure>,
    /// Whom the authority asks: the owner who made this.
    pub contact: String,
    /// When it was made: the state of all that stands on it.
    pub made_at: DateTime<Utc>,
}

/// A step that is done or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// Which.
    pub step: LossStep,
    /// Whether.
    pub done: bool,
    /// When, for what happens at a moment.
    pub done_at: Option<DateTime<Utc>>,
    /// How many people still have the passphrase of before.
    pub missing: u32,
}

/// The report as a PDF.
///
/// # Errors
/// See [`Error`]; nothing is printed with a part missing.
pub fn render(report: &BreachReport, style: &Style) -> Result<Vec<u8>, Error> {
    crate::pdf::write(&page::plan(report, *style)?)
}
