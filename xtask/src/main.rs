//! The tasks of the house: `cargo xtask <task>`. It depends on next to nothing, so that a fresh checkout
//! can say within seconds what it is about to do.

mod advisories;
mod app;
mod bench;
mod bindings;
mod boundaries;
mod failure;
mod fuzz;
mod lockfiles;
mod mutants;
mod package;
mod packages;
mod place;
mod process;
mod run;
mod suite;
mod terminal;

use std::{env, process::ExitCode};

use failure::{Failure, Outcome};
use place::Place;
use terminal::{complain, say};

const HELP: &str = "\
cargo xtask run [--demo] [--headless] [--out DIR]  open Needlebook; --demo: a throw-away fictional clinic;
                                                   --demo --headless: drive a whole visit without a display
cargo xtask test [--only STEP]                     everything, or one step
cargo xtask check                                  the quick part of the tests
cargo xtask bindings                               write the typed surface between window and shell anew
cargo xtask bench [--only NAME] [--small]          measure; results in the target directory, bench/NAME.json
cargo xtask fuzz [--seconds N] [--seed N]          broken lines into `rules check`; 60 seconds unless told
cargo xtask mutants [--module NAME]                break the rules one by one; the tests must notice (an hour)
cargo xtask package                                build a .deb
cargo xtask advisories                             ask the advisory databases (needs a network)
cargo xtask help                                   this list";

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    match obey(&words) {
        Ok(()) => ExitCode::SUCCESS,
        // The last line of a red run is its sum, where scripts look for it.
        Err(Failure::Red(line)) => {
            say(&line);
            ExitCode::FAILURE
        }
        Err(failure) => {
            complain(&failure.to_string());
            ExitCode::from(failure.exit_code())
        }
    }
}

fn obey(words: &[String]) -> Outcome {
    let place = Place::here();
    place.claim()?;
    let (task, rest) = words
        .split_first()
        .map_or(("help", words), |(task, rest)| (task.as_str(), rest));
    match task {
        "run" => run::run(&place, &run::Run::parse(rest)?),
        "test" => suite::test(&place, only(rest)?),
        "check" => none(rest).and_then(|()| suite::check(&place)),
        "bindings" => none(rest).and_then(|()| bindings::regenerate(&place)),
        "bench" => bench::run(&place, &bench::Wish::parse(rest)?),
        "fuzz" => fuzz::run(&place, &fuzz::Wish::parse(rest)?),
        "mutants" => mutants::run(&place, &mutants::Wish::parse(rest)?),
        "package" => none(rest).and_then(|()| package::build(&place)),
        "advisories" => none(rest).and_then(|()| advisories::ask(&place)),
        "help" | "--help" | "-h" => {
            say(HELP);
            Ok(())
        }
        other => Err(Failure::Usage(format!("There is no task {other}."))),
    }
}

fn none(rest: &[String]) -> Outcome {
    match rest.first() {
        None => Ok(()),
        Some(word) => Err(Failure::Usage(format!("{word} is not understood here."))),
    }
}

/// `--only NAME` or nothing.
fn only(rest: &[String]) -> Outcome<Option<&str>> {
    match rest {
        [] => Ok(None),
        [flag, name] if flag == "--only" => Ok(Some(name)),
        _ => Err(Failure::Usage(
            "Only `--only NAME` is understood here.".into(),
        )),
    }
}
