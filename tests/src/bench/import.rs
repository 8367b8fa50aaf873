//! A table of patients: read and checked, then taken in, in rows a second.

use std::{fmt::Write as _, fs, path::Path, time::Instant};

use needlebook_api::import::{self, ImportPlan};
use needlebook_api::{ApiError, App};

use super::search::{people, store};
use super::{Row, quantile};
use crate::trouble::{Outcome, Trouble};

/// Rows a second, at least.
const CHECKED: f64 = 20_000.0;
const TAKEN_IN: f64 = 1_500.0;

/// Measures with a table of this many rows, each round in a clinic of its own.
///
/// # Errors
/// When a clinic cannot be made or the table is refused.
pub fn measure(cache: &Path, rows: usize, rounds: usize) -> Outcome<Vec<Row>> {
    fs::create_dir_all(cache).map_err(Trouble::file(cache))?;
    let table = table(cache, rows)?;
    let runtime = tokio::runtime::Runtime::new().map_err(Trouble::file(cache))?;
    let (mut checked, mut taken_in) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        let clinic = cache.join(format!("clinic-{round}"));
        let (check, take) = runtime.block_on(one(&clinic, &table, rows))?;
        fs::remove_dir_all(&clinic).map_err(Trouble::file(&clinic))?;
        checked.push(check);
        taken_in.push(take);
    }
    Ok(vec![
        at_least("csv_checked", &checked, CHECKED),
        at_least("csv_taken_in", &taken_in, TAKEN_IN),
    ])
}

async fn one(clinic: &Path, table: &Path, rows: usize) -> Outcome<(f64, f64)> {
    let app = store::open(clinic, &[]).await?;
    let preview = import::preview_import(&app, table).await.map_err(refused)?;
    let plan = ImportPlan {
        columns: preview.columns.iter().map(|column| column.field).collect(),
        leave_out_known: true,
        ..ImportPlan::default()
    };
    let begun = Instant::now();
    let check = import::check_import(&app, plan.clone())
        .await
        .map_err(refused)?;
    let checked = rows as f64 / begun.elapsed().as_secs_f64();
    if check.bad > 0 {
        return Err(Trouble::Unexpected(format!("{} rows are bad", check.bad)));
    }
    let taken = take_in(&app, plan).await?;
    store::close(app).await?;
    Ok((checked, taken))
}

async fn take_in(app: &App, plan: ImportPlan) -> Outcome<f64> {
    let begun = Instant::now();
    let done = import::import_patients(app, plan).await.map_err(refused)?;
    Ok(f64::from(done.imported) / begun.elapsed().as_secs_f64())
}

fn table(cache: &Path, rows: usize) -> Outcome<std::path::PathBuf> {
    let path = cache.join("patients.csv");
    let mut text = String::from("Family name,Given name,Date of birth,Phone,Email\n");
    for person in people::people(rows) {
        let _ = writeln!(
            text,
            "{},{},{},{},{}",
            person.family, person.given, person.birth_on, person.phone, person.email
        );
    }
    fs::write(&path, text).map_err(Trouble::file(&path))?;
    Ok(path)
}

fn at_least(name: &'static str, values: &[f64], budget: f64) -> Row {
    let median = quantile(values, 0.5);
    Row {
        name,
        unit: "rows/s",
        n: values.len(),
        median,
        p99: quantile(values, 0.99),
        statistic: "median",
        better: "higher",
        floor: None,
        ratio: None,
        budget,
        budget_of: "value",
        within: median >= budget,
    }
}

fn refused(error: ApiError) -> Trouble {
    Trouble::Unexpected(error.to_string())
}
