//! A draft outside the store: what was typed while the store had no room for it, in a sealed file that only this clinic
//! can open again.

use crate::error::StoreError;
use crate::store::Store;
use crate::{
    durable,
    keys::{Key, random_nonce},
    row,
};
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use chrono::{DateTime, Utc};
use needlebook_domain::ids::PersonId;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::path::Path;
use uuid::Uuid;

/// The first bytes of every copy, and part of what its seal covers: the file format never changes under this name.
const MARK: &[u8] = b"needlebook draft copy 1\n";
const NONCE_LEN: usize = 24;

/// What a copy holds: a draft with whose it is and when it was typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DraftCopy {
    pub kind: String,
    pub subject: Uuid,
    pub person: PersonId,
    pub body: Value,
    pub at: DateTime<Utc>,
}

/// Seals a copy into a file that only this account may read, whole or not at all.
///
/// # Errors
/// [`StoreError::StorageFull`] when that disk has no room either; what the file system refuses.
pub async fn write(store: &Store, copy: &DraftCopy, path: &Path) -> Result<(), StoreError> {
    let file = seal(store, copy)?;
    let path = path.to_owned();
    tokio::task::spawn_blocking(move || durable::replace(&path, &file))
        .await
        .map_err(|_| StoreError::Crypto)?
}

fn seal(store: &Store, copy: &DraftCopy) -> Result<Vec<u8>, StoreError> {
    let nonce = random_nonce()?;
    let text = row::text(copy)?;
    let keys = store.vault().draft_copy_keys()?;
    let sealed = cipher(keys.first().ok_or(StoreError::Crypto)?)
        .encrypt(
            &XNonce::from(nonce),
            Payload {
                msg: text.as_bytes(),
                aad: &bound_to(store),
            },
        )
        .map_err(|_| StoreError::Crypto)?;
    Ok([MARK, &nonce, &sealed].concat())
}

/// What a sealed file holds.
///
/// # Errors
/// [`StoreError::NotACopy`] for any other file, one of another clinic, and one that was altered.
pub fn open(store: &Store, file: &[u8]) -> Result<DraftCopy, StoreError> {
    let (nonce, sealed) = file
        .strip_prefix(MARK)
        .and_then(<[u8]>::split_first_chunk::<NONCE_LEN>)
        .ok_or(StoreError::NotACopy)?;
    let bound_to = bound_to(store);
    let opened_by = |key: &Key| {
        let sealed = Payload {
            msg: sealed,
            aad: &bound_to,
        };
        cipher(key).decrypt(&XNonce::from(*nonce), sealed).ok()
    };
    // It may have been sealed before the data key was changed.
    let text = store
        .vault()
        .draft_copy_keys()?
        .iter()
        .find_map(opened_by)
        .ok_or(StoreError::NotACopy)?;
    serde_json::from_slice(&text).map_err(|_| StoreError::NotACopy)
}

fn cipher(key: &Key) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.bytes().into())
}

fn bound_to(store: &Store) -> Vec<u8> {
    [MARK, store.vault().install().as_bytes()].concat()
}
