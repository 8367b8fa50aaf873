//! Known weaknesses of what we build from. The databases live on the network, so this stands outside CI and says
//! so when it cannot ask.

use crate::{
    failure::{Failure, Outcome},
    place::Place,
    process,
    terminal::{complain, say},
};

pub fn ask(place: &Place) -> Outcome {
    let mut unanswered = Vec::new();
    if process::exists("cargo-deny") {
        note(
            process::run(place.cargo().args(["deny", "check", "advisories"])),
            "crates",
            &mut unanswered,
        );
    } else {
        unanswered
            .push("crates: `cargo-deny` is not installed (`cargo install cargo-deny`)".to_owned());
    }
    note(
        process::run(place.npm().args(["audit", "--omit=dev"])),
        "npm packages",
        &mut unanswered,
    );
    if unanswered.is_empty() {
        say("No advisory that is not an exception in deny.toml.");
        return Ok(());
    }
    for line in &unanswered {
        complain(line);
    }
    Err(Failure::Red(
        "The databases could not be asked, or they know something. Nothing was proven.".into(),
    ))
}

fn note(outcome: Outcome, what: &str, unanswered: &mut Vec<String>) {
    if let Err(failure) = outcome {
        unanswered.push(format!("{what}: {failure}"));
    }
}
