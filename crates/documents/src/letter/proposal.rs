//! What a letter says before a clinician changes it: put together from what was found.

use chrono::NaiveDate;
use needlebook_domain::clinic::Clinic;
use needlebook_domain::concern::Concern;
use needlebook_domain::reaction::ReactionFacts;
use needlebook_domain::rule::RuleId;

use crate::content::{ClinicClock, LetterWords, common, letter, reaction};
use crate::error::Error;
use crate::wording::Values;

/// Why a letter is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LetterReason {
    /// What a screening found; rules without words of their own say nothing.
    Findings {
        /// The rules that spoke.
        rules: Vec<RuleId>,
        /// What microneedling is planned for.
        concern: Option<Concern>,
    },
    /// A reaction, with the day of the session it followed.
    Reaction {
        /// As it stands in the record.
        facts: Box<ReactionFacts>,
        /// Absent where none is named.
        session_on: Option<NaiveDate>,
    },
}

/// A letter to begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedLetter {
    /// From the greeting to the thanks.
    pub body: String,
    /// What is asked.
    pub questions: Vec<String>,
}

/// Puts a letter together. `to` is the doctor's name; empty where nobody knows it.
///
/// # Errors
/// [`Error::NoWording`] when the record holds what the wording does not know.
pub fn propose(to: &str, reason: &LetterReason, clinic: &Clinic) -> Result<ProposedLetter, Error> {
    let words = letter()?;
    let clock = ClinicClock::new(common()?, clinic);
    let to = if to.is_empty() {
        &words.body.colleague
    } else {
        to
    };
    let greeting = Values::new().with("to", to).fill(&words.body.greeting)?;
    let (mut paragraphs, questions) = match reason {
        LetterReason::Findings { rules, concern } => of_findings(rules, *concern, words, clock)?,
        LetterReason::Reaction { facts, session_on } => {
            of_reaction(facts, *session_on, words, clock)?
        }
    };
    paragraphs.insert(0, greeting);
    paragraphs.push(words.body.thanks.clone());
    Ok(ProposedLetter {
        body: paragraphs.join("\n\n"),
        questions,
    })
}

/// What somebody looks after once the letter is on its way: it names the letter, and nothing of what it asks.
///
/// # Errors
/// [`Error::Wording`] when the wording does not parse.
pub fn look_for_answer(number: &str) -> Result<String, Error> {
    Values::new().with("number", number).fill(&letter()?.task)
}

type Said = (Vec<String>, Vec<String>);

fn of_findings(
    rules: &[RuleId],
    concern: Option<Concern>,
    words: &LetterWords,
    clock: ClinicClock<'_>,
) -> Result<Said, Error> {
    let mut paragraphs = vec![match concern {
        Some(concern) => Values::new()
            .with("concern", clock.words.indication(concern)?.to_lowercase())
            .fill(&words.body.plan_concern)?,
        None => words.body.plan.clone(),
    }];
    let mut questions: Vec<String> = Vec::new();
    for found in rules.iter().filter_map(|rule| words.rules.get(rule.id())) {
        paragraphs.push(found.found.clone());
        for question in &found.ask {
            if !questions.contains(question) {
                questions.push(question.clone());
            }
        }
    }
    if questions.is_empty() {
        questions.clone_from(&words.general.ask);
    }
    paragraphs.push(words.body.medicine.clone());
    Ok((paragraphs, questions))
}

fn of_reaction(
    facts: &ReactionFacts,
    session_on: Option<NaiveDate>,
    words: &LetterWords,
    clock: ClinicClock<'_>,
) -> Result<Said, Error> {
    let known = reaction()?;
    let mut kind = known.kind(facts.kind)?.to_lowercase();
    if !facts.words.is_empty() {
        kind = Values::new()
            .with("kind", kind)
            .with("words", &facts.words)
            .fill(&known.kind_with_words)?;
    }
    let said = Values::new()
        .with("kind", kind)
        .with("onset", clock.date(facts.onset_on)?)
        .with("grade", known.grade(facts.grade));
    let mut paragraphs = vec![said.fill(&words.reaction.found)?];
    if let Some(day) = session_on {
        let said = Values::new().with("day", clock.date(day)?);
        paragraphs.push(said.fill(&words.reaction.session)?);
    }
    if !facts.done.trim().is_empty() {
        let said = Values::new().with("done", facts.done.trim());
        paragraphs.push(said.fill(&words.reaction.done)?);
    }
    paragraphs.push(words.body.after_reaction.clone());
    Ok((paragraphs, words.reaction.ask.clone()))
}
