//! Changing the data key: for the day when somebody leaves who may hold a copy of it (decision 23).
//!
//! Two files change, the key slots and the store, so the slots hold both keys from before the store is exchanged until
//! after it. Whenever the power goes, one of the two opens it, for everybody and for the recovery code:
//!
//! ```text
//! slots: old          store: old      nothing was begun
//! slots: old + new    store: old      cut off: the next unlock says so and clears it away
//! slots: old + new    store: new      the next unlock finishes it
//! slots: new          store: new      done
//! ```
//!
//! What is under keys of its own is not sealed again: documents and photos (their keys are rows of the store), and what
//! lies outside, as older backups, which stay under the key of their day.

use std::fs::{self, File};

use chrono::{DateTime, Utc};
use needlebook_domain::ids::PersonId;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use crate::{
    Store,
    backup::{BackupTrouble, Stage, Watch, content, tell},
    check,
    connection::{Connections, Create, OpenCopy},
    durable,
    error::StoreError,
    folder::{clear_store, remove_if_there, size_of, with_suffix},
    former_key,
    journal::{Fact, Write},
    keys::{Key, Purpose, derive},
};

/// What the journal says about the clinic's data key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyChange {
    /// In milliseconds.
    pub wall_at: i64,
    /// False: it was begun and cut off, and the key before holds.
    pub is_done: bool,
}

/// The last change of the data key, or the last try at one.
///
/// # Errors
/// When the store cannot be read.
pub async fn find_last_change(
    connection: &mut SqliteConnection,
    install: Uuid,
) -> Result<Option<KeyChange>, StoreError> {
    let row = sqlx::query(
        "SELECT kind, wall_at FROM journal
         WHERE entity_id = ? AND kind IN ('data_key_changed', 'data_key_change_cut_off') ORDER BY seq DESC LIMIT 1",
    )
    .bind(install)
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| KeyChange {
        wall_at: row.get("wall_at"),
        is_done: row.get::<&str, _>("kind") == "data_key_changed",
    }))
}

impl Store {
    /// Puts the record under a new data key. Whoever has a way in keeps it, and so does the recovery code; the old key
    /// opens nothing of the record any more. `&mut`, because nobody may read or write meanwhile.
    ///
    /// # Errors
    /// [`BackupTrouble::Stopped`] when `watch` asked to; [`StoreError::StorageFull`]: the record is needed twice for a
    /// while; [`Damage::KeySlot`](crate::error::Damage::KeySlot) for a slot that was exchanged on the disk. The old key
    /// holds then. Should the store not open again, every later call answers [`StoreError::Locked`].
    pub async fn change_data_key(
        &mut self,
        actor: PersonId,
        now: DateTime<Utc>,
        watch: Watch<'_>,
    ) -> Result<(), StoreError> {
        self.mark_head().await?;
        let (old, new) = (self.vault().data_key()?, Key::random()?);
        let folder = self.vault().folder().clone();
        let mut keys = self.vault().key_slots()?;
        keys.begin_change(&old, &new)?;
        folder.save_key_file(&mut keys)?;
        let written = async {
            self.write_under(&new, &old, actor, now, watch).await?;
            self.vault().connections().close().await?;
            self.exchange_store()
        };
        match written.await {
            Err(error) => {
                // In this order: without the second key in the slots nobody looks for what it would open.
                keys.give_up_change();
                folder.save_key_file(&mut keys)?;
                folder.clear_next_store()?;
                self.vault_mut().opened_anew(old).await?;
                return Err(error);
            }
            // Both keys stay in the slots until a later unlock sees which store is there.
            Ok(Exchanged::Perhaps) => {}
            Ok(Exchanged::ForGood) => {
                keys.finish_change();
                // On a full disk both keys stay in the slots, and the next unlock finishes it.
                match folder.save_key_file(&mut keys) {
                    Ok(()) | Err(StoreError::StorageFull) => {}
                    Err(other) => return Err(other),
                }
            }
        }
        self.vault_mut().opened_anew(new).await?;
        // Readable with the key that is gone.
        clear_store(&folder.earlier_store_path())?;
        self.mark_head().await
    }

    /// Writes the whole record beside itself under the new key, with the old key and the word of it in it.
    async fn write_under(
        &self,
        new: &Key,
        old: &Key,
        actor: PersonId,
        now: DateTime<Utc>,
        watch: Watch<'_>,
    ) -> Result<(), StoreError> {
        let folder = self.vault().folder();
        folder.clear_next_store()?;
        let path = folder.next_store_path();
        let key = || derive(new, Purpose::Database);
        let mut copy = self.vault().connections().copy_to(&path, key()?).await?;
        let before = content(copy.source()).await?;
        while let Some(pages) = copy.step().await? {
            tell(
                watch,
                Stage::Copying,
                u64::from(pages.done),
                u64::from(pages.all),
            )?;
            tokio::task::yield_now().await;
        }
        copy.finish().await?;
        tell(watch, Stage::Checking, 0, 1)?;
        {
            let mut made = OpenCopy::open(&path, key()?).await?;
            if !check::pages_are_whole(made.connection()).await?
                || content(made.connection()).await? != before
            {
                return Err(BackupTrouble::NotWhole.into());
            }
        }
        let made = Connections::open(&path, key()?, Create::No).await?;
        let mut write = Write::new(
            made.begin_write().await?,
            self.vault().audit_key(),
            Some(actor),
            now,
        );
        former_key::keep(write.connection(), old).await?;
        write
            .append(self.vault().install(), Fact::DataKeyChanged {})
            .await?;
        write.commit().await?;
        made.close().await?;
        Ok(tell(watch, Stage::Checking, 1, 1)?)
    }

    /// The one step that cannot be half done. Both stores are closed, and neither may have left a log: the name of one
    /// would then lead to pages of the other. An error means that the old store is still there: what goes wrong after the
    /// exchange must not take the new key out of the slots.
    fn exchange_store(&self) -> Result<Exchanged, StoreError> {
        let folder = self.vault().folder();
        let (here, next) = (folder.store_path(), folder.next_store_path());
        for store in [&here, &next] {
            let log = with_suffix(store, "-wal");
            if size_of(&log)?.is_some_and(|bytes| bytes > 0) {
                return Err(StoreError::StorageFull);
            }
        }
        for store in [&here, &next] {
            for suffix in ["-wal", "-shm"] {
                remove_if_there(&with_suffix(store, suffix))?;
            }
        }
        File::options().write(true).open(&next)?.sync_all()?;
        fs::rename(&next, &here)?;
        Ok(match durable::flush_parent(&here) {
            Ok(()) => Exchanged::ForGood,
            Err(_) => Exchanged::Perhaps,
        })
    }
}

/// What is known of the exchange.
enum Exchanged {
    ForGood,
    /// The new store stands there now; the disk did not say that it stays after a power cut.
    Perhaps,
}
