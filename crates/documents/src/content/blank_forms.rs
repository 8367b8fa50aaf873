//! Wording of the forms for a day without the laptop (PRACTICE 26). What is asked and agreed stands in the wording of the
//! screening, the consent, the session and the aftercare sheet.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::error::Error;

/// Wording of the forms. Each field is the text that its name says; `{...}` are values.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct BlankFormsWords {
    pub document: String,
    pub name: String,
    pub born: String,
    pub on: String,
    pub screening_title: String,
    pub screening_lead: String,
    pub private: String,
    pub doctor_said: String,
    pub still_using: String,
    pub day: String,
    pub letter: String,
    pub months: String,
    pub which: String,
    pub verdict_title: String,
    pub verdicts: Vec<String>,
    pub reason: String,
    pub signed: String,
    pub consent_title: String,
    pub consent_lead: String,
    pub specialist: String,
    pub uses: String,
    pub uses_choices: Vec<String>,
    pub yes: String,
    pub no: String,
    pub questions: String,
    pub given: String,
    pub patient_signs: String,
    pub practitioner_signs: String,
    pub session_title: String,
    pub session_lead: String,
    pub session_facts: Vec<String>,
    pub zones_title: String,
    pub aftercare_title: String,
    pub aftercare_lead: String,
}

/// The English wording.
pub(crate) fn blank_forms() -> Result<&'static BlankFormsWords, Error> {
    static PARSED: OnceLock<BlankFormsWords> = OnceLock::new();
    super::kept(
        &PARSED,
        "blank_forms",
        include_str!("../../content/en/blank_forms.json"),
    )
}
