//! A letterbox for data keys: anybody can put one in through its mouth, and only whoever has the latch can take it out.
//!
//! The data key can therefore be changed for everybody while nobody but the owner is there (decision 23): the others'
//! passphrases are not needed to give them the new one, and the old data key opens no letterbox.

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

use super::{DataKeys, Key, Purpose, derive, expand, random_nonce};
use crate::{
    error::{Damage, StoreError},
    hex,
};

/// What a person, or the recovery code, gets the data key from.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Letterbox {
    /// The public half (X25519), in hex.
    mouth: String,
    current: Letter,
    /// The data key that takes the place of the current one, while it is being changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    coming: Option<Letter>,
}

/// A data key in a letterbox.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Letter {
    /// The public half of the pair that this letter alone was sealed with, in hex.
    sender: String,
    wrapped: Wrapped,
    /// An HMAC by the data key inside: whoever had it put it in this letterbox. A mouth that somebody exchanged on the
    /// disk never gets the next one.
    vouched: String,
}

/// A key under another.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wrapped {
    nonce: String,
    sealed: String,
}

impl Letterbox {
    /// A letterbox whose latch is `latch`, with a data key in it. `bound_to` says whose it is.
    pub(super) fn new(latch: &Key, bound_to: &[u8], data_key: &Key) -> Result<Self, StoreError> {
        let mouth = public(latch);
        Ok(Self {
            mouth: hex::encode(mouth.as_bytes()).to_string(),
            current: Letter::seal(&mouth, bound_to, data_key)?,
            coming: None,
        })
    }

    /// What lies in it; `None` when this is not its latch, or something of it was altered.
    pub(super) fn open(
        &self,
        latch: &Key,
        bound_to: &[u8],
    ) -> Result<Option<DataKeys>, StoreError> {
        let Some(current) = self.current.open(latch, bound_to)? else {
            return Ok(None);
        };
        let coming = match &self.coming {
            Some(letter) => letter.open(latch, bound_to)?,
            None => None,
        };
        Ok(Some(DataKeys { current, coming }))
    }

    /// Puts the next data key in beside the one that is there.
    ///
    /// # Errors
    /// [`Damage::KeySlot`] for a letterbox that nobody of the clinic put here.
    pub(super) fn begin_change(
        &mut self,
        bound_to: &[u8],
        old: &Key,
        new: &Key,
    ) -> Result<(), StoreError> {
        let mouth = point(&self.mouth)?;
        if !self.current.is_vouched_for(&mouth, bound_to, old)? {
            return Err(Damage::KeySlot.into());
        }
        self.coming = Some(Letter::seal(&mouth, bound_to, new)?);
        Ok(())
    }

    /// The next data key takes the place of the one before. Nothing to do where it has.
    pub(super) fn finish_change(&mut self) {
        if let Some(coming) = self.coming.take() {
            self.current = coming;
        }
    }

    /// The data key stays what it is.
    pub(super) fn give_up_change(&mut self) {
        self.coming = None;
    }
}

impl Letter {
    fn seal(mouth: &PublicKey, bound_to: &[u8], data_key: &Key) -> Result<Self, StoreError> {
        let pair = Key::random()?;
        let sender = public(&pair);
        let key = shared(&pair, mouth, &sender, mouth)?;
        Ok(Self {
            sender: hex::encode(sender.as_bytes()).to_string(),
            wrapped: wrap(&key, bound_to, data_key)?,
            vouched: hex::encode(&voucher(mouth, bound_to, data_key)?.finalize().into_bytes())
                .to_string(),
        })
    }

    fn open(&self, latch: &Key, bound_to: &[u8]) -> Result<Option<Key>, StoreError> {
        let sender = point(&self.sender)?;
        let key = shared(latch, &sender, &sender, &public(latch))?;
        unwrap(&key, bound_to, &self.wrapped)
    }

    fn is_vouched_for(
        &self,
        mouth: &PublicKey,
        bound_to: &[u8],
        data_key: &Key,
    ) -> Result<bool, StoreError> {
        let given = hex::decode(&self.vouched).ok_or(Damage::KeySlot)?;
        Ok(voucher(mouth, bound_to, data_key)?
            .verify_slice(&given)
            .is_ok())
    }
}

/// A fresh secret half.
pub(super) fn latch() -> Result<Key, StoreError> {
    Key::random()
}

fn public(secret: &Key) -> PublicKey {
    PublicKey::from(&StaticSecret::from(*secret.bytes()))
}

fn point(text: &str) -> Result<PublicKey, StoreError> {
    let bytes: [u8; 32] = hex::decode(text)
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(Damage::KeySlot)?;
    Ok(PublicKey::from(bytes))
}

/// The key that both ends come to, bound to both public halves.
fn shared(
    mine: &Key,
    theirs: &PublicKey,
    sender: &PublicKey,
    mouth: &PublicKey,
) -> Result<Key, StoreError> {
    let secret = StaticSecret::from(*mine.bytes()).diffie_hellman(theirs);
    // A public half of low order would make a key that everybody knows.
    if !secret.was_contributory() {
        return Err(Damage::KeySlot.into());
    }
    let both = [sender.as_bytes().as_slice(), mouth.as_bytes()].concat();
    expand(secret.as_bytes(), Some(&both), b"needlebook/letter/v1")
}

fn voucher(mouth: &PublicKey, bound_to: &[u8], data_key: &Key) -> Result<Hmac<Sha256>, StoreError> {
    let key = derive(data_key, Purpose::Letterbox)?;
    let mut mac = Hmac::<Sha256>::new_from_slice(key.bytes()).map_err(|_| StoreError::Crypto)?;
    mac.update(mouth.as_bytes());
    mac.update(bound_to);
    Ok(mac)
}

pub(super) fn wrap(wrapping_key: &Key, bound_to: &[u8], key: &Key) -> Result<Wrapped, StoreError> {
    let nonce = random_nonce()?;
    let sealed = XChaCha20Poly1305::new(wrapping_key.bytes().into())
        .encrypt(
            &XNonce::from(nonce),
            Payload {
                msg: key.bytes(),
                aad: bound_to,
            },
        )
        .map_err(|_| StoreError::Crypto)?;
    Ok(Wrapped {
        nonce: hex::encode(&nonce).to_string(),
        sealed: hex::encode(&sealed).to_string(),
    })
}

pub(super) fn unwrap(
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

    const WHOSE: &[u8] = b"whose";

    fn key(byte: u8) -> Key {
        Key::from_stored(&[byte; 32]).unwrap()
    }

    #[test]
    fn the_next_data_key_reaches_a_letterbox_whose_latch_nobody_has_at_hand() {
        let latch = latch().unwrap();
        let mut letterbox = Letterbox::new(&latch, WHOSE, &key(1)).unwrap();
        letterbox.begin_change(WHOSE, &key(1), &key(2)).unwrap();
        let both = letterbox.open(&latch, WHOSE).unwrap().unwrap();
        assert_eq!(both.current.bytes(), key(1).bytes());
        assert_eq!(both.coming.unwrap().bytes(), key(2).bytes());

        letterbox.finish_change();
        let one = letterbox.open(&latch, WHOSE).unwrap().unwrap();
        assert_eq!(one.current.bytes(), key(2).bytes());
        assert!(one.coming.is_none());
        // And once more: whoever put the second in vouches for the third.
        letterbox.begin_change(WHOSE, &key(2), &key(3)).unwrap();
        letterbox.give_up_change();
        let one = letterbox.open(&latch, WHOSE).unwrap().unwrap();
        assert_eq!(one.current.bytes(), key(2).bytes());
    }

    #[test]
    fn a_letterbox_is_opened_by_its_own_latch_for_its_own_holder_alone() {
        let latch = latch().unwrap();
        let letterbox = Letterbox::new(&latch, WHOSE, &key(1)).unwrap();
        assert!(letterbox.open(&key(9), WHOSE).unwrap().is_none());
        assert!(letterbox.open(&latch, b"somebody else").unwrap().is_none());
    }

    /// Somebody at the disk, who has no key, puts a letterbox of their own in a colleague's place and waits.
    #[test]
    fn a_letterbox_that_was_exchanged_on_the_disk_never_gets_the_next_data_key() {
        let mine = Letterbox::new(&key(5), WHOSE, &key(6)).unwrap();
        let theirs = latch().unwrap();
        let mut exchanged = Letterbox::new(&theirs, WHOSE, &key(1)).unwrap();
        exchanged.mouth = mine.mouth;
        let refused = exchanged.begin_change(WHOSE, &key(1), &key(2));
        assert!(
            matches!(
                refused,
                Err(StoreError::Damaged {
                    what: Damage::KeySlot
                })
            ),
            "{refused:?}"
        );
        assert!(exchanged.coming.is_none());
    }

    #[test]
    fn a_public_half_that_gives_a_known_key_is_refused() {
        let latch = latch().unwrap();
        let mut letterbox = Letterbox::new(&latch, WHOSE, &key(1)).unwrap();
        letterbox.current.sender = "00".repeat(32);
        assert!(letterbox.open(&latch, WHOSE).is_err());
    }
}
