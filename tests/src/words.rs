//! The interface's own words, by their message key: the visit looks for what the screen really says, whatever the
//! wording of the day.

use std::{collections::BTreeMap, sync::LazyLock};

const ENGLISH: &str = include_str!("../../ui/messages/en.json");

static MESSAGES: LazyLock<BTreeMap<String, serde_json::Value>> =
    LazyLock::new(|| serde_json::from_str(ENGLISH).unwrap_or_default());

/// The message of this key. A key that is gone stands for itself, and the search for it says so.
pub fn word(key: &str) -> String {
    match MESSAGES.get(key).and_then(|message| message.as_str()) {
        Some(text) => text.to_owned(),
        None => format!("[no message {key}]"),
    }
}

/// The message with its places filled.
pub fn word_with(key: &str, places: &[(&str, &str)]) -> String {
    places.iter().fold(word(key), |text, (name, value)| {
        text.replace(&format!("{{{name}}}"), value)
    })
}

/// The message up to its first place: how what is shown begins, whatever is filled in.
pub fn beginning(key: &str) -> String {
    let text = word(key);
    text.split('{')
        .next()
        .unwrap_or_default()
        .trim_end()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_from_the_interface_itself() {
        assert_eq!(word("app_name"), "Needlebook");
        assert_eq!(word_with("saved_at", &[("time", "10:58")]), "Saved 10:58");
        assert_eq!(beginning("saved_at"), "Saved");
        assert_eq!(word("no_such"), "[no message no_such]");
    }
}
