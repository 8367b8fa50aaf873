//! What the sheet says to somebody who is not treated today.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

mod support;

use needlebook_documents::not_today::{self, NotToday};
use needlebook_documents::samples;
use needlebook_domain::rule::RuleId;
use needlebook_domain::screening::{ScreeningConfig, ScreeningInput, evaluate};
use serde_json::{Value, json};
use support::{A4, STYLES, page_count, text};

fn asked(answers: Value) -> NotToday {
    let sheet = samples::not_today().unwrap();
    let input = ScreeningInput {
        appointment_date: sheet.asked_on,
        answers: serde_json::from_value(answers).unwrap(),
    };
    NotToday {
        judgement: evaluate(&input, &ScreeningConfig::default()),
        ..sheet
    }
}

fn said(answers: Value) -> String {
    text(&not_today::render(&asked(answers), &A4).unwrap())
}

#[test]
fn dated_waits_name_the_latest_day_and_the_end_of_each() {
    let said = said(json!({
        "topical_retinoid": {"last_use": "2026-11-21"},
        "sunburn_in_area": {"last": "2026-11-15"}
    }));
    for line in [
        "The earliest day: Sunday 29 November 2026.",
        "Retinoid cream. Your skin needs some days without it first",
        "This wait is over on Saturday 28 November 2026",
        "This wait is over on Sunday 29 November 2026",
        "Do not use a home needle roller",
        "We ask the questions again on the day",
    ] {
        assert!(said.contains(line), "no {line:?} in {said}");
    }
}

#[test]
fn what_no_date_ends_promises_no_date() {
    let said = said(json!({
        "cold_sore": "active",
        "topical_retinoid": {"last_use": "2026-11-21"}
    }));
    assert!(said.contains("There is no date yet."), "{said}");
    assert!(!said.contains("The earliest day"), "{said}");
    assert!(said.contains("Call us when it has healed"), "{said}");
}

#[test]
fn a_prescribed_medicine_goes_on() {
    for answers in [
        json!({"anticoagulant_prescribed": true}),
        json!({"immunosuppressed": true}),
        json!({"isotretinoin": {"status": "current"}}),
    ] {
        let said = said(answers);
        assert!(
            said.contains("Keep taking every medicine that a doctor gave you."),
            "{said}"
        );
        assert!(!said.to_lowercase().contains("stop"), "{said}");
    }
}

#[test]
fn what_was_asked_in_private_is_named_on_no_paper() {
    for key in ["pregnant", "breastfeeding"] {
        for answer in [json!(true), json!("unknown")] {
            let said = said(json!({key: answer})).to_lowercase();
            for word in ["pregnan", "breast", "birth or"] {
                assert!(!said.contains(word), "{key}: {said}");
            }
            assert!(said.contains("your own doctor can tell you more"), "{said}");
        }
    }
}

#[test]
fn the_ids_of_the_rules_stay_with_the_clinic() {
    let said = said(json!({
        "keloid": "personal", "bleeding_disorder": true, "diabetes": "uncontrolled"
    }));
    assert!(said.contains("We do not do this treatment for you now."));
    for number in 1..=40 {
        let id = format!("R{number:02}");
        assert!(!said.contains(&id), "{id} stands on the sheet: {said}");
    }
    assert!(RuleId::R13.id() == "R13", "as they are written");
}

#[test]
fn what_nobody_knows_is_not_told_as_if_it_were_so() {
    let said = said(json!({"bleeding_disorder": "unknown"}));
    assert!(
        said.contains("We have to find this out first. Your own doctor may know."),
        "{said}"
    );
    assert!(!said.contains("You could bleed too much"), "{said}");
}

#[test]
fn it_is_one_page_and_in_large_print_two_at_most() {
    for (name, style) in STYLES {
        let sheet = samples::not_today().unwrap();
        let pages = page_count(&not_today::render(&sheet, &style).unwrap());
        assert!(pages <= if style.large { 2 } else { 1 }, "{name}: {pages}");
    }
}
