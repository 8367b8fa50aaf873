//! The draft of a session: where it is kept, and the trail of what changed in it since numbing went on (PRACTICE 3).

use crate::error::ApiError;
use chrono::{DateTime, Utc};
use needlebook_domain::ids::PersonId;
use needlebook_domain::session::{SessionDraft, TrailEntry};
use needlebook_store::draft;
use needlebook_store::journal::Write;
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

/// The kind under which session drafts are kept; their subject is the patient.
pub(crate) const KIND: &str = "session";

/// Appends every changed leaf between two saves, once any numbing is on.
pub(crate) async fn append_trail(
    write: &mut Write<'_>,
    before: &Value,
    after: &Value,
    by: PersonId,
    at: DateTime<Utc>,
) -> Result<(), ApiError> {
    let numbing_on = |body: &Value| {
        record(body)["numbing"]
            .as_array()
            .is_some_and(|areas| areas.iter().any(|area| area["on_at"].is_string()))
    };
    let session = record(after)["id"]
        .as_str()
        .and_then(|id| id.parse::<Uuid>().ok());
    let Some(session) = session.filter(|_| numbing_on(before) || numbing_on(after)) else {
        return Ok(());
    };
    let mut entries = Vec::new();
    differences("", record(before), record(after), &mut |field, old, new| {
        entries.push(TrailEntry {
            field,
            old,
            new,
            by,
            at,
        });
    });
    Ok(draft::append_trail(write, session, &entries).await?)
}

/// The session inside a saved draft: the form keeps it under `value` beside the focused field, or bare.
fn record(body: &Value) -> &Value {
    body.get("value").unwrap_or(body)
}

/// The session as it was last saved; `None` for a form that holds no whole session yet.
pub(crate) fn read(body: &Value) -> Option<SessionDraft> {
    SessionDraft::deserialize(record(body)).ok()
}

fn differences(
    path: &str,
    old: &Value,
    new: &Value,
    found: &mut impl FnMut(String, Option<String>, Option<String>),
) {
    let at = |key: &str| {
        if path.is_empty() {
            key.to_owned()
        } else {
            format!("{path}.{key}")
        }
    };
    match (old, new) {
        (Value::Object(before), Value::Object(after)) => {
            let mut keys: Vec<&String> = before.keys().chain(after.keys()).collect();
            keys.sort_unstable();
            keys.dedup();
            for key in keys {
                differences(
                    &at(key),
                    before.get(key).unwrap_or(&Value::Null),
                    after.get(key).unwrap_or(&Value::Null),
                    found,
                );
            }
        }
        (Value::Array(before), Value::Array(after)) => {
            for index in 0..before.len().max(after.len()) {
                differences(
                    &at(&index.to_string()),
                    before.get(index).unwrap_or(&Value::Null),
                    after.get(index).unwrap_or(&Value::Null),
                    found,
                );
            }
        }
        _ if old == new => {}
        _ => found(path.to_owned(), written(old), written(new)),
    }
}

fn written(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_trail_names_the_field_with_its_old_and_new_value() {
        let old = json!({"zones": [{"depth_mm": 0.5, "passes": 2}], "notes": ""});
        let new =
            json!({"zones": [{"depth_mm": 0.75, "passes": 2}, {"depth_mm": 1.0}], "notes": ""});
        let mut seen = Vec::new();
        differences("", &old, &new, &mut |field, old, new| {
            seen.push((field, old, new))
        });
        assert_eq!(
            seen,
            [
                (
                    "zones.0.depth_mm".to_owned(),
                    Some("0.5".to_owned()),
                    Some("0.75".to_owned())
                ),
                (
                    "zones.1".to_owned(),
                    None,
                    Some("{\"depth_mm\":1.0}".to_owned())
                ),
            ]
        );
    }
}
