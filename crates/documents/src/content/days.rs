//! Dates, times and opening hours in words, in the clinic's zone.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Timelike, Utc};
use chrono_tz::Tz;
use needlebook_domain::clinic::{Clinic, OpeningHours};

use crate::content::Common;
use crate::error::Error;
use crate::party::{ApprovedBy, Patient};
use crate::wording::Values;

/// The clinic's clock and the words it is read out with.
#[derive(Clone, Copy)]
pub(crate) struct ClinicClock<'a> {
    pub words: &'a Common,
    pub clinic: &'a Clinic,
    zone: Tz,
}

impl<'a> ClinicClock<'a> {
    pub fn new(words: &'a Common, clinic: &'a Clinic) -> Self {
        Self {
            words,
            clinic,
            zone: clinic.tz(),
        }
    }

    pub fn local(&self, at: DateTime<Utc>) -> DateTime<Tz> {
        at.with_timezone(&self.zone)
    }

    fn dated(&self, pattern: &str, on: NaiveDate) -> Result<String, Error> {
        let weekday = self
            .words
            .weekdays
            .get(on.weekday().num_days_from_monday() as usize);
        let month = self.words.months.get(on.month0() as usize);
        let filled = Values::new()
            .with("weekday", weekday.map_or("", String::as_str))
            .with("month", month.map_or("", String::as_str))
            .with("day", format!("{}\u{a0}", on.day()))
            .with("day_dot", format!("{}.\u{a0}", on.day()))
            .with("day_first", ordinal_first(on.day()))
            .with("year", on.year().to_string())
            .fill(pattern)?;
        // The day and its month stay on one line: "24" alone at a line's end is easily misread.
        Ok(filled.replace("\u{a0} ", "\u{a0}"))
    }

    /// Who approved the rules, the consent and the sheets, and whether it was the person who treats.
    pub fn approval(&self, approved: Option<&ApprovedBy>) -> Result<String, Error> {
        let Some(by) = approved else {
            return Ok(self.words.approved_none.clone());
        };
        let said = Values::new()
            .with("name", &by.name)
            .with("body", &by.body)
            .with("number", &by.number)
            .with("date", self.date(self.local(by.at).date_naive())?)
            .fill(&self.words.approved)?;
        Ok(if by.treats {
            format!("{said} {}", self.words.approved_same)
        } else {
            said
        })
    }

    /// "Tuesday 24 November 2026".
    pub fn day(&self, on: NaiveDate) -> Result<String, Error> {
        self.dated(&self.words.day, on)
    }

    /// "24 November 2026".
    pub fn date(&self, on: NaiveDate) -> Result<String, Error> {
        self.dated(&self.words.date, on)
    }

    /// "Tuesday 24 November"; with the year when it is not `year`.
    pub fn day_in(&self, on: NaiveDate, year: i32) -> Result<String, Error> {
        self.dated(
            if on.year() == year {
                &self.words.day_without_year
            } else {
                &self.words.day
            },
            on,
        )
    }

    /// "Tuesday 24 November, 11:20 am"; with the year when it is not `year`.
    pub fn instant_in(
        &self,
        at: DateTime<Utc>,
        year: i32,
        pattern: &str,
        with_zone: bool,
    ) -> Result<String, Error> {
        let day = self.day_in(self.local(at).date_naive(), year)?;
        Values::new()
            .with("day", day)
            .with("time", self.time(at, with_zone)?)
            .fill(pattern)
    }

    /// "Tuesday 24 November 2026, 11:20 am".
    pub fn instant_with_year(
        &self,
        at: DateTime<Utc>,
        pattern: &str,
        with_zone: bool,
    ) -> Result<String, Error> {
        let day = self.day(self.local(at).date_naive())?;
        Values::new()
            .with("day", day)
            .with("time", self.time(at, with_zone)?)
            .fill(pattern)
    }

    /// "11:20 am", with the words for noon and midnight, whose am and pm people mix up.
    pub fn time(&self, at: DateTime<Utc>, with_zone: bool) -> Result<String, Error> {
        let local = self.local(at);
        let time = self.time_of_day(local.time(), false)?;
        let zone = if with_zone {
            format!(" {}", self.zone_name(at))
        } else {
            String::new()
        };
        Ok(format!("{time}{zone}").replace(' ', "\u{a0}"))
    }

    fn time_of_day(&self, time: NaiveTime, brief: bool) -> Result<String, Error> {
        let words = self.words;
        let (afternoon, hour) = time.hour12();
        let pattern = match (time.hour(), time.minute()) {
            (0, 0) => &words.midnight,
            (12, 0) => &words.noon,
            (_, 0) if brief && afternoon => &words.full_hour_afternoon,
            (_, 0) if brief => &words.full_hour_morning,
            _ if afternoon => &words.afternoon,
            _ => &words.morning,
        };
        Values::new()
            .with("hour", hour.to_string())
            .with("hour24", time.hour().to_string())
            .with("hour24_two", format!("{:02}", time.hour()))
            .with("minute", format!("{:02}", time.minute()))
            .fill(pattern)
    }

    /// "14:05", for records.
    pub fn clock(&self, at: DateTime<Utc>) -> String {
        self.local(at).format("%H:%M").to_string()
    }

    /// "14:05 GMT".
    pub fn clock_zoned(&self, at: DateTime<Utc>) -> String {
        format!("{}\u{a0}{}", self.clock(at), self.zone_name(at))
    }

    /// "11:24:07 GMT", for signatures.
    pub fn clock_exact(&self, at: DateTime<Utc>) -> String {
        format!(
            "{}\u{a0}{}",
            self.local(at).format("%H:%M:%S"),
            self.zone_name(at)
        )
    }

    /// "Marigold Featherstitch, born 14 March 1989".
    pub fn named_and_born(&self, patient: &Patient) -> Result<String, Error> {
        Values::new()
            .with("name", &patient.name)
            .with("born", self.date(patient.born_on)?)
            .fill(&self.words.named_and_born)
    }

    /// "8 December", the beginning of a span that ends on `to` in the same year; else with its year.
    pub fn date_before(&self, on: NaiveDate, to: NaiveDate) -> Result<String, Error> {
        self.dated(
            if on.year() == to.year() {
                &self.words.date_without_year
            } else {
                &self.words.date
            },
            on,
        )
    }

    /// The zone's own short name at that moment, "GMT" or "BST"; a bare offset reads "UTC+3".
    pub fn zone_name(&self, at: DateTime<Utc>) -> String {
        let short = self.local(at).format("%Z").to_string();
        let Some(sign) = short.chars().next().filter(|c| matches!(c, '+' | '-')) else {
            return short;
        };
        let digits = short.trim_start_matches(['+', '-']);
        let (hours, minutes) = digits.split_at(digits.len().min(2));
        let hours = hours.strip_prefix('0').unwrap_or(hours);
        match minutes {
            "" | "00" => format!("UTC{sign}{hours}"),
            _ => format!("UTC{sign}{hours}:{minutes}"),
        }
    }

    /// Whether somebody answers the telephone then; `None` when no hours were entered.
    pub fn is_open(&self, at: DateTime<Utc>) -> Option<bool> {
        let hours = &self.clinic.opening_hours;
        let local = self.local(at);
        let open = |h: &OpeningHours| {
            h.is_on(local.weekday()) && h.opens <= local.time() && local.time() < h.closes
        };
        (!hours.is_empty()).then(|| hours.iter().any(open))
    }

    /// "Call us, 9 am to 6 pm", with the days where hours differ over the week.
    pub fn call_us(&self) -> Result<String, Error> {
        let spans = self.spans();
        let words = self.words;
        let mut parts = Vec::new();
        for span in &spans {
            let values = Values::new()
                .with("days", self.days(span.first, span.last)?)
                .with("opens", self.time_of_day(span.opens, true)?)
                .with("closes", self.time_of_day(span.closes, true)?);
            let every_day = spans.len() == 1 && span.first == 1 && span.last >= 5;
            parts.push(values.fill(if every_day {
                &words.hours
            } else {
                &words.hours_on
            })?);
        }
        if parts.is_empty() {
            return Ok(words.call_us.clone());
        }
        let hours = parts
            .join(&words.list_comma)
            .replace(' ', "\u{a0}")
            .replace(",\u{a0}", ", ");
        Values::new()
            .with("hours", hours)
            .fill(&words.call_us_hours)
    }

    fn days(&self, first: u8, last: u8) -> Result<String, Error> {
        let name = |day: u8| {
            self.words
                .weekdays
                .get(usize::from(day.saturating_sub(1)))
                .map_or("", String::as_str)
        };
        if first == last {
            return Ok(name(first).to_owned());
        }
        Values::new()
            .with("from", name(first))
            .with("to", name(last))
            .fill(&self.words.day_span)
    }

    /// Neighbouring days with the same hours.
    fn spans(&self) -> Vec<Span> {
        let mut days = self.clinic.opening_hours.clone();
        days.sort_by_key(|h| (h.day, h.opens));
        let mut spans: Vec<Span> = Vec::new();
        for hours in days {
            match spans.last_mut() {
                Some(span)
                    if span.last + 1 == hours.day
                        && span.opens == hours.opens
                        && span.closes == hours.closes =>
                {
                    span.last = hours.day;
                }
                _ => spans.push(Span {
                    first: hours.day,
                    last: hours.day,
                    opens: hours.opens,
                    closes: hours.closes,
                }),
            }
        }
        spans
    }
}

/// French counts the first of a month and no other day: "1er".
fn ordinal_first(day: u32) -> String {
    match day {
        1 => "1er\u{a0}".to_owned(),
        other => format!("{other}\u{a0}"),
    }
}

struct Span {
    first: u8,
    last: u8,
    opens: NaiveTime,
    closes: NaiveTime,
}
