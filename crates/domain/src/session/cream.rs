//! Numbing in a session: the clocks of all areas and of what the patient put on at home, judged together, because the
//! body takes up their sum (PRACTICE 14).

use super::acts::{first_needle, needles};
use super::check::SessionContext;
use super::gap::{Gap, GapCode, Place};
use super::gates::{identity_before_numbing, written};
use super::{CreamAnswer, CreamBefore, NumbingArea, SessionDraft};
use crate::numbing::{self, Application, NumbingAnswer, NumbingFlag, NumbingVerdict};
use crate::rule::RuleId;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

/// What the clock of one numbed area says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct NumbingCheck {
    /// Elapsed minutes; up to now while it is still on.
    pub minutes: Option<i32>,
    /// The verdict as if it came off now, or as it came off.
    pub answer: Option<NumbingAnswer>,
    /// What asks for a reason now that it is off.
    pub cautions: Vec<NumbingCaution>,
}

/// One thing about a numbed area that a person settles with a reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct NumbingCaution {
    /// Names the rule, the area and its minutes: a corrected time asks again.
    pub key: String,
    pub flag: NumbingFlag,
    pub rule: RuleId,
    pub settled: bool,
}

/// Every area, and the cream from home where there was some.
#[derive(Debug)]
pub(super) struct Judged {
    pub areas: Vec<NumbingCheck>,
    pub before: Option<NumbingCheck>,
}

pub(super) fn judge(draft: &SessionDraft, context: &SessionContext<'_>) -> Judged {
    let home = from_home(draft, context);
    let on_skin: Vec<Application> = home
        .into_iter()
        .chain(
            draft
                .numbing
                .iter()
                .filter_map(|area| application(area, context)),
        )
        .chain(of_earlier_sessions(context))
        .collect();
    let mut answers = numbing::check_together(&on_skin).into_iter();
    let before = home.and_then(|_| answers.next()).map(|answer| {
        let is_off = came_off(draft).is_some();
        // The clinic asks only how long it was on; how it was put on was not its doing.
        let asked = |flag: &NumbingFlag| {
            matches!(flag, NumbingFlag::Long | NumbingFlag::OverProductMaximum)
        };
        checked(draft, "home", answer, is_off, asked)
    });
    let areas = draft
        .numbing
        .iter()
        .enumerate()
        .map(
            |(index, area)| match area.on_at.and_then(|_| answers.next()) {
                Some(answer) => checked(
                    draft,
                    &index.to_string(),
                    answer,
                    area.off_at.is_some(),
                    |_| true,
                ),
                None => NumbingCheck::default(),
            },
        )
        .collect();
    Judged { areas, before }
}

fn checked(
    draft: &SessionDraft,
    place: &str,
    answer: NumbingAnswer,
    is_off: bool,
    is_asked: impl Fn(&NumbingFlag) -> bool,
) -> NumbingCheck {
    let cautions = answer
        .all_flags
        .iter()
        .filter(|flag| is_off && flag.verdict() == NumbingVerdict::Caution && is_asked(flag))
        .map(|&flag| {
            let key = format!("{}:{place}:{}", flag.rule(), answer.minutes);
            NumbingCaution {
                settled: draft.has_reason(&key),
                rule: flag.rule(),
                flag,
                key,
            }
        });
    NumbingCheck {
        minutes: Some(answer.minutes),
        cautions: cautions.collect(),
        answer: Some(answer),
    }
}

fn application(area: &NumbingArea, context: &SessionContext<'_>) -> Option<Application> {
    Some(Application {
        product: area.product,
        on: area.on_at?,
        off: area.off_at.unwrap_or_else(|| running_until(area, context)),
        percent: area.percent,
        grams: area.grams,
        area_cm2: area.area_cm2,
        age_years: Some(f64::from(context.age_years)),
        weight_kg: None,
        occluded: area.occluded,
        prescriber_on_file: area.prescriber_on_file,
    })
}

/// As if it came off now. In its first minute it counts as one: a cream that was just put on is no cream taken off too
/// early. A time that has not come yet stays the mistake it is.
fn running_until(area: &NumbingArea, context: &SessionContext<'_>) -> DateTime<Utc> {
    match area.on_at {
        Some(on) if on <= context.now => context.now.max(on + TimeDelta::minutes(1)),
        _ => context.now,
    }
}

/// What the patient put on at home, as far as it can be named. It stays on until the skin is wiped for the first time.
fn from_home(draft: &SessionDraft, context: &SessionContext<'_>) -> Option<Application> {
    let cream = draft.check_in.cream_before.filter(is_named)?;
    Some(Application {
        product: cream.product?,
        on: cream.on_at?,
        off: came_off(draft).unwrap_or(context.now),
        percent: None,
        grams: cream.grams,
        area_cm2: None,
        age_years: Some(f64::from(context.age_years)),
        weight_kg: None,
        occluded: false,
        prescriber_on_file: true,
    })
}

/// What earlier sessions put on: it has no clock here any more, and its amounts count for a day.
fn of_earlier_sessions(context: &SessionContext<'_>) -> impl Iterator<Item = Application> {
    let areas = context.earlier.numbing.iter();
    areas.filter_map(|area| application(area, context))
}

fn is_named(cream: &CreamBefore) -> bool {
    cream.answer == CreamAnswer::Yes && cream.product.is_some()
}

fn came_off(draft: &SessionDraft) -> Option<DateTime<Utc>> {
    let wiped = draft.numbing.iter().filter_map(|area| area.off_at);
    let cleaned = draft.check_in.antiseptic.iter().map(|used| used.at);
    wiped.chain(cleaned).chain(first_needle(draft)).min()
}

/// Why no cream may go on: the questions about it, then each area's own product.
pub(super) fn before_numbing(draft: &SessionDraft, context: &SessionContext<'_>) -> Vec<Gap> {
    let mut gaps = identity_before_numbing(draft);
    gaps.extend(asked_about_home(draft));
    let unknown = draft.check_in.cream_before.is_some_and(|cream| {
        cream.answer == CreamAnswer::DoesNotKnow
            || (cream.answer == CreamAnswer::Yes && cream.product.is_none())
    });
    for (index, area) in draft.numbing.iter().enumerate() {
        let on = area.on_at.map(written);
        let gap = |code| Gap::nth(Place::Numbing, code, index).happened(on.clone());
        if context.numbing_blocked.contains(&area.product) {
            gaps.push(gap(GapCode::NumbingGateBlocks));
        }
        if unknown {
            gaps.push(gap(GapCode::CreamBeforeUnknown));
        }
        if area.on_at.is_none() && is_blocked_whenever(draft, context, area) {
            gaps.push(gap(GapCode::NumbingBlocked));
        }
        if area.on_at.is_none() && first_needle(draft).is_some() {
            gaps.push(gap(GapCode::NumbingOnBrokenSkin));
        }
    }
    if unknown && draft.numbing.is_empty() {
        gaps.push(Gap::at(Place::Numbing, GapCode::CreamBeforeUnknown));
    }
    gaps
}

/// The question about cream from home, asked whether the clinic numbs or not: the body adds it up either way.
pub(super) fn asked_about_home(draft: &SessionDraft) -> Option<Gap> {
    match &draft.check_in.cream_before {
        None => Some(Gap::at(Place::CheckIn, GapCode::CreamBefore)),
        Some(cream) if is_named(cream) && cream.on_at.is_none() => {
            Some(Gap::at(Place::CheckIn, GapCode::CreamBeforeTime))
        }
        Some(_) => None,
    }
}

/// Too strong, too much or unprescribed, whatever the clock will say.
fn is_blocked_whenever(
    draft: &SessionDraft,
    context: &SessionContext<'_>,
    area: &NumbingArea,
) -> bool {
    let put_on_now = NumbingArea {
        on_at: Some(context.now),
        off_at: None,
        ..area.clone()
    };
    let others = draft
        .numbing
        .iter()
        .filter_map(|other| application(other, context));
    let all: Vec<Application> = application(&put_on_now, context)
        .into_iter()
        .chain(from_home(draft, context))
        .chain(others)
        .chain(of_earlier_sessions(context))
        .collect();
    numbing::check_together(&all).first().is_some_and(|answer| {
        answer.all_flags.iter().any(|flag| {
            flag.verdict() == NumbingVerdict::Block && *flag != NumbingFlag::OffBeforeOn
        })
    })
}

/// Whether the clinic numbs today; cream that is on counts whatever was answered.
pub(super) fn is_in_use(draft: &SessionDraft) -> bool {
    draft.numbing_used == Some(true) || draft.numbing.iter().any(|area| area.on_at.is_some())
}

/// Everything about cream that went on, or was to go on.
pub(super) fn gaps(draft: &SessionDraft, judged: &Judged) -> Vec<Gap> {
    let reasons = judged.before.iter().flat_map(|check| &check.cautions);
    let mut gaps: Vec<Gap> = reasons
        .filter(|caution| !caution.settled)
        .map(|_| Gap::at(Place::CheckIn, GapCode::NumbingCaution))
        .collect();
    if !is_in_use(draft) {
        return gaps;
    }
    if draft.numbing.is_empty() && draft.stopped.is_none() {
        gaps.push(Gap::at(Place::Numbing, GapCode::NumbingArea));
    }
    let first_needle = needles(draft).map(|(at, ..)| at).min();
    let areas = draft.numbing.iter().zip(&judged.areas).enumerate();
    // What was only going to be put on matters no more once the session was stopped.
    for (index, (area, check)) in
        areas.filter(|(_, (area, _))| area.on_at.is_some() || draft.stopped.is_none())
    {
        let off_before_on = matches!((area.on_at, area.off_at), (Some(on), Some(off)) if off <= on);
        let missing = [
            (area.on_at.is_none(), GapCode::NumbingOn),
            (area.off_at.is_none(), GapCode::NumbingOff),
            (off_before_on, GapCode::NumbingOffBeforeOn),
            (!area.removed, GapCode::NumbingRemoved),
            (area.signs_asked.is_none(), GapCode::NumbingSigns),
            (
                check.cautions.iter().any(|caution| !caution.settled),
                GapCode::NumbingCaution,
            ),
        ];
        let found = missing.into_iter().filter(|(wrong, _)| *wrong);
        gaps.extend(found.map(|(_, code)| Gap::nth(Place::Numbing, code, index)));
        let on = area.on_at;
        let broken = on.filter(|on| first_needle.is_some_and(|needle| *on > needle));
        let forbidden = [
            (GapCode::NumbingOnBrokenSkin, broken.map(written)),
            (GapCode::NumbingBlocked, blocked_value(area, check)),
        ];
        gaps.extend(forbidden.into_iter().filter_map(|(code, value)| {
            Some(Gap::nth(Place::Numbing, code, index).happened(Some(value?)))
        }));
    }
    gaps
}

/// The rules that forbid what was put on, with what it was; `None` where none does.
fn blocked_value(area: &NumbingArea, check: &NumbingCheck) -> Option<String> {
    let answer = check.answer.as_ref()?;
    let rules: Vec<&str> = answer
        .all_flags
        .iter()
        .filter(|flag| {
            flag.verdict() == NumbingVerdict::Block && **flag != NumbingFlag::OffBeforeOn
        })
        .map(|flag| flag.rule().id())
        .collect();
    (!rules.is_empty()).then(|| {
        let number = |value: Option<f64>| value.map(|one| one.to_string()).unwrap_or_default();
        format!(
            "{}:{}:{}:{}:{}",
            rules.join("+"),
            area.product.id(),
            number(area.percent),
            number(area.grams),
            number(area.area_cm2)
        )
    })
}
