//! The questions as the screen asks them: order, group, control, and which are asked at every visit.
//!
//! The wording is content, by key. The screen renders this table and adds nothing of its own.

use serde::Serialize;

use super::ScreeningConfig;
use super::answer_words::{Acne, ColdSore, Diabetes, Keloid, Rosacea, Severity};
use super::answers::Answers;
use crate::rule::RuleId;

/// The part of the screen a question stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words are their own meaning")]
pub enum Group {
    AboutYou,
    SkinToday,
    Medicines,
    Health,
    RecentCare,
    Hopes,
}

/// How a question is answered, and so the shape of its answer. "Don't know" (`null`) is offered beside
/// every control.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Control {
    /// `true` or `false`.
    YesNo,
    /// `true`, `false` or `"does_not_apply"`.
    YesNoDoesNotApply,
    /// No is `"none"`, yes an object with the date under `field`; where `still_using`, also
    /// `"still_using"`.
    YesNoDate {
        /// Key of the date inside the answer.
        field: &'static str,
        /// Whether "still using" is offered.
        still_using: bool,
        /// Whether "a doctor told me to" is offered, as `doctor_said` inside the answer.
        doctor_said: bool,
    },
    /// `{status, last_dose}`.
    Isotretinoin,
    /// One of these words.
    Choice {
        /// The words, mildest first.
        options: &'static [&'static str],
    },
    /// `false`, or `{class}` with one of `amide`, `ester`, `unknown`.
    AnaestheticAllergy,
    /// A list of words, of which these are offered.
    List {
        /// The words offered.
        options: &'static [&'static str],
    },
    /// A date.
    Date,
    /// 1 to 6.
    SkinType,
    /// A number of months.
    Months,
    /// Free text.
    Text,
}

/// One question of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct Question {
    /// Key of the answer.
    pub key: &'static str,
    /// The rule that reads it.
    pub rule: RuleId,
    /// Where it stands.
    pub group: Group,
    /// How it is answered.
    pub control: Control,
    /// Asked one by one at every visit; otherwise a lasting fact that may be confirmed as a block
    /// (PRACTICE 4).
    pub day: bool,
    /// Asked with nobody else in the room, and never shown outside the screening (PRACTICE 27).
    pub private: bool,
    /// A yes-or-no answer asked beside it once its rule has spoken.
    pub follow_up: Option<&'static str>,
    /// Asked only where a scar or stretch mark is treated.
    pub only_for_scars: bool,
    /// Asked only where the clinic waits after a birth (R12's setting).
    pub only_after_childbirth: bool,
    /// Asked together with its neighbours of the same name in one sentence: one "no" answers them all, a yes asks
    /// each of them (R05 with R06; R21's sunburn with R35).
    pub together: Option<&'static str>,
}

impl Question {
    /// Whether the question is asked at all, given the answers so far.
    #[must_use]
    pub fn applies(&self, answers: &Answers, config: &ScreeningConfig) -> bool {
        let is_scar = answers
            .concern
            .known()
            .is_some_and(|concern| concern.is_scar());
        (is_scar || !self.only_for_scars) && self.is_asked_under(config)
    }

    /// Whether the clinic's settings give the question anything to judge.
    #[must_use]
    pub const fn is_asked_under(&self, config: &ScreeningConfig) -> bool {
        !self.only_after_childbirth || config.childbirth_months > 0
    }

    const fn only_after_childbirth(mut self) -> Self {
        self.only_after_childbirth = true;
        self
    }

    const fn private(mut self) -> Self {
        self.private = true;
        self
    }

    const fn then(mut self, key: &'static str) -> Self {
        self.follow_up = Some(key);
        self
    }

    const fn only_for_scars(mut self) -> Self {
        self.only_for_scars = true;
        self
    }

    const fn together(mut self, name: &'static str) -> Self {
        self.together = Some(name);
        self
    }
}

const fn question(
    key: &'static str,
    rule: RuleId,
    group: Group,
    control: Control,
    day: bool,
) -> Question {
    Question {
        key,
        rule,
        group,
        control,
        day,
        private: false,
        follow_up: None,
        only_for_scars: false,
        only_after_childbirth: false,
        together: None,
    }
}

const fn day(key: &'static str, rule: RuleId, group: Group, control: Control) -> Question {
    question(key, rule, group, control, true)
}

const fn lasting(key: &'static str, rule: RuleId, group: Group, control: Control) -> Question {
    question(key, rule, group, control, false)
}

const fn used(field: &'static str) -> Control {
    Control::YesNoDate {
        field,
        still_using: true,
        doctor_said: false,
    }
}

const fn choice(options: &'static [&'static str]) -> Control {
    Control::Choice { options }
}

const HAPPENED: Control = Control::YesNoDate {
    field: "last",
    still_using: false,
    doctor_said: false,
};
const THINNER: Control = Control::YesNoDate {
    field: "last_dose",
    still_using: true,
    doctor_said: true,
};
const YES_NO: Control = Control::YesNo;
const DISEASES: Control = Control::List {
    options: &[
        "rosacea",
        "lupus",
        "scleroderma",
        "vitiligo",
        "warts",
        "solar keratosis",
    ],
};

/// Every question, in the order of the screen.
#[rustfmt::skip]
pub const QUESTIONS: &[Question] = &[
    lasting("date_of_birth", RuleId::R25, Group::AboutYou, Control::Date),
    lasting("fitzpatrick", RuleId::R26, Group::AboutYou, Control::SkinType),
    day("pregnant", RuleId::R11, Group::AboutYou, Control::YesNoDoesNotApply).private(),
    day("breastfeeding", RuleId::R12, Group::AboutYou, Control::YesNoDoesNotApply).private(),
    day("childbirth", RuleId::R12, Group::AboutYou, HAPPENED).private().only_after_childbirth(),
    day("acne", RuleId::R07, Group::SkinToday, choice(Acne::WORDS)),
    day("cold_sore", RuleId::R08, Group::SkinToday, choice(ColdSore::WORDS)).then("antiviral_prescriber_contacted"),
    day("active_infection", RuleId::R14, Group::SkinToday, YES_NO),
    day("open_wound_or_irritated_in_area", RuleId::R21, Group::SkinToday, YES_NO),
    day("strong_sun", RuleId::R35, Group::SkinToday, HAPPENED).together("sun"),
    day("sunburn_in_area", RuleId::R21, Group::SkinToday, HAPPENED).together("sun"),
    day("photosensitising_medicine", RuleId::R35, Group::SkinToday, YES_NO).together("sun"),
    lasting("eczema", RuleId::R09, Group::SkinToday, choice(Severity::WORDS)),
    lasting("psoriasis", RuleId::R10, Group::SkinToday, choice(Severity::WORDS)),
    lasting("rosacea", RuleId::R34, Group::SkinToday, choice(Rosacea::WORDS)),
    day("isotretinoin", RuleId::R01, Group::Medicines, Control::Isotretinoin),
    day("otc_nsaid_aspirin", RuleId::R02, Group::Medicines, THINNER),
    day("anticoagulant_prescribed", RuleId::R03, Group::Medicines, YES_NO).then("prescriber_answer_on_file"),
    day("topical_retinoid", RuleId::R04, Group::Medicines, used("last_use")),
    day("aha", RuleId::R05, Group::Medicines, used("last_use")).together("acids_or_scrubs"),
    day("exfoliant", RuleId::R06, Group::Medicines, used("last_use")).together("acids_or_scrubs"),
    day("immunosuppressed", RuleId::R23, Group::Medicines, YES_NO).then("doctor_letter_on_file"),
    lasting("antiarrhythmic", RuleId::R33, Group::Medicines, YES_NO),
    day("new_medicine", RuleId::R16, Group::Medicines, YES_NO),
    lasting("keloid", RuleId::R13, Group::Health, choice(Keloid::WORDS)),
    lasting("other_skin_disease", RuleId::R15, Group::Health, DISEASES),
    lasting("skin_cancer_in_area", RuleId::R20, Group::Health, YES_NO),
    lasting("scleroderma_or_collagen_disease", RuleId::R22, Group::Health, YES_NO),
    lasting("bleeding_disorder", RuleId::R17, Group::Health, YES_NO),
    lasting("diabetes", RuleId::R24, Group::Health, choice(Diabetes::WORDS)).then("doctor_letter_on_file"),
    lasting("heart_condition", RuleId::R39, Group::Health, YES_NO).then("doctor_letter_on_file"),
    lasting("allergy_stainless_steel", RuleId::R18, Group::Health, YES_NO),
    lasting("allergy_local_anaesthetic", RuleId::R19, Group::Health, Control::AnaestheticAllergy),
    lasting("liver_disease", RuleId::R33, Group::Health, YES_NO),
    lasting("methaemoglobinaemia", RuleId::R33, Group::Health, YES_NO),
    lasting("g6pd", RuleId::R33, Group::Health, YES_NO),
    lasting("pseudocholinesterase_lack", RuleId::R33, Group::Health, YES_NO),
    lasting("paba_allergy", RuleId::R33, Group::Health, YES_NO),
    lasting("sulfonamide_allergy", RuleId::R33, Group::Health, YES_NO),
    day("botulinum", RuleId::R27, Group::RecentCare, HAPPENED),
    day("filler", RuleId::R28, Group::RecentCare, HAPPENED),
    day("peel_laser_needling", RuleId::R29, Group::RecentCare, HAPPENED),
    day("hair_removal", RuleId::R30, Group::RecentCare, HAPPENED),
    lasting("prior_reaction", RuleId::R32, Group::RecentCare, YES_NO),
    lasting("tattoo_in_area", RuleId::R36, Group::RecentCare, YES_NO),
    lasting("scar_age_months", RuleId::R31, Group::RecentCare, Control::Months).only_for_scars(),
    lasting("hopes", RuleId::R38, Group::Hopes, Control::Text),
    lasting("pressure_from_others", RuleId::R38, Group::Hopes, YES_NO),
    day("history_complete", RuleId::R16, Group::Hopes, YES_NO),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// What is asked one by one at every visit, as the screen puts it: a sentence that stands for several questions
    /// counts once.
    fn day_sentences() -> Vec<&'static str> {
        let mut sentences: Vec<&'static str> = Vec::new();
        for question in QUESTIONS.iter().filter(|question| question.day) {
            let sentence = question.together.unwrap_or(question.key);
            if sentences.last() != Some(&sentence) {
                sentences.push(sentence);
            }
        }
        sentences
    }

    #[test]
    fn a_visit_with_nothing_new_is_sixteen_to_twenty_questions() {
        let sentences = day_sentences();
        let distinct: BTreeSet<_> = sentences.iter().collect();
        assert_eq!(sentences.len(), distinct.len(), "one sentence, one place");
        assert!(
            (16..=20).contains(&sentences.len()),
            "{} questions of the day",
            sentences.len()
        );
    }

    #[test]
    fn every_question_of_the_day_is_asked_on_the_day() {
        use RuleId::{
            R01, R02, R03, R04, R05, R06, R07, R08, R11, R12, R14, R16, R21, R23, R27, R28, R29,
            R30, R35,
        };
        let of_the_day: BTreeSet<RuleId> = QUESTIONS
            .iter()
            .filter(|question| question.day)
            .map(|question| question.rule)
            .collect();
        let listed = [
            R01, R02, R03, R04, R05, R06, R07, R08, R11, R12, R14, R16, R21, R23, R27, R28, R29,
            R30, R35,
        ];
        assert_eq!(of_the_day, BTreeSet::from(listed), "PRACTICE 4");
    }
}
