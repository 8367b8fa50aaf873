//! Words shared by all documents: days, times, names of zones and concerns.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use chrono::{DateTime, Datelike, NaiveDate, Timelike};
use chrono_tz::Tz;
use serde::Deserialize;

use crate::error::Error;
use crate::party::{DocumentMark, Patient, Visit};
use crate::session::Side;
use crate::wording::Values;

/// Shared words of a language.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct Common {
    pub language: String,
    weekdays: [String; 7],
    months: [String; 12],
    day: String,
    day_without_year: String,
    date: String,
    morning: String,
    afternoon: String,
    noon: String,
    midnight: String,
    list_and: String,
    list_comma: String,
    pub call_us: String,
    call_us_hours: String,
    named_and_born: String,
    number_and_version: String,
    page: String,
    visit: String,
    visit_of: String,
    zones: BTreeMap<String, String>,
    zone_right: String,
    zone_left: String,
    indications: BTreeMap<String, String>,
}

/// The shared English words.
pub(crate) fn common() -> Result<&'static Common, Error> {
    static PARSED: OnceLock<Common> = OnceLock::new();
    super::kept(&PARSED, "common", include_str!("../../content/en/common.json"))
}

fn no_wording(id: &str) -> Error {
    Error::NoWording { id: id.to_owned() }
}

impl Common {
    fn dated(&self, pattern: &str, on: NaiveDate) -> Result<String, Error> {
        let weekday = self.weekdays.get(on.weekday().num_days_from_monday() as usize);
        let month = self.months.get(on.month0() as usize);
        Values::new()
            .with("weekday", weekday.map_or("", String::as_str))
            .with("month", month.map_or("", String::as_str))
            .with("day", on.day().to_string())
            .with("year", on.year().to_string())
            .fill(pattern)
    }

    /// "Tuesday 24 November 2026".
    pub fn day(&self, on: NaiveDate) -> Result<String, Error> {
        self.dated(&self.day, on)
    }

    /// "Tuesday 24 November".
    pub fn day_without_year(&self, on: NaiveDate) -> Result<String, Error> {
        self.dated(&self.day_without_year, on)
    }

    /// "Tuesday".
    pub fn weekday(&self, on: NaiveDate) -> &str {
        self.weekdays.get(on.weekday().num_days_from_monday() as usize).map_or("", String::as_str)
    }

    /// "24 November 2026".
    pub fn date(&self, on: NaiveDate) -> Result<String, Error> {
        self.dated(&self.date, on)
    }

    /// "11:20 am", with the words for noon and midnight, whose am and pm people mix up.
    pub fn time(&self, at: &DateTime<Tz>) -> Result<String, Error> {
        let (afternoon, hour) = at.hour12();
        let pattern = match (at.hour(), at.minute()) {
            (0, 0) => &self.midnight,
            (12, 0) => &self.noon,
            _ if afternoon => &self.afternoon,
            _ => &self.morning,
        };
        let filled = Values::new()
            .with("hour", hour.to_string())
            .with("minute", format!("{:02}", at.minute()))
            .fill(pattern)?;
        Ok(filled.replace(' ', "\u{a0}"))
    }

    /// "14:05", for records.
    pub fn clock(&self, at: &DateTime<Tz>) -> String {
        format!("{:02}:{:02}", at.hour(), at.minute())
    }

    /// "11:24:07 GMT", for signatures.
    pub fn clock_exact(&self, at: &DateTime<Tz>) -> String {
        format!("{}:{:02}\u{a0}{}", self.clock(at), at.second(), zone_name(at))
    }

    /// "a, b and c".
    pub fn list(&self, parts: &[String]) -> String {
        match parts {
            [] => String::new(),
            [one] => one.clone(),
            [most @ .., last] => format!("{}{}{last}", most.join(&self.list_comma), self.list_and),
        }
    }

    /// "Call us, 9 am to 6 pm".
    pub fn call_us(&self, hours: &str) -> Result<String, Error> {
        if hours.is_empty() {
            return Ok(self.call_us.clone());
        }
        Values::new().with("hours", hours).fill(&self.call_us_hours)
    }

    /// "Marigold Featherstitch, born 14 March 1989".
    pub fn named_and_born(&self, patient: &Patient) -> Result<String, Error> {
        Values::new()
            .with("name", &patient.name)
            .with("born", self.date(patient.born_on)?)
            .fill(&self.named_and_born)
    }

    /// "AFT NB-0412-S4 v1".
    pub fn number_and_version(&self, mark: &DocumentMark) -> Result<String, Error> {
        Values::new()
            .with("number", &mark.number)
            .with("version", mark.version.to_string())
            .fill(&self.number_and_version)
    }

    /// "Page 1 of 2".
    pub fn page(&self, page: usize, pages: usize) -> Result<String, Error> {
        Values::new().with("page", page.to_string()).with("pages", pages.to_string()).fill(&self.page)
    }

    /// "visit 4 of 6".
    pub fn visit(&self, visit: Visit) -> Result<String, Error> {
        let values = Values::new().with("number", visit.number.to_string());
        match visit.planned {
            Some(planned) => values.with("planned", planned.to_string()).fill(&self.visit_of),
            None => values.fill(&self.visit),
        }
    }

    /// "Cheek, left".
    pub fn zone(&self, id: &str, side: Side) -> Result<String, Error> {
        let name = self.zones.get(id).ok_or_else(|| no_wording(id))?;
        let values = Values::new().with("zone", name);
        match side {
            Side::Right => values.fill(&self.zone_right),
            Side::Left => values.fill(&self.zone_left),
            Side::None => Ok(name.clone()),
        }
    }

    /// "Acne scars".
    pub fn indication(&self, id: &str) -> Result<&str, Error> {
        self.indications.get(id).map(String::as_str).ok_or_else(|| no_wording(id))
    }
}

/// The zone's own short name at that moment, "GMT" or "BST"; a bare offset reads "UTC+3".
pub(crate) fn zone_name(at: &DateTime<Tz>) -> String {
    let short = at.format("%Z").to_string();
    if short.starts_with(['+', '-']) { format!("UTC{}", offset(&short)) } else { short }
}

fn offset(short: &str) -> String {
    let (sign, digits) = short.split_at(1);
    let (hours, minutes) = digits.split_at(digits.len().min(2));
    let hours = hours.trim_start_matches('0');
    let hours = if hours.is_empty() { "0" } else { hours };
    if minutes.is_empty() || minutes == "00" {
        format!("{sign}{hours}")
    } else {
        format!("{sign}{hours}:{minutes}")
    }
}
