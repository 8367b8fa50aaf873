//! The clinic's worked cases, through the same entry as `needlebookctl rules check`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a broken fixture must stop the test"
)]

use std::fmt::Write as _;

use needlebook_domain::contract;
use serde_json::Value;

const CASES: &str = include_str!("fixtures/cases.json");

fn cases() -> Vec<Value> {
    let fixture: Value = serde_json::from_str(CASES).expect("the worked cases are JSON");
    fixture["cases"]
        .as_array()
        .expect("a list of cases")
        .clone()
}

fn text<'a>(case: &'a Value, key: &str) -> &'a str {
    case[key].as_str().unwrap_or("")
}

#[test]
fn every_worked_case_comes_out_as_the_clinic_worked_it() {
    let mut wrong = String::new();
    for case in cases() {
        let answer = match contract::answer(text(&case, "kind"), &case["input"]) {
            Ok(answer) => answer,
            Err(error) => {
                let _ = writeln!(wrong, "{}: {error}", text(&case, "id"));
                continue;
            }
        };
        let expected = case["expected"].as_object().expect("expected answers");
        // What another month policy would have given is a remark, not an answer.
        for (key, wanted) in expected.iter().filter(|(key, _)| *key != "alt_if_clamp") {
            if answer[key] != *wanted {
                let (id, got, why) = (text(&case, "id"), &answer[key], text(&case, "reason"));
                let _ = writeln!(wrong, "{id}: {key} is {got}, not {wanted}: {why}");
            }
        }
    }
    assert!(wrong.is_empty(), "worked cases that differ:\n{wrong}");
}

#[test]
fn the_worked_cases_are_all_there_and_cover_every_kind() {
    let cases = cases();
    assert_eq!(cases.len(), 80, "a case that is gone checks nothing");
    for kind in [
        "screening",
        "precare",
        "depth",
        "numbing",
        "course",
        "aftercare",
    ] {
        assert!(
            cases.iter().any(|case| text(case, "kind") == kind),
            "no worked case for {kind}"
        );
    }
}

#[test]
fn no_worked_case_passes_with_a_misspelt_key() {
    for case in cases() {
        let mut input = case["input"].clone();
        input["appointment_dat"] = Value::Null;
        let error = contract::answer(text(&case, "kind"), &input)
            .expect_err("a key nobody knows must not pass as not asked");
        assert_eq!(
            error.path, "input.appointment_dat",
            "the error names the key that is wrong"
        );
    }
}
