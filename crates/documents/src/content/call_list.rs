//! Wording of the list of whom to ring.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::error::Error;

/// Wording of the list. Each field is the text that its name says; `{...}` are values.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct CallListWords {
    pub title: String,
    pub lead: String,
    pub more: String,
    pub columns: Vec<String>,
    pub born: String,
    pub due_from_to: String,
    pub last: String,
    pub no_number: String,
    pub not_by_phone: String,
    pub called: String,
    pub none: String,
    pub made: String,
}

/// The English wording.
pub(crate) fn call_list() -> Result<&'static CallListWords, Error> {
    static PARSED: OnceLock<CallListWords> = OnceLock::new();
    super::kept(
        &PARSED,
        "call_list",
        include_str!("../../content/en/call_list.json"),
    )
}
