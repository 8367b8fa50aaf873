//! Finding a patient while typing, through the use case and on the encrypted store, beside a scan of one contiguous folded
//! buffer in memory that counts every hit. Both answer each query in turn, so that a busy machine slows both.

pub(super) mod people;
pub(super) mod store;

use std::{path::Path, time::Instant};

use memchr::memmem;
use needlebook_api::{App, search};
use needlebook_store::fold::{digits, folded, words};
use people::{Kind, Person, Query};

use super::{Row, quantile};
use crate::trouble::{Outcome, Trouble};

/// At most this many times the scan's p99.
const SCAN_BUDGET: f64 = 1.25;
/// At most this many times the median of a register a hundredth of the size.
const GROWTH_BUDGET: f64 = 4.0;
/// Names found in spite of one slip, at least; and within so many milliseconds.
const TYPO_SHARE: f64 = 0.95;
const TYPO_MILLISECONDS: f64 = 20.0;
/// The answers of one key press.
const MOST_HITS: usize = 20;

/// How many people the three registers hold: the one that growth is counted from, the one compared with the scan, and
/// the one that growth is counted to.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    pub from: usize,
    pub compared: usize,
    pub to: usize,
}

impl Sizes {
    pub const WHOLE: Self = Self {
        from: 10_000,
        compared: 100_000,
        to: 1_000_000,
    };
    pub const SMALL: Self = Self {
        from: 1_000,
        compared: 10_000,
        to: 20_000,
    };
}

/// The answers of one run over one register.
struct Answers {
    ours: Vec<f64>,
    scan: Vec<f64>,
    typos: Vec<f64>,
    typos_found: usize,
    plain_found: usize,
    plain: usize,
}

/// Measures all of it. The registers are built once and kept in `cache`.
pub fn measure(cache: &Path, sizes: Sizes, rounds: usize) -> Outcome<Vec<Row>> {
    let runtime = tokio::runtime::Runtime::new().map_err(Trouble::file(cache))?;
    let run = |size| runtime.block_on(ask_all(cache, size, rounds));
    let (from, compared, to) = (run(sizes.from)?, run(sizes.compared)?, run(sizes.to)?);
    let growth = quantile(&to.ours, 0.5) / quantile(&from.ours, 0.5);
    let ratio = quantile(&compared.ours, 0.99) / quantile(&compared.scan, 0.99);
    let found = share(compared.typos_found, compared.typos.len());
    let plain = share(compared.plain_found, compared.plain);
    let slow = quantile(&compared.typos, 0.99);
    Ok(vec![
        Row {
            name: "search_beside_scan",
            floor: Some(quantile(&compared.scan, 0.99)),
            ratio: Some(ratio),
            budget: SCAN_BUDGET,
            budget_of: "ratio",
            within: ratio <= SCAN_BUDGET,
            ..row("us", "p99", &compared.ours)
        },
        Row {
            name: "search_growth",
            floor: Some(quantile(&from.ours, 0.5)),
            ratio: Some(growth),
            budget: GROWTH_BUDGET,
            budget_of: "ratio",
            within: growth <= GROWTH_BUDGET,
            ..row("us", "median", &to.ours)
        },
        Row {
            name: "search_typos_found",
            n: compared.typos.len(),
            median: found,
            p99: found,
            better: "higher",
            budget: TYPO_SHARE,
            within: found >= TYPO_SHARE,
            ..row("share", "median", &[])
        },
        Row {
            name: "search_typo_time",
            budget: TYPO_MILLISECONDS * 1_000.0,
            within: slow <= TYPO_MILLISECONDS * 1_000.0,
            ..row("us", "p99", &compared.typos)
        },
        Row {
            name: "search_plain_spellings_found",
            n: compared.plain,
            median: plain,
            p99: plain,
            better: "higher",
            budget: 1.0,
            within: plain >= 1.0,
            ..row("share", "median", &[])
        },
    ])
}

fn row(unit: &'static str, statistic: &'static str, values: &[f64]) -> Row {
    Row {
        name: "",
        unit,
        n: values.len(),
        median: quantile(values, 0.5),
        p99: quantile(values, 0.99),
        statistic,
        better: "lower",
        floor: None,
        ratio: None,
        budget: 0.0,
        budget_of: "value",
        within: false,
    }
}

fn share(part: usize, of: usize) -> f64 {
    part as f64 / of.max(1) as f64
}

async fn ask_all(cache: &Path, size: usize, rounds: usize) -> Outcome<Answers> {
    let people = people::people(size);
    let app = store::open(cache, &people).await?;
    let buffer = buffer(&people);
    let queries = people::queries(&people);
    let mut answers = Answers {
        ours: Vec::new(),
        scan: Vec::new(),
        typos: Vec::new(),
        typos_found: 0,
        plain_found: 0,
        plain: 0,
    };
    for round in 0..=rounds {
        for query in &queries {
            let begun = Instant::now();
            let hits = ask(&app, &query.typed).await?;
            let ours = microseconds(begun);
            let begun = Instant::now();
            let counted = scan(&buffer, query);
            let scanned = microseconds(begun);
            std::hint::black_box(counted);
            // The first round warms both.
            if round == 0 {
                judge(&mut answers, &people, query, &hits);
                continue;
            }
            answers.ours.push(ours);
            answers.scan.push(scanned);
            if query.kind == Kind::Typo {
                answers.typos.push(ours);
            }
        }
    }
    answers.typos_found *= rounds;
    store::close(app).await?;
    Ok(answers)
}

fn microseconds(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1e6
}

async fn ask(app: &App, typed: &str) -> Outcome<Vec<String>> {
    let found = search::search_patients(app, typed.to_owned())
        .await
        .map_err(|error| Trouble::Unexpected(error.to_string()))?;
    Ok(found.hits.into_iter().map(|hit| hit.family).collect())
}

/// A slip is forgiven when the family name that was meant is among the answers; a plain spelling finds its name, or as
/// many others as a screen shows.
fn judge(answers: &mut Answers, people: &[Person], query: &Query, hits: &[String]) {
    let person = &people[query.means];
    let meant = || hits.contains(&person.family);
    match query.kind {
        Kind::Typo if meant() => answers.typos_found += 1,
        Kind::Family => {
            answers.plain += 1;
            if meant() || hits.len() == MOST_HITS {
                answers.plain_found += 1;
            }
        }
        _ => {}
    }
}

/// A line for each person: name, digits, birth date.
fn buffer(people: &[Person]) -> Vec<u8> {
    let mut lines = String::new();
    for person in people {
        lines.push_str(&folded(&person.given));
        lines.push(' ');
        lines.push_str(&folded(&person.family));
        lines.push(' ');
        lines.push_str(&digits(&person.phone));
        lines.push(' ');
        lines.push_str(&person.birth_on.to_string());
        lines.push('\n');
    }
    lines.into_bytes()
}

/// Counts every line that holds what was typed.
fn scan(buffer: &[u8], query: &Query) -> usize {
    let needle = folded(&query.typed);
    let mut wanted: Vec<String> = match query.kind {
        Kind::TwoWords => words(&needle).collect(),
        _ => vec![needle],
    };
    wanted.sort_by_key(String::len);
    let Some(longest) = wanted.pop() else {
        return 0;
    };
    let others: Vec<_> = wanted.iter().map(memmem::Finder::new).collect();
    memmem::find_iter(buffer, &longest)
        .filter(|at| {
            let from = memchr::memrchr(b'\n', &buffer[..*at]).map_or(0, |end| end + 1);
            let to = memchr::memchr(b'\n', &buffer[*at..]).map_or(buffer.len(), |end| at + end);
            others
                .iter()
                .all(|other| other.find(&buffer[from..to]).is_some())
        })
        .count()
}
