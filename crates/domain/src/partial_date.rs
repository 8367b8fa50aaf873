//! A date as people remember it: a year, a month of a year, or a day.

use crate::issue::{IssueCode, Issues};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use specta::Type;
use std::fmt;
use thiserror::Error;

/// Written `2019`, `2019-03` or `2019-03-14`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(try_from = "String", into = "String")]
pub struct PartialDate {
    year: i32,
    month: Option<u32>,
    day: Option<u32>,
}

/// Nobody alive remembers anything earlier.
const EARLIEST_YEAR: i32 = 1900;

/// What a person is told to type.
const EXPECTED: &str = "2019, 03/2019, 2019-03-14";

impl PartialDate {
    /// Reads `2019`, `2019-03`, `03/2019` or `2019-03-14`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.trim().split(['-', '/', '.']).map(str::trim).collect();
        let numbers: Vec<u32> = parts.iter().filter_map(|part| part.parse().ok()).collect();
        if numbers.len() != parts.len() {
            return None;
        }
        let is_year = |index: usize| parts.get(index).is_some_and(|part| part.len() == 4);
        let (year, month, day) = match numbers.as_slice() {
            [year] if is_year(0) => (*year, None, None),
            [year, month] if is_year(0) => (*year, Some(*month), None),
            [month, year] if is_year(1) => (*year, Some(*month), None),
            [year, month, day] if is_year(0) => (*year, Some(*month), Some(*day)),
            _ => return None,
        };
        let year = i32::try_from(year).ok()?;
        NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1))?;
        Some(Self { year, month, day })
    }

    /// The first day it may mean.
    #[must_use]
    pub fn earliest(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
            .unwrap_or_default()
    }

    /// Whether it lies before another one whatever day each means.
    #[must_use]
    pub fn is_before(self, other: Self) -> bool {
        let parts = |date: Self| (date.year, date.month, date.day);
        let ((year, month, day), (y, m, d)) = (parts(self), parts(other));
        year < y
            || year == y
                && month.zip(m).is_some_and(|(month, m)| {
                    month < m || month == m && day.zip(d).is_some_and(|(day, d)| day < d)
                })
    }

    /// A field that may stay empty: a date of the past, as exact as somebody remembers it.
    pub(crate) fn field(
        issues: &mut Issues,
        path: &str,
        raw: &str,
        today: NaiveDate,
    ) -> Option<Self> {
        if raw.trim().is_empty() {
            return None;
        }
        let Some(date) = Self::read(raw) else {
            issues.add_with(
                path,
                IssueCode::WrongForm,
                &[("expected", EXPECTED.to_owned())],
            );
            return None;
        };
        if date.earliest() > today {
            issues.add(path, IssueCode::InTheFuture);
        } else if date.earliest().year() < EARLIEST_YEAR {
            issues.add_with(
                path,
                IssueCode::TooEarly,
                &[("min", EARLIEST_YEAR.to_string())],
            );
        }
        Some(date)
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(out, "-{part:02}")?;
        }
        Ok(())
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.to_string()
    }
}

/// A stored text that is neither a year, a month nor a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("neither a year, a month nor a day")]
pub struct NoPartialDate;

impl TryFrom<String> for PartialDate {
    type Error = NoPartialDate;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::read(&text).ok_or(NoPartialDate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_a_month_and_a_day_are_read_and_written_as_they_are() {
        for (typed, kept) in [
            ("2019", "2019"),
            ("2019-03", "2019-03"),
            ("3/2019", "2019-03"),
            (" 03.2019 ", "2019-03"),
            ("2020-02-29", "2020-02-29"),
        ] {
            assert_eq!(
                PartialDate::read(typed)
                    .map(|date| date.to_string())
                    .as_deref(),
                Some(kept)
            );
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for typed in [
            "",
            "19",
            "last year",
            "13/2019",
            "2019-02-30",
            "1/2/2019",
            "2019-",
            "-2019",
            "20199",
        ] {
            assert_eq!(PartialDate::read(typed), None, "{typed}");
        }
    }
}
