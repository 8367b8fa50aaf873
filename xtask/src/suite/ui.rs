//! The steps that npm answers.

use std::fs;

use serde::Deserialize;

use super::{Tally, app, whole};
use crate::{
    failure::{Failure, Outcome},
    place::Place,
    process,
};

/// Types, and accessibility warnings as errors.
pub fn types(place: &Place) -> Outcome<Tally> {
    app::install_ui(place)?;
    whole(place.npm().args(["run", "check"]))
}

pub fn build(place: &Place) -> Outcome<Tally> {
    app::build_ui(place).map(|()| Tally::PASSED)
}

/// What vitest writes for machines; it says much more than we need.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Report {
    num_passed_tests: usize,
    num_failed_tests: usize,
    /// False also when a test file could not be loaded at all.
    success: bool,
}

pub fn tests(place: &Place) -> Outcome<Tally> {
    app::install_ui(place)?;
    let report = place.target.join("ui-tests.json");
    // A report of an earlier run must not answer for this one.
    if report.exists() {
        fs::remove_file(&report).map_err(Failure::file(&report))?;
    }
    let outcome = process::run(
        place
            .npm()
            .args(["test", "--", "--reporter=default", "--reporter=json"])
            .arg(format!("--outputFile.json={}", report.display())),
    );
    let Ok(text) = fs::read_to_string(&report) else {
        return outcome.map(|()| Tally::FAILED);
    };
    let report: Report = serde_json::from_str(&text)
        .map_err(|error| Failure::unreadable("vitest's report", error))?;
    let failed = if report.success {
        report.num_failed_tests
    } else {
        report.num_failed_tests.max(1)
    };
    Ok(Tally {
        passed: report.num_passed_tests,
        failed,
    })
}
