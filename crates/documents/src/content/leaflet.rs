//! Wording of the leaflet (RULES.md section 1, PRACTICE 40 and 42).

use serde::Deserialize;

use super::Translated;
use crate::SheetLanguage;
use crate::error::Error;

/// Wording of the leaflet. Each field is the text that its name says; `{...}` are values.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct LeafletWords {
    pub document: String,
    pub title: String,
    pub lead: String,
    pub sections: Vec<LeafletSection>,
    /// What studies report (S06): printed unless the medical lead took it out.
    pub studies: String,
    pub questions: String,
    pub call: String,
}

/// One section: paragraphs, then steps that count, then points.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct LeafletSection {
    pub key: String,
    pub title: String,
    #[serde(default)]
    pub text: Vec<String>,
    #[serde(default)]
    pub steps: Vec<String>,
    #[serde(default)]
    pub points: Vec<String>,
}

/// The wording in a language.
pub(crate) fn leaflet(language: SheetLanguage) -> Result<&'static LeafletWords, Error> {
    static WORDS: Translated<LeafletWords> = Translated::new();
    WORDS.read(
        language,
        "leaflet",
        super::in_language!(language, "leaflet"),
    )
}
