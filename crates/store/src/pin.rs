//! The PIN that brings a person back to an open session (PRACTICE 55). It is worth nothing without the open store: it
//! wraps no key, and it is kept beside the journal, never in it.

use crate::error::{Damage, StoreError};
use crate::journal::Write;
use crate::keys::{Params, random, stretch};
use needlebook_domain::ids::PersonId;
use sqlx::{Row, SqliteConnection};

/// What one guess costs. Three guesses are all there are, so this is for a PIN that somebody uses elsewhere, too.
const COST: Params = Params {
    m_kib: 19 * 1024,
    t: 2,
    p: 1,
};

/// What is kept of a PIN: enough to know it again, too little to read it.
pub struct Verifier {
    salt: [u8; 16],
    made: [u8; 32],
}

impl Verifier {
    /// Slow on purpose, some tens of milliseconds: keep it off the async threads.
    ///
    /// # Errors
    /// [`StoreError::Crypto`] when the memory for it cannot be had.
    pub fn of(pin: &str) -> Result<Self, StoreError> {
        let salt = random()?;
        Ok(Self {
            salt,
            made: *stretch(pin, &salt, COST)?.bytes(),
        })
    }

    /// As slow as [`Self::of`].
    ///
    /// # Errors
    /// As [`Self::of`].
    pub fn matches(&self, pin: &str) -> Result<bool, StoreError> {
        let again = stretch(pin, &self.salt, COST)?;
        // How long the comparison takes must say nothing about how much of it was right.
        let differing = again.bytes().iter().zip(&self.made);
        Ok(differing.fold(0, |sum, (one, other)| sum | (one ^ other)) == 0)
    }
}

/// Keeps a person's PIN in place of the one before.
///
/// # Errors
/// When the store refuses.
pub async fn set(
    write: &mut Write<'_>,
    person: PersonId,
    verifier: &Verifier,
) -> Result<(), StoreError> {
    sqlx::query("INSERT OR REPLACE INTO person_pin (person, salt, verifier) VALUES (?, ?, ?)")
        .bind(person.0)
        .bind(verifier.salt.as_slice())
        .bind(verifier.made.as_slice())
        .execute(write.connection())
        .await?;
    Ok(())
}

/// Answers whether there was one.
///
/// # Errors
/// When the store refuses.
pub async fn forget(write: &mut Write<'_>, person: PersonId) -> Result<bool, StoreError> {
    let gone = sqlx::query("DELETE FROM person_pin WHERE person = ?")
        .bind(person.0)
        .execute(write.connection())
        .await?;
    Ok(gone.rows_affected() > 0)
}

/// # Errors
/// When the store cannot be read.
pub async fn find(
    connection: &mut SqliteConnection,
    person: PersonId,
) -> Result<Option<Verifier>, StoreError> {
    let row = sqlx::query("SELECT salt, verifier FROM person_pin WHERE person = ?")
        .bind(person.0)
        .fetch_optional(connection)
        .await?;
    row.map(|row| {
        let salt: Vec<u8> = row.try_get("salt")?;
        let made: Vec<u8> = row.try_get("verifier")?;
        Ok(Verifier {
            salt: salt.try_into().map_err(|_| Damage::Row)?,
            made: made.try_into().map_err(|_| Damage::Row)?,
        })
    })
    .transpose()
}
