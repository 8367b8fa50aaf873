//! What the leaflet says, and what it never says.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

mod support;

use needlebook_documents::leaflet::{self, Leaflet};
use needlebook_documents::{SheetLanguage, samples};
use support::{A4, STYLES, page_count, pages, text};

fn said(leaflet: &Leaflet) -> String {
    text(&leaflet::render(leaflet, &A4).unwrap())
}

#[test]
fn it_says_what_no_other_paper_says() {
    let said = said(&samples::leaflet());
    for line in [
        // S04
        "Your skin heals in three steps",
        "platelets, send the signal to heal",
        "Skin cells make new collagen and elastin",
        "The new skin settles and gets firm",
        // S06
        "Some studies report up to 400 % more collagen and elastin after 4 sessions a month apart. Your result may differ.",
        // S07
        "our devices go deeper than a home roller",
        // S52
        "A visit takes about an hour with the numbing cream. It can be as short as 30 minutes.",
        // S66
        "Needling can make it thicker again. Lines can look softer.",
        // S39, S57
        "Microneedling can be used on all skin tones by trained hands. Dark spots can still happen, more often in darker skin.",
    ] {
        assert!(said.contains(line), "{line:?} is missing: {said}");
    }
}

#[test]
fn what_studies_report_stays_out_where_the_lead_took_it_out() {
    let without = Leaflet {
        studies: false,
        ..samples::leaflet()
    };
    let said = said(&without);
    assert!(!said.contains("400"), "{said}");
    assert!(said.contains("It may not work"));
}

#[test]
fn it_names_nobody_unless_it_was_given_to_somebody() {
    let nobody = said(&samples::leaflet());
    assert!(!nobody.contains("born"), "{nobody}");
    let given = Leaflet {
        patient: Some(samples::patient()),
        ..samples::leaflet()
    };
    for page in pages(&leaflet::render(&given, &A4).unwrap()) {
        assert!(
            page.contains("Marigold Featherstitch, born 14 March 1989"),
            "{page}"
        );
    }
}

#[test]
fn an_unreviewed_translation_has_the_approved_leaflet_beside_it() {
    let english = pages(&leaflet::render(&samples::leaflet(), &A4).unwrap());
    for language in [SheetLanguage::Es, SheetLanguage::Fr, SheetLanguage::De] {
        let sheet = Leaflet {
            language,
            ..samples::leaflet()
        };
        let both = pages(&leaflet::render(&sheet, &A4).unwrap());
        let own = both.len() - english.len();
        assert_eq!(
            both[own..],
            english,
            "{language:?}: the approved one, whole"
        );
        assert!(own >= 2 && both[0] != english[0], "{language:?}");
    }
}

#[test]
fn it_is_one_sheet_of_paper_and_in_large_print_two() {
    for (name, style) in STYLES {
        let pages = page_count(&leaflet::render(&samples::leaflet(), &style).unwrap());
        assert!(pages <= if style.large { 4 } else { 2 }, "{name}: {pages}");
    }
}
