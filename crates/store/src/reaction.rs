//! Reactions to treatment, each as it was last corrected, with every later look at it.

use crate::correction;
use crate::error::StoreError;
use crate::journal::Event;
use crate::patient;
use crate::row::{parse, text};
use needlebook_domain::change::changes;
use needlebook_domain::ids::{PatientId, ReactionId};
use needlebook_domain::reaction::{Reaction, ReactionFollowUp};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

/// A reaction with the version that a correction must name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredReaction {
    pub reaction: Reaction,
    pub version: i64,
    /// Why it never was one.
    pub voided: Option<String>,
    /// Oldest first.
    pub follow_ups: Vec<ReactionFollowUp>,
}

pub(crate) async fn record(
    connection: &mut SqliteConnection,
    seq: i64,
    reaction: &Reaction,
) -> Result<(), StoreError> {
    let key = patient::key(connection, reaction.patient).await?;
    sqlx::query(
        "INSERT INTO reaction (patient, seq, id, version, voided, body) VALUES (?, ?, ?, 1, NULL, ?)",
    )
    .bind(key)
    .bind(seq)
    .bind(reaction.id.0)
    .bind(text(reaction)?)
    .execute(connection)
    .await?;
    Ok(())
}

pub(crate) async fn correct(
    connection: &mut SqliteConnection,
    event: &Event,
    reaction: &Reaction,
) -> Result<(), StoreError> {
    let before = get(connection, reaction.id).await?.reaction;
    let key = patient::key(connection, reaction.patient).await?;
    let changed = changes(&before.facts, &reaction.facts);
    correction::put(connection, event, key, reaction.id.0, &changed).await?;
    sqlx::query("UPDATE reaction SET version = version + 1, body = ? WHERE id = ?")
        .bind(text(reaction)?)
        .bind(reaction.id.0)
        .execute(connection)
        .await?;
    Ok(())
}

pub(crate) async fn void(
    connection: &mut SqliteConnection,
    id: ReactionId,
    reason: &str,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE reaction SET version = version + 1, voided = ? WHERE id = ?")
        .bind(reason)
        .bind(id.0)
        .execute(connection)
        .await?;
    Ok(())
}

pub(crate) async fn follow_up(
    connection: &mut SqliteConnection,
    seq: i64,
    follow_up: &ReactionFollowUp,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO reaction_follow_up (reaction, seq, body) VALUES (?, ?, ?)")
        .bind(follow_up.reaction.0)
        .bind(seq)
        .bind(text(follow_up)?)
        .execute(connection)
        .await?;
    Ok(())
}

/// # Errors
/// [`StoreError::NotFound`].
pub async fn get(
    connection: &mut SqliteConnection,
    id: ReactionId,
) -> Result<StoredReaction, StoreError> {
    let row = sqlx::query("SELECT body, version, voided FROM reaction WHERE id = ?")
        .bind(id.0)
        .fetch_optional(&mut *connection)
        .await?
        .ok_or(StoreError::NotFound { entity: "reaction" })?;
    stored(connection, &row).await
}

/// Every reaction that was ever recorded of a patient, the newest record first.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn list(
    connection: &mut SqliteConnection,
    patient: PatientId,
) -> Result<Vec<StoredReaction>, StoreError> {
    let key = patient::key(connection, patient).await?;
    let rows = sqlx::query(
        "SELECT body, version, voided FROM reaction WHERE patient = ? ORDER BY seq DESC",
    )
    .bind(key)
    .fetch_all(&mut *connection)
    .await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in &rows {
        found.push(stored(connection, row).await?);
    }
    Ok(found)
}

async fn stored(
    connection: &mut SqliteConnection,
    row: &SqliteRow,
) -> Result<StoredReaction, StoreError> {
    let reaction: Reaction = parse(row.get("body"))?;
    let bodies: Vec<String> =
        sqlx::query_scalar("SELECT body FROM reaction_follow_up WHERE reaction = ? ORDER BY seq")
            .bind(reaction.id.0)
            .fetch_all(connection)
            .await?;
    Ok(StoredReaction {
        version: row.get("version"),
        voided: row.get("voided"),
        follow_ups: bodies
            .iter()
            .map(|body| parse(body))
            .collect::<Result<_, _>>()?,
        reaction,
    })
}
