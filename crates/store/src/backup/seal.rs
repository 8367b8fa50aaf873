//! What a backup says about itself, at the end of its file: what is in it, the key slots that open it, and a seal over
//! both. Whoever holds a slot can tell a whole backup from one that was altered, cut short or put together.
//!
//! `[pages of the store][manifest][key slots][length of each, 8 bytes][seal, 32 bytes][mark, 16 bytes]`

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom, Write},
};

use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use uuid::Uuid;

use super::BackupTrouble;
use crate::{
    error::StoreError,
    keys::{Key, file::KeyFile},
};

const MARK: &[u8; 16] = b"NeedlebookBackup";
const SEAL: usize = 32;
const TAIL: usize = 8 + 8 + SEAL + MARK.len();
/// No manifest or key file comes near this many bytes.
const PART_MAX: u64 = 4 * 1024 * 1024;

/// The version of the container.
pub(super) const FORMAT: u32 = 1;

/// What is in a backup. Readable without a key: counts and times, never anything about anybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the container.
    pub format: u32,
    /// Version of the program that wrote it.
    pub program: String,
    /// The newest migration of the store in it.
    pub schema: i64,
    /// Which clinic set-up.
    pub install: Uuid,
    /// By the journal's own clock, which never goes back.
    pub made_at: DateTime<Utc>,
    pub events: i64,
    pub patients: i64,
    pub sessions: i64,
    pub sealed_files: i64,
    /// The newest event's link of the chain, in hex.
    pub head: String,
    /// Bytes of the store at the beginning of the file.
    pub store_bytes: u64,
    /// SHA-256 of those bytes, in hex.
    pub store_sha256: String,
}

/// A manifest with the slots that open the store it describes.
#[derive(Debug)]
pub(super) struct Sealed {
    pub manifest: Manifest,
    pub keys: KeyFile,
    manifest_bytes: Vec<u8>,
    keys_bytes: Vec<u8>,
    seal: [u8; SEAL],
}

impl Sealed {
    /// Whether manifest and slots are those that were sealed.
    pub(super) fn is_genuine(&self, seal_key: &Key) -> Result<bool, StoreError> {
        let mac = mac(seal_key, &self.manifest_bytes, &self.keys_bytes)?;
        Ok(mac.verify_slice(&self.seal).is_ok())
    }
}

/// Appends manifest, slots and seal to a file that ends with the store's last page.
pub(super) fn append(
    file: &mut File,
    manifest: &Manifest,
    keys: &KeyFile,
    seal_key: &Key,
) -> Result<(), StoreError> {
    let manifest = serde_json::to_vec(manifest).map_err(|_| StoreError::Crypto)?;
    let keys = serde_json::to_vec(keys).map_err(|_| StoreError::Crypto)?;
    let seal = mac(seal_key, &manifest, &keys)?.finalize().into_bytes();
    let mut end = Vec::with_capacity(manifest.len() + keys.len() + TAIL);
    end.extend_from_slice(&manifest);
    end.extend_from_slice(&keys);
    end.extend_from_slice(&(manifest.len() as u64).to_le_bytes());
    end.extend_from_slice(&(keys.len() as u64).to_le_bytes());
    end.extend_from_slice(&seal);
    end.extend_from_slice(MARK);
    file.seek(SeekFrom::End(0))?;
    Ok(file.write_all(&end)?)
}

/// Reads the end of a file without any key.
///
/// # Errors
/// [`BackupTrouble::NotABackup`] for a file of another kind or one that was cut short; [`BackupTrouble::Newer`].
pub(super) fn read(file: &mut File) -> Result<Sealed, StoreError> {
    let length = file.metadata()?.len();
    let not_one = || StoreError::from(BackupTrouble::NotABackup);
    let body = length.checked_sub(TAIL as u64).ok_or_else(not_one)?;
    let mut tail = [0; TAIL];
    file.seek(SeekFrom::Start(body))?;
    file.read_exact(&mut tail)?;
    let (lengths, rest) = tail.split_at(16);
    let (seal, mark) = rest.split_at(SEAL);
    if mark != MARK {
        return Err(not_one());
    }
    let number = |bytes: &[u8]| {
        bytes
            .try_into()
            .map(u64::from_le_bytes)
            .map_err(|_| not_one())
    };
    let (manifest_length, keys_length) = (number(&lengths[..8])?, number(&lengths[8..])?);
    let parts = manifest_length
        .checked_add(keys_length)
        .filter(|parts| *parts <= PART_MAX && *parts <= body)
        .ok_or_else(not_one)?;
    file.seek(SeekFrom::Start(body - parts))?;
    let manifest_bytes = take(file, manifest_length)?;
    let keys_bytes = take(file, keys_length)?;
    // The version is looked at by itself: a newer manifest may have another shape.
    #[derive(Deserialize)]
    struct Version {
        format: u32,
    }
    let altered = |_| StoreError::from(BackupTrouble::Altered);
    let version: Version = serde_json::from_slice(&manifest_bytes).map_err(altered)?;
    if version.format > FORMAT {
        return Err(BackupTrouble::Newer.into());
    }
    let manifest: Manifest = serde_json::from_slice(&manifest_bytes).map_err(altered)?;
    let keys: KeyFile = serde_json::from_slice(&keys_bytes).map_err(altered)?;
    if manifest.store_bytes != body - parts || manifest.install != keys.install {
        return Err(BackupTrouble::Altered.into());
    }
    Ok(Sealed {
        manifest,
        keys,
        manifest_bytes,
        keys_bytes,
        seal: seal.try_into().map_err(|_| not_one())?,
    })
}

fn take(file: &mut File, length: u64) -> Result<Vec<u8>, StoreError> {
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn mac(seal_key: &Key, manifest: &[u8], keys: &[u8]) -> Result<Hmac<Sha256>, StoreError> {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(seal_key.bytes()).map_err(|_| StoreError::Crypto)?;
    for part in [manifest, keys] {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    Ok(mac)
}
