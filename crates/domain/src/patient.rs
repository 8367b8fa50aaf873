//! The person treated. Only a name and a date of birth are needed; everything else is optional (data minimisation).

use crate::field;
use crate::ids::PatientId;
use crate::issue::{Issue, IssueCode, Issues};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use specta::Type;

/// How the date of birth is known (PRACTICE 49).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum BirthDateSource {
    #[default]
    Said,
    IdSeen,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Patient {
    pub id: PatientId,
    /// Device prefix and running number, such as `A-0412`; never used twice.
    pub record_number: String,
    pub given: String,
    pub family: String,
    pub preferred: String,
    pub pronouns: String,
    pub birth_on: NaiveDate,
    pub birth_source: BirthDateSource,
    pub phone: String,
    pub email: String,
    pub address: String,
    /// Fitzpatrick skin type, 1 to 6.
    pub fitzpatrick: Option<u8>,
    /// One substance each; pinned to the strip.
    pub allergies: Vec<String>,
    /// The patient's own words of what they hope for, and what to remember next time.
    pub notes: String,
}

impl Patient {
    #[must_use]
    pub fn full_name(&self) -> String {
        format!("{} {}", self.given, self.family).trim().to_owned()
    }

    /// Whole years on a date; someone born on 29 February is a year older on 1 March of a common year.
    #[must_use]
    pub fn age_on(&self, date: NaiveDate) -> u8 {
        let before_birthday =
            (date.month(), date.day()) < (self.birth_on.month(), self.birth_on.day());
        let years = date.year() - self.birth_on.year() - i32::from(before_birthday);
        u8::try_from(years).unwrap_or(0)
    }
}

/// What is typed about a patient.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct PatientInput {
    pub given: String,
    pub family: String,
    pub preferred: String,
    pub pronouns: String,
    pub birth_on: Option<NaiveDate>,
    pub birth_source: BirthDateSource,
    pub phone: String,
    pub email: String,
    pub address: String,
    pub fitzpatrick: Option<u8>,
    pub allergies: Vec<String>,
    pub notes: String,
}

impl PatientInput {
    /// # Errors
    /// Every refused field.
    pub fn parse(
        &self,
        id: PatientId,
        record_number: String,
        today: NaiveDate,
    ) -> Result<Patient, Vec<Issue>> {
        let mut issues = Issues::default();
        let patient = Patient {
            id,
            record_number,
            given: field::line(&mut issues, "given", &self.given),
            family: field::name(&mut issues, "family", &self.family),
            preferred: field::line(&mut issues, "preferred", &self.preferred),
            pronouns: field::line(&mut issues, "pronouns", &self.pronouns),
            birth_on: field::birth_date(&mut issues, "birth_on", self.birth_on, today),
            birth_source: self.birth_source,
            phone: field::line(&mut issues, "phone", &self.phone),
            email: field::email(&mut issues, "email", &self.email),
            address: field::address(&mut issues, "address", &self.address),
            fitzpatrick: self.fitzpatrick,
            allergies: self
                .allergies
                .iter()
                .enumerate()
                .map(|(index, allergy)| {
                    field::required_line(&mut issues, &format!("allergies.{index}"), allergy)
                })
                .collect(),
            notes: field::note(&mut issues, "notes", &self.notes),
        };
        if self
            .fitzpatrick
            .is_some_and(|skin| !(1..=6).contains(&skin))
        {
            issues.add_with(
                "fitzpatrick",
                IssueCode::OutOfRange,
                &[("min", "1".to_owned()), ("max", "6".to_owned())],
            );
        }
        issues.or(patient)
    }
}
