//! `keys.json`: the key slots of a clinic, outside the encrypted store because they open it.
//!
//! It is kept twice. The copy is a mirror and not an older generation: a removed person or an old
//! passphrase must not live on in it.

use std::{fs, io, path::Path};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Key,
    letterbox::Letterbox,
    slot::{PassphraseSlot, RecoverySlot},
};
use crate::{
    durable,
    error::{Damage, StoreError},
};

const VERSION: u32 = 1;

/// The content of `keys.json`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeyFile {
    version: u32,
    /// Counts writes, so that a crash between the two files leaves no doubt which is newer.
    generation: u64,
    /// Which clinic set-up this is; bound into every slot.
    pub install: Uuid,
    pub people: Vec<PassphraseSlot>,
    pub recovery: RecoverySlot,
}

/// What one of the two files holds.
enum Content {
    Missing,
    Unreadable,
    Keys(Box<KeyFile>),
}

impl KeyFile {
    pub(crate) fn new(install: Uuid, owner: PassphraseSlot, recovery: RecoverySlot) -> Self {
        Self {
            version: VERSION,
            generation: 0,
            install,
            people: vec![owner],
            recovery,
        }
    }

    /// Reads the key file or, when it is missing or unreadable, its mirror, and makes both equal
    /// again. `None` when there is neither.
    ///
    /// # Errors
    /// [`Damage::KeysUnreadable`] when something is there but neither file can be read.
    pub(crate) fn load(path: &Path, mirror: &Path) -> Result<Option<Self>, StoreError> {
        match (read(path)?, read(mirror)?) {
            (Content::Missing, Content::Missing) => Ok(None),
            (Content::Keys(keys), Content::Keys(copy)) if copy.generation == keys.generation => {
                Ok(Some(*keys))
            }
            (Content::Keys(keys), _) => {
                write(mirror, &keys)?;
                Ok(Some(*keys))
            }
            (_, Content::Keys(copy)) => {
                write(path, &copy)?;
                Ok(Some(*copy))
            }
            _ => Err(Damage::KeysUnreadable.into()),
        }
    }

    /// Writes both files, the one that is read first being first.
    pub(crate) fn save(&mut self, path: &Path, mirror: &Path) -> Result<(), StoreError> {
        self.generation += 1;
        write(path, self)?;
        write(mirror, self)
    }

    pub(crate) fn slot(&self, person: Uuid) -> Result<&PassphraseSlot, StoreError> {
        self.people
            .iter()
            .find(|slot| slot.person == person)
            .ok_or(StoreError::NotFound { entity: "person" })
    }

    /// Gives a person this slot, in the place of the one they may have.
    pub(crate) fn put(&mut self, slot: PassphraseSlot) {
        match self.people.iter_mut().find(|old| old.person == slot.person) {
            Some(old) => *old = slot,
            None => self.people.push(slot),
        }
    }

    /// Gives everybody, and the recovery code, the next data key beside the one that holds.
    ///
    /// # Errors
    /// [`Damage::KeySlot`] for a slot that was exchanged on the disk: whoever did that waits for this key.
    pub(crate) fn begin_change(&mut self, old: &Key, new: &Key) -> Result<(), StoreError> {
        let install = self.install;
        for slot in &mut self.people {
            slot.begin_change(install, old, new)?;
        }
        self.recovery.begin_change(install, old, new)
    }

    /// The store is under the next data key: from now on it is the only one.
    pub(crate) fn finish_change(&mut self) {
        self.letterboxes().for_each(Letterbox::finish_change);
    }

    /// The store stayed under the data key that it had.
    pub(crate) fn give_up_change(&mut self) {
        self.letterboxes().for_each(Letterbox::give_up_change);
    }

    fn letterboxes(&mut self) -> impl Iterator<Item = &mut Letterbox> {
        let people = self.people.iter_mut().map(PassphraseSlot::letterbox);
        people.chain(std::iter::once(self.recovery.letterbox()))
    }

    pub(crate) fn remove(&mut self, person: Uuid) -> Result<(), StoreError> {
        self.slot(person)?;
        if self.people.len() == 1 {
            return Err(StoreError::LastKeySlot);
        }
        self.people.retain(|slot| slot.person != person);
        Ok(())
    }
}

fn read(path: &Path) -> Result<Content, StoreError> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Content::Missing),
        Err(error) => return Err(error.into()),
    };
    match serde_json::from_slice::<KeyFile>(&bytes) {
        Ok(keys) if keys.version == VERSION => Ok(Content::Keys(Box::new(keys))),
        Ok(keys) if keys.version > VERSION => Err(StoreError::NewerDatabase),
        _ => Ok(Content::Unreadable),
    }
}

fn write(path: &Path, keys: &KeyFile) -> Result<(), StoreError> {
    let mut text = serde_json::to_vec_pretty(keys).map_err(|_| StoreError::Crypto)?;
    text.push(b'\n');
    durable::replace(path, &text)
}
