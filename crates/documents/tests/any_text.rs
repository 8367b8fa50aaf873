//! Whatever is typed is printed whole or refused; nothing is dropped, and no box stands for a letter.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

use needlebook_documents::Error;
use needlebook_documents::font::Weight;
use needlebook_documents::text::{Paragraph, Span};
use proptest::prelude::*;

/// Scripts that a clinic's patients write their names in.
const PRINTED: &str = "[ -~]|[À-ž]|[Α-ΡΣ-Ωα-ω]|[А-яЁё]|[ạ-ỹ]|[א-ת]|[ء-ي]|[٠-٩]|[一-丁七丈-下丙-丞]|[ぁ-ん]|[ァ-ヴ]|[가각간갈감갑값갓강]|[、。「」]";

/// What is drawn as something plainer, or as nothing, by design.
fn drawn(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .filter(|c| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'))
        .map(|c| if matches!(c, '\u{2010}' | '\u{2011}') { '-' } else { c })
        .collect();
    letters.sort_unstable();
    letters
}

fn composed(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfc().collect()
}

/// The letters on paper, or why there are none.
fn printed(text: &str, width: f32) -> Result<Vec<char>, Error> {
    let paragraph = Paragraph::shape(&[Span::new(text, Weight::Regular)])?;
    let mut letters = String::new();
    for line in paragraph.lines(12.0, width) {
        for glyph in line.runs.iter().flat_map(|run| &run.glyphs) {
            assert_ne!(glyph.id, 0, "a box on paper");
            letters.push_str(&glyph.text);
        }
    }
    Ok(drawn(&letters))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_printed_whole_or_refused(text in prop_oneof![".{0,60}", "\\PC{0,60}", "[ء-يא-ת a-z0-9()]{0,60}"], width in 20.0_f32..500.0) {
        match printed(&text, width) {
            Ok(letters) => prop_assert_eq!(letters, drawn(&composed(&text))),
            Err(Error::MissingGlyph { text: missing }) => prop_assert!(!missing.is_empty()),
            Err(other) => prop_assert!(false, "{other:?}"),
        }
    }

    #[test]
    fn names_in_the_scripts_we_promise_are_never_refused(letters in prop::collection::vec(PRINTED, 0..40), width in 20.0_f32..500.0) {
        let text = letters.concat();
        prop_assert_eq!(printed(&text, width).unwrap(), drawn(&composed(&text)));
    }
}
