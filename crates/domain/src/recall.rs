//! Who had lot X: numbers as boxes print them and people read them out, and what came of telling somebody (PRACTICE 71).

use crate::duplicate::distance;
use crate::field;
use crate::ids::{PatientId, PersonId};
use crate::issue::{Issue, IssueCode, Issues};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

/// How a number that is on record relates to the one that is looked for; the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Closeness {
    /// The same but for dashes, blanks and letters that look like digits.
    Same,
    /// One character apart: a slip of the pen is worth a second look.
    Near,
}

/// Fewer characters than this are one slip away from too much.
const NEAR_FROM: usize = 4;
/// A word of a product's name that is worth finding.
const WORD_FROM: usize = 3;

/// A lot, serial or product as it is compared: letters and digits alone, those that look alike as one.
#[must_use]
pub fn comparable(text: &str) -> Vec<char> {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .map(|c| match c {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect()
}

/// Whether what is on record is what is looked for; `None` when it is another one.
#[must_use]
pub fn closeness(sought: &str, on_record: &str) -> Option<Closeness> {
    let (sought, on_record) = (comparable(sought), comparable(on_record));
    if sought.is_empty() || on_record.is_empty() {
        return None;
    }
    if sought == on_record {
        return Some(Closeness::Same);
    }
    let is_near = sought.len() >= NEAR_FROM && distance(&sought, &on_record) <= 1;
    is_near.then_some(Closeness::Near)
}

/// The same for the name of a product: somebody who looks for "serum" wants every serum.
#[must_use]
pub fn name_closeness(sought: &str, name: &str) -> Option<Closeness> {
    let whole = closeness(sought, name);
    let words: Vec<Vec<char>> = name.split_whitespace().map(comparable).collect();
    let asked: Vec<Vec<char>> = sought.split_whitespace().map(comparable).collect();
    let holds_all = !asked.is_empty()
        && asked.iter().all(|word| {
            word.len() >= WORD_FROM && words.iter().any(|other| other.starts_with(word))
        });
    if holds_all {
        Some(Closeness::Same)
    } else {
        whole
    }
}

/// What came of telling somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum CallOutcome {
    Reached,
    LeftMessage,
    NoAnswer,
    WrongNumber,
    /// A letter or an e-mail went out.
    Written,
}

/// One attempt to tell somebody of a recall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RecallCall {
    pub patient: PatientId,
    /// The lot, serial or product that is recalled, as it was looked for.
    pub about: String,
    pub outcome: CallOutcome,
    /// Whatever else is worth knowing; never why they were treated.
    pub note: String,
    pub by: PersonId,
    pub at: DateTime<Utc>,
}

/// What is typed about a call.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct RecallCallInput {
    pub about: String,
    pub outcome: Option<CallOutcome>,
    pub note: String,
}

impl RecallCallInput {
    /// # Errors
    /// Every refused field: what is recalled and what came of the call are needed.
    pub fn parse(
        &self,
        patient: PatientId,
        by: PersonId,
        at: DateTime<Utc>,
    ) -> Result<RecallCall, Vec<Issue>> {
        let mut issues = Issues::default();
        let outcome = self.outcome.unwrap_or_else(|| {
            issues.add("outcome", IssueCode::Required);
            CallOutcome::NoAnswer
        });
        let call = RecallCall {
            patient,
            about: field::required_line(&mut issues, "about", &self.about),
            outcome,
            note: field::line(&mut issues, "note", &self.note),
            by,
            at,
        };
        issues.or(call)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_look_like_digits_and_dashes_make_no_difference() {
        for on_record in ["24K-0O1I", "24k 0011", "24KO0L1", "24K0011"] {
            assert_eq!(
                closeness("24K-0011", on_record),
                Some(Closeness::Same),
                "{on_record}"
            );
        }
    }

    #[test]
    fn one_slip_is_shown_as_near_and_two_are_another_lot() {
        assert_eq!(closeness("24K-0911", "24K-0971"), Some(Closeness::Near));
        assert_eq!(closeness("24K-0911", "24K-911"), Some(Closeness::Near));
        assert_eq!(closeness("24K-0911", "24K-9011"), Some(Closeness::Near));
        assert_eq!(closeness("24K-0911", "24K-0977"), None);
        assert_eq!(closeness("A1", "A2"), None, "too short to be a slip");
        assert_eq!(closeness("--", "24K"), None, "nothing was typed");
    }

    #[test]
    fn a_product_is_found_by_the_words_of_its_name() {
        let name = "Hyaluronic serum 2 %";
        for sought in ["hyaluronic", "serum hyal", "Hyaluronic Serum 2%"] {
            assert_eq!(
                name_closeness(sought, name),
                Some(Closeness::Same),
                "{sought}"
            );
        }
        assert_eq!(name_closeness("2", name), None, "too short to be a word");
        assert_eq!(name_closeness("serum cica", name), None);
        assert_eq!(name_closeness("", name), None);
    }
}
