//! What is said today against what is on record: where both cannot be true, a person settles it.

#![allow(clippy::expect_used, reason = "a broken case must stop the test")]

use needlebook_domain::screening::{Answers, Recorded, RecordedFact, disagreements};
use serde_json::{Value, json};

fn read(answers: Value) -> Answers {
    serde_json::from_value(answers).expect("answers that make sense")
}

/// Keys that disagree, given today's answers, last time's, and the allergies on record.
fn against(now: Value, last: Option<Value>, allergies: &[&str]) -> Vec<String> {
    let last = last.map(read);
    let facts: Vec<RecordedFact> = allergies
        .iter()
        .map(|text| RecordedFact::Allergy((*text).to_owned()))
        .collect();
    let recorded = Recorded {
        facts: &facts,
        born_on: "1990-05-12".parse().expect("a date"),
        skin_type: Some(3),
        last: last.as_ref(),
    };
    disagreements(&read(now), &recorded)
        .into_iter()
        .map(|found| found.key)
        .collect()
}

const NOTHING: [&str; 0] = [];

/// A lasting fact: how it was said before, and how it is taken back.
fn lasting() -> Vec<(&'static str, Value, Value)> {
    let yes_no = [
        "bleeding_disorder",
        "allergy_stainless_steel",
        "skin_cancer_in_area",
        "scleroderma_or_collagen_disease",
        "heart_condition",
        "prior_reaction",
        "tattoo_in_area",
        "methaemoglobinaemia",
        "g6pd",
        "pseudocholinesterase_lack",
        "paba_allergy",
        "sulfonamide_allergy",
    ];
    let mut facts: Vec<(&'static str, Value, Value)> = yes_no
        .into_iter()
        .map(|key| (key, json!(true), json!(false)))
        .collect();
    let never = json!({ "status": "never" });
    facts.extend([
        ("keloid", json!("family"), json!("none")),
        ("keloid", json!("personal"), json!("none")),
        ("cold_sore", json!("history"), json!("none")),
        ("cold_sore", json!("active"), json!("none")),
        (
            "isotretinoin",
            json!({ "status": "current" }),
            never.clone(),
        ),
        (
            "isotretinoin",
            json!({ "status": "past", "last_dose": "2020-01-01" }),
            never,
        ),
        ("allergy_local_anaesthetic", json!(true), json!(false)),
        (
            "allergy_local_anaesthetic",
            json!({ "class": "ester" }),
            json!(false),
        ),
    ]);
    facts
}

#[test]
fn a_lasting_fact_that_is_taken_back_is_shown() {
    for (key, before, today) in lasting() {
        let shown = against(json!({ key: today }), Some(json!({ key: before })), &[]);
        assert_eq!(shown, [key], "{before} then, {today} now");
    }
}

#[test]
fn a_fact_that_stays_is_new_or_is_not_known_contradicts_nothing() {
    for (key, before, today) in lasting() {
        let same = against(json!({ key: before }), Some(json!({ key: before })), &[]);
        assert_eq!(same, NOTHING, "{key} stays {before}");
        let new = against(json!({ key: before }), Some(json!({ key: today })), &[]);
        assert_eq!(new, NOTHING, "{key} is new");
        let unknown = against(json!({ key: null }), Some(json!({ key: before })), &[]);
        assert_eq!(unknown, NOTHING, "{key} is not known today");
        let was_unknown = against(json!({ key: today }), Some(json!({ key: null })), &[]);
        assert_eq!(was_unknown, NOTHING, "{key} was not known then");
        let unasked = against(json!({}), Some(json!({ key: before })), &[]);
        assert_eq!(unasked, NOTHING, "{key} is not asked yet");
        assert_eq!(
            against(json!({ key: today }), None, &[]),
            NOTHING,
            "the first screening"
        );
    }
}

#[test]
fn what_heals_may_be_gone() {
    let last = json!({ "acne": "active_inflammatory", "active_infection": true, "pregnant": true, "eczema": "mild" });
    let now =
        json!({ "acne": "none", "active_infection": false, "pregnant": false, "eczema": "none" });
    assert_eq!(against(now, Some(last), &[]), NOTHING);
}

#[test]
fn an_allergy_on_record_contradicts_the_no_it_is_about_and_no_other() {
    let no = || {
        json!({
            "allergy_stainless_steel": false, "allergy_local_anaesthetic": false,
            "sulfonamide_allergy": false, "paba_allergy": false
        })
    };
    for (allergy, key) in [
        ("Nickel (earrings)", "allergy_stainless_steel"),
        ("stainless STEEL", "allergy_stainless_steel"),
        ("chromium", "allergy_stainless_steel"),
        ("cobalt", "allergy_stainless_steel"),
        ("jewellery metals", "allergy_stainless_steel"),
        ("Lidocaine", "allergy_local_anaesthetic"),
        ("EMLA cream", "allergy_local_anaesthetic"),
        ("benzocaine", "allergy_local_anaesthetic"),
        ("dental anaesthetic", "allergy_local_anaesthetic"),
        ("numbing spray", "allergy_local_anaesthetic"),
        ("sulfa drugs", "sulfonamide_allergy"),
        ("sulphonamides", "sulfonamide_allergy"),
        ("PABA", "paba_allergy"),
        ("4-aminobenzoic acid", "paba_allergy"),
    ] {
        assert_eq!(against(no(), None, &[allergy]), [key], "{allergy}");
    }
    assert_eq!(against(no(), None, &["penicillin", "latex"]), NOTHING);
}

#[test]
fn an_allergy_that_is_said_or_not_asked_contradicts_nothing() {
    let all = ["nickel", "lidocaine", "sulfa", "paba"];
    let yes = json!({
        "allergy_stainless_steel": true, "allergy_local_anaesthetic": { "class": "amide" },
        "sulfonamide_allergy": true, "paba_allergy": null
    });
    assert_eq!(against(yes, None, &all), NOTHING);
    assert_eq!(against(json!({}), None, &all), NOTHING);
}

#[test]
fn another_skin_type_than_the_records_is_settled_by_whoever_looks() {
    let seen = |skin: Value| against(json!({ "fitzpatrick": skin }), None, &[]);
    assert_eq!(seen(json!(5)), ["fitzpatrick"]);
    assert_eq!(seen(json!(3)), NOTHING);
    assert_eq!(seen(json!(null)), NOTHING, "nobody looked");
}

#[test]
fn another_birth_date_than_the_records_may_be_another_patient() {
    let born = |date: Value| against(json!({ "date_of_birth": date }), None, &[]);
    assert_eq!(born(json!("1990-12-05")), ["date_of_birth"]);
    assert_eq!(born(json!("1990-05-12")), NOTHING);
    assert_eq!(born(json!(null)), NOTHING);
}

/// A line of the record, the question it is about, and the answer that denies it.
fn denied() -> Vec<(RecordedFact, &'static str, Value)> {
    let medicine = |text: &str| RecordedFact::Medicine(text.to_owned());
    let condition = |text: &str| RecordedFact::Condition(text.to_owned());
    vec![
        (
            medicine("Roaccutane 20 mg"),
            "isotretinoin",
            json!({"status": "never", "last_dose": null}),
        ),
        (
            RecordedFact::PastMedicine("isotretinoin".to_owned()),
            "isotretinoin",
            json!({"status": "never", "last_dose": null}),
        ),
        (
            medicine("Isotretinoin 40 mg"),
            "isotretinoin",
            json!({"status": "past", "last_dose": "2020-01-01"}),
        ),
        (
            medicine("Naproxen 250 mg"),
            "otc_nsaid_aspirin",
            json!("none"),
        ),
        (
            medicine("Aspirin 75 mg"),
            "otc_nsaid_aspirin",
            json!("none"),
        ),
        (
            condition("Pseudocholinesterase deficiency"),
            "pseudocholinesterase_lack",
            json!(false),
        ),
        (
            RecordedFact::PastCondition("Keloid, 2019".to_owned()),
            "keloid",
            json!("none"),
        ),
        (
            medicine("Warfarin"),
            "anticoagulant_prescribed",
            json!(false),
        ),
        (
            medicine("Tretinoin 0.05 %"),
            "topical_retinoid",
            json!("none"),
        ),
        (medicine("Amiodarone"), "antiarrhythmic", json!(false)),
        (
            medicine("doxycycline"),
            "photosensitising_medicine",
            json!(false),
        ),
        (medicine("Chemotherapy"), "immunosuppressed", json!(false)),
        (condition("Keloid on the ear"), "keloid", json!("none")),
        (condition("Herpes"), "cold_sore", json!("none")),
        (condition("Diabetes, type 2"), "diabetes", json!("none")),
        (condition("Atopic eczema"), "eczema", json!("none")),
        (condition("Psoriasis"), "psoriasis", json!("none")),
        (condition("Rosacea"), "rosacea", json!("none")),
        (
            condition("Lupus"),
            "scleroderma_or_collagen_disease",
            json!(false),
        ),
        (condition("Pacemaker"), "heart_condition", json!(false)),
        (
            condition("Atrial fibrillation"),
            "heart_condition",
            json!(false),
        ),
        (condition("Atopic dermatitis"), "eczema", json!("none")),
        (
            medicine("Eliquis 5 mg"),
            "anticoagulant_prescribed",
            json!(false),
        ),
        (medicine("Methotrexate"), "immunosuppressed", json!(false)),
        (condition("Hepatitis B"), "liver_disease", json!(false)),
        (
            condition("Methemoglobinemia"),
            "methaemoglobinaemia",
            json!(false),
        ),
        (condition("G6PD deficiency"), "g6pd", json!(false)),
        (condition("Haemophilia"), "bleeding_disorder", json!(false)),
        (
            RecordedFact::Reaction("bruise".to_owned()),
            "prior_reaction",
            json!(false),
        ),
    ]
}

/// Keys that disagree with one line of the record.
fn with(fact: &RecordedFact, now: Value) -> Vec<String> {
    let recorded = Recorded {
        facts: std::slice::from_ref(fact),
        born_on: "1990-05-12".parse().expect("a date"),
        skin_type: None,
        last: None,
    };
    disagreements(&read(now), &recorded)
        .into_iter()
        .map(|found| found.key)
        .collect()
}

#[test]
fn a_medicine_a_condition_or_a_reaction_on_record_contradicts_the_no_to_its_own_question() {
    for (fact, key, no) in denied() {
        assert_eq!(with(&fact, json!({ key: no })), [key], "{fact:?}");
        assert_eq!(with(&fact, json!({})), NOTHING, "{fact:?} was not asked");
        assert_eq!(
            with(&fact, json!({ key: null })),
            NOTHING,
            "{fact:?}, and the patient does not know"
        );
    }
}

#[test]
fn a_medicine_that_was_stopped_contradicts_only_a_never() {
    let stopped = RecordedFact::PastMedicine("Warfarin".to_owned());
    assert_eq!(
        with(&stopped, json!({"anticoagulant_prescribed": false})),
        NOTHING
    );
}

#[test]
fn isotretinoin_is_no_tretinoin_cream() {
    let fact = RecordedFact::Medicine("Isotretinoin".to_owned());
    assert_eq!(with(&fact, json!({"topical_retinoid": "none"})), NOTHING);
}

#[test]
fn a_condition_that_is_over_contradicts_only_what_stays() {
    let healed = RecordedFact::PastCondition("Eczema".to_owned());
    assert_eq!(with(&healed, json!({"eczema": "none"})), NOTHING);
}

#[test]
fn prescribed_aspirin_is_said_under_its_own_question() {
    let aspirin = RecordedFact::Medicine("Aspirin 75 mg".to_owned());
    let said = json!({"otc_nsaid_aspirin": "none", "anticoagulant_prescribed": true});
    assert_eq!(with(&aspirin, said), NOTHING);
    let ibuprofen = RecordedFact::Medicine("Ibuprofen".to_owned());
    let said = json!({"otc_nsaid_aspirin": "none", "anticoagulant_prescribed": true});
    assert_eq!(with(&ibuprofen, said), ["otc_nsaid_aspirin"]);
}
