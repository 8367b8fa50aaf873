//! Who was treated where and when: what the list of those who are waited for is made from.

use crate::error::{Damage, StoreError};
use crate::row::{day, instant, parse, text};
use chrono::{DateTime, NaiveDate, Utc};
use needlebook_domain::ids::{PatientId, PersonId};
use needlebook_domain::screening_record::ScreeningWait;
use needlebook_domain::zone::Zone;
use sqlx::{Row, SqliteConnection};
use std::collections::HashMap;

/// The newest day on which a zone of a patient was needled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastTreated {
    pub patient: PatientId,
    pub zone: Zone,
    pub on: NaiveDate,
}

/// Every zone treated since a date, with its newest day. Whoever is archived or read under another entry is waited for by
/// nobody.
///
/// # Errors
/// When the store cannot be read.
pub async fn last_treated(
    connection: &mut SqliteConnection,
    since: NaiveDate,
) -> Result<Vec<LastTreated>, StoreError> {
    let rows = sqlx::query(
        "SELECT p.id, z.zone, max(s.ended_on) AS ended_on
         FROM session AS s
         JOIN session_zone AS z ON z.patient = s.patient AND z.session = s.seq
         JOIN patient AS p ON p.key = s.patient AND p.archived_at IS NULL AND p.merged_into IS NULL
         WHERE s.ended_on >= ? GROUP BY s.patient, z.zone",
    )
    .bind(since.to_string())
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            let zone = Zone::from_id(row.get("zone"));
            Ok(LastTreated {
                patient: PatientId(row.get("id")),
                zone: zone.ok_or(StoreError::from(Damage::Row))?,
                on: day(row.get("ended_on"))?,
            })
        })
        .collect()
}

/// Patients treated since a date whose newest course is over: as many sessions as are planned now, or closed early.
///
/// # Errors
/// When the store cannot be read.
pub async fn courses_over(
    connection: &mut SqliteConnection,
    since: NaiveDate,
) -> Result<Vec<PatientId>, StoreError> {
    let ids: Vec<uuid::Uuid> = sqlx::query_scalar(
        "SELECT p.id FROM consultation AS c JOIN patient AS p ON p.key = c.patient
         WHERE c.patient IN (SELECT patient FROM session WHERE ended_on >= ?1)
           AND NOT EXISTS (SELECT 1 FROM consultation AS later WHERE later.patient = c.patient AND later.seq > c.seq)
           AND ((SELECT count(*) FROM session AS one
                 WHERE one.patient = c.patient AND one.ended_on >= c.body ->> '$.held_on')
                >= coalesce((SELECT x.planned FROM course_change AS x WHERE x.patient = c.patient
                             AND x.consultation = c.id AND x.planned IS NOT NULL ORDER BY x.seq DESC LIMIT 1),
                            c.body ->> '$.planned_sessions')
                OR (SELECT x.closed FROM course_change AS x WHERE x.patient = c.patient
                    AND x.consultation = c.id AND x.closed IS NOT NULL ORDER BY x.seq DESC LIMIT 1) IS 1)",
    )
    .bind(since.to_string())
    .fetch_all(connection)
    .await?;
    Ok(ids.into_iter().map(PatientId).collect())
}

/// A call that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallMade {
    pub at: DateTime<Utc>,
    pub by: PersonId,
    pub outcome: String,
}

/// The newest call to each patient since an instant.
///
/// # Errors
/// When the store cannot be read.
pub async fn calls_since(
    connection: &mut SqliteConnection,
    since: DateTime<Utc>,
) -> Result<HashMap<PatientId, CallMade>, StoreError> {
    let rows = sqlx::query(
        "SELECT p.id, t.done_at, t.done_by, t.outcome FROM task AS t JOIN patient AS p ON p.key = t.patient
         WHERE t.kind = 'call_back' AND t.done_at >= ? ORDER BY t.done_at",
    )
    .bind(since.timestamp_millis())
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            let call = CallMade {
                at: instant(row.get("done_at"))?,
                by: PersonId(row.get("done_by")),
                outcome: row.get("outcome"),
            };
            Ok((PatientId(row.get("id")), call))
        })
        .collect()
}

/// What the newest screening of each of them says of waiting, with the end of their last session.
///
/// # Errors
/// When the store cannot be read.
pub async fn waits(
    connection: &mut SqliteConnection,
    ids: &[PatientId],
) -> Result<HashMap<PatientId, (ScreeningWait, DateTime<Utc>)>, StoreError> {
    let wanted: Vec<String> = ids.iter().map(|id| id.0.to_string()).collect();
    let rows = sqlx::query(
        "SELECT p.id, s.outcome, s.body ->> '$.judgement.eligible_from' AS eligible_from, s.signed_at,
             (SELECT max(ended_at) FROM session WHERE patient = p.key) AS ended_at
         FROM json_each(?) AS wanted
         JOIN patient AS p ON p.id = unhex(replace(wanted.value, '-', ''))
         JOIN screening AS s ON s.patient = p.key
             AND s.seq = (SELECT max(seq) FROM screening WHERE patient = p.key)
         WHERE EXISTS (SELECT 1 FROM session WHERE patient = p.key)",
    )
    .bind(text(&wanted)?)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            let eligible_from: Option<&str> = row.get("eligible_from");
            let wait = ScreeningWait {
                outcome: parse(&format!("\"{}\"", row.get::<&str, _>("outcome")))?,
                eligible_from: eligible_from.map(day).transpose()?,
                signed_at: instant(row.get("signed_at"))?,
            };
            let ended_at = instant(row.get("ended_at"))?;
            Ok((PatientId(row.get("id")), (wait, ended_at)))
        })
        .collect()
}

/// The people of a list, in one read.
///
/// # Errors
/// When the store cannot be read.
pub async fn patients(
    connection: &mut SqliteConnection,
    ids: &[PatientId],
) -> Result<HashMap<PatientId, needlebook_domain::patient::Patient>, StoreError> {
    let wanted: Vec<String> = ids.iter().map(|id| id.0.to_string()).collect();
    let rows = sqlx::query(
        "SELECT p.body FROM json_each(?) AS wanted JOIN patient AS p ON p.id = unhex(replace(wanted.value, '-', ''))",
    )
    .bind(text(&wanted)?)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            let patient: needlebook_domain::patient::Patient = parse(row.get("body"))?;
            Ok((patient.id, patient))
        })
        .collect()
}
