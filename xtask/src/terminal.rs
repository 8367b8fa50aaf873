//! What the tasks say. Standard output is theirs; lints forbid `println!` in the rest of the house.

use std::io::{self, Write as _};

/// One line for the person waiting. A closed terminal is no reason to stop a build.
pub fn say(line: &str) {
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// One line about what went wrong.
pub fn complain(line: &str) {
    let mut err = io::stderr().lock();
    let _ = writeln!(err, "{line}").and_then(|()| err.flush());
}
