//! Lists out of the stock book: who had a lot, what the maker is told, and the register of sterile needles.

mod lines;
pub(crate) mod page;

use chrono::{DateTime, NaiveDate, Utc};
use needlebook_domain::clinic::Clinic;
use needlebook_domain::recall::CallOutcome;
use needlebook_domain::zone::Zone;

use crate::error::Error;
use crate::party::DocumentMark;
use crate::style::Style;

/// Everything a list says.
#[derive(Debug, Clone, PartialEq)]
pub struct StockList {
    /// The clinic; its zone sets the times.
    pub clinic: Clinic,
    /// The document's number and version.
    pub mark: DocumentMark,
    /// The lot, serial or product; empty for every one.
    pub about: String,
    /// The first day; `None` from the beginning.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: NaiveDate,
    /// In the order they are printed.
    pub rows: StockRows,
    /// Who made it.
    pub printed_by: String,
    /// When.
    pub printed_at: DateTime<Utc>,
}

/// Which of the lists, with its rows.
#[derive(Debug, Clone, PartialEq)]
pub enum StockRows {
    /// For the clinic itself: names, contacts, what came of each call.
    Recall(Vec<RecallLine>),
    /// For the maker: numbers and dates, no names.
    MakersReply(Vec<ReplyLine>),
    /// Every sterile needle: date, area, practitioner, client, lot, expiry.
    NeedleRegister(Vec<NeedleLine>),
}

/// Somebody to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecallLine {
    /// Full name as on the record.
    pub name: String,
    /// Date of birth.
    pub born_on: NaiveDate,
    /// The record's number.
    pub record_number: String,
    /// The days of their sessions.
    pub on: Vec<NaiveDate>,
    /// Lots, and products with theirs.
    pub used: Vec<String>,
    /// Whether what is looked for stands on their record; else a slip of the pen or a lot that nobody wrote down.
    pub is_sure: bool,
    /// Every way that the patient allows.
    pub contact: Vec<String>,
    /// Newest first.
    pub calls: Vec<CallLine>,
}

/// What came of one call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallLine {
    /// In one word.
    pub outcome: CallOutcome,
    /// Whatever else was noted.
    pub note: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Who called.
    pub by: String,
}

/// One session as the maker reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyLine {
    /// Local date of the session's end.
    pub on: NaiveDate,
    /// Model and serial; empty where none was recorded.
    pub device: String,
    /// Lots, and products with theirs.
    pub used: Vec<String>,
    /// As in [`RecallLine`].
    pub is_sure: bool,
}

/// One sterile needle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedleLine {
    /// Local date of the session's end.
    pub on: NaiveDate,
    /// Where it was used.
    pub zones: Vec<Zone>,
    /// Who treated, as it was signed.
    pub practitioner: String,
    /// Full name as on the record.
    pub name: String,
    /// The record's number.
    pub record_number: String,
    /// As printed on the box, with the unit's own number where it has one.
    pub lot: String,
    /// The last day it might be used.
    pub expires_on: NaiveDate,
}

/// The list as a PDF.
///
/// # Errors
/// See [`Error`]; nothing is printed with a part missing.
pub fn render(list: &StockList, style: &Style) -> Result<Vec<u8>, Error> {
    crate::pdf::write(&page::plan(list, *style)?)
}
