//! A key slot: the data key wrapped under something a person knows.
//!
//! The wrapping is authenticated over the clinic, the person and the derivation's settings, so an
//! edited slot is refused instead of being opened more cheaply.

use argon2::{Algorithm, Argon2, Version};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{KEY_LEN, Key, expand, random, random_nonce, recovery};
use crate::{
    error::{Damage, StoreError},
    hex,
};

/// The cost of deriving a key from a passphrase (Argon2id), stored with each slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Params {
    /// Memory in KiB.
    pub m_kib: u32,
    /// Passes over that memory.
    pub t: u32,
    /// Lanes.
    pub p: u32,
}

impl Params {
    /// What every real slot is made with: 128 MiB, 3 passes, 1 lane, about half a second.
    pub const STANDARD: Self = Self {
        m_kib: 128 * 1024,
        t: 3,
        p: 1,
    };

    /// The cheapest derivation there is. For throw-away clinics in tests only.
    pub const THROW_AWAY: Self = Self {
        m_kib: 8,
        t: 1,
        p: 1,
    };

    /// Settings read from a file must not be able to exhaust the laptop before they are refused.
    const fn is_sane(self) -> bool {
        self.m_kib <= 4 * 1024 * 1024 && self.t <= 64 && self.p <= 16
    }
}

/// The data key under one person's passphrase.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PassphraseSlot {
    pub person: Uuid,
    /// Shown in the list at unlock, so it is readable without any key.
    pub name: String,
    salt: String,
    params: Params,
    wrapped: Wrapped,
}

/// The data key under the printed recovery code.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RecoverySlot {
    salt: String,
    wrapped: Wrapped,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wrapped {
    nonce: String,
    sealed: String,
}

impl PassphraseSlot {
    /// Wraps the data key. Slow on purpose: keep it off the async threads.
    pub(crate) fn seal(
        install: Uuid,
        person: Uuid,
        name: &str,
        passphrase: &str,
        params: Params,
        data_key: &Key,
    ) -> Result<Self, StoreError> {
        let salt: [u8; 16] = random()?;
        let wrapping_key = stretch(passphrase, &salt, params)?;
        Ok(Self {
            person,
            name: name.to_owned(),
            salt: hex::encode(&salt).to_string(),
            params,
            wrapped: wrap(&wrapping_key, &bound_to(install, person, params), data_key)?,
        })
    }

    /// The data key, or `None` when the passphrase (or anything of the slot) is not the right one.
    /// As slow as [`Self::seal`].
    pub(crate) fn open(&self, install: Uuid, passphrase: &str) -> Result<Option<Key>, StoreError> {
        if !self.params.is_sane() {
            return Err(Damage::KeySlot.into());
        }
        let salt = hex::decode(&self.salt).ok_or(Damage::KeySlot)?;
        let wrapping_key = stretch(passphrase, &salt, self.params)?;
        unwrap(
            &wrapping_key,
            &bound_to(install, self.person, self.params),
            &self.wrapped,
        )
    }
}

impl RecoverySlot {
    pub(crate) fn seal(
        install: Uuid,
        code: &recovery::Code,
        data_key: &Key,
    ) -> Result<Self, StoreError> {
        let salt: [u8; 16] = random()?;
        let wrapping_key = from_code(code, &salt)?;
        Ok(Self {
            salt: hex::encode(&salt).to_string(),
            wrapped: wrap(&wrapping_key, &recovery_bound_to(install), data_key)?,
        })
    }

    pub(crate) fn open(
        &self,
        install: Uuid,
        code: &recovery::Code,
    ) -> Result<Option<Key>, StoreError> {
        let salt = hex::decode(&self.salt).ok_or(Damage::KeySlot)?;
        let wrapping_key = from_code(code, &salt)?;
        unwrap(&wrapping_key, &recovery_bound_to(install), &self.wrapped)
    }
}

fn bound_to(install: Uuid, person: Uuid, params: Params) -> Vec<u8> {
    let Params { m_kib, t, p } = params;
    format!("needlebook/keyslot/v1|{install}|{person}|argon2id|{m_kib}|{t}|{p}").into_bytes()
}

fn recovery_bound_to(install: Uuid) -> Vec<u8> {
    format!("needlebook/keyslot/v1|{install}|recovery|hkdf").into_bytes()
}

/// Argon2id of the passphrase. Composed and decomposed accents are one passphrase: keyboards of
/// different systems send either.
fn stretch(passphrase: &str, salt: &[u8], params: Params) -> Result<Key, StoreError> {
    let cost = argon2::Params::new(params.m_kib, params.t, params.p, Some(KEY_LEN))
        .map_err(|_| Damage::KeySlot)?;
    // Composition can only shorten the text or grow it threefold: no reallocation leaves a copy behind.
    let mut composed = Zeroizing::new(String::with_capacity(passphrase.len() * 3));
    composed.extend(passphrase.nfc());
    let mut key = Key::zeroed();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, cost)
        .hash_password_into(composed.as_bytes(), salt, key.0.as_mut_slice())
        .map_err(|_| StoreError::Crypto)?;
    Ok(key)
}

/// The code is 160 random bits, so no stretching is needed.
fn from_code(code: &recovery::Code, salt: &[u8]) -> Result<Key, StoreError> {
    expand(code.secret(), Some(salt), b"needlebook/recovery/v1")
}

fn wrap(wrapping_key: &Key, bound_to: &[u8], data_key: &Key) -> Result<Wrapped, StoreError> {
    let nonce = random_nonce()?;
    let sealed = XChaCha20Poly1305::new(wrapping_key.bytes().into())
        .encrypt(
            &XNonce::from(nonce),
            Payload {
                msg: data_key.bytes(),
                aad: bound_to,
            },
        )
        .map_err(|_| StoreError::Crypto)?;
    Ok(Wrapped {
        nonce: hex::encode(&nonce).to_string(),
        sealed: hex::encode(&sealed).to_string(),
    })
}

fn unwrap(
    wrapping_key: &Key,
    bound_to: &[u8],
    wrapped: &Wrapped,
) -> Result<Option<Key>, StoreError> {
    let nonce: [u8; 24] = hex::decode(&wrapped.nonce)
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(Damage::KeySlot)?;
    let sealed = hex::decode(&wrapped.sealed).ok_or(Damage::KeySlot)?;
    let opened = XChaCha20Poly1305::new(wrapping_key.bytes().into())
        .decrypt(
            &XNonce::from(nonce),
            Payload {
                msg: &sealed,
                aad: bound_to,
            },
        )
        .map(Zeroizing::new);
    match opened {
        Ok(bytes) => Ok(Some(
            Key::from_stored(&bytes).ok_or(StoreError::from(Damage::KeySlot))?,
        )),
        Err(_) => Ok(None),
    }
}
