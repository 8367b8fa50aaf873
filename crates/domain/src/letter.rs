//! A letter to a doctor or prescriber about a patient: what a clinician types before it is made (PRACTICE 45).

use crate::field;
use crate::ids::ReactionId;
use crate::issue::{Issue, IssueCode, Issues};
use serde::{Deserialize, Serialize};
use specta::Type;

/// What a letter is written about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "what", rename_all = "snake_case", deny_unknown_fields)]
pub enum LetterAbout {
    /// What the newest screening found.
    Screening,
    /// One reaction.
    Reaction { reaction: ReactionId },
}

/// What is typed into a letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct LetterInput {
    pub about: LetterAbout,
    pub to_name: String,
    pub to_practice: String,
    pub body: String,
    /// Each is answered with yes or no and a signature.
    pub questions: Vec<String>,
    /// The patient agrees that this letter is sent.
    pub agreed: bool,
}

/// A letter that may be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    pub about: LetterAbout,
    pub to_name: String,
    /// Empty where it is not known.
    pub to_practice: String,
    pub body: String,
    pub questions: Vec<String>,
}

/// Most questions of one letter: the answer is one page.
const QUESTIONS_MAX: usize = 8;

impl LetterInput {
    /// # Errors
    /// Every refused field: a letter goes to somebody, says something, and leaves only with the patient's agreement.
    pub fn parse(&self) -> Result<Letter, Vec<Issue>> {
        let mut issues = Issues::default();
        let body = field::note(&mut issues, "body", &self.body);
        if body.is_empty() {
            issues.add("body", IssueCode::Required);
        }
        let questions: Vec<String> = self
            .questions
            .iter()
            .enumerate()
            .map(|(i, question)| field::line(&mut issues, &format!("questions.{i}"), question))
            .filter(|question| !question.is_empty())
            .collect();
        if questions.len() > QUESTIONS_MAX {
            let max = QUESTIONS_MAX.to_string();
            issues.add_with("questions", IssueCode::OutOfRange, &[("max", max)]);
        }
        if !self.agreed {
            issues.add("agreed", IssueCode::Required);
        }
        let letter = Letter {
            about: self.about,
            to_name: field::name(&mut issues, "to_name", &self.to_name),
            to_practice: field::line(&mut issues, "to_practice", &self.to_practice),
            body,
            questions,
        };
        issues.or(letter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> LetterInput {
        LetterInput {
            about: LetterAbout::Screening,
            to_name: "Dr. Ottilie Bobbin".to_owned(),
            to_practice: String::new(),
            body: "Dear Dr. Bobbin,\n\nwe ask.".to_owned(),
            questions: vec!["May it go ahead?".to_owned(), "  ".to_owned()],
            agreed: true,
        }
    }

    #[test]
    fn a_letter_goes_to_somebody_with_words_and_the_patients_agreement() {
        assert_eq!(
            typed().parse().map(|letter| letter.questions),
            Ok(vec!["May it go ahead?".to_owned()]),
            "an empty line asks nothing"
        );
        let nothing = LetterInput {
            to_name: " ".to_owned(),
            body: "\n".to_owned(),
            agreed: false,
            ..typed()
        };
        let paths: Vec<String> = nothing
            .parse()
            .err()
            .unwrap_or_default()
            .into_iter()
            .map(|issue| issue.path)
            .collect();
        assert_eq!(paths, ["body", "agreed", "to_name"]);
    }

    #[test]
    fn more_questions_than_fit_an_answer_are_refused() {
        let many = LetterInput {
            questions: vec!["And?".to_owned(); 9],
            ..typed()
        };
        assert!(many.parse().is_err());
    }
}
