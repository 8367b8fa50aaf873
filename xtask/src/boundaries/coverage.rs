//! `docs/coverage-of-rules.md`: every statement of the founding document has a place where it is kept, and the
//! place is still there.
//!
//! A pointer names a file and something in it that stays when lines move: `file.rs::test_name`,
//! `cases.json#CASE`, or `words.json#/key/key`, where a list is entered by the `key` of its item.

use serde_json::Value;

use super::{Breach, Tree, Verdict};

const PAGE: &str = "docs/coverage-of-rules.md";
const STATEMENTS: usize = 72;

pub fn check(tree: &Tree) -> Vec<Verdict> {
    vec![Verdict::new(
        "every statement of the founding document has its place",
        breaches(tree),
    )]
}

fn breaches(tree: &Tree) -> Vec<Breach> {
    let Some(page) = tree.file(PAGE) else {
        return vec![Breach::new(PAGE, "is missing")];
    };
    let mut breaches = Vec::new();
    let mut next = 1;
    for (number, line) in page.lines().enumerate() {
        let Some(row) = Row::read(line) else { continue };
        let mut say = |detail: String| {
            breaches.push(Breach::new(format!("{PAGE}:{}", number + 1), detail));
        };
        let wanted = format!("S{next:02}");
        if row.id != wanted {
            say(format!("{} stands where {wanted} should", row.id));
        }
        next += 1;
        if row.pointers.is_empty() {
            say(format!("{} has no place", row.id));
        }
        for pointer in row.pointers {
            if let Err(why) = follow(tree, pointer) {
                say(format!("{}: {pointer} {why}", row.id));
            }
        }
    }
    if next != STATEMENTS + 1 {
        breaches.push(Breach::new(
            PAGE,
            format!("lists {} of {STATEMENTS} statements", next - 1),
        ));
    }
    breaches
}

/// `| S01 | in our words | `pointer` `pointer` |`
struct Row<'line> {
    id: &'line str,
    pointers: Vec<&'line str>,
}

impl<'line> Row<'line> {
    fn read(line: &'line str) -> Option<Self> {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, id, _, places, _] = cells.as_slice() else {
            return None;
        };
        let digits = id.strip_prefix('S')?;
        digits.parse::<usize>().ok()?;
        Some(Self {
            id,
            pointers: places.split('`').skip(1).step_by(2).collect(),
        })
    }
}

/// Whether the place that a pointer names is there.
pub(super) fn follow(tree: &Tree, pointer: &str) -> Result<(), String> {
    let (file, rest) = pointer
        .split_once("::")
        .or_else(|| pointer.split_once('#'))
        .ok_or("names no place in its file")?;
    let text = tree.file(file).ok_or_else(|| format!("{file} is gone"))?;
    let is_there = if pointer.contains("::") {
        is_test(text, rest)
    } else {
        let json: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if rest.starts_with('/') {
            says_something(&json, rest)
        } else {
            has_case(&json, rest)
        }
    };
    if is_there {
        Ok(())
    } else {
        Err("is not there any more".to_owned())
    }
}

/// A function of this name that a test runner finds.
fn is_test(text: &str, name: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let wanted = format!("fn {name}(");
    lines.iter().enumerate().any(|(at, line)| {
        line.trim_start_matches("async ").starts_with(&wanted)
            && lines[..at]
                .iter()
                .rev()
                .take_while(|above| above.starts_with("#["))
                .any(|above| above.contains("test"))
    })
}

fn says_something(json: &Value, path: &str) -> bool {
    let found = path
        .split('/')
        .skip(1)
        .try_fold(json, |here, key| match here {
            Value::Array(items) => items.iter().find(|item| item["key"] == key),
            other => other.get(key),
        });
    match found {
        None | Some(Value::Null | Value::Bool(_) | Value::Number(_)) => false,
        Some(Value::String(words)) => !words.trim().is_empty(),
        Some(Value::Array(items)) => !items.is_empty(),
        Some(Value::Object(items)) => !items.is_empty(),
    }
}

fn has_case(json: &Value, id: &str) -> bool {
    json["cases"]
        .as_array()
        .is_some_and(|cases| cases.iter().any(|case| case["id"] == id))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUST: &str = "#[test]\nfn a_rule_holds() {}\nfn a_helper() {}\n";
    const WORDS: &str =
        r#"{"see":{"glow":"A glow.","gone":" "},"sections":[{"key":"why","title":"Why"}]}"#;
    const CASES: &str = r#"{"cases":[{"id":"SC01"}]}"#;

    /// Every statement in the same place, but for one.
    fn page_with(odd: usize, place: &str) -> String {
        (1..=STATEMENTS)
            .map(|number| {
                let place = if number == odd {
                    place
                } else {
                    "`t.rs::a_rule_holds`"
                };
                format!("| S{number:02} | words | {place} |\n")
            })
            .collect()
    }

    fn found(page: &str) -> Vec<String> {
        let tree = Tree::of(&[
            (PAGE, page),
            ("t.rs", RUST),
            ("w.json", WORDS),
            ("c.json", CASES),
        ]);
        breaches(&tree)
            .into_iter()
            .map(|breach| breach.detail)
            .collect()
    }

    #[test]
    fn a_page_whose_places_are_all_there_is_whole() {
        for place in [
            "`t.rs::a_rule_holds` `c.json#SC01`",
            "`w.json#/see/glow`",
            "`w.json#/sections/why`",
        ] {
            assert_eq!(found(&page_with(7, place)), [""; 0], "{place}");
        }
    }

    #[test]
    fn a_place_that_is_gone_is_named_with_its_statement() {
        for place in [
            "`t.rs::a_rule_held`",
            "`t.rs::a_helper`",
            "`gone.rs::a_rule_holds`",
            "`c.json#SC02`",
            "`w.json#/see/rest`",
            "`w.json#/see/gone`",
            "`w.json#/sections/how`",
            "`w.json`",
            "words only",
            "not yet: information leaflet",
        ] {
            let told = found(&page_with(7, place));
            assert_eq!(told.len(), 1, "{place}: {told:?}");
            assert!(told[0].starts_with("S07"), "{told:?}");
        }
    }

    #[test]
    fn a_statement_left_out_or_given_twice_is_noticed() {
        let whole = page_with(0, "");
        let without = whole.replacen("| S07 | words | `t.rs::a_rule_holds` |\n", "", 1);
        assert!(!found(&without).is_empty());
        let twice = whole.replacen("S08", "S07", 1);
        assert_eq!(found(&twice), ["S07 stands where S08 should"]);
        assert!(!breaches(&Tree::of(&[])).is_empty(), "nor may the page go");
    }
}
