//! Reading stored values back into types. What no longer parses is damage, named as such, never a panic.

use crate::error::{Damage, StoreError};
use crate::patient;
use chrono::{DateTime, NaiveDate, Utc};
use needlebook_domain::ids::PatientId;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::SqliteConnection;

/// A stored JSON body.
pub(crate) fn parse<T: DeserializeOwned>(body: &str) -> Result<T, StoreError> {
    serde_json::from_str(body).map_err(|_| Damage::Row.into())
}

/// The bodies that a query finds for one patient, in the query's order.
pub(crate) async fn bodies_of<T: DeserializeOwned>(
    connection: &mut SqliteConnection,
    patient: PatientId,
    query: &'static str,
) -> Result<Vec<T>, StoreError> {
    let key = patient::key(connection, patient).await?;
    let bodies: Vec<String> = sqlx::query_scalar(query)
        .bind(key)
        .fetch_all(connection)
        .await?;
    bodies.iter().map(|body| parse(body)).collect()
}

/// A body to store. The types of the domain always serialise; should one not, nothing is written.
pub(crate) fn text<T: Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|_| Damage::Row.into())
}

/// A stored instant.
pub(crate) fn instant(millis: i64) -> Result<DateTime<Utc>, StoreError> {
    DateTime::from_timestamp_millis(millis).ok_or_else(|| Damage::Row.into())
}

/// A stored local date.
pub(crate) fn day(text: &str) -> Result<NaiveDate, StoreError> {
    text.parse().map_err(|_| Damage::Row.into())
}
