//! The people who use the record, and what each may do.

use crate::field;
use crate::ids::PersonId;
use crate::issue::{Issue, IssueCode, Issues};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;

/// What a person may do. One person may hold several roles; a use case asks for any one of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Owns the clinic's data: people, settings, backup.
    Owner,
    /// Approves the rule set, the consent and the sheets.
    MedicalLead,
    /// Screens, treats and signs.
    Clinician,
    /// Finds and adds patients, sees who is here; never answers, notes or reasons.
    Reception,
    /// Reads, changes nothing.
    ReadOnly,
}

/// A member of staff as the record and the printed pages name them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Person {
    pub id: PersonId,
    pub name: String,
    /// The professional title as printed after the name, such as "RN".
    pub title: String,
    /// Certification in plain words, such as "Aesthetic nurse, level 7".
    pub certification: String,
    /// Registration body and number; a medical lead must have both.
    pub registration_body: String,
    pub registration_number: String,
    /// A board-certified dermatologist or plastic surgeon; anything else is shown plainly (S08, S45).
    pub board_certified: bool,
    pub roles: Vec<Role>,
    /// The last day on which the person may sign in (PRACTICE 69); what they recorded keeps their name.
    #[serde(default)]
    pub ends_on: Option<NaiveDate>,
}

impl Person {
    /// Whether the account is over on this day.
    #[must_use]
    pub fn has_ended(&self, today: NaiveDate) -> bool {
        self.ends_on.is_some_and(|last| last < today)
    }

    /// Name and title as printed: "Imogen Testwell, RN".
    #[must_use]
    pub fn printed_name(&self) -> String {
        if self.title.is_empty() {
            self.name.clone()
        } else {
            format!("{}, {}", self.name, self.title)
        }
    }
}

/// What is typed about a person at set-up.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct PersonInput {
    pub name: String,
    pub title: String,
    pub certification: String,
    pub registration_body: String,
    pub registration_number: String,
    pub board_certified: bool,
    pub roles: Vec<Role>,
}

impl PersonInput {
    /// Reads the form; `prefix` names it in the paths of issues.
    ///
    /// # Errors
    /// Every refused field.
    pub fn parse(&self, id: PersonId, prefix: &str) -> Result<Person, Vec<Issue>> {
        let mut issues = Issues::default();
        let at = |field: &str| format!("{prefix}.{field}");
        let person = Person {
            id,
            name: field::name(&mut issues, &at("name"), &self.name),
            title: field::line(&mut issues, &at("title"), &self.title),
            certification: field::line(&mut issues, &at("certification"), &self.certification),
            registration_body: field::line(
                &mut issues,
                &at("registration_body"),
                &self.registration_body,
            ),
            registration_number: field::line(
                &mut issues,
                &at("registration_number"),
                &self.registration_number,
            ),
            board_certified: self.board_certified,
            roles: self.roles.clone(),
            ends_on: None,
        };
        if person.roles.is_empty() {
            issues.add(&at("roles"), IssueCode::Required);
        }
        issues.or(person)
    }
}

/// What an owner types about an account: who, what they may do, and until when.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct AccountInput {
    pub person: PersonInput,
    pub ends_on: Option<NaiveDate>,
}

impl AccountInput {
    /// Reads the form, under `person.` and `ends_on`.
    ///
    /// # Errors
    /// Every refused field; a last day that is past already.
    pub fn parse(&self, id: PersonId, today: NaiveDate) -> Result<Person, Vec<Issue>> {
        let mut issues = Issues::default();
        if self.ends_on.is_some_and(|last| last < today) {
            issues.add_with(
                "ends_on",
                IssueCode::TooEarly,
                &[("min", today.to_string())],
            );
        }
        match (self.person.parse(id, "person"), issues.or(())) {
            (Ok(person), Ok(())) => Ok(Person {
                ends_on: self.ends_on,
                ..person
            }),
            (person, date) => Err(person
                .err()
                .into_iter()
                .chain(date.err())
                .flatten()
                .collect()),
        }
    }
}
