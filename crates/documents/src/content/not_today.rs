//! Wording of the sheet for somebody who is not treated today (PRACTICE 27 and 45).

use std::sync::OnceLock;

use serde::Deserialize;

use crate::error::Error;

/// Wording of the sheet. Each field is the text that its name says; `{...}` are values.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct NotTodayWords {
    pub document: String,
    pub title: String,
    pub who: String,
    pub lead: String,
    pub earliest: EarliestWords,
    pub why_title: String,
    pub why: String,
    pub why_until: String,
    /// Without a title: what was asked with nobody else in the room is named on no paper.
    pub private: String,
    pub private_until: String,
    pub find_out: String,
    pub still_using: String,
    pub still_prescribed: String,
    pub until_title: String,
    pub until: UntilWords,
    pub again: String,
    pub call: String,
    pub closed: String,
}

/// When it can be.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct EarliestWords {
    pub dated: String,
    pub undated: String,
    pub stopped: String,
}

/// What to do until then.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct UntilWords {
    pub medicine: String,
    pub ask_doctor: String,
    pub healed: String,
    pub not_again: String,
    pub no_roller: String,
    pub no_sun: String,
}

/// The English wording.
pub(crate) fn not_today() -> Result<&'static NotTodayWords, Error> {
    static PARSED: OnceLock<NotTodayWords> = OnceLock::new();
    super::kept(
        &PARSED,
        "not_today",
        include_str!("../../content/en/not_today.json"),
    )
}
