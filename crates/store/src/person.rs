//! The people who use the record.

use crate::error::StoreError;
use crate::row::{instant, parse, text};
use chrono::{DateTime, Utc};
use needlebook_domain::ids::PersonId;
use needlebook_domain::person::Person;
use serde_json::Value;
use sqlx::SqliteConnection;
use std::collections::HashMap;
use uuid::Uuid;

pub(crate) async fn put(
    connection: &mut SqliteConnection,
    person: &Person,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO person (id, name, body) VALUES (?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, body = excluded.body",
    )
    .bind(person.id.0)
    .bind(&person.name)
    .bind(text(person)?)
    .execute(connection)
    .await?;
    Ok(())
}

pub(crate) async fn put_preferences(
    connection: &mut SqliteConnection,
    person: Uuid,
    preferences: &Value,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO preference (person, body) VALUES (?, ?)
         ON CONFLICT (person) DO UPDATE SET body = excluded.body",
    )
    .bind(person)
    .bind(text(preferences)?)
    .execute(connection)
    .await?;
    Ok(())
}

/// # Errors
/// [`StoreError::NotFound`].
pub async fn get(connection: &mut SqliteConnection, id: PersonId) -> Result<Person, StoreError> {
    let body: Option<String> = sqlx::query_scalar("SELECT body FROM person WHERE id = ?")
        .bind(id.0)
        .fetch_optional(connection)
        .await?;
    parse(&body.ok_or(StoreError::NotFound { entity: "person" })?)
}

/// Everybody, by name.
///
/// # Errors
/// When the store cannot be read.
pub async fn list(connection: &mut SqliteConnection) -> Result<Vec<Person>, StoreError> {
    let bodies: Vec<String> = sqlx::query_scalar("SELECT body FROM person ORDER BY name")
        .fetch_all(connection)
        .await?;
    bodies.iter().map(|body| parse(body)).collect()
}

/// Who came in by the recovery code since, newest first, and when.
///
/// # Errors
/// When the store cannot be read.
pub async fn list_emergencies(
    connection: &mut SqliteConnection,
    since: DateTime<Utc>,
) -> Result<Vec<(PersonId, DateTime<Utc>)>, StoreError> {
    let rows: Vec<(Uuid, i64)> = sqlx::query_as(
        "SELECT actor, wall_at FROM journal
         WHERE kind = 'emergency_access' AND wall_at >= ? AND actor IS NOT NULL ORDER BY seq DESC",
    )
    .bind(since.timestamp_millis())
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|(id, at)| Ok((PersonId(id), instant(at)?)))
        .collect()
}

/// The names of everybody, by their ids.
#[derive(Debug, Default)]
pub struct Names(HashMap<PersonId, String>);

impl Names {
    /// Empty for somebody whom this store does not know.
    #[must_use]
    pub fn of(&self, id: PersonId) -> String {
        self.0.get(&id).cloned().unwrap_or_default()
    }
}

/// # Errors
/// When the store cannot be read.
pub async fn names(connection: &mut SqliteConnection) -> Result<Names, StoreError> {
    let rows: Vec<(Uuid, String)> = sqlx::query_as("SELECT id, name FROM person")
        .fetch_all(connection)
        .await?;
    let named = rows.into_iter().map(|(id, name)| (PersonId(id), name));
    Ok(Names(named.collect()))
}

/// A person's own display settings, as they were saved.
///
/// # Errors
/// When the store cannot be read.
pub async fn find_preferences(
    connection: &mut SqliteConnection,
    id: PersonId,
) -> Result<Option<Value>, StoreError> {
    let body: Option<String> = sqlx::query_scalar("SELECT body FROM preference WHERE person = ?")
        .bind(id.0)
        .fetch_optional(connection)
        .await?;
    body.map(|body| parse(&body)).transpose()
}
