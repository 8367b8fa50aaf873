//! Data keys that the clinic had before. Only whoever has the one of today reads them.

use sqlx::{Row, SqliteConnection};

use crate::{
    error::{Damage, StoreError},
    keys::Key,
};

/// Oldest first; none in a record from before there was such a list.
pub(crate) async fn list(connection: &mut SqliteConnection) -> Result<Vec<Key>, StoreError> {
    let known: i64 =
        sqlx::query_scalar("SELECT count(*) FROM sqlite_master WHERE name = 'former_data_key'")
            .fetch_one(&mut *connection)
            .await?;
    if known == 0 {
        return Ok(Vec::new());
    }
    let rows = sqlx::query("SELECT data_key FROM former_data_key ORDER BY number")
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| Key::from_stored(row.get("data_key")).ok_or(Damage::Row.into()))
        .collect()
}

pub(crate) async fn keep(connection: &mut SqliteConnection, key: &Key) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO former_data_key (data_key) VALUES (?)")
        .bind(key.bytes().as_slice())
        .execute(connection)
        .await?;
    Ok(())
}
