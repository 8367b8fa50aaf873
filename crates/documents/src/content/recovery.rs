//! Wording of the page with the recovery code.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::error::Error;

/// Wording of the page. Each field is the text that its name says; `{...}` are values.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct RecoveryWords {
    pub document: String,
    pub title: String,
    pub made: String,
    pub lead: String,
    pub code_title: String,
    pub checksum: String,
    pub keep_title: String,
    pub keep: Vec<String>,
    pub never_title: String,
    pub never: String,
    pub use_title: String,
    pub using: Vec<String>,
}

/// The English wording.
pub(crate) fn recovery() -> Result<&'static RecoveryWords, Error> {
    static PARSED: OnceLock<RecoveryWords> = OnceLock::new();
    super::kept(
        &PARSED,
        "recovery",
        include_str!("../../content/en/recovery.json"),
    )
}
