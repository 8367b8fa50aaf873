//! The one random data key of a clinic, and everything derived from it.
//!
//! The data key itself encrypts nothing: each purpose has its own key, so that a leak of one
//! (a backup key handed to a support person, say) opens nothing else.

mod letterbox;
pub mod recovery;
pub(crate) mod slot;
mod throttle;

pub(crate) mod file;

pub use slot::Params;
pub(crate) use slot::stretch;
pub(crate) use throttle::Throttle;

use std::fmt;

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::error::StoreError;

/// Bytes of every symmetric key here.
pub const KEY_LEN: usize = 32;

/// A key in memory: wiped when dropped, never printed. On the heap, because handing over a value
/// copies it and would leave a trail of keys on the stack.
pub struct Key(Box<Zeroizing<[u8; KEY_LEN]>>);

impl Key {
    fn zeroed() -> Self {
        Self(Box::new(Zeroizing::new([0; KEY_LEN])))
    }

    /// A fresh key from the system's random source.
    ///
    /// # Errors
    /// [`StoreError::Crypto`] when the system gives no random bytes.
    pub fn random() -> Result<Self, StoreError> {
        let mut key = Self::zeroed();
        fill_random(key.0.as_mut_slice())?;
        Ok(key)
    }

    /// A key that was kept in an encrypted row; `None` unless it is exactly 32 bytes.
    #[must_use]
    pub fn from_stored(bytes: &[u8]) -> Option<Self> {
        let mut key = Self::zeroed();
        (bytes.len() == KEY_LEN).then(|| key.0.copy_from_slice(bytes))?;
        Some(key)
    }

    /// The same key once more.
    pub(crate) fn copied(&self) -> Result<Self, StoreError> {
        Self::from_stored(self.bytes()).ok_or(StoreError::Crypto)
    }

    /// The bytes, for a cipher or for keeping in an encrypted row.
    #[must_use]
    pub fn bytes(&self) -> &[u8; KEY_LEN] {
        &self.0
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(..)")
    }
}

/// What a derived key is for. The info text is part of the file format: it never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Encrypts the store file.
    Database,
    /// Chains the journal.
    Audit,
    /// Names sealed files.
    SealedName,
    /// Encrypts backups.
    Backup,
    /// Seals what a backup says about itself.
    BackupSeal,
    /// Seals the copy of a draft that the store had no room for.
    DraftCopy,
    /// Vouches for a letterbox in the key file.
    Letterbox,
}

/// What a key slot holds: the data key and, while it is being changed, the one that takes its place.
pub(crate) struct DataKeys {
    pub current: Key,
    pub coming: Option<Key>,
}

impl Purpose {
    const fn info(self) -> &'static [u8] {
        match self {
            Self::Database => b"needlebook/db/v1",
            Self::Audit => b"needlebook/audit/v1",
            Self::SealedName => b"needlebook/sealed-name/v1",
            Self::Backup => b"needlebook/backup/v1",
            Self::BackupSeal => b"needlebook/backup-seal/v1",
            Self::DraftCopy => b"needlebook/draft-copy/v1",
            Self::Letterbox => b"needlebook/letterbox/v1",
        }
    }
}

/// The key for one purpose, by HKDF-SHA256 of the data key.
///
/// # Errors
/// [`StoreError::Crypto`]; 32 bytes are well inside what the function can give, so never in practice.
pub(crate) fn derive(data_key: &Key, purpose: Purpose) -> Result<Key, StoreError> {
    expand(data_key.bytes(), None, purpose.info())
}

fn expand(secret: &[u8], salt: Option<&[u8]>, info: &[u8]) -> Result<Key, StoreError> {
    let mut key = Key::zeroed();
    Hkdf::<Sha256>::new(salt, secret)
        .expand(info, key.0.as_mut_slice())
        .map_err(|_| StoreError::Crypto)?;
    Ok(key)
}

fn fill_random(bytes: &mut [u8]) -> Result<(), StoreError> {
    getrandom::fill(bytes).map_err(|_| StoreError::Crypto)
}

pub(crate) fn random<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    fill_random(&mut bytes)?;
    Ok(bytes)
}

/// A fresh nonce for XChaCha20-Poly1305: long enough that random ones never repeat.
pub(crate) fn random_nonce() -> Result<[u8; 24], StoreError> {
    random()
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        reason = "a test that stops loudly is doing its work"
    )]

    use super::*;
    use crate::hex;

    /// Computed apart from this program: a derived key that changes opens no old record.
    #[test]
    fn the_derived_keys_are_the_ones_of_the_file_format() {
        let data_key = Key::from_stored(&[7; 32]).unwrap();
        for (purpose, wanted) in [
            (
                Purpose::Database,
                "63065902422df197b3ea75a1945e3c13705bc52921531736fbd3241a0f095e18",
            ),
            (
                Purpose::Audit,
                "00a198dad7119b979a1512a01bbd373ac64ed675cb06fb78e6a578c12adf5984",
            ),
            (
                Purpose::SealedName,
                "18433eb53c796fcdbaafe8f44f86371261b94fe868b5b6ef8f676c665a31c67e",
            ),
            (
                Purpose::Backup,
                "80db8019ecb0e9ccafffb71ed42b44a5927fa797c555ea05f1fef967017e4828",
            ),
            (
                Purpose::BackupSeal,
                "4ac53601b8c27e579c267b9cd8dba2142c684378dbb6a1d762bdcdb7ba6ef25f",
            ),
            (
                Purpose::DraftCopy,
                "06f9d4a9a231db86551956d4f233a48e0354ac5d99551f6dc898c9989ab89303",
            ),
            (
                Purpose::Letterbox,
                "373d95818915152f6d70113af273a742f9464defd6654d3e1d725a59f607d3be",
            ),
        ] {
            let derived = derive(&data_key, purpose).unwrap();
            assert_eq!(*hex::encode(derived.bytes()), wanted, "{purpose:?}");
        }
    }

    #[test]
    fn a_stored_key_of_another_length_is_no_key() {
        assert!(Key::from_stored(&[7; 31]).is_none());
        assert!(Key::from_stored(&[7; 33]).is_none());
    }
}
