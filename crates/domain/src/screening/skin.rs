//! Skin: R07 to R10, R13 to R15, R20 to R22, R34 and R36.

use super::answer_values::Happened;
use super::answer_words::{Acne, ColdSore, Keloid, Rosacea, Severity};
use super::answers::Asked;
use super::ruling::Ruling;
use super::{Judged, Outcome, Reason};
use crate::date::add_days;
use crate::rule::RuleId;

pub(super) fn judge(judged: &Judged<'_>, rulings: &mut Vec<Ruling>) {
    let answers = judged.answers;
    rulings.extend(graded(RuleId::R07, &answers.acne, Outcome::Defer, acne));
    rulings.extend(graded(
        RuleId::R08,
        &answers.cold_sore,
        Outcome::Defer,
        cold_sore,
    ));
    rulings.extend(graded(
        RuleId::R09,
        &answers.eczema,
        Outcome::Absolute,
        severity,
    ));
    rulings.extend(graded(
        RuleId::R10,
        &answers.psoriasis,
        Outcome::Absolute,
        severity,
    ));
    rulings.extend(graded(
        RuleId::R13,
        &answers.keloid,
        Outcome::Absolute,
        keloid,
    ));
    rulings.extend(Ruling::yes_no(
        RuleId::R14,
        &answers.active_infection,
        Outcome::Defer,
    ));
    rulings.extend(Ruling::yes_no(
        RuleId::R20,
        &answers.skin_cancer_in_area,
        Outcome::Absolute,
    ));
    rulings.extend(Ruling::yes_no(
        RuleId::R21,
        &answers.open_wound_or_irritated_in_area,
        Outcome::Defer,
    ));
    rulings.extend(sunburn(judged));
    rulings.extend(Ruling::yes_no(
        RuleId::R22,
        &answers.scleroderma_or_collagen_disease,
        Outcome::Absolute,
    ));
    rulings.extend(graded(
        RuleId::R34,
        &answers.rosacea,
        Outcome::Absolute,
        rosacea,
    ));
    rulings.extend(Ruling::yes_no(
        RuleId::R36,
        &answers.tattoo_in_area,
        Outcome::Caution,
    ));
    other_disease(&answers.other_skin_disease, rulings);
}

/// A question whose choices run from none to worst.
fn graded<T: Copy>(
    rule: RuleId,
    answer: &Asked<T>,
    worst: Outcome,
    meaning: fn(T) -> Option<(Outcome, Reason)>,
) -> Option<Ruling> {
    match answer {
        Asked::NotAsked => None,
        Asked::Unknown => Some(Ruling::dont_know(rule, worst)),
        Asked::Known(answer) => {
            meaning(*answer).map(|(outcome, reason)| Ruling::undated(rule, outcome, reason))
        }
    }
}

const MILD: Option<(Outcome, Reason)> = Some((Outcome::Caution, Reason::Mild));
const STOP: Option<(Outcome, Reason)> = Some((Outcome::Absolute, Reason::Yes));
const WAIT: Option<(Outcome, Reason)> = Some((Outcome::Defer, Reason::Yes));

const fn acne(answer: Acne) -> Option<(Outcome, Reason)> {
    match answer {
        Acne::None => None,
        Acne::NonInflammatory => MILD,
        Acne::Inflammatory => WAIT,
    }
}

const fn cold_sore(answer: ColdSore) -> Option<(Outcome, Reason)> {
    match answer {
        ColdSore::None => None,
        ColdSore::History => MILD,
        ColdSore::Active => WAIT,
    }
}

const fn severity(answer: Severity) -> Option<(Outcome, Reason)> {
    match answer {
        Severity::None => None,
        Severity::Mild => MILD,
        Severity::Moderate | Severity::Severe => STOP,
    }
}

const fn keloid(answer: Keloid) -> Option<(Outcome, Reason)> {
    match answer {
        Keloid::None => None,
        Keloid::Family => MILD,
        Keloid::Personal => STOP,
    }
}

const fn rosacea(answer: Rosacea) -> Option<(Outcome, Reason)> {
    match answer {
        Rosacea::None => None,
        Rosacea::Mild => MILD,
        Rosacea::Pustular => STOP,
    }
}

fn sunburn(judged: &Judged<'_>) -> Option<Ruling> {
    match judged.answers.sunburn_in_area {
        Asked::NotAsked | Asked::Known(Happened::Word(_)) => None,
        Asked::Unknown => Some(Ruling::dont_know(RuleId::R21, Outcome::Defer)),
        Asked::Known(Happened::On { last: None }) => Some(Ruling::undated(
            RuleId::R21,
            Outcome::Defer,
            Reason::DateNotKnown,
        )),
        Asked::Known(Happened::On { last: Some(last) }) => {
            let end = add_days(last, u32::from(judged.config.sunburn_days));
            Some(Ruling::wait(RuleId::R21, judged.on, end, end))
        }
    }
}

/// Diseases in the patient's or practitioner's words. Those that another rule judges more strictly go
/// to that rule; the rest is a caution (R15).
fn other_disease(answer: &Asked<Vec<String>>, rulings: &mut Vec<Ruling>) {
    match answer {
        Asked::NotAsked => {}
        Asked::Unknown => rulings.push(Ruling::dont_know(RuleId::R15, Outcome::Caution)),
        Asked::Known(diseases) => rulings.extend(
            diseases
                .iter()
                .filter(|disease| !disease.trim().is_empty())
                .map(|disease| named_disease(&disease.to_lowercase())),
        ),
    }
}

fn named_disease(lowercase: &str) -> Ruling {
    let names = |words: &[&str]| words.iter().any(|word| lowercase.contains(word));
    if names(&[
        "lupus",
        "scleroderma",
        "systemic sclerosis",
        "collagen",
        "connective tissue",
        "dermatomyositis",
    ]) {
        Ruling::undated(RuleId::R22, Outcome::Absolute, Reason::Yes)
    } else if names(&[
        "solar keratos",
        "actinic keratos",
        "skin cancer",
        "carcinoma",
        "melanoma",
    ]) {
        Ruling::undated(RuleId::R20, Outcome::Absolute, Reason::Yes)
    } else if names(&["rosacea"]) {
        named_rosacea(lowercase)
    } else {
        Ruling::undated(RuleId::R15, Outcome::Caution, Reason::Yes)
    }
}

/// Rosacea named without its kind may be the kind that forbids a session, so it is found out first.
fn named_rosacea(lowercase: &str) -> Ruling {
    if lowercase.contains("pustul") {
        Ruling::undated(RuleId::R34, Outcome::Absolute, Reason::Yes)
    } else if lowercase.contains("mild") {
        Ruling::undated(RuleId::R34, Outcome::Caution, Reason::Mild)
    } else {
        Ruling::dont_know(RuleId::R34, Outcome::Absolute)
    }
}
