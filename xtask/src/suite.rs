//! `cargo xtask test` and its quick part, `cargo xtask check`: the steps in order, each runnable alone, their
//! real counts added up.

mod rust;
mod ui;

use std::ops::AddAssign;

use crate::{
    app, bindings, boundaries,
    failure::{Failure, Outcome},
    lockfiles,
    packages::{self, Need},
    place::Place,
    process,
    terminal::{complain, say},
};

/// How many checks or tests passed and failed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    pub passed: usize,
    pub failed: usize,
}

impl Tally {
    const PASSED: Self = Self {
        passed: 1,
        failed: 0,
    };
    const FAILED: Self = Self {
        passed: 0,
        failed: 1,
    };

    fn of(passed: bool) -> Self {
        if passed { Self::PASSED } else { Self::FAILED }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Which runs a step is part of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    /// `cargo xtask check` and `cargo xtask test`.
    Always,
    /// `cargo xtask test`.
    Whole,
    /// Only when it is asked for by name: it takes many minutes.
    Named,
}

struct Step {
    name: &'static str,
    when: When,
    run: fn(&Place) -> Outcome<Tally>,
}

const STEPS: &[Step] = &[
    Step {
        name: "fmt",
        when: When::Always,
        run: rust::formatting,
    },
    Step {
        name: "clippy",
        when: When::Always,
        run: rust::lints,
    },
    Step {
        name: "boundaries",
        when: When::Always,
        run: boundaries_hold,
    },
    Step {
        name: "lockfiles",
        when: When::Always,
        run: lockfiles_hold,
    },
    Step {
        name: "bindings",
        when: When::Always,
        run: bindings_are_current,
    },
    Step {
        name: "rust",
        when: When::Whole,
        run: rust::tests,
    },
    Step {
        name: "ui-check",
        when: When::Always,
        run: ui::types,
    },
    Step {
        name: "ui-test",
        when: When::Whole,
        run: ui::tests,
    },
    Step {
        name: "ui-build",
        when: When::Whole,
        run: ui::build,
    },
    Step {
        name: "e2e",
        when: When::Whole,
        run: rust::window_tests,
    },
    Step {
        name: "faults-long",
        when: When::Named,
        run: rust::long_faults,
    },
];

/// Runs every step, or one by name, and ends with the single line of the sum.
pub fn test(place: &Place, only: Option<&str>) -> Outcome {
    let steps: Vec<&Step> = STEPS
        .iter()
        .filter(|step| match only {
            Some(name) => name == step.name,
            None => step.when != When::Named,
        })
        .collect();
    if steps.is_empty() {
        let names: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        return Err(Failure::Usage(format!(
            "There is no such step. The steps: {}",
            names.join(", ")
        )));
    }
    packages::ensure(&[Need::Build, Need::Window])?;
    all(place, &steps)
}

/// Runs the quick steps.
pub fn check(place: &Place) -> Outcome {
    packages::ensure(&[Need::Build])?;
    all(
        place,
        &STEPS
            .iter()
            .filter(|step| step.when == When::Always)
            .collect::<Vec<_>>(),
    )
}

/// A step that fails does not hide what the later ones would say.
fn all(place: &Place, steps: &[&Step]) -> Outcome {
    let mut sum = Tally::default();
    let mut red = Vec::new();
    for step in steps {
        say(&format!("\n== {} ==", step.name));
        let tally = (step.run)(place).unwrap_or_else(|failure| {
            complain(&failure.to_string());
            Tally::FAILED
        });
        if tally.failed > 0 {
            red.push(step.name);
        }
        sum += tally;
    }
    if !red.is_empty() {
        complain(&format!("\nFailed: {}", red.join(", ")));
    }
    let line = format!("{} passed, {} failed", sum.passed, sum.failed);
    if sum.failed == 0 {
        say(&line);
        return Ok(());
    }
    Err(Failure::Red(line))
}

fn boundaries_hold(place: &Place) -> Outcome<Tally> {
    report(boundaries::check(place)?)
}

fn lockfiles_hold(place: &Place) -> Outcome<Tally> {
    report(lockfiles::check(place)?)
}

/// One line for every breach, one count for every rule.
fn report(rules: Vec<boundaries::Verdict>) -> Outcome<Tally> {
    let mut tally = Tally::default();
    for verdict in rules {
        for breach in &verdict.breaches {
            complain(&format!(
                "{}: {} [{}]",
                breach.file, breach.detail, verdict.rule
            ));
        }
        tally += Tally::of(verdict.breaches.is_empty());
    }
    Ok(tally)
}

fn bindings_are_current(place: &Place) -> Outcome<Tally> {
    let difference = bindings::difference(place)?;
    if let Some(line) = &difference {
        complain(line);
    }
    Ok(Tally::of(difference.is_none()))
}

/// Runs a program whose only answer is whether it succeeded.
fn whole(command: &mut std::process::Command) -> Outcome<Tally> {
    process::run(command).map(|()| Tally::PASSED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_stand_in_the_agreed_order() {
        let names: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        assert_eq!(
            names,
            [
                "fmt",
                "clippy",
                "boundaries",
                "lockfiles",
                "bindings",
                "rust",
                "ui-check",
                "ui-test",
                "ui-build",
                "e2e",
                "faults-long"
            ],
            "cheap answers come first, and outside scripts name the steps"
        );
    }
}
