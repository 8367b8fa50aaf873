//! The policy of the guards, the planner, the sheets and the reader where it is easy to get wrong.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a broken case must stop the test"
)]

use needlebook_domain::contract;
use needlebook_domain::wire::{InputError, InputErrorCode};
use serde_json::{Value, json};

fn answer(kind: &str, input: &Value) -> Value {
    contract::answer(kind, input).expect("the case makes sense")
}

fn refusal(kind: &str, input: &Value) -> InputError {
    contract::answer(kind, input).expect_err("the case makes no sense")
}

fn depth(input: Value) -> Value {
    let mut whole = json!({
        "zone": "cheeks", "indication": "acne_scars", "depth_mm": 1.0, "device": "generic_pen"
    });
    for (key, value) in input.as_object().expect("an object") {
        whole[key] = value.clone();
    }
    answer("depth", &whole)
}

fn numbing(input: Value) -> Value {
    let mut whole = json!({
        "product": "lidocaine_4_cream",
        "on": "2026-05-12T13:00:00-04:00", "off": "2026-05-12T13:40:00-04:00",
        "tz": "America/New_York"
    });
    for (key, value) in input.as_object().expect("an object") {
        whole[key] = value.clone();
    }
    answer("numbing", &whole)
}

// Depth

#[test]
fn the_eyelid_inside_the_rim_is_never_needled_at_any_depth() {
    for step in 1..=10 {
        let verdict = depth(json!({
            "zone": "eyelid_inside_orbital_rim", "depth_mm": f64::from(step) * 0.25,
            "indication": "fine_lines"
        }));
        assert_eq!(verdict["verdict"], "block");
        assert!(
            verdict["flags"]
                .as_array()
                .is_some_and(|flags| flags.contains(&json!("excluded_zone"))),
            "the zone is the reason"
        );
    }
}

#[test]
fn a_stop_is_shown_with_every_milder_flag_beneath_it() {
    let verdict = depth(json!({
        "zone": "forehead", "indication": "fine_lines", "depth_mm": 2.25,
        "device": "skinpen_precision"
    }));
    assert_eq!(verdict["flags"], json!(["above_ceiling"]));
    assert_eq!(
        verdict["all_flags"],
        json!([
            "above_ceiling",
            "above_device_label",
            "above_indication",
            "above_zone_advisory",
            "indication_not_cleared"
        ]),
        "the window shows and settles all of them"
    );
}

#[test]
fn a_tenth_of_a_millimetre_is_compared_without_binary_crumbs() {
    for tenths in 2..=20 {
        let verdict = depth(json!({
            "depth_mm": f64::from(tenths) / 10.0, "device": "dermapen_4"
        }));
        assert!(
            verdict["all_flags"]
                .as_array()
                .is_some_and(|flags| !flags.contains(&json!("not_a_device_step"))),
            "{tenths} tenths is a step of this device"
        );
    }
}

#[test]
fn zero_and_less_is_no_depth() {
    for depth_mm in [0.0, -0.5] {
        let verdict = depth(json!({ "depth_mm": depth_mm }));
        assert_eq!(verdict["flags"], json!(["not_positive"]));
    }
}

#[test]
fn a_pair_without_advice_is_judged_by_indication_and_device_alone() {
    let verdict = depth(json!({
        "zone": "scalp", "indication": "acne_scars", "depth_mm": 1.75
    }));
    assert_eq!(verdict["recommended_mm"], Value::Null);
    assert_eq!(verdict["verdict"], "ok");
}

#[test]
fn under_twenty_two_is_outside_every_clearance() {
    let aged = |age: u32| depth(json!({ "device": "skinpen_precision", "age_years": age }));
    assert_eq!(aged(21)["flags"], json!(["indication_not_cleared"]));
    assert_eq!(aged(22)["verdict"], "ok");
}

#[test]
fn a_device_without_a_clearance_on_record_is_not_called_not_cleared() {
    for device in ["dermapen_4", "generic_pen", "roller"] {
        let verdict = depth(json!({ "device": device, "age_years": 20 }));
        assert_eq!(
            verdict["verdict"], "ok",
            "{device}: not checked is a consent line"
        );
    }
}

#[test]
fn a_roller_reaches_its_needles_and_nothing_else() {
    let with = |depth_mm: f64| {
        depth(json!({ "device": "roller", "needle_length_mm": 1.5, "depth_mm": depth_mm }))
    };
    assert_eq!(with(1.5)["verdict"], "ok");
    assert_eq!(with(1.75)["flags"], json!(["above_device_max"]));
    assert_eq!(
        with(0.5)["flags"],
        json!(["not_a_device_step"]),
        "the needles go in to their full length whatever was planned"
    );
}

#[test]
fn deep_acne_scars_are_acne_scars_to_the_needle() {
    let judged = |indication: &str| {
        depth(json!({ "indication": indication, "depth_mm": 1.75, "device": "skinpen_precision" }))
    };
    assert_eq!(judged("deep_acne_scars"), judged("acne_scars"));
}

// Numbing

#[test]
fn numbing_counts_elapsed_minutes_across_a_clock_change() {
    let verdict = numbing(json!({
        "on": "2026-03-08T01:45:00-05:00", "off": "2026-03-08T03:20:00-04:00"
    }));
    assert_eq!(
        verdict["minutes"], 35,
        "the clock jumped, the cream did not"
    );
    assert_eq!(verdict["verdict"], "ok");
}

#[test]
fn numbing_taken_off_in_the_same_minute_was_never_on() {
    let verdict = numbing(json!({ "off": "2026-05-12T13:00:59-04:00" }));
    assert_eq!(verdict["minutes"], 0);
    assert_eq!(verdict["flags"], json!(["off_before_on"]));
}

#[test]
fn the_prilocaine_cream_stops_at_sixty_grams_and_six_hundred_square_centimetres() {
    let emla = |grams: f64, area: f64| {
        numbing(json!({
            "product": "lidocaine_prilocaine_2.5_2.5", "off": "2026-05-12T14:00:00-04:00",
            "grams": grams, "area_cm2": area, "age_years": 35
        }))
    };
    assert_eq!(emla(60.0, 600.0)["verdict"], "ok");
    assert_eq!(emla(60.1, 600.0)["flags"], json!(["over_label_amount"]));
    assert_eq!(emla(60.0, 601.0)["flags"], json!(["over_area_for_age"]));
}

#[test]
fn under_one_year_the_prilocaine_cream_comes_off_after_an_hour_and_from_one_after_five() {
    let hours = |hours: u8, mut person: Value| {
        person["product"] = json!("lidocaine_prilocaine_2.5_2.5");
        person["off"] = json!(format!("2026-05-12T{}:00:00-04:00", 13 + hours));
        numbing(person)["flags"].clone()
    };
    let too_long = json!(["over_product_maximum"]);
    assert_eq!(hours(1, json!({ "age_years": 0.5 })), json!([]));
    assert_eq!(
        hours(2, json!({ "age_years": 0.99 })),
        too_long,
        "the UK row of 3 to 11 months"
    );
    assert_eq!(hours(5, json!({ "age_years": 1 })), json!([]));
    assert_eq!(hours(6, json!({ "age_years": 1 })), too_long);
    assert_eq!(
        hours(2, json!({ "age_years": 2, "weight_kg": 9 })),
        too_long,
        "where age and weight give different rows, the lower counts for the time too"
    );
}

#[test]
fn where_age_and_weight_give_different_rows_the_lower_counts() {
    let verdict = numbing(json!({
        "product": "lidocaine_prilocaine_2.5_2.5", "off": "2026-05-12T14:00:00-04:00",
        "grams": 15, "area_cm2": 50, "age_years": 9, "weight_kg": 18
    }));
    assert_eq!(
        verdict["flags"],
        json!(["over_label_amount"]),
        "10 g under 20 kg"
    );
}

#[test]
fn the_tetracaine_cream_comes_off_after_half_an_hour() {
    let verdict = numbing(json!({ "product": "lidocaine_tetracaine_7_7" }));
    assert_eq!(verdict["flags"], json!(["over_product_maximum"]));
}

#[test]
fn a_compounded_cream_needs_its_prescriber() {
    let compounded = json!({ "product": "compounded" });
    assert_eq!(numbing(compounded)["flags"], json!(["prescriber_required"]));
    let with = json!({ "product": "compounded", "prescriber_on_file": true });
    assert_eq!(numbing(with)["verdict"], "ok");
}

#[test]
fn over_four_percent_without_prescription_hides_milder_remarks() {
    let verdict = numbing(json!({
        "product": "otc_lidocaine", "percent": 5, "occluded": true,
        "off": "2026-05-12T14:00:00-04:00"
    }));
    assert_eq!(verdict["flags"], json!(["otc_over_4_percent"]));
    assert_eq!(
        verdict["all_flags"],
        json!(["long", "occluded_otc", "otc_over_4_percent"])
    );
}

// Course

#[test]
fn a_course_lapses_after_six_months_and_not_on_the_day() {
    let on = |day: &str| {
        answer(
            "course",
            &json!({ "last_session": "2026-08-31", "proposed": day }),
        )
    };
    assert_eq!(on("2027-02-28")["flags"], json!(["late"]), "the day itself");
    assert_eq!(on("2027-03-01")["flags"], json!(["lapsed", "late"]));
    assert_eq!(on("2027-03-01")["booking"], "caution");
}

#[test]
fn a_date_before_the_last_session_is_blocked() {
    let verdict = answer(
        "course",
        &json!({ "last_session": "2026-05-04", "proposed": "2026-05-03" }),
    );
    assert_eq!(verdict["booking"], "block");
    assert_eq!(verdict["days_since"], -1);
}

#[test]
fn hair_has_no_usual_number_of_sessions() {
    let verdict = answer(
        "course",
        &json!({ "concern": "hair", "planned_sessions": 12 }),
    );
    assert_eq!(
        verdict["plan"],
        Value::Null,
        "the founding document is silent"
    );
}

#[test]
fn everything_the_founding_document_treats_can_be_chosen() {
    for concern in [
        "acne_scars",
        "deep_acne_scars",
        "surgical_burn_scars",
        "fine_lines",
        "wrinkles",
        "stretch_marks",
        "texture_tone",
        "pores",
        "hyperpigmentation",
    ] {
        let plan = answer(
            "course",
            &json!({ "concern": concern, "planned_sessions": 6 }),
        );
        assert_eq!(plan["plan"], "ok", "six sessions are usual for {concern}");
        let shallow = depth(json!({ "indication": concern, "depth_mm": 0.25 }));
        assert_eq!(shallow["verdict"], "ok", "{concern}");
    }
}

// Aftercare and pre-care

#[test]
fn in_utc_an_instant_is_still_written_with_its_offset() {
    let sheet = answer(
        "aftercare",
        &json!({ "session_end": "2026-05-12T14:30:00.250Z", "tz": "UTC" }),
    );
    assert_eq!(sheet["exercise_from"], "2026-05-13T14:30:00+00:00");
}

#[test]
fn when_clocks_go_back_a_day_of_rest_ends_an_hour_earlier_on_the_wall() {
    let sheet = answer(
        "aftercare",
        &json!({ "session_end": "2026-10-24T17:30:00+01:00", "tz": "Europe/London" }),
    );
    assert_eq!(sheet["exercise_from"], "2026-10-25T16:30:00+00:00");
    assert_eq!(sheet["retinol_harsh_sun_clear_from"], "2026-10-31");
}

#[test]
fn a_session_that_ends_after_midnight_counts_on_its_new_local_date() {
    let sheet = answer(
        "aftercare",
        &json!({ "session_end": "2026-05-13T04:05:00+00:00", "tz": "America/New_York" }),
    );
    assert_eq!(
        sheet["daily_activities_from"], "2026-05-14",
        "five past midnight in New York"
    );
}

#[test]
fn a_sheet_setting_outside_its_range_is_refused_with_its_path() {
    for (setting, value) in [
        ("exercise_hours", 23),
        ("exercise_hours", 73),
        ("sunscreen_start_hours", 25),
        ("makeup_hours", 12),
        ("harsh_products_days", 6),
    ] {
        let error = refusal(
            "aftercare",
            &json!({
                "session_end": "2026-05-12T14:30:00Z", "tz": "UTC", "settings": { setting: value }
            }),
        );
        assert_eq!(error.code, InputErrorCode::OutOfRange);
        assert_eq!(error.path, format!("input.settings.{setting}"));
    }
}

// Reading

#[test]
fn a_date_that_does_not_exist_is_not_moved_to_one_that_does() {
    for date in [
        "2026-02-29",
        "2026-13-01",
        "2026-5-1",
        "+2026-5-10",
        " 2026-5-10",
        "2026- 5-10",
        "-026-05-10",
        "0026-05-10",
        "tomorrow",
        "",
    ] {
        let error = refusal("precare", &json!({ "appointment_date": date }));
        assert_eq!(error.code, InputErrorCode::NoSuchDate, "{date:?}");
    }
    let error = refusal("precare", &json!({ "appointment_date": 20_260_510 }));
    assert_eq!(error.code, InputErrorCode::WrongType);
}

#[test]
fn a_misspelt_key_deep_inside_an_answer_is_named_with_its_whole_path() {
    let error = refusal(
        "screening",
        &json!({
            "appointment_date": "2026-05-10",
            "answers": { "isotretinoin": { "status": "past", "last_doze": "2026-01-15" } }
        }),
    );
    assert_eq!(error.code, InputErrorCode::UnknownKey);
    assert_eq!(error.path, "input.answers.isotretinoin.last_doze");
}

#[test]
fn a_body_zone_and_a_time_zone_that_do_not_exist_are_no_such_zone() {
    let error = refusal(
        "screening",
        &json!({ "appointment_date": "2026-05-10", "answers": { "zones": ["nose", "tail"] } }),
    );
    assert_eq!(error.code, InputErrorCode::NoSuchZone);
    assert_eq!(error.path, "input.answers.zones.1");
    let error = refusal(
        "aftercare",
        &json!({ "session_end": "2026-05-12T14:30:00Z", "tz": "Mars/Olympus" }),
    );
    assert_eq!(error.code, InputErrorCode::NoSuchZone);
}
