//! Drafts: what is being typed. Saved within a second, back after a crash, gone from here once signed or discarded.

use crate::error::{Damage, StoreError};
use crate::journal::Write;
use crate::row::{instant, parse, text};
use chrono::{DateTime, Utc};
use needlebook_domain::ids::PersonId;
use needlebook_domain::session::TrailEntry;
use serde_json::Value;
use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};
use uuid::Uuid;

/// Which draft: what kind of form, about whom or what, and whose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftKey {
    pub kind: String,
    pub subject: Uuid,
    pub person: PersonId,
}

#[derive(Clone, Debug)]
pub struct Draft {
    pub body: Value,
    pub version: i64,
    pub saved_at: DateTime<Utc>,
}

/// Saves a draft. `expected` is the version the writer last saw (0 for a new draft): on one laptop two windows on one
/// draft are a conflict, never a lost edit.
///
/// # Errors
/// [`StoreError::Conflict`] with the version now stored.
pub async fn save(
    write: &mut Write<'_>,
    key: &DraftKey,
    body: &Value,
    expected: i64,
) -> Result<i64, StoreError> {
    let saved: Option<i64> = sqlx::query_scalar(
        "INSERT INTO draft (kind, subject, person, body, version, saved_at)
         SELECT ?1, ?2, ?3, ?4, 1, ?5
         WHERE ?6 = 0 OR EXISTS (SELECT 1 FROM draft WHERE kind = ?1 AND subject = ?2 AND person = ?3)
         ON CONFLICT (kind, subject, person) DO UPDATE
         SET body = excluded.body, version = version + 1, saved_at = excluded.saved_at
         WHERE version = ?6
         RETURNING version",
    )
    .bind(&key.kind)
    .bind(key.subject)
    .bind(key.person.0)
    .bind(text(body)?)
    .bind(write.now().timestamp_millis())
    .bind(expected)
    .fetch_optional(write.connection())
    .await?;
    if let Some(version) = saved {
        return Ok(version);
    }
    let stored = find(write.connection(), key).await?;
    Err(StoreError::Conflict {
        current_version: stored.map_or(0, |draft| draft.version),
    })
}

/// # Errors
/// When the store cannot be read.
pub async fn find(
    connection: &mut SqliteConnection,
    key: &DraftKey,
) -> Result<Option<Draft>, StoreError> {
    let row = sqlx::query(
        "SELECT body, version, saved_at FROM draft WHERE kind = ? AND subject = ? AND person = ?",
    )
    .bind(&key.kind)
    .bind(key.subject)
    .bind(key.person.0)
    .fetch_optional(connection)
    .await?;
    row.as_ref().map(stored).transpose()
}

/// Every draft of one kind, whoever's it is, newest first.
///
/// # Errors
/// When the store cannot be read.
pub async fn list(
    connection: &mut SqliteConnection,
    kind: &str,
) -> Result<Vec<(DraftKey, Draft)>, StoreError> {
    let rows = sqlx::query(
        "SELECT kind, subject, person, body, version, saved_at FROM draft WHERE kind = ? ORDER BY saved_at DESC",
    )
    .bind(kind)
    .fetch_all(connection)
    .await?;
    rows.iter().map(keyed).collect()
}

/// Whether anything but this kind is being typed.
///
/// # Errors
/// When the store cannot be read.
pub async fn is_any_but(connection: &mut SqliteConnection, kind: &str) -> Result<bool, StoreError> {
    Ok(
        sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM draft WHERE kind <> ?)")
            .bind(kind)
            .fetch_one(connection)
            .await?,
    )
}

/// Whether anything about one subject is being typed.
///
/// # Errors
/// When the store cannot be read.
pub async fn is_any_about(
    connection: &mut SqliteConnection,
    subject: Uuid,
) -> Result<bool, StoreError> {
    Ok(
        sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM draft WHERE subject = ?)")
            .bind(subject)
            .fetch_one(connection)
            .await?,
    )
}

/// The draft of one kind about one subject, whoever's it is; the newest where several hold one.
///
/// # Errors
/// When the store cannot be read.
pub async fn find_newest(
    connection: &mut SqliteConnection,
    kind: &str,
    subject: Uuid,
) -> Result<Option<(DraftKey, Draft)>, StoreError> {
    let row = sqlx::query(
        "SELECT kind, subject, person, body, version, saved_at FROM draft WHERE kind = ? AND subject = ?
         ORDER BY saved_at DESC LIMIT 1",
    )
    .bind(kind)
    .bind(subject)
    .fetch_optional(connection)
    .await?;
    row.as_ref().map(keyed).transpose()
}

fn keyed(row: &SqliteRow) -> Result<(DraftKey, Draft), StoreError> {
    let key = DraftKey {
        kind: row.get("kind"),
        subject: row.get("subject"),
        person: PersonId(row.get("person")),
    };
    Ok((key, stored(row)?))
}

fn stored(row: &SqliteRow) -> Result<Draft, StoreError> {
    Ok(Draft {
        body: parse(row.get("body"))?,
        version: row.get("version"),
        saved_at: instant(row.get("saved_at"))?,
    })
}

/// Takes a draft away, in the transaction that signs or discards it.
///
/// # Errors
/// When the store refuses.
pub async fn remove(write: &mut Write<'_>, key: &DraftKey) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM draft WHERE kind = ? AND subject = ? AND person = ?")
        .bind(&key.kind)
        .bind(key.subject)
        .bind(key.person.0)
        .execute(write.connection())
        .await?;
    Ok(())
}

/// Appends to the trail of a session's draft.
///
/// # Errors
/// When the store refuses.
pub async fn append_trail(
    write: &mut Write<'_>,
    subject: Uuid,
    entries: &[TrailEntry],
) -> Result<(), StoreError> {
    if entries.is_empty() {
        return Ok(());
    }
    sqlx::query(
        "INSERT INTO draft_trail (subject, seq, field, old, new, by_person, at)
         SELECT ?1, coalesce((SELECT max(seq) FROM draft_trail WHERE subject = ?1), 0) + key + 1,
                value ->> 'field', value ->> 'old', value ->> 'new', ?3, ?4
         FROM json_each(?2)",
    )
    .bind(subject)
    .bind(text(&entries)?)
    .bind(entries[0].by.0)
    .bind(entries[0].at.timestamp_millis())
    .execute(write.connection())
    .await?;
    Ok(())
}

/// Takes the trail of a session away once it stands in the signed record.
///
/// # Errors
/// When the store refuses.
pub async fn remove_trail(write: &mut Write<'_>, session: Uuid) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM draft_trail WHERE subject = ?")
        .bind(session)
        .execute(write.connection())
        .await?;
    Ok(())
}

/// The trail of a session's draft, oldest first.
///
/// # Errors
/// When the store cannot be read.
pub async fn trail(
    connection: &mut SqliteConnection,
    subject: Uuid,
) -> Result<Vec<TrailEntry>, StoreError> {
    let rows = sqlx::query(
        "SELECT field, old, new, by_person, at FROM draft_trail WHERE subject = ? ORDER BY seq",
    )
    .bind(subject)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            let at = DateTime::<Utc>::from_timestamp_millis(row.get("at"))
                .ok_or(StoreError::from(Damage::Row))?;
            Ok(TrailEntry {
                field: row.get("field"),
                old: row.get("old"),
                new: row.get("new"),
                by: PersonId(row.get("by_person")),
                at,
            })
        })
        .collect()
}
