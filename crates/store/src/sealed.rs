//! Sealed files: photos and documents, each encrypted under a key of its own.
//!
//! The key lives in the file's row of the encrypted store, so deleting that row shreds the file.
//! A file's name says nothing: it is an HMAC of its id.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use chacha20poly1305::{AeadInOut, KeyInit, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use uuid::Uuid;

use crate::{
    durable,
    error::{Damage, StoreError},
    folder::remove_if_there,
    hex,
    keys::{Key, random_nonce},
};

const NONCE_LEN: usize = 24;
const TAG_LEN: usize = 16;

/// The sealed files of an unlocked clinic. Clones share the name key.
#[derive(Debug, Clone)]
pub struct SealedFiles {
    root: PathBuf,
    name_key: Arc<Key>,
}

impl SealedFiles {
    pub(crate) fn new(root: PathBuf, name_key: Key) -> Self {
        Self {
            root,
            name_key: Arc::new(name_key),
        }
    }

    /// Seals `bytes` as file `id` under `file_key`, which must be fresh and be kept in the file's row.
    /// When this returns, the file is on the disk.
    ///
    /// # Errors
    /// [`StoreError::StorageFull`]; no part of the file is left then.
    pub async fn put(
        &self,
        id: Uuid,
        file_key: &[u8; 32],
        bytes: Vec<u8>,
    ) -> Result<(), StoreError> {
        let path = self.path(id)?;
        let key = Key::from_stored(file_key).ok_or(StoreError::Crypto)?;
        off_thread(move || {
            let (nonce, sealed) = seal(id, &key, bytes)?;
            let folder = path.parent().ok_or(StoreError::Crypto)?;
            if !folder.try_exists()? {
                durable::create_private_folder(folder)?;
                durable::flush_parent(folder)?;
            }
            durable::replace_with(&path, &[&nonce, &sealed])
        })
        .await
    }

    /// The content of file `id`, exactly as it was sealed.
    ///
    /// # Errors
    /// [`Damage::SealedFileMissing`], [`Damage::SealedFileAltered`] (also for a wrong key).
    pub async fn get(&self, id: Uuid, file_key: &[u8; 32]) -> Result<Vec<u8>, StoreError> {
        let path = self.path(id)?;
        let key = Key::from_stored(file_key).ok_or(StoreError::Crypto)?;
        off_thread(move || open(id, &key, read(&path)?)).await
    }

    /// Removes file `id`; that it is gone already is fine.
    ///
    /// # Errors
    /// What the file system refuses.
    pub async fn remove(&self, id: Uuid) -> Result<(), StoreError> {
        let path = self.path(id)?;
        off_thread(move || {
            remove_if_there(&path)?;
            match durable::flush_parent(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
                _ => Ok(()),
            }
        })
        .await
    }

    fn path(&self, id: Uuid) -> Result<PathBuf, StoreError> {
        Ok(self.root.join(self.below(id)?))
    }

    /// `ab/abcdef...`: 256 folders keep each one short.
    pub(crate) fn below(&self, id: Uuid) -> Result<PathBuf, StoreError> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.name_key.bytes())
            .map_err(|_| StoreError::Crypto)?;
        mac.update(id.as_bytes());
        let name = hex::encode(&mac.finalize().into_bytes());
        Ok(Path::new(&name[..2]).join(name.as_str()))
    }
}

/// In place: a photo is held once, not twice.
fn seal(id: Uuid, key: &Key, mut bytes: Vec<u8>) -> Result<([u8; NONCE_LEN], Vec<u8>), StoreError> {
    let nonce = random_nonce()?;
    let bound_to = bound_to(id, bytes.len());
    XChaCha20Poly1305::new(key.bytes().into())
        .encrypt_in_place(&XNonce::from(nonce), &bound_to, &mut bytes)
        .map_err(|_| StoreError::Crypto)?;
    Ok((nonce, bytes))
}

fn open(id: Uuid, key: &Key, mut content: Vec<u8>) -> Result<Vec<u8>, StoreError> {
    let nonce = *content
        .first_chunk::<NONCE_LEN>()
        .ok_or(Damage::SealedFileAltered)?;
    content.drain(..NONCE_LEN);
    let length = content
        .len()
        .checked_sub(TAG_LEN)
        .ok_or(Damage::SealedFileAltered)?;
    XChaCha20Poly1305::new(key.bytes().into())
        .decrypt_in_place(&XNonce::from(nonce), &bound_to(id, length), &mut content)
        .map_err(|_| Damage::SealedFileAltered)?;
    Ok(content)
}

/// A file put in another's place, or cut short, is refused.
fn bound_to(id: Uuid, length: usize) -> Vec<u8> {
    let mut bound = id.as_bytes().to_vec();
    bound.extend_from_slice(&(length as u64).to_le_bytes());
    bound
}

fn read(path: &Path) -> Result<Vec<u8>, StoreError> {
    match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(Damage::SealedFileMissing.into())
        }
        other => Ok(other?),
    }
}

async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| StoreError::Crypto)?
}
