//! `rules check` and `rules list`: the clinic's rules without a window.

mod check;
mod list;
mod unambiguous;
mod words;

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use clap::Subcommand;
use needlebook_api::ApiError;

/// What to do with the rules.
#[derive(Debug, Clone, Copy, Subcommand)]
pub enum RulesCommand {
    /// Answer cases: one JSON object a line on standard input, one a line on standard output.
    Check,
    /// Every rule with its source, grade and range; a JSON list with --json.
    List,
}

/// Why the rules could not be put to work.
#[derive(Debug, thiserror::Error)]
pub enum RulesError {
    /// The input could not be read or the output not written.
    #[error("reading or writing failed: {0}")]
    Stream(#[from] io::Error),
    /// The words of the rules are not in this build.
    #[error("the words of the rules cannot be read: {0}")]
    Words(#[from] ApiError),
    /// An answer or the words of the rules are not the JSON they should be.
    #[error("not the JSON it should be: {0}")]
    Json(#[from] serde_json::Error),
}

/// Runs a command on standard input and output. The exit code is 0, or 1 if any line had an error or a
/// stream failed.
#[must_use]
pub fn run(command: RulesCommand, json: bool) -> ExitCode {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let done = match command {
        RulesCommand::Check => check::check(io::stdin().lock(), &mut out),
        RulesCommand::List => list::list(&mut out, json).map(|()| true),
    };
    let flushed = out.flush();
    match (done, flushed) {
        (Ok(true), Ok(())) => ExitCode::SUCCESS,
        (Ok(false), Ok(())) => ExitCode::FAILURE,
        (Err(error), _) => refuse(&error),
        (Ok(_), Err(error)) => refuse(&RulesError::Stream(error)),
    }
}

fn refuse(error: &RulesError) -> ExitCode {
    // Nowhere is left to say so if standard error is gone as well.
    let _ = writeln!(io::stderr().lock(), "{error}");
    ExitCode::FAILURE
}
