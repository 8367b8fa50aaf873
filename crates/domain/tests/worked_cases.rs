//! The clinic's worked cases, through the same entry as `needlebookctl rules check`: those the clinic gave, and
//! further ones worked out from the written rules alone (both ends of each wait, month ends, leap days, clock
//! changes, every "don't know", every row of a table, every kind of refusal).

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
const FURTHER: &str = include_str!("fixtures/further_cases.json");
/// The printed depth matrix: usual range and, after the stroke, the depth above which a reason is asked.
const MATRIX: &str = include_str!("fixtures/depth_matrix.txt");

fn listed(fixture: &str, key: &str) -> Vec<Value> {
    let fixture: Value = serde_json::from_str(fixture).expect("the worked cases are JSON");
    fixture[key].as_array().expect("a list of cases").clone()
}

fn cases() -> Vec<Value> {
    listed(CASES, "cases")
}

fn text<'a>(case: &'a Value, key: &str) -> &'a str {
    case[key].as_str().unwrap_or("")
}

/// Everything that differs, a line each, so that one look shows whether a rule moved or a single case.
fn differences(cases: &[Value]) -> String {
    let mut wrong = String::new();
    for case in cases {
        let answer = match contract::answer(text(case, "kind"), &case["input"]) {
            Ok(answer) => answer,
            Err(error) => {
                let _ = writeln!(wrong, "{}: {error}", text(case, "id"));
                continue;
            }
        };
        let expected = case["expected"].as_object().expect("expected answers");
        // What another month policy would have given is a remark, not an answer.
        for (key, wanted) in expected.iter().filter(|(key, _)| *key != "alt_if_clamp") {
            if answer[key] != *wanted {
                let (id, got, why) = (text(case, "id"), &answer[key], text(case, "reason"));
                let _ = writeln!(wrong, "{id}: {key} is {got}, not {wanted}: {why}");
            }
        }
    }
    wrong
}

#[test]
fn every_worked_case_comes_out_as_the_clinic_worked_it() {
    let wrong = differences(&cases());
    assert!(wrong.is_empty(), "worked cases that differ:\n{wrong}");
}

#[test]
fn every_further_case_comes_out_as_the_written_rules_say() {
    let wrong = differences(&listed(FURTHER, "cases"));
    assert!(wrong.is_empty(), "further cases that differ:\n{wrong}");
}

#[test]
fn input_that_makes_no_sense_is_refused_with_its_code_and_path() {
    for case in listed(FURTHER, "refused") {
        let (id, why) = (text(&case, "id"), text(&case, "reason"));
        let error = contract::answer(text(&case, "kind"), &case["input"])
            .expect_err("an answer here would be a guess");
        let told = serde_json::json!({
            "code": error.code, "path": error.path
        });
        assert_eq!(told, case["error"], "{id}: {why}");
    }
}

#[test]
fn every_cell_of_the_depth_matrix_is_the_printed_one() {
    let mut rows = MATRIX.lines().map(str::split_whitespace);
    let concerns: Vec<&str> = rows.next().expect("a head").skip(1).collect();
    let mut cells = 0;
    for mut row in rows {
        let zone = row.next().expect("a zone");
        for (concern, printed) in concerns.iter().zip(row) {
            let input = serde_json::json!({
                "zone": zone, "indication": concern, "depth_mm": 0.25, "device": "generic_pen"
            });
            let answer = contract::answer("depth", &input).expect("a cell");
            let ours = match &answer["recommended_mm"] {
                Value::Null => "-".to_owned(),
                range => format!("{}-{}/{}", range[0], range[1], answer["caution_above_mm"]),
            };
            assert_eq!(ours.replace(".0", ""), printed, "{concern} on the {zone}");
            cells += 1;
        }
    }
    assert_eq!(cells, 21 * 9, "a cell that is gone checks nothing");
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
