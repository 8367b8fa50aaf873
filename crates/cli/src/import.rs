//! `import`: patients from a table, or a whole clinic from its export.

use crate::args::{Args, ImportCommand};
use crate::trouble::Trouble;
use crate::{clinic, terminal};
use needlebook_api::App;
use needlebook_api::import::{
    self, ImportCheck, ImportColumn, ImportDone, ImportField, ImportPlan,
};
use std::path::Path;

/// # Errors
/// When the clinic cannot be unlocked; a table with a row that cannot be read. Nothing is stored then.
pub async fn run(args: &Args, command: &ImportCommand) -> Result<(), Trouble> {
    let app = clinic::unlock(args).await?;
    match command {
        ImportCommand::Patients { file, map } => {
            let done = patients(&app, file, map.as_deref()).await;
            let done = clinic::close(&app, done).await?;
            let sentence = format!("{} patients imported", done.imported);
            terminal::say(args.json, &done, &sentence)
        }
        ImportCommand::Export { folder } => {
            let done = import::import_export(&app, folder).await;
            let done = clinic::close(&app, done.map_err(Trouble::from)).await?;
            let sentence = format!("{} events and {} documents", done.events, done.documents);
            terminal::say(args.json, &done, &sentence)
        }
    }
}

async fn patients(app: &App, file: &Path, map: Option<&str>) -> Result<ImportDone, Trouble> {
    let preview = import::preview_import(app, file).await?;
    let plan = ImportPlan {
        columns: columns(&preview.columns, map)?,
        ..ImportPlan::default()
    };
    let check = import::check_import(app, plan.clone()).await?;
    match first_bad(&check) {
        Some(trouble) => Err(trouble),
        None => Ok(import::import_patients(app, plan).await?),
    }
}

fn first_bad(check: &ImportCheck) -> Option<Trouble> {
    let row = check.bad_rows.first()?;
    let issue = row.issues.first()?;
    Some(Trouble::BadRows {
        count: check.bad,
        row: row.row,
        field: issue.path.clone(),
        code: issue.code,
    })
}

fn columns(found: &[ImportColumn], map: Option<&str>) -> Result<Vec<Option<ImportField>>, Trouble> {
    let Some(map) = map else {
        return Ok(found.iter().map(|column| column.field).collect());
    };
    let mut columns = vec![None; found.len()];
    for pair in map.split(',') {
        let wrong = || Trouble::WrongMap(pair.to_owned());
        let (field, heading) = pair.split_once('=').ok_or_else(wrong)?;
        let field = serde_json::from_value(field.trim().into()).map_err(|_| wrong())?;
        let at = found
            .iter()
            .position(|column| column.heading == heading.trim())
            .ok_or_else(wrong)?;
        columns[at] = Some(field);
    }
    Ok(columns)
}
