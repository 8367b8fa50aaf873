//! Wording of the pre-care sheet (RULES.md section 6, PRACTICE 39).

use std::sync::OnceLock;

use serde::Deserialize;

use crate::error::Error;

/// Wording of the sheet. Each field is the text that its name says; `{...}` are values.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct PrecareWords {
    pub document: String,
    pub title: String,
    pub who: String,
    pub lead: String,
    pub key_do: String,
    pub key_do_not: String,
    pub key_call: String,
    pub last_day: String,
    pub from: String,
    pub already_past: String,
    pub on_the_day: String,
    pub isotretinoin: ByDate,
    pub sunburn: SunburnWords,
    pub retinoid: ByDate,
    pub thinner: ThinnerWords,
    pub day: DayWords,
    pub tell_title: String,
    pub tell: Vec<String>,
    pub again: String,
    pub call: String,
}

/// What is said while a date is still ahead, and once it is past.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct ByDate {
    pub ahead: String,
    pub past: String,
}

/// Sunburn is still to be kept away from once its first day is past.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct SunburnWords {
    pub ahead: String,
    pub protect: String,
    pub past: String,
    pub past_still: String,
}

/// Painkillers, and what is said of prescribed ones whatever the date.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct ThinnerWords {
    pub ahead: String,
    pub past: String,
    pub prescribed: String,
}

/// The day itself.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct DayWords {
    pub clean: String,
    pub time: String,
}

/// The English wording.
pub(crate) fn precare() -> Result<&'static PrecareWords, Error> {
    static PARSED: OnceLock<PrecareWords> = OnceLock::new();
    super::kept(
        &PARSED,
        "precare",
        include_str!("../../content/en/precare.json"),
    )
}
