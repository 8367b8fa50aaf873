//! What the clinic does when something is wrong, in the words of its medical lead (PRACTICE 24). The program brings no
//! text of its own, and the card names no dose: those stand in the clinic's protocol, where they are checked.

use crate::field;
use crate::ids::PersonId;
use crate::issue::{Issue, IssueCode, Issues};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

/// The card as a lead approved it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct EmergencyCard {
    /// A step a line.
    pub steps: String,
    pub lead: PersonId,
    /// Name and title as they stood when it was approved.
    pub lead_name: String,
    pub approved_at: DateTime<Utc>,
}

impl EmergencyCard {
    /// # Errors
    /// No steps; a dose among them.
    pub fn parse(self) -> Result<Self, Vec<Issue>> {
        let mut issues = Issues::default();
        let steps = field::note(&mut issues, "steps", &self.steps);
        if steps.is_empty() {
            issues.add("steps", IssueCode::Required);
        } else if let Some(dose) = dose_in(&steps) {
            issues.add_with("steps", IssueCode::NamesADose, &[("dose", dose)]);
        }
        issues.or(Self { steps, ..self })
    }
}

const UNITS: [&str; 12] = [
    "mg", "mcg", "ug", "µg", "μg", "g", "ml", "cc", "iu", "unit", "units", "mmol",
];

/// The first number with a unit of a medicine's amount behind it, apart from it or not.
fn dose_in(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.iter().enumerate().find_map(|(at, word)| {
        let unit = unit_behind_number(word)?;
        let next = words.get(at + 1).copied().unwrap_or_default();
        let (unit, dose) = if unit.is_empty() {
            (next, format!("{word} {next}"))
        } else {
            (unit, (*word).to_owned())
        };
        UNITS.contains(&bare(unit).as_str()).then(|| bare(&dose))
    })
}

/// What follows the number that a word begins with; nothing where it begins with none.
fn unit_behind_number(word: &str) -> Option<&str> {
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    word.starts_with(|c: char| c.is_ascii_digit())
        .then(|| word.trim_start_matches(|c: char| c.is_ascii_digit() || ".,-–".contains(c)))
}

/// In lower case and without what stands around it.
fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dose_is_found_however_it_is_written() {
        for (text, dose) in [
            ("Give 500 mg at once", "500 mg"),
            ("adrenaline (0.5ml) into the thigh", "0.5ml"),
            ("0,3-0,5 mL.", "0,3-0,5 ml"),
            ("Hyaluronidase 1500 IU", "1500 iu"),
        ] {
            assert_eq!(dose_in(text).as_deref(), Some(dose), "{text}");
        }
    }

    #[test]
    fn times_telephones_and_steps_are_no_doses() {
        for text in [
            "1. Lay them down, legs up 30 cm.",
            "Ring 999, then 01632 960777 for the lead.",
            "Note the pulse every 5 minutes; oxygen bag on the wall",
        ] {
            assert_eq!(dose_in(text), None, "{text}");
        }
    }
}
