//! What a correction changed, field by field: who reads the history of a value sees the old one beside the new one.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;
use std::collections::BTreeMap;

/// One value before and after. Empty text is "nothing there".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct FieldChange {
    /// Dotted, as the form names it: `phone`, `guardian.name`.
    pub field: String,
    pub old: String,
    pub new: String,
}

/// Every field that differs, sorted by its path. A list counts as one field, its items a line each.
#[must_use]
pub fn changes<T: Serialize>(before: &T, after: &T) -> Vec<FieldChange> {
    let (before, mut after) = (leaves(before), leaves(after));
    let mut found: Vec<FieldChange> = before
        .into_iter()
        .map(|(field, old)| {
            let new = after.remove(&field).unwrap_or_default();
            FieldChange { field, old, new }
        })
        .collect();
    found.extend(after.into_iter().map(|(field, new)| FieldChange {
        field,
        old: String::new(),
        new,
    }));
    found.retain(|change| change.old != change.new);
    found.sort_by(|a, b| a.field.cmp(&b.field));
    found
}

fn leaves<T: Serialize>(value: &T) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    if let Ok(value) = serde_json::to_value(value) {
        gather(&value, "", &mut found);
    }
    found
}

fn gather(value: &Value, path: &str, found: &mut BTreeMap<String, String>) {
    if let Value::Object(fields) = value {
        for (key, field) in fields {
            let path = if path.is_empty() {
                key.clone()
            } else {
                format!("{path}.{key}")
            };
            gather(field, &path, found);
        }
    } else {
        found.insert(path.to_owned(), text(value));
    }
}

fn text(value: &Value) -> String {
    let joined = |parts: Vec<String>, by: &str| {
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(by)
    };
    match value {
        Value::Null => String::new(),
        Value::Bool(bool) => bool.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(items) => joined(items.iter().map(text).collect(), "\n"),
        Value::Object(fields) => joined(fields.values().map(text).collect(), " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_what_differs_is_named_by_its_path() {
        let before =
            json!({"phone": "1", "guardian": {"name": "Ada", "phone": "2"}, "allergies": ["wool"]});
        let after = json!({"phone": "1", "guardian": {"name": "Pia", "phone": "2"}, "allergies": ["wool", "silk"]});
        let change = |field: &str, old: &str, new: &str| FieldChange {
            field: field.to_owned(),
            old: old.to_owned(),
            new: new.to_owned(),
        };
        assert_eq!(
            changes(&before, &after),
            [
                change("allergies", "wool", "wool\nsilk"),
                change("guardian.name", "Ada", "Pia")
            ]
        );
        assert!(changes(&before, &before).is_empty());
    }

    #[test]
    fn a_value_that_was_never_there_has_an_empty_old_one() {
        let found = changes(&json!({"skin": null}), &json!({"skin": 4, "wish": true}));
        let pairs: Vec<(&str, &str, &str)> = found
            .iter()
            .map(|one| (one.field.as_str(), one.old.as_str(), one.new.as_str()))
            .collect();
        assert_eq!(pairs, [("skin", "", "4"), ("wish", "", "true")]);
    }
}
