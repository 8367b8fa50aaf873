//! Every version of the clinic's own device profiles, one row a decision.

use crate::error::StoreError;
use crate::row::{parse, text};
use needlebook_domain::device::DeviceProfileChange;
use sqlx::SqliteConnection;

pub(crate) async fn put(
    connection: &mut SqliteConnection,
    seq: i64,
    change: &DeviceProfileChange,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO device_profile (seq, profile, version, revision, body) VALUES (?, ?, ?, ?, ?)",
    )
    .bind(seq)
    .bind(change.profile.id.to_string())
    .bind(change.profile.version)
    .bind(change.revision)
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
) -> Result<Vec<DeviceProfileChange>, StoreError> {
    let bodies: Vec<String> = sqlx::query_scalar("SELECT body FROM device_profile ORDER BY seq")
        .fetch_all(connection)
        .await?;
    bodies.iter().map(|body| parse(body)).collect()
}
