//! The wording of the screening: questions, reasons, what to say to the patient.

use std::sync::OnceLock;

use needlebook_domain::rule::RuleId;
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

/// What a rule is called and what is said to the patient about it.
pub(crate) struct SaidToPatient {
    /// Absent where the question was asked with nobody else in the room: no paper names it (PRACTICE 27).
    pub title: Option<&'static str>,
    /// In one or two sentences.
    pub say: &'static str,
}

/// # Errors
/// [`Error::NoWording`] when nothing is said about the rule.
pub(crate) fn said_to_patient(rule: RuleId) -> Result<SaidToPatient, Error> {
    let words = screening()?.get("rules").and_then(|all| all.get(rule.id()));
    let text = |key: &str| words.and_then(|of| of.get(key)).and_then(Value::as_str);
    let is_private = text("outside").is_some();
    let title = text("title").filter(|_| !is_private);
    let say = text("say").ok_or_else(|| Error::NoWording {
        id: rule.id().to_owned(),
    })?;
    Ok(SaidToPatient { title, say })
}
