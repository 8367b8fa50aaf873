//! What must hold of the rules for every answer and every date, not only for the worked cases.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use needlebook_domain::aftercare::{AftercareSettings, timeline};
use needlebook_domain::concern::Concern;
use needlebook_domain::date::{
    add_days, add_months_clamp, add_months_roll, age_on, birthday, latest_start_of_wait,
};
use needlebook_domain::depth::{DepthPlan, DepthSettings, check};
use needlebook_domain::device::DeviceProfileId;
use needlebook_domain::precare;
use needlebook_domain::screening::{
    Answers, Asked, ColdSore, Happened, Isotretinoin, IsotretinoinStatus, Keloid, OtcThinner,
    Outcome, ScreeningConfig, ScreeningInput, Severity, Use, evaluate, judge_for_app,
};
use needlebook_domain::zone::Zone;
use proptest::prelude::*;

const CASES: u32 = 32;

/// Dates from 2024 to 2032: leap years, month ends and clock changes included.
fn any_date() -> impl Strategy<Value = NaiveDate> {
    (0_u32..3_000).prop_map(|days| {
        add_days(
            NaiveDate::from_ymd_opt(2024, 1, 1).unwrap_or_default(),
            days,
        )
    })
}

fn any_instant() -> impl Strategy<Value = DateTime<Utc>> {
    (1_704_067_200_i64..1_950_000_000)
        .prop_map(|seconds| DateTime::from_timestamp(seconds, 0).unwrap_or_default())
}

fn any_zone() -> impl Strategy<Value = Tz> {
    prop::sample::select(vec![
        Tz::America__New_York,
        Tz::Europe__London,
        Tz::Australia__Sydney,
        Tz::Australia__Lord_Howe,
        Tz::Asia__Kathmandu,
        Tz::UTC,
    ])
}

/// One thing a patient may say.
fn any_finding() -> impl Strategy<Value = Finding> {
    prop_oneof![
        any_date().prop_map(Finding::Isotretinoin),
        any_date().prop_map(Finding::Ibuprofen),
        any_date().prop_map(Finding::Retinoid),
        any_date().prop_map(Finding::Filler),
        any_date().prop_map(Finding::Sun),
        any_date().prop_map(Finding::Sunburn),
        any_date().prop_map(Finding::LastSession),
        any_date().prop_map(Finding::Born),
        Just(Finding::ColdSore),
        Just(Finding::Eczema),
        Just(Finding::Keloid),
        Just(Finding::Metal),
        Just(Finding::Thinner),
        Just(Finding::NotKnown),
        (4_u8..=6).prop_map(Finding::SkinType),
    ]
}

#[derive(Debug, Clone, Copy)]
enum Finding {
    Isotretinoin(NaiveDate),
    Ibuprofen(NaiveDate),
    Retinoid(NaiveDate),
    Filler(NaiveDate),
    Sun(NaiveDate),
    Sunburn(NaiveDate),
    LastSession(NaiveDate),
    Born(NaiveDate),
    ColdSore,
    Eczema,
    Keloid,
    Metal,
    Thinner,
    NotKnown,
    SkinType(u8),
}

fn say(answers: &mut Answers, finding: Finding) {
    let on = |last| Asked::Known(Happened::On { last: Some(last) });
    match finding {
        Finding::Isotretinoin(last) => {
            answers.isotretinoin = Asked::Known(Isotretinoin {
                status: IsotretinoinStatus::Past,
                last_dose: Some(last),
            });
        }
        Finding::Ibuprofen(last) => {
            answers.otc_nsaid_aspirin = Asked::Known(OtcThinner::Taken {
                last_dose: Some(last),
                doctor_said: false,
            });
        }
        Finding::Retinoid(last) => {
            answers.topical_retinoid = Asked::Known(Use::Used {
                last_use: Some(last),
            });
        }
        Finding::Filler(last) => answers.filler = on(last),
        Finding::Sun(last) => answers.strong_sun = on(last),
        Finding::Sunburn(last) => answers.sunburn_in_area = on(last),
        Finding::LastSession(last) => answers.last_session = Asked::Known(last),
        Finding::Born(date) => answers.date_of_birth = Asked::Known(date),
        Finding::ColdSore => answers.cold_sore = Asked::Known(ColdSore::Active),
        Finding::Eczema => answers.eczema = Asked::Known(Severity::Mild),
        Finding::Keloid => answers.keloid = Asked::Known(Keloid::Personal),
        Finding::Metal => answers.allergy_stainless_steel = Asked::Known(true),
        Finding::Thinner => answers.anticoagulant_prescribed = Asked::Known(true),
        Finding::NotKnown => answers.bleeding_disorder = Asked::Unknown,
        Finding::SkinType(skin) => answers.fitzpatrick = Asked::Known(skin),
    }
}

fn answers_of(findings: &[Finding]) -> Answers {
    let mut answers = Answers::default();
    for finding in findings {
        say(&mut answers, *finding);
    }
    answers
}

fn outcome(answers: Answers, appointment_date: NaiveDate) -> Outcome {
    let input = ScreeningInput {
        appointment_date,
        answers,
    };
    evaluate(&input, &ScreeningConfig::default()).outcome
}

fn is_asked_in(answers: &Answers, finding: Finding) -> bool {
    let mut with = answers.clone();
    say(&mut with, finding);
    let count = |answers: &Answers| {
        Answers::KEYS
            .iter()
            .filter(|key| answers.was_asked(key))
            .count()
    };
    count(&with) == count(answers)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(CASES))]

    #[test]
    fn one_more_finding_never_makes_a_screening_better(
        findings in prop::collection::vec(any_finding(), 0..5),
        one_more in any_finding(),
        on in any_date(),
    ) {
        let before = answers_of(&findings);
        prop_assume!(!is_asked_in(&before, one_more));
        let mut after = before.clone();
        say(&mut after, one_more);
        prop_assert!(
            outcome(after, on) >= outcome(before, on),
            "the worst finding decides, so another one cannot help"
        );
    }

    #[test]
    fn the_earliest_date_passes_its_own_screening(
        findings in prop::collection::vec(any_finding(), 1..5),
        on in any_date(),
    ) {
        let answers = answers_of(&findings);
        let input = ScreeningInput { appointment_date: on, answers: answers.clone() };
        let verdict = evaluate(&input, &ScreeningConfig::default());
        if let Some(eligible_from) = verdict.eligible_from {
            let then = outcome(answers.clone(), eligible_from.max(on));
            prop_assert!(
                then < Outcome::Defer,
                "a date that we promise must not be refused when it comes"
            );
            if on < eligible_from {
                let before = outcome(answers.clone(), eligible_from.pred_opt().unwrap_or(on).max(on));
                prop_assert!(before >= Outcome::Defer, "and it is the earliest such date");
            }
        }
        if let Some(clear_from) = verdict.clear_from {
            let rules_with_a_date = evaluate(
                &ScreeningInput { appointment_date: clear_from.max(on), answers },
                &ScreeningConfig::default(),
            );
            let still_dated = rules_with_a_date.findings.iter().any(|finding| {
                finding.outcome >= Outcome::Caution && finding.clear_from.is_some()
            });
            prop_assert!(!still_dated, "on that date no dated caution is left");
        }
    }

    #[test]
    fn a_screening_with_questions_open_is_never_clear(
        findings in prop::collection::vec(any_finding(), 0..5),
        on in any_date(),
    ) {
        let input = ScreeningInput { appointment_date: on, answers: answers_of(&findings) };
        let app = judge_for_app(&input, &ScreeningConfig::default());
        prop_assert!(!app.missing.is_empty(), "only a few questions were answered");
        prop_assert!(app.outcome >= Outcome::Defer, "a missing answer never reads as clear");
    }

    #[test]
    fn a_safety_wait_is_never_shorter_than_its_months(start in any_date(), months in 0_u32..=12) {
        let rolled = add_months_roll(start, months);
        prop_assert!(rolled >= add_months_clamp(start, months), "it never ends before the month does");
        prop_assert!(
            (rolled - start).num_days() >= i64::from(months) * 28,
            "a month is at least four weeks"
        );
        let next = add_months_roll(start + TimeDelta::days(1), months);
        prop_assert!(next >= rolled, "a later dose never waits less");
    }

    #[test]
    fn the_pre_care_date_for_isotretinoin_is_the_latest_that_passes(on in any_date()) {
        let latest = precare::dates(on).isotretinoin_last_dose_by;
        let passes = |last| outcome(answers_of(&[Finding::Isotretinoin(last)]), on) < Outcome::Defer;
        prop_assert!(passes(latest), "a patient who keeps to the sheet is not sent home");
        prop_assert!(!passes(latest + TimeDelta::days(1)), "and no later day would do");
        prop_assert_eq!(latest, latest_start_of_wait(on, 6));
    }

    #[test]
    fn every_pre_care_date_passes_the_screening_of_that_day(on in any_date()) {
        let dates = precare::dates(on);
        let kept = answers_of(&[
            Finding::Ibuprofen(dates.otc_thinner_last_dose_by),
            Finding::Retinoid(dates.retinoid_aha_exfoliant_last_use_by),
        ]);
        prop_assert_eq!(outcome(kept, on), Outcome::Clear, "who keeps to the sheet is clear");
        let least = answers_of(&[Finding::Ibuprofen(dates.latest_acceptable)]);
        prop_assert_eq!(outcome(least, on), Outcome::Caution, "three days are allowed with a reason");
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
        exercise in 24_u16..=72,
    ) {
        let settings = AftercareSettings { exercise_hours: exercise, ..AftercareSettings::default() };
        let sheet = timeline(end, zone, &settings);
        prop_assert_eq!(
            sheet.exercise_from.at() - end,
            TimeDelta::hours(i64::from(exercise)),
            "a clock change never shortens a rest"
        );
        prop_assert_eq!(sheet.redness_usual_to.at() - sheet.redness_usual_from.at(), TimeDelta::hours(36));
        prop_assert!(
            (sheet.retinol_harsh_sun_clear_from - sheet.session_end.date()).num_days() == 7,
            "a week is seven dates on the clinic's wall"
        );
        prop_assert!(sheet.next_visit_from < sheet.next_visit_to);
    }

    #[test]
    fn a_deeper_step_of_the_same_device_is_never_judged_milder(
        zone in prop::sample::select(Zone::ALL.to_vec()),
        indication in prop::sample::select(Concern::ALL.to_vec()),
        skin in 1_u8..=6,
    ) {
        for (device, step) in [
            (DeviceProfileId::SkinpenPrecision, 250),
            (DeviceProfileId::Dermapen4, 100),
            (DeviceProfileId::GenericPen, 50),
            (DeviceProfileId::Exceed, 100),
        ] {
            let judged = (1..=30).map(|steps| {
                let plan = DepthPlan {
                    zone,
                    indication,
                    micrometres: steps * step,
                    device,
                    needle_length: None,
                    fitzpatrick: Some(skin),
                    age_years: None,
                };
                (steps * step, check(&plan, &DepthSettings::default()))
            });
            // Under its lowest setting a device cannot go at all; monotony begins there.
            let settable: Vec<_> = judged.filter(|(depth, _)| *depth >= 200).collect();
            for pair in settable.windows(2) {
                prop_assert!(
                    pair[1].1.verdict >= pair[0].1.verdict,
                    "{device:?} at {} um is judged milder than at {} um",
                    pair[1].0,
                    pair[0].0
                );
            }
        }
    }

    #[test]
    fn answers_come_back_as_they_were_written(findings in prop::collection::vec(any_finding(), 0..6)) {
        let answers = answers_of(&findings);
        let written = serde_json::to_value(&answers).unwrap_or_default();
        let read: Result<Answers, _> = serde_json::from_value(written);
        prop_assert_eq!(read.ok(), Some(answers), "a record read back says the same");
    }
}
