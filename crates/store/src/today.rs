//! Who is here today, and who is due back.

use crate::error::StoreError;
use crate::journal::Event;
use crate::patient;
use crate::row::{day, instant, parse};
use chrono::{DateTime, NaiveDate, Utc};
use needlebook_domain::ids::PatientId;
use needlebook_domain::patient::Patient;
use sqlx::{Row, SqliteConnection};

/// Somebody who came.
#[derive(Clone, Debug)]
pub struct Arrival {
    pub patient: Patient,
    pub arrived_at: DateTime<Utc>,
    pub left_at: Option<DateTime<Utc>>,
}

pub(crate) async fn arrive(
    connection: &mut SqliteConnection,
    event: &Event,
    arrived_on: NaiveDate,
) -> Result<(), StoreError> {
    let key = patient::key(connection, PatientId(event.entity_id)).await?;
    sqlx::query(
        "INSERT INTO arrival (arrived_on, patient, seq, arrived_at, left_at) VALUES (?, ?, ?, ?, NULL)
         ON CONFLICT (arrived_on, patient) DO UPDATE SET left_at = NULL",
    )
    .bind(arrived_on.to_string())
    .bind(key)
    .bind(event.seq)
    .bind(event.wall_at)
    .execute(connection)
    .await?;
    Ok(())
}

pub(crate) async fn leave(
    connection: &mut SqliteConnection,
    event: &Event,
    arrived_on: NaiveDate,
) -> Result<(), StoreError> {
    let key = patient::key(connection, PatientId(event.entity_id)).await?;
    sqlx::query("UPDATE arrival SET left_at = ? WHERE arrived_on = ? AND patient = ?")
        .bind(event.wall_at)
        .bind(arrived_on.to_string())
        .bind(key)
        .execute(connection)
        .await?;
    Ok(())
}

/// Everybody who came on a date, in the order they came.
///
/// # Errors
/// When the store cannot be read.
pub async fn arrivals(
    connection: &mut SqliteConnection,
    on: NaiveDate,
) -> Result<Vec<Arrival>, StoreError> {
    let rows = sqlx::query(
        "SELECT p.body, a.arrived_at, a.left_at FROM arrival AS a JOIN patient AS p ON p.key = a.patient
         WHERE a.arrived_on = ? ORDER BY a.arrived_at, a.seq",
    )
    .bind(on.to_string())
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            let left_at: Option<i64> = row.get("left_at");
            Ok(Arrival {
                patient: parse(row.get("body"))?,
                arrived_at: instant(row.get("arrived_at"))?,
                left_at: left_at.map(instant).transpose()?,
            })
        })
        .collect()
}

/// Patients whose last signed session ended within `from..to`, the oldest first, with that date. `finished` chooses those
/// whose course is over: as many sessions as are planned now, or closed early; nobody is finished without a plan. Whoever is
/// archived is due for nothing.
///
/// # Errors
/// When the store cannot be read.
pub async fn last_treated_between(
    connection: &mut SqliteConnection,
    from: NaiveDate,
    to: NaiveDate,
    finished: bool,
    limit: u32,
) -> Result<Vec<(Patient, NaiveDate)>, StoreError> {
    let rows = sqlx::query(
        "SELECT p.body, s.ended_on FROM session AS s JOIN patient AS p ON p.key = s.patient
         WHERE s.ended_on >= ?1 AND s.ended_on < ?2 AND p.archived_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM session AS later WHERE later.patient = s.patient AND later.seq > s.seq)
           AND coalesce((
               SELECT (SELECT count(*) FROM session AS one
                       WHERE one.patient = c.patient AND one.ended_on >= c.body ->> '$.held_on')
                      >= coalesce((SELECT x.planned FROM course_change AS x WHERE x.patient = c.patient
                                   AND x.consultation = c.id AND x.planned IS NOT NULL ORDER BY x.seq DESC LIMIT 1),
                                  c.body ->> '$.planned_sessions')
                      OR (SELECT x.closed FROM course_change AS x WHERE x.patient = c.patient
                          AND x.consultation = c.id AND x.closed IS NOT NULL ORDER BY x.seq DESC LIMIT 1) IS 1
               FROM consultation AS c WHERE c.patient = s.patient ORDER BY c.seq DESC LIMIT 1), 0) = ?3
         ORDER BY s.ended_on LIMIT ?4",
    )
    .bind(from.to_string())
    .bind(to.to_string())
    .bind(finished)
    .bind(limit)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| Ok((parse(row.get("body"))?, day(row.get("ended_on"))?)))
        .collect()
}
