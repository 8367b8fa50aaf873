//! Who was erased, listed beside the record and beside its backups: a backup from before must not bring anybody back
//! (SECURITY fault 27). The list holds hashes of random numbers and tells a stranger nothing.

use std::{collections::BTreeSet, fs, io, path::Path};

use chrono::{DateTime, Utc};
use needlebook_domain::erasure::{Erased, ErasureGround};
use needlebook_domain::ids::PatientId;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{Store, durable, erasure, error::StoreError, hex};

const NAME: &str = "needlebook-erased.txt";

/// The marks of everybody who was erased, one a line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Forgotten(BTreeSet<String>);

impl Forgotten {
    /// What a folder says; one without a list says nothing.
    pub(super) fn read(folder: &Path) -> Result<Self, StoreError> {
        match fs::read_to_string(folder.join(NAME)) {
            Ok(text) => Ok(Self(text.lines().map(str::to_owned).collect())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error.into()),
        }
    }

    pub(super) fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Adds to what the folder says already; nothing is ever taken from the list.
    pub(super) fn add_to(self, folder: &Path) -> Result<(), StoreError> {
        let before = Self::read(folder)?;
        let all = before.clone().and(self);
        if all == before {
            return Ok(());
        }
        let lines: Vec<String> = all.0.into_iter().map(|mark| format!("{mark}\n")).collect();
        durable::replace(&folder.join(NAME), lines.concat().as_bytes())
    }

    fn names(&self, id: PatientId) -> bool {
        self.0.contains(&mark(id.0))
    }
}

fn mark(id: Uuid) -> String {
    hex::encode(&Sha256::digest(id.as_bytes())).to_string()
}

impl Store {
    /// Writes down beside the record who was erased. Done again at every unlock, so that a crash loses nobody.
    ///
    /// # Errors
    /// What the file system refuses.
    pub async fn list_forgotten(&self) -> Result<(), StoreError> {
        let here = self.vault().folder().root();
        self.forgotten().await?.add_to(here)
    }

    /// As [`Store::list_forgotten`], beside the backups in a place. A stick that is not plugged in learns of it with its
    /// next backup.
    ///
    /// # Errors
    /// What the file system refuses.
    pub async fn list_forgotten_in(&self, place: &Path) -> Result<(), StoreError> {
        self.forgotten().await?.add_to(place)
    }

    pub(super) async fn forgotten(&self) -> Result<Forgotten, StoreError> {
        let erased = erasure::list(&mut *self.reader().await?).await?;
        Ok(Forgotten(erased.into_iter().map(mark).collect()))
    }

    /// Erases again whoever was erased since this record was backed up; answers with how many.
    pub(super) async fn forget_again(
        &self,
        forgotten: &Forgotten,
        now: DateTime<Utc>,
    ) -> Result<u32, StoreError> {
        let everybody = crate::patient::list_ids(&mut *self.reader().await?).await?;
        let mut count = 0;
        for id in everybody.into_iter().filter(|id| forgotten.names(*id)) {
            let mut write = self.write(None, now).await?;
            let extent = erasure::find(write.connection(), id).await?;
            let erased = Erased {
                entries: extent.entries.clone(),
                ground: ErasureGround::ErasedBefore,
                reason: String::new(),
                kept_until: now.date_naive(),
                events: extent.events(),
                files: u32::try_from(extent.files.len()).unwrap_or(u32::MAX),
                used: extent.used.clone(),
            };
            erasure::erase(&mut write, id, &extent, erased).await?;
            write.commit().await?;
            self.drop_files(&extent.files).await?;
            count += 1;
        }
        Ok(count)
    }
}
