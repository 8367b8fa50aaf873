//! Taking a table in as one batch, and undoing it.

use super::ImportPlan;
use super::walk::Walk;
use crate::app::App;
use crate::error::{ApiError, FileTrouble};
use crate::role::UseCase;
use crate::work::Running;
use chrono::{DateTime, Utc};
use needlebook_store::journal::Fact;
use needlebook_store::{import, patient, person, search};
use serde::Serialize;
use specta::Type;
use uuid::Uuid;

/// What an import came to.
#[derive(Clone, Copy, Debug, Serialize, Type)]
pub struct ImportDone {
    pub batch: Uuid,
    pub imported: u32,
    pub left_out: u32,
}

/// One import of the past.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ImportBatchView {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub by: String,
    pub rows: u32,
    pub undone: bool,
}

/// Takes the table in: all of it or nothing, in one transaction.
///
/// # Errors
/// [`FileTrouble::BadRows`] unless bad rows are left out; [`FileTrouble::Cancelled`]; [`ApiError::StorageFull`]. Nothing
/// of it is stored then.
pub async fn import_patients(app: &App, plan: ImportPlan) -> Result<ImportDone, ApiError> {
    let open = app.run(UseCase::ImportPatients).await?;
    let path = app.chosen_import()?;
    let now = app.now();
    let today = open.local_date(now);
    let rows = count(&open, &path, &plan, today)?;
    let running = Running::begin(app, rows as usize)?;
    let batch = Uuid::now_v7();
    let mut done = ImportDone {
        batch,
        imported: 0,
        left_out: 0,
    };
    let mut write = open.write(now).await?;
    let first = patient::next_record_number(&mut write).await?;
    let mut number = Number::of(&first)?;
    write.append(batch, Fact::ImportBegun { rows }).await?;
    for read in Walk::begin(&open, &path, &plan, today)? {
        running.step()?;
        let read = read?;
        let known = match &read.patient {
            Ok(patient) if plan.leave_out_known => {
                read.repeated
                    || search::find_same(write.connection(), patient)
                        .await?
                        .is_some()
            }
            _ => false,
        };
        match read.patient {
            Ok(mut patient) if !known => {
                patient.record_number = number.take();
                let id = patient.id.0;
                write
                    .append(id, Fact::PatientImported { patient, batch })
                    .await?;
                done.imported += 1;
            }
            _ => done.left_out += 1,
        }
    }
    write.commit().await?;
    Ok(done)
}

/// Counts the rows; one that cannot be read stops it here, before anything is written.
fn count(
    open: &crate::app::Open,
    path: &std::path::Path,
    plan: &ImportPlan,
    today: chrono::NaiveDate,
) -> Result<u32, ApiError> {
    let mut rows = 0;
    for read in Walk::begin(open, path, plan, today)? {
        if read?.patient.is_err() && !plan.leave_out_bad {
            return Err(FileTrouble::BadRows.into());
        }
        rows += 1;
    }
    Ok(rows)
}

/// Running record numbers.
struct Number {
    prefix: String,
    next: u32,
}

impl Number {
    fn of(first: &str) -> Result<Self, ApiError> {
        first
            .rsplit_once('-')
            .and_then(|(prefix, running)| {
                Some(Self {
                    prefix: prefix.to_owned(),
                    next: running.parse().ok()?,
                })
            })
            .ok_or(ApiError::Internal {
                incident: "record_number".to_owned(),
            })
    }

    fn take(&mut self) -> String {
        let number = format!("{}-{:04}", self.prefix, self.next);
        self.next += 1;
        number
    }
}

/// Every import, newest first.
///
/// # Errors
/// [`ApiError::NotAllowed`].
pub async fn list_imports(app: &App) -> Result<Vec<ImportBatchView>, ApiError> {
    let open = app.run(UseCase::ImportPatients).await?;
    let mut reader = open.store.reader().await?;
    let people = person::list(&mut reader).await?;
    let batches = import::list(&mut reader).await?;
    Ok(batches
        .into_iter()
        .map(|batch| ImportBatchView {
            id: batch.id,
            at: batch.at,
            by: people
                .iter()
                .find(|person| person.id == batch.by)
                .map(|person| person.name.clone())
                .unwrap_or_default(),
            rows: batch.rows,
            undone: batch.undone_at.is_some(),
        })
        .collect())
}

/// Takes a whole batch away again. The journal keeps what came and that it went.
///
/// # Errors
/// [`ApiError::NotFound`]; [`FileTrouble::Used`] once anything was recorded about one of its patients.
pub async fn undo_import(app: &App, batch: Uuid) -> Result<(), ApiError> {
    let open = app.run(UseCase::ImportPatients).await?;
    let mut write = open.write(app.now()).await?;
    let is_here = import::list(write.connection())
        .await?
        .iter()
        .any(|known| known.id == batch && known.undone_at.is_none());
    if !is_here {
        return Err(ApiError::NotFound {
            entity: "import".to_owned(),
        });
    }
    if import::count_used(write.connection(), batch).await? > 0 {
        return Err(FileTrouble::Used.into());
    }
    write.append(batch, Fact::ImportUndone {}).await?;
    Ok(write.commit().await?)
}
