//! Signed sessions and the depth of each zone in them.

use crate::error::{Damage, StoreError};
use crate::journal::Write;
use crate::row::{day, instant, parse, text};
use crate::{hex, patient, stock};
use needlebook_domain::concern::Concern;
use needlebook_domain::ids::{PatientId, SessionId};
use needlebook_domain::session::{Session, ZoneState};
use needlebook_domain::session_amendment::CorrectedEnd;
use needlebook_domain::stock::MovementReason;
use serde_json::json;
use sha2::{Digest, Sha256};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

/// The hash a session is locked with, in hex: SHA-256 over the record as stored.
///
/// # Errors
/// When the record does not serialise.
pub fn record_hash(session: &Session) -> Result<String, StoreError> {
    Ok(hex::encode(&Sha256::digest(text(session)?.as_bytes())).to_string())
}

/// How many sessions were ever signed here.
///
/// # Errors
/// When the store cannot be read.
pub async fn count(connection: &mut SqliteConnection) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar("SELECT count(*) FROM session")
        .fetch_one(connection)
        .await?)
}

pub(crate) async fn put(
    connection: &mut SqliteConnection,
    seq: i64,
    session: &Session,
    record_hash: &str,
) -> Result<(), StoreError> {
    let key = patient::key(connection, session.record.patient).await?;
    let hash = hex::decode(record_hash).ok_or(StoreError::from(Damage::Row))?;
    sqlx::query(
        "INSERT INTO session (patient, seq, id, number, ended_on, ended_at, signed_by, record_hash, body, concern, device)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(key)
    .bind(seq)
    .bind(session.record.id.0)
    .bind(session.number)
    .bind(session.ended_on.to_string())
    .bind(session.ended_at.timestamp_millis())
    .bind(session.signed_by.0)
    .bind(hash)
    .bind(text(session)?)
    .bind(session.concern().map(Concern::id))
    .bind(session.record.device.map(|device| device.0))
    .execute(&mut *connection)
    .await?;
    put_zones(connection, key, seq, session).await?;
    use_units(connection, seq, session).await?;
    for unit in session.record.cartridges.iter() {
        stock::put_used(connection, seq, unit.lot, &unit.serial).await?;
    }
    Ok(())
}

async fn put_zones(
    connection: &mut SqliteConnection,
    key: i64,
    seq: i64,
    session: &Session,
) -> Result<(), StoreError> {
    let done = session
        .record
        .zones
        .iter()
        .filter(|row| row.state == ZoneState::Done);
    let zones: Vec<_> = done
        .map(|row| {
            json!([
                row.zone.id(),
                row.side.id(),
                row.micrometres().unwrap_or(0),
                row.passes.unwrap_or(0),
                row.endpoint
            ])
        })
        .collect();
    sqlx::query(
        "INSERT INTO session_zone
             (patient, session, position, zone, side, depth_um, passes, endpoint, ended_on)
         SELECT ?1, ?2, key, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, ?4
         FROM json_each(?3)",
    )
    .bind(key)
    .bind(seq)
    .bind(text(&zones)?)
    .bind(session.ended_on.to_string())
    .execute(connection)
    .await?;
    Ok(())
}

/// Each cartridge takes one unit from its lot.
async fn use_units(
    connection: &mut SqliteConnection,
    seq: i64,
    session: &Session,
) -> Result<(), StoreError> {
    let mut lots: Vec<_> = session
        .record
        .cartridges
        .iter()
        .map(|cartridge| cartridge.lot)
        .collect();
    lots.sort_unstable();
    for used in lots.chunk_by(|a, b| a == b) {
        sqlx::query(
            "INSERT INTO stock_movement (lot, seq, units, reason, about) VALUES (?, ?, ?, ?, ?)",
        )
        .bind(used[0].0)
        .bind(seq)
        .bind(-i64::try_from(used.len()).unwrap_or(0))
        .bind(text(&MovementReason::UsedInSession)?.trim_matches('"'))
        .bind(session.record.id.0)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

/// Every signed session of a patient as it stands, newest first.
///
/// # Errors
/// When the store cannot be read; damage when a record does not carry its hash.
pub async fn list(
    connection: &mut SqliteConnection,
    patient: PatientId,
) -> Result<Vec<Session>, StoreError> {
    let key = patient::key(connection, patient).await?;
    let rows = sqlx::query(
        "SELECT body, record_hash, ended_on, ended_at FROM session WHERE patient = ? ORDER BY seq DESC",
    )
    .bind(key)
    .fetch_all(connection)
    .await?;
    rows.iter().map(as_it_stands).collect()
}

/// The session as it stands: what was signed, with the end as it is known now.
///
/// # Errors
/// [`StoreError::NotFound`]; damage when the record does not carry its hash.
pub async fn get(connection: &mut SqliteConnection, id: SessionId) -> Result<Session, StoreError> {
    as_it_stands(&row_of(connection, id).await?)
}

/// The session as it was signed, whatever was added since.
///
/// # Errors
/// As [`get`].
pub async fn get_as_signed(
    connection: &mut SqliteConnection,
    id: SessionId,
) -> Result<Session, StoreError> {
    as_signed(&row_of(connection, id).await?)
}

async fn row_of(connection: &mut SqliteConnection, id: SessionId) -> Result<SqliteRow, StoreError> {
    sqlx::query("SELECT body, record_hash, ended_on, ended_at FROM session WHERE id = ?")
        .bind(id.0)
        .fetch_optional(connection)
        .await?
        .ok_or(StoreError::NotFound { entity: "session" })
}

/// A record whose bytes no longer have the hash it was signed with is never shown as the record.
fn as_signed(row: &SqliteRow) -> Result<Session, StoreError> {
    let body: &str = row.get("body");
    let hash: &[u8] = row.get("record_hash");
    if Sha256::digest(body.as_bytes()).as_slice() == hash {
        parse(body)
    } else {
        Err(Damage::Row.into())
    }
}

fn as_it_stands(row: &SqliteRow) -> Result<Session, StoreError> {
    with_end_of(row, as_signed(row)?)
}

/// The session with the end that its row holds, which an amendment may have corrected.
pub(crate) fn with_end_of(row: &SqliteRow, mut session: Session) -> Result<Session, StoreError> {
    let ended_at: i64 = row.get("ended_at");
    if session.ended_at.timestamp_millis() != ended_at {
        session.ended_at = instant(ended_at)?;
        session.ended_on = day(row.get("ended_on"))?;
    }
    Ok(session)
}

/// An amendment found the end to be another.
pub(crate) async fn correct_end(
    connection: &mut SqliteConnection,
    id: SessionId,
    end: CorrectedEnd,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE session SET ended_on = ?, ended_at = ? WHERE id = ?")
        .bind(end.on.to_string())
        .bind(end.at.timestamp_millis())
        .bind(id.0)
        .execute(&mut *connection)
        .await?;
    sqlx::query(
        "UPDATE session_zone SET ended_on = ?1
         WHERE (patient, session) = (SELECT patient, seq FROM session WHERE id = ?2)",
    )
    .bind(end.on.to_string())
    .bind(id.0)
    .execute(connection)
    .await?;
    Ok(())
}

/// The number of the patient's next session.
///
/// # Errors
/// When the store cannot be read.
pub async fn next_number(write: &mut Write<'_>, patient: PatientId) -> Result<u32, StoreError> {
    let key = patient::key(write.connection(), patient).await?;
    let highest: Option<u32> =
        sqlx::query_scalar("SELECT max(number) FROM session WHERE patient = ?")
            .bind(key)
            .fetch_one(write.connection())
            .await?;
    Ok(highest.unwrap_or(0) + 1)
}
