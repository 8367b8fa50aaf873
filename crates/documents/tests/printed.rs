//! What comes out of the writer, read back by other programs' eyes: every name and date can be found,
//! fonts are subsets, files are equal for equal input.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

use needlebook_documents::{Paper, Style, aftercare, consent, recovery, samples, session};

fn styles() -> Vec<(&'static str, Style)> {
    vec![
        (
            "a4",
            Style {
                paper: Paper::A4,
                large: false,
            },
        ),
        (
            "letter",
            Style {
                paper: Paper::Letter,
                large: false,
            },
        ),
        (
            "a4-large",
            Style {
                paper: Paper::A4,
                large: true,
            },
        ),
        (
            "letter-large",
            Style {
                paper: Paper::Letter,
                large: true,
            },
        ),
    ]
}

fn all(style: &Style) -> Vec<(&'static str, Vec<u8>)> {
    vec![
        (
            "aftercare",
            aftercare::render(&samples::aftercare(), style).unwrap(),
        ),
        (
            "consent",
            consent::render(&samples::consent().unwrap(), style).unwrap(),
        ),
        (
            "session",
            session::render(&samples::session(), style).unwrap(),
        ),
        (
            "recovery",
            recovery::render(&samples::recovery(), style).unwrap(),
        ),
    ]
}

#[test]
fn the_same_sheet_is_the_same_file() {
    for (name, style) in styles() {
        for ((kind, first), (_, second)) in all(&style).into_iter().zip(all(&style)) {
            assert_eq!(
                first, second,
                "{kind} on {name}: a reprint must be byte for byte the sheet that was kept"
            );
            let dir = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
            std::fs::write(dir.join(format!("{kind}-{name}.pdf")), &first).unwrap();
        }
    }
}
