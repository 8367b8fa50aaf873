//! The person: R11, R12, R16 to R18, R23 to R26, R38 and R39.

use super::answer_values::{DoesItApply, Happened};
use super::answer_words::Diabetes;
use super::answers::Asked;
use super::ruling::Ruling;
use super::{Judged, Outcome, Reason};
use crate::date::{add_months_roll, age_on, birthday};
use crate::device::CLEARED_FROM_AGE;
use crate::rule::RuleId;

/// No session under this age, and no setting lifts it (PRACTICE 49).
pub const ADULT_FROM_AGE: u32 = 18;
/// From this Fitzpatrick type on, dark spots are spoken of (R26).
const DARKER_SKIN_FROM: u8 = 4;

pub(super) fn judge(judged: &Judged<'_>, rulings: &mut Vec<Ruling>) {
    let answers = judged.answers;
    rulings.extend(if_it_applies(RuleId::R11, &answers.pregnant));
    rulings.extend(if_it_applies(RuleId::R12, &answers.breastfeeding));
    rulings.extend(childbirth(judged));
    rulings.extend(history(&answers.history_complete));
    rulings.extend(new_medicine(&answers.new_medicine));
    rulings.extend(Ruling::yes_no(
        RuleId::R17,
        &answers.bleeding_disorder,
        Outcome::Absolute,
    ));
    rulings.extend(Ruling::yes_no(
        RuleId::R18,
        &answers.allergy_stainless_steel,
        Outcome::Absolute,
    ));
    rulings.extend(weak_immune_system(judged));
    rulings.extend(diabetes(judged));
    rulings.extend(age(judged));
    rulings.extend(skin_type(&answers.fitzpatrick));
    rulings.extend(Ruling::yes_no(
        RuleId::R38,
        &answers.pressure_from_others,
        Outcome::Info,
    ));
    rulings.extend(heart(judged));
}

fn if_it_applies(rule: RuleId, answer: &Asked<DoesItApply>) -> Option<Ruling> {
    match answer {
        Asked::Known(DoesItApply::Plain(true)) => {
            Some(Ruling::undated(rule, Outcome::Absolute, Reason::Yes))
        }
        Asked::Unknown => Some(Ruling::dont_know(rule, Outcome::Absolute)),
        Asked::NotAsked | Asked::Known(DoesItApply::Plain(false) | DoesItApply::Word(_)) => None,
    }
}

/// The clinic's own wait after a birth or the end of breastfeeding; none as the rules came.
fn childbirth(judged: &Judged<'_>) -> Option<Ruling> {
    let months = judged.config.childbirth_months;
    if months == 0 {
        return None;
    }
    match judged.answers.childbirth {
        Asked::NotAsked | Asked::Known(Happened::Word(_)) => None,
        Asked::Unknown => Some(Ruling::dont_know(RuleId::R12, Outcome::Defer)),
        Asked::Known(Happened::On { last: None }) => Some(Ruling::undated(
            RuleId::R12,
            Outcome::Defer,
            Reason::DateNotKnown,
        )),
        Asked::Known(Happened::On { last: Some(last) }) => {
            let end = add_months_roll(last, u32::from(months));
            Some(Ruling::wait(RuleId::R12, judged.on, end, end))
        }
    }
}

/// "No" is the finding here: the history is not complete.
fn history(answer: &Asked<bool>) -> Option<Ruling> {
    match answer {
        Asked::Known(false) => Some(Ruling::undated(RuleId::R16, Outcome::Defer, Reason::Yes)),
        Asked::Unknown => Some(Ruling::dont_know(RuleId::R16, Outcome::Defer)),
        Asked::Known(true) | Asked::NotAsked => None,
    }
}

/// A new medicine is a prompt to bring the list up to date; the list itself is what R16 confirms.
fn new_medicine(answer: &Asked<bool>) -> Option<Ruling> {
    match answer {
        Asked::Known(true) => Some(Ruling::undated(
            RuleId::R16,
            Outcome::Info,
            Reason::NewMedicine,
        )),
        Asked::Unknown => Some(Ruling::dont_know(RuleId::R16, Outcome::Defer)),
        Asked::Known(false) | Asked::NotAsked => None,
    }
}

fn weak_immune_system(judged: &Judged<'_>) -> Option<Ruling> {
    let answers = judged.answers;
    if answers.immunosuppressed.is_yes() && judged.has_letter() {
        return Some(Ruling::undated(
            RuleId::R23,
            Outcome::Caution,
            Reason::Settled,
        ));
    }
    Ruling::yes_no(RuleId::R23, &answers.immunosuppressed, Outcome::Defer)
}

fn diabetes(judged: &Judged<'_>) -> Option<Ruling> {
    match judged.answers.diabetes {
        Asked::NotAsked | Asked::Known(Diabetes::None) => None,
        Asked::Unknown => Some(Ruling::dont_know(RuleId::R24, Outcome::Defer)),
        Asked::Known(Diabetes::Controlled) => {
            Some(Ruling::undated(RuleId::R24, Outcome::Caution, Reason::Mild))
        }
        Asked::Known(Diabetes::Uncontrolled) if judged.has_letter() => Some(Ruling::undated(
            RuleId::R24,
            Outcome::Caution,
            Reason::Settled,
        )),
        Asked::Known(Diabetes::Uncontrolled) => {
            Some(Ruling::undated(RuleId::R24, Outcome::Defer, Reason::Yes))
        }
    }
}

/// Speaks whenever the birth date is given: under 18 a stop, 18 to 21 outside the devices' clearances.
fn age(judged: &Judged<'_>) -> Option<Ruling> {
    let born_on = match judged.answers.date_of_birth {
        Asked::NotAsked => return None,
        Asked::Unknown => return Some(Ruling::dont_know(RuleId::R25, Outcome::Absolute)),
        Asked::Known(born_on) => born_on,
    };
    if age_on(born_on, judged.on) < ADULT_FROM_AGE {
        return Some(Ruling::undated(RuleId::R25, Outcome::Absolute, Reason::Yes));
    }
    Some(Ruling::caution_until(
        RuleId::R25,
        judged.on,
        birthday(born_on, u32::from(CLEARED_FROM_AGE)),
    ))
}

fn skin_type(answer: &Asked<u8>) -> Option<Ruling> {
    match answer {
        Asked::Known(skin) if *skin >= DARKER_SKIN_FROM => {
            Some(Ruling::undated(RuleId::R26, Outcome::Info, Reason::Yes))
        }
        Asked::Unknown => Some(Ruling::dont_know(RuleId::R26, Outcome::Info)),
        Asked::Known(_) | Asked::NotAsked => None,
    }
}

fn heart(judged: &Judged<'_>) -> Option<Ruling> {
    let answers = judged.answers;
    if answers.heart_condition.is_yes() && judged.has_letter() {
        return Some(Ruling::undated(RuleId::R39, Outcome::Info, Reason::Settled));
    }
    Ruling::yes_no(RuleId::R39, &answers.heart_condition, Outcome::Caution)
}
