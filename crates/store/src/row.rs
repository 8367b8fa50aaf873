//! Reading stored values back into types. What no longer parses is damage, named as such, never a panic.

use crate::error::{Damage, StoreError};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A stored JSON body.
pub(crate) fn parse<T: DeserializeOwned>(body: &str) -> Result<T, StoreError> {
    serde_json::from_str(body).map_err(|_| Damage::Row.into())
}

/// A body to store. The types of the domain always serialise; should one not, nothing is written.
pub(crate) fn text<T: Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|_| Damage::Row.into())
}

/// A stored instant.
pub(crate) fn instant(millis: i64) -> Result<DateTime<Utc>, StoreError> {
    DateTime::from_timestamp_millis(millis).ok_or_else(|| Damage::Row.into())
}
