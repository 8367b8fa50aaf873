//! The steps that cargo answers.

use std::process::Command;

use super::{Tally, app, whole};
use crate::{failure::Outcome, place::Place, process, run::axe};

pub fn formatting(place: &Place) -> Outcome<Tally> {
    whole(place.cargo().args(["fmt", "--all", "--check"]))
}

pub fn lints(place: &Place) -> Outcome<Tally> {
    app::some_ui_build(place)?;
    whole(
        place
            .cargo()
            .arg("clippy")
            .args(app::WHOLE_WORKSPACE)
            .args(["--all-targets", "--", "-D", "warnings"]),
    )
}

/// Everything that needs no window.
pub fn tests(place: &Place) -> Outcome<Tally> {
    app::build(place)?;
    counted(
        place
            .cargo()
            .arg("test")
            .args(app::WHOLE_WORKSPACE)
            .arg("--no-fail-fast")
            .env(
                // Tests that kill the programs need to know where they are.
                "NEEDLEBOOK_PROGRAMS",
                place.target.join("debug"),
            ),
    )
}

/// The visit in the real window, by mouse and by keyboard. One window at a time: two would share the cores that
/// the steps are timed on.
pub fn window_tests(place: &Place) -> Outcome<Tally> {
    app::build(place)?;
    counted(
        place
            .cargo()
            .arg("test")
            .args(app::WHOLE_WORKSPACE)
            .args(["--features", "needlebook-tests/window"])
            .args([
                "--test",
                "window",
                "--no-fail-fast",
                "--",
                "--test-threads=1",
                "--nocapture",
            ])
            .env("NEEDLEBOOK_PROGRAMS", place.target.join("debug"))
            .env("NEEDLEBOOK_AXE", axe(place))
            .env("NEEDLEBOOK_E2E_OUT", place.target.join("e2e")),
    )
}

/// Trouble of every kind again, with as many kills and flipped bytes as the promises are measured by.
pub fn long_faults(place: &Place) -> Outcome<Tally> {
    app::build(place)?;
    counted(
        place
            .cargo()
            .arg("test")
            .args(app::WHOLE_WORKSPACE)
            .args(["--features", "needlebook-tests/long"])
            .args(["--test", "faults", "--no-fail-fast", "--", "--nocapture"]),
    )
}

fn counted(command: &mut Command) -> Outcome<Tally> {
    let mut tally = Tally::default();
    let status = process::listen(command, |line| {
        if let Some(counts) = result_line(line) {
            tally += counts;
        }
    })?;
    if !status.success() && tally.failed == 0 {
        // It did not even compile, or died on the way.
        tally += Tally::FAILED;
    }
    Ok(tally)
}

/// `test result: ok. 12 passed; 1 failed; 0 ignored; ...`
fn result_line(line: &str) -> Option<Tally> {
    let counts = line.strip_prefix("test result: ")?;
    let count = |word: &str| {
        let before = counts.split_once(word)?.0;
        before.split_whitespace().last()?.parse().ok()
    };
    Some(Tally {
        passed: count(" passed")?,
        failed: count(" failed")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_counts_are_read_from_each_result_line() {
        let line =
            "test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(
            result_line(line),
            Some(Tally {
                passed: 12,
                failed: 3
            })
        );
        assert_eq!(result_line("running 3 tests"), None);
    }
}
