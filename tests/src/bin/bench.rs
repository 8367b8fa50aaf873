//! Measures one thing and writes its rows: `bench startup --app FILE --ctl FILE --out DIR [--small]`.

use std::{
    env, fs,
    io::{self, Write as _},
    path::PathBuf,
    process::ExitCode,
};

use needlebook_tests::{
    bench::{Row, startup},
    trouble::{Outcome, Trouble},
};

/// Enough rounds for a median to quote, and few enough for a first look.
const ROUNDS: usize = 9;
const SMALL_ROUNDS: usize = 3;

fn main() -> ExitCode {
    match measure() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(trouble) => {
            let _ = writeln!(io::stderr(), "{trouble}");
            ExitCode::FAILURE
        }
    }
}

/// Whether every figure is within its budget.
fn measure() -> Outcome<bool> {
    let words: Vec<String> = env::args().skip(1).collect();
    let after = |flag: &str| {
        let at = words.iter().position(|word| word == flag)?;
        words.get(at + 1).map(PathBuf::from)
    };
    let missing = |what: &str| Trouble::Unexpected(format!("{what} is missing"));
    let programs = startup::Programs {
        app: after("--app").ok_or_else(|| missing("--app FILE"))?,
        ctl: after("--ctl").ok_or_else(|| missing("--ctl FILE"))?,
    };
    let out = after("--out").ok_or_else(|| missing("--out DIR"))?;
    let rounds = if words.iter().any(|word| word == "--small") {
        SMALL_ROUNDS
    } else {
        ROUNDS
    };
    let rows = match words.first().map(String::as_str) {
        Some("startup") => startup::measure(&programs, rounds)?,
        _ => return Err(missing("the name of a measurement (startup)")),
    };
    write(&out, "startup", &rows)?;
    rows.iter().for_each(tell);
    Ok(rows.iter().all(|row| row.within))
}

fn write(folder: &PathBuf, name: &str, rows: &[Row]) -> Outcome {
    fs::create_dir_all(folder).map_err(Trouble::file(folder))?;
    let path = folder.join(name).with_extension("json");
    let text = serde_json::to_string_pretty(rows)
        .map_err(|error| Trouble::Unexpected(error.to_string()))?;
    fs::write(&path, text + "\n").map_err(Trouble::file(path))
}

fn tell(row: &Row) {
    let verdict = if row.within { "within" } else { "OVER" };
    let _ = writeln!(
        io::stdout(),
        "{}: {:.0} {} beside {:.0}, ratio {:.2}, {verdict} the budget of {} (n = {})",
        row.name,
        row.median,
        row.unit,
        row.floor.unwrap_or_default(),
        row.ratio.unwrap_or_default(),
        row.budget,
        row.n
    );
}
