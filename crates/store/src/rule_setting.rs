//! What the medical lead changed in the rules, one row a change.

use crate::device_profile;
use crate::error::StoreError;
use crate::row::{parse, text};
use needlebook_domain::rule_settings::{RuleSettings, SettingChange};
use sqlx::SqliteConnection;

pub(crate) async fn put(
    connection: &mut SqliteConnection,
    seq: i64,
    change: &SettingChange,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO rule_setting (seq, key, revision, body) VALUES (?, ?, ?, ?)")
        .bind(seq)
        .bind(change.key.id())
        .bind(change.revision)
        .bind(text(change)?)
        .execute(connection)
        .await?;
    Ok(())
}

/// Every change, oldest first.
///
/// # Errors
/// When the store cannot be read.
pub async fn list_changes(
    connection: &mut SqliteConnection,
) -> Result<Vec<SettingChange>, StoreError> {
    let bodies: Vec<String> = sqlx::query_scalar("SELECT body FROM rule_setting ORDER BY seq")
        .fetch_all(connection)
        .await?;
    bodies.iter().map(|body| parse(body)).collect()
}

/// The settings in force.
///
/// # Errors
/// When the store cannot be read.
pub async fn in_force(connection: &mut SqliteConnection) -> Result<RuleSettings, StoreError> {
    after_revision(connection, u32::MAX).await
}

/// The settings and device profiles as they were after a change, whichever of them it changed.
///
/// # Errors
/// When the store cannot be read.
pub async fn after_revision(
    connection: &mut SqliteConnection,
    revision: u32,
) -> Result<RuleSettings, StoreError> {
    let mut changes = list_changes(connection).await?;
    changes.retain(|change| change.revision <= revision);
    let mut profiles = device_profile::list_changes(connection).await?;
    profiles.retain(|change| change.revision <= revision);
    Ok(RuleSettings::after(&changes, &profiles))
}
