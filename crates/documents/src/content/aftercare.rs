//! Wording of the aftercare sheet (RULES.md section 6, PRACTICE 30 to 38).

use serde::Deserialize;

use super::Translated;
use crate::SheetLanguage;
use crate::error::Error;

/// Wording of the sheet. Each field is the text that its name says; `{...}` are values.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct AftercareWords {
    pub document: String,
    pub title: String,
    pub who: String,
    pub areas: AreaWords,
    pub expect_title: String,
    pub expect: String,
    pub key_do: String,
    pub key_do_not: String,
    pub key_call: String,
    pub times_in: String,
    pub times_change: String,
    pub until: String,
    pub from: String,
    pub before: String,
    pub at_least_a_week: String,
    pub every_day: String,
    pub until_next_visit: String,
    pub until_seen_again: String,
    pub no_touch: String,
    pub no_makeup: String,
    pub nothing_on: NothingOnWords,
    pub no_hair_products: String,
    pub wash: String,
    pub wash_water_first: String,
    pub wash_scalp: String,
    pub wash_scalp_water_first: String,
    pub loose_clothes: String,
    pub cooling_yes: String,
    pub cooling_no: String,
    pub daily_life: String,
    pub no_sweat: String,
    pub mineral_makeup: String,
    pub healing: String,
    pub healing_water_first: String,
    pub still_red: String,
    pub still_red_line: String,
    pub still_red_closed: String,
    pub no_harsh: String,
    pub no_sun: String,
    pub sunscreen_today: String,
    pub sunscreen_later: String,
    pub sunscreen_later_body: String,
    pub sun_scalp: String,
    pub no_picking: String,
    pub no_roller: String,
    pub worried: String,
    pub help_title: String,
    pub call_same_day: String,
    pub same_day: SameDayWords,
    pub closed: String,
    pub call_emergency: String,
    pub emergency: EmergencyWords,
    pub weak_immune: String,
    pub next_title: String,
    pub next_window: String,
    pub next_any_day: String,
    pub booked_for: String,
    pub booked_blank: String,
    pub complete_title: String,
    pub complete_window: String,
    pub complete_advice: String,
    pub see_title: String,
    pub see: SeeWords,
    pub see_note: String,
    pub see_note_complete: String,
    pub keep: String,
    pub instant: String,
}

/// What each part of the body is called in a sentence to the patient.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct AreaWords {
    pub face: String,
    pub neck: String,
    pub chest: String,
    pub scalp: String,
    pub abdomen: String,
    pub back: String,
    pub arms: String,
    pub hands: String,
    pub legs: String,
    pub buttocks: String,
}

/// What may be put on the skin, by whether products were named and whether sunscreen starts today.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct NothingOnWords {
    pub named: String,
    pub unnamed: String,
    pub named_sunscreen_today: String,
    pub unnamed_sunscreen_today: String,
}

/// Signs that ask for a call on the same day.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct SameDayWords {
    pub sore: String,
    pub pus: String,
    pub cold_sore: String,
    pub still_red: String,
    pub bumps: String,
    pub patches: String,
}

/// Signs of an emergency.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct EmergencyWords {
    pub allergy: String,
    pub eye: String,
    pub eyelid: String,
    pub fever: String,
    pub numbing: String,
}

/// What change to expect and when.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct SeeWords {
    pub glow_when: String,
    pub glow: String,
    pub change_when: String,
    pub change: String,
    pub improves_when: String,
    pub improves: String,
    pub collagen_when: String,
    pub collagen: String,
}

/// The wording in a language.
pub(crate) fn aftercare(language: SheetLanguage) -> Result<&'static AftercareWords, Error> {
    static WORDS: Translated<AftercareWords> = Translated::new();
    WORDS.read(
        language,
        "aftercare",
        super::in_language!(language, "aftercare"),
    )
}
