//! The timeline of a patient: one line for each event that tells something, read backwards from a cursor.

mod told;

use crate::error::StoreError;
use crate::journal::{Event, Fact};
use crate::patient;
use crate::row::{instant, parse, text};
use chrono::{DateTime, Utc};
use needlebook_domain::ids::{PatientId, PersonId};
use needlebook_domain::timeline::{Told, Topic};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineEntry {
    /// The event, which is also the cursor of what came before it.
    pub event: Uuid,
    /// The session, consent, note or other thing that it is about.
    pub about: Uuid,
    pub at: DateTime<Utc>,
    pub by: Option<PersonId>,
    pub told: Told,
}

/// Writes the line of an event, if it has one.
pub(crate) async fn put(
    connection: &mut SqliteConnection,
    event: &Event,
) -> Result<(), StoreError> {
    let Some(line) = told::line(connection, event).await? else {
        return Ok(());
    };
    let Some(topic) = line.told.topic() else {
        return Ok(());
    };
    sqlx::query(
        "INSERT INTO timeline (patient, seq, event, topic, about, at, by_person, body)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(line.patient)
    .bind(event.seq)
    .bind(event.id)
    .bind(text(&topic)?.trim_matches('"'))
    .bind(line.about)
    .bind(when(event))
    .bind(event.actor)
    .bind(text(&line.told)?)
    .execute(connection)
    .await?;
    Ok(())
}

/// When it happened, which for care that was entered later is not when it was written down (PRACTICE 26).
fn when(event: &Event) -> i64 {
    let happened = match &event.fact {
        Fact::ScreeningSigned { screening } => screening.signed_at,
        Fact::ConsentSigned { consent } => consent.countersigned_at,
        Fact::SessionSigned { session, .. } => session.ended_at,
        _ => return event.wall_at,
    };
    happened.timestamp_millis()
}

/// The newest lines, or those from before the event `before` on; the newest first.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn list(
    connection: &mut SqliteConnection,
    patient: PatientId,
    topic: Option<Topic>,
    before: Option<Uuid>,
    limit: u32,
) -> Result<Vec<TimelineEntry>, StoreError> {
    let key = patient::key(connection, patient).await?;
    let before = match before {
        Some(event) => sqlx::query_scalar::<_, i64>("SELECT seq FROM journal WHERE id = ?")
            .bind(event)
            .fetch_optional(&mut *connection)
            .await?
            .ok_or(StoreError::NotFound { entity: "timeline" })?,
        None => i64::MAX,
    };
    let rows = match topic {
        None => {
            sqlx::query(WHOLE)
                .bind(key)
                .bind(before)
                .bind(limit)
                .fetch_all(connection)
                .await?
        }
        Some(topic) => {
            sqlx::query(BY_TOPIC)
                .bind(key)
                .bind(text(&topic)?.trim_matches('"'))
                .bind(before)
                .bind(limit)
                .fetch_all(connection)
                .await?
        }
    };
    rows.iter().map(entry).collect()
}

const WHOLE: &str = "SELECT event, about, at, by_person, body FROM timeline
     WHERE patient = ? AND seq < ? ORDER BY seq DESC LIMIT ?";
const BY_TOPIC: &str = "SELECT event, about, at, by_person, body FROM timeline
     WHERE patient = ? AND topic = ? AND seq < ? ORDER BY seq DESC LIMIT ?";

fn entry(row: &SqliteRow) -> Result<TimelineEntry, StoreError> {
    let by: Option<Uuid> = row.get("by_person");
    Ok(TimelineEntry {
        event: row.get("event"),
        about: row.get("about"),
        at: instant(row.get("at"))?,
        by: by.map(PersonId),
        told: parse(row.get("body"))?,
    })
}
