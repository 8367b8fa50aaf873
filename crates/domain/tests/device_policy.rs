//! Device profiles as policy: what came with the program, what a clinic may add, and what each figure then does.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use chrono::DateTime;
use needlebook_domain::concern::Concern;
use needlebook_domain::depth::{
    DepthFlag, DepthPlan, DepthSettings, DepthVerdict, LapsedCeiling, check,
};
use needlebook_domain::device::{
    BUILT_IN, Clearance, ClearedUseInput, DepthSteps, DeviceProfile, DeviceProfileChange,
    DeviceProfileDecision, DeviceProfileId, DeviceProfileInput, DeviceProfiles, Market, PlannedUse,
    Recording, SpeedRange, SpeedUnit, StepsInput,
};
use needlebook_domain::ids::{OwnProfileId, PersonId};
use needlebook_domain::issue::IssueCode;
use needlebook_domain::rule_settings::RuleSettings;
use needlebook_domain::zone::Zone;
use uuid::Uuid;

fn recording(id: u128, revision: u32) -> Recording {
    Recording {
        id: OwnProfileId(Uuid::from_u128(id)),
        revision,
        by: PersonId::NONE,
        by_name: "Rosalind Bobbin".to_owned(),
        at: DateTime::UNIX_EPOCH,
    }
}

/// 0.2 mm steps to 2.6 mm, labelled to 2.2 mm, one use in the UK.
fn pen() -> DeviceProfileInput {
    DeviceProfileInput {
        name: "Bobbin pen".to_owned(),
        steps: StepsInput::Every {
            step_mm: Some(0.2),
            lowest_mm: None,
        },
        mechanical_max_mm: Some(2.6),
        labelled_max_mm: Some(2.2),
        cleared_uses: vec![ClearedUseInput {
            market: Market::Uk,
            concern: Some(Concern::AcneScars),
            zones: vec![Zone::Cheeks, Zone::Chin],
            skin_from: 1,
            skin_to: 3,
            age_from: Some(25),
            source: "Instructions, page 12".to_owned(),
        }],
        speed: Some(SpeedRange {
            unit: SpeedUnit::Hz,
            least: 100,
            most: 150,
        }),
        sunscreen_start_hours: None,
        source: "Bobbin Instruments, 2026".to_owned(),
        reason: "Bought".to_owned(),
    }
}

fn added(input: &DeviceProfileInput) -> DeviceProfileChange {
    input
        .parse(&DeviceProfiles::default(), recording(1, 1))
        .unwrap()
}

/// Every refused field; none where it is taken.
fn refused(input: &DeviceProfileInput) -> Vec<(String, IssueCode)> {
    input
        .parse(&DeviceProfiles::default(), recording(1, 1))
        .err()
        .into_iter()
        .flatten()
        .map(|issue| (issue.path, issue.code))
        .collect()
}

fn planned(device: &DeviceProfile, micrometres: i32) -> DepthPlan<'_> {
    DepthPlan {
        zone: Zone::Cheeks,
        indication: Some(Concern::AcneScars),
        micrometres,
        device: Some(device),
        needle_length: None,
        fitzpatrick: Some(2),
        age_years: Some(40),
        reacted_at: None,
    }
}

fn flags(device: &DeviceProfile, micrometres: i32) -> Vec<DepthFlag> {
    check(&planned(device, micrometres), &DepthSettings::default()).all_flags
}

#[test]
fn an_own_profile_guards_by_its_own_steps_reach_and_label() {
    let change = added(&pen());
    let pen = &change.profile;
    assert_eq!(flags(pen, 1_800), []);
    assert_eq!(flags(pen, 1_900), [DepthFlag::NotADeviceStep]);
    assert_eq!(
        flags(pen, 2_400),
        [
            DepthFlag::AboveCeiling,
            DepthFlag::AboveDeviceLabel,
            DepthFlag::AboveIndication,
            DepthFlag::AboveZoneAdvisory,
        ]
    );
    assert!(flags(pen, 2_800).contains(&DepthFlag::AboveDeviceMax));
    let plan = planned(pen, 2_800);
    assert_eq!(
        DepthFlag::AboveDeviceMax.source(&plan),
        "Bobbin Instruments, 2026",
        "the clinic's own words, whole"
    );
}

#[test]
fn needles_of_one_length_reach_it_whatever_was_planned() {
    let roller = DeviceProfileInput {
        steps: StepsInput::NeedleLength,
        mechanical_max_mm: Some(1.0),
        labelled_max_mm: None,
        ..pen()
    };
    let roller = added(&roller).profile;
    assert_eq!(flags(&roller, 800), [DepthFlag::NotADeviceStep]);
    assert_eq!(flags(&roller, 1_000), []);
    assert_eq!(flags(&roller, 1_200), [DepthFlag::AboveDeviceMax]);
}

#[test]
fn a_use_counts_in_its_own_market_for_its_zones_skin_types_and_age() {
    let pen = added(&pen()).profile;
    let inside = PlannedUse {
        zone: Zone::Chin,
        concern: Concern::DeepAcneScars,
        fitzpatrick: Some(3),
        age_years: Some(25),
    };
    let judged = |market, planned| pen.clearance(market, &planned);
    assert_eq!(judged(Market::Uk, inside), Clearance::Cleared);
    let unknown = PlannedUse {
        fitzpatrick: None,
        age_years: None,
        ..inside
    };
    assert_eq!(judged(Market::Uk, unknown), Clearance::Cleared);
    for outside in [
        PlannedUse {
            zone: Zone::Nose,
            ..inside
        },
        PlannedUse {
            concern: Concern::Wrinkles,
            ..inside
        },
        PlannedUse {
            fitzpatrick: Some(4),
            ..inside
        },
        PlannedUse {
            age_years: Some(24),
            ..inside
        },
    ] {
        assert_eq!(
            judged(Market::Uk, outside),
            Clearance::NotCleared,
            "{outside:?}"
        );
        for market in [Market::Us, Market::Eu, Market::Other] {
            assert_eq!(
                judged(market, outside),
                Clearance::NoneOnRecord,
                "nothing is entered for {market:?}, so nobody may say that it is not cleared"
            );
        }
    }
}

#[test]
fn what_came_with_the_program_is_cleared_in_the_us_alone_and_from_twenty_two() {
    for profile in &BUILT_IN {
        assert!(
            profile
                .cleared_uses
                .iter()
                .all(|cleared| cleared.market == Market::Us && cleared.age_from == 22)
        );
        let nose = PlannedUse {
            zone: Zone::Nose,
            concern: Concern::Hair,
            fitzpatrick: None,
            age_years: Some(40),
        };
        assert_eq!(
            profile.clearance(Market::Eu, &nose),
            Clearance::NoneOnRecord
        );
    }
    let young = DepthPlan {
        age_years: Some(21),
        ..planned(&BUILT_IN[0], 1_000)
    };
    let us = DepthSettings::default();
    assert_eq!(check(&young, &us).verdict, DepthVerdict::OffLabel);
    let uk = DepthSettings {
        market: Market::Uk,
        ..us
    };
    assert_eq!(check(&young, &uk).verdict, DepthVerdict::Ok);
}

#[test]
fn a_correction_is_the_next_version_and_an_earlier_revision_still_holds_the_earlier_one() {
    let first = added(&pen());
    let known = DeviceProfiles::after([&first]);
    let unchanged = pen().parse(&known, recording(1, 2)).unwrap_err();
    assert_eq!(
        (unchanged[0].path.as_str(), unchanged[0].code),
        ("profile.name", IssueCode::NotAChoice),
        "a version that changes nothing is none"
    );
    let corrected = DeviceProfileInput {
        labelled_max_mm: None,
        ..pen()
    };
    let second = corrected.parse(&known, recording(1, 2)).unwrap();
    assert_eq!(second.decision, DeviceProfileDecision::Corrected);
    assert_eq!((first.profile.version, second.profile.version), (1, 2));
    let now = RuleSettings::after([], &[first.clone(), second]);
    assert_eq!(now.version(), "2026.1+2");
    let id = first.profile.id;
    assert_eq!(now.devices().find(id).unwrap().labelled_max, None);
    let then = RuleSettings::after([], &[first]);
    assert_eq!(then.devices().find(id).unwrap().labelled_max, Some(2_200));
}

#[test]
fn a_retired_profile_is_known_and_no_longer_offered_and_its_name_is_free_again() {
    let first = added(&pen());
    let known = DeviceProfiles::after([&first]);
    let nameless = recording(1, 2).retire(&first.profile, " ").unwrap_err();
    assert_eq!(nameless[0].path, "profile.reason");
    let gone = recording(1, 2).retire(&first.profile, "Sold").unwrap();
    assert_eq!((gone.profile.version, gone.profile.retired), (2, true));
    let after = DeviceProfiles::after([&first, &gone]);
    assert!(after.find(first.profile.id).is_some());
    assert!(after.in_use().all(|profile| profile.id != first.profile.id));
    assert_eq!(known.highest_label(), 2_200);
    assert_eq!(
        after.highest_label(),
        1_500,
        "a retired label raises no ceiling"
    );
    assert!(recording(1, 3).retire(&gone.profile, "Again").is_err());
    assert!(
        pen().parse(&after, recording(1, 3)).is_err(),
        "nor is it corrected"
    );
    let taken = DeviceProfileInput {
        name: "bobbin PEN".to_owned(),
        ..pen()
    };
    assert_eq!(
        taken.parse(&known, recording(2, 2)).unwrap_err()[0].code,
        IssueCode::AlreadyUsed
    );
    assert!(taken.parse(&after, recording(2, 3)).is_ok());
}

/// The field that is named, what is said of it, and how it came to be wrong.
type Wrong = (&'static str, IssueCode, fn(&mut DeviceProfileInput));

#[test]
fn each_figure_has_its_ends() {
    let path = |name: &str| format!("profile.{name}");
    let out = IssueCode::OutOfRange;
    let cases: [Wrong; 14] = [
        ("name", IssueCode::Required, |pen| {
            pen.name = "  ".to_owned()
        }),
        ("mechanical_max_mm", IssueCode::Required, |pen| {
            pen.mechanical_max_mm = None
        }),
        ("mechanical_max_mm", out, |pen| {
            pen.mechanical_max_mm = Some(5.01)
        }),
        ("labelled_max_mm", out, |pen| {
            pen.labelled_max_mm = Some(2.7)
        }),
        ("labelled_max_mm", out, |pen| {
            pen.labelled_max_mm = Some(0.0)
        }),
        ("steps.step_mm", IssueCode::Required, |pen| {
            pen.steps = StepsInput::Every {
                step_mm: None,
                lowest_mm: None,
            };
        }),
        ("steps.step_mm", out, |pen| {
            pen.steps = StepsInput::Every {
                step_mm: Some(f64::NAN),
                lowest_mm: None,
            };
        }),
        ("steps.lowest_mm", IssueCode::WrongForm, |pen| {
            pen.steps = StepsInput::Every {
                step_mm: Some(0.2),
                lowest_mm: Some(0.3),
            };
        }),
        ("cleared_uses.0.age_from", out, |pen| {
            pen.cleared_uses[0].age_from = Some(17)
        }),
        ("cleared_uses.0.skin_to", out, |pen| {
            pen.cleared_uses[0].skin_to = 7
        }),
        ("cleared_uses.0.zones", IssueCode::NotAChoice, |pen| {
            pen.cleared_uses[0].zones = vec![Zone::EyelidInsideOrbitalRim];
        }),
        ("cleared_uses.1.concern", IssueCode::AlreadyUsed, |pen| {
            pen.cleared_uses.push(pen.cleared_uses[0].clone());
        }),
        ("speed.least", out, |pen| {
            pen.speed = Some(SpeedRange {
                unit: SpeedUnit::Rpm,
                least: 900,
                most: 9_000,
            });
        }),
        ("sunscreen_start_hours", out, |pen| {
            pen.sunscreen_start_hours = Some(25)
        }),
    ];
    for (field, code, spoil) in cases {
        let mut input = pen();
        spoil(&mut input);
        assert_eq!(refused(&input), [(path(field), code)]);
    }
}

#[test]
fn a_range_may_be_one_figure_and_never_ends_before_it_starts() {
    let backwards = IssueCode::EndsBeforeStart;
    let mut input = pen();
    for (least, most, expected) in [(150, 150, None), (150, 149, Some(backwards))] {
        input.speed = Some(SpeedRange {
            unit: SpeedUnit::Hz,
            least,
            most,
        });
        let told = expected.map(|code| ("profile.speed.most".to_owned(), code));
        assert_eq!(refused(&input), Vec::from_iter(told));
    }
    let mut input = pen();
    for (from, to, expected) in [(3, 3, None), (3, 2, Some(backwards))] {
        input.cleared_uses[0].skin_from = from;
        input.cleared_uses[0].skin_to = to;
        let told = expected.map(|code| ("profile.cleared_uses.0.skin_to".to_owned(), code));
        assert_eq!(refused(&input), Vec::from_iter(told));
    }
}

#[test]
fn a_lowest_setting_between_two_steps_is_told_the_one_below() {
    let mut input = pen();
    input.steps = StepsInput::Every {
        step_mm: Some(0.2),
        lowest_mm: Some(0.7),
    };
    let issues = input
        .parse(&DeviceProfiles::default(), recording(1, 1))
        .unwrap_err();
    assert_eq!(issues[0].params.get("expected").unwrap(), "0.6");
}

#[test]
fn the_clinics_own_profiles_are_told_from_those_that_came() {
    let mine = added(&pen());
    let known = DeviceProfiles::after([&mine]);
    let own: Vec<_> = known.own().map(|profile| profile.id).collect();
    assert_eq!(own, [mine.profile.id]);
}

#[test]
fn a_label_that_keeps_sunscreen_off_is_never_contradicted() {
    let late = DeviceProfileInput {
        sunscreen_start_hours: Some(24),
        ..pen()
    };
    let late = added(&late).profile;
    let settings = RuleSettings::default();
    let start = |device| settings.aftercare_with(device).sunscreen_start_hours;
    assert_eq!((start(None), start(Some(&late))), (0, 24));
}

#[test]
fn an_id_is_read_as_it_was_written() {
    let own = DeviceProfileId::Own(OwnProfileId(Uuid::from_u128(7)));
    for id in BUILT_IN.iter().map(|profile| profile.id).chain([own]) {
        assert_eq!(DeviceProfileId::from_id(&id.to_string()), Some(id));
        let written = serde_json::to_value(id).unwrap();
        assert_eq!(written, id.to_string());
        assert_eq!(
            serde_json::from_value::<DeviceProfileId>(written).unwrap(),
            id
        );
    }
    assert_eq!(DeviceProfileId::from_id("skinpen"), None);
    assert!(matches!(
        BUILT_IN[4].steps,
        DepthSteps::Every {
            step: 100,
            from: 200
        }
    ));
}

#[test]
fn a_ceiling_that_lapsed_is_named_for_a_depth_it_would_still_let_pass() {
    let pen = added(&pen()).profile;
    let held_to = "2026-05-01".parse().unwrap();
    let settings = DepthSettings {
        lapsed: Some(LapsedCeiling {
            ceiling: 2_400,
            held_to,
        }),
        ..DepthSettings::default()
    };
    let named = |micrometres| settings.lapsed_for(&planned(&pen, micrometres));
    assert_eq!(named(2_000), None, "passes as it is");
    assert_eq!(named(2_200), Some(held_to), "to the label's own limit");
    assert_eq!(named(2_400), None, "the label stops it whoever renews");
    assert_eq!(
        DepthSettings::default().lapsed_for(&planned(&pen, 2_200)),
        None,
        "nothing lapsed"
    );
}

#[test]
fn a_devices_own_words_are_one_source() {
    let pen = added(&pen()).profile;
    let judged = check(&planned(&pen, 1_000), &DepthSettings::default());
    assert!(
        judged.source.ends_with("Bobbin Instruments, 2026"),
        "{}",
        judged.source
    );
}

#[test]
fn a_zone_that_reacted_asks_only_when_it_is_needled_deeper_than_then() {
    let pen = added(&pen()).profile;
    let asks = |micrometres| {
        let plan = DepthPlan {
            reacted_at: Some(1_000),
            ..planned(&pen, micrometres)
        };
        check(&plan, &DepthSettings::default())
            .all_flags
            .contains(&DepthFlag::DeeperAfterReaction)
    };
    assert!(!asks(800));
    assert!(!asks(1_000), "as deep as last time");
    assert!(asks(1_200));
}

#[test]
fn no_depth_is_one_mistake_and_not_two() {
    let mut shallowest = pen();
    shallowest.steps = StepsInput::Every {
        step_mm: Some(0.2),
        lowest_mm: Some(0.4),
    };
    let pen = added(&shallowest).profile;
    let flags =
        |micrometres| check(&planned(&pen, micrometres), &DepthSettings::default()).all_flags;
    assert_eq!(flags(0), [DepthFlag::NotPositive]);
    assert_eq!(flags(200), [DepthFlag::NotADeviceStep], "under its lowest");
    assert_eq!(flags(400), []);
}
