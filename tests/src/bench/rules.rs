//! A hundred thousand cases answered by the rules, beside the same lines read as JSON and written again.

use std::time::Instant;

use needlebook_domain::contract;
use serde_json::Value;

use super::{Round, Row, beside_floor};
use crate::trouble::{Outcome, Trouble};

/// The clinic's own worked cases, over and over.
const CASES: &str = include_str!("../../../crates/domain/tests/fixtures/cases.json");
/// Seconds that a hundred thousand may take as the program ships.
const BUDGET: f64 = 5.0;
const OF: f64 = 100_000.0;

/// Measures with this many cases, counted up to a hundred thousand; the floor runs in turns with them.
///
/// # Errors
/// When a case is no JSON, or is refused.
pub fn measure(cases: usize, rounds: usize) -> Outcome<Vec<Row>> {
    let whole: Value = serde_json::from_str(CASES).map_err(broken)?;
    let lines: Vec<String> = whole["cases"]
        .as_array()
        .into_iter()
        .flatten()
        .map(Value::to_string)
        .collect();
    let share = OF / cases as f64;
    let mut measured = Vec::with_capacity(rounds);
    for _ in 0..rounds {
        measured.push(Round {
            floor: share * timed(&lines, cases, |case| Ok(case.to_string()))?,
            ours: share * timed(&lines, cases, answered)?,
        });
    }
    let row = beside_floor("rules_100000_cases", "s", &measured, BUDGET);
    Ok(vec![Row {
        budget_of: "value",
        within: row.median <= BUDGET,
        ..row
    }])
}

fn timed(lines: &[String], cases: usize, work: impl Fn(&Value) -> Outcome<String>) -> Outcome<f64> {
    let begun = Instant::now();
    let mut written = 0;
    for line in lines.iter().cycle().take(cases) {
        let case: Value = serde_json::from_str(line).map_err(broken)?;
        written += work(&case)?.len();
    }
    if written == 0 {
        return Err(broken("no case was found"));
    }
    Ok(begun.elapsed().as_secs_f64())
}

fn answered(case: &Value) -> Outcome<String> {
    let kind = case["kind"].as_str().unwrap_or_default();
    let answer = contract::answer(kind, &case["input"]).map_err(broken)?;
    serde_json::to_string(&answer).map_err(broken)
}

fn broken(error: impl ToString) -> Trouble {
    Trouble::Unexpected(error.to_string())
}
