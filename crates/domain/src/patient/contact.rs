//! How somebody may be reached, and who stands beside them. Nothing here is needed; nothing is preselected.

use crate::country;
use crate::field;
use crate::issue::{IssueCode, Issues};
use serde::{Deserialize, Serialize};
use specta::Type;

/// A place where somebody could be reached, as the details name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ContactPoint {
    Phone,
    Email,
    Address,
}

/// What the patient said about being contacted (PRACTICE 65). `None` is "not asked", which permits nothing by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct ContactWishes {
    pub phone: Option<bool>,
    pub text: Option<bool>,
    /// A message with whoever answers, or on a machine.
    pub message: Option<bool>,
    pub email: Option<bool>,
    pub post: Option<bool>,
    /// "Do not contact here", whatever else was allowed. Lists of people to call obey it.
    pub never: Vec<ContactPoint>,
    /// In their words: "only after six", "my sister may answer".
    pub note: String,
}

impl ContactWishes {
    /// Whether a call list may name the telephone: nobody said no to it.
    #[must_use]
    pub fn may_phone(&self) -> bool {
        self.phone != Some(false) && !self.never.contains(&ContactPoint::Phone)
    }

    pub(super) fn parse(&self, issues: &mut Issues) -> Self {
        let mut never = self.never.clone();
        never.sort_unstable();
        never.dedup();
        Self {
            never,
            note: field::line(issues, "contact.note", &self.note),
            ..self.clone()
        }
    }
}

/// Somebody beside the patient: whom to call in an emergency, a guardian.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct RelatedPerson {
    pub name: String,
    /// "sister", "husband", "carer".
    pub relation: String,
    pub phone: String,
}

impl RelatedPerson {
    pub(super) fn parse(&self, issues: &mut Issues, path: &str) -> Self {
        let parsed = Self {
            name: optional_name(issues, &format!("{path}.name"), &self.name),
            relation: field::line(issues, &format!("{path}.relation"), &self.relation),
            phone: field::phone(issues, &format!("{path}.phone"), &self.phone),
        };
        needs_name(
            issues,
            path,
            &parsed.name,
            &[&parsed.relation, &parsed.phone],
        );
        parsed
    }
}

/// A doctor of the patient's: the GP, or who prescribes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct Doctor {
    pub name: String,
    pub practice: String,
    pub phone: String,
}

impl Doctor {
    pub(super) fn parse(&self, issues: &mut Issues, path: &str) -> Self {
        Self {
            name: optional_name(issues, &format!("{path}.name"), &self.name),
            practice: field::line(issues, &format!("{path}.practice"), &self.practice),
            phone: field::phone(issues, &format!("{path}.phone"), &self.phone),
        }
    }
}

/// A number that somebody else knows the patient by: a health service, an insurer, the clinic's old system.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct Identifier {
    /// Whose number it is.
    pub of: String,
    pub number: String,
}

impl Identifier {
    pub(super) fn parse(&self, issues: &mut Issues, path: &str) -> Self {
        Self {
            of: field::required_line(issues, &format!("{path}.of"), &self.of),
            number: field::required_line(issues, &format!("{path}.number"), &self.number),
        }
    }
}

/// The country of a telephone number, as ISO 3166-1 alpha-2; empty where it was not said. A number that begins with the
/// code of another country is a mistyped one.
pub(super) fn phone_country(issues: &mut Issues, country: &str, phone: &str) -> String {
    let country = country.trim().to_ascii_uppercase();
    if country.is_empty() {
        return country;
    }
    let Some(code) = country::calling_code(&country) else {
        issues.add("phone_country", IssueCode::NotAChoice);
        return String::new();
    };
    let international = phone
        .trim()
        .strip_prefix('+')
        .or_else(|| phone.trim().strip_prefix("00"));
    if let Some(rest) = international {
        let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
        if !digits.starts_with(code) {
            issues.add("phone_country", IssueCode::DoesNotMatch);
        }
    }
    country
}

fn optional_name(issues: &mut Issues, path: &str, raw: &str) -> String {
    if raw.trim().is_empty() {
        String::new()
    } else {
        field::name(issues, path, raw)
    }
}

/// A telephone without a name is nobody's.
fn needs_name(issues: &mut Issues, path: &str, name: &str, others: &[&String]) {
    if name.is_empty() && others.iter().any(|other| !other.is_empty()) {
        issues.add(&format!("{path}.name"), IssueCode::Required);
    }
}
