//! What each setting changes in the judgement it belongs to, and that it changes nothing else.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a broken case must stop the test"
)]

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use needlebook_domain::aftercare::{Timeline, timeline};
use needlebook_domain::concern::Concern;
use needlebook_domain::contract;
use needlebook_domain::course::{CourseFlag, booking};
use needlebook_domain::depth::{DepthFlag, DepthPlan, check};
use needlebook_domain::device::DeviceProfileId;
use needlebook_domain::ids::PersonId;
use needlebook_domain::issue::IssueCode;
use needlebook_domain::precare;
use needlebook_domain::rule::RuleId;
use needlebook_domain::rule_settings::{
    Deciding, RuleSettings, SETTINGS, SettingChangeInput, SettingKey, SettingUnit,
};
use needlebook_domain::screening::{
    Answers, Finding, Outcome, ScreeningInput, evaluate, unanswered,
};
use needlebook_domain::wire::{InputErrorCode, Node};
use needlebook_domain::zone::Zone;
use serde_json::{Value, json};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn set(key: SettingKey, value: u32) -> RuleSettings {
    RuleSettings::default().with(key, Some(value)).unwrap()
}

/// What one rule finds on 20 May 2026.
fn finding(settings: &RuleSettings, rule: RuleId, answers: &Value) -> Finding {
    let answers = Answers::read(&Node::root(answers, "answers"), &[]).unwrap();
    let input = ScreeningInput {
        appointment_date: day("2026-05-20"),
        answers,
    };
    let judged = evaluate(&input, &settings.screening);
    judged
        .findings
        .into_iter()
        .find(|found| found.rule == rule)
        .unwrap()
}

#[test]
fn each_wait_of_the_screening_is_as_long_as_the_clinic_set_it() {
    // Key, rule, an answer with a date, the value to set, the end of the wait then, and by default.
    let last = json!({"last": "2026-05-01"});
    let last_use = json!({"last_use": "2026-05-01"});
    for (key, rule, answer, value, until, by_default) in [
        (
            SettingKey::RetinoidDays,
            RuleId::R04,
            json!({"topical_retinoid": last_use}),
            3,
            "2026-05-04",
            "2026-05-08",
        ),
        (
            SettingKey::RetinoidDays,
            RuleId::R05,
            json!({"aha": last_use}),
            3,
            "2026-05-04",
            "2026-05-08",
        ),
        (
            SettingKey::RetinoidDays,
            RuleId::R06,
            json!({"exfoliant": last_use}),
            3,
            "2026-05-04",
            "2026-05-08",
        ),
        (
            SettingKey::SunburnDays,
            RuleId::R21,
            json!({"sunburn_in_area": last}),
            28,
            "2026-05-29",
            "2026-05-15",
        ),
        (
            SettingKey::BotulinumDays,
            RuleId::R27,
            json!({"botulinum": last}),
            7,
            "2026-05-08",
            "2026-05-15",
        ),
        (
            SettingKey::FillerDays,
            RuleId::R28,
            json!({"filler": last}),
            14,
            "2026-05-15",
            "2026-05-29",
        ),
        (
            SettingKey::PeelLaserNeedlingDays,
            RuleId::R29,
            json!({"peel_laser_needling": last}),
            92,
            "2026-08-01",
            "2026-05-29",
        ),
        (
            SettingKey::HairRemovalDays,
            RuleId::R30,
            json!({"hair_removal": last}),
            1,
            "2026-05-02",
            "2026-05-08",
        ),
        (
            SettingKey::StrongSunDays,
            RuleId::R35,
            json!({"strong_sun": last}),
            1,
            "2026-05-02",
            "2026-05-15",
        ),
    ] {
        let set_so = finding(&set(key, value), rule, &answer);
        assert_eq!(
            set_so.clear_from,
            Some(day(until)),
            "{rule} ignores {key:?}"
        );
        let untouched = finding(&RuleSettings::default(), rule, &answer);
        assert_eq!(
            untouched.clear_from,
            Some(day(by_default)),
            "{rule} by default"
        );
    }
}

#[test]
fn a_shorter_wait_after_isotretinoin_leaves_the_rest_of_the_six_months_as_a_caution() {
    let answer = json!({"isotretinoin": {"status": "past", "last_dose": "2026-01-10"}});
    let found = finding(
        &set(SettingKey::IsotretinoinWaitMonths, 3),
        RuleId::R01,
        &answer,
    );
    assert_eq!(
        found.outcome,
        Outcome::Caution,
        "four months ago, three are asked"
    );
    assert_eq!(found.eligible_from, Some(day("2026-04-10")));
    assert_eq!(found.clear_from, Some(day("2026-07-10")));
    let longer = finding(
        &set(SettingKey::IsotretinoinWaitMonths, 12),
        RuleId::R01,
        &answer,
    );
    assert_eq!(longer.eligible_from, Some(day("2027-01-10")));
}

#[test]
fn a_fixed_figure_for_painkillers_replaces_the_range_and_can_be_taken_back() {
    let answer = json!({"otc_nsaid_aspirin": {"last_dose": "2026-05-16"}});
    let fixed = set(SettingKey::OtcThinnerDays, 4);
    assert_eq!(
        finding(&fixed, RuleId::R02, &answer).outcome,
        Outcome::Clear
    );
    let back = fixed.with(SettingKey::OtcThinnerDays, None).unwrap();
    assert_eq!(
        finding(&back, RuleId::R02, &answer).outcome,
        Outcome::Caution,
        "the fourth day of three to five"
    );
}

#[test]
fn the_shortest_interval_is_one_figure_for_screening_and_booking() {
    let settings = set(SettingKey::ShortestIntervalDays, 21);
    let found = finding(
        &settings,
        RuleId::R37,
        &json!({"last_session": "2026-05-01"}),
    );
    assert_eq!(found.outcome, Outcome::Defer, "nineteen days");
    assert_eq!(found.eligible_from, Some(day("2026-05-22")));
    let flags = |on| {
        booking(
            Some(day("2026-05-01")),
            day(on),
            None,
            &settings.screening.course,
        )
        .flags
    };
    assert!(flags("2026-05-21").contains(&CourseFlag::Under14Days));
    assert!(
        !flags("2026-05-22").contains(&CourseFlag::Under14Days),
        "on the day it is over"
    );
}

#[test]
fn the_scalp_has_an_interval_of_its_own_where_nothing_else_is_needled() {
    let settings = set(SettingKey::ScalpShortestIntervalDays, 7);
    let until = |zones: Value| {
        let answers = json!({"last_session": "2026-05-15", "zones": zones});
        finding(&settings, RuleId::R37, &answers).eligible_from
    };
    assert_eq!(until(json!(["scalp"])), Some(day("2026-05-22")));
    for skin in [json!(["scalp", "forehead"]), json!(["forehead"]), json!([])] {
        assert_eq!(until(skin.clone()), Some(day("2026-05-29")), "{skin}");
    }
    let unchosen = json!({"last_session": "2026-05-15"});
    let found = finding(&settings, RuleId::R37, &unchosen);
    assert_eq!(found.eligible_from, Some(day("2026-05-29")), "no zone yet");
}

#[test]
fn a_price_is_unusual_by_the_founding_document_in_dollars_and_by_the_lead_elsewhere() {
    let came = RuleSettings::default();
    let ends = |settings: &RuleSettings, currency| {
        let usual = settings.usual_price(currency);
        (usual.from, usual.to)
    };
    assert_eq!(ends(&came, "USD"), (Some(200), Some(800)));
    assert_eq!(ends(&came, "GBP"), (None, None));
    let set = set(SettingKey::UsualPriceTo, 90_000);
    assert_eq!(ends(&set, "JPY"), (None, Some(90_000)));
    assert_eq!(ends(&set, "USD"), (Some(200), Some(90_000)));
}

#[test]
fn the_ends_of_the_usual_price_never_cross() {
    let refused = |settings: &RuleSettings, key, value| {
        let typed = SettingChangeInput {
            key,
            value: Some(value),
            reason: "our prices".to_owned(),
            source: String::new(),
        };
        let deciding = Deciding {
            by: PersonId::NONE,
            by_name: String::new(),
            at: DateTime::<Utc>::UNIX_EPOCH,
            today: day("2026-11-23"),
            highest_label: 2_500,
        };
        let issues = typed.parse(settings, deciding).err().unwrap_or_default();
        issues.first().map(|issue| issue.code)
    };
    let to = set(SettingKey::UsualPriceTo, 300);
    assert_eq!(refused(&to, SettingKey::UsualPriceFrom, 300), None);
    assert_eq!(
        refused(&to, SettingKey::UsualPriceFrom, 301),
        Some(IssueCode::OutOfRange)
    );
    let from = set(SettingKey::UsualPriceFrom, 200);
    assert_eq!(refused(&from, SettingKey::UsualPriceTo, 200), None);
    assert_eq!(
        refused(&from, SettingKey::UsualPriceTo, 199),
        Some(IssueCode::OutOfRange)
    );
}

#[test]
fn makeup_may_wait_for_up_to_a_year() {
    let hours = |value| RuleSettings::default().with(SettingKey::MakeupHours, Some(value));
    assert!(hours(8_760).is_ok());
    assert!(hours(8_761).is_err());
}

#[test]
fn a_course_lapses_after_as_many_months_as_the_clinic_set() {
    let lapsed = |months, on| {
        let settings = set(SettingKey::LapseMonths, months);
        booking(
            Some(day("2026-01-31")),
            day(on),
            None,
            &settings.screening.course,
        )
        .flags
        .contains(&CourseFlag::Lapsed)
    };
    assert!(!lapsed(3, "2026-04-30"));
    assert!(lapsed(3, "2026-05-01"));
    assert!(!lapsed(6, "2026-05-01"));
}

fn plan(micrometres: i32) -> DepthPlan<'static> {
    DepthPlan {
        zone: Zone::Forehead,
        indication: Some(Concern::AcneScars),
        micrometres,
        device: DeviceProfileId::GenericPen.built_in(),
        needle_length: None,
        fitzpatrick: None,
        age_years: Some(40),
        reacted_at: None,
    }
}

fn flags(settings: &RuleSettings, micrometres: i32) -> Vec<DepthFlag> {
    check(&plan(micrometres), &settings.depth_on(day("2026-05-20"))).all_flags
}

#[test]
fn a_lower_ceiling_stops_what_the_founding_document_would_let_pass() {
    let lowered = set(SettingKey::CeilingMicrometres, 1_500);
    assert!(flags(&lowered, 1_550).contains(&DepthFlag::AboveCeiling));
    assert!(!flags(&lowered, 1_500).contains(&DepthFlag::AboveCeiling));
    assert!(!flags(&RuleSettings::default(), 1_550).contains(&DepthFlag::AboveCeiling));
}

#[test]
fn advice_by_zone_falls_silent_when_it_is_switched_off() {
    let off = set(SettingKey::ZoneAdvisories, 0);
    assert!(flags(&RuleSettings::default(), 1_500).contains(&DepthFlag::AboveZoneAdvisory));
    assert_eq!(flags(&off, 1_500), [], "and nothing else does");
    assert!(flags(&off, 2_050).contains(&DepthFlag::AboveCeiling));
}

#[test]
fn a_pen_without_a_profile_steps_as_the_clinic_says_and_no_other_pen_does() {
    let coarse = set(SettingKey::GenericPenStepMicrometres, 250);
    assert!(flags(&coarse, 1_050).contains(&DepthFlag::NotADeviceStep));
    assert!(!flags(&coarse, 1_250).contains(&DepthFlag::NotADeviceStep));
    let dermapen = DepthPlan {
        device: DeviceProfileId::Dermapen4.built_in(),
        ..plan(1_100)
    };
    let answer = check(&dermapen, &coarse.depth_on(day("2026-05-20")));
    assert!(!answer.all_flags.contains(&DepthFlag::NotADeviceStep));
}

fn sheet(settings: &RuleSettings) -> Timeline {
    let end: DateTime<Utc> = "2026-05-12T10:00:00Z".parse().unwrap();
    timeline(end, Tz::Europe__London, &settings.aftercare)
}

#[test]
fn the_aftercare_sheet_prints_the_clinics_own_hours_and_days() {
    let hours = |at: needlebook_domain::time::ClinicTime| {
        (at.at() - sheet(&RuleSettings::default()).session_end.at()).num_hours()
    };
    assert_eq!(
        hours(sheet(&set(SettingKey::HandsOffHours, 48)).no_touch_until),
        48
    );
    assert_eq!(
        hours(sheet(&set(SettingKey::CleanserStartHours, 24)).cleanser_from),
        24
    );
    assert_eq!(
        hours(sheet(&set(SettingKey::SunscreenStartHours, 24)).sunscreen_from),
        24
    );
    assert_eq!(
        hours(sheet(&set(SettingKey::ExerciseHours, 72)).exercise_from),
        72
    );
    assert_eq!(
        hours(sheet(&set(SettingKey::MakeupHours, 36)).mineral_makeup_from),
        36
    );
    assert_eq!(
        sheet(&set(SettingKey::HarshProductsDays, 14)).retinol_harsh_sun_clear_from,
        day("2026-05-26")
    );
}

#[test]
fn the_pre_care_sheet_asks_for_what_the_screening_will_judge() {
    let dates = |settings: &RuleSettings| precare::dates(day("2026-05-20"), &settings.screening);
    let came = dates(&RuleSettings::default());
    assert_eq!(
        came.otc_thinner_last_dose_by,
        day("2026-05-15"),
        "P-3TO5: the careful end is printed"
    );
    assert_eq!(came.latest_acceptable, day("2026-05-17"));
    let fixed = dates(&set(SettingKey::OtcThinnerDays, 4));
    assert_eq!(
        (fixed.otc_thinner_last_dose_by, fixed.latest_acceptable),
        (day("2026-05-16"), day("2026-05-16"))
    );
    let retinoid = dates(&set(SettingKey::RetinoidDays, 14));
    assert_eq!(
        retinoid.retinoid_aha_exfoliant_last_use_by,
        day("2026-05-06")
    );
    let isotretinoin = dates(&set(SettingKey::IsotretinoinWaitMonths, 3));
    assert_eq!(isotretinoin.isotretinoin_last_dose_by, day("2026-02-20"));
    assert_eq!(
        dates(&set(SettingKey::SunburnDays, 28)).avoid_sunburn_from,
        day("2026-04-22")
    );
}

#[test]
fn the_settings_of_one_case_go_through_the_same_ranges() {
    for row in SETTINGS {
        let mut config = json!({ "isotretinoin_override": "medical_lead" });
        let over = match row.unit {
            SettingUnit::Switch => json!(2),
            _ => json!(row.most + 1),
        };
        config[row.key.id()] = over;
        let input = json!({ "appointment_date": "2026-05-20", "answers": { "_config": config } });
        let refused = contract::answer("screening", &input).expect_err("out of range");
        assert_eq!(
            refused.path,
            format!("input.answers._config.{}", row.key.id())
        );
        let code = match row.unit {
            SettingUnit::Switch => InputErrorCode::WrongType,
            _ => InputErrorCode::OutOfRange,
        };
        assert_eq!(refused.code, code, "{:?}", row.key);
    }
}

#[test]
fn under_eighteen_is_a_stop_whatever_is_set() {
    for row in SETTINGS {
        for value in [row.least, row.most] {
            let found = finding(
                &set(row.key, value),
                RuleId::R25,
                &json!({"date_of_birth": "2008-05-21"}),
            );
            assert_eq!(found.outcome, Outcome::Absolute, "{:?} at {value}", row.key);
        }
    }
}

#[test]
fn a_wait_after_childbirth_begins_only_where_the_lead_set_one_and_is_never_shortened() {
    let birth = json!({ "childbirth": { "last": "2025-11-30" } });
    let judged = |settings: &RuleSettings, on: &str| {
        let input = ScreeningInput {
            appointment_date: day(on),
            answers: serde_json::from_value(birth.clone()).unwrap(),
        };
        evaluate(&input, &settings.screening).outcome
    };
    assert_eq!(
        judged(&RuleSettings::default(), "2025-12-01"),
        Outcome::Clear
    );
    let three = set(SettingKey::ChildbirthMonths, 3);
    assert_eq!(judged(&three, "2026-02-28"), Outcome::Defer);
    assert_eq!(
        judged(&three, "2026-03-01"),
        Outcome::Clear,
        "there is no 30 February (P-ROLL)"
    );
    let asked = |settings: &RuleSettings| {
        let none = Answers::default();
        unanswered(&none, &settings.screening).contains(&"childbirth")
    };
    assert!(!asked(&RuleSettings::default()) && asked(&three));
}
