//! Laws of the screening verdict.

use chrono::{NaiveDate, TimeDelta};
use needlebook_domain::contract;
use needlebook_domain::precare;
use needlebook_domain::screening::{
    Answers, NumbingGateVerdict, Outcome, ScreeningAnswer, ScreeningConfig, ScreeningInput,
    evaluate, judge_for_app,
};
use proptest::prelude::*;
use serde_json::json;

use super::any::{Answer, answers_of, any_answer, any_answers, any_config, any_date, any_finding};

fn judge(answers: &Answers, on: NaiveDate, config: &ScreeningConfig) -> ScreeningAnswer {
    let input = ScreeningInput {
        appointment_date: on,
        answers: answers.clone(),
    };
    evaluate(&input, config)
}

fn outcome_of(given: &[Answer], on: NaiveDate) -> Outcome {
    judge(&answers_of(given), on, &ScreeningConfig::default()).outcome
}

/// Whether `later` promises no more than `earlier`: no date where there was none for want of knowing, and
/// never a nearer one.
fn promises_no_more(earlier: Option<NaiveDate>, later: Option<NaiveDate>, stopped: bool) -> bool {
    match (earlier, later) {
        (None, Some(_)) => !stopped,
        (Some(earlier), Some(later)) => later >= earlier,
        (_, None) => true,
    }
}

/// Whether something forbids the session without a date.
fn is_stopped(verdict: &ScreeningAnswer) -> bool {
    verdict.outcome >= Outcome::Defer && verdict.eligible_from.is_none()
}

proptest! {
    #[test]
    fn one_more_finding_never_makes_a_screening_better(
        before in prop::collection::vec(any_answer(), 0..8),
        one_more in any_finding(),
        on in any_date(),
        config in any_config(),
    ) {
        prop_assume!(before.iter().all(|(key, _)| *key != one_more.0));
        let mut after = before.clone();
        after.push(one_more);
        let before = judge(&answers_of(&before), on, &config);
        let after = judge(&answers_of(&after), on, &config);
        prop_assert!(after.outcome >= before.outcome, "the worst finding decides, so another cannot help");
        let stopped = is_stopped(&before);
        prop_assert!(
            promises_no_more(before.eligible_from, after.eligible_from, stopped),
            "and cannot bring the date nearer: {:?} became {:?}", before.eligible_from, after.eligible_from
        );
        prop_assert!(promises_no_more(before.clear_from, after.clear_from, stopped));
        prop_assert!(
            before.rules.iter().all(|rule| after.rules.contains(rule)),
            "a rule that spoke does not fall silent"
        );
        prop_assert!(
            before.numbing.blocked.iter().all(|product| after.numbing.blocked.contains(product)),
            "nor does it free a numbing product"
        );
        prop_assert!(
            before.numbing.verdict == NumbingGateVerdict::Ok
                || after.numbing.verdict == NumbingGateVerdict::Block
        );
    }

    #[test]
    fn the_earliest_date_passes_its_own_screening_and_is_the_earliest(
        answers in any_answers(),
        on in any_date(),
        config in any_config(),
    ) {
        let verdict = judge(&answers, on, &config);
        if let Some(eligible_from) = verdict.eligible_from {
            let then = judge(&answers, eligible_from.max(on), &config);
            prop_assert!(then.outcome < Outcome::Defer, "a date that we promise is not refused when it comes");
            prop_assert_eq!(then.eligible_from, Some(eligible_from), "and it stays the same date");
            if on < eligible_from {
                let eve = judge(&answers, eligible_from - TimeDelta::days(1), &config);
                prop_assert_eq!(eve.outcome, Outcome::Defer, "the day before is too soon");
            }
        }
        if let Some(clear_from) = verdict.clear_from {
            let then = judge(&answers, clear_from.max(on), &config);
            let is_dated = then.findings.iter().any(|finding| {
                finding.outcome >= Outcome::Caution && finding.clear_from.is_some()
            });
            prop_assert!(!is_dated, "on that date no dated caution is left");
        }
    }

    #[test]
    fn waiting_never_makes_a_screening_worse(
        answers in any_answers(),
        on in any_date(),
        days in 1_i64..500,
        config in any_config(),
    ) {
        let now = judge(&answers, on, &config);
        let later = judge(&answers, on + TimeDelta::days(days), &config);
        prop_assert!(later.outcome <= now.outcome, "every wait ends and no rule begins with time alone");
        prop_assert_eq!(later.rules, now.rules, "and a wait that is over still shows that it was asked");
    }

    #[test]
    fn the_verdict_is_the_worst_of_what_its_findings_say(
        answers in any_answers(),
        on in any_date(),
        config in any_config(),
    ) {
        let verdict = judge(&answers, on, &config);
        let worst = verdict.findings.iter().map(|finding| finding.outcome).max();
        prop_assert_eq!(verdict.outcome, worst.unwrap_or(Outcome::Clear));
        let mut spoken: Vec<_> = verdict.findings.iter().map(|finding| finding.rule).collect();
        spoken.sort_unstable();
        prop_assert_eq!(&spoken, &verdict.rules, "one finding a rule, and none without its rule");
        for finding in &verdict.findings {
            prop_assert!(!finding.source.is_empty(), "{} rests on nothing", finding.rule);
            let is_running = finding.until.is_some_and(|until| until > on);
            let waits = matches!(finding.outcome, Outcome::Caution | Outcome::Defer);
            prop_assert!(
                finding.until.is_none() || finding.outcome == Outcome::Absolute || is_running == waits,
                "{} says {:?} until {:?} on {on}", finding.rule, finding.outcome, finding.until
            );
        }
    }

    #[test]
    fn dont_know_is_never_milder_than_any_answer_but_a_stop(
        (key, value) in any_finding(),
        on in any_date(),
    ) {
        let unknown = outcome_of(&[(key, json!(null))], on);
        let known = outcome_of(&[(key, value)], on);
        // What is planned is not a question; and each disease that forbids a session has a question of its
        // own, so that not knowing of others is R15's caution.
        let has_no_worst = ["device", "zones", "concern", "other_skin_disease"].contains(&key);
        prop_assert!(
            has_no_worst || unknown >= known.min(Outcome::Defer),
            "{key}: not known is {unknown:?}, known is {known:?}"
        );
    }

    #[test]
    fn a_screening_with_questions_open_is_never_clear(answers in any_answers(), on in any_date()) {
        let input = ScreeningInput { appointment_date: on, answers };
        let app = judge_for_app(&input, &ScreeningConfig::default());
        prop_assert!(!app.missing.is_empty(), "only a few questions were answered");
        prop_assert!(app.outcome >= Outcome::Defer, "a missing answer never reads as clear");
        prop_assert!(app.outcome >= app.so_far.outcome, "and hides nothing worse");
    }

    #[test]
    fn answers_come_back_as_they_were_written(answers in any_answers()) {
        let written = serde_json::to_string(&answers).unwrap_or_default();
        let read: Option<Answers> = serde_json::from_str(&written).ok();
        prop_assert_eq!(read.as_ref(), Some(&answers), "a record read back says the same");
        let again = serde_json::to_string(&read).unwrap_or_default();
        prop_assert_eq!(again, written, "and is written the same");
    }

    #[test]
    fn the_command_line_and_the_app_give_one_verdict(answers in any_answers(), on in any_date()) {
        let input = json!({ "appointment_date": on, "answers": &answers });
        let told = contract::answer("screening", &input).ok();
        let judged = serde_json::to_value(judge(&answers, on, &ScreeningConfig::default())).ok();
        prop_assert_eq!(told, judged, "no rule is there twice");
    }

    #[test]
    fn every_pre_care_date_passes_the_screening_of_that_day(on in any_date()) {
        let sheet = precare::dates(on, &ScreeningConfig::default());
        let passes = |given: Answer, milder_than| outcome_of(&[given], on) < milder_than;
        let isotretinoin = |last: NaiveDate| {
            ("isotretinoin", json!({ "status": "past", "last_dose": last }))
        };
        let painkiller = |last: NaiveDate| ("otc_nsaid_aspirin", json!({ "last_dose": last }));
        let used = |key, last: NaiveDate| (key, json!({ "last_use": last }));
        let next = TimeDelta::days(1);
        prop_assert!(passes(isotretinoin(sheet.isotretinoin_last_dose_by), Outcome::Info));
        prop_assert!(
            !passes(isotretinoin(sheet.isotretinoin_last_dose_by + next), Outcome::Defer),
            "no later day would do"
        );
        prop_assert!(passes(painkiller(sheet.otc_thinner_last_dose_by), Outcome::Info));
        prop_assert!(passes(painkiller(sheet.latest_acceptable), Outcome::Defer), "with a reason");
        prop_assert!(!passes(painkiller(sheet.latest_acceptable + next), Outcome::Defer));
        for key in ["topical_retinoid", "aha", "exfoliant"] {
            let last = sheet.retinoid_aha_exfoliant_last_use_by;
            prop_assert!(passes(used(key, last), Outcome::Info), "who keeps to the sheet is clear");
            prop_assert!(!passes(used(key, last + next), Outcome::Defer));
        }
        let burnt = |last: NaiveDate| ("sunburn_in_area", json!({ "last": last }));
        prop_assert!(passes(burnt(sheet.avoid_sunburn_from), Outcome::Info));
        prop_assert!(!passes(burnt(sheet.avoid_sunburn_from + next), Outcome::Defer));
    }
}
