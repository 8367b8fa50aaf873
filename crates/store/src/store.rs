//! The open record of one clinic: reads, writes, and the mark that tells when an older copy was put back.

use crate::connection::Reader;
use crate::error::StoreError;
use crate::journal::{Verified, Write, verify};
use crate::search::Vocabulary;
use crate::vault::Vault;
use crate::{durable, hex, row, way_in};
use chrono::{DateTime, Utc};
use needlebook_domain::ids::{DocumentId, PersonId};
use serde::{Deserialize, Serialize};
use sqlx::Row;
use uuid::Uuid;

/// The prefix of the first laptop's numbers.
const FIRST_PREFIX: &str = "A";

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
            sqlx::query(
                "INSERT INTO device (id, prefix, enrolled_at, is_this) VALUES (?, ?, ?, 1)",
            )
            .bind(Uuid::now_v7())
            .bind(FIRST_PREFIX)
            .bind(now.timestamp_millis())
            .execute(guard.connection())
            .await?;
        }
        way_in::fill_if_empty(guard.connection()).await?;
        guard.commit().await?;
        Ok(store)
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
        Write::begin(guard, self.vault.audit_key(), actor, now).await
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

    /// Seals a document's bytes beside the store and answers with the key that opens them; the caller keeps it with
    /// [`crate::document::keep_file_key`] in the write that names the document.
    ///
    /// # Errors
    /// [`StoreError::StorageFull`] and others; nothing half-written stays.
    pub async fn seal_file(&self, id: DocumentId, bytes: &[u8]) -> Result<[u8; 32], StoreError> {
        let mut key = [0_u8; 32];
        getrandom::fill(&mut key).map_err(|_| StoreError::Crypto)?;
        self.vault.sealed().put(id.0, &key, bytes.to_vec()).await?;
        Ok(key)
    }

    /// The bytes of a document, exactly as they were made.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; damage when the file is missing or altered.
    pub async fn open_file(&self, id: DocumentId) -> Result<Vec<u8>, StoreError> {
        let key = crate::document::file_key(&mut *self.reader().await?, id).await?;
        self.vault.sealed().get(id.0, &key).await
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
