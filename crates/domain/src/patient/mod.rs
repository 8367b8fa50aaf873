//! The person treated. Only a name and a date of birth are needed; everything else is optional (data minimisation).

mod contact;
mod skin;

pub use contact::{ContactPoint, ContactWishes, Doctor, Identifier, RelatedPerson};
pub use skin::{SunBurns, SunReaction, SunTans};

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

/// The person as recorded: legal name, how to reach them, and what never changes between visits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Patient {
    pub id: PatientId,
    /// Device prefix and running number, such as `A-0412`; never used twice.
    pub record_number: String,
    /// The legal name.
    pub given: String,
    pub family: String,
    /// What they are called.
    pub preferred: String,
    pub pronouns: String,
    pub birth_on: NaiveDate,
    pub birth_source: BirthDateSource,
    pub phone: String,
    /// Where the number is dialled, as ISO 3166-1 alpha-2; empty where nobody said.
    pub phone_country: String,
    pub email: String,
    pub address: String,
    pub contact: ContactWishes,
    pub emergency_contact: RelatedPerson,
    /// Who speaks for them by law. Nobody signs a cosmetic consent in their place (PRACTICE 49).
    pub guardian: RelatedPerson,
    pub identifiers: Vec<Identifier>,
    /// What they speak, the best first.
    pub languages: Vec<String>,
    pub interpreter: bool,
    pub gp: Doctor,
    pub prescriber: Doctor,
    /// Fitzpatrick skin type, 1 to 6.
    pub fitzpatrick: Option<u8>,
    pub sun: SunReaction,
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

    /// What the desk may read: who somebody is and how to reach them, nothing that was found or noted (PRACTICE 66).
    #[must_use]
    pub fn for_desk(self) -> Self {
        Self {
            fitzpatrick: None,
            sun: SunReaction::default(),
            notes: String::new(),
            ..self
        }
    }
}

/// The most of one thing that a person has several of.
const MOST: usize = 30;

/// Reads a list item by item; each is named in the path of its issues.
fn each<T, U>(
    issues: &mut Issues,
    path: &str,
    items: &[T],
    parse: impl Fn(&mut Issues, &str, &T) -> U,
) -> Vec<U> {
    if items.len() > MOST {
        issues.add_with(
            path,
            IssueCode::OutOfRange,
            &[("min", "0".to_owned()), ("max", MOST.to_string())],
        );
        return Vec::new();
    }
    items
        .iter()
        .enumerate()
        .map(|(index, item)| parse(issues, &format!("{path}.{index}"), item))
        .collect()
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
    pub phone_country: String,
    pub email: String,
    pub address: String,
    pub contact: ContactWishes,
    pub emergency_contact: RelatedPerson,
    pub guardian: RelatedPerson,
    pub identifiers: Vec<Identifier>,
    pub languages: Vec<String>,
    pub interpreter: bool,
    pub gp: Doctor,
    pub prescriber: Doctor,
    pub fitzpatrick: Option<u8>,
    pub sun: SunReaction,
    pub notes: String,
}

impl PatientInput {
    /// The form of somebody who was not shown what [`Patient::for_desk`] hides: that stays as it is in the record.
    #[must_use]
    pub fn from_desk(self, before: &Patient) -> Self {
        Self {
            fitzpatrick: before.fitzpatrick,
            sun: before.sun,
            notes: before.notes.clone(),
            ..self
        }
    }

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
            phone: field::phone(&mut issues, "phone", &self.phone),
            phone_country: contact::phone_country(&mut issues, &self.phone_country, &self.phone),
            email: field::email(&mut issues, "email", &self.email),
            address: field::address(&mut issues, "address", &self.address),
            contact: self.contact.parse(&mut issues),
            emergency_contact: self
                .emergency_contact
                .parse(&mut issues, "emergency_contact"),
            guardian: self.guardian.parse(&mut issues, "guardian"),
            identifiers: each(
                &mut issues,
                "identifiers",
                &self.identifiers,
                |issues, path, one| one.parse(issues, path),
            ),
            languages: each(
                &mut issues,
                "languages",
                &self.languages,
                |issues, path, one| field::required_line(issues, path, one),
            ),
            interpreter: self.interpreter,
            gp: self.gp.parse(&mut issues, "gp"),
            prescriber: self.prescriber.parse(&mut issues, "prescriber"),
            fitzpatrick: self.fitzpatrick,
            sun: self.sun,
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
