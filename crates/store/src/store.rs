//! The open record of one clinic: reads, writes, and the mark that tells when an older copy was put back.

use crate::connection::Reader;
use crate::error::StoreError;
use crate::journal::{Verified, Write, verify};
use crate::keys::random;
use crate::search::Vocabulary;
use crate::vault::Vault;
use crate::{durable, hex, row, sealed_file, way_in};
use chrono::{DateTime, Utc};
use needlebook_domain::ids::PersonId;
use serde::{Deserialize, Serialize};
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

/// An unlocked store.
#[derive(Debug)]
pub struct Store {
    vault: Vault,
    vocabulary: Vocabulary,
}

/// The newest event, kept in its own small file beside the store, so that an older store put back is noticed.
#[derive(Serialize, Deserialize)]
struct HeadMark {
    seq: i64,
    h: String,
}

/// What the head mark said at unlock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadState {
    /// The store holds everything it held when it was last locked.
    Whole,
    /// The store ends before the mark, or went another way: an older copy was put back.
    PutBack,
}

impl Store {
    /// Wraps a vault; a new one learns which laptop it is on.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub async fn open(vault: Vault, now: DateTime<Utc>) -> Result<Self, StoreError> {
        let store = Self {
            vault,
            vocabulary: Vocabulary::default(),
        };
        let mut guard = store.vault.connections().begin_write().await?;
        let known: i64 = sqlx::query_scalar("SELECT count(*) FROM device WHERE is_this = 1")
            .fetch_one(guard.connection())
            .await?;
        if known == 0 {
            enrol(guard.connection(), &prefix(0), now).await?;
        }
        way_in::fill_if_empty(guard.connection()).await?;
        guard.commit().await?;
        Ok(store)
    }

    /// Gives a restored record a device of its own. The laptop it came from may be found again and go on; two that wrote
    /// under one name and one sequence could never be told apart.
    pub(crate) async fn enrol_anew(&self, now: DateTime<Utc>) -> Result<(), StoreError> {
        let mut guard = self.vault.connections().begin_write().await?;
        let known: u32 = sqlx::query_scalar("SELECT count(*) FROM device")
            .fetch_one(guard.connection())
            .await?;
        sqlx::query("UPDATE device SET is_this = 0")
            .execute(guard.connection())
            .await?;
        enrol(guard.connection(), &prefix(known), now).await?;
        guard.commit().await
    }

    /// A connection that can only read.
    ///
    /// # Errors
    /// When the store is locked or cannot be read.
    pub async fn reader(&self) -> Result<Reader, StoreError> {
        self.vault.connections().reader().await
    }

    /// Begins the one write there can be at a time.
    ///
    /// # Errors
    /// When the store is locked or full.
    pub async fn write(
        &self,
        actor: Option<PersonId>,
        now: DateTime<Utc>,
    ) -> Result<Write<'_>, StoreError> {
        let guard = self.vault.connections().begin_write().await?;
        Ok(Write::new(guard, self.vault.audit_key(), actor, now))
    }

    /// The words of all names, for typing errors.
    #[must_use]
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    #[must_use]
    pub fn vault(&self) -> &Vault {
        &self.vault
    }

    /// To tell it of a change of its keys.
    pub fn vault_mut(&mut self) -> &mut Vault {
        &mut self.vault
    }

    /// Moves everything committed from the log into the store file and empties the log.
    ///
    /// # Errors
    /// What the database refuses; nothing committed is lost by that.
    pub async fn checkpoint(&self) -> Result<(), StoreError> {
        self.vault.connections().checkpoint().await
    }

    /// Seals a document's bytes beside the store and answers with the key that opens them; the caller keeps it with
    /// [`sealed_file::keep_key`] in the write that names the document.
    ///
    /// # Errors
    /// [`StoreError::StorageFull`] and others; nothing half-written stays.
    pub async fn seal_file(&self, id: Uuid, bytes: &[u8]) -> Result<[u8; 32], StoreError> {
        let key = random()?;
        self.vault.sealed().put(id, &key, bytes.to_vec()).await?;
        Ok(key)
    }

    /// Seals files that are announced first, so that a crash before [`sealed_file::keep`] leaves none that nobody knows.
    /// For the many files of an import; each gets an id and a key of its own.
    ///
    /// # Errors
    /// [`StoreError::StorageFull`] and others; none of the files stays then.
    pub async fn seal_files(&self, contents: Vec<Vec<u8>>) -> Result<Vec<Uuid>, StoreError> {
        let mut coming: Vec<(Uuid, [u8; 32], Vec<u8>)> = Vec::with_capacity(contents.len());
        for bytes in contents {
            coming.push((Uuid::now_v7(), random()?, bytes));
        }
        let mut guard = self.vault.connections().begin_write().await?;
        for (id, key, bytes) in &coming {
            let count = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
            sealed_file::announce(guard.connection(), *id, key, count).await?;
        }
        guard.commit().await?;
        let ids: Vec<Uuid> = coming.iter().map(|(id, ..)| *id).collect();
        for (id, key, bytes) in coming {
            if let Err(error) = self.vault.sealed().put(id, &key, bytes).await {
                // The disk may be full: give the room back before saying so. What fails here is settled later.
                let _ = self.drop_files(&ids).await;
                return Err(error);
            }
        }
        Ok(ids)
    }

    /// Finishes what a crash broke off: removes files that were announced and never kept, and shredded ones that still lie
    /// there. Run while nothing is being sealed: at unlock, and after a write that shredded.
    ///
    /// # Errors
    /// What the store or the file system refuses; the next time goes on.
    pub async fn settle_files(&self) -> Result<(), StoreError> {
        let ids = sealed_file::unsettled(&mut *self.reader().await?).await?;
        self.drop_files(&ids).await
    }

    /// Removes files that no record names any more, and then their rows.
    ///
    /// # Errors
    /// What the store or the file system refuses; [`Store::settle_files`] goes on.
    pub async fn drop_files(&self, ids: &[Uuid]) -> Result<(), StoreError> {
        if ids.is_empty() {
            return Ok(());
        }
        for id in ids {
            self.vault.sealed().remove(*id).await?;
        }
        let mut guard = self.vault.connections().begin_write().await?;
        sealed_file::forget(guard.connection(), ids).await?;
        guard.commit().await
    }

    /// The bytes of a file, exactly as they were sealed.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; damage when the file is missing or altered.
    pub async fn open_file(&self, id: Uuid) -> Result<Vec<u8>, StoreError> {
        let key = sealed_file::key(&mut *self.reader().await?, id).await?;
        self.vault.sealed().get(id, &key).await
    }

    /// Walks the journal's chain from its first event to its last.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn verify(&self) -> Result<Verified, StoreError> {
        verify(&mut *self.reader().await?, self.vault.audit_key().bytes()).await
    }

    /// Compares the store with the mark left at the last lock.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn head_state(&self) -> Result<HeadState, StoreError> {
        let path = self.vault.folder().head_path();
        let Ok(text) = std::fs::read_to_string(path) else {
            return Ok(HeadState::Whole);
        };
        let Ok(mark) = row::parse::<HeadMark>(&text) else {
            return Ok(HeadState::PutBack);
        };
        let h: Option<Vec<u8>> = sqlx::query_scalar("SELECT h FROM journal WHERE seq = ?")
            .bind(mark.seq)
            .fetch_optional(&mut *self.reader().await?)
            .await?;
        let same = h.is_some_and(|h| *hex::encode(&h) == mark.h);
        Ok(if same {
            HeadState::Whole
        } else {
            HeadState::PutBack
        })
    }

    /// Leaves the mark of the newest event. Written at lock, hourly and at backup.
    ///
    /// # Errors
    /// When the store cannot be read or the file not written.
    pub async fn mark_head(&self) -> Result<(), StoreError> {
        let row = sqlx::query("SELECT seq, h FROM journal ORDER BY seq DESC LIMIT 1")
            .fetch_optional(&mut *self.reader().await?)
            .await?;
        let Some(row) = row else { return Ok(()) };
        let h: Vec<u8> = row.get("h");
        let mark = HeadMark {
            seq: row.get("seq"),
            h: hex::encode(&h).to_string(),
        };
        durable::replace(
            &self.vault.folder().head_path(),
            row::text(&mark)?.as_bytes(),
        )
    }

    /// Marks the head, closes the store well and wipes every key.
    ///
    /// # Errors
    /// What the last checkpoint met; the store is locked all the same.
    pub async fn lock(self) -> Result<(), StoreError> {
        let marked = self.mark_head().await;
        self.vault.lock().await?;
        marked
    }
}

async fn enrol(
    connection: &mut SqliteConnection,
    prefix: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO device (id, prefix, enrolled_at, is_this) VALUES (?, ?, ?, 1)")
        .bind(Uuid::now_v7())
        .bind(prefix)
        .bind(now.timestamp_millis())
        .execute(connection)
        .await?;
    Ok(())
}

/// The prefix of a laptop's numbers: A to Z, then AA, AB and so on.
fn prefix(device: u32) -> String {
    let letter = |index: u32| char::from(b'A' + u8::try_from(index % 26).unwrap_or(0));
    match device / 26 {
        0 => letter(device).to_string(),
        rounds => format!("{}{}", letter(rounds - 1), letter(device)),
    }
}

#[cfg(test)]
mod tests {
    use super::prefix;

    #[test]
    fn every_restored_laptop_numbers_under_letters_of_its_own() {
        let all: Vec<String> = (0..80).map(prefix).collect();
        assert_eq!(all[0], "A");
        assert_eq!(all[1], "B");
        assert_eq!(all[26], "AA");
        let distinct: std::collections::BTreeSet<&String> = all.iter().collect();
        assert_eq!(distinct.len(), all.len());
    }
}
