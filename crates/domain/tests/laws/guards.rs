//! Laws of the depth and numbing guards and of the course planner.

use chrono::{NaiveDate, TimeDelta};
use needlebook_domain::concern::Concern;
use needlebook_domain::contract;
use needlebook_domain::course::{Booking, CourseFlag, CourseSettings, booking, plan};
use needlebook_domain::depth::{DepthAnswer, DepthFlag, DepthPlan, DepthSettings, check};
use needlebook_domain::device::{BUILT_IN, DepthSteps, DeviceProfile, DeviceProfileId, Market};
use needlebook_domain::numbing::{
    Application, NumbingFlag, NumbingProduct, NumbingVerdict, check as check_numbing,
    elapsed_minutes, label_limit,
};
use needlebook_domain::zone::Zone;
use proptest::prelude::*;
use serde_json::json;

use super::any::{any_date, any_instant, any_own_profile, any_zone};

/// A zone planned with any device, of ours or of a clinic's own, its depth still open.
#[derive(Debug, Clone)]
struct AnyPlan {
    device: DeviceProfile,
    /// Everything but the device and the depth.
    rest: DepthPlan<'static>,
}

impl AnyPlan {
    fn plan(&self, micrometres: i32) -> DepthPlan<'_> {
        DepthPlan {
            micrometres,
            device: Some(&self.device),
            ..self.rest
        }
    }
}

fn any_device() -> impl Strategy<Value = DeviceProfile> {
    prop_oneof![prop::sample::select(BUILT_IN.to_vec()), any_own_profile()]
}

fn any_plan() -> impl Strategy<Value = AnyPlan> {
    let zones: Vec<Zone> = Zone::ALL
        .into_iter()
        .chain([Zone::EyelidInsideOrbitalRim])
        .collect();
    (
        prop::sample::select(zones),
        prop::sample::select(Concern::ALL.to_vec()),
        any_device(),
        prop::sample::select(vec![500_u16, 1_000, 1_500, 2_000, 2_500]),
        prop::option::of(1_u8..=6),
        prop::option::of(16_u32..30),
        prop::option::of(0_i32..2_500),
    )
        .prop_map(
            |(zone, indication, device, needle, fitzpatrick, age_years, reacted_at)| AnyPlan {
                rest: DepthPlan {
                    zone,
                    indication: Some(indication),
                    micrometres: 0,
                    device: None,
                    needle_length: (device.id == DeviceProfileId::Roller).then_some(needle),
                    fitzpatrick,
                    age_years,
                    reacted_at,
                },
                device,
            },
        )
}

fn any_settings() -> impl Strategy<Value = DepthSettings> {
    (
        (0_u16..=25).prop_map(|tenths| tenths * 100),
        any::<bool>(),
        prop::sample::select(Market::ALL.to_vec()),
    )
        .prop_map(|(ceiling, zone_advisories, market)| DepthSettings {
            ceiling,
            zone_advisories,
            market,
            ..DepthSettings::default()
        })
}

/// The depths a device can really be set to, shallowest first, in micrometres. A roller has needles of
/// one length; deeper than that is no setting but is still judged.
fn own_steps(plan: &AnyPlan) -> Vec<i32> {
    let every = |step: u16, from: u16| {
        (1..)
            .map(|steps| steps * i32::from(step))
            .skip_while(|depth| *depth < i32::from(from))
            .take_while(|depth| *depth <= 3_500)
            .collect()
    };
    match plan.device.steps {
        DepthSteps::Every { step, from } => every(step, from),
        DepthSteps::Unchecked => every(70, 0),
        DepthSteps::NeedleLength => {
            let length = plan.rest.needle_length.or(plan.device.mechanical_max);
            every(50, length.unwrap_or(0))
        }
    }
}

fn at(plan: &AnyPlan, micrometres: i32, settings: &DepthSettings) -> DepthAnswer {
    check(&plan.plan(micrometres), settings)
}

fn any_application() -> impl Strategy<Value = Application> {
    let amount = |most: f64| prop::option::of(0.0..most);
    (
        prop::sample::select(NumbingProduct::ALL.to_vec()),
        any_instant(),
        -400_i64..24_000,
        (
            amount(10.0),
            amount(80.0),
            amount(800.0),
            amount(30.0),
            amount(40.0),
        ),
        (any::<bool>(), any::<bool>()),
    )
        .prop_map(
            |(product, on, seconds, measures, (occluded, prescriber_on_file))| {
                let (percent, grams, area_cm2, age_years, weight_kg) = measures;
                Application {
                    product,
                    on,
                    off: on + TimeDelta::seconds(seconds),
                    percent,
                    grams,
                    area_cm2,
                    age_years,
                    weight_kg,
                    occluded,
                    prescriber_on_file,
                }
            },
        )
}

proptest! {
    #[test]
    fn a_deeper_step_of_the_same_device_is_never_judged_milder(
        plan in any_plan(),
        settings in any_settings(),
    ) {
        let judged: Vec<(i32, DepthAnswer)> = own_steps(&plan)
            .into_iter()
            .map(|depth| (depth, at(&plan, depth, &settings)))
            .collect();
        for pair in judged.windows(2) {
            let [(shallow, milder), (deep, worse)] = pair else { continue };
            prop_assert!(worse.verdict >= milder.verdict, "{plan:?}: {deep} um is milder than {shallow} um");
            prop_assert!(
                milder.all_flags.iter().all(|flag| worse.all_flags.contains(flag)),
                "{plan:?}: a flag of {shallow} um is gone at {deep} um"
            );
        }
    }

    #[test]
    fn a_lower_ceiling_and_more_advice_never_make_the_guard_milder(
        plan in any_plan(),
        micrometres in 1_i32..3_000,
        settings in any_settings(),
        lower in 0_u16..=2_500,
    ) {
        let mild = at(&plan, micrometres, &settings);
        let strict = DepthSettings { ceiling: settings.ceiling.min(lower), zone_advisories: true, ..settings };
        let strict = at(&plan, micrometres, &strict);
        prop_assert!(strict.verdict >= mild.verdict);
        prop_assert!(mild.all_flags.iter().all(|flag| strict.all_flags.contains(flag)));
    }

    #[test]
    fn no_approval_lets_a_needle_go_past_the_label_and_two_and_a_half_millimetres(
        plan in any_plan(),
        ceiling in any::<u16>(),
        over in 1_i32..500,
    ) {
        let labelled_max = plan.device.labelled_max;
        let settings = DepthSettings { ceiling, zone_advisories: false, ..DepthSettings::default() };
        let limit = labelled_max.unwrap_or(2_000).clamp(2_000, 2_500);
        let deep = at(&plan, i32::from(limit) + over, &settings);
        prop_assert!(deep.all_flags.contains(&DepthFlag::AboveCeiling));
    }

    #[test]
    fn what_is_known_is_judged_before_the_rest_is_chosen(
        plan in any_plan(),
        micrometres in -500_i32..3_500,
        ceiling in 0_u16..=2_000,
    ) {
        let settings = DepthSettings { ceiling, zone_advisories: true, ..DepthSettings::default() };
        let of_the_device = [
            DepthFlag::AboveDeviceLabel,
            DepthFlag::AboveDeviceMax,
            DepthFlag::IndicationNotCleared,
            DepthFlag::NotADeviceStep,
        ];
        let whole = at(&plan, micrometres, &settings).all_flags;
        let without_device = check(&DepthPlan { device: None, ..plan.plan(micrometres) }, &settings).all_flags;
        let rest: Vec<DepthFlag> = whole.iter().copied().filter(|flag| !of_the_device.contains(flag)).collect();
        prop_assert_eq!(&without_device, &rest, "zone, indication, ceiling and zero need no device");
        let of_the_indication = [DepthFlag::AboveIndication, DepthFlag::AboveZoneAdvisory, DepthFlag::IndicationNotCleared];
        let without_indication = check(&DepthPlan { indication: None, ..plan.plan(micrometres) }, &settings).all_flags;
        let rest: Vec<DepthFlag> = whole.iter().copied().filter(|flag| !of_the_indication.contains(flag)).collect();
        prop_assert_eq!(&without_indication, &rest, "nor do ceiling and device need an indication");
    }

    #[test]
    fn each_flag_cites_texts_of_its_own_rule_or_device(plan in any_plan(), micrometres in -500_i32..3_500) {
        for flag in at(&plan, micrometres, &DepthSettings::default()).all_flags {
            let source = flag.source(&plan.plan(micrometres));
            let speaks_of_a_device = matches!(
                flag,
                DepthFlag::AboveDeviceLabel | DepthFlag::AboveDeviceMax
                    | DepthFlag::NotADeviceStep | DepthFlag::IndicationNotCleared
            );
            if matches!(plan.device.id, DeviceProfileId::Own(_)) && speaks_of_a_device {
                prop_assert_eq!(source, plan.device.source.clone(), "the clinic's words, whole");
                continue;
            }
            let cited = source.split_whitespace().count();
            prop_assert!(cited <= 5, "{flag:?} cites {source}: somebody must be able to look it up");
            let device: Vec<&str> = plan.device.source.split_whitespace().collect();
            for id in source.split_whitespace().filter(|id| *id != "FDA4") {
                let is_founding = id.strip_prefix('S').is_some_and(|line| line.parse::<u8>().is_ok());
                prop_assert!(!(speaks_of_a_device && is_founding), "{flag:?} cites {source}");
                prop_assert!(!speaks_of_a_device || device.contains(&id), "{flag:?} cites {source}, another device's text");
            }
        }
    }

    #[test]
    fn the_flags_shown_are_those_of_the_verdict(plan in any_plan(), micrometres in -500_i32..3_500) {
        let answer = at(&plan, micrometres, &DepthSettings::default());
        let worst = answer.all_flags.iter().map(|flag| flag.verdict()).max();
        prop_assert_eq!(worst.unwrap_or(needlebook_domain::depth::DepthVerdict::Ok), answer.verdict);
        prop_assert!(answer.flags.iter().all(|flag| flag.verdict() == answer.verdict));
        prop_assert_eq!(answer.flags.is_empty(), answer.all_flags.is_empty(), "no stop without its reason");
    }

    #[test]
    fn minutes_are_negative_only_where_off_is_before_on(on in any_instant(), seconds in -200_000_i64..200_000) {
        let minutes = elapsed_minutes(on, on + TimeDelta::seconds(seconds));
        prop_assert_eq!(minutes < 0, seconds < 0);
        let floored = i64::from(minutes) * 60;
        prop_assert!(floored <= seconds && seconds < floored + 60, "whole minutes, never rounded up");
    }

    #[test]
    fn how_an_instant_is_written_changes_nothing_about_the_numbing(
        application in any_application(),
        here in any_zone(),
        there in any_zone(),
    ) {
        let written = |zone: chrono_tz::Tz| json!({
            "product": application.product,
            "on": application.on.with_timezone(&zone).to_rfc3339(),
            "off": application.off.with_timezone(&zone).to_rfc3339(),
            "tz": zone.name(), "percent": application.percent, "grams": application.grams,
            "area_cm2": application.area_cm2, "age_years": application.age_years,
            "weight_kg": application.weight_kg, "occluded": application.occluded,
            "prescriber_on_file": application.prescriber_on_file,
        });
        let answer = |zone| contract::answer("numbing", &written(zone)).ok();
        prop_assert_eq!(answer(here), answer(there), "elapsed is elapsed on every wall");
        prop_assert_eq!(answer(here), serde_json::to_value(check_numbing(&application)).ok());
    }

    #[test]
    fn more_cream_on_more_skin_is_never_judged_milder(
        application in any_application(),
        (grams, area) in (0.0..40.0_f64, 0.0..300.0_f64),
    ) {
        let less = check_numbing(&application);
        let more = check_numbing(&Application {
            grams: application.grams.map(|given| given + grams),
            area_cm2: application.area_cm2.map(|given| given + area),
            ..application
        });
        prop_assert!(more.verdict >= less.verdict);
        prop_assert!(less.all_flags.iter().all(|flag| more.all_flags.contains(flag)));
    }

    #[test]
    fn a_younger_or_lighter_person_is_never_allowed_more(
        product in prop::sample::select(NumbingProduct::ALL.to_vec()),
        (age, years) in (0.0..20.0_f64, 0.0..20.0_f64),
        (weight, kilograms) in (1.0..30.0_f64, 0.0..30.0_f64),
    ) {
        let small = label_limit(product, Some(age), Some(weight));
        let large = label_limit(product, Some(age + years), Some(weight + kilograms));
        let unknown = label_limit(product, None, None);
        let allows = |limit: &Option<needlebook_domain::numbing::LabelLimit>| {
            limit.map(|limit| (limit.grams, limit.area_cm2, limit.minutes))
        };
        if let (Some(small), Some(large), Some(unknown)) = (allows(&small), allows(&large), allows(&unknown)) {
            prop_assert!(small.0 <= large.0 && small.1 <= large.1 && small.2 <= large.2);
            prop_assert!(large.0 <= unknown.0, "and not knowing allows what an adult may have");
        }
    }

    #[test]
    fn numbing_that_was_never_on_is_always_a_stop(application in any_application()) {
        let answer = check_numbing(&application);
        if answer.minutes <= 0 {
            prop_assert_eq!(answer.verdict, NumbingVerdict::Block);
            prop_assert!(answer.flags.contains(&NumbingFlag::OffBeforeOn));
        }
        prop_assert!(answer.flags.iter().all(|flag| flag.verdict() == answer.verdict));
    }

    #[test]
    fn a_later_date_is_never_too_soon_where_an_earlier_one_was_not(
        last in any_date(),
        days in -20_i64..400,
        grade in prop::option::of(1_u8..=5),
    ) {
        let judged = |on: NaiveDate| booking(Some(last), on, grade, &CourseSettings::default());
        let on = last + TimeDelta::days(days);
        let (now, next) = (judged(on), judged(on + TimeDelta::days(1)));
        let has = |answer: &needlebook_domain::course::BookingAnswer, flag| answer.flags.contains(&flag);
        for soon in [CourseFlag::TooSoon, CourseFlag::Under14Days] {
            prop_assert!(has(&now, soon) || !has(&next, soon));
        }
        for late in [CourseFlag::Late, CourseFlag::Lapsed] {
            prop_assert!(!has(&now, late) || has(&next, late));
        }
        let worst = now.flags.iter().map(|flag| flag.booking()).max();
        prop_assert_eq!(now.booking, worst.unwrap_or(Booking::Ok));
        prop_assert_eq!(now.days_since.map(i64::from), Some(days));
    }

    #[test]
    fn one_session_more_than_the_fewest_is_never_too_few(
        concern in prop::option::of(prop::sample::select(Concern::ALL.to_vec())),
        sessions in 0_u32..12,
    ) {
        use needlebook_domain::course::Plan;
        if concern == Some(Concern::Hair) {
            prop_assert_eq!(plan(concern, sessions), None);
        } else if sessions < 3 {
            prop_assert_eq!(plan(concern, sessions), Some(Plan::Caution), "the fewest are three");
        }
    }
}
