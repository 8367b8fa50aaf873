//! The report of one reaction: for the record, for the maker, for a regulator. It says what was recorded and nothing else;
//! nobody signs it.

pub(crate) mod page;

use chrono::{DateTime, NaiveDate, Utc};
use needlebook_domain::clinic::Clinic;
use needlebook_domain::numbing::NumbingProduct;
use needlebook_domain::reaction::{ReactionFacts, ReactionFollowUp};

use crate::error::Error;
use crate::party::{DocumentMark, Patient};
use crate::style::Style;

/// Everything the report says.
#[derive(Debug, Clone, PartialEq)]
pub struct ReactionReport {
    /// The clinic; its zone sets the times.
    pub clinic: Clinic,
    /// Whom it happened to.
    pub patient: Patient,
    /// The document's number and version.
    pub mark: DocumentMark,
    /// What happened, as it was last corrected.
    pub facts: ReactionFacts,
    /// The session it followed, where there is one.
    pub followed: Option<TreatedWith>,
    /// Who recorded it.
    pub recorded_by: String,
    /// When.
    pub recorded_at: DateTime<Utc>,
    /// Every look at it, oldest first.
    pub follow_ups: Vec<FollowUpLine>,
    /// Why it never was one.
    pub voided: Option<String>,
    /// Who made the report.
    pub printed_by: String,
    /// When.
    pub printed_at: DateTime<Utc>,
}

/// The session a reaction followed, with what touched the skin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreatedWith {
    /// Counts from 1.
    pub number: u32,
    /// Local date of its end.
    pub on: NaiveDate,
    /// Who treated, as it was signed.
    pub practitioner: String,
    /// Empty where none was recorded.
    pub device: String,
    /// Empty where it has none.
    pub device_serial: String,
    /// Lot numbers of the needle cartridges.
    pub lots: Vec<String>,
    /// Numbing products.
    pub numbing: Vec<NumbingProduct>,
    /// Products put on afterwards, each with its lot, which may be empty.
    pub products: Vec<(String, String)>,
}

/// One look at it, with who looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUpLine {
    /// Who looked.
    pub by: String,
    /// What was said.
    pub said: ReactionFollowUp,
}

/// The report as a PDF.
///
/// # Errors
/// See [`Error`]; nothing is printed with a part missing.
pub fn render(report: &ReactionReport, style: &Style) -> Result<Vec<u8>, Error> {
    crate::pdf::write(&page::plan(report, *style)?)
}
