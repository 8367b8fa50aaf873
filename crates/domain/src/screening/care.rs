//! Earlier care and the plan for this one: R27 to R32, R35, R37 and R40.

use super::answer_values::{Happened, OpenAdverseEvent};
use super::answers::Asked;
use super::ruling::Ruling;
use super::{Judged, Outcome, Reason};
use crate::course::{DEFERRING_GRADE, WINDOW_FROM_DAYS};
use crate::date::add_days;
use crate::device::{Clearance, PlannedUse};
use crate::rule::RuleId;

/// Under this many months a scar is young for any device (R31).
const YOUNG_SCAR_MONTHS: f64 = 6.0;
/// Under this many months SkinPen's manual has no evaluation (R31, BELL).
const YOUNG_SCAR_MONTHS_SKINPEN: f64 = 12.0;

pub(super) fn judge(judged: &Judged<'_>, rulings: &mut Vec<Ruling>) {
    let (answers, config) = (judged.answers, judged.config);
    let mut waits = |rule, answer, days| rulings.extend(wait(judged, rule, answer, days));
    waits(RuleId::R27, &answers.botulinum, config.botulinum_days);
    waits(RuleId::R28, &answers.filler, config.filler_days);
    waits(
        RuleId::R29,
        &answers.peel_laser_needling,
        config.peel_laser_needling_days,
    );
    waits(RuleId::R30, &answers.hair_removal, config.hair_removal_days);
    rulings.extend(scar_age(judged));
    rulings.extend(Ruling::yes_no(
        RuleId::R32,
        &answers.prior_reaction,
        Outcome::Caution,
    ));
    rulings.extend(sun(judged));
    rulings.extend(Ruling::yes_no(
        RuleId::R35,
        &answers.photosensitising_medicine,
        Outcome::Caution,
    ));
    rulings.extend(interval(judged));
    rulings.extend(open_reaction(&answers.open_adverse_event));
    rulings.extend(cleared_use(judged));
}

fn wait(judged: &Judged<'_>, rule: RuleId, answer: &Asked<Happened>, days: u16) -> Option<Ruling> {
    match answer {
        Asked::NotAsked | Asked::Known(Happened::Word(_)) => None,
        Asked::Unknown => Some(Ruling::dont_know(rule, Outcome::Defer)),
        Asked::Known(Happened::On { last: None }) => {
            Some(Ruling::undated(rule, Outcome::Defer, Reason::DateNotKnown))
        }
        Asked::Known(Happened::On { last: Some(last) }) => {
            let end = add_days(*last, u32::from(days));
            Some(Ruling::wait(rule, judged.on, end, end))
        }
    }
}

fn scar_age(judged: &Judged<'_>) -> Option<Ruling> {
    let device = judged.answers.device.known();
    let is_skinpen = device.is_some_and(|device| device.is_skinpen());
    match judged.answers.scar_age_months {
        Asked::NotAsked => None,
        Asked::Unknown => Some(Ruling::dont_know(RuleId::R31, Outcome::Caution)),
        Asked::Known(months) if months < YOUNG_SCAR_MONTHS => {
            Some(Ruling::undated(RuleId::R31, Outcome::Caution, Reason::Yes))
        }
        Asked::Known(months) if is_skinpen && months < YOUNG_SCAR_MONTHS_SKINPEN => Some(
            Ruling::undated(RuleId::R31, Outcome::Caution, Reason::DeviceLabel),
        ),
        Asked::Known(_) => None,
    }
}

fn sun(judged: &Judged<'_>) -> Option<Ruling> {
    match judged.answers.strong_sun {
        Asked::NotAsked | Asked::Known(Happened::Word(_)) => None,
        Asked::Unknown => Some(Ruling::dont_know(RuleId::R35, Outcome::Caution)),
        Asked::Known(Happened::On { last: None }) => Some(Ruling::undated(
            RuleId::R35,
            Outcome::Caution,
            Reason::DateNotKnown,
        )),
        Asked::Known(Happened::On { last: Some(last) }) => Some(Ruling::caution_until(
            RuleId::R35,
            judged.on,
            add_days(last, u32::from(judged.config.strong_sun_days)),
        )),
    }
}

/// The last session in the same region: under the clinic's shortest interval (two weeks by default) a wait,
/// under four a caution.
fn interval(judged: &Judged<'_>) -> Option<Ruling> {
    match judged.answers.last_session {
        Asked::NotAsked => None,
        Asked::Unknown => Some(Ruling::dont_know(RuleId::R37, Outcome::Defer)),
        Asked::Known(last) => Some(Ruling::wait(
            RuleId::R37,
            judged.on,
            add_days(last, judged.config.course.shortest_interval(judged.zones())),
            add_days(last, WINDOW_FROM_DAYS),
        )),
    }
}

/// A reaction not graded yet could be of any grade, so it defers like one that is.
fn open_reaction(answer: &Asked<OpenAdverseEvent>) -> Option<Ruling> {
    match answer {
        Asked::NotAsked => None,
        Asked::Unknown | Asked::Known(OpenAdverseEvent { ctcae_grade: None }) => {
            Some(Ruling::dont_know(RuleId::R37, Outcome::Defer))
        }
        Asked::Known(OpenAdverseEvent {
            ctcae_grade: Some(grade),
        }) => (*grade >= DEFERRING_GRADE).then_some(Ruling::undated(
            RuleId::R37,
            Outcome::Defer,
            Reason::OpenReaction,
        )),
    }
}

/// Silent until device, zones and concern are all chosen. Age is R25's to say.
fn cleared_use(judged: &Judged<'_>) -> Option<Ruling> {
    let answers = judged.answers;
    let config = judged.config;
    let device = config.devices.find(*answers.device.known()?)?;
    let concern = *answers.concern.known()?;
    let fitzpatrick = answers.fitzpatrick.known().copied();
    let planned = |zone| PlannedUse {
        zone,
        concern,
        fitzpatrick,
        age_years: None,
    };
    let is_outside = answers
        .zones
        .known()?
        .iter()
        .any(|zone| device.clearance(config.market, &planned(*zone)) == Clearance::NotCleared);
    is_outside.then_some(Ruling::undated(
        RuleId::R40,
        Outcome::Caution,
        Reason::DeviceLabel,
    ))
}
