//! Wording of a letter to a doctor or prescriber (PRACTICE 45).

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::error::Error;

/// Wording of the letter. Each field is the text that its name says; `{...}` are values.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct LetterWords {
    pub document: String,
    pub subject: String,
    pub record: String,
    pub agreed: String,
    pub signed: String,
    pub signature: String,
    pub task: String,
    pub answer_title: String,
    pub answer_lead: String,
    pub yes: String,
    pub no: String,
    pub comment: String,
    pub answer_name: String,
    pub answer_on: String,
    pub body: LetterBodyWords,
    /// By the id of the rule.
    pub rules: BTreeMap<String, FoundWords>,
    pub reaction: ReactionLetterWords,
    pub general: AskWords,
}

/// What a letter begins and ends with, before a clinician changes it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct LetterBodyWords {
    pub greeting: String,
    pub colleague: String,
    pub plan: String,
    pub plan_concern: String,
    pub medicine: String,
    pub after_reaction: String,
    pub thanks: String,
}

/// What was found, and what is asked about it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct FoundWords {
    pub found: String,
    pub ask: Vec<String>,
}

/// The same about a reaction.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct ReactionLetterWords {
    pub found: String,
    pub session: String,
    pub done: String,
    pub ask: Vec<String>,
}

/// What is asked where nothing was found.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct AskWords {
    pub ask: Vec<String>,
}

/// The English wording.
pub(crate) fn letter() -> Result<&'static LetterWords, Error> {
    static PARSED: OnceLock<LetterWords> = OnceLock::new();
    super::kept(
        &PARSED,
        "letter",
        include_str!("../../content/en/letter.json"),
    )
}
