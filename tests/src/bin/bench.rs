//! Measures one thing and writes its rows: `bench startup --app FILE --ctl FILE --out DIR [--small]`,
//! and `bench NAME --out DIR [--small]` for the others. A round of photos runs in a process of its own:
//! `bench import-photos CARD CLINIC`; so do the sheets after a start: `bench sheets-worker`.

use std::{
    env, fs,
    io::{self, Write as _},
    path::PathBuf,
    process::ExitCode,
};

use needlebook_tests::{
    bench::{
        Row, backup, export, import, patient, photos, reports, rules,
        search::{self, Sizes},
        session, sheets, startup,
    },
    trouble::{Outcome, Trouble},
};

/// Enough rounds for a median to quote, and few enough for a first look.
const ROUNDS: usize = 9;
const SMALL_ROUNDS: usize = 3;
const PHOTOS: u8 = 8;
const SMALL_PHOTOS: u8 = 4;
const EXPORTED: u8 = 60;
/// People in a register that is backed up.
const REGISTER: usize = 20_000;
const SMALL_REGISTER: usize = 2_000;
/// Patients with forty sessions each.
const CLINIC: usize = 25_000;
const SMALL_CLINIC: usize = 500;
/// Sessions that a report counts.
const REPORTED: usize = 50_000;
const SMALL_REPORTED: usize = 5_000;
/// Cases that the rules answer.
const CASES: usize = 100_000;
const SMALL_CASES: usize = 10_000;
/// Rows of a table.
const TABLE: usize = 20_000;
const SMALL_TABLE: usize = 2_000;

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
    if let [name, card, clinic] = words.as_slice()
        && name == "import-photos"
    {
        let [ms, peak, page] = photos::worker(card.as_ref(), clinic.as_ref())?;
        let _ = writeln!(io::stdout(), "{ms} {peak} {page}");
        return Ok(true);
    }
    if let [name] = words.as_slice()
        && name == "sheets-worker"
    {
        let _ = writeln!(io::stdout(), "{}", sheets::worker()?);
        return Ok(true);
    }
    let after = |flag: &str| {
        let at = words.iter().position(|word| word == flag)?;
        words.get(at + 1).map(PathBuf::from)
    };
    let missing = |what: &str| Trouble::Unexpected(format!("{what} is missing"));
    let out = after("--out").ok_or_else(|| missing("--out DIR"))?;
    let small = words.iter().any(|word| word == "--small");
    let rounds = if small { SMALL_ROUNDS } else { ROUNDS };
    let name = words.first().map_or("", String::as_str);
    let rows = match name {
        "startup" => {
            let programs = startup::Programs {
                app: after("--app").ok_or_else(|| missing("--app FILE"))?,
                ctl: after("--ctl").ok_or_else(|| missing("--ctl FILE"))?,
            };
            startup::measure(&programs, rounds)?
        }
        "photos" => {
            let photos = if small { SMALL_PHOTOS } else { PHOTOS };
            photos::measure(&out.join("photos"), photos, rounds)?
        }
        "export" => {
            let photos = if small { SMALL_PHOTOS } else { EXPORTED };
            export::measure(&out.join("exports"), photos, rounds)?
        }
        "import" => {
            let rows = if small { SMALL_TABLE } else { TABLE };
            import::measure(&out.join("imports"), rows, rounds)?
        }
        "backup" => {
            let (register, photos) = if small {
                (SMALL_REGISTER, SMALL_PHOTOS)
            } else {
                (REGISTER, EXPORTED)
            };
            backup::measure(&out.join("backups"), register, photos, rounds)?
        }
        "patient" => {
            let patients = if small { SMALL_CLINIC } else { CLINIC };
            patient::measure(&out.join("patients"), patients, rounds)?
        }
        "reports" => {
            let sessions = if small { SMALL_REPORTED } else { REPORTED };
            reports::measure(&out.join("reported"), sessions, rounds)?
        }
        "rules" => rules::measure(if small { SMALL_CASES } else { CASES }, rounds)?,
        "sheets" => sheets::measure(&out.join("sheets"), rounds)?,
        "session" => session::measure(&out.join("sessions"), rounds)?,
        "search" => {
            let sizes = if small { Sizes::SMALL } else { Sizes::WHOLE };
            search::measure(&out.join("registers"), sizes, rounds)?
        }
        _ => {
            return Err(missing(
                "the name of a measurement (startup, search, patient, photos, import, export, session, reports, rules, sheets, backup)",
            ));
        }
    };
    write(&out, name, &rows)?;
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
    let judged = match row.statistic {
        "p99" => row.p99,
        _ => row.median,
    };
    let beside = match (row.floor, row.ratio) {
        (Some(floor), Some(ratio)) => format!(" beside {floor:.1}, ratio {ratio:.2}"),
        _ => String::new(),
    };
    let _ = writeln!(
        io::stdout(),
        "{}: {} {judged:.2} {}{beside}, {verdict} the budget of {} (n = {})",
        row.name,
        row.statistic,
        row.unit,
        row.budget,
        row.n
    );
}
