//! Making a backup: copy, read back, seal, rename. Until the rename there is nothing that looks like a backup.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::Path,
};

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use sqlx::{Row, SqliteConnection};

use super::{BackupTrouble, Manifest, Stage, Watch, place::BackupFolder, seal, sealed_copy, tell};
use crate::{
    Store, check,
    connection::OpenCopy,
    durable,
    error::{Damage, StoreError},
    folder::{remove_if_there, size_of},
    hex,
};

/// A backup that counts.
#[derive(Debug, Clone)]
pub struct Made {
    /// The file's name in the place's folder.
    pub file: String,
    pub manifest: Manifest,
    /// Bytes of the backup's file.
    pub bytes: u64,
    /// Documents and photos that were not there yet.
    pub files_copied: u64,
}

impl Store {
    /// Writes a backup into the folder `place`, reads it back, and lets go of those that are no longer kept. The record
    /// goes on being used meanwhile. A backup that was cut off leaves nothing but the sealed files that came so far.
    ///
    /// # Errors
    /// [`StoreError::Backup`] naming what is wrong with the place or the copy; the backups that were there stay.
    pub async fn back_up(&self, place: &Path, watch: Watch<'_>) -> Result<Made, StoreError> {
        let vault = self.vault();
        let folder = BackupFolder::new(place, vault.install());
        let store_bytes = size_of(&vault.folder().store_path())?.unwrap_or(0);
        folder.look(store_bytes)?;
        // What is in the log would otherwise lie twice as far behind.
        self.mark_head().await?;
        let part = folder.file(&format!("{}.part", folder.name(DateTime::UNIX_EPOCH)));
        let made = self.write_backup(&folder, &part, watch).await;
        if made.is_err() {
            let _ = remove_if_there(&part);
        }
        let made = made.map_err(|error| while_writing(error, place))?;
        self.list_forgotten_in(place).await?;
        folder.thin_out()?;
        Ok(made)
    }

    async fn write_backup(
        &self,
        folder: &BackupFolder,
        part: &Path,
        watch: Watch<'_>,
    ) -> Result<Made, StoreError> {
        let source = self.copy_pages(part, watch).await?;
        let mut manifest = self.read_back(part, &source, watch).await?;
        let files_copied = self.copy_sealed(folder, watch).await?;
        let mut file = File::options().read(true).write(true).open(part)?;
        (manifest.store_bytes, manifest.store_sha256) = fingerprint(&mut file)?;
        let keys = self.vault().key_slots()?;
        seal::append(
            &mut file,
            &manifest,
            &keys,
            &self.vault().backup_seal_key()?,
        )?;
        file.sync_all()?;
        let bytes = file.metadata()?.len();
        drop(file);
        let name = folder.name(manifest.made_at);
        let path = folder.file(&name);
        fs::rename(part, &path)?;
        durable::flush_parent(&path)?;
        Ok(Made {
            file: name,
            manifest,
            bytes,
            files_copied,
        })
    }

    /// Copies the pages as they are at one moment; answers with what was in them then.
    async fn copy_pages(&self, part: &Path, watch: Watch<'_>) -> Result<Content, StoreError> {
        let key = self.vault().backup_key()?;
        let mut copy = self.vault().connections().copy_to(part, key).await?;
        let source = content(copy.source()).await?;
        while let Some(pages) = copy.step().await? {
            tell(
                watch,
                Stage::Copying,
                u64::from(pages.done),
                u64::from(pages.all),
            )?;
            // Whoever is at the keyboard comes first.
            tokio::task::yield_now().await;
        }
        copy.finish().await?;
        Ok(source)
    }

    /// Opens what was written, with its own key, and compares.
    async fn read_back(
        &self,
        part: &Path,
        source: &Content,
        watch: Watch<'_>,
    ) -> Result<Manifest, StoreError> {
        tell(watch, Stage::Checking, 0, 1)?;
        let is_whole = async {
            let mut copy = OpenCopy::open(part, self.vault().backup_key()?).await?;
            Ok(check::pages_are_whole(copy.connection()).await?
                && content(copy.connection()).await? == *source)
        };
        match is_whole.await {
            Ok(true) => {}
            Err(_) if !part.exists() => return Err(BackupTrouble::WentAway.into()),
            Ok(false) | Err(StoreError::Damaged { .. }) => {
                return Err(BackupTrouble::NotWhole.into());
            }
            Err(other) => return Err(other),
        }
        tell(watch, Stage::Checking, 1, 1)?;
        Ok(source.manifest(self.vault().install()))
    }

    async fn copy_sealed(
        &self,
        folder: &BackupFolder,
        watch: Watch<'_>,
    ) -> Result<u64, StoreError> {
        let (from, to) = (self.vault().folder().sealed_path(), folder.sealed());
        let files = sealed_copy::list(&from)?;
        let all = files.len() as u64;
        let mut copied = 0;
        for (done, (file, length)) in files.into_iter().enumerate() {
            tell(watch, Stage::Files, done as u64, all)?;
            let (from, to) = (from.clone(), to.clone());
            let is_new =
                tokio::task::spawn_blocking(move || sealed_copy::copy(&from, &to, &file, length))
                    .await
                    .map_err(|_| StoreError::Crypto)??;
            copied += u64::from(is_new);
        }
        Ok(copied)
    }
}

/// What a store holds at one moment, read alike from the live store and from its copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Content {
    pub(super) schema: i64,
    pub(super) hlc: i64,
    pub(super) head: String,
    pub(super) events: i64,
    pub(super) patients: i64,
    pub(super) sessions: i64,
    pub(super) sealed_files: i64,
}

pub(crate) async fn content(connection: &mut SqliteConnection) -> Result<Content, StoreError> {
    let head = sqlx::query("SELECT seq, hlc, h FROM journal ORDER BY seq DESC LIMIT 1")
        .fetch_optional(&mut *connection)
        .await?
        .ok_or(Damage::Row)?;
    let counts = sqlx::query(
        "SELECT (SELECT max(version) FROM _sqlx_migrations) AS schema, (SELECT count(*) FROM patient) AS patients,
                (SELECT count(*) FROM session) AS sessions, (SELECT count(*) FROM sealed_file) AS sealed_files",
    )
    .fetch_one(connection)
    .await?;
    Ok(Content {
        schema: counts.get("schema"),
        hlc: head.get("hlc"),
        head: hex::encode(&head.get::<Vec<u8>, _>("h")).to_string(),
        events: head.get("seq"),
        patients: counts.get("patients"),
        sessions: counts.get("sessions"),
        sealed_files: counts.get("sealed_files"),
    })
}

impl Content {
    fn manifest(&self, install: uuid::Uuid) -> Manifest {
        Manifest {
            format: seal::FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            schema: self.schema,
            install,
            made_at: made_at(self.hlc),
            events: self.events,
            patients: self.patients,
            sessions: self.sessions,
            sealed_files: self.sealed_files,
            head: self.head.clone(),
            store_bytes: 0,
            store_sha256: String::new(),
        }
    }

    /// Whether this is what a manifest promised.
    pub(super) fn is_of(&self, manifest: &Manifest) -> bool {
        self.head == manifest.head
            && self.events == manifest.events
            && self.patients == manifest.patients
            && self.sessions == manifest.sessions
            && self.sealed_files == manifest.sealed_files
    }
}

/// The wall time in a reading of the journal's clock.
fn made_at(hlc: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(hlc >> 16).unwrap_or_default()
}

/// Length and SHA-256 of a whole file.
fn fingerprint(file: &mut File) -> Result<(u64, String), StoreError> {
    let length = file.metadata()?.len();
    Ok((length, digest(file, length)?))
}

/// SHA-256, in hex, of the next `length` bytes.
pub(super) fn digest(file: &mut File, length: u64) -> Result<String, StoreError> {
    let mut hash = Sha256::new();
    let mut chunk = vec![0; 1 << 20];
    let mut left = file.take(length);
    loop {
        match left.read(&mut chunk)? {
            0 => return Ok(hex::encode(&hash.finalize()).to_string()),
            read => hash.update(&chunk[..read]),
        }
    }
}

/// What went wrong while the place was written to, in its own terms: it is full, it went away, or the copy is bad.
fn while_writing(error: StoreError, place: &Path) -> StoreError {
    let trouble = match &error {
        StoreError::Backup(_) => return error,
        StoreError::StorageFull => BackupTrouble::NoRoom,
        StoreError::Io(io) if io.kind() == io::ErrorKind::ReadOnlyFilesystem => {
            BackupTrouble::ReadOnly
        }
        StoreError::Io(_) => BackupTrouble::WentAway,
        _ if !place.is_dir() => BackupTrouble::WentAway,
        _ => return error,
    };
    trouble.into()
}
