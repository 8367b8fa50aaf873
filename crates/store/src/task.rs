//! Tasks that wait for somebody, and those that are done.

use crate::error::StoreError;
use crate::journal::Event;
use crate::patient;
use crate::row::{instant, parse, text};
use chrono::{DateTime, NaiveDate, Utc};
use needlebook_domain::ids::{PatientId, PersonId, TaskId};
use needlebook_domain::task::Task;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

/// A task and, once it is done, by whom, when and with what outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredTask {
    pub task: Task,
    pub done: Option<TaskDone>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskDone {
    pub at: DateTime<Utc>,
    pub by: PersonId,
    pub outcome: String,
}

pub(crate) async fn open(
    connection: &mut SqliteConnection,
    seq: i64,
    task: &Task,
) -> Result<(), StoreError> {
    let key = match task.patient {
        Some(id) => Some(patient::key(connection, id).await?),
        None => None,
    };
    sqlx::query("INSERT INTO task (seq, id, patient, kind, due_on, done_at, body) VALUES (?, ?, ?, ?, ?, NULL, ?)")
        .bind(seq)
        .bind(task.id.0)
        .bind(key)
        .bind(text(&task.kind)?.trim_matches('"'))
        .bind(task.due_on.to_string())
        .bind(text(task)?)
        .execute(connection)
        .await?;
    Ok(())
}

pub(crate) async fn done(
    connection: &mut SqliteConnection,
    event: &Event,
    outcome: &str,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE task SET done_at = ?, done_by = ?, outcome = ? WHERE id = ?")
        .bind(event.wall_at)
        .bind(event.actor.unwrap_or(Uuid::nil()))
        .bind(outcome)
        .bind(event.entity_id)
        .execute(connection)
        .await?;
    Ok(())
}

pub(crate) async fn reopen(
    connection: &mut SqliteConnection,
    event: &Event,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE task SET done_at = NULL, done_by = NULL, outcome = NULL WHERE id = ?")
        .bind(event.entity_id)
        .execute(connection)
        .await?;
    Ok(())
}

fn stored(row: &SqliteRow) -> Result<StoredTask, StoreError> {
    let done_at: Option<i64> = row.get("done_at");
    let done = match done_at {
        Some(at) => Some(TaskDone {
            at: instant(at)?,
            by: PersonId(row.get("done_by")),
            outcome: row.get("outcome"),
        }),
        None => None,
    };
    Ok(StoredTask {
        task: parse(row.get("body"))?,
        done,
    })
}

/// # Errors
/// [`StoreError::NotFound`].
pub async fn get(connection: &mut SqliteConnection, id: TaskId) -> Result<StoredTask, StoreError> {
    let row = sqlx::query("SELECT body, done_at, done_by, outcome FROM task WHERE id = ?")
        .bind(id.0)
        .fetch_optional(connection)
        .await?
        .ok_or(StoreError::NotFound { entity: "task" })?;
    stored(&row)
}

/// What is open and due by a date, the most urgent first.
///
/// # Errors
/// When the store cannot be read.
pub async fn list_due(
    connection: &mut SqliteConnection,
    by: NaiveDate,
) -> Result<Vec<Task>, StoreError> {
    let bodies: Vec<String> = sqlx::query_scalar(
        "SELECT body FROM task WHERE done_at IS NULL AND due_on <= ? ORDER BY due_on, seq LIMIT 50",
    )
    .bind(by.to_string())
    .fetch_all(connection)
    .await?;
    bodies.iter().map(|body| parse(body)).collect()
}

/// The newest tasks of a patient, done or not, the newest first.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn list(
    connection: &mut SqliteConnection,
    patient: PatientId,
    limit: u32,
) -> Result<Vec<StoredTask>, StoreError> {
    let key = patient::key(connection, patient).await?;
    let rows = sqlx::query(
        "SELECT body, done_at, done_by, outcome FROM task WHERE patient = ? ORDER BY seq DESC LIMIT ?",
    )
    .bind(key)
    .bind(limit)
    .fetch_all(connection)
    .await?;
    rows.iter().map(stored).collect()
}
