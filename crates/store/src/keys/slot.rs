//! A key slot: the data key wrapped under something a person knows.
//!
//! The wrapping is authenticated over the clinic, the person and the derivation's settings, so an
//! edited slot is refused instead of being opened more cheaply.

use std::time::{Duration, Instant};

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

    /// What a slot on this computer is made with: [`Self::STANDARD`], with more passes where the computer is so quick
    /// that a wrong passphrase would cost a thief less than half a second. Slow: it derives a key to see.
    ///
    /// # Errors
    /// [`StoreError::Crypto`] when the memory for it cannot be had.
    pub fn calibrated() -> Result<Self, StoreError> {
        let begun = Instant::now();
        stretch("", &[0; 16], Self::STANDARD)?;
        Ok(Self::STANDARD.raised(begun.elapsed()))
    }

    /// More passes, so that what took `measured` takes the half second.
    fn raised(self, measured: Duration) -> Self {
        let passes = f64::from(self.t) * AIM.as_secs_f64() / measured.as_secs_f64().max(0.001);
        // The cast saturates, and the clamp keeps it within what a slot may say.
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to a small positive number first"
        )]
        let passes = passes
            .ceil()
            .clamp(f64::from(self.t), f64::from(MOST_PASSES)) as u32;
        Self { t: passes, ..self }
    }

    /// Whether guessing against these settings costs a thief less than against others.
    pub(crate) const fn is_cheaper_than(self, other: Self) -> bool {
        self.m_kib < other.m_kib
            || (self.m_kib as u64) * (self.t as u64) < (other.m_kib as u64) * (other.t as u64)
    }

    /// Settings read from a file must not be able to exhaust the laptop before they are refused.
    const fn is_sane(self) -> bool {
        self.m_kib <= 4 * 1024 * 1024 && self.t <= 64 && self.p <= 16
    }
}

/// What deriving a key should take where it is made: long for a thief with a list, short for a person.
const AIM: Duration = Duration::from_millis(500);
/// No computer of today is so quick that it needs more.
const MOST_PASSES: u32 = 32;

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

    pub(crate) fn params(&self) -> Params {
        self.params
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

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        reason = "a test that stops loudly is doing its work"
    )]

    use super::*;

    const INSTALL: Uuid = Uuid::from_u128(0xabc);

    #[test]
    fn a_real_slot_costs_at_least_64_mib_and_three_passes() {
        let cost: Vec<u32> = vec![Params::STANDARD.m_kib / 1024, Params::STANDARD.t];
        assert!(
            cost[0] >= 64 && cost[1] >= 3,
            "a stolen disk is held by this cost alone"
        );
        assert!(Params::STANDARD.is_sane());
    }

    /// Slots that were made once and must open for ever: what they are bound to is the file format.
    #[test]
    fn slots_of_an_earlier_version_still_open() {
        let slot: PassphraseSlot = serde_json::from_str(
            r#"{"person":"00000000-0000-0000-0000-000000000001","name":"Marigold Featherstitch",
            "salt":"010c204df0cc0416efd5d371c8bdef24","params":{"m_kib":8,"t":1,"p":1},
            "wrapped":{"nonce":"2e6f3efe55c8afc06df19f7f9e7493ae4cf6068ab939ac7e",
            "sealed":"5c3fa7c5fb6ff0dd8845da73e00892ba8251495960b612035261121d1f416f17347dc74c8a98a6671bc1c12bdfd19b0c"}}"#,
        )
        .unwrap();
        let opened = slot.open(INSTALL, "thimble bodkin selvedge").unwrap();
        assert_eq!(opened.unwrap().bytes(), &[7; 32]);

        let slot: RecoverySlot = serde_json::from_str(
            r#"{"salt":"931318bc9140f23500de00e8fff6f97e",
            "wrapped":{"nonce":"74da8f3ef14dcb19d075664d2d4b0a6ae1852c60f7bc70b9",
            "sealed":"86023647fb20d2f7d95bfb9c18f18483d1df96bd9d8a461e13021d6c4a9f2d2086af9dca66a1b490a8369c550af68fd5"}}"#,
        )
        .unwrap();
        let code = recovery::Code::parse("RSMR-ZFT0-TSJQ-VQP2-HZVW-X39S-F6PN-4NN4-TEFW").unwrap();
        let opened = slot.open(INSTALL, &code).unwrap();
        assert_eq!(opened.unwrap().bytes(), &[7; 32]);
    }

    #[test]
    fn a_slot_of_another_clinic_opens_nothing_here() {
        let key = Key::random().unwrap();
        let person = Uuid::from_u128(1);
        let slot =
            PassphraseSlot::seal(INSTALL, person, "", "thimble", Params::THROW_AWAY, &key).unwrap();
        assert!(slot.open(INSTALL, "thimble").unwrap().is_some());
        assert!(
            slot.open(Uuid::from_u128(0xabd), "thimble")
                .unwrap()
                .is_none()
        );
    }

    #[test]
    fn a_quick_computer_makes_more_passes_and_a_slow_one_never_fewer() {
        let after = |millis| Params::STANDARD.raised(Duration::from_millis(millis)).t;
        assert_eq!(after(460), 4, "measured where it was designed");
        assert_eq!(after(100), 15);
        assert_eq!(after(2000), Params::STANDARD.t, "never below the standard");
        assert_eq!(after(0), MOST_PASSES, "a clock that stood still");
        assert!(Params::STANDARD.raised(Duration::ZERO).is_sane());
    }

    #[test]
    fn a_wrong_passphrase_costs_at_least_four_tenths_of_a_second_here() {
        let params = Params::calibrated().unwrap();
        let begun = Instant::now();
        stretch("not the passphrase", &[1; 16], params).unwrap();
        let took = begun.elapsed();
        assert!(
            took >= Duration::from_millis(400),
            "{took:?} with {params:?}"
        );
    }

    #[test]
    fn less_memory_or_less_work_is_cheaper_to_guess_at() {
        let standard = Params::STANDARD;
        assert!(Params::THROW_AWAY.is_cheaper_than(standard));
        assert!(Params { t: 2, ..standard }.is_cheaper_than(standard));
        assert!(
            Params {
                m_kib: 64 * 1024,
                t: 9,
                p: 1
            }
            .is_cheaper_than(standard)
        );
        assert!(!standard.is_cheaper_than(standard));
        assert!(!Params { t: 5, ..standard }.is_cheaper_than(standard));
    }

    #[test]
    fn absurd_settings_are_refused_before_they_can_exhaust_the_laptop() {
        let absurd = Params {
            m_kib: u32::MAX,
            ..Params::STANDARD
        };
        assert!(!absurd.is_sane());
        assert!(
            !Params {
                t: u32::MAX,
                ..Params::STANDARD
            }
            .is_sane()
        );
    }
}
