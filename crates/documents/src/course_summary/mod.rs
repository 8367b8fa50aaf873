//! The summary of a course: what was planned, what was done where and how deep, what went wrong, what is due.

mod lines;
pub(crate) mod page;

use chrono::{DateTime, NaiveDate, Utc};
use needlebook_domain::clinic::Clinic;
use needlebook_domain::consultation::Consultation;
use needlebook_domain::course_change::CourseChange;
use needlebook_domain::reaction::{ReactionFacts, ReactionOutcome};
use needlebook_domain::zone::Region;

use crate::error::Error;
use crate::party::{DocumentMark, Patient};
use crate::style::Style;

/// Everything the summary says.
#[derive(Debug, Clone, PartialEq)]
pub struct CourseSummary {
    /// The clinic; its zone sets the times.
    pub clinic: Clinic,
    /// Whose course it is.
    pub patient: Patient,
    /// The document's number and version.
    pub mark: DocumentMark,
    /// What was found and planned.
    pub consultation: Consultation,
    /// Sessions planned now.
    pub planned: u32,
    /// Sessions done.
    pub done: u32,
    /// How the course stands.
    pub stands: CourseStands,
    /// Every decision about it, oldest first.
    pub changes: Vec<CourseChange>,
    /// Its sessions, oldest first.
    pub sessions: Vec<SessionLine>,
    /// When each region is due, the first due first.
    pub due: Vec<DueLine>,
    /// What went wrong in its time, oldest first.
    pub reactions: Vec<(ReactionFacts, ReactionOutcome)>,
    /// The days on which photos were taken, with how many, oldest first.
    pub photos: Vec<(NaiveDate, usize)>,
    /// Who made it.
    pub printed_by: String,
    /// When.
    pub printed_at: DateTime<Utc>,
}

/// Where a course is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CourseStands {
    /// More sessions are planned.
    GoesOn,
    /// All of them are done.
    Complete,
    /// Ended before its plan.
    ClosedEarly,
}

/// One session.
#[derive(Debug, Clone, PartialEq)]
pub struct SessionLine {
    /// Counts from 1.
    pub number: u32,
    /// Local date of its end.
    pub on: NaiveDate,
    /// Who treated, as it was signed.
    pub practitioner: String,
    /// Empty where none was recorded.
    pub device: String,
    /// Stopped before its plan was done.
    pub stopped: bool,
    /// What was done, region by region.
    pub regions: Vec<RegionLine>,
}

/// What was done in a region.
#[derive(Debug, Clone, PartialEq)]
pub struct RegionLine {
    /// Where.
    pub region: Region,
    /// Shallowest and deepest, in millimetres; absent where none was recorded.
    pub depth_mm: Option<(f64, f64)>,
    /// Fewest and most.
    pub passes: Option<(u8, u8)>,
}

/// When a region is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueLine {
    /// Where.
    pub region: Region,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// The summary as a PDF.
///
/// # Errors
/// See [`Error`]; nothing is printed with a part missing.
pub fn render(summary: &CourseSummary, style: &Style) -> Result<Vec<u8>, Error> {
    crate::pdf::write(&page::plan(summary, *style)?)
}
