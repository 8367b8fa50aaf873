//! The rows that open sealed files. A file is announced before it is sealed and before it is removed, so a crash in
//! between leaves a row that says so, and [`settle`](crate::Store::settle_files) finishes what was begun.

use crate::error::StoreError;
use crate::journal::Write;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

/// A key as it is kept.
pub(crate) type FileKey = [u8; 32];

/// Keeps the key of a file sealed by [`Store::seal_file`](crate::Store::seal_file), in the write that names the file.
///
/// # Errors
/// When the store refuses.
pub async fn keep_key(
    write: &mut Write<'_>,
    id: Uuid,
    file_key: &FileKey,
    byte_count: u32,
) -> Result<(), StoreError> {
    insert(write.connection(), id, file_key, byte_count, "kept").await
}

pub(crate) async fn announce(
    connection: &mut SqliteConnection,
    id: Uuid,
    file_key: &FileKey,
    byte_count: u32,
) -> Result<(), StoreError> {
    insert(connection, id, file_key, byte_count, "coming").await
}

async fn insert(
    connection: &mut SqliteConnection,
    id: Uuid,
    file_key: &FileKey,
    byte_count: u32,
    state: &'static str,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO sealed_file (id, file_key, byte_count, state) VALUES (?, ?, ?, ?)")
        .bind(id)
        .bind(file_key.as_slice())
        .bind(byte_count)
        .bind(state)
        .execute(connection)
        .await?;
    Ok(())
}

/// Keeps files sealed by [`Store::seal_files`](crate::Store::seal_files), in the write that names them.
///
/// # Errors
/// When the store refuses.
pub async fn keep(write: &mut Write<'_>, ids: &[Uuid]) -> Result<(), StoreError> {
    for id in ids {
        let done =
            sqlx::query("UPDATE sealed_file SET state = 'kept' WHERE id = ? AND state = 'coming'")
                .bind(id)
                .execute(write.connection())
                .await?;
        if done.rows_affected() != 1 {
            return Err(StoreError::NotFound {
                entity: "sealed_file",
            });
        }
    }
    Ok(())
}

/// Shreds files, in the write that no longer names them: once it is committed nothing opens them. Their bytes go with the
/// next [`settle_files`](crate::Store::settle_files).
///
/// # Errors
/// When the store refuses.
pub async fn shred(write: &mut Write<'_>, ids: &[Uuid]) -> Result<(), StoreError> {
    for id in ids {
        sqlx::query("UPDATE sealed_file SET state = 'going', file_key = zeroblob(32) WHERE id = ?")
            .bind(id)
            .execute(write.connection())
            .await?;
    }
    Ok(())
}

/// Files that were announced and never kept, or shredded and perhaps not yet removed.
pub(crate) async fn unsettled(connection: &mut SqliteConnection) -> Result<Vec<Uuid>, StoreError> {
    let rows = sqlx::query("SELECT id FROM sealed_file WHERE state <> 'kept'")
        .fetch_all(connection)
        .await?;
    Ok(rows.iter().map(|row| row.get("id")).collect())
}

pub(crate) async fn forget(
    connection: &mut SqliteConnection,
    ids: &[Uuid],
) -> Result<(), StoreError> {
    for id in ids {
        sqlx::query("DELETE FROM sealed_file WHERE id = ? AND state <> 'kept'")
            .bind(id)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// The key of a kept file.
pub(crate) async fn key(
    connection: &mut SqliteConnection,
    id: Uuid,
) -> Result<FileKey, StoreError> {
    let key: Option<Vec<u8>> =
        sqlx::query_scalar("SELECT file_key FROM sealed_file WHERE id = ? AND state = 'kept'")
            .bind(id)
            .fetch_optional(connection)
            .await?;
    key.and_then(|key| key.try_into().ok())
        .ok_or(StoreError::NotFound {
            entity: "sealed_file",
        })
}
