//! Every translation says the same things with the same values, and says that nobody reviewed it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

mod support;

use needlebook_documents::aftercare::{self, AftercareSheet};
use needlebook_documents::{SheetLanguage, samples};
use support::reading::wording;
use support::{A4, STYLES, pages};

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
        for file in ["aftercare", "leaflet"] {
            let english = wording(SheetLanguage::En, file);
            let translated = wording(language, file);
            assert!(english.keys().eq(translated.keys()), "{language:?} {file}");
            for (key, text) in &translated {
                assert_says_the_same(text, &english[key], &format!("{language:?} {file}{key}"));
            }
        }
        let shared = wording(SheetLanguage::En, "common");
        assert!(
            shared.keys().eq(wording(language, "common").keys()),
            "{language:?}"
        );
    }
}

fn assert_says_the_same(text: &str, english: &str, place: &str) {
    assert!(!text.trim().is_empty(), "{place} is empty");
    assert_eq!(placeholders(text), placeholders(english), "{place}");
    let bold = |text: &str| text.matches("**").count();
    assert_eq!(bold(text) % 2, 0, "{place} leaves bold open");
    assert_eq!(bold(text), bold(english), "{place}: the same is bold");
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
