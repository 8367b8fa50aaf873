//! Laptops that were stolen or lost, each as it was last corrected; what was on one, and what was done since.

mod extent;
mod since;

pub use extent::{before, held, left_outside};
pub use since::{
    LastLock, RestoredFrom, find_last_lock, find_last_of, find_newest_backup, find_restore,
    is_up_to_date, list_new_passphrases, list_treated_since,
};

use crate::error::StoreError;
use crate::row::{parse, text};
use needlebook_domain::ids::LossId;
use needlebook_domain::loss::Loss;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

/// A loss with the version that a correction must name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredLoss {
    pub loss: Loss,
    pub version: u32,
}

pub(crate) async fn record(
    connection: &mut SqliteConnection,
    seq: i64,
    loss: &Loss,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO loss (id, seq, version, body) VALUES (?, ?, 1, ?)")
        .bind(loss.id.0)
        .bind(seq)
        .bind(text(loss)?)
        .execute(connection)
        .await?;
    Ok(())
}

pub(crate) async fn correct(
    connection: &mut SqliteConnection,
    loss: &Loss,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE loss SET version = version + 1, body = ? WHERE id = ?")
        .bind(text(loss)?)
        .bind(loss.id.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// # Errors
/// [`StoreError::NotFound`].
pub async fn get(connection: &mut SqliteConnection, id: LossId) -> Result<StoredLoss, StoreError> {
    let row = sqlx::query("SELECT version, body FROM loss WHERE id = ?")
        .bind(id.0)
        .fetch_optional(connection)
        .await?
        .ok_or(StoreError::NotFound { entity: "loss" })?;
    stored(&row)
}

/// The loss that was recorded last.
///
/// # Errors
/// When the store cannot be read.
pub async fn find_newest(
    connection: &mut SqliteConnection,
) -> Result<Option<StoredLoss>, StoreError> {
    let row = sqlx::query("SELECT version, body FROM loss ORDER BY seq DESC LIMIT 1")
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(stored).transpose()
}

fn stored(row: &SqliteRow) -> Result<StoredLoss, StoreError> {
    Ok(StoredLoss {
        loss: parse(row.get("body"))?,
        version: row.get("version"),
    })
}
