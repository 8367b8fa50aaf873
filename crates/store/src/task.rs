//! Tasks that wait for somebody.

use crate::error::StoreError;
use crate::patient;
use crate::row::{parse, text};
use needlebook_domain::task::Task;
use sqlx::SqliteConnection;
use uuid::Uuid;

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
    id: Uuid,
    at: i64,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE task SET done_at = ? WHERE id = ?")
        .bind(at)
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

/// What is still open, the most urgent first.
///
/// # Errors
/// When the store cannot be read.
pub async fn list_open(connection: &mut SqliteConnection) -> Result<Vec<Task>, StoreError> {
    let bodies: Vec<String> = sqlx::query_scalar(
        "SELECT body FROM task WHERE done_at IS NULL ORDER BY due_on, seq LIMIT 50",
    )
    .fetch_all(connection)
    .await?;
    bodies.iter().map(|body| parse(body)).collect()
}
