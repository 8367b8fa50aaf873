//! The data folder: what lies where, who holds it, and whether what should be there is there.
//!
//! A folder in which anything of a clinic is left is never taken for an empty one.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};

use uuid::Uuid;

use crate::{
    connection::BEFORE_MIGRATING,
    durable,
    error::{Damage, StoreError},
    keys::{Throttle, file::KeyFile},
    place,
};

/// A data folder held by this process. Clones share the hold; the last one lets go.
#[derive(Debug, Clone)]
pub struct DataFolder(Arc<Held>);

#[derive(Debug)]
struct Held {
    root: PathBuf,
    throttle: Mutex<Throttle>,
    /// Locked for as long as it is open; the system lets go of it however the process ends.
    _lock: File,
}

/// What [`DataFolder::inspect`] sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Nothing of a clinic: set-up may begin.
    Nothing,
    /// A clinic that these people may unlock.
    Clinic {
        /// In the order in which they were added.
        people: Vec<Person>,
    },
    /// Something of a clinic, but not all. Never an invitation to set up a new one.
    Damaged {
        /// The part that is damaged or missing.
        what: Damage,
    },
}

/// Somebody with a key slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The person's id, as in the store.
    pub id: Uuid,
    /// The name to show before anything is unlocked.
    pub name: String,
}

impl DataFolder {
    /// Takes hold of the folder at `root`, creating it (closed to other accounts) when missing.
    ///
    /// # Errors
    /// [`StoreError::AlreadyRunning`] when another process holds it.
    pub fn open(root: &Path) -> Result<Self, StoreError> {
        durable::create_private_folder(root)?;
        let lock = durable::private()
            .write(true)
            .create(true)
            .truncate(false)
            .open(root.join("app.lock"))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(StoreError::AlreadyRunning),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        let folder = Self(Arc::new(Held {
            root: root.to_owned(),
            throttle: Mutex::new(Throttle::load(root.join("throttle.json"), Instant::now())),
            _lock: lock,
        }));
        folder.finish_exchange()?;
        Ok(folder)
    }

    /// Where a backup is restored to before it takes the place of what is here.
    #[must_use]
    pub fn incoming(&self) -> PathBuf {
        self.0.root.join("incoming")
    }

    /// Looks, without any key, at what the folder holds. A damaged key file is put right from its
    /// mirror on the way.
    ///
    /// # Errors
    /// [`StoreError::UnfitPlace`] for a folder that others write to as well, and what the file system refuses: damage
    /// is an answer, not an error.
    pub fn inspect(&self) -> Result<Found, StoreError> {
        if let Some(unfit) = place::unfit(self.root())? {
            return Err(StoreError::UnfitPlace(Box::new(unfit)));
        }
        let store = size_of(&self.store_path())?;
        if self.set_up_mark().try_exists()? {
            return Ok(Found::Nothing);
        }
        let keys = match self.key_file() {
            Ok(keys) => keys,
            Err(StoreError::Damaged { what }) => return Ok(Found::Damaged { what }),
            Err(other) => return Err(other),
        };
        Ok(match (keys, store) {
            (None, None) if !self.has_sealed_files()? => Found::Nothing,
            (None, _) => Found::Damaged {
                what: Damage::KeysMissing,
            },
            (Some(_), None) => Found::Damaged {
                what: Damage::StoreMissing,
            },
            (Some(_), Some(0)) => Found::Damaged {
                what: Damage::StoreEmpty,
            },
            (Some(keys), Some(_)) => Found::Clinic {
                people: keys
                    .people
                    .into_iter()
                    .map(|slot| Person {
                        id: slot.person,
                        name: slot.name,
                    })
                    .collect(),
            },
        })
    }

    /// The folder itself.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.0.root
    }

    /// The encrypted store file.
    #[must_use]
    pub fn store_path(&self) -> PathBuf {
        self.0.root.join("needlebook.db")
    }

    /// The store under its next data key, until it takes the store's place.
    pub(crate) fn next_store_path(&self) -> PathBuf {
        self.0.root.join("needlebook-next.db")
    }

    /// Clears away a store that never took the store's place.
    pub(crate) fn clear_next_store(&self) -> Result<(), StoreError> {
        clear_store(&self.next_store_path())
    }

    /// The store as it was before the last change of its schema.
    pub(crate) fn earlier_store_path(&self) -> PathBuf {
        self.store_path().with_file_name(BEFORE_MIGRATING)
    }

    /// The small file that remembers how far the journal had come.
    #[must_use]
    pub fn head_path(&self) -> PathBuf {
        self.0.root.join("head")
    }

    pub(crate) fn sealed_path(&self) -> PathBuf {
        self.0.root.join("sealed")
    }

    pub(crate) fn key_file(&self) -> Result<Option<KeyFile>, StoreError> {
        KeyFile::load(&self.keys_path(), &self.keys_mirror_path())
    }

    pub(crate) fn save_key_file(&self, keys: &mut KeyFile) -> Result<(), StoreError> {
        keys.save(&self.keys_path(), &self.keys_mirror_path())
    }

    pub(crate) fn throttle(&self) -> MutexGuard<'_, Throttle> {
        // The counts stay meaningful wherever a panic interrupted: they are plain numbers.
        self.0
            .throttle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins a set-up in a folder that holds nothing, clearing away one that was cut off. Until
    /// [`Self::finish_set_up`] whatever is written here is not a clinic yet: a crash or a full disk
    /// half-way leaves no clinic without an owner, and nobody has to delete files by hand.
    pub(crate) fn begin_set_up(&self) -> Result<(), StoreError> {
        durable::replace(&self.set_up_mark(), b"")?;
        let store = self.store_path();
        let mut leftovers = vec![self.keys_path(), self.keys_mirror_path(), self.head_path()];
        leftovers.extend(["", "-wal", "-shm"].map(|suffix| with_suffix(&store, suffix)));
        for path in leftovers {
            remove_if_there(&path)?;
        }
        match fs::remove_dir_all(self.sealed_path()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// From here on the folder holds a clinic.
    pub(crate) fn finish_set_up(&self) -> Result<(), StoreError> {
        let mark = self.set_up_mark();
        remove_if_there(&mark)?;
        Ok(durable::flush_parent(&mark)?)
    }

    fn set_up_mark(&self) -> PathBuf {
        self.0.root.join("setting-up")
    }

    fn has_sealed_files(&self) -> Result<bool, StoreError> {
        match fs::read_dir(self.sealed_path()) {
            Ok(mut entries) => Ok(entries.next().is_some()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    fn keys_path(&self) -> PathBuf {
        self.0.root.join("keys.json")
    }

    fn keys_mirror_path(&self) -> PathBuf {
        self.0.root.join("keys.json.bak")
    }
}

/// Removes a store file with what lies beside it.
pub(crate) fn clear_store(path: &Path) -> Result<(), StoreError> {
    for suffix in ["", "-wal", "-shm"] {
        remove_if_there(&with_suffix(path, suffix))?;
    }
    Ok(())
}

pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

pub(crate) fn size_of(path: &Path) -> Result<Option<u64>, StoreError> {
    match fs::metadata(path) {
        Ok(metadata) => Ok(Some(metadata.len())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

pub(crate) fn remove_if_there(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
