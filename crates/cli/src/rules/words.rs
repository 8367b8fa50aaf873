//! The words of the rules, from the same content the screen and the sheets use.

use std::collections::HashMap;

use serde::Deserialize;

use super::RulesError;

const ENGLISH: &str = include_str!("../../../documents/content/en/screening.json");

/// As much of the content as the rules need here.
#[derive(Debug, Deserialize)]
pub struct Words {
    questions: HashMap<String, QuestionWords>,
    rules: HashMap<String, RuleWords>,
    guards: HashMap<String, String>,
}

#[derive(Debug, Deserialize)]
struct QuestionWords {
    ask: String,
}

#[derive(Debug, Deserialize)]
struct RuleWords {
    title: String,
    why: HashMap<String, String>,
}

impl Words {
    /// The English words.
    ///
    /// # Errors
    /// The content is not the JSON it should be.
    pub fn english() -> Result<Self, RulesError> {
        Ok(serde_json::from_str(ENGLISH)?)
    }

    /// Why a rule says what it says; the rule's title where no sentence fits.
    #[must_use]
    pub fn why(&self, rule: &str, reason: &str) -> &str {
        self.rules.get(rule).map_or("", |words| {
            words.why.get(reason).map_or(&words.title, String::as_str)
        })
    }

    /// What a rule asks: the questions on the screen, what a guard says, or else the rule's title.
    #[must_use]
    pub fn question(&self, rule: &str, asks: &str) -> String {
        if let Some(guard) = self.guards.get(rule) {
            return guard.clone();
        }
        let questions: Vec<&str> = asks
            .split_whitespace()
            .filter_map(|key| self.questions.get(key))
            .map(|words| words.ask.as_str())
            .collect();
        if questions.is_empty() {
            return self
                .rules
                .get(rule)
                .map_or_else(String::new, |words| words.title.clone());
        }
        questions.join(" ")
    }
}
