//! Answers that disagree with the record (PRACTICE 13).
//!
//! Last time's answer stands beside the empty question and never in it, so a patient may say something
//! else today. Where both cannot be true, the screen shows "These disagree" and a person settles it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::answer_values::{AnaestheticAllergy, Isotretinoin, OtcThinner, Use};
use super::answer_words::{
    ColdSore, Diabetes, IsotretinoinStatus, Keloid, Rosacea, Severity, UseWord,
};
use super::answers::{Answers, Asked};

/// A line of the patient's record that a question may be about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case", tag = "kind", content = "text")]
pub enum RecordedFact {
    /// An allergy, as it is written there.
    Allergy(String),
    /// A medicine, as it is written there.
    Medicine(String),
    /// A medicine that was stopped: it contradicts only "never".
    PastMedicine(String),
    /// A condition, as it is written there.
    Condition(String),
    /// A condition that is over: it contradicts only questions about what stays.
    PastCondition(String),
    /// A reaction to a treatment here, by the id of its kind.
    Reaction(String),
}

/// What an answer disagrees with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case", tag = "with")]
pub enum OnRecord {
    /// A line of the record.
    Fact {
        /// The line.
        fact: RecordedFact,
    },
    /// The birth date in the record.
    BirthDate {
        /// As it is there.
        date: NaiveDate,
    },
    /// The skin type in the record: it is seen, not remembered, and it does not change.
    SkinType {
        /// Fitzpatrick type, 1 to 6.
        skin_type: u8,
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
    pub on_record: OnRecord,
}

/// What the record holds that answers are held against, wherever it stands there.
#[derive(Debug, Clone, Copy)]
pub struct Recorded<'a> {
    /// Allergies, medicines and conditions, one a line.
    pub facts: &'a [RecordedFact],
    /// The birth date.
    pub born_on: NaiveDate,
    /// Fitzpatrick skin type, 1 to 6, where one was seen before.
    pub skin_type: Option<u8>,
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
    if let (Some(seen), Some(skin_type)) = (answers.fitzpatrick.known(), recorded.skin_type)
        && *seen != skin_type
    {
        found.push(disagreement(
            "fitzpatrick",
            OnRecord::SkinType { skin_type },
        ));
    }
    found.extend(
        recorded
            .facts
            .iter()
            .flat_map(|fact| against(answers, fact)),
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

/// A question, whether it was answered "no", and the beginnings of words by which a line of the record is its subject.
type Subject = (&'static str, fn(&Answers) -> bool, &'static [&'static str]);

const ALLERGIES: &[Subject] = &[
    (
        "allergy_stainless_steel",
        |a| is_no(&a.allergy_stainless_steel),
        &["steel", "nickel", "metal", "chrom", "cobalt"],
    ),
    (
        "allergy_local_anaesthetic",
        |a| a.allergy_local_anaesthetic.known() == Some(&AnaestheticAllergy::Plain(false)),
        &[
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
        ],
    ),
    (
        "sulfonamide_allergy",
        |a| is_no(&a.sulfonamide_allergy),
        &["sulfa", "sulpha", "sulfonamide", "sulphonamide"],
    ),
    (
        "paba_allergy",
        |a| is_no(&a.paba_allergy),
        &["paba", "aminobenzo"],
    ),
];

const ISOTRETINOIN: &[&str] = &["isotretinoin", "roaccutane", "accutane"];

/// The only medicine that is asked about "ever".
const MEDICINES_EVER: &[Subject] = &[(
    "isotretinoin",
    |a| status(a) == Some(IsotretinoinStatus::Never),
    ISOTRETINOIN,
)];

/// The medicines that the questions themselves name.
const MEDICINES: &[Subject] = &[
    (
        "isotretinoin",
        |a| {
            matches!(
                status(a),
                Some(IsotretinoinStatus::Never | IsotretinoinStatus::Past)
            )
        },
        ISOTRETINOIN,
    ),
    (
        "otc_nsaid_aspirin",
        denies_painkillers,
        &[
            "ibuprofen",
            "naproxen",
            "diclofenac",
            "ketoprofen",
            "nurofen",
            "advil",
        ],
    ),
    (
        // Prescribed aspirin has a question of its own.
        "otc_nsaid_aspirin",
        |a| denies_painkillers(a) && !a.anticoagulant_prescribed.is_yes(),
        &["aspirin", "acetylsalicylic"],
    ),
    (
        "anticoagulant_prescribed",
        |a| is_no(&a.anticoagulant_prescribed),
        &[
            "clopidogrel",
            "warfarin",
            "apixaban",
            "rivaroxaban",
            "edoxaban",
            "dabigatran",
            "ticagrelor",
            "prasugrel",
            "heparin",
            "enoxaparin",
            "dalteparin",
            "plavix",
            "eliquis",
            "xarelto",
        ],
    ),
    (
        "topical_retinoid",
        |a| a.topical_retinoid.known() == Some(&Use::Word(UseWord::None)),
        &["tretinoin", "retinol", "adapalene"],
    ),
    (
        "antiarrhythmic",
        |a| is_no(&a.antiarrhythmic),
        &["amiodarone", "flecainide", "mexiletine"],
    ),
    (
        "photosensitising_medicine",
        |a| is_no(&a.photosensitising_medicine),
        &["doxycycline", "st john"],
    ),
    (
        "immunosuppressed",
        |a| is_no(&a.immunosuppressed),
        &[
            "steroid tablet",
            "prednisolone",
            "prednisone",
            "methotrexate",
            "azathioprine",
            "ciclosporin",
            "chemotherapy",
        ],
    ),
];

/// The conditions that stay, by the questions that name them: what is over was one all the same.
const LASTING_CONDITIONS: &[Subject] = &[
    (
        "keloid",
        |a| a.keloid.known() == Some(&Keloid::None),
        &["keloid"],
    ),
    (
        "cold_sore",
        |a| a.cold_sore.known() == Some(&ColdSore::None),
        &["cold sore", "herpes"],
    ),
    (
        "scleroderma_or_collagen_disease",
        |a| is_no(&a.scleroderma_or_collagen_disease),
        &["scleroderma", "lupus"],
    ),
    (
        "heart_condition",
        |a| is_no(&a.heart_condition),
        &["pacemaker", "heart", "cardiac", "fibrillation"],
    ),
    (
        "methaemoglobinaemia",
        |a| is_no(&a.methaemoglobinaemia),
        &["methaemoglobin", "methemoglobin"],
    ),
    ("g6pd", |a| is_no(&a.g6pd), &["g6pd"]),
    (
        "bleeding_disorder",
        |a| is_no(&a.bleeding_disorder),
        &["haemophilia", "hemophilia", "bleeding", "clotting"],
    ),
    (
        "pseudocholinesterase_lack",
        |a| is_no(&a.pseudocholinesterase_lack),
        &["cholinesterase"],
    ),
];

/// The conditions that come and go.
const CONDITIONS: &[Subject] = &[
    (
        "diabetes",
        |a| a.diabetes.known() == Some(&Diabetes::None),
        &["diabet"],
    ),
    (
        "eczema",
        |a| a.eczema.known() == Some(&Severity::None),
        &["eczema", "atopic dermatitis"],
    ),
    (
        "psoriasis",
        |a| a.psoriasis.known() == Some(&Severity::None),
        &["psoriasis"],
    ),
    (
        "rosacea",
        |a| a.rosacea.known() == Some(&Rosacea::None),
        &["rosacea"],
    ),
    (
        "liver_disease",
        |a| is_no(&a.liver_disease),
        &["liver", "hepatitis", "cirrhosis"],
    ),
];

/// Any reaction here is an earlier reaction, whatever its words.
const REACTIONS: &[Subject] = &[("prior_reaction", |a| is_no(&a.prior_reaction), &[""])];

fn denies_painkillers(answers: &Answers) -> bool {
    answers.otc_nsaid_aspirin.known() == Some(&OtcThinner::Word(UseWord::None))
}

fn is_no(answer: &Asked<bool>) -> bool {
    answer.known() == Some(&false)
}

/// The subjects that a line of the record is about.
fn subjects(fact: &RecordedFact) -> impl Iterator<Item = &'static Subject> {
    const NONE: &[Subject] = &[];
    let (lasting, others, text) = match fact {
        RecordedFact::Allergy(text) => (ALLERGIES, NONE, text),
        RecordedFact::Medicine(text) => (MEDICINES, NONE, text),
        RecordedFact::PastMedicine(text) => (MEDICINES_EVER, NONE, text),
        RecordedFact::Condition(text) => (LASTING_CONDITIONS, CONDITIONS, text),
        RecordedFact::PastCondition(text) => (LASTING_CONDITIONS, NONE, text),
        RecordedFact::Reaction(text) => (REACTIONS, NONE, text),
    };
    let lowercase = text.to_lowercase();
    lasting
        .iter()
        .chain(others)
        .filter(move |(_, _, words)| words.iter().any(|word| names(&lowercase, word)))
}

/// Whether a text names it. What begins with "iso" is another substance: isotretinoin is no tretinoin cream.
fn names(text: &str, word: &str) -> bool {
    text.match_indices(word)
        .any(|(at, _)| !text[..at].ends_with("iso"))
}

fn against(answers: &Answers, fact: &RecordedFact) -> Vec<Disagreement> {
    subjects(fact)
        .filter(|(_, denied, _)| denied(answers))
        .map(|(key, _, _)| disagreement(key, OnRecord::Fact { fact: fact.clone() }))
        .collect()
}

/// A line of the record with the question it is about: it stands beside the empty question and never in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Beside {
    /// Key of the question.
    pub key: String,
    /// The line.
    pub fact: RecordedFact,
}

/// Every line that a question is about.
#[must_use]
pub fn beside(facts: &[RecordedFact]) -> Vec<Beside> {
    let of = |fact: &RecordedFact| {
        subjects(fact)
            .map(|(key, _, _)| Beside {
                key: (*key).to_owned(),
                fact: fact.clone(),
            })
            .collect::<Vec<_>>()
    };
    facts.iter().flat_map(of).collect()
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
        .filter(|(_, fact)| fact(last).is_yes() && is_no(fact(now)))
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
        let facts: Vec<RecordedFact> = allergies
            .iter()
            .map(|text| RecordedFact::Allergy((*text).to_owned()))
            .collect();
        let recorded = Recorded {
            skin_type: None,
            facts: &facts,
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

    #[test]
    fn a_stopped_medicine_disagrees_with_never_and_with_nothing_about_today() {
        let facts = [
            RecordedFact::PastMedicine("Isotretinoin 20 mg".to_owned()),
            RecordedFact::PastMedicine("Warfarin".to_owned()),
        ];
        let answers = Answers {
            isotretinoin: Asked::Known(Isotretinoin {
                status: IsotretinoinStatus::Never,
                last_dose: None,
            }),
            anticoagulant_prescribed: Asked::Known(false),
            ..Answers::default()
        };
        let recorded = Recorded {
            skin_type: None,
            facts: &facts,
            born_on: NaiveDate::default(),
            last: None,
        };
        let found = disagreements(&answers, &recorded);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].key, "isotretinoin");
        assert_eq!(
            beside(&facts)
                .iter()
                .map(|one| one.key.as_str())
                .collect::<Vec<_>>(),
            ["isotretinoin"],
            "what was stopped long ago stands beside no question about today"
        );
    }

    #[test]
    fn a_medicine_or_a_condition_on_the_record_disagrees_with_a_no() {
        let facts = [
            RecordedFact::Medicine("Apixaban 5 mg".to_owned()),
            RecordedFact::Condition("Type 2 diabetes".to_owned()),
            RecordedFact::Condition("hay fever".to_owned()),
        ];
        let answers = Answers {
            anticoagulant_prescribed: Asked::Known(false),
            diabetes: Asked::Known(Diabetes::None),
            ..Answers::default()
        };
        let recorded = Recorded {
            skin_type: None,
            facts: &facts,
            born_on: NaiveDate::default(),
            last: None,
        };
        let keys: Vec<String> = disagreements(&answers, &recorded)
            .into_iter()
            .map(|found| found.key)
            .collect();
        assert_eq!(keys, ["anticoagulant_prescribed", "diabetes"]);
    }
}
