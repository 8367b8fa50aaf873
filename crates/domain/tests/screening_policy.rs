//! The screening policy where it is easy to get wrong, each rule by name.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a broken case must stop the test"
)]

use needlebook_domain::contract;
use needlebook_domain::wire::{InputError, InputErrorCode};
use serde_json::{Value, json};

fn answer(kind: &str, input: &Value) -> Value {
    contract::answer(kind, input).expect("the case makes sense")
}

fn refusal(kind: &str, input: &Value) -> InputError {
    contract::answer(kind, input).expect_err("the case makes no sense")
}

fn screen(on: &str, answers: Value) -> Value {
    answer(
        "screening",
        &json!({ "appointment_date": on, "answers": answers }),
    )
}

fn finding<'a>(answer: &'a Value, rule: &str) -> &'a Value {
    answer["findings"]
        .as_array()
        .and_then(|findings| findings.iter().find(|finding| finding["rule"] == rule))
        .unwrap_or(&Value::Null)
}

// R02, P-3TO5

#[test]
fn a_painkiller_waits_three_days_asks_for_a_reason_until_five_and_then_is_forgotten() {
    let on = |day: &str| {
        screen(
            day,
            json!({ "otc_nsaid_aspirin": { "last_dose": "2026-05-05" } }),
        )
    };
    assert_eq!(on("2026-05-07")["outcome"], "defer", "two days");
    assert_eq!(on("2026-05-08")["outcome"], "caution", "three days");
    assert_eq!(on("2026-05-09")["outcome"], "caution", "four days");
    assert_eq!(on("2026-05-10")["outcome"], "clear", "five days");
}

#[test]
fn a_clinic_that_fixed_four_days_for_painkillers_has_no_days_between() {
    let config = json!({
        "otc_nsaid_aspirin": { "last_dose": "2026-05-05" }, "_config": { "otc_thinner_days": 4 }
    });
    let before = screen("2026-05-08", config.clone());
    assert_eq!(before["outcome"], "defer", "three days are under four");
    assert_eq!(before["eligible_from"], before["clear_from"]);
    assert_eq!(screen("2026-05-09", config)["outcome"], "clear");
}

#[test]
fn a_painkiller_a_doctor_asked_for_is_a_prescribed_thinner_and_never_gets_a_date() {
    let verdict = screen(
        "2026-05-10",
        json!({ "otc_nsaid_aspirin": { "last_dose": "2026-05-09", "doctor_said": true } }),
    );
    assert_eq!(verdict["rules"], json!(["R03"]), "only R03 speaks");
    assert_eq!(
        verdict["eligible_from"],
        Value::Null,
        "a date would read as advice to leave the medicine out"
    );
}

#[test]
fn still_using_a_retinoid_gives_no_date_but_the_last_day_to_use_it() {
    let verdict = screen("2026-12-08", json!({ "topical_retinoid": "still_using" }));
    assert_eq!(verdict["outcome"], "defer");
    assert_eq!(
        verdict["eligible_from"],
        Value::Null,
        "the wait has not begun"
    );
    assert_eq!(finding(&verdict, "R04")["stop_by"], "2026-12-01");
}

#[test]
fn a_prescribers_written_answer_makes_a_thinner_a_caution() {
    let verdict = screen(
        "2026-05-10",
        json!({ "anticoagulant_prescribed": true, "prescriber_answer_on_file": true }),
    );
    assert_eq!(verdict["outcome"], "caution");
}

// R01

#[test]
fn a_shorter_isotretinoin_wait_leaves_the_rest_of_six_months_as_a_caution() {
    let answers = json!({
        "isotretinoin": { "status": "past", "last_dose": "2026-01-15" },
        "_config": { "isotretinoin_wait_months": 2, "isotretinoin_override": "medical_lead" }
    });
    let before = screen("2026-03-14", answers.clone());
    assert_eq!(before["outcome"], "defer");
    assert_eq!(before["eligible_from"], "2026-03-15");
    assert_eq!(before["clear_from"], "2026-07-15");
    assert_eq!(screen("2026-03-15", answers.clone())["outcome"], "caution");
    assert_eq!(screen("2026-07-15", answers)["outcome"], "clear");
}

#[test]
fn nobody_but_the_medical_lead_shortens_the_isotretinoin_wait() {
    let config = |config: Value| json!({ "appointment_date": "2026-05-10", "answers": { "_config": config } });
    let error = refusal(
        "screening",
        &config(json!({ "isotretinoin_wait_months": 2 })),
    );
    assert_eq!(error.code, InputErrorCode::Missing);
    let error = refusal(
        "screening",
        &config(json!({ "isotretinoin_wait_months": 2, "isotretinoin_override": "owner" })),
    );
    assert_eq!(error.code, InputErrorCode::OutOfRange);
    let error = refusal(
        "screening",
        &config(json!({ "isotretinoin_wait_months": 13, "isotretinoin_override": "medical_lead" })),
    );
    assert_eq!(error.path, "input.answers._config.isotretinoin_wait_months");
}

// P-UNKNOWN, PRACTICE 12

#[test]
fn dont_know_is_never_cleared_and_is_as_bad_as_the_truth_could_be() {
    for (key, outcome) in [
        ("isotretinoin", "defer"),
        ("bleeding_disorder", "defer"),
        ("keloid", "defer"),
        ("pregnant", "defer"),
        ("botulinum", "defer"),
        ("date_of_birth", "defer"),
        ("prior_reaction", "caution"),
        ("tattoo_in_area", "caution"),
        ("strong_sun", "caution"),
        ("scar_age_months", "caution"),
        ("allergy_local_anaesthetic", "caution"),
        ("fitzpatrick", "info"),
    ] {
        for dont_know in [Value::Null, json!("unknown")] {
            let verdict = screen("2026-05-10", json!({ key: dont_know }));
            assert_eq!(verdict["outcome"], outcome, "don't know to {key}");
            assert_eq!(verdict["eligible_from"], Value::Null, "no date for {key}");
        }
    }
}

#[test]
fn a_date_that_is_not_known_gives_no_date_even_beside_one_that_is() {
    let verdict = screen(
        "2026-05-10",
        json!({ "filler": { "last": null }, "botulinum": { "last": "2026-05-01" } }),
    );
    assert_eq!(verdict["outcome"], "defer");
    assert_eq!(
        verdict["eligible_from"],
        Value::Null,
        "the filler may have been yesterday"
    );
    assert_eq!(verdict["clear_from"], Value::Null);
}

#[test]
fn an_unknown_allergy_keeps_every_numbing_cream_blocked() {
    let verdict = screen(
        "2026-05-10",
        json!({ "allergy_local_anaesthetic": "unknown" }),
    );
    assert_eq!(verdict["numbing"]["verdict"], "block");
    assert_eq!(
        verdict["numbing"]["blocked"].as_array().map(Vec::len),
        Some(5),
        "any of them could be the one"
    );
}

// P-AGG

#[test]
fn the_earliest_date_is_the_latest_of_all_waits_and_a_stop_takes_it_away() {
    let mut answers = json!({
        "isotretinoin": { "status": "past", "last_dose": "2026-01-15" },
        "hair_removal": { "last": "2026-07-12" }
    });
    let verdict = screen("2026-05-10", answers.clone());
    assert_eq!(verdict["eligible_from"], "2026-07-19");
    answers["bleeding_disorder"] = json!(true);
    let stopped = screen("2026-05-10", answers);
    assert_eq!(stopped["outcome"], "absolute");
    assert_eq!(
        stopped["eligible_from"],
        Value::Null,
        "a date beside a stop would be a promise"
    );
}

#[test]
fn a_wait_already_over_still_shows_that_it_was_asked() {
    let verdict = screen("2026-05-10", json!({ "filler": { "last": "2026-01-01" } }));
    assert_eq!(verdict["outcome"], "clear");
    assert_eq!(verdict["rules"], json!(["R28"]));
    assert_eq!(verdict["eligible_from"], "2026-01-29");
}

#[test]
fn a_sore_in_the_area_has_no_date_although_the_sunburn_has_one() {
    let verdict = screen(
        "2026-05-10",
        json!({
            "open_wound_or_irritated_in_area": true, "sunburn_in_area": { "last": "2026-05-01" }
        }),
    );
    assert_eq!(verdict["rules"], json!(["R21"]), "one rule, one finding");
    assert_eq!(finding(&verdict, "R21")["until"], Value::Null);
}

#[test]
fn a_medicine_that_makes_skin_burn_is_a_caution_without_end_although_the_sun_has_one() {
    let verdict = screen(
        "2026-05-10",
        json!({ "strong_sun": { "last": "2026-05-01" }, "photosensitising_medicine": true }),
    );
    assert_eq!(finding(&verdict, "R35")["until"], Value::Null);
    assert_eq!(finding(&verdict, "R35")["clear_from"], Value::Null);
    assert_eq!(
        verdict["clear_from"], "2026-05-15",
        "a caution without a date does not move the date of the others"
    );
}

// R25

#[test]
fn under_eighteen_is_a_stop_until_the_birthday_and_no_setting_lifts_it() {
    let born = json!({ "date_of_birth": "2008-05-11" });
    let before = screen("2026-05-10", born.clone());
    assert_eq!(before["outcome"], "absolute");
    assert_eq!(before["clear_from"], Value::Null, "a stop has no date");
    assert_eq!(screen("2026-05-11", born)["outcome"], "caution");
    let error = refusal(
        "screening",
        &json!({ "appointment_date": "2026-05-10", "answers": { "_config": { "adult_age": 16 } } }),
    );
    assert_eq!(error.code, InputErrorCode::UnknownKey);
}

#[test]
fn a_patient_born_on_29_february_is_of_age_on_1_march_in_a_common_year() {
    let born = json!({ "date_of_birth": "2008-02-29" });
    assert_eq!(screen("2026-02-28", born.clone())["outcome"], "absolute");
    assert_eq!(screen("2026-03-01", born)["outcome"], "caution");
}

// R15 and the rules it hands on to

#[test]
fn a_disease_named_in_words_is_judged_by_the_rule_that_knows_it() {
    for (words, rule, outcome) in [
        ("Discoid Lupus", "R22", "absolute"),
        ("scleroderma", "R22", "absolute"),
        ("mixed collagen disease", "R22", "absolute"),
        ("solar keratosis", "R20", "absolute"),
        ("rosacea", "R34", "defer"),
        ("pustular rosacea", "R34", "absolute"),
        ("mild rosacea", "R34", "caution"),
        ("vitiligo", "R15", "caution"),
        ("keratosis pilaris", "R15", "caution"),
    ] {
        let verdict = screen("2026-05-10", json!({ "other_skin_disease": [words] }));
        assert_eq!(verdict["rules"], json!([rule]), "{words}");
        assert_eq!(verdict["outcome"], outcome, "{words}");
    }
}

// R19, R33: the numbing gate

#[test]
fn an_allergy_to_numbing_stops_a_skinpen_session_and_only_the_cream_elsewhere() {
    let allergy = |device: &str| json!({ "allergy_local_anaesthetic": true, "device": device });
    let skinpen = screen("2026-05-10", allergy("skinpen_precision"));
    assert_eq!(skinpen["outcome"], "absolute", "the label is stricter");
    let other = screen("2026-05-10", allergy("generic_pen"));
    assert_eq!(
        other["outcome"], "caution",
        "a session may go on without numbing"
    );
    assert_eq!(other["numbing"]["verdict"], "block");
}

#[test]
fn an_ester_allergy_leaves_plain_lidocaine() {
    let verdict = screen(
        "2026-05-10",
        json!({
            "allergy_local_anaesthetic": { "class": "ester" },
            "numbing_product": "lidocaine_4_cream"
        }),
    );
    assert_eq!(
        verdict["numbing"]["blocked"],
        json!(["compounded", "lidocaine_tetracaine_7_7"]),
        "what a compounded cream holds is not on record"
    );
    assert_eq!(verdict["numbing"]["verdict"], "ok");
}

#[test]
fn a_blood_condition_is_a_caution_only_where_it_meets_the_planned_cream() {
    let planned = |product: Value| {
        let mut answers = json!({ "methaemoglobinaemia": true });
        if !product.is_null() {
            answers["numbing_planned"] = product;
        }
        screen("2026-05-10", answers)
    };
    assert_eq!(planned(json!("lidocaine_prilocaine"))["outcome"], "caution");
    assert_eq!(planned(json!("lidocaine"))["outcome"], "info");
    assert_eq!(
        planned(Value::Null)["outcome"],
        "caution",
        "nothing is named yet"
    );
}

#[test]
fn the_two_allergies_asked_apart_block_their_own_creams() {
    let blocked = |answers: Value| screen("2026-05-10", answers)["numbing"]["blocked"].clone();
    assert_eq!(
        blocked(json!({ "paba_allergy": true })),
        json!(["compounded", "lidocaine_tetracaine_7_7"])
    );
    assert_eq!(
        blocked(json!({ "sulfonamide_allergy": true })),
        json!(["compounded", "lidocaine_prilocaine_2.5_2.5"])
    );
    assert_eq!(
        blocked(json!({ "paba_or_sulfonamide_allergy": true }))
            .as_array()
            .map(Vec::len),
        Some(3),
        "not told apart, both count"
    );
}

// R23, R24, R39

#[test]
fn a_doctors_letter_lifts_what_it_answers_and_nothing_else() {
    let letter = |mut answers: Value| {
        answers["doctor_letter_on_file"] = json!(true);
        screen("2026-05-10", answers)["outcome"].clone()
    };
    assert_eq!(letter(json!({ "immunosuppressed": true })), "caution");
    assert_eq!(letter(json!({ "diabetes": "uncontrolled" })), "caution");
    assert_eq!(letter(json!({ "heart_condition": true })), "info");
    assert_eq!(letter(json!({ "active_infection": true })), "defer");
    assert_eq!(letter(json!({ "bleeding_disorder": true })), "absolute");
}

// R37

#[test]
fn a_session_too_soon_after_the_last_waits_two_weeks_and_needs_a_reason_until_four() {
    let on = |day: &str| screen(day, json!({ "last_session": "2026-05-04" }));
    assert_eq!(on("2026-05-17")["outcome"], "defer", "13 days");
    assert_eq!(on("2026-05-17")["eligible_from"], "2026-05-18");
    assert_eq!(on("2026-05-18")["outcome"], "caution", "14 days");
    assert_eq!(on("2026-05-31")["outcome"], "caution", "27 days");
    assert_eq!(on("2026-06-01")["outcome"], "clear", "28 days");
}

#[test]
fn an_open_reaction_of_grade_two_defers_without_a_date_and_grade_one_does_not() {
    let graded = |grade: Value| {
        screen(
            "2026-06-03",
            json!({ "last_session": "2026-05-04", "open_adverse_event": { "ctcae_grade": grade } }),
        )
    };
    assert_eq!(graded(json!(2))["outcome"], "defer");
    assert_eq!(graded(json!(2))["eligible_from"], Value::Null);
    assert_eq!(graded(json!(1))["outcome"], "clear");
    assert_eq!(
        graded(Value::Null)["outcome"],
        "defer",
        "not graded may be any grade"
    );
}

// R40

#[test]
fn a_use_outside_the_devices_clearance_is_a_caution_once_everything_is_chosen() {
    let plan = |zones: Value, skin: u8| {
        json!({
            "appointment_date": "2026-05-10",
            "answers": { "fitzpatrick": skin },
            "device": "skinpen_precision", "zones": zones, "concern": "wrinkles"
        })
    };
    let rules = |input: Value| answer("screening", &input)["rules"].clone();
    assert_eq!(rules(plan(json!(["neck"]), 3)), json!([]), "cleared");
    assert_eq!(rules(plan(json!(["neck", "cheeks"]), 3)), json!(["R40"]));
    assert_eq!(
        rules(plan(json!(["neck"]), 1)),
        json!(["R40"]),
        "the clearance for the neck is for types II to IV"
    );
}
