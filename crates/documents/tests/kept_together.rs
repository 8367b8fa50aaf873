//! Pages are full, and nothing stands on one alone.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

mod support;

use chrono::NaiveDate;
use needlebook_documents::{aftercare, consent, samples, session};
use needlebook_domain::session::Glide;
use support::{STYLES, pages};

#[test]
fn no_page_of_a_record_holds_a_lone_row_or_a_lone_signature() {
    for (name, style) in STYLES {
        let set = pages(&session::render(&samples::session(), &style).unwrap());
        for (i, page) in set.iter().enumerate() {
            let rows = page.matches(" Acne scars ").count() + page.matches("Not treated").count();
            assert!(
                !page.contains("Zone For Depth") || rows >= 3,
                "{name}, page {}: a heading over {rows} rows: {page}",
                i + 1
            );
            assert!(
                !page.contains("Signed Tuesday")
                    || page.contains("Next visit")
                    || page.contains("Depth, mm 0.75"),
                "{name}, page {}: the signature stands alone: {page}",
                i + 1
            );
        }
        let most = match name {
            "a4" => 2,
            "letter-large" => 4,
            _ => 3,
        };
        assert!(set.len() <= most, "{name}: {} pages", set.len());
    }
}

#[test]
fn a_record_with_one_line_more_keeps_its_signature_beside_something() {
    let mut record = samples::session();
    record.glide = Some(Glide {
        product: "Hydrogel".to_owned(),
        lot: "HG-88".to_owned(),
        expires_on: NaiveDate::from_ymd_opt(2027, 11, 30),
    });
    for (name, style) in STYLES {
        let set = pages(&session::render(&record, &style).unwrap());
        let whole = set.concat();
        assert!(
            whole.contains("Hydrogel, lot HG-88, expiry 30 November 2027"),
            "{name}: {whole}"
        );
        let signed = set
            .iter()
            .find(|page| page.contains("Signed Tuesday"))
            .unwrap();
        assert!(
            signed.contains("Next visit") || signed.contains("Depth, mm 0.75"),
            "{name}: the signature stands alone: {signed}"
        );
    }
}

#[test]
fn a_large_aftercare_sheet_wastes_no_page() {
    for (name, style) in STYLES.iter().filter(|(_, style)| style.large) {
        let sheet = samples::aftercare();
        let set = pages(&aftercare::render(&sheet, style).unwrap());
        assert_eq!(set.len(), 3, "on {name}");
        let help = set
            .iter()
            .position(|p| p.contains("When to get help"))
            .unwrap()
            + 1;
        assert!(
            set.iter()
                .any(|p| p.contains(&format!("Signs to watch for are on page {help}"))),
            "on {name}: the page that is named is the page where help stands"
        );
    }
}

#[test]
fn the_pages_of_a_consent_are_evenly_full() {
    for (name, style) in STYLES {
        let set = pages(&consent::render(&samples::consent().unwrap(), &style).unwrap());
        let lengths: Vec<usize> = set.iter().map(String::len).collect();
        let longest = lengths.iter().max().unwrap();
        assert!(
            lengths.iter().all(|length| length * 3 > *longest),
            "on {name}: a page is nearly empty: {lengths:?}"
        );
    }
}
