//! From a backup to a record: looked at without a key, opened with one, and written into a folder that holds nothing.
//! The live record is not touched before the new one was found whole.

use std::{
    fs::{self, File},
    io::{Seek, SeekFrom},
    path::Path,
};

use chrono::{DateTime, Utc};
use needlebook_domain::ids::PersonId;
use sqlx::Row;
use uuid::Uuid;

use super::{
    BackupTrouble, Manifest, Stage, Watch,
    forgotten::Forgotten,
    make::{Content, content, digest},
    place::sealed_beside,
    seal::{self, Sealed},
    sealed_copy, tell,
};
use crate::{
    Store, check,
    check::{Checked, Fault},
    connection::{OpenCopy, newest_schema},
    error::StoreError,
    folder::{DataFolder, Found, Person, size_of},
    former_key,
    journal::Fact,
    keys::{Key, Purpose, derive, recovery},
    sealed::SealedFiles,
    vault::Vault,
};

/// What a backup says about itself, before anything is opened.
#[derive(Debug, Clone)]
pub struct Preview {
    pub manifest: Manifest,
    /// Who could unlock it when it was made.
    pub people: Vec<Person>,
}

/// What opens a backup: what opened the clinic when it was made.
#[derive(Debug, Clone, Copy)]
pub enum Unlock<'a> {
    Recovery(&'a recovery::Code),
    Passphrase {
        person: Uuid,
        passphrase: &'a str,
    },
    /// The keys of the clinic that is open, for its own backups.
    Open(&'a Vault),
}

/// A record that was written from a backup and found whole.
#[derive(Debug, Clone)]
pub struct Restored {
    pub manifest: Manifest,
    /// Documents and photos that the backup names and its place does not hold.
    pub missing_files: u32,
}

/// A backup whose seal was found to be the clinic's own.
#[derive(Debug)]
struct Opened {
    sealed: Sealed,
    data_key: Key,
}

/// Looks at a backup without any key.
///
/// # Errors
/// [`BackupTrouble::NotABackup`] for another file or half a one, [`BackupTrouble::Newer`], [`BackupTrouble::NoPlace`].
pub fn preview(file: &Path) -> Result<Preview, StoreError> {
    let sealed = read(file)?;
    Ok(Preview {
        people: sealed
            .keys
            .people
            .iter()
            .map(|slot| Person {
                id: slot.person,
                name: slot.name.clone(),
            })
            .collect(),
        manifest: sealed.manifest,
    })
}

/// Looks at every byte of a backup, without restoring it.
///
/// # Errors
/// As [`preview`]; [`StoreError::WrongPassphrase`]; [`BackupTrouble::Altered`].
pub async fn verify(
    file: &Path,
    unlock: Unlock<'_>,
    watch: Watch<'_>,
) -> Result<Manifest, StoreError> {
    Ok(opened(file, unlock, watch).await?.sealed.manifest)
}

/// Writes the record of a backup into a folder that holds nothing, and looks at everything in it. From then on the
/// folder is a laptop of its own: what it writes is never taken for what the old one wrote.
///
/// # Errors
/// As [`verify`]; [`StoreError::AlreadySetUp`]; [`StoreError::StorageFull`]. The folder then still counts as empty.
pub async fn restore(
    file: &Path,
    into: &DataFolder,
    unlock: Unlock<'_>,
    now: DateTime<Utc>,
    watch: Watch<'_>,
) -> Result<Restored, StoreError> {
    restore_without(file, into, unlock, now, watch, Forgotten::default()).await
}

/// As [`restore`], without whoever was erased since: as `erased` says, and the list beside the backup.
async fn restore_without(
    file: &Path,
    into: &DataFolder,
    unlock: Unlock<'_>,
    now: DateTime<Utc>,
    watch: Watch<'_>,
    erased: Forgotten,
) -> Result<Restored, StoreError> {
    let erased = erased.and(Forgotten::read(file.parent().unwrap_or(Path::new(".")))?);
    match into.inspect()? {
        Found::Nothing => {}
        Found::Clinic { .. } => return Err(StoreError::AlreadySetUp),
        Found::Damaged { what } => return Err(what.into()),
    }
    let opened = opened(file, unlock, watch).await?;
    into.begin_set_up()?;
    opened.write(file, into, watch).await?;
    let missing_files = opened.copy_sealed(file, into, watch).await?;
    let mut keys = opened.sealed.keys.clone();
    into.save_key_file(&mut keys)?;
    let actor = match unlock {
        Unlock::Passphrase { person, .. } => Some(PersonId(person)),
        Unlock::Recovery(_) | Unlock::Open(_) => None,
    };
    let manifest = opened.sealed.manifest;
    let vault = Vault::open(into, manifest.install, opened.data_key, 0).await?;
    let store = Store::open(vault, now).await?;
    store.enrol_anew(now).await?;
    let mut write = store.write(actor, now).await?;
    let fact = Fact::BackupRestored {
        made_at: manifest.made_at,
        events: u32::try_from(manifest.events).unwrap_or(u32::MAX),
        missing_files,
    };
    write.append(manifest.install, fact).await?;
    write.commit().await?;
    store.forget_again(&erased, now).await?;
    store.list_forgotten().await?;
    let checked = store.check().await;
    store.lock().await?;
    match checked? {
        Checked::Whole(_) => {}
        Checked::Broken(Fault::SealedFile) if missing_files > 0 => {}
        Checked::Broken(_) => return Err(BackupTrouble::NotWhole.into()),
    }
    into.finish_set_up()?;
    Ok(Restored {
        manifest,
        missing_files,
    })
}

fn read(file: &Path) -> Result<Sealed, StoreError> {
    let mut file = File::open(file).map_err(|_| BackupTrouble::NoPlace)?;
    let sealed = seal::read(&mut file)?;
    if sealed.manifest.schema > newest_schema() {
        return Err(BackupTrouble::Newer.into());
    }
    Ok(sealed)
}

/// Opens a backup and looks at every byte of it.
async fn opened(file: &Path, unlock: Unlock<'_>, watch: Watch<'_>) -> Result<Opened, StoreError> {
    let looked_at = async {
        let opened = open(file, unlock).await?;
        opened.look(file, watch).await?;
        Ok(opened)
    };
    match looked_at.await {
        // It is the backup that is damaged, not the record that is here.
        Err(StoreError::Damaged { .. }) => Err(BackupTrouble::Altered.into()),
        other => other,
    }
}

async fn open(file: &Path, unlock: Unlock<'_>) -> Result<Opened, StoreError> {
    let sealed = read(file)?;
    let install = sealed.keys.install;
    let wrong = StoreError::WrongPassphrase { wait_seconds: 0 };
    let slot = match unlock {
        Unlock::Recovery(code) => sealed.keys.recovery.open(install, code)?,
        Unlock::Passphrase { person, passphrase } => {
            let slot = sealed.keys.slot(person)?.clone();
            let passphrase = zeroize::Zeroizing::new(passphrase.to_owned());
            tokio::task::spawn_blocking(move || slot.open(install, &passphrase))
                .await
                .map_err(|_| StoreError::Crypto)??
        }
        Unlock::Open(vault) if vault.install() == install => {
            return sealed_under(sealed, vault.data_keys()?);
        }
        Unlock::Open(_) => return Err(BackupTrouble::OtherClinic.into()),
    };
    let slot = slot.ok_or(wrong)?;
    sealed_under(sealed, std::iter::once(slot.current).chain(slot.coming))
}

/// The backup with the one of these keys that it was made under.
fn sealed_under(sealed: Sealed, keys: impl IntoIterator<Item = Key>) -> Result<Opened, StoreError> {
    for data_key in keys {
        if sealed.is_genuine(&derive(&data_key, Purpose::BackupSeal)?)? {
            return Ok(Opened { sealed, data_key });
        }
    }
    Err(BackupTrouble::Altered.into())
}

impl Opened {
    /// Whether every byte of the store is the one that was sealed, and opens.
    async fn look(&self, file: &Path, watch: Watch<'_>) -> Result<(), StoreError> {
        tell(watch, Stage::Checking, 0, 1)?;
        let (path, length) = (file.to_owned(), self.sealed.manifest.store_bytes);
        let found = tokio::task::spawn_blocking(move || {
            let mut file = File::open(path)?;
            file.seek(SeekFrom::Start(0))?;
            digest(&mut file, length)
        })
        .await
        .map_err(|_| StoreError::Crypto)??;
        if found != self.sealed.manifest.store_sha256 {
            return Err(BackupTrouble::Altered.into());
        }
        let mut copy = self.copy(file).await?;
        let inside: Content = content(copy.connection()).await?;
        if !inside.is_of(&self.sealed.manifest)
            || !check::structure_is_whole(copy.connection()).await?
        {
            return Err(BackupTrouble::Altered.into());
        }
        Ok(tell(watch, Stage::Checking, 1, 1)?)
    }

    async fn copy(&self, file: &Path) -> Result<OpenCopy, StoreError> {
        OpenCopy::open(file, derive(&self.data_key, Purpose::Backup)?).await
    }

    /// The store itself, under the key of a live one.
    async fn write(
        &self,
        file: &Path,
        into: &DataFolder,
        watch: Watch<'_>,
    ) -> Result<(), StoreError> {
        let key = derive(&self.data_key, Purpose::Database)?;
        let backup = self.copy(file).await?;
        let mut copy = backup.copy_to(&into.store_path(), key).await?;
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
        Ok(File::options()
            .write(true)
            .open(into.store_path())?
            .sync_all()?)
    }

    /// Documents and photos that lie beside the backup; answers with how many do not.
    async fn copy_sealed(
        &self,
        file: &Path,
        into: &DataFolder,
        watch: Watch<'_>,
    ) -> Result<u32, StoreError> {
        let beside = sealed_beside(file.parent().unwrap_or(Path::new(".")));
        let mut backup = self.copy(file).await?;
        let former = former_key::list(backup.connection()).await?;
        let first = former.first().unwrap_or(&self.data_key);
        let names = SealedFiles::new(into.sealed_path(), derive(first, Purpose::SealedName)?);
        let rows = sqlx::query("SELECT id FROM sealed_file")
            .fetch_all(backup.connection())
            .await?;
        let mut missing = 0;
        for (done, row) in rows.iter().enumerate() {
            tell(watch, Stage::Files, done as u64, rows.len() as u64)?;
            let below = names.below(row.get("id"))?;
            let Some(length) = size_of(&beside.join(&below))? else {
                missing += 1;
                continue;
            };
            let (from, to) = (beside.clone(), into.sealed_path());
            tokio::task::spawn_blocking(move || sealed_copy::copy(&from, &to, &below, length))
                .await
                .map_err(|_| StoreError::Crypto)??;
        }
        Ok(missing)
    }
}

/// Restores a backup of the open clinic beside it, looks at everything, and clears it away again: a backup that was
/// never restored is a hope. Answers whether it was whole.
///
/// # Errors
/// When there is no room for it now, or somebody asked to stop.
pub async fn drill(
    file: &Path,
    vault: &Vault,
    now: DateTime<Utc>,
    watch: Watch<'_>,
) -> Result<bool, StoreError> {
    let root = vault.folder().root().join("drill");
    cleared(&root)?;
    let tried = async {
        let beside = DataFolder::open(&root)?;
        restore(file, &beside, Unlock::Open(vault), now, watch).await
    };
    let tried = tried.await;
    cleared(&root)?;
    match tried {
        Ok(restored) => Ok(restored.missing_files == 0),
        Err(StoreError::Backup(BackupTrouble::Stopped | BackupTrouble::NoPlace)) => {
            Err(BackupTrouble::Stopped.into())
        }
        Err(StoreError::Backup(_) | StoreError::Damaged { .. }) => Ok(false),
        Err(other) => Err(other),
    }
}

/// Restores a backup beside what is in the folder, and puts it in its place once it was found whole. What was there is
/// moved aside and kept. A crash in the middle is finished by the next start; there is no moment with neither.
///
/// # Errors
/// As [`restore`], with what is there untouched; [`BackupTrouble::OtherClinic`] where another clinic's keys are here.
pub async fn restore_in_place(
    file: &Path,
    folder: &DataFolder,
    unlock: Unlock<'_>,
    now: DateTime<Utc>,
    watch: Watch<'_>,
) -> Result<Restored, StoreError> {
    let install = read(file)?.manifest.install;
    let here = match folder.key_file() {
        Ok(keys) => keys.map(|keys| keys.install),
        // Keys that cannot be read are what a restore is for.
        Err(StoreError::Damaged { .. }) => None,
        Err(other) => return Err(other),
    };
    if here.is_some_and(|here| here != install) {
        return Err(BackupTrouble::OtherClinic.into());
    }
    cleared(&folder.incoming())?;
    let restored = {
        let incoming = DataFolder::open(&folder.incoming())?;
        let erased = Forgotten::read(folder.root())?;
        restore_without(file, &incoming, unlock, now, watch, erased).await
    };
    let restored = match restored {
        Ok(restored) => restored,
        Err(error) => {
            cleared(&folder.incoming())?;
            return Err(error);
        }
    };
    folder.begin_exchange(&format!("replaced-{}", now.format("%Y%m%dT%H%M%SZ")))?;
    folder.finish_exchange()?;
    Ok(restored)
}

fn cleared(path: &Path) -> Result<(), StoreError> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
