//! What the sheet that goes home before a visit says.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

mod support;

use chrono::NaiveDate;
use needlebook_documents::precare::{self, PrecareSheet};
use needlebook_documents::samples;
use needlebook_domain::precare::dates;
use needlebook_domain::screening::ScreeningConfig;
use support::{A4, STYLES, page_count, text};

fn on(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn planned(made: &str, appointment: &str) -> PrecareSheet {
    PrecareSheet {
        made_on: on(made),
        appointment_on: on(appointment),
        dates: dates(on(appointment), &ScreeningConfig::default()),
        ..samples::precare()
    }
}

fn said(sheet: &PrecareSheet) -> String {
    text(&precare::render(sheet, &A4).unwrap())
}

#[test]
fn every_date_is_counted_back_from_the_visit() {
    let said = said(&planned("2026-11-24", "2026-12-15"));
    for line in [
        "Microneedling is planned for Tuesday 15 December 2026",
        "From Tuesday 1 December",
        "Last day Tuesday 8 December",
        "Last day Thursday 10 December",
        "Come with clean skin",
    ] {
        assert!(said.contains(line), "{line:?} is missing: {said}");
    }
}

#[test]
fn a_date_already_past_asks_for_a_call() {
    let said = said(&planned("2026-11-24", "2026-11-27"));
    for line in [
        "if you used it after Wednesday 27 May 2026 , call us before you come",
        "if you used it after Friday 20 November 2026 , call us before you come",
        "if you used it after Sunday 22 November 2026 , call us before you come",
        "burnt by the sun after Friday 13 November 2026 , call us before you come",
    ] {
        assert!(said.contains(line), "{line:?} is missing: {said}");
    }
    assert!(
        !said.contains("Last day"),
        "what is past cannot be asked for"
    );
}

#[test]
fn isotretinoin_counts_back_to_the_latest_wait_that_ends_by_the_visit() {
    // Six months after 31 August would be 31 February: the wait rolls on to 1 March, and a visit on 28 February is too
    // early for it.
    let february = said(&planned("2026-11-24", "2027-02-28"));
    assert!(
        february.contains("after Friday 28 August 2026"),
        "{february}"
    );
    let march = said(&planned("2026-11-24", "2027-03-01"));
    assert!(march.contains("after Tuesday 1 September 2026"), "{march}");
}

#[test]
fn a_last_day_that_is_today_is_not_past() {
    let said = said(&planned("2026-12-08", "2026-12-15"));
    assert!(said.contains("Last day Tuesday 8 December"), "{said}");
}

#[test]
fn nobody_is_told_to_leave_a_prescribed_medicine() {
    for made in ["2026-11-24", "2026-12-14"] {
        let said = said(&planned(made, "2026-12-15"));
        assert!(
            said.contains("If a doctor told you to take it, do not stop. Call us."),
            "{said}"
        );
        assert!(said.contains("Keep taking it. We will ask your doctor."));
        assert_eq!(
            said.to_lowercase().matches("stop").count(),
            1,
            "only \"do not stop\""
        );
    }
}

#[test]
fn it_is_one_page_and_in_large_print_two_at_most() {
    for (name, style) in STYLES {
        for made in ["2026-05-02", "2026-11-24", "2026-12-14"] {
            let pages = page_count(&precare::render(&planned(made, "2026-12-15"), &style).unwrap());
            assert!(pages <= if style.large { 2 } else { 1 }, "{name}: {pages}");
        }
    }
}
