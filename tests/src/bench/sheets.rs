//! Setting the aftercare sheet: the first one after the program started beside those that follow, whether the same input
//! gives the same bytes, and, where it is installed, ReportLab printing the same lines.

use std::{collections::BTreeSet, fs, path::Path, process::Command, time::Instant};

use needlebook_api::sheet_samples::{SampleStyle, aftercare_sheet};
use needlebook_documents::SheetLanguage;
use needlebook_domain::clinic::Paper;
use sha2::{Digest as _, Sha256};

use super::{Round, Row, beside_floor, hexadecimal, printed, quantile};
use crate::trouble::{Outcome, Trouble};

/// The first sheet after the start, at most so many times a later one.
const FIRST_BUDGET: f64 = 3.0;
/// Faster than the rival.
const RIVAL_BUDGET: f64 = 1.0;
/// Sheets that follow the first in each process.
const WARM: usize = 25;

/// What one process said of its sheets.
struct Said {
    first: f64,
    warm: f64,
    /// A fingerprint for each different outcome.
    outcomes: BTreeSet<String>,
}

/// # Errors
/// When a sheet cannot be set or a program not be run.
pub fn measure(cache: &Path, rounds: usize) -> Outcome<Vec<Row>> {
    fs::create_dir_all(cache).map_err(Trouble::file(cache))?;
    let lines = lines_of_the_sheet(cache)?;
    let mut firsts = Vec::new();
    let mut rivals = Vec::new();
    let mut outcomes = BTreeSet::new();
    for _ in 0..rounds {
        let said = in_a_new_process()?;
        firsts.push(Round {
            ours: said.first,
            floor: said.warm,
        });
        outcomes.extend(said.outcomes);
        if let Some(floor) = rival(&lines)? {
            rivals.push(Round {
                ours: said.warm,
                floor,
            });
        }
    }
    let mut rows = vec![
        beside_floor("sheet_first_after_start", "ms", &firsts, FIRST_BUDGET),
        Row {
            name: "sheet_outcomes_of_one_input",
            unit: "documents",
            n: rounds * (WARM + 1),
            median: outcomes.len() as f64,
            p99: outcomes.len() as f64,
            statistic: "median",
            better: "lower",
            floor: None,
            ratio: None,
            budget: 1.0,
            budget_of: "value",
            within: outcomes.len() == 1,
        },
    ];
    if !rivals.is_empty() {
        rows.push(beside_floor("sheet_warm", "ms", &rivals, RIVAL_BUDGET));
    }
    Ok(rows)
}

/// What a process of its own measures: the first sheet, those that follow, and what came out.
///
/// # Errors
/// When the sheet cannot be set.
pub fn worker() -> Outcome<String> {
    let mut times = Vec::with_capacity(WARM + 1);
    let mut outcomes = BTreeSet::new();
    for _ in 0..=WARM {
        let begun = Instant::now();
        let bytes = sheet()?;
        times.push(begun.elapsed().as_secs_f64() * 1_000.0);
        outcomes.insert(hexadecimal(&Sha256::digest(&bytes)));
    }
    let [first, warm @ ..] = times.as_slice() else {
        return Err(Trouble::Unexpected("no sheet was set".into()));
    };
    let outcomes: Vec<_> = outcomes.into_iter().collect();
    Ok(format!(
        "{first} {} {}",
        quantile(warm, 0.5),
        outcomes.join(" ")
    ))
}

fn in_a_new_process() -> Outcome<Said> {
    let program = std::env::current_exe().map_err(Trouble::file("the measuring program"))?;
    let said = printed(Command::new(program).arg("sheets-worker"))?;
    let mut words = said.split_whitespace();
    let mut figure = || words.next().and_then(|word| word.parse().ok());
    match (figure(), figure()) {
        (Some(first), Some(warm)) => Ok(Said {
            first,
            warm,
            outcomes: words.map(str::to_owned).collect(),
        }),
        _ => Err(Trouble::Unexpected(format!("a round said: {said}"))),
    }
}

fn sheet() -> Outcome<Vec<u8>> {
    let style = SampleStyle {
        language: SheetLanguage::En,
        paper: Paper::A4,
        large_print: false,
    };
    aftercare_sheet(style).map_err(|error| Trouble::Unexpected(error.to_string()))
}

/// The text of our own sheet, for others to print.
fn lines_of_the_sheet(cache: &Path) -> Outcome<String> {
    let pdf = cache.join("sheet.pdf");
    fs::write(&pdf, sheet()?).map_err(Trouble::file(&pdf))?;
    let lines = printed(Command::new("pdftotext").arg("-layout").arg(&pdf).arg("-"))?;
    let text = cache.join("sheet.txt");
    fs::write(&text, lines).map_err(Trouble::file(&text))?;
    Ok(text.display().to_string())
}

/// The milliseconds that ReportLab takes for a warm sheet; `None` where it is not installed.
fn rival(lines: &str) -> Outcome<Option<f64>> {
    let there = Command::new("python3")
        .args(["-c", "import reportlab"])
        .output()
        .is_ok_and(|output| output.status.success());
    if !there {
        return Ok(None);
    }
    let script = include_str!("../../bench/reportlab_sheet.py");
    let said = printed(Command::new("python3").args(["-c", script, lines, &WARM.to_string()]))?;
    Ok(said.trim().parse().ok())
}
