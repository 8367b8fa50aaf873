//! Laws of waits: none is shortened by the length of a month, a leap day or a change of the clocks.

use chrono::{Datelike, NaiveDate, TimeDelta, Utc};
use needlebook_domain::aftercare::{AftercareSettings, timeline};
use needlebook_domain::course::{maintenance, window};
use needlebook_domain::date::{
    add_days, add_months_clamp, add_months_roll, age_on, birthday, latest_start_of_wait,
};
use needlebook_domain::rule_settings::{RuleSettings, SettingKey};
use needlebook_domain::screening::{Outcome, ScreeningConfig, ScreeningInput, evaluate};
use proptest::prelude::*;
use serde_json::json;

use super::any::{Answer, answers_of, any_date, any_instant, any_zone};

/// The waits of the screening: the answer that begins one, and the setting that says how many days.
const WAITS: [(&str, &str, Option<SettingKey>, u32); 10] = [
    ("otc_nsaid_aspirin", "last_dose", None, 3),
    (
        "topical_retinoid",
        "last_use",
        Some(SettingKey::RetinoidDays),
        7,
    ),
    ("aha", "last_use", Some(SettingKey::RetinoidDays), 7),
    ("exfoliant", "last_use", Some(SettingKey::RetinoidDays), 7),
    ("sunburn_in_area", "last", Some(SettingKey::SunburnDays), 14),
    ("botulinum", "last", Some(SettingKey::BotulinumDays), 14),
    ("filler", "last", Some(SettingKey::FillerDays), 28),
    (
        "peel_laser_needling",
        "last",
        Some(SettingKey::PeelLaserNeedlingDays),
        28,
    ),
    ("hair_removal", "last", Some(SettingKey::HairRemovalDays), 7),
    (
        "last_session",
        "",
        Some(SettingKey::ShortestIntervalDays),
        14,
    ),
];

fn defers(answer: Answer, on: NaiveDate, config: &ScreeningConfig) -> bool {
    let input = ScreeningInput {
        appointment_date: on,
        answers: answers_of(&[answer]),
    };
    evaluate(&input, config).outcome == Outcome::Defer
}

fn months_apart(from: NaiveDate, to: NaiveDate) -> i32 {
    (to.year() - from.year()) * 12 + i32::try_from(to.month()).unwrap_or(0)
        - i32::try_from(from.month()).unwrap_or(0)
}

proptest! {
    #[test]
    fn a_wait_of_months_ends_on_its_day_or_on_the_first_after_a_month_without_it(
        start in any_date(),
        months in 0_i32..=24,
    ) {
        let end = add_months_roll(start, months.unsigned_abs());
        if months_apart(start, end) == months {
            prop_assert_eq!(end.day(), start.day(), "the same day of the month");
        } else {
            prop_assert_eq!((months_apart(start, end), end.day()), (months + 1, 1));
            let month_before = end - TimeDelta::days(1);
            prop_assert!(month_before.day() < start.day(), "because that month has no such day");
        }
        let next = add_months_roll(start + TimeDelta::days(1), months.unsigned_abs());
        prop_assert!(next >= end, "a later dose never waits less");
    }

    #[test]
    fn a_window_of_months_stays_inside_the_month_it_names(start in any_date(), months in 0_i32..=24) {
        let end = add_months_clamp(start, months.unsigned_abs());
        prop_assert_eq!(months_apart(start, end), months);
        let is_last_day = (end + TimeDelta::days(1)).day() == 1;
        prop_assert!(end.day() == start.day() || (end.day() < start.day() && is_last_day));
        prop_assert!(end <= add_months_roll(start, months.unsigned_abs()));
    }

    #[test]
    fn no_wait_is_shorter_than_its_days_whatever_the_month(
        last in any_date(),
        (key, field, setting, days) in prop::sample::select(WAITS.to_vec()),
        share in 0.0..=1.0_f64,
    ) {
        let (config, days) = match setting {
            None => (ScreeningConfig::default(), days),
            Some(setting) => {
                let spec = setting.spec();
                let value = spec.least + (f64::from(spec.most - spec.least) * share) as u32;
                let settings = RuleSettings::default().with(setting, Some(value)).unwrap_or_default();
                (settings.screening, value)
            }
        };
        let answer = || if field.is_empty() { (key, json!(last)) } else { (key, json!({ field: last })) };
        prop_assert!(defers(answer(), add_days(last, days - 1), &config), "{key} the day before");
        prop_assert!(!defers(answer(), add_days(last, days), &config), "{key} on the day");
    }

    #[test]
    fn no_isotretinoin_wait_is_shorter_than_its_months(last in any_date(), months in 0_u32..=12) {
        let config = RuleSettings::default()
            .with(SettingKey::IsotretinoinWaitMonths, Some(months))
            .unwrap_or_default()
            .screening;
        let end = add_months_roll(last, months);
        let answer = || ("isotretinoin", json!({ "status": "past", "last_dose": last }));
        prop_assert!(defers(answer(), end - TimeDelta::days(1), &config), "the day before");
        prop_assert!(!defers(answer(), end, &config), "on the day");
    }

    #[test]
    fn the_latest_start_of_a_wait_is_the_latest(on in any_date(), months in 1_u32..=12) {
        let latest = latest_start_of_wait(on, months);
        prop_assert!(add_months_roll(latest, months) <= on);
        prop_assert!(add_months_roll(latest + TimeDelta::days(1), months) > on);
    }

    #[test]
    fn a_birthday_and_an_age_agree(born in any_date(), years in 0_u32..30) {
        let day = birthday(born, years);
        prop_assert_eq!(age_on(born, day), years, "the age changes on the birthday");
        if years > 0 {
            prop_assert_eq!(age_on(born, day - TimeDelta::days(1)), years - 1, "and not before");
        }
    }

    #[test]
    fn hours_on_the_sheet_are_elapsed_whatever_the_clocks_do(
        end in any_instant(),
        zone in any_zone(),
        exercise in 24_u32..=72,
        makeup in 24_u32..=96,
        sunscreen in 0_u32..=24,
    ) {
        let settings = [
            (SettingKey::ExerciseHours, exercise),
            (SettingKey::MakeupHours, makeup),
            (SettingKey::SunscreenStartHours, sunscreen),
        ]
        .into_iter()
        .try_fold(RuleSettings::default(), |settings, (setting, hours)| settings.with(setting, Some(hours)))
        .unwrap_or_default()
        .aftercare;
        let sheet = timeline(end, zone, &settings);
        for (time, hours) in [
            (sheet.session_end, 0),
            (sheet.redness_usual_from, 12),
            (sheet.no_touch_until, 24),
            (sheet.redness_usual_to, 48),
            (sheet.call_if_red_at, 72),
            (sheet.exercise_from, exercise),
            (sheet.mineral_makeup_from, makeup),
            (sheet.sunscreen_from, sunscreen),
        ] {
            prop_assert_eq!(time.at() - end, TimeDelta::hours(i64::from(hours)), "no hour is lost or won");
            prop_assert_eq!(
                time.local().naive_local(),
                time.at().with_timezone(&zone).naive_local(),
                "and the clinic's clock shows it"
            );
        }
    }

    #[test]
    fn days_on_the_sheet_follow_the_clinics_date_and_nothing_else(end in any_instant(), zone in any_zone()) {
        let sheet = timeline(end, zone, &AftercareSettings::default());
        let day = end.with_timezone(&zone).date_naive();
        let noon = day.and_hms_opt(12, 0, 0).unwrap_or_default().and_utc();
        let plain = timeline(noon, chrono_tz::Tz::UTC, &AftercareSettings::default());
        let dates = |sheet: &needlebook_domain::aftercare::Timeline| [
            sheet.healing_from, sheet.healing_to, sheet.retinol_harsh_sun_clear_from,
            sheet.daily_activities_from, sheet.first_change_from, sheet.first_change_to,
            sheet.improves_until, sheet.collagen_peak_about, sheet.followup_photo_1m,
            sheet.followup_photo_3m, sheet.followup_photo_6m, sheet.next_visit_from, sheet.next_visit_to,
        ];
        prop_assert_eq!(dates(&sheet), dates(&plain), "a change of the clocks moves no date");
        prop_assert_eq!((sheet.retinol_harsh_sun_clear_from - day).num_days(), 7, "a week is seven dates");
    }

    #[test]
    fn windows_open_before_they_close_and_weeks_keep_their_weekday(last in any_date()) {
        let (due, upkeep) = (window(last), maintenance(last));
        prop_assert_eq!((due.from.weekday(), due.to.weekday()), (last.weekday(), last.weekday()));
        prop_assert_eq!((due.to - due.from).num_days(), 14);
        prop_assert!(upkeep.from < upkeep.to && due.to < upkeep.from);
    }

    #[test]
    fn an_instant_is_written_with_its_offset_and_read_back_as_itself(end in any_instant(), zone in any_zone()) {
        let sheet = timeline(end, zone, &AftercareSettings::default());
        let written = sheet.exercise_from.to_string();
        prop_assert!(!written.ends_with('Z') && !written.contains('.'), "{written}");
        let read = chrono::DateTime::parse_from_rfc3339(&written).map(|at| at.with_timezone(&Utc));
        prop_assert_eq!(read.ok(), Some(sheet.exercise_from.at()));
    }
}
