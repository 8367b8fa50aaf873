//! Wording of the report of a reaction.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use needlebook_domain::reaction::ReactionKind;
use serde::Deserialize;

use crate::error::Error;

/// Wording of the report. Each field is the text that its name says; `{...}` are values.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct ReactionWords {
    pub document: String,
    pub title: String,
    pub who: String,
    pub voided_title: String,
    pub voided: String,
    pub what_title: String,
    pub what: String,
    pub kind_with_words: String,
    pub grade: String,
    pub grade_source: String,
    pub onset: String,
    pub moment: String,
    pub zones: String,
    pub no_zone: String,
    pub stands: String,
    pub recorded: String,
    pub said_by: String,
    pub open: String,
    pub referred: String,
    pub resolved: String,
    pub resolved_with_marks: String,
    pub done_title: String,
    pub nothing_recorded: String,
    pub follow_up_title: String,
    pub no_follow_up: String,
    pub follow_up: String,
    pub reported: String,
    pub session_title: String,
    pub no_session: String,
    pub session: String,
    pub session_value: String,
    pub practitioner: String,
    pub device: String,
    pub device_serial: String,
    pub lots: String,
    pub numbing: String,
    pub products: String,
    pub product_lot: String,
    pub not_recorded: String,
    pub made: String,
    pub kinds: BTreeMap<String, String>,
    /// The general grades of the CTCAE, 1 to 5.
    pub grades: [String; 5],
}

impl ReactionWords {
    /// # Errors
    /// [`Error::NoWording`] when the kind has no name.
    pub(crate) fn kind(&self, kind: ReactionKind) -> Result<&str, Error> {
        self.kinds
            .get(kind.id())
            .map(String::as_str)
            .ok_or_else(|| Error::NoWording {
                id: kind.id().to_owned(),
            })
    }

    /// "2: moderate, minimal or local treatment".
    pub(crate) fn grade(&self, grade: u8) -> &str {
        let index = usize::from(grade.clamp(1, 5)) - 1;
        self.grades.get(index).map_or("", String::as_str)
    }
}

/// The English wording.
pub(crate) fn reaction() -> Result<&'static ReactionWords, Error> {
    static PARSED: OnceLock<ReactionWords> = OnceLock::new();
    super::kept(
        &PARSED,
        "reaction",
        include_str!("../../content/en/reaction.json"),
    )
}
