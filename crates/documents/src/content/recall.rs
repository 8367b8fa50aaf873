//! Wording of the lists out of the stock book.

use std::sync::OnceLock;

use needlebook_domain::recall::CallOutcome;
use serde::Deserialize;

use crate::error::Error;

/// Wording of the lists. Each field is the text that its name says; `{...}` are values.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct RecallWords {
    pub recall: StockListWords,
    pub makers_reply: StockListWords,
    pub needle_register: StockListWords,
    pub about: String,
    pub from_to: String,
    pub to: String,
    pub none: String,
    pub born: String,
    pub record: String,
    pub no_contact: String,
    pub no_lot: String,
    pub not_sure: String,
    pub call: String,
    pub reached: String,
    pub left_message: String,
    pub no_answer: String,
    pub wrong_number: String,
    pub written: String,
    pub expires: String,
    pub service: String,
    pub made: String,
}

/// Title, lead and the heads of the columns of one list.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct StockListWords {
    pub title: String,
    pub lead: String,
    pub columns: Vec<String>,
}

impl RecallWords {
    /// What came of a call, in words.
    #[must_use]
    pub fn outcome(&self, outcome: CallOutcome) -> &str {
        match outcome {
            CallOutcome::Reached => &self.reached,
            CallOutcome::LeftMessage => &self.left_message,
            CallOutcome::NoAnswer => &self.no_answer,
            CallOutcome::WrongNumber => &self.wrong_number,
            CallOutcome::Written => &self.written,
        }
    }
}

/// The English wording.
pub(crate) fn recall() -> Result<&'static RecallWords, Error> {
    static PARSED: OnceLock<RecallWords> = OnceLock::new();
    super::kept(
        &PARSED,
        "recall",
        include_str!("../../content/en/recall.json"),
    )
}
