//! Every decision about a preset, one row each; the newest is how it stands.

use crate::error::StoreError;
use crate::row::{parse, text};
use needlebook_domain::preset::PresetChange;
use sqlx::SqliteConnection;

pub(crate) async fn put(
    connection: &mut SqliteConnection,
    seq: i64,
    change: &PresetChange,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO preset (seq, id, body) VALUES (?, ?, ?)")
        .bind(seq)
        .bind(change.preset.id.0)
        .bind(text(change)?)
        .execute(connection)
        .await?;
    Ok(())
}

/// Every decision, oldest first.
///
/// # Errors
/// When the store cannot be read.
pub async fn list_changes(
    connection: &mut SqliteConnection,
) -> Result<Vec<PresetChange>, StoreError> {
    let bodies: Vec<String> = sqlx::query_scalar("SELECT body FROM preset ORDER BY seq")
        .fetch_all(connection)
        .await?;
    bodies.iter().map(|body| parse(body)).collect()
}
