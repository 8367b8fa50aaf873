//! Whether everything that is kept is as it was written: the pages of the file, the journal, the tables made from it
//! (search among them), and every sealed file.

use std::collections::BTreeMap;

use futures_util::TryStreamExt as _;
use sha2::{Digest, Sha256};
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use crate::error::{Damage, StoreError};
use crate::journal::Verified;
use crate::store::{HeadState, Store};
use crate::{project, session};

/// What a look at everything found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checked {
    Whole(Counts),
    /// The first thing that is not as it was written.
    Broken(Fault),
}

/// What a whole store holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    pub events: i64,
    /// Signed sessions.
    pub sessions: i64,
    /// Documents and photos beside the store.
    pub sealed_files: i64,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A page of the file fails its authentication, or the file's structure is broken.
    Page,
    /// The journal's chain breaks at this event.
    Event { seq: i64 },
    /// The store ends before its head mark: an older one was put back, or acknowledged events are lost.
    PutBack,
    /// A table that screens read says something else than the journal.
    Table { name: &'static str },
    /// A document or photo is gone or altered.
    SealedFile,
}

impl Store {
    /// Looks at everything. Slow on purpose: it reads every page twice, every event and every sealed file, and makes
    /// every table again from the journal in a transaction that is then undone.
    ///
    /// # Errors
    /// When the store cannot be read for another reason than damage; [`StoreError::StorageFull`] when there is no
    /// room to make the tables again.
    pub async fn check(&self) -> Result<Checked, StoreError> {
        match self.look().await {
            Ok(found) => Ok(found),
            Err(StoreError::Damaged {
                what: Damage::StorePage | Damage::StoreUnreadable,
            }) => Ok(Checked::Broken(Fault::Page)),
            Err(other) => Err(other),
        }
    }

    async fn look(&self) -> Result<Checked, StoreError> {
        // Pages are authenticated in the file below the log; what still lies in the log would look altered there.
        self.vault().connections().checkpoint().await?;
        if !pages_are_whole(&mut *self.reader().await?).await? {
            return Ok(Checked::Broken(Fault::Page));
        }
        let events = match self.verify().await? {
            Verified::Whole { events } => events,
            Verified::BrokenAt { seq } => return Ok(Checked::Broken(Fault::Event { seq })),
        };
        if self.head_state().await? == HeadState::PutBack {
            return Ok(Checked::Broken(Fault::PutBack));
        }
        if let Some(name) = self.table_that_differs().await? {
            return Ok(Checked::Broken(Fault::Table { name }));
        }
        let Some(sealed_files) = self.sealed_files_that_open().await? else {
            return Ok(Checked::Broken(Fault::SealedFile));
        };
        let sessions = session::count(&mut *self.reader().await?).await?;
        Ok(Checked::Whole(Counts {
            events,
            sessions,
            sealed_files,
        }))
    }

    /// The first projection that the journal would make differently.
    async fn table_that_differs(&self) -> Result<Option<&'static str>, StoreError> {
        // Never committed: dropping it puts the tables back as they were.
        let mut write = self.vault().connections().begin_write().await?;
        let kept = prints(write.connection()).await?;
        project::rebuild(write.connection()).await?;
        let made = prints(write.connection()).await?;
        Ok(project::TABLES
            .into_iter()
            .find(|table| kept.get(table) != made.get(table)))
    }

    /// How many sealed files there are; `None` when one does not open.
    async fn sealed_files_that_open(&self) -> Result<Option<i64>, StoreError> {
        let mut last = Uuid::nil();
        let mut count = 0;
        loop {
            let rows = sqlx::query(
                "SELECT id, file_key FROM sealed_file WHERE id > ? ORDER BY id LIMIT 200",
            )
            .bind(last)
            .fetch_all(&mut *self.reader().await?)
            .await?;
            if rows.is_empty() {
                return Ok(Some(count));
            }
            for row in rows {
                last = row.get("id");
                let key: Vec<u8> = row.get("file_key");
                let key = key.try_into().map_err(|_| Damage::Row)?;
                match self.vault().sealed().get(last, &key).await {
                    Ok(_) => count += 1,
                    Err(StoreError::Damaged { .. }) => return Ok(None),
                    Err(other) => return Err(other),
                }
            }
        }
    }
}

/// Every page passes its authentication, and the tree of pages is one.
pub(crate) async fn pages_are_whole(connection: &mut SqliteConnection) -> Result<bool, StoreError> {
    let altered: Vec<String> = sqlx::query_scalar("PRAGMA cipher_integrity_check")
        .fetch_all(&mut *connection)
        .await?;
    Ok(altered.is_empty() && structure_is_whole(connection).await?)
}

/// The tree of pages is one.
pub(crate) async fn structure_is_whole(
    connection: &mut SqliteConnection,
) -> Result<bool, StoreError> {
    let said: Vec<String> = sqlx::query_scalar("PRAGMA quick_check(1)")
        .fetch_all(connection)
        .await?;
    Ok(said == ["ok"])
}

/// A fingerprint of every projection: the sum of its rows' hashes, so that their order does not matter.
async fn prints(
    connection: &mut SqliteConnection,
) -> Result<BTreeMap<&'static str, [u8; 32]>, StoreError> {
    let mut prints = BTreeMap::new();
    for table in project::TABLES {
        prints.insert(table, print(connection, table).await?);
    }
    Ok(prints)
}

async fn print(
    connection: &mut SqliteConnection,
    table: &'static str,
) -> Result<[u8; 32], StoreError> {
    let columns: Vec<String> = sqlx::query_scalar("SELECT name FROM pragma_table_info(?)")
        .bind(table)
        .fetch_all(&mut *connection)
        .await?;
    let quoted: Vec<String> = columns
        .iter()
        // How far the words in memory are read. Without an erased patient's events a word is first met later.
        .filter(|column| (table, column.as_str()) != ("name_word", "added"))
        .map(|column| format!("quote(\"{column}\")"))
        .collect();
    let select = format!("SELECT {} FROM \"{table}\"", quoted.join(" || ',' || "));
    let mut rows = sqlx::query_scalar::<_, String>(sqlx::AssertSqlSafe(select)).fetch(connection);
    let mut sum = [0_u8; 32];
    while let Some(row) = rows.try_next().await? {
        for (total, byte) in sum.iter_mut().zip(Sha256::digest(row.as_bytes())) {
            *total ^= byte;
        }
    }
    Ok(sum)
}
