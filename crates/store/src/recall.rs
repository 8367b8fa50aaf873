//! Sessions with whom they treated, for a recall; and what came of each call.

use crate::error::StoreError;
use crate::row::{parse, text};
use crate::{patient, session};
use chrono::NaiveDate;
use needlebook_domain::ids::PatientId;
use needlebook_domain::patient::Patient;
use needlebook_domain::recall::RecallCall;
use needlebook_domain::session::Session;
use sqlx::{Row, SqliteConnection};

/// A signed session and whoever it treated.
#[derive(Clone, Debug)]
pub struct Treatment {
    pub session: Session,
    pub patient: Patient,
    pub archived: bool,
}

/// Every signed session that ended in these days, the newest first, whoever it belongs to: archived, merged, stopped.
///
/// # Errors
/// When the store cannot be read.
pub async fn list_treatments(
    connection: &mut SqliteConnection,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<Treatment>, StoreError> {
    let rows = sqlx::query(
        "SELECT session.body AS session, session.ended_on, session.ended_at, patient.body AS patient, patient.archived_at IS NOT NULL AS archived
         FROM session JOIN patient ON patient.key = session.patient
         WHERE session.ended_on BETWEEN ? AND ? ORDER BY session.ended_on DESC, session.seq DESC",
    )
    .bind(from.to_string())
    .bind(to.to_string())
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Treatment {
                session: session::with_end_of(row, parse(row.get("session"))?)?,
                patient: parse(row.get("patient"))?,
                archived: row.get("archived"),
            })
        })
        .collect()
}

pub(crate) async fn put_call(
    connection: &mut SqliteConnection,
    seq: i64,
    call: &RecallCall,
) -> Result<(), StoreError> {
    let key = patient::key(connection, call.patient).await?;
    sqlx::query("INSERT INTO recall_call (patient, seq, body) VALUES (?, ?, ?)")
        .bind(key)
        .bind(seq)
        .bind(text(call)?)
        .execute(connection)
        .await?;
    Ok(())
}

/// Every call of every recall, the oldest first, under the entry that each patient is read under now.
///
/// # Errors
/// When the store cannot be read.
pub async fn list_calls(
    connection: &mut SqliteConnection,
) -> Result<Vec<(PatientId, RecallCall)>, StoreError> {
    let rows = sqlx::query(
        "SELECT patient.id AS id, recall_call.body AS body
         FROM recall_call JOIN patient ON patient.key = recall_call.patient ORDER BY recall_call.seq",
    )
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| Ok((PatientId(row.get("id")), parse(row.get("body"))?)))
        .collect()
}
