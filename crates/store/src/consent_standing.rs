//! The newest consent of everybody who has one or is in a course, as far as its dates go.

use crate::error::{Damage, StoreError};
use crate::row::instant;
use chrono::{DateTime, NaiveDate, Utc};
use needlebook_domain::ids::PatientId;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

/// What there is to judge a patient's newest consent by.
#[derive(Clone, Copy, Debug)]
pub struct ConsentInstants {
    pub patient: PatientId,
    pub signed_at: Option<DateTime<Utc>>,
    pub withdrawn_at: Option<DateTime<Utc>>,
    pub last_session_on: Option<NaiveDate>,
    pub consulted_on: Option<NaiveDate>,
}

/// Everybody with a consent signed or withdrawn, or a course begun, since `since`. Archived patients are left out.
///
/// # Errors
/// When the store cannot be read.
pub async fn list_since(
    connection: &mut SqliteConnection,
    since: DateTime<Utc>,
) -> Result<Vec<ConsentInstants>, StoreError> {
    let rows = sqlx::query(
        "WITH known AS (
             SELECT patient FROM consent WHERE signed_at >= ?1 OR withdrawn_at >= ?1
             UNION SELECT patient FROM consultation WHERE body ->> '$.held_on' >= ?2)
         SELECT p.id, newest.signed_at, newest.withdrawn_at,
             (SELECT max(s.ended_on) FROM session AS s WHERE s.patient = p.key) AS ended_on,
             (SELECT c.body ->> '$.held_on' FROM consultation AS c WHERE c.patient = p.key ORDER BY c.seq DESC LIMIT 1)
                 AS held_on
         FROM known JOIN patient AS p ON p.key = known.patient
         LEFT JOIN consent AS newest ON newest.patient = p.key
             AND newest.seq = (SELECT max(seq) FROM consent WHERE patient = p.key)
         WHERE p.archived_at IS NULL AND p.merged_into IS NULL",
    )
    .bind(since.timestamp_millis())
    .bind(since.date_naive().to_string())
    .fetch_all(connection)
    .await?;
    let day = |text: Option<&str>| {
        text.map(|text| text.parse().map_err(|_| StoreError::from(Damage::Row)))
            .transpose()
    };
    rows.iter()
        .map(|row| {
            Ok(ConsentInstants {
                patient: PatientId(row.get::<Uuid, _>("id")),
                signed_at: at(row.get("signed_at"))?,
                withdrawn_at: at(row.get("withdrawn_at"))?,
                last_session_on: day(row.get("ended_on"))?,
                consulted_on: day(row.get("held_on"))?,
            })
        })
        .collect()
}

fn at(millis: Option<i64>) -> Result<Option<DateTime<Utc>>, StoreError> {
    millis.map(instant).transpose()
}
