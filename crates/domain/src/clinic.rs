//! The clinic: what stands in the head of every page, and the zone every local date is read in.

use crate::field;
use crate::issue::{Issue, IssueCode, Issues};
use chrono::{NaiveTime, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use specta::Type;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    #[default]
    A4,
    Letter,
}

/// The order in which a typed date is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    #[default]
    DayMonth,
    MonthDay,
}

/// The languages the app and its sheets exist in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    #[default]
    En,
}

/// One day the clinic answers the telephone; a day that is not listed is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct OpeningHours {
    /// 1 Monday to 7 Sunday.
    pub day: u8,
    pub opens: NaiveTime,
    pub closes: NaiveTime,
}

impl OpeningHours {
    #[must_use]
    pub fn is_on(&self, weekday: Weekday) -> bool {
        u32::from(self.day) == weekday.number_from_monday()
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Clinic {
    pub name: String,
    /// As written on an envelope, one line each.
    pub address: String,
    pub phone: String,
    /// The number to call when life is at risk, such as 999.
    pub emergency_line: String,
    /// IANA zone id; decides every local date and printed time.
    pub zone: String,
    pub paper: Paper,
    pub language: Language,
    pub date_order: DateOrder,
    /// ISO 4217, three capital letters.
    pub currency: String,
    pub opening_hours: Vec<OpeningHours>,
    /// Urgent advice that is not an emergency, such as 111.
    pub advice_line: String,
    /// Whom to call when the clinic is closed.
    pub out_of_hours_line: String,
    /// PNG, base64; printed in the head of every sheet.
    pub logo_png: Option<String>,
    /// Sheets print at 14 points and more.
    pub large_print: bool,
    /// Where backups will be kept, in the clinic's own words; empty while that was put off (PRACTICE 28).
    #[serde(default)]
    pub backup_places: Vec<String>,
    /// Years a record is kept after the last visit, as the consent says; absent when not stated.
    #[serde(default)]
    pub retention_years: Option<u8>,
}

impl Clinic {
    /// The clinic's zone. A stored clinic has a real one; UTC stands in for a zone that a newer IANA list dropped.
    #[must_use]
    pub fn tz(&self) -> Tz {
        self.zone.parse().unwrap_or(Tz::UTC)
    }

    /// The line to call when the clinic is closed: its own for the night, else the public one; empty when none was entered.
    #[must_use]
    pub fn closed_line(&self) -> &str {
        if self.out_of_hours_line.is_empty() {
            &self.advice_line
        } else {
            &self.out_of_hours_line
        }
    }
}

/// What is typed about a clinic, at first run and in Settings.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct ClinicInput {
    pub name: String,
    pub address: String,
    pub phone: String,
    pub emergency_line: String,
    pub zone: String,
    pub paper: Paper,
    pub language: Language,
    pub date_order: DateOrder,
    pub currency: String,
    pub opening_hours: Vec<OpeningHours>,
    pub advice_line: String,
    pub out_of_hours_line: String,
    pub logo_png: Option<String>,
    pub large_print: bool,
    #[serde(default)]
    pub backup_places: Vec<String>,
    #[serde(default)]
    pub retention_years: Option<u8>,
}

/// A logo larger than this is not a logo.
const LOGO_BASE64_MAX: usize = 700_000;

impl ClinicInput {
    /// # Errors
    /// Every refused field, with paths that begin with `clinic.`.
    pub fn parse(&self) -> Result<Clinic, Vec<Issue>> {
        let mut issues = Issues::default();
        let clinic = Clinic {
            name: field::name(&mut issues, "clinic.name", &self.name),
            address: field::address(&mut issues, "clinic.address", &self.address),
            phone: field::required_phone(&mut issues, "clinic.phone", &self.phone),
            emergency_line: field::required_phone(
                &mut issues,
                "clinic.emergency_line",
                &self.emergency_line,
            ),
            zone: field::required_line(&mut issues, "clinic.zone", &self.zone),
            paper: self.paper,
            language: self.language,
            date_order: self.date_order,
            currency: field::required_line(&mut issues, "clinic.currency", &self.currency),
            opening_hours: self.opening_hours.clone(),
            advice_line: field::phone(&mut issues, "clinic.advice_line", &self.advice_line),
            out_of_hours_line: field::phone(
                &mut issues,
                "clinic.out_of_hours_line",
                &self.out_of_hours_line,
            ),
            logo_png: self.logo_png.clone(),
            large_print: self.large_print,
            backup_places: self.backup_places(&mut issues),
            retention_years: self.retention_years,
        };
        if clinic.retention_years == Some(0) {
            issues.add_with(
                "clinic.retention_years",
                IssueCode::OutOfRange,
                &[("min", "1".to_owned()), ("max", u8::MAX.to_string())],
            );
        }
        if !clinic.zone.is_empty() && clinic.zone.parse::<Tz>().is_err() {
            issues.add("clinic.zone", IssueCode::NotAChoice);
        }
        if clinic.address.is_empty() {
            issues.add("clinic.address", IssueCode::Required);
        }
        if !clinic.currency.is_empty()
            && (clinic.currency.len() != 3
                || !clinic.currency.bytes().all(|b| b.is_ascii_uppercase()))
        {
            issues.add_with(
                "clinic.currency",
                IssueCode::WrongForm,
                &[("expected", "GBP".to_owned())],
            );
        }
        for (index, hours) in self.opening_hours.iter().enumerate() {
            if !(1..=7).contains(&hours.day) {
                issues.add(
                    &format!("clinic.opening_hours.{index}.day"),
                    IssueCode::NotAChoice,
                );
            }
            if hours.closes <= hours.opens {
                issues.add(
                    &format!("clinic.opening_hours.{index}.closes"),
                    IssueCode::EndsBeforeStart,
                );
            }
        }
        if self
            .logo_png
            .as_ref()
            .is_some_and(|logo| logo.len() > LOGO_BASE64_MAX)
        {
            issues.add_with(
                "clinic.logo_png",
                IssueCode::TooLong,
                &[("max", LOGO_BASE64_MAX.to_string())],
            );
        }
        issues.or(clinic)
    }

    /// Two names of one place are one place.
    fn backup_places(&self, issues: &mut Issues) -> Vec<String> {
        let mut places: Vec<String> = Vec::new();
        for (index, raw) in self.backup_places.iter().enumerate() {
            let path = format!("clinic.backup_places.{index}");
            let place = field::line(issues, &path, raw);
            if places
                .iter()
                .any(|other| other.to_lowercase() == place.to_lowercase())
            {
                issues.add(&path, IssueCode::AlreadyUsed);
            } else if !place.is_empty() {
                places.push(place);
            }
        }
        places
    }
}
