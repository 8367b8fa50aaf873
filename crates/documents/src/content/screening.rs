//! The wording of the screening: questions, reasons, what to say to the patient.

use std::sync::OnceLock;

use serde_json::Value;

use crate::error::Error;

/// The screening's words as the screen reads them, by answer key and by rule.
///
/// # Errors
/// [`Error::Wording`] when the wording does not parse.
pub fn screening() -> Result<&'static Value, Error> {
    static PARSED: OnceLock<Value> = OnceLock::new();
    super::kept(
        &PARSED,
        "screening",
        include_str!("../../content/en/screening.json"),
    )
}
