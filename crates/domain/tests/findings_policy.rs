//! What a finding tells beside its verdict, and what the app asks before it says anything.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a broken case must stop the test"
)]

use needlebook_domain::contract;
use needlebook_domain::screening::questions::QUESTIONS;
use needlebook_domain::screening::{
    Answers, Finding, Outcome, ScreeningAnswer, ScreeningConfig, ScreeningInput, evaluate,
    judge_for_app, unanswered,
};
use serde_json::{Value, json};

fn read(answers: &Value) -> Answers {
    serde_json::from_value(answers.clone()).expect("answers that make sense")
}

fn judged(on: &str, answers: &Value) -> ScreeningAnswer {
    let input = ScreeningInput {
        appointment_date: on.parse().unwrap(),
        answers: read(answers),
    };
    evaluate(&input, &ScreeningConfig::default())
}

fn only_finding(on: &str, answers: &Value) -> Finding {
    let findings = judged(on, answers).findings;
    assert_eq!(findings.len(), 1, "one finding in {answers}");
    findings.into_iter().next().unwrap()
}

fn until(on: &str, answers: Value) -> Value {
    json!(only_finding(on, &answers).until)
}

// What a finding tells

#[test]
fn a_finding_says_when_what_it_says_now_ends() {
    let thinner = json!({ "otc_nsaid_aspirin": { "last_dose": "2026-05-08" } });
    assert_eq!(
        until("2026-05-09", thinner.clone()),
        "2026-05-11",
        "the stop"
    );
    assert_eq!(
        until("2026-05-11", thinner.clone()),
        "2026-05-13",
        "the caution after it"
    );
    assert_eq!(
        until("2026-05-20", thinner),
        "2026-05-13",
        "when it was over"
    );
    let young = json!({ "date_of_birth": "2004-05-11" });
    assert_eq!(until("2026-05-10", young), "2026-05-11");
    let child = json!({ "date_of_birth": "2010-05-11" });
    assert_eq!(until("2026-05-10", child), Value::Null, "a stop has no end");
    assert_eq!(
        until("2026-05-10", json!({ "keloid": "family" })),
        Value::Null
    );
}

#[test]
fn a_sore_beside_an_old_sunburn_leaves_no_date_anywhere() {
    let finding = only_finding(
        "2026-05-10",
        &json!({ "open_wound_or_irritated_in_area": true, "sunburn_in_area": { "last": "2026-05-01" } }),
    );
    assert_eq!((finding.eligible_from, finding.clear_from), (None, None));
}

#[test]
fn a_finding_gives_its_reason_as_a_code() {
    for (answers, reason) in [
        (json!({ "filler": { "last": "2026-05-01" } }), "waiting"),
        (json!({ "filler": { "last": "2026-01-01" } }), "over"),
        (json!({ "filler": { "last": null } }), "date_not_known"),
        (json!({ "filler": null }), "not_known"),
        (
            json!({ "otc_nsaid_aspirin": { "last_dose": "2026-05-07" } }),
            "easing",
        ),
        (json!({ "aha": "still_using" }), "still_using"),
        (json!({ "eczema": "mild" }), "mild"),
        (json!({ "eczema": "severe" }), "yes"),
        (json!({ "new_medicine": true }), "new_medicine"),
        (
            json!({ "open_adverse_event": { "ctcae_grade": 2 } }),
            "open_reaction",
        ),
        (
            json!({ "heart_condition": true, "doctor_letter_on_file": true }),
            "settled",
        ),
        (
            json!({ "scar_age_months": 8, "device": "skinpen_precision" }),
            "device_label",
        ),
        (json!({ "g6pd": null }), "not_known"),
        (json!({ "g6pd": null, "liver_disease": true }), "yes"),
    ] {
        let finding = only_finding("2026-05-10", &answers);
        assert_eq!(json!(finding.reason), reason, "{answers}");
    }
}

#[test]
fn a_new_medicine_is_shown_and_not_knowing_of_one_is_found_out_first() {
    for (said, outcome) in [
        (json!(true), "info"),
        (json!(false), "clear"),
        (json!(null), "defer"),
    ] {
        let verdict = judged("2026-05-10", &json!({ "new_medicine": said }));
        assert_eq!(json!(verdict.outcome), outcome);
    }
}

#[test]
fn pressure_from_others_is_shown_and_left_to_the_practitioner() {
    let verdict = judged("2026-05-10", &json!({ "pressure_from_others": true }));
    assert_eq!(verdict.outcome, Outcome::Info);
    assert_eq!(
        judged("2026-05-10", &json!({ "pressure_from_others": false })).rules,
        []
    );
}

#[test]
fn an_outcome_is_called_the_same_in_the_record_and_on_the_wire() {
    for outcome in [
        Outcome::Clear,
        Outcome::Info,
        Outcome::Caution,
        Outcome::Defer,
        Outcome::Absolute,
    ] {
        assert_eq!(json!(outcome), outcome.id());
    }
}

#[test]
fn findings_stand_worst_first_and_then_by_rule() {
    let verdict = judged(
        "2026-05-10",
        &json!({
            "fitzpatrick": 5, "tattoo_in_area": true, "keloid": "family", "active_infection": true,
            "bleeding_disorder": true, "filler": { "last": "2020-01-01" }
        }),
    );
    let order: Vec<&str> = verdict
        .findings
        .iter()
        .map(|finding| finding.rule.id())
        .collect();
    assert_eq!(order, ["R17", "R14", "R13", "R36", "R26", "R28"]);
}

// The same lasting caution, confirmed with one key (PRACTICE 53)

#[test]
fn only_the_same_lasting_caution_repeats() {
    let lasting = json!({ "cold_sore": "history" });
    let before = judged("2026-04-10", &lasting);
    let again = only_finding("2026-05-10", &lasting);
    assert!(again.repeats(&before), "the same caution as last time");

    let other = judged("2026-04-10", &json!({ "keloid": "family" }));
    assert!(!again.repeats(&other), "another rule spoke then");
    let nothing = judged("2026-04-10", &json!({}));
    assert!(!again.repeats(&nothing), "nothing was said then");
    let stop = judged("2026-04-10", &json!({ "cold_sore": "active" }));
    assert!(
        !again.repeats(&stop),
        "it was worse then, so something changed"
    );

    let unknown = json!({ "g6pd": null });
    let known = judged("2026-04-10", &json!({ "g6pd": true }));
    assert!(
        !only_finding("2026-05-10", &unknown).repeats(&known),
        "the same caution for another reason is a new one"
    );
}

#[test]
fn a_caution_with_an_end_and_what_is_no_caution_never_repeat() {
    let sun = json!({ "strong_sun": { "last": "2026-05-01" } });
    let undated = judged("2026-05-05", &json!({ "strong_sun": null }));
    let dated = only_finding("2026-05-10", &sun);
    assert!(
        !dated.repeats(&judged("2026-05-05", &sun)),
        "it has a date of its own each time"
    );
    assert!(!dated.repeats(&undated));
    let without_end = only_finding("2026-05-10", &json!({ "strong_sun": { "last": null } }));
    assert!(
        !without_end.repeats(&judged("2026-05-05", &sun)),
        "it had a date then"
    );
    let info = json!({ "fitzpatrick": 5 });
    assert!(!only_finding("2026-05-10", &info).repeats(&judged("2026-05-05", &info)));
}

// What the app asks

#[test]
fn every_question_is_asked_in_the_order_of_the_screen_and_the_scar_only_where_there_is_one() {
    let all: Vec<&str> = QUESTIONS
        .iter()
        .map(|question| question.key)
        .filter(|key| *key != "childbirth")
        .collect();
    let but_the_scar: Vec<&str> = all
        .iter()
        .copied()
        .filter(|key| *key != "scar_age_months")
        .collect();
    assert_eq!(
        unanswered(&Answers::default(), &ScreeningConfig::default()),
        but_the_scar
    );
    assert_eq!(
        unanswered(
            &read(&json!({ "concern": "pores" })),
            &ScreeningConfig::default()
        ),
        but_the_scar
    );
    for scar in [
        "acne_scars",
        "deep_acne_scars",
        "surgical_burn_scars",
        "stretch_marks",
    ] {
        assert_eq!(
            unanswered(
                &read(&json!({ "concern": scar })),
                &ScreeningConfig::default()
            ),
            all,
            "{scar}"
        );
    }
}

#[test]
fn an_answer_takes_its_question_off_the_list_and_so_does_not_knowing() {
    let answers = read(&json!({ "acne": "none", "keloid": null }));
    let left = unanswered(&answers, &ScreeningConfig::default());
    assert!(!left.contains(&"acne") && !left.contains(&"keloid"));
    assert_eq!(
        left.len(),
        unanswered(&Answers::default(), &ScreeningConfig::default()).len() - 2
    );
}

#[test]
fn an_unfinished_screening_is_at_least_a_defer_and_a_finished_one_is_its_verdict() {
    let mut everything = serde_json::Map::new();
    for question in QUESTIONS {
        everything.insert(question.key.to_owned(), Value::Null);
    }
    let on = "2026-05-10".parse().unwrap();
    let mut answers = read(&Value::Object(everything));
    answers.tattoo_in_area = needlebook_domain::screening::Asked::NotAsked;
    let config = ScreeningConfig::default();
    let app = |answers: Answers| {
        judge_for_app(
            &ScreeningInput {
                appointment_date: on,
                answers,
            },
            &config,
        )
    };
    assert_eq!(app(answers).missing, ["tattoo_in_area"]);
    let unfinished = app(read(&json!({ "acne": "none" })));
    assert_eq!(unfinished.so_far.outcome, Outcome::Clear);
    assert_eq!(unfinished.outcome, Outcome::Defer);
    let stopped = app(read(&json!({ "bleeding_disorder": true })));
    assert_eq!(stopped.outcome, Outcome::Absolute);
}

#[test]
fn what_may_change_from_day_to_day_is_asked_at_every_visit_and_the_rest_may_be_confirmed_together()
{
    let daily: Vec<&str> = QUESTIONS
        .iter()
        .filter(|question| question.day)
        .map(|question| question.rule.id())
        .collect();
    let mut rules: Vec<&str> = daily;
    rules.sort_unstable();
    rules.dedup();
    assert_eq!(
        rules,
        [
            "R01", "R02", "R03", "R04", "R05", "R06", "R07", "R08", "R11", "R12", "R14", "R16",
            "R21", "R23", "R27", "R28", "R29", "R30", "R35"
        ]
    );
    let lasting_of_these = |rule: &str| {
        QUESTIONS
            .iter()
            .any(|question| question.rule.id() == rule && !question.day)
    };
    assert!(
        rules.iter().all(|rule| !lasting_of_these(rule)),
        "a rule is asked daily as a whole"
    );
}

#[test]
fn pregnancy_childbirth_and_breastfeeding_are_asked_in_private_and_nothing_else_is() {
    let private: Vec<&str> = QUESTIONS
        .iter()
        .filter(|question| question.private)
        .map(|question| question.key)
        .collect();
    assert_eq!(private, ["pregnant", "breastfeeding", "childbirth"]);
}

#[test]
fn a_question_that_can_be_settled_asks_what_settles_it() {
    let follow_ups: Vec<(&str, &str)> = QUESTIONS
        .iter()
        .filter_map(|question| Some((question.key, question.follow_up?)))
        .collect();
    assert_eq!(
        follow_ups,
        [
            ("cold_sore", "antiviral_prescriber_contacted"),
            ("anticoagulant_prescribed", "prescriber_answer_on_file"),
            ("immunosuppressed", "doctor_letter_on_file"),
            ("diabetes", "doctor_letter_on_file"),
            ("heart_condition", "doctor_letter_on_file"),
        ]
    );
}

// What is planned, beside the answers or among them

#[test]
fn a_plan_among_the_answers_counts_before_the_one_beside_them() {
    let verdict = |input: Value| contract::answer("screening", &input).unwrap()["outcome"].clone();
    let allergic = json!({ "allergy_local_anaesthetic": true });
    let mut with_pen = allergic.clone();
    with_pen["device"] = json!("generic_pen");
    assert_eq!(
        verdict(
            json!({ "appointment_date": "2026-05-10", "answers": allergic, "device": "skinpen_precision" })
        ),
        "absolute"
    );
    assert_eq!(
        verdict(
            json!({ "appointment_date": "2026-05-10", "answers": with_pen, "device": "skinpen_precision" })
        ),
        "caution"
    );
}
