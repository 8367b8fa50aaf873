//! Starting other programs, each named before it runs.

use std::{
    io::{BufRead as _, BufReader},
    process::{Command, ExitStatus, Stdio},
};

use crate::{
    failure::{Failure, Outcome},
    terminal::say,
};

/// The command as one would type it.
pub fn shown(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(
        command
            .get_args()
            .map(|word| word.to_string_lossy().into_owned()),
    );
    words.join(" ")
}

/// Runs a program with our own terminal and insists that it succeeds.
pub fn run(command: &mut Command) -> Outcome {
    say(&format!("$ {}", shown(command)));
    let status = command
        .status()
        .map_err(|error| not_started(command, &error))?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::Program {
        command: shown(command),
        how: format!("ended with {status}"),
    })
}

/// Runs a program, repeats each line of its standard output as it comes and hands it to `hear` too.
/// Whether it succeeded is the caller's to judge.
pub fn listen(command: &mut Command, mut hear: impl FnMut(&str)) -> Outcome<ExitStatus> {
    say(&format!("$ {}", shown(command)));
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| not_started(command, &error))?;
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            say(&line);
            hear(&line);
        }
    }
    child.wait().map_err(|error| not_started(command, &error))
}

/// The standard output of a program that must succeed; nothing is printed.
pub fn capture(command: &mut Command) -> Outcome<String> {
    let output = command
        .output()
        .map_err(|error| not_started(command, &error))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(Failure::Program {
        command: shown(command),
        how: format!(
            "ended with {}: {}",
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        ),
    })
}

/// Whether a program of this name answers at all.
pub fn exists(program: &str) -> bool {
    Command::new(program)
        .arg("--version")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok()
}

fn not_started(command: &Command, error: &std::io::Error) -> Failure {
    Failure::Program {
        command: shown(command),
        how: format!("could not be started: {error}"),
    }
}
