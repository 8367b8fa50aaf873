//! R01 to R06: medicines and skin care that ask for a wait, and R23's neighbours in the medicine list.

use chrono::NaiveDate;

use super::answer_values::{Isotretinoin, OtcThinner, Use};
use super::answer_words::{IsotretinoinStatus, UseWord};
use super::answers::Asked;
use super::ruling::Ruling;
use super::{Judged, Outcome, Reason};
use crate::date::{add_days, add_months_roll, sub_days};
use crate::rule::RuleId;

/// Months the founding document asks for after isotretinoin (S12).
const ISOTRETINOIN_MONTHS: u16 = 6;
/// Fewest and most days after a painkiller that thins the blood (S10, P-3TO5).
pub(crate) const OTC_THINNER_DAYS: (u16, u16) = (3, 5);

pub(super) fn judge(judged: &Judged<'_>, rulings: &mut Vec<Ruling>) {
    let answers = judged.answers;
    rulings.extend(isotretinoin(judged));
    rulings.extend(otc_thinner(judged));
    rulings.extend(prescribed_thinner(judged));
    rulings.extend(skin_care(judged, RuleId::R04, &answers.topical_retinoid));
    rulings.extend(skin_care(judged, RuleId::R05, &answers.aha));
    rulings.extend(skin_care(judged, RuleId::R06, &answers.exfoliant));
}

fn isotretinoin(judged: &Judged<'_>) -> Option<Ruling> {
    let Isotretinoin { status, last_dose } = match &judged.answers.isotretinoin {
        Asked::NotAsked => return None,
        Asked::Unknown => return Some(Ruling::dont_know(RuleId::R01, Outcome::Defer)),
        Asked::Known(answer) => *answer,
    };
    match (status, last_dose) {
        (IsotretinoinStatus::Never, _) => None,
        (IsotretinoinStatus::Current, _) => Some(Ruling::undated(
            RuleId::R01,
            Outcome::Defer,
            Reason::StillUsing,
        )),
        (IsotretinoinStatus::Unknown, _) => Some(Ruling::dont_know(RuleId::R01, Outcome::Defer)),
        (IsotretinoinStatus::Past, None) => Some(Ruling::undated(
            RuleId::R01,
            Outcome::Defer,
            Reason::DateNotKnown,
        )),
        (IsotretinoinStatus::Past, Some(last)) => Some(isotretinoin_wait(judged, last)),
    }
}

/// The clinic's wait forbids; what is left of the founding document's six months asks for a reason.
fn isotretinoin_wait(judged: &Judged<'_>, last: NaiveDate) -> Ruling {
    let clinic = judged.config.isotretinoin_wait_months;
    let eligible_from = add_months_roll(last, u32::from(clinic));
    let clear_from = add_months_roll(last, u32::from(clinic.max(ISOTRETINOIN_MONTHS)));
    Ruling::wait(RuleId::R01, judged.on, eligible_from, clear_from)
}

fn otc_thinner(judged: &Judged<'_>) -> Option<Ruling> {
    let (forbid, ease) = match judged.config.otc_thinner_days {
        Some(days) => (days, days),
        None => OTC_THINNER_DAYS,
    };
    match &judged.answers.otc_nsaid_aspirin {
        Asked::NotAsked
        | Asked::Known(
            OtcThinner::Word(UseWord::None)
            | OtcThinner::Taken {
                doctor_said: true, ..
            },
        ) => None,
        Asked::Unknown => Some(Ruling::dont_know(RuleId::R02, Outcome::Defer)),
        Asked::Known(OtcThinner::Word(UseWord::StillUsing)) => {
            Some(still_using(RuleId::R02, judged.on, ease))
        }
        Asked::Known(OtcThinner::Taken {
            last_dose: None, ..
        }) => Some(Ruling::undated(
            RuleId::R02,
            Outcome::Defer,
            Reason::DateNotKnown,
        )),
        Asked::Known(OtcThinner::Taken {
            last_dose: Some(last),
            ..
        }) => Some(Ruling::wait(
            RuleId::R02,
            judged.on,
            add_days(*last, u32::from(forbid)),
            add_days(*last, u32::from(ease)),
        )),
    }
}

/// A painkiller a doctor asked for is a prescribed thinner (PRACTICE 44).
fn prescribed_thinner(judged: &Judged<'_>) -> Option<Ruling> {
    let answers = judged.answers;
    let a_doctor_said = matches!(
        answers.otc_nsaid_aspirin,
        Asked::Known(OtcThinner::Taken {
            doctor_said: true,
            ..
        })
    );
    let is_prescribed = answers.anticoagulant_prescribed.is_yes() || a_doctor_said;
    if is_prescribed && answers.prescriber_answer_on_file.is_yes() {
        return Some(Ruling::undated(
            RuleId::R03,
            Outcome::Caution,
            Reason::Settled,
        ));
    }
    if is_prescribed {
        return Some(Ruling::undated(RuleId::R03, Outcome::Defer, Reason::Yes));
    }
    Ruling::yes_no(
        RuleId::R03,
        &answers.anticoagulant_prescribed,
        Outcome::Defer,
    )
}

fn skin_care(judged: &Judged<'_>, rule: RuleId, answer: &Asked<Use>) -> Option<Ruling> {
    let days = judged.config.retinoid_days;
    match answer {
        Asked::NotAsked | Asked::Known(Use::Word(UseWord::None)) => None,
        Asked::Unknown => Some(Ruling::dont_know(rule, Outcome::Defer)),
        Asked::Known(Use::Word(UseWord::StillUsing)) => Some(still_using(rule, judged.on, days)),
        Asked::Known(Use::Used { last_use: None }) => {
            Some(Ruling::undated(rule, Outcome::Defer, Reason::DateNotKnown))
        }
        Asked::Known(Use::Used {
            last_use: Some(last),
        }) => {
            let end = add_days(*last, u32::from(days));
            Some(Ruling::wait(rule, judged.on, end, end))
        }
    }
}

/// Still in use: no date can be promised, but the last day to stop can be named (PRACTICE 6).
fn still_using(rule: RuleId, on: NaiveDate, days: u16) -> Ruling {
    Ruling {
        stop_by: Some(sub_days(on, u32::from(days))),
        ..Ruling::undated(rule, Outcome::Defer, Reason::StillUsing)
    }
}
