//! Who and what stands on every page: the clinic, the patient, the document's own number.

use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;

/// The clinic as printed at the top of every page and in the lines that say whom to call.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Clinic {
    /// Name of the clinic.
    pub name: String,
    /// Postal address, a line each.
    pub address_lines: Vec<String>,
    /// Number to call in opening hours.
    pub phone: String,
    /// Opening hours in words, such as "9 am to 6 pm, Monday to Friday"; empty when not entered.
    pub opening_hours: String,
    /// Emergency number, such as "999" or "911".
    pub emergency_line: String,
    /// Number to call when the clinic is closed, such as "111"; empty when there is none.
    pub out_of_hours_line: String,
    /// One sentence of advice for closed hours; empty when there is none.
    pub out_of_hours_advice: String,
    /// The clinic's logo as a PNG.
    pub logo_png: Option<Vec<u8>>,
}

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

/// A signature, as given.
#[derive(Debug, Clone, PartialEq)]
pub enum Signature {
    /// Drawn by hand.
    Drawn {
        /// Pen strokes in the order drawn, in the drawing area's own units, y growing downwards.
        strokes: Vec<Vec<StrokePoint>>,
    },
    /// Typed by the signer.
    Typed {
        /// The name as typed.
        name: String,
    },
}

/// A point of a pen stroke.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StrokePoint {
    /// To the right.
    pub x: f32,
    /// Downwards.
    pub y: f32,
}

/// A signature with the person and the moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Signed {
    /// Who signed.
    pub name: String,
    /// In which capacity: professional title, or the patient's own relation ("patient").
    pub capacity: String,
    /// When, in the clinic's zone.
    pub at: DateTime<Tz>,
    /// The signature itself.
    pub signature: Signature,
}
