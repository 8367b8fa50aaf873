//! What holds for every printed page, whatever it says.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

mod support;

use lopdf::Object;
use needlebook_documents::{Error, aftercare, consent, samples};
use support::{A4, STYLES, all, dictionaries, open, operations, page_count, text};

#[test]
fn the_same_document_is_the_same_file() {
    for (name, style) in STYLES {
        for ((kind, first), (_, second)) in all(&style).into_iter().zip(all(&style)) {
            assert_eq!(
                first, second,
                "{kind} on {name}: the hash in the journal stands for these bytes"
            );
        }
    }
}

#[test]
fn an_aftercare_sheet_is_two_sides_of_one_paper() {
    for (name, style) in STYLES.iter().filter(|(_, style)| !style.large) {
        let sheet = aftercare::render(&samples::aftercare(), style).unwrap();
        assert_eq!(
            page_count(&sheet),
            2,
            "on {name}: dates on one side, help on the other"
        );
    }
}

#[test]
fn nothing_is_printed_smaller_than_12_points_and_large_print_not_under_14() {
    for (name, style) in STYLES {
        let least = if style.large { 14.0 } else { 12.0 };
        for (kind, bytes) in all(&style) {
            let sizes = operations(&bytes)
                .into_iter()
                .filter(|op| op.operator == "Tf");
            for size in sizes.map(|op| op.operands[1].as_float().unwrap()) {
                assert!(
                    size > least - 0.01,
                    "{kind} on {name}: {size} pt is too small to read"
                );
            }
        }
    }
}

#[test]
fn no_glyph_is_ever_the_missing_one() {
    for (kind, bytes) in all(&A4) {
        let mut shown = 0;
        for op in operations(&bytes)
            .into_iter()
            .filter(|op| op.operator == "TJ")
        {
            for code in op.operands[0].as_array().unwrap() {
                if let Object::String(code, _) = code {
                    assert_ne!(
                        code.as_slice(),
                        [0, 0],
                        "{kind}: an empty box would stand for a letter"
                    );
                    shown += 1;
                }
            }
        }
        assert!(shown > 200, "{kind}: {shown} glyphs is not a page");
    }
}

/// Compressed bytes that no subset needs and every whole font of ours has.
const WHOLE_FONT: usize = 20_000;

#[test]
fn fonts_are_embedded_as_subsets() {
    for (kind, bytes) in all(&A4) {
        let document = open(&bytes);
        let fonts = dictionaries(&document, "FontDescriptor");
        assert!(!fonts.is_empty(), "{kind} has no fonts");
        for font in fonts {
            let name = String::from_utf8_lossy(font.get(b"FontName").unwrap().as_name().unwrap())
                .into_owned();
            let (tag, _) = name
                .split_once('+')
                .unwrap_or_else(|| panic!("{kind}: {name} is no subset"));
            assert!(
                tag.len() == 6 && tag.bytes().all(|b| b.is_ascii_uppercase()),
                "{kind}: tag of {name}"
            );
            let file = font.get(b"FontFile2").and_then(Object::as_reference);
            let file = document
                .get_object(file.unwrap_or_else(|_| panic!("{kind}: {name} is not embedded")));
            let size = file.and_then(Object::as_stream).unwrap().content.len();
            assert!(
                size < WHOLE_FONT,
                "{kind}: {name} has {size} bytes: a whole font got in"
            );
        }
    }
}

#[test]
fn a_file_names_its_language_and_kind_and_never_the_patient() {
    for (kind, bytes) in all(&A4) {
        let document = open(&bytes);
        assert_eq!(document.version, "1.7");
        assert_eq!(
            document
                .catalog()
                .unwrap()
                .get(b"Lang")
                .unwrap()
                .as_str()
                .unwrap(),
            b"en"
        );
        let info = document
            .trailer
            .get(b"Info")
            .and_then(Object::as_reference)
            .unwrap();
        let info = document.get_dictionary(info).unwrap();
        for (key, value) in info {
            let value =
                String::from_utf8_lossy(value.as_str().unwrap_or_default()).replace('\0', "");
            for name in ["Marigold", "Featherstitch", "Juniper", "Hemstitch"] {
                assert!(
                    !value.contains(name),
                    "{kind}: {} shows a name in a file list",
                    String::from_utf8_lossy(key)
                );
            }
        }
    }
}

#[test]
fn every_page_says_whose_it_is_which_it_is_and_whom_to_call() {
    for (name, style) in STYLES {
        for (kind, bytes) in all(&style) {
            let pages = support::pages(&bytes);
            for (i, page) in pages.iter().enumerate() {
                let number = format!("Page {} of {}", i + 1, pages.len());
                assert!(page.contains(&number), "{kind} on {name}: no {number:?}");
                assert!(
                    page.contains("Thimble & Thread Skin Clinic"),
                    "{kind} on {name}: no clinic"
                );
                assert!(
                    page.contains("01632 960 417"),
                    "{kind} on {name}: no number to call"
                );
                let about_nobody = [
                    "recovery",
                    "rule set",
                    "recall list",
                    "reply to a recall",
                    "needle register",
                    "leaflet",
                    "call list",
                    "blank forms",
                    "breach report",
                ];
                let is_about_nobody = about_nobody.contains(&kind);
                assert!(
                    is_about_nobody || page.contains(", born "),
                    "{kind} on {name}: no birth date"
                );
            }
        }
    }
}

#[test]
fn a_name_that_cannot_be_drawn_is_refused_and_not_printed_as_boxes() {
    let mut sheet = samples::aftercare();
    // An old form of a Japanese name's character, an emoji, a Khmer letter.
    for beyond in ["𠮷", "🧵", "ក"] {
        sheet.patient.name = format!("Marigold {beyond}");
        let refused = aftercare::render(&sheet, &A4);
        assert!(
            matches!(refused, Err(Error::MissingGlyph { ref text }) if text == beyond),
            "{refused:?}"
        );
    }
}

#[test]
fn letters_with_strokes_and_long_names_are_printed_whole() {
    let mut sheet = samples::aftercare();
    let name =
        "Łucja Øßæđ Żółć-Ğüçlü Nguyen Marigold-Henrietta Featherstitch-Crossgrain van der Bobbin";
    sheet.patient.name = name.to_owned();
    sheet.clinic.name =
        "The Thimble & Thread & Bobbin & Selvedge Skin Clinic of Greater Sampleton".to_owned();
    sheet.clinic.address =
        "Unit 12b, The Old Haberdashery\nBobbin Lane\nLower Sampleton\nSamplershire ZZ9 9ZZ"
            .to_owned();
    for (style_name, style) in STYLES {
        let bytes = aftercare::render(&sheet, &style).unwrap();
        for page in support::pages(&bytes) {
            let unbroken = page.replace(' ', "");
            assert!(
                unbroken.contains(&name.replace(' ', "")),
                "on {style_name}: the name is on every page, whole"
            );
        }
        assert!(
            text(&bytes).contains("Samplershire ZZ9 9ZZ"),
            "on {style_name}: the address is whole"
        );
    }
}

#[test]
fn a_word_longer_than_the_line_is_broken_and_not_cut() {
    let mut sheet = samples::aftercare();
    sheet.patient.name = "Featherstitch".repeat(12);
    let found = text(&aftercare::render(&sheet, &A4).unwrap()).replace(' ', "");
    assert!(
        found.contains(&sheet.patient.name),
        "no letter of a name may be lost"
    );
}

#[test]
fn braces_and_stars_in_a_name_are_letters_and_not_marks() {
    let mut sheet = samples::aftercare();
    sheet.patient.name = "Mari{born}gold **Bold**".to_owned();
    assert!(text(&aftercare::render(&sheet, &A4).unwrap()).contains("Mari{born}gold **Bold**"));
}

#[test]
fn a_logo_that_is_no_picture_is_refused_and_none_is_needed() {
    let mut sheet = samples::aftercare();
    sheet.clinic.logo_png = Some("bm90IGEgcGljdHVyZQ==".to_owned());
    assert!(matches!(
        aftercare::render(&sheet, &A4),
        Err(Error::UnreadableLogo)
    ));
    sheet.clinic.logo_png = None;
    assert!(
        aftercare::render(&sheet, &A4).is_ok(),
        "most clinics begin without a logo"
    );
}

#[test]
fn a_consent_with_anything_missing_is_never_printed_as_signed() {
    let whole = samples::consent().unwrap();
    let mut unticked = whole.clone();
    unticked.ticked.retain(|key| key != "scars");
    let mut unanswered = whole.clone();
    unanswered
        .choices
        .retain(|choice| choice.key != "marketing");
    let mut unsigned = whole.clone();
    unsigned.patient_signed.signature = needlebook_domain::signature::Signature::Drawn {
        strokes: Vec::new(),
    };
    for (document, what) in [
        (unticked, "scars"),
        (unanswered, "marketing"),
        (unsigned, "patient_signature"),
    ] {
        let refused = consent::render(&document, &A4);
        assert!(
            matches!(refused, Err(Error::IncompleteConsent { ref missing }) if missing == what),
            "{what}"
        );
    }
    assert!(consent::render(&whole, &A4).is_ok(), "the whole one prints");
}
