//! The forms for a day without the laptop hold everything the program would have asked.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

mod support;

use needlebook_documents::content::{consent_form, screening};
use needlebook_documents::{blank_forms, samples};
use needlebook_domain::screening::questions::QUESTIONS;
use support::{A4, STYLES, pages, text};

#[test]
fn every_question_every_risk_and_every_scope_stands_on_them() {
    let forms = samples::blank_forms();
    let said = text(&blank_forms::render(&forms, &A4).unwrap());
    let words = screening().unwrap();
    let mut asked = 0;
    for question in QUESTIONS {
        let line = words["questions"][question.key]["ask"].as_str().unwrap();
        // White space is set anew, and a word may be broken over two lines.
        let found = said.replace(' ', "").contains(&line.replace(' ', ""));
        assert_eq!(found, question.is_asked_under(&forms.config), "{line}");
        asked += usize::from(found);
    }
    assert!(asked > 40, "{asked}");
    let consent = consent_form("en").unwrap();
    let titles = consent.risks.iter().map(|risk| &risk.title);
    let scopes = consent.photo_scopes.iter().map(|scope| &scope.title);
    for title in titles.chain(scopes) {
        assert!(said.contains(title.as_str()), "{title}");
    }
    for line in [
        "Cheek, left",
        "Decolletage",
        "Cartridge lot",
        "Call 999 now if",
    ] {
        assert!(said.contains(line), "{line}");
    }
}

#[test]
fn every_page_has_room_for_whose_it_is() {
    for (name, style) in STYLES {
        let set = pages(&blank_forms::render(&samples::blank_forms(), &style).unwrap());
        for page in &set {
            assert!(page.contains("Name Born Date"), "{name}: {page}");
        }
        assert!(
            set.len() <= if style.large { 17 } else { 14 },
            "{name}: {}",
            set.len()
        );
    }
}
