//! A throw-away clinic for the tests of the vault.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "shared by several test files; a test that stops loudly is doing its work"
)]

use needlebook_store::{
    connection::Connections,
    error::StoreError,
    folder::DataFolder,
    keys::{Params, recovery},
    vault::{SetUpKeys, Vault},
};
use tempfile::TempDir;
use uuid::Uuid;

pub const OWNER: Uuid = Uuid::from_u128(0x01);
pub const COLLEAGUE: Uuid = Uuid::from_u128(0x02);
pub const PASSPHRASE: &str = "thimble bodkin selvedge gusset";

pub fn owner() -> SetUpKeys<'static> {
    SetUpKeys {
        person: OWNER,
        name: "Marigold Featherstitch",
        passphrase: PASSPHRASE,
        params: Params::THROW_AWAY,
    }
}

pub fn colleague() -> SetUpKeys<'static> {
    SetUpKeys {
        person: COLLEAGUE,
        name: "Barnaby Selvedge",
        passphrase: "hem stitch basting ladder",
        params: Params::THROW_AWAY,
    }
}

/// An empty folder with nothing in it yet, held by this test.
pub fn empty_folder() -> (TempDir, DataFolder) {
    let temp = tempfile::tempdir().unwrap();
    let folder = DataFolder::open(&temp.path().join("clinic")).unwrap();
    (temp, folder)
}

pub async fn clinic() -> (TempDir, DataFolder, Vault, recovery::Code) {
    let (temp, folder) = empty_folder();
    let (vault, code) = Vault::create(&folder, owner()).await.unwrap();
    vault.finish_set_up().unwrap();
    (temp, folder, vault, code)
}

/// A clinic that was set up, given a table of notes, and locked.
pub async fn locked_clinic() -> (TempDir, DataFolder) {
    let (temp, folder, vault, _) = clinic().await;
    add_notes_table(vault.connections()).await;
    write_note(vault.connections(), "hem").await.unwrap();
    vault.lock().await.unwrap();
    (temp, folder)
}

pub async fn add_notes_table(connections: &Connections) {
    let mut write = connections.begin_write().await.unwrap();
    sqlx::raw_sql("CREATE TABLE scratch (body TEXT NOT NULL) STRICT")
        .execute(write.connection())
        .await
        .unwrap();
    write.commit().await.unwrap();
}

pub async fn write_note(connections: &Connections, body: &str) -> Result<(), StoreError> {
    let mut write = connections.begin_write().await?;
    sqlx::query("INSERT INTO scratch (body) VALUES (?)")
        .bind(body)
        .execute(write.connection())
        .await?;
    write.commit().await
}

pub async fn count_notes(connections: &Connections) -> Result<i64, StoreError> {
    let mut reader = connections.reader().await?;
    Ok(sqlx::query_scalar("SELECT count(*) FROM scratch")
        .fetch_one(&mut *reader)
        .await?)
}
