//! Every translation says the same things with the same values, in short sentences, and says that nobody reviewed it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

mod support;

use std::collections::BTreeMap;
use std::path::Path;

use needlebook_documents::aftercare::{self, AftercareSheet};
use needlebook_documents::{SheetLanguage, samples};
use serde_json::Value;
use support::{A4, STYLES, pages};

/// Mean words in a sentence, at most (the issue's own measure for every language).
const MOST_WORDS: f64 = 12.0;

fn wording(language: SheetLanguage, file: &str) -> BTreeMap<String, String> {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let path = content.join(language.tag()).join(format!("{file}.json"));
    let parsed: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut messages = BTreeMap::new();
    collect("", &parsed, &mut messages);
    messages
}

fn collect(at: &str, value: &Value, into: &mut BTreeMap<String, String>) {
    match value {
        Value::String(text) => {
            into.insert(at.to_owned(), text.clone());
        }
        Value::Object(fields) => {
            for (key, value) in fields {
                collect(&format!("{at}/{key}"), value, into);
            }
        }
        Value::Array(parts) => {
            for (i, value) in parts.iter().enumerate() {
                collect(&format!("{at}/{i}"), value, into);
            }
        }
        other => panic!("{at} is no text: {other}"),
    }
}

fn placeholders(text: &str) -> Vec<&str> {
    let parts = text.split('{').skip(1);
    let mut names: Vec<&str> = parts.filter_map(|part| part.split('}').next()).collect();
    names.sort_unstable();
    names
}

fn translations() -> impl Iterator<Item = SheetLanguage> {
    SheetLanguage::ALL
        .into_iter()
        .filter(|language| *language != SheetLanguage::En)
}

fn sheet(language: SheetLanguage) -> AftercareSheet {
    AftercareSheet {
        language,
        ..samples::aftercare()
    }
}

#[test]
fn no_message_is_missing_and_each_names_the_same_values() {
    for language in translations() {
        let english = wording(SheetLanguage::En, "aftercare");
        let translated = wording(language, "aftercare");
        assert!(english.keys().eq(translated.keys()), "{language:?}");
        for (key, text) in &translated {
            assert!(!text.trim().is_empty(), "{language:?} {key} is empty");
            assert_eq!(
                placeholders(text),
                placeholders(&english[key]),
                "{language:?} {key}"
            );
            let bold = |text: &str| text.matches("**").count();
            assert_eq!(bold(text) % 2, 0, "{language:?} {key} leaves bold open");
            assert_eq!(
                bold(text),
                bold(&english[key]),
                "{language:?} {key}: the same is bold"
            );
        }
        let shared = wording(SheetLanguage::En, "common");
        assert!(
            shared.keys().eq(wording(language, "common").keys()),
            "{language:?}"
        );
    }
}

#[test]
fn sentences_are_short_in_every_language() {
    for language in SheetLanguage::ALL {
        let messages = wording(language, "aftercare");
        let prose = messages.iter().filter(|(key, _)| key.as_str() != "/who");
        let mut lengths = Vec::new();
        for (_, text) in prose {
            for sentence in text.split_inclusive(['.', '?', ':']) {
                let words = sentence.split_whitespace().count();
                if words > 2 {
                    lengths.push(words);
                }
            }
        }
        #[allow(clippy::cast_precision_loss, reason = "a few hundred words")]
        let mean = lengths.iter().sum::<usize>() as f64 / lengths.len() as f64;
        assert!(lengths.len() > 60, "{language:?} was read");
        assert!(
            mean <= MOST_WORDS,
            "{language:?}: {mean:.1} words in a sentence"
        );
    }
}

#[test]
fn an_unreviewed_translation_says_so_and_has_the_approved_sheet_beside_it() {
    for (name, style) in STYLES {
        let alone = aftercare::render(&sheet(SheetLanguage::En), &style).unwrap();
        let english = pages(&alone);
        for language in translations() {
            let bytes = aftercare::render(&sheet(language), &style).unwrap();
            let both = pages(&bytes);
            let own = both.len() - english.len();
            assert!(own >= 2, "{language:?} on {name}");
            assert_eq!(
                both[own..],
                english,
                "{language:?} on {name}: the approved sheet, whole"
            );
            let notice = wording(language, "common")["/not_reviewed"].clone();
            assert!(
                both[0].contains(&notice),
                "{language:?} on {name}: {}",
                both[0]
            );
        }
        assert!(wording(SheetLanguage::En, "common")["/not_reviewed"].is_empty());
    }
}

#[test]
fn dates_and_times_read_as_the_language_writes_them() {
    let said = |language| pages(&aftercare::render(&sheet(language), &A4).unwrap()).join(" ");
    let expected = [
        (
            SheetLanguage::Es,
            ["martes, 24 de noviembre de 2026", "11:20", "Página 1 de 2"],
        ),
        (
            SheetLanguage::Fr,
            ["mardi 24 novembre 2026", "11:20", "Page 1 sur 2"],
        ),
        (
            SheetLanguage::De,
            ["Dienstag, 24. November 2026", "11:20 Uhr", "Seite 1 von 2"],
        ),
    ];
    for (language, words) in expected {
        let said = said(language).replace('\u{a0}', " ");
        for word in words {
            assert!(said.contains(word), "{language:?}: no {word:?} in {said}");
        }
    }
    // The first of December is "1er" in French and nowhere else.
    assert!(
        said(SheetLanguage::Fr)
            .replace('\u{a0}', " ")
            .contains("1er décembre")
    );
}
