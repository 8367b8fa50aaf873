//! Erasing a record: the bodies of its events, every row made from them, its pages and pictures, and every way in to it. The
//! chain of the journal covers the hash of a body and stays whole.

use crate::error::StoreError;
use crate::journal::{Event, Fact, Write, about_patient};
use crate::merge::OF_A_PATIENT;
use crate::patient;
use crate::row::{parse, text};
use crate::{sealed_file, stock};
use chrono::{DateTime, NaiveDate, Utc};
use needlebook_domain::attachment::Attachment;
use needlebook_domain::document::DocumentKind;
use needlebook_domain::erasure::{Erased, ErasedEntry, UsedUnits};
use needlebook_domain::ids::{LotId, PatientId};
use needlebook_domain::patient::Patient;
use needlebook_domain::photo::Photo;
use needlebook_domain::stock::MovementReason;
use sqlx::{AssertSqlSafe, Row, SqliteConnection};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Everything that goes with a patient.
#[derive(Clone, Debug)]
pub struct Extent {
    pub entries: Vec<ErasedEntry>,
    pub used: Vec<UsedUnits>,
    /// Sealed files: pages of documents and pictures.
    pub files: Vec<Uuid>,
    events: BTreeSet<i64>,
    drafts: Vec<Uuid>,
}

impl Extent {
    #[must_use]
    pub fn events(&self) -> u32 {
        u32::try_from(self.events.len()).unwrap_or(u32::MAX)
    }
}

/// Finds everything that was ever recorded about a patient under any of their entries. It walks the whole journal.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn find(connection: &mut SqliteConnection, id: PatientId) -> Result<Extent, StoreError> {
    let key = patient::key(connection, id).await?;
    let rows = sqlx::query(
        "SELECT id, record_number FROM patient WHERE key = ?1 OR merged_into = ?1 ORDER BY key",
    )
    .bind(key)
    .fetch_all(&mut *connection)
    .await?;
    let entries: Vec<ErasedEntry> = rows
        .iter()
        .map(|row| ErasedEntry {
            id: PatientId(row.get("id")),
            record_number: row.get("record_number"),
        })
        .collect();
    let elsewhere = belongs_elsewhere(connection, id).await?;
    let mut events = BTreeSet::new();
    let mut drafts: BTreeSet<Uuid> = entries.iter().map(|entry| entry.id.0).collect();
    for entry in &entries {
        for event in about_patient(connection, entry.id).await? {
            // Who looked whom up names numbers only, and others beside this one. What was moved to the person it belongs to
            // is that person's.
            if event.entity == "person" || elsewhere.contains(&event.entity_id) {
                continue;
            }
            events.insert(event.seq);
            drafts.insert(event.entity_id);
        }
    }
    Ok(Extent {
        used: used_units(connection, key).await?,
        files: sealed_files(connection, key).await?,
        entries,
        events,
        drafts: drafts.into_iter().collect(),
    })
}

/// Photos and attached documents of other records: what was in this one by mistake is among them.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn belongs_elsewhere(
    connection: &mut SqliteConnection,
    id: PatientId,
) -> Result<BTreeSet<Uuid>, StoreError> {
    let key = patient::key(connection, id).await?;
    let ids: Vec<Uuid> = sqlx::query_scalar(
        "SELECT id FROM photo WHERE patient <> ?1 UNION ALL SELECT id FROM attachment WHERE patient <> ?1",
    )
    .bind(key)
    .fetch_all(connection)
    .await?;
    Ok(ids.into_iter().collect())
}

async fn used_units(
    connection: &mut SqliteConnection,
    key: i64,
) -> Result<Vec<UsedUnits>, StoreError> {
    let rows = sqlx::query(
        "SELECT lot, -sum(units) AS units,
             (SELECT json_group_array(serial) FROM used_unit
              WHERE lot_number = (SELECT number FROM lot WHERE id = stock_movement.lot)
                AND seq IN (SELECT seq FROM session WHERE patient = ?1)) AS serials
         FROM stock_movement
         WHERE (about, seq) IN (SELECT id, seq FROM session WHERE patient = ?1)
         GROUP BY lot ORDER BY lot",
    )
    .bind(key)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(UsedUnits {
                lot: LotId(row.get("lot")),
                units: u32::try_from(row.get::<i64, _>("units")).unwrap_or(0),
                serials: parse(row.get("serials"))?,
            })
        })
        .collect()
}

async fn sealed_files(
    connection: &mut SqliteConnection,
    key: i64,
) -> Result<Vec<Uuid>, StoreError> {
    let mut files: Vec<Uuid> = sqlx::query_scalar("SELECT id FROM document WHERE patient = ?")
        .bind(key)
        .fetch_all(&mut *connection)
        .await?;
    files.extend(lists_that_name_many(connection).await?);
    let attached: Vec<String> = sqlx::query_scalar("SELECT body FROM attachment WHERE patient = ?")
        .bind(key)
        .fetch_all(&mut *connection)
        .await?;
    for body in attached {
        let attachment: Attachment = parse(&body)?;
        files.extend(attachment.sealed());
    }
    let photos: Vec<String> = sqlx::query_scalar("SELECT photo FROM photo WHERE patient = ?")
        .bind(key)
        .fetch_all(connection)
        .await?;
    for body in photos {
        let photo: Photo = parse(&body)?;
        files.extend(photo.files.all());
    }
    Ok(files)
}

/// Nobody knows whose names stand on which list, and each can be made again: none outlives an erasure.
async fn lists_that_name_many(connection: &mut SqliteConnection) -> Result<Vec<Uuid>, StoreError> {
    Ok(sqlx::query_scalar(
        "SELECT id FROM document WHERE patient = 0 AND kind IN (SELECT value FROM json_each(?))",
    )
    .bind(text(&DocumentKind::NAMES_MANY)?)
    .fetch_all(connection)
    .await?)
}

/// Erases in the write that records it. The files are shredded with it and removed by
/// [`Store::drop_files`](crate::Store::drop_files) once it is committed.
///
/// # Errors
/// When the store refuses; nothing is erased then.
pub async fn erase(
    write: &mut Write<'_>,
    patient: PatientId,
    extent: &Extent,
    erased: Erased,
) -> Result<(), StoreError> {
    let seq = write
        .append(patient.0, Fact::PatientErased { erased })
        .await?;
    sealed_file::shred(write, &extent.files).await?;
    let events = text(&extent.events)?;
    let connection = write.connection();
    // The rows that others have of it too: a merge that was taken back, a photo that was filed under them by mistake.
    for sql in [
        "DELETE FROM timeline WHERE seq IN (SELECT value FROM json_each(?))",
        "DELETE FROM attachment_taken_out WHERE seq IN (SELECT value FROM json_each(?))",
        "DELETE FROM photo_taken_out WHERE seq IN (SELECT value FROM json_each(?))",
    ] {
        sqlx::query(sql)
            .bind(&events)
            .execute(&mut *connection)
            .await?;
    }
    for id in &extent.drafts {
        sqlx::query("DELETE FROM draft WHERE subject = ?1 OR instr(body, ?2) > 0")
            .bind(id)
            .bind(id.to_string())
            .execute(&mut *connection)
            .await?;
        sqlx::query("DELETE FROM draft_trail WHERE subject = ?")
            .bind(id)
            .execute(&mut *connection)
            .await?;
    }
    sqlx::query(
        "INSERT INTO erasure (journal_seq, by_event)
         SELECT value, (SELECT id FROM journal WHERE seq = ?1) FROM json_each(?2)",
    )
    .bind(seq)
    .bind(&events)
    .execute(&mut *connection)
    .await?;
    sqlx::query("UPDATE journal SET body = NULL WHERE seq IN (SELECT value FROM json_each(?))")
        .bind(&events)
        .execute(&mut *connection)
        .await?;
    Ok(())
}

/// What an erasure means for the tables. Made again from the journal there is nothing to take away: the events say nothing.
pub(crate) async fn apply(
    connection: &mut SqliteConnection,
    event: &Event,
    erased: &Erased,
) -> Result<(), StoreError> {
    let here = patient::key(connection, PatientId(event.entity_id)).await;
    match here {
        Ok(key) => take_away(connection, key).await?,
        Err(StoreError::NotFound { .. }) => {}
        Err(other) => return Err(other),
    }
    for id in lists_that_name_many(connection).await? {
        for sql in [
            "DELETE FROM document_step WHERE document = ?",
            "DELETE FROM document WHERE id = ?",
        ] {
            sqlx::query(sql).bind(id).execute(&mut *connection).await?;
        }
    }
    for entry in &erased.entries {
        sqlx::query(
            "INSERT OR REPLACE INTO erased_patient (id, record_number, at, by_person, ground) VALUES (?, ?, ?, ?, ?)",
        )
        .bind(entry.id.0)
        .bind(&entry.record_number)
        .bind(event.wall_at)
        .bind(event.actor.unwrap_or(Uuid::nil()))
        .bind(text(&erased.ground)?.trim_matches('"'))
        .execute(&mut *connection)
        .await?;
    }
    for used in &erased.used {
        sqlx::query(
            "INSERT INTO stock_movement (lot, seq, units, reason, about) VALUES (?, ?, ?, ?, NULL)",
        )
        .bind(used.lot.0)
        .bind(event.seq)
        .bind(-i64::from(used.units))
        .bind(text(&MovementReason::UsedInSession)?.trim_matches('"'))
        .execute(&mut *connection)
        .await?;
        for serial in &used.serials {
            stock::put_used(connection, event.seq, used.lot, serial).await?;
        }
    }
    Ok(())
}

async fn take_away(connection: &mut SqliteConnection, key: i64) -> Result<(), StoreError> {
    patient::forget_ways(connection, key).await?;
    for sql in [
        "DELETE FROM used_unit WHERE seq IN (SELECT seq FROM session WHERE patient = ?)",
        "DELETE FROM stock_movement
         WHERE (about, seq) IN (SELECT id, seq FROM session WHERE patient = ?)",
        "DELETE FROM document_step
         WHERE document IN (SELECT id FROM document WHERE patient = ?)",
        "DELETE FROM note_amendment WHERE note IN (SELECT id FROM note WHERE patient = ?)",
        "DELETE FROM reaction_follow_up
         WHERE reaction IN (SELECT id FROM reaction WHERE patient = ?)",
        "DELETE FROM legal_hold WHERE patient = ?",
        "DELETE FROM merged_row WHERE merged IN (SELECT key FROM patient WHERE merged_into = ?)",
        "DELETE FROM patient_merge WHERE merged IN (SELECT key FROM patient WHERE merged_into = ?)",
        "DELETE FROM imported_patient
         WHERE key IN (SELECT key FROM patient WHERE key = ?1 OR merged_into = ?1)",
        "DELETE FROM told_apart WHERE EXISTS (
             SELECT 1 FROM patient
             WHERE (key = ?1 OR merged_into = ?1) AND patient.id IN (told_apart.one, told_apart.other))",
    ] {
        sqlx::query(sql).bind(key).execute(&mut *connection).await?;
    }
    for (table, _) in OF_A_PATIENT {
        let sql = format!("DELETE FROM {table} WHERE patient = ?");
        sqlx::query(AssertSqlSafe(sql))
            .bind(key)
            .execute(&mut *connection)
            .await?;
    }
    for sql in [
        "DELETE FROM patient WHERE merged_into = ?",
        "DELETE FROM patient WHERE key = ?",
    ] {
        sqlx::query(sql).bind(key).execute(&mut *connection).await?;
    }
    Ok(())
}

/// Of these patients, who was erased here.
///
/// # Errors
/// When the store cannot be read.
pub async fn list(connection: &mut SqliteConnection) -> Result<Vec<Uuid>, StoreError> {
    Ok(
        sqlx::query_scalar("SELECT id FROM erased_patient ORDER BY id")
            .fetch_all(connection)
            .await?,
    )
}

/// A patient and when somebody last saw them.
#[derive(Clone, Debug)]
pub struct LastSeen {
    pub patient: Patient,
    pub archived: bool,
    /// The day of the last session; absent for whoever never had one.
    pub last_session: Option<NaiveDate>,
    pub registered_at: DateTime<Utc>,
}

/// When a patient was last seen.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn last_seen(
    connection: &mut SqliteConnection,
    id: PatientId,
) -> Result<LastSeen, StoreError> {
    let key = patient::key(connection, id).await?;
    let row = sqlx::query(AssertSqlSafe(format!("{LAST_SEEN} WHERE key = ?")))
        .bind(key)
        .fetch_optional(connection)
        .await?
        .ok_or(StoreError::NotFound { entity: "patient" })?;
    seen(&row)
}

/// Everybody without a session since `since` who is not held, the longest unseen first.
///
/// # Errors
/// When the store cannot be read.
pub async fn list_unseen(
    connection: &mut SqliteConnection,
    since: NaiveDate,
) -> Result<Vec<LastSeen>, StoreError> {
    let sql = format!(
        "SELECT * FROM ({LAST_SEEN} WHERE merged_into IS NULL
             AND key NOT IN (SELECT patient FROM legal_hold))
         WHERE coalesce(last_session, date(registered_at / 1000, 'unixepoch')) < ?
         ORDER BY coalesce(last_session, date(registered_at / 1000, 'unixepoch')), key"
    );
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(since.to_string())
        .fetch_all(connection)
        .await?;
    rows.iter().map(seen).collect()
}

const LAST_SEEN: &str = "SELECT key, body, archived_at IS NOT NULL AS archived,
    (SELECT max(ended_on) FROM session WHERE session.patient = patient.key) AS last_session,
    (SELECT wall_at FROM journal WHERE seq = patient.key) AS registered_at
    FROM patient";

fn seen(row: &sqlx::sqlite::SqliteRow) -> Result<LastSeen, StoreError> {
    let last: Option<String> = row.get("last_session");
    Ok(LastSeen {
        patient: parse(row.get("body"))?,
        archived: row.get("archived"),
        last_session: last.and_then(|day| day.parse().ok()),
        registered_at: crate::row::instant(row.get("registered_at"))?,
    })
}
