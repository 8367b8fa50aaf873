//! Where backups go, which were made, and what the last drill found: read from the journal's own tables.

use needlebook_domain::backup::{BackupMade, BackupPlace, RestoreDrill};
use needlebook_domain::ids::BackupPlaceId;
use sqlx::SqliteConnection;
use uuid::Uuid;

use crate::{
    error::StoreError,
    row::{parse, text},
};

pub(crate) async fn add_place(
    connection: &mut SqliteConnection,
    seq: i64,
    place: &BackupPlace,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO backup_place (id, seq, body) VALUES (?, ?, ?)")
        .bind(place.id.0)
        .bind(seq)
        .bind(text(place)?)
        .execute(connection)
        .await?;
    Ok(())
}

pub(crate) async fn remove_place(
    connection: &mut SqliteConnection,
    id: Uuid,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM backup_place WHERE id = ?")
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

pub(crate) async fn put_made(
    connection: &mut SqliteConnection,
    seq: i64,
    made: &BackupMade,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO backup (place, seq, body) VALUES (?, ?, ?)")
        .bind(made.place.0)
        .bind(seq)
        .bind(text(made)?)
        .execute(connection)
        .await?;
    Ok(())
}

pub(crate) async fn put_drill(
    connection: &mut SqliteConnection,
    seq: i64,
    drill: &RestoreDrill,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO restore_drill (seq, body) VALUES (?, ?)")
        .bind(seq)
        .bind(text(drill)?)
        .execute(connection)
        .await?;
    Ok(())
}

/// Where backups go, in the order in which the places were named.
///
/// # Errors
/// When the store cannot be read.
pub async fn list_places(
    connection: &mut SqliteConnection,
) -> Result<Vec<BackupPlace>, StoreError> {
    let bodies: Vec<String> = sqlx::query_scalar("SELECT body FROM backup_place ORDER BY seq")
        .fetch_all(connection)
        .await?;
    bodies.iter().map(|body| parse(body)).collect()
}

/// The newest good backup of a place.
///
/// # Errors
/// When the store cannot be read.
pub async fn find_last_made(
    connection: &mut SqliteConnection,
    place: BackupPlaceId,
) -> Result<Option<BackupMade>, StoreError> {
    let body: Option<String> =
        sqlx::query_scalar("SELECT body FROM backup WHERE place = ? ORDER BY seq DESC LIMIT 1")
            .bind(place.0)
            .fetch_optional(connection)
            .await?;
    body.map(|body| parse(&body)).transpose()
}

/// The last drill, and when it was written, in milliseconds.
///
/// # Errors
/// When the store cannot be read.
pub async fn find_last_drill(
    connection: &mut SqliteConnection,
) -> Result<Option<(RestoreDrill, i64)>, StoreError> {
    let row: Option<(String, i64)> = sqlx::query_as(
        "SELECT d.body, j.wall_at FROM restore_drill AS d JOIN journal AS j ON j.seq = d.seq
         ORDER BY d.seq DESC LIMIT 1",
    )
    .fetch_optional(connection)
    .await?;
    row.map(|(body, at)| Ok((parse(&body)?, at))).transpose()
}
