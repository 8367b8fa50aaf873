//! Answers on standard output, refusals on standard error or, for a program, beside the answers.

use crate::trouble::Trouble;
use serde::Serialize;
use serde_json::json;
use std::io::{self, Write};
use std::process::ExitCode;

/// One line of JSON.
///
/// # Errors
/// When standard output is gone.
pub fn answer(value: &impl Serialize) -> Result<(), Trouble> {
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, value)?;
    out.write_all(b"\n")?;
    Ok(out.flush()?)
}

/// JSON for a program, else a sentence.
///
/// # Errors
/// As [`answer`].
pub fn say(as_json: bool, value: &impl Serialize, sentence: &str) -> Result<(), Trouble> {
    if as_json {
        answer(value)
    } else {
        Ok(writeln!(io::stdout().lock(), "{sentence}")?)
    }
}

/// One line, and exit code 1.
pub fn refuse(trouble: &Trouble, as_json: bool) -> ExitCode {
    // Nowhere is left to say so if the streams are gone as well.
    let _ = if as_json {
        writeln!(
            io::stdout().lock(),
            "{}",
            json!({ "error": trouble.to_json() })
        )
    } else {
        writeln!(io::stderr().lock(), "needlebookctl: {trouble}")
    };
    ExitCode::FAILURE
}
