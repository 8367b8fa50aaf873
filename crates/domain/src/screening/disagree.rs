//! Answers that disagree with the record (PRACTICE 13).
//!
//! Last time's answer stands beside the empty question and never in it, so a patient may say something
//! else today. Where both cannot be true, the screen shows "These disagree" and a person settles it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::answer_values::{AnaestheticAllergy, Isotretinoin};
use super::answer_words::{ColdSore, IsotretinoinStatus, Keloid};
use super::answers::{Answers, Asked};

/// What an answer disagrees with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case", tag = "with")]
pub enum OnRecord {
    /// An allergy written in the record.
    Allergy {
        /// As it is written there.
        text: String,
    },
    /// The birth date in the record.
    BirthDate {
        /// As it is there.
        date: NaiveDate,
    },
    /// What was answered last time, of something that does not go away.
    LastAnswer,
}

/// An answer that cannot be true together with the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Disagreement {
    /// Key of the answer.
    pub key: String,
    /// What it disagrees with.
    #[serde(flatten)]
    pub on_record: OnRecord,
}

/// What the record holds that answers are held against.
#[derive(Debug, Clone, Copy)]
pub struct Recorded<'a> {
    /// Allergies, one substance each.
    pub allergies: &'a [String],
    /// The birth date.
    pub born_on: NaiveDate,
    /// The answers of the last signed screening.
    pub last: Option<&'a Answers>,
}

/// Every answer that disagrees with the record, in the order of the screen's groups.
#[must_use]
pub fn disagreements(answers: &Answers, recorded: &Recorded<'_>) -> Vec<Disagreement> {
    let mut found = Vec::new();
    if let Some(said) = answers.date_of_birth.known()
        && *said != recorded.born_on
    {
        let date = recorded.born_on;
        found.push(disagreement("date_of_birth", OnRecord::BirthDate { date }));
    }
    found.extend(
        recorded
            .allergies
            .iter()
            .flat_map(|allergy| against_allergy(answers, allergy)),
    );
    if let Some(last) = recorded.last {
        found.extend(
            taken_back(answers, last)
                .into_iter()
                .map(|key| disagreement(key, OnRecord::LastAnswer)),
        );
    }
    found
}

fn disagreement(key: &str, on_record: OnRecord) -> Disagreement {
    Disagreement {
        key: key.to_owned(),
        on_record,
    }
}

/// Words by which a recorded allergy is the subject of a question.
const METALS: &[&str] = &["steel", "nickel", "metal", "chrom", "cobalt"];
const ANAESTHETICS: &[&str] = &[
    "lidocain",
    "lignocain",
    "prilocain",
    "tetracain",
    "benzocain",
    "procain",
    "bupivacain",
    "articain",
    "mepivacain",
    "emla",
    "anaesthetic",
    "anesthetic",
    "numbing",
];
const SULFONAMIDES: &[&str] = &["sulfa", "sulpha", "sulfonamide", "sulphonamide"];
const PABA: &[&str] = &["paba", "aminobenzo"];

fn against_allergy(answers: &Answers, allergy: &str) -> Vec<Disagreement> {
    let lowercase = allergy.to_lowercase();
    let names = |words: &[&str]| words.iter().any(|word| lowercase.contains(word));
    let no = |answer: &Asked<bool>| answer.known() == Some(&false);
    let no_anaesthetic =
        answers.allergy_local_anaesthetic.known() == Some(&AnaestheticAllergy::Plain(false));
    [
        (
            "allergy_stainless_steel",
            no(&answers.allergy_stainless_steel) && names(METALS),
        ),
        (
            "allergy_local_anaesthetic",
            no_anaesthetic && names(ANAESTHETICS),
        ),
        (
            "sulfonamide_allergy",
            no(&answers.sulfonamide_allergy) && names(SULFONAMIDES),
        ),
        ("paba_allergy", no(&answers.paba_allergy) && names(PABA)),
    ]
    .into_iter()
    .filter(|(_, disagrees)| *disagrees)
    .map(|(key, _)| {
        let text = allergy.to_owned();
        disagreement(key, OnRecord::Allergy { text })
    })
    .collect()
}

/// Lasting facts answered yes last time and no today: one of the two is wrong.
fn taken_back(now: &Answers, last: &Answers) -> Vec<&'static str> {
    type Fact = fn(&Answers) -> &Asked<bool>;
    let facts: [(&'static str, Fact); 12] = [
        ("bleeding_disorder", |a| &a.bleeding_disorder),
        ("allergy_stainless_steel", |a| &a.allergy_stainless_steel),
        ("skin_cancer_in_area", |a| &a.skin_cancer_in_area),
        ("scleroderma_or_collagen_disease", |a| {
            &a.scleroderma_or_collagen_disease
        }),
        ("heart_condition", |a| &a.heart_condition),
        ("prior_reaction", |a| &a.prior_reaction),
        ("tattoo_in_area", |a| &a.tattoo_in_area),
        ("methaemoglobinaemia", |a| &a.methaemoglobinaemia),
        ("g6pd", |a| &a.g6pd),
        ("pseudocholinesterase_lack", |a| {
            &a.pseudocholinesterase_lack
        }),
        ("paba_allergy", |a| &a.paba_allergy),
        ("sulfonamide_allergy", |a| &a.sulfonamide_allergy),
    ];
    let mut keys: Vec<&'static str> = facts
        .into_iter()
        .filter(|(_, fact)| fact(last).is_yes() && fact(now).known() == Some(&false))
        .map(|(key, _)| key)
        .collect();
    if was_keloid(last) && now.keloid.known() == Some(&Keloid::None) {
        keys.push("keloid");
    }
    if had_cold_sores(last) && now.cold_sore.known() == Some(&ColdSore::None) {
        keys.push("cold_sore");
    }
    if took_isotretinoin(last) && status(now) == Some(IsotretinoinStatus::Never) {
        keys.push("isotretinoin");
    }
    if had_numbing_allergy(last)
        && now.allergy_local_anaesthetic.known() == Some(&AnaestheticAllergy::Plain(false))
    {
        keys.push("allergy_local_anaesthetic");
    }
    keys
}

fn was_keloid(answers: &Answers) -> bool {
    matches!(
        answers.keloid.known(),
        Some(Keloid::Family | Keloid::Personal)
    )
}

fn had_cold_sores(answers: &Answers) -> bool {
    matches!(
        answers.cold_sore.known(),
        Some(ColdSore::History | ColdSore::Active)
    )
}

fn status(answers: &Answers) -> Option<IsotretinoinStatus> {
    answers
        .isotretinoin
        .known()
        .map(|Isotretinoin { status, .. }| *status)
}

fn took_isotretinoin(answers: &Answers) -> bool {
    matches!(
        status(answers),
        Some(IsotretinoinStatus::Current | IsotretinoinStatus::Past)
    )
}

fn had_numbing_allergy(answers: &Answers) -> bool {
    matches!(
        answers.allergy_local_anaesthetic.known(),
        Some(AnaestheticAllergy::Plain(true) | AnaestheticAllergy::Of { .. })
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(answers: &Answers, allergies: &[&str], last: Option<&Answers>) -> Vec<String> {
        let allergies: Vec<String> = allergies.iter().map(|text| (*text).to_owned()).collect();
        let recorded = Recorded {
            allergies: &allergies,
            born_on: NaiveDate::default(),
            last,
        };
        disagreements(answers, &recorded)
            .into_iter()
            .map(|found| found.key)
            .collect()
    }

    #[test]
    fn a_recorded_nickel_allergy_disagrees_with_no_metal_allergy() {
        let answers = Answers {
            allergy_stainless_steel: Asked::Known(false),
            ..Answers::default()
        };
        assert_eq!(
            keys(&answers, &["Nickel (earrings)", "penicillin"], None),
            ["allergy_stainless_steel"],
            "only the allergy the question is about"
        );
    }

    #[test]
    fn an_answer_that_agrees_or_was_not_given_disagrees_with_nothing() {
        let yes = Answers {
            allergy_stainless_steel: Asked::Known(true),
            ..Answers::default()
        };
        assert!(keys(&yes, &["nickel"], None).is_empty());
        assert!(keys(&Answers::default(), &["nickel"], None).is_empty());
    }

    #[test]
    fn what_does_not_go_away_cannot_be_gone_today() {
        let last = Answers {
            keloid: Asked::Known(Keloid::Personal),
            bleeding_disorder: Asked::Known(true),
            acne: Asked::Known(super::super::Acne::Inflammatory),
            ..Answers::default()
        };
        let now = Answers {
            keloid: Asked::Known(Keloid::None),
            bleeding_disorder: Asked::Known(false),
            acne: Asked::Known(super::super::Acne::None),
            ..Answers::default()
        };
        assert_eq!(
            keys(&now, &[], Some(&last)),
            ["bleeding_disorder", "keloid"],
            "acne heals, a keloid does not"
        );
    }

    #[test]
    fn another_birth_date_than_the_records_is_shown() {
        let answers = Answers {
            date_of_birth: Asked::Known(NaiveDate::MAX),
            ..Answers::default()
        };
        assert_eq!(
            keys(&answers, &[], None),
            ["date_of_birth"],
            "it may be another patient"
        );
    }
}
