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
fn over_a_metre_is_no_depth_of_anything() {
    assert_eq!(depth(json!({ "depth_mm": 1_000 }))["verdict"], "block");
    for depth_mm in [1_000.5, -1_000.5, 1e308] {
        let error = refusal(
            "depth",
            &json!({ "zone": "chin", "indication": "pores", "depth_mm": depth_mm, "device": "exceed" }),
        );
        assert_eq!(error.code, InputErrorCode::OutOfRange, "{depth_mm} mm");
        assert_eq!(error.path, "input.depth_mm");
    }
}

#[test]
fn a_depth_names_the_texts_it_rests_on_once_each() {
    let source = |input: Value| depth(input)["source"].clone();
    assert_eq!(
        source(json!({ "device": "skinpen_precision" })),
        "S18 HARR15 SPTRIAL S70 DRPEN DEN K202243 PIN SPLBL"
    );
    assert_eq!(
        source(json!({ "indication": "stretch_marks", "zone": "flanks" })),
        "S70 DRPEN",
        "nothing twice, and nothing where nothing was found"
    );
    assert_eq!(
        source(json!({ "indication": "stretch_marks", "zone": "eyelid_inside_orbital_rim" })),
        "S70 DRPEN"
    );
}

#[test]
fn needles_of_no_length_or_longer_than_a_centimetre_are_a_slip() {
    let with = |device: &str, length: f64| {
        contract::answer(
            "depth",
            &json!({
                "zone": "chin", "indication": "acne_scars", "depth_mm": 1.0, "device": device,
                "needle_length_mm": length
            }),
        )
    };
    assert!(with("roller", 10.0).is_ok());
    for (device, length, code) in [
        ("roller", 0.0, InputErrorCode::OutOfRange),
        ("roller", 0.0001, InputErrorCode::OutOfRange),
        ("roller", 10.1, InputErrorCode::OutOfRange),
        ("generic_pen", 1.0, InputErrorCode::UnknownKey),
    ] {
        let error = with(device, length).expect_err("no such needles");
        assert_eq!(
            (error.code, error.path.as_str()),
            (code, "input.needle_length_mm")
        );
    }
}

#[test]
fn an_age_is_counted_in_whole_years_lived() {
    let aged = |age: f64| {
        depth(json!({ "device": "skinpen_precision", "age_years": age }))["verdict"].clone()
    };
    assert_eq!(aged(21.99), "off_label", "nobody is older than they are");
    assert_eq!(aged(22.0), "ok");
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

#[test]
fn what_was_put_on_is_told_in_milligrams_and_blocks_nothing() {
    let applied = |input: Value| numbing(input)["applied_mg"].clone();
    assert_eq!(applied(json!({ "grams": 4 })), 160.0, "4 % of 4 g");
    assert_eq!(applied(json!({ "grams": 4, "percent": 3 })), 120.0);
    assert_eq!(
        applied(json!({ "product": "otc_lidocaine", "grams": 4 })),
        Value::Null,
        "of what strength?"
    );
    assert_eq!(
        applied(json!({ "product": "otc_lidocaine", "grams": 4, "percent": 2.5 })),
        100.0
    );
    assert_eq!(
        applied(json!({ "product": "compounded", "grams": 1, "percent": 23 })),
        230.0
    );
    assert_eq!(
        applied(json!({ "product": "lidocaine_prilocaine_2.5_2.5", "grams": 2 })),
        100.0,
        "both parts"
    );
    assert_eq!(
        applied(json!({ "product": "lidocaine_tetracaine_7_7", "grams": 1 })),
        140.0
    );
    assert_eq!(applied(json!({})), Value::Null, "no grams, no sum");
}

#[test]
fn a_layer_is_thick_over_two_grams_on_ten_square_centimetres_of_the_prilocaine_cream() {
    let thick = |product: &str, grams: f64| {
        numbing(json!({ "product": product, "grams": grams, "area_cm2": 10 }))["thick_layer"]
            .clone()
    };
    assert_eq!(thick("lidocaine_prilocaine_2.5_2.5", 2.0), false);
    assert_eq!(thick("lidocaine_prilocaine_2.5_2.5", 2.1), true);
    assert_eq!(thick("lidocaine_4_cream", 2.1), false);
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
fn a_reaction_nobody_graded_defers_a_booking_like_one_that_is_bad() {
    let verdict = answer(
        "course",
        &json!({ "proposed": "2026-05-20", "open_adverse_event": { "ctcae_grade": null } }),
    );
    assert_eq!(verdict["booking"], "defer");
}

#[test]
fn only_what_was_asked_is_answered() {
    let keys = |input: Value| -> Vec<String> {
        answer("course", &input)
            .as_object()
            .expect("an object")
            .keys()
            .cloned()
            .collect()
    };
    assert_eq!(keys(json!({})), [""; 0]);
    assert_eq!(keys(json!({ "planned_sessions": 3 })), ["plan"]);
    assert_eq!(
        keys(json!({ "last_session": "2026-05-04" })),
        ["due_from", "due_to"]
    );
    assert_eq!(
        keys(json!({ "proposed": "2026-05-04" })),
        ["booking", "flags"]
    );
    assert_eq!(
        keys(json!({ "course_completed": "2026-05-04" })),
        ["maintenance_from", "maintenance_to"]
    );
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

#[test]
fn a_whole_number_may_be_written_with_a_point_and_has_its_ends() {
    let planned =
        |sessions: Value| contract::answer("course", &json!({ "planned_sessions": sessions }));
    assert_eq!(planned(json!(3.0)).expect("three")["plan"], "ok");
    assert_eq!(planned(json!(1_000)).expect("many")["plan"], "caution");
    for (sessions, code) in [
        (json!(1_001), InputErrorCode::OutOfRange),
        (json!(-1), InputErrorCode::OutOfRange),
        (json!(-1.0), InputErrorCode::OutOfRange),
        (json!(4_294_967_299_u64), InputErrorCode::OutOfRange),
        (json!(1e300), InputErrorCode::OutOfRange),
        (json!(3.5), InputErrorCode::WrongType),
        (json!("3"), InputErrorCode::WrongType),
    ] {
        let error = planned(sessions.clone()).expect_err("no number of sessions");
        assert_eq!(error.code, code, "{sessions}");
    }
}

#[test]
fn a_refusal_says_what_would_have_been_allowed() {
    let detail = |kind: &str, input: Value| refusal(kind, &input).detail;
    assert_eq!(
        detail("course", json!({ "planned_sessions": 1_001 })),
        "0 to 1000"
    );
    assert_eq!(
        detail("precare", json!({ "appointment_date": "2026-02-30" })),
        "2026-02-30"
    );
    assert_eq!(detail("precare", json!({ "appointment_date": 7 })), "text");
    assert_eq!(detail("precare", json!([])), "object");
    let told = refusal("precare", &json!({ "tea": 1 })).to_string();
    assert_eq!(told, "UnknownKey at input.tea: tea");
}

#[test]
fn dates_and_instants_outside_ten_centuries_are_slips() {
    for date in ["0999-12-31", "9901-01-01"] {
        let error = refusal("precare", &json!({ "appointment_date": date }));
        assert_eq!(error.code, InputErrorCode::NoSuchDate, "{date}");
        let instant = format!("{date}T12:00:00Z");
        let error = refusal("aftercare", &json!({ "session_end": instant, "tz": "UTC" }));
        assert_eq!(error.code, InputErrorCode::NoSuchDate, "{instant}");
    }
    for date in ["1000-01-01", "9900-12-31"] {
        let sheet = answer("precare", &json!({ "appointment_date": date }));
        let last = sheet["isotretinoin_last_dose_by"].as_str().expect("a date");
        assert_eq!(last.len(), date.len(), "{last} is written in ten letters");
    }
}
