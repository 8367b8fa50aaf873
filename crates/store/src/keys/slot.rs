//! A key slot: a letterbox for the data key, whose latch is wrapped under something a person knows.
//!
//! The wrapping is authenticated over the clinic, the person and the derivation's settings, so an
//! edited slot is refused instead of being opened more cheaply.

use std::time::{Duration, Instant};

use argon2::{Algorithm, Argon2, Version};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{
    DataKeys, KEY_LEN, Key, expand,
    letterbox::{self, Letterbox, Wrapped, unwrap, wrap},
    random, recovery,
};
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
        // Of two the quicker: what else ran beside one of them must not make a slot cheap for good.
        let mut quicker = Duration::MAX;
        for _ in 0..2 {
            let begun = Instant::now();
            stretch("", &[0; 16], Self::STANDARD)?;
            quicker = quicker.min(begun.elapsed());
        }
        Ok(Self::STANDARD.raised(quicker))
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

    /// Settings read from a file must not be able to exhaust the laptop before they are refused: twice the memory of
    /// today, and the passes of the quickest computer.
    const fn is_sane(self) -> bool {
        self.m_kib <= 2 * Self::STANDARD.m_kib && self.t <= MOST_PASSES && self.p <= 16
    }
}

/// What deriving a key should take where it is made: long for a thief with a list, short for a person.
const AIM: Duration = Duration::from_millis(500);
/// No computer of today is so quick that it needs more.
const MOST_PASSES: u32 = 32;

/// The data key for one person's passphrase.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PassphraseSlot {
    pub person: Uuid,
    /// Shown in the list at unlock, so it is readable without any key.
    pub name: String,
    salt: String,
    params: Params,
    /// The latch of the letterbox, under the passphrase.
    latch: Wrapped,
    letterbox: Letterbox,
}

/// The data key for the printed recovery code, which is the latch itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RecoverySlot {
    salt: String,
    letterbox: Letterbox,
}

impl PassphraseSlot {
    /// Makes a letterbox and wraps its latch. Slow on purpose: keep it off the async threads.
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
        let latch = letterbox::latch()?;
        Ok(Self {
            person,
            name: name.to_owned(),
            salt: hex::encode(&salt).to_string(),
            params,
            latch: wrap(&wrapping_key, &bound_to(install, person, params), &latch)?,
            letterbox: Letterbox::new(&latch, &holder(install, person), data_key)?,
        })
    }

    pub(crate) fn params(&self) -> Params {
        self.params
    }

    /// What is in it, or `None` when the passphrase (or anything of the slot) is not the right one.
    /// As slow as [`Self::seal`].
    pub(crate) fn open(
        &self,
        install: Uuid,
        passphrase: &str,
    ) -> Result<Option<DataKeys>, StoreError> {
        if !self.params.is_sane() {
            return Err(Damage::KeySlot.into());
        }
        let salt = hex::decode(&self.salt).ok_or(Damage::KeySlot)?;
        let wrapping_key = stretch(passphrase, &salt, self.params)?;
        let bound_to = bound_to(install, self.person, self.params);
        match unwrap(&wrapping_key, &bound_to, &self.latch)? {
            Some(latch) => self.letterbox.open(&latch, &holder(install, self.person)),
            None => Ok(None),
        }
    }

    pub(super) fn begin_change(
        &mut self,
        install: Uuid,
        old: &Key,
        new: &Key,
    ) -> Result<(), StoreError> {
        let holder = holder(install, self.person);
        self.letterbox.begin_change(&holder, old, new)
    }

    pub(super) fn letterbox(&mut self) -> &mut Letterbox {
        &mut self.letterbox
    }
}

impl RecoverySlot {
    pub(crate) fn seal(
        install: Uuid,
        code: &recovery::Code,
        data_key: &Key,
    ) -> Result<Self, StoreError> {
        let salt: [u8; 16] = random()?;
        let latch = from_code(code, &salt)?;
        Ok(Self {
            salt: hex::encode(&salt).to_string(),
            letterbox: Letterbox::new(&latch, &recovery_holder(install), data_key)?,
        })
    }

    pub(crate) fn open(
        &self,
        install: Uuid,
        code: &recovery::Code,
    ) -> Result<Option<DataKeys>, StoreError> {
        let salt = hex::decode(&self.salt).ok_or(Damage::KeySlot)?;
        let latch = from_code(code, &salt)?;
        self.letterbox.open(&latch, &recovery_holder(install))
    }

    pub(super) fn begin_change(
        &mut self,
        install: Uuid,
        old: &Key,
        new: &Key,
    ) -> Result<(), StoreError> {
        let holder = recovery_holder(install);
        self.letterbox.begin_change(&holder, old, new)
    }

    pub(super) fn letterbox(&mut self) -> &mut Letterbox {
        &mut self.letterbox
    }
}

fn bound_to(install: Uuid, person: Uuid, params: Params) -> Vec<u8> {
    let Params { m_kib, t, p } = params;
    format!("needlebook/keyslot/v1|{install}|{person}|argon2id|{m_kib}|{t}|{p}").into_bytes()
}

fn holder(install: Uuid, person: Uuid) -> Vec<u8> {
    format!("needlebook/letterbox/v1|{install}|{person}").into_bytes()
}

fn recovery_holder(install: Uuid) -> Vec<u8> {
    format!("needlebook/letterbox/v1|{install}|recovery").into_bytes()
}

/// Argon2id of the passphrase. Composed and decomposed accents are one passphrase: keyboards of
/// different systems send either.
pub(crate) fn stretch(passphrase: &str, salt: &[u8], params: Params) -> Result<Key, StoreError> {
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
            r#"{"person":"00000000-0000-0000-0000-000000000001","name":"Marigold Featherstitch","salt":"747c276e315262b00f3a66d68bf53db8","params":{"m_kib":8,"t":1,"p":1},
            "latch":{"nonce":"3e165f9ea59830df90fcdb108c7d842f5a65dbc10a7a4505",
            "sealed":"83ae413963cc56108e03d2922c2ee15e198bb0c8503f59463534fda76af04df2deae60906cde6f1159c8b073c4844cc9"},
            "letterbox":{"mouth":"d03dbfce5079732f5493e2ff7575d4ac69eec23ae095538af8d10903893d1223","current":{"sender":"253dcdc091e1e7e0da79c915c061642b5eeaec713ec0308e40efa35efd74e56c",
            "wrapped":{"nonce":"afeafb94375ad869fe2397c981b84ba2a27c4434821ffb4e",
            "sealed":"a693db4c7a300f0a115ddd21d6f6393f9c393a8b9e2075a49793feb8bba943b28f7bf23eaae94bb502ceb04f92a3a855"},
            "vouched":"16038bcc436f5f833d83e9a19dd0786207507314fc49db1c5d745c90ff9c49b9"}}}"#,
        )
        .unwrap();
        let opened = slot.open(INSTALL, "thimble bodkin selvedge").unwrap();
        assert_eq!(opened.unwrap().current.bytes(), &[7; 32]);

        let slot: RecoverySlot = serde_json::from_str(
            r#"{"salt":"d8524aacb2d3585304d00279532abe79",
            "letterbox":{"mouth":"541640362d8dc245c74838b600dd727e31b64b7818d2fb03243fe7016a74733a","current":{"sender":"7826e8dfc8e07214f687b8819b84e3a61311f3f2243dabe536a17f66071e125a",
            "wrapped":{"nonce":"46e31a77c8beb9833d40dca0c3bb8bf73cb7f3ac69734b90",
            "sealed":"55ef48c651e5e12648b6ce82e924d5a34631138f07701500e78e005dddec2be87b76307425421d08003f7274b9457dbe"},
            "vouched":"d52245f6010e8646761a7137ee10a96f3896ec597cbe5d94cbe1f192998733b9"}}}"#,
        )
        .unwrap();
        let code = recovery::Code::parse("RSMR-ZFT0-TSJQ-VQP2-HZVW-X39S-F6PN-4NN4-TEFW").unwrap();
        let opened = slot.open(INSTALL, &code).unwrap();
        assert_eq!(opened.unwrap().current.bytes(), &[7; 32]);
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
        // What runs beside this may slow the calibration and not the guess; a slot that is too cheap is so each time.
        let tries: Vec<(Duration, Params)> = (0..3)
            .map(|_| {
                let params = Params::calibrated().unwrap();
                let begun = Instant::now();
                stretch("not the passphrase", &[1; 16], params).unwrap();
                (begun.elapsed(), params)
            })
            .collect();
        let is_dear = |(took, _): &(Duration, Params)| *took >= Duration::from_millis(400);
        assert!(tries.iter().any(is_dear), "{tries:?}");
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
