//! The interface's own words, by their message key: the visit looks for what the screen really says, whatever the
//! wording of the day.

use std::{collections::BTreeMap, sync::LazyLock};

use serde_json::Value;

const ENGLISH: &str = include_str!("../../ui/messages/en.json");

static MESSAGES: LazyLock<BTreeMap<String, Value>> =
    LazyLock::new(|| serde_json::from_str(ENGLISH).unwrap_or_default());

/// The message of this key. A key that is gone stands for itself, and the search for it says so.
pub fn word(key: &str) -> String {
    said(key, &[])
}

/// The message with its places filled, in the form that its numbers ask for.
pub fn word_with(key: &str, places: &[(&str, &str)]) -> String {
    places
        .iter()
        .fold(said(key, places), |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), value)
        })
}

fn said(key: &str, places: &[(&str, &str)]) -> String {
    let text = MESSAGES.get(key).and_then(|message| match message {
        Value::String(text) => Some(text.as_str()),
        forms => form(forms, places),
    });
    text.map_or_else(|| format!("[no message {key}]"), str::to_owned)
}

/// The form of a message for one thing or for several.
fn form<'a>(forms: &'a Value, places: &[(&str, &str)]) -> Option<&'a str> {
    let forms = forms.get(0)?.get("match")?.as_object()?;
    let holds = |condition: &str| {
        condition.split(',').map(str::trim).all(|one| {
            let (name, wanted) = one.split_once("Plural=").unwrap_or((one, ""));
            let is_one = places.contains(&(name, "1"));
            wanted == if is_one { "one" } else { "other" }
        })
    };
    let (_, text) = forms.iter().find(|(condition, _)| holds(condition))?;
    text.as_str()
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

    /// The later of two would be said in both places.
    #[test]
    fn no_message_has_the_key_of_another() {
        let mut keys: Vec<&str> = ENGLISH
            .lines()
            .filter_map(|line| line.strip_prefix("  \"")?.split_once('"'))
            .map(|(key, _)| key)
            .collect();
        let all = keys.len();
        assert!(all > 1000, "{all} keys were found");
        keys.sort_unstable();
        let twice: Vec<_> = keys.windows(2).filter(|two| two[0] == two[1]).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }

    #[test]
    fn words_come_from_the_interface_itself() {
        assert_eq!(word("app_name"), "Needlebook");
        assert_eq!(word_with("saved_at", &[("time", "10:58")]), "Saved 10:58");
        assert_eq!(beginning("saved_at"), "Saved");
        let count = |count| word_with("duplicates_count", &[("count", count)]);
        assert_eq!(count("1"), "1 pair to look at");
        assert_eq!(count("2"), "2 pairs to look at");
        assert_eq!(word("no_such"), "[no message no_such]");
    }
}
