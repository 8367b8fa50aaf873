//! A clinic's records, unlocked: the open store, its sealed files, and the keys to both.
//!
//! A wrong passphrase is learned from the key slot alone, before the store file is touched; an
//! unreadable store after a right one is therefore damage and never "wrong passphrase".

use std::time::Instant;

use uuid::Uuid;
use zeroize::Zeroizing;

use crate::{
    ballast,
    connection::{Connections, Create},
    error::{Damage, StoreError},
    folder::{DataFolder, Found},
    former_key,
    keys::{
        DataKeys, Key, Params, Purpose, derive,
        file::KeyFile,
        recovery,
        slot::{PassphraseSlot, RecoverySlot},
    },
    sealed::SealedFiles,
};

/// Who may unlock a new clinic first.
#[derive(Debug, Clone, Copy)]
pub struct SetUpKeys<'a> {
    /// The person's id in the store.
    pub person: Uuid,
    /// The name that the unlock list shows.
    pub name: &'a str,
    /// Checked for strength by whoever asked for it.
    pub passphrase: &'a str,
    /// [`Params::STANDARD`] for every real clinic.
    pub params: Params,
}

/// An unlocked clinic. Dropping it wipes the keys; [`Vault::lock`] also closes the store well.
#[derive(Debug)]
pub struct Vault {
    folder: DataFolder,
    install: Uuid,
    data_key: Key,
    /// Those before it, oldest first.
    former: Vec<Key>,
    audit_key: Key,
    connections: Connections,
    sealed: SealedFiles,
    wrong_tries: u32,
    change_was_cut_off: bool,
}

impl Vault {
    /// Sets up a clinic in an empty folder; it counts as one after [`Self::finish_set_up`]. The
    /// recovery code exists nowhere else: show it once.
    ///
    /// # Errors
    /// [`StoreError::AlreadySetUp`] or [`StoreError::Damaged`] when anything of a clinic is there.
    pub async fn create(
        folder: &DataFolder,
        owner: SetUpKeys<'_>,
    ) -> Result<(Self, recovery::Code), StoreError> {
        match folder.inspect()? {
            Found::Nothing => folder.begin_set_up()?,
            Found::Clinic { .. } => return Err(StoreError::AlreadySetUp),
            Found::Damaged { what } => return Err(what.into()),
        }
        let install = Uuid::now_v7();
        let data_key = Key::random()?;
        let code = recovery::Code::random()?;
        let recovery = RecoverySlot::seal(install, &code, &data_key)?;
        let (slot, data_key) = seal_slot(install, owner, data_key).await?;

        let key = derive(&data_key, Purpose::Database)?;
        Connections::open(&folder.store_path(), key, Create::Yes)
            .await?
            .close()
            .await?;
        folder.save_key_file(&mut KeyFile::new(install, slot, recovery))?;

        let vault = Self::open(folder, install, data_key, 0).await?;
        Ok((vault, code))
    }

    /// Says that everything a clinic needs is written. Until then the next start finds an empty folder.
    ///
    /// # Errors
    /// What the file system refuses; the folder then still counts as empty.
    pub fn finish_set_up(&self) -> Result<(), StoreError> {
        self.folder.finish_set_up()
    }

    /// Unlocks with a person's passphrase.
    ///
    /// # Errors
    /// [`StoreError::WrongPassphrase`] or [`StoreError::Throttled`] with the store file untouched,
    /// [`StoreError::NotFound`] for a person without a slot, [`StoreError::NotSetUp`],
    /// [`StoreError::Damaged`].
    pub async fn unlock(
        folder: &DataFolder,
        person: Uuid,
        passphrase: &str,
    ) -> Result<Self, StoreError> {
        let keys = keys_of_clinic(folder)?;
        let (data_keys, wrong_tries) = open_slot(folder, &keys, person, passphrase).await?;
        Self::open_with_either(folder, keys, data_keys, wrong_tries).await
    }

    /// Unlocks with the recovery code. Whoever does so gives somebody a new passphrase next, with
    /// [`Self::add_slot`].
    ///
    /// # Errors
    /// As [`Self::unlock`]; a code of another clinic is [`StoreError::WrongPassphrase`]. There is
    /// no wait: 160 random bits are not guessed.
    pub async fn unlock_with_recovery(
        folder: &DataFolder,
        code: &recovery::Code,
    ) -> Result<Self, StoreError> {
        let keys = keys_of_clinic(folder)?;
        let data_keys = keys
            .recovery
            .open(keys.install, code)?
            .ok_or(StoreError::WrongPassphrase { wait_seconds: 0 })?;
        Self::open_with_either(folder, keys, data_keys, 0).await
    }

    /// Whether this is the person's passphrase, without opening anything.
    ///
    /// # Errors
    /// [`StoreError::WrongPassphrase`] or [`StoreError::Throttled`].
    pub async fn confirm(&self, person: Uuid, passphrase: &str) -> Result<(), StoreError> {
        let keys = read_keys(&self.folder)?;
        open_slot(&self.folder, &keys, person, passphrase)
            .await
            .map(|_| ())
    }

    /// Changes a person's passphrase, knowing the old one.
    ///
    /// # Errors
    /// [`StoreError::WrongPassphrase`] or [`StoreError::Throttled`] when the old one is not right.
    pub async fn change_passphrase(
        &self,
        person: Uuid,
        old: &str,
        new: &str,
        params: Params,
    ) -> Result<(), StoreError> {
        self.confirm(person, old).await?;
        let name = read_keys(&self.folder)?.slot(person)?.name.clone();
        self.add_slot(SetUpKeys {
            person,
            name: &name,
            passphrase: new,
            params,
        })
        .await
    }

    /// Lets a person unlock with this passphrase, and with no earlier one.
    ///
    /// # Errors
    /// [`StoreError::StorageFull`]; the slots are then as they were.
    pub async fn add_slot(&self, who: SetUpKeys<'_>) -> Result<(), StoreError> {
        let (slot, _) = seal_slot(self.install, who, self.data_key()?).await?;
        let mut keys = read_keys(&self.folder)?;
        keys.put(slot);
        self.folder.save_key_file(&mut keys)
    }

    /// Wraps a person's slot again where it is cheaper to guess at than `least`. Called with the passphrase that has
    /// just opened it: slots never stay at the cost of the year they were made in.
    ///
    /// # Errors
    /// [`StoreError::StorageFull`]; the slot is then as it was.
    pub async fn raise_slot(
        &self,
        person: Uuid,
        passphrase: &str,
        least: Params,
    ) -> Result<bool, StoreError> {
        let keys = read_keys(&self.folder)?;
        let slot = keys.slot(person)?;
        if !slot.params().is_cheaper_than(least) {
            return Ok(false);
        }
        let name = slot.name.clone();
        self.add_slot(SetUpKeys {
            person,
            name: &name,
            passphrase,
            params: least,
        })
        .await?;
        Ok(true)
    }

    /// Who has a way in.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the slots are gone.
    pub fn slot_holders(&self) -> Result<Vec<Uuid>, StoreError> {
        let keys = read_keys(&self.folder)?;
        Ok(keys.people.iter().map(|slot| slot.person).collect())
    }

    /// Takes a person's way in. The data key stays: for somebody who kept a copy of it there is
    /// [`Store::change_data_key`](crate::Store::change_data_key).
    ///
    /// # Errors
    /// [`StoreError::LastKeySlot`] for the last person, [`StoreError::NotFound`].
    pub fn remove_slot(&self, person: Uuid) -> Result<(), StoreError> {
        let mut keys = read_keys(&self.folder)?;
        keys.remove(person)?;
        self.folder.save_key_file(&mut keys)
    }

    /// Whether this code opens the clinic.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the slots are gone.
    pub fn opens_with(&self, code: &recovery::Code) -> Result<bool, StoreError> {
        let keys = read_keys(&self.folder)?;
        Ok(keys.recovery.open(self.install, code)?.is_some())
    }

    /// Makes this the clinic's recovery code; the one before opens nothing any more. Both slots change in one file that is
    /// replaced whole, so a crash leaves one of the two codes and never none.
    ///
    /// # Errors
    /// [`StoreError::StorageFull`]; the old code then still holds.
    pub fn keep_recovery_code(&self, code: &recovery::Code) -> Result<(), StoreError> {
        let mut keys = read_keys(&self.folder)?;
        keys.recovery = RecoverySlot::seal(self.install, code, &self.data_key)?;
        self.folder.save_key_file(&mut keys)
    }

    /// Finishes what is running, checkpoints, closes and wipes every key.
    ///
    /// # Errors
    /// What the last checkpoint met; the vault is locked all the same.
    pub async fn lock(self) -> Result<(), StoreError> {
        self.connections.close().await
    }

    /// The open store.
    #[must_use]
    pub fn connections(&self) -> &Connections {
        &self.connections
    }

    /// Photos and documents.
    #[must_use]
    pub fn sealed(&self) -> &SealedFiles {
        &self.sealed
    }

    /// The key that chains the journal.
    #[must_use]
    pub fn audit_key(&self) -> &Key {
        &self.audit_key
    }

    /// The key that backups are written under.
    ///
    /// # Errors
    /// [`StoreError::Crypto`], never in practice.
    pub fn backup_key(&self) -> Result<Key, StoreError> {
        derive(&self.data_key, Purpose::Backup)
    }

    /// The key that seals what a backup says about itself.
    ///
    /// # Errors
    /// [`StoreError::Crypto`], never in practice.
    pub(crate) fn backup_seal_key(&self) -> Result<Key, StoreError> {
        derive(&self.data_key, Purpose::BackupSeal)
    }

    /// A copy of the data key.
    ///
    /// # Errors
    /// [`StoreError::Crypto`], never in practice.
    pub(crate) fn data_key(&self) -> Result<Key, StoreError> {
        self.data_key.copied()
    }

    /// Every data key that the clinic has or had, the one of today first: what opens its backups.
    ///
    /// # Errors
    /// [`StoreError::Crypto`], never in practice.
    pub(crate) fn data_keys(&self) -> Result<Vec<Key>, StoreError> {
        std::iter::once(&self.data_key)
            .chain(self.former.iter().rev())
            .map(Key::copied)
            .collect()
    }

    /// Whether a change of the data key was begun and never reached the store: the one before holds.
    #[must_use]
    pub fn change_was_cut_off(&self) -> bool {
        self.change_was_cut_off
    }

    /// Clears away what a change that was cut off left, once somebody was told.
    ///
    /// # Errors
    /// [`StoreError::StorageFull`]; the next unlock finds it again.
    pub fn clear_cut_off_change(&mut self) -> Result<(), StoreError> {
        let mut keys = read_keys(&self.folder)?;
        keys.give_up_change();
        self.folder.save_key_file(&mut keys)?;
        self.folder.clear_next_store()?;
        self.change_was_cut_off = false;
        Ok(())
    }

    /// The store file was exchanged for one under this key, which is among the slots already.
    pub(crate) async fn opened_anew(&mut self, data_key: Key) -> Result<(), StoreError> {
        let (folder, wrong) = (self.folder.clone(), self.wrong_tries);
        *self = Self::open(&folder, self.install, data_key, wrong).await?;
        Ok(())
    }

    /// The key slots as they are now, for a backup.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when they are gone.
    pub(crate) fn key_slots(&self) -> Result<KeyFile, StoreError> {
        read_keys(&self.folder)
    }

    /// The keys that copies of drafts are or were sealed under, the one of today first.
    ///
    /// # Errors
    /// [`StoreError::Crypto`], never in practice.
    pub(crate) fn draft_copy_keys(&self) -> Result<Vec<Key>, StoreError> {
        self.data_keys()?
            .iter()
            .map(|key| derive(key, Purpose::DraftCopy))
            .collect()
    }

    /// Which clinic set-up this is; every backup and key slot names it.
    #[must_use]
    pub fn install(&self) -> Uuid {
        self.install
    }

    /// The folder the clinic lives in.
    #[must_use]
    pub fn folder(&self) -> &DataFolder {
        &self.folder
    }

    /// Wrong passphrases tried for this person since the last right one, for the journal.
    #[must_use]
    pub fn wrong_tries(&self) -> u32 {
        self.wrong_tries
    }

    /// Opens the clinic of a folder with a data key that came from elsewhere: a backup's slots.
    pub(crate) async fn open(
        folder: &DataFolder,
        install: Uuid,
        data_key: Key,
        wrong_tries: u32,
    ) -> Result<Self, StoreError> {
        let connections = match open_store(folder, &data_key).await {
            // A full disk must not hide the records: opening needs a little room, and this is what
            // the ballast is for.
            Err(StoreError::StorageFull) => {
                ballast::throw_off(folder)?;
                open_store(folder, &data_key).await?
            }
            other => other?,
        };
        let former = former_key::list(&mut *connections.reader().await?).await?;
        // The journal stays one chain and every sealed file keeps its name, however often the key is changed.
        let first = former.first().unwrap_or(&data_key);
        let name_key = derive(first, Purpose::SealedName)?;
        Ok(Self {
            folder: folder.clone(),
            install,
            audit_key: derive(first, Purpose::Audit)?,
            data_key,
            former,
            connections,
            sealed: SealedFiles::new(folder.sealed_path(), name_key),
            wrong_tries,
            change_was_cut_off: false,
        })
    }

    /// As [`Self::open`], with the keys of a slot. Two of them mean that a change of the data key was cut off: the store
    /// is under one of the two and never under both.
    async fn open_with_either(
        folder: &DataFolder,
        mut keys: KeyFile,
        data_keys: DataKeys,
        wrong_tries: u32,
    ) -> Result<Self, StoreError> {
        let DataKeys { current, coming } = data_keys;
        let opened = Self::open(folder, keys.install, current, wrong_tries).await;
        match (opened, coming) {
            (Ok(vault), coming) => Ok(Self {
                change_was_cut_off: coming.is_some(),
                ..vault
            }),
            (
                Err(StoreError::Damaged {
                    what: Damage::StoreUnreadable,
                }),
                Some(coming),
            ) => {
                let vault = Self::open(folder, keys.install, coming, wrong_tries).await?;
                keys.finish_change();
                // On a full disk both keys stay in the slots, and the next unlock finishes it.
                match folder.save_key_file(&mut keys) {
                    Ok(()) | Err(StoreError::StorageFull) => Ok(vault),
                    Err(other) => Err(other),
                }
            }
            (Err(error), _) => Err(error),
        }
    }
}

async fn open_store(folder: &DataFolder, data_key: &Key) -> Result<Connections, StoreError> {
    let key = derive(data_key, Purpose::Database)?;
    Connections::open(&folder.store_path(), key, Create::No).await
}

/// The key slots, where everything that a clinic consists of is in place.
fn keys_of_clinic(folder: &DataFolder) -> Result<KeyFile, StoreError> {
    match folder.inspect()? {
        Found::Clinic { .. } => read_keys(folder),
        Found::Nothing => Err(StoreError::NotSetUp),
        Found::Damaged { what } => Err(what.into()),
    }
}

fn read_keys(folder: &DataFolder) -> Result<KeyFile, StoreError> {
    folder.key_file()?.ok_or(Damage::KeysMissing.into())
}

/// What a slot holds, by a passphrase, and how many wrong ones went before.
async fn open_slot(
    folder: &DataFolder,
    keys: &KeyFile,
    person: Uuid,
    passphrase: &str,
) -> Result<(DataKeys, u32), StoreError> {
    let slot = keys.slot(person)?.clone();
    folder.throttle().begin(person, Instant::now())?;
    let install = keys.install;
    let passphrase = Zeroizing::new(passphrase.to_owned());
    match slowly(move || slot.open(install, &passphrase)).await? {
        Some(data_keys) => Ok((data_keys, folder.throttle().succeeded(person))),
        None => Err(StoreError::WrongPassphrase {
            wait_seconds: folder.throttle().failed(person, Instant::now()),
        }),
    }
}

async fn seal_slot(
    install: Uuid,
    who: SetUpKeys<'_>,
    data_key: Key,
) -> Result<(PassphraseSlot, Key), StoreError> {
    let SetUpKeys { person, params, .. } = who;
    let name = who.name.to_owned();
    let passphrase = Zeroizing::new(who.passphrase.to_owned());
    slowly(move || {
        let slot = PassphraseSlot::seal(install, person, &name, &passphrase, params, &data_key)?;
        Ok((slot, data_key))
    })
    .await
}

/// Half a second of key derivation belongs on no thread that answers the window.
async fn slowly<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| StoreError::Crypto)?
}
