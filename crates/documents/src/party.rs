//! Who and what stands on a document besides the clinic: the patient, who treats or signs, the
//! document's own number.

use chrono::{DateTime, NaiveDate, Utc};
use needlebook_domain::signature::Signature;

/// The person a document is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patient {
    /// Full name as on the record.
    pub name: String,
    /// Date of birth.
    pub born_on: NaiveDate,
    /// The record's number, such as "NB-0412".
    pub record_number: String,
}

/// The person who treats or signs for the clinic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Practitioner {
    /// Full name.
    pub name: String,
    /// Professional title, such as "registered nurse".
    pub role: String,
}

/// A document's own number and version, printed on every page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentMark {
    /// Such as "AFT NB-0412-S4".
    pub number: String,
    /// Counts from 1; a later version replaces an earlier one, never edits it.
    pub version: u32,
}

/// Which visit of a course.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visit {
    /// Counts from 1.
    pub number: u32,
    /// How many are planned; absent when nothing is planned.
    pub planned: Option<u32>,
}

/// A signature with the person and the moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Signed {
    /// Who signed.
    pub name: String,
    /// Professional title; empty for a patient.
    pub role: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The mark that was made.
    pub signature: Signature,
}

/// The medical lead's approval of the rules, the consent and the sheets that a page rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovedBy {
    /// Full name.
    pub name: String,
    /// Registration body.
    pub body: String,
    /// Registration number.
    pub number: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The person who approved is the one who treats; the page says so (PRACTICE 28).
    pub treats: bool,
}
