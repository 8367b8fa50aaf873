//! Signed consents, what was added to them, and whether they were taken back.

use crate::error::{Damage, StoreError};
use crate::patient;
use crate::row::{instant, parse, text};
use chrono::{DateTime, Utc};
use needlebook_domain::consent::{Addendum, Consent};
use needlebook_domain::consent_withdrawal::{Withdrawal, WithdrawalScope};
use needlebook_domain::ids::{ConsentId, PatientId};
use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};

/// A consent with what happened to it since.
#[derive(Clone, Debug)]
pub struct StoredConsent {
    pub consent: Consent,
    /// When all of it was taken back.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// Everything that was taken back, whole or for one use of photos, oldest first.
    pub withdrawals: Vec<Withdrawal>,
    pub addenda: Vec<Addendum>,
}

pub(crate) async fn put(
    connection: &mut SqliteConnection,
    seq: i64,
    consent: &Consent,
) -> Result<(), StoreError> {
    let key = patient::key(connection, consent.patient).await?;
    sqlx::query(
        "INSERT INTO consent (patient, seq, id, signed_at, withdrawn_at, addenda, body)
         VALUES (?, ?, ?, ?, NULL, '[]', ?)",
    )
    .bind(key)
    .bind(seq)
    .bind(consent.id.0)
    .bind(consent.countersigned_at.timestamp_millis())
    .bind(text(consent)?)
    .execute(connection)
    .await?;
    Ok(())
}

pub(crate) async fn withdraw(
    connection: &mut SqliteConnection,
    withdrawal: &Withdrawal,
) -> Result<(), StoreError> {
    let whole = withdrawal.scope == WithdrawalScope::Whole;
    let done = sqlx::query(
        "UPDATE consent SET withdrawn_at = coalesce(withdrawn_at, ?),
         withdrawals = json_insert(withdrawals, '$[#]', json(?)) WHERE id = ?",
    )
    .bind(whole.then(|| withdrawal.at.timestamp_millis()))
    .bind(text(withdrawal)?)
    .bind(withdrawal.consent.0)
    .execute(connection)
    .await?;
    one_row(done.rows_affected())
}

pub(crate) async fn add(
    connection: &mut SqliteConnection,
    addendum: &Addendum,
) -> Result<(), StoreError> {
    let done = sqlx::query(
        "UPDATE consent SET addenda = json_insert(addenda, '$[#]', json(?)) WHERE id = ?",
    )
    .bind(text(addendum)?)
    .bind(addendum.consent.0)
    .execute(connection)
    .await?;
    one_row(done.rows_affected())
}

fn one_row(affected: u64) -> Result<(), StoreError> {
    if affected == 1 {
        Ok(())
    } else {
        Err(StoreError::NotFound { entity: "consent" })
    }
}

fn stored(row: &SqliteRow) -> Result<StoredConsent, StoreError> {
    let withdrawn_at: Option<i64> = row.get("withdrawn_at");
    Ok(StoredConsent {
        consent: parse(row.get("body"))?,
        withdrawn_at: withdrawn_at.map(instant).transpose()?,
        withdrawals: parse(row.get("withdrawals"))?,
        addenda: parse(row.get("addenda"))?,
    })
}

/// Every consent of a patient, newest first.
///
/// # Errors
/// When the store cannot be read.
pub async fn list(
    connection: &mut SqliteConnection,
    patient: PatientId,
) -> Result<Vec<StoredConsent>, StoreError> {
    let key = patient::key(connection, patient).await?;
    let rows = sqlx::query(
        "SELECT body, withdrawn_at, withdrawals, addenda FROM consent WHERE patient = ? ORDER BY seq DESC",
    )
    .bind(key)
    .fetch_all(connection)
    .await?;
    rows.iter().map(stored).collect()
}

/// # Errors
/// [`StoreError::NotFound`].
pub async fn get(
    connection: &mut SqliteConnection,
    id: ConsentId,
) -> Result<StoredConsent, StoreError> {
    let row =
        sqlx::query("SELECT body, withdrawn_at, withdrawals, addenda FROM consent WHERE id = ?")
            .bind(id.0)
            .fetch_optional(connection)
            .await?
            .ok_or(StoreError::NotFound { entity: "consent" })?;
    stored(&row)
}

/// Consents whose text has a SHA-256 (hex) that begins with `prefix`.
///
/// # Errors
/// When the store cannot be read.
pub async fn find_by_fingerprint(
    connection: &mut SqliteConnection,
    prefix: &str,
) -> Result<Vec<StoredConsent>, StoreError> {
    let rows = sqlx::query(
        "SELECT body, withdrawn_at, withdrawals, addenda FROM consent
         WHERE body ->> '$.text_sha256' >= ?1 AND body ->> '$.text_sha256' < ?1 || 'g'",
    )
    .bind(prefix)
    .fetch_all(connection)
    .await?;
    rows.iter().map(stored).collect()
}

/// Whether the text of a stored consent still has the hash it was signed with.
///
/// # Errors
/// [`StoreError::Damaged`] when it has not.
pub fn refuse_altered(consent: &Consent) -> Result<(), StoreError> {
    use sha2::{Digest, Sha256};
    let now = crate::hex::encode(&Sha256::digest(consent.text.as_bytes()));
    if *now == consent.text_sha256 {
        Ok(())
    } else {
        Err(Damage::Row.into())
    }
}
