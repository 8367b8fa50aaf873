//! What the sheet that goes home says, and when.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

mod support;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use needlebook_documents::aftercare::{self, AftercareSheet, Cooling, NextVisit};
use needlebook_documents::{Style, samples};
use needlebook_domain::aftercare::{AftercareSettings, timeline};
use needlebook_domain::clinic::OpeningHours;
use needlebook_domain::zone::Zone;
use support::{A4, STYLES, page_count, pages, text};

fn ended(at: &str, zone: &str, sunscreen_start_hours: u16) -> AftercareSheet {
    let mut sheet = samples::aftercare();
    sheet.clinic.zone = zone.to_owned();
    let settings = AftercareSettings {
        sunscreen_start_hours,
        ..AftercareSettings::default()
    };
    let at: DateTime<Utc> = at.parse().unwrap();
    sheet.timeline = timeline(at, sheet.clinic.tz(), &settings);
    sheet
}

fn said(sheet: &AftercareSheet) -> String {
    text(&aftercare::render(sheet, &A4).unwrap())
}

fn says(sheet: &AftercareSheet, lines: &[&str]) {
    let said = said(sheet);
    for line in lines {
        assert!(
            said.contains(line),
            "the sheet must say {line:?}; it says: {said}"
        );
    }
}

fn never_says(sheet: &AftercareSheet, lines: &[&str]) {
    let said = said(sheet);
    for line in lines {
        assert!(!said.contains(line), "the sheet must not say {line:?}");
    }
}

#[test]
fn every_date_of_the_session_is_on_the_sheet_with_its_weekday() {
    says(
        &samples::aftercare(),
        &[
            "on Tuesday 24 November 2026 , end 11:20 am",
            "(to Thursday 26 November 2026, 11:20 am )",
            "Until Wednesday 25 November 11:20 am",
            "From Wednesday 25 November",
            "Sweat: not until Wednesday 25 November, 11:20 am",
            "Until Friday 27 November",
            "Still red, darker or hot at Friday 27 November, 11:20 am",
            "Before Tuesday 1 December (at least a week)",
            "Sunscreen every day from Wednesday 25 November, 11:20 am ; until then shade and a hat.",
            "Tuesday 22 December 2026 to Tuesday 5 January 2027",
            "About 8 December to 22 December 2026",
            "To about 24 February 2027",
            "Near 24 May 2027",
        ],
    );
}

#[test]
fn hour_rules_cross_a_clock_change_as_elapsed_time_and_name_the_zone() {
    // Saturday 27 March 2027, 14:30 GMT; the clocks go forward that night.
    let sheet = ended("2027-03-27T14:30:00Z", "Europe/London", 24);
    says(
        &sheet,
        &[
            "end 2:30 pm GMT",
            "Until Sunday 28 March 3:30 pm BST",
            "Clocks change: see GMT and BST.",
        ],
    );
    // And back again in autumn.
    let sheet = ended("2026-10-24T13:30:00Z", "Europe/London", 24);
    says(
        &sheet,
        &["end 2:30 pm BST", "Until Sunday 25 October 1:30 pm GMT"],
    );
}

#[test]
fn a_zone_without_a_name_is_told_by_its_distance_from_utc() {
    says(
        &ended("2026-11-24T11:20:00Z", "Asia/Kathmandu", 24),
        &["Asia/Kathmandu (UTC+5:45)", "5:05 pm"],
    );
}

#[test]
fn dates_in_the_next_year_say_so() {
    says(
        &ended("2026-12-29T12:00:00Z", "Europe/London", 24),
        &["end 12 noon", "Before Tuesday 5 January 2027"],
    );
}

#[test]
fn the_three_lines_on_the_first_day_agree_about_sunscreen() {
    let later = ended("2026-11-24T11:20:00Z", "Europe/London", 24);
    says(
        &later,
        &[
            "No makeup. No cream, serum or sunscreen except what we gave you or wrote here: hyaluronic gel",
        ],
    );
    let today = ended("2026-11-24T11:20:00Z", "Europe/London", 0);
    says(
        &today,
        &[
            "No cream or serum except sunscreen and what we gave you",
            "Sunscreen every day from today",
        ],
    );
    never_says(&today, &["serum or sunscreen except", "until then shade"]);
}

#[test]
fn a_treated_abdomen_hears_nothing_of_makeup_eyes_or_lips_that_tingle() {
    let mut sheet = samples::aftercare();
    sheet.zones = vec![Zone::Abdomen, Zone::Flanks];
    says(
        &sheet,
        &[
            "Microneedling on your tummy and sides",
            "Wear loose, clean clothes over your tummy and sides",
        ],
    );
    never_says(
        &sheet,
        &[
            "akeup",
            "your face",
            "your eye",
            "eye pain",
            "lips tingle",
            "a hat",
        ],
    );
    says(&sheet, &["your lips or tongue swell"]);
}

#[test]
fn scalp_and_face_each_have_their_own_lines() {
    let mut sheet = samples::aftercare();
    sheet.zones = vec![Zone::Scalp, Zone::Cheeks, Zone::Neck];
    says(
        &sheet,
        &[
            "on your face, your neck and your scalp",
            "No hair dye",
            "gentle shampoo",
            "gentle cleanser",
            "A hat or shade",
        ],
    );
    sheet.zones = vec![Zone::Scalp];
    never_says(&sheet, &["akeup", "Sunscreen every day"]);
}

#[test]
fn the_signs_of_numbing_are_on_the_sheet_only_when_the_skin_was_numbed() {
    let mut sheet = samples::aftercare();
    says(
        &sheet,
        &["metal taste, ringing ears, very drowsy, twitching, blue-grey skin"],
    );
    sheet.numbing_used = false;
    never_says(&sheet, &["numbing"]);
}

#[test]
fn cooling_is_a_yes_or_a_no_and_never_left_open() {
    let mut sheet = samples::aftercare();
    says(&sheet, &["can help, if we said so: yes, a cool pack"]);
    sheet.cooling = Cooling::No;
    says(&sheet, &["can help, if we said so: no, not this time"]);
}

#[test]
fn a_call_that_falls_on_a_closed_day_names_the_line_to_call_instead() {
    // 72 hours after a Thursday is a Sunday; the sample clinic opens on weekdays.
    let sheet = ended("2026-11-26T11:20:00Z", "Europe/London", 24);
    says(
        &sheet,
        &["at Sunday 29 November, 11:20 am : we are closed then, so call 111"],
    );
    let mut never_entered = sheet.clone();
    never_entered.clinic.opening_hours.clear();
    says(
        &never_entered,
        &["call us. Closed then? Call 111", "Call us 01632 960 417"],
    );
    let mut no_line = sheet;
    no_line.clinic.advice_line.clear();
    never_says(&no_line, &["Closed", "closed then"]);
}

#[test]
fn opening_hours_are_told_by_day_when_they_differ() {
    let mut sheet = samples::aftercare();
    let hour = |h| NaiveTime::from_hms_opt(h, 30, 0).unwrap();
    sheet.clinic.opening_hours.push(OpeningHours {
        day: 6,
        opens: hour(9),
        closes: hour(12),
    });
    says(
        &sheet,
        &["Call us, Monday to Friday 9 am to 6 pm, Saturday 9:30 am to 12:30 pm"],
    );
}

#[test]
fn after_the_last_session_the_window_to_keep_it_up_stands_instead_of_a_next_visit() {
    let mut sheet = samples::aftercare();
    let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
    sheet.next = NextVisit::CourseComplete {
        from: day(2027, 5, 24),
        to: day(2027, 11, 24),
    };
    says(
        &sheet,
        &[
            "Your course is done",
            "Monday 24 May 2027 to Wednesday 24 November 2027",
            "we see you again",
        ],
    );
    never_says(
        &sheet,
        &[
            "Your next visit",
            "your next visit",
            "Booked for",
            "all your visits",
        ],
    );
}

#[test]
fn a_booked_visit_is_printed_and_else_a_line_to_write_on() {
    let mut sheet = samples::aftercare();
    sheet.next = NextVisit::Due {
        booked_at: Some("2026-12-29T10:00:00Z".parse().unwrap()),
    };
    says(&sheet, &["Booked for: Tuesday 29 December 2026, 10:00 am"]);
}

#[test]
fn the_first_side_sends_to_the_page_where_help_really_is() {
    for (name, style) in STYLES {
        let mut sheet = samples::aftercare();
        sheet.products_given = (1..14)
            .map(|n| format!("a soothing balm in a jar with the number {n}"))
            .collect();
        let pages = pages(&aftercare::render(&sheet, &style).unwrap());
        let help = pages
            .iter()
            .position(|page| page.contains("When to get help"))
            .unwrap()
            + 1;
        let named = format!("Signs to watch for are on page {help}.");
        assert!(
            pages.iter().any(|page| page.contains(&named)),
            "on {name}: help is on page {help}"
        );
    }
}

#[test]
fn a_sheet_that_goes_home_has_no_signature() {
    never_says(&samples::aftercare(), &["Signed", "signature", "back of"]);
}

#[test]
fn large_print_says_the_same_on_no_more_than_two_papers() {
    let normal = said(&samples::aftercare());
    for (name, style) in STYLES.iter().filter(|(_, style)| style.large) {
        let bytes = aftercare::render(
            &samples::aftercare(),
            &Style {
                large: true,
                ..*style
            },
        )
        .unwrap();
        assert!(page_count(&bytes) <= 4, "on {name}");
        let large = text(&bytes);
        for line in [
            "Before Tuesday 1 December",
            "Near 24 May 2027",
            "When to get help",
        ] {
            assert!(
                normal.contains(line) && large.contains(line),
                "on {name}: {line}"
            );
        }
    }
}
