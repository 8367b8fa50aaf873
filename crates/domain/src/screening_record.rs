//! A signed screening: the answers, what the rules said of them then, and how each caution was settled.
//!
//! Only one signed on the session's own date, by the person who treats, opens a session (PRACTICE 5).

use crate::ids::{PatientId, PersonId, ScreeningId};
use crate::rule::RuleId;
use crate::screening::rules::spec;
use crate::screening::{Answers, Disagreement, Finding, OnRecord, Outcome, ScreeningAnswer};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

/// A caution that a practitioner settled with a reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SettledCaution {
    pub rule: RuleId,
    pub reason: String,
    /// Confirmed with one key: settled at an earlier visit with this reason, and nothing about it changed.
    #[serde(default)]
    pub repeated: bool,
    pub by: PersonId,
    pub at: DateTime<Utc>,
}

/// Which of two statements that disagree is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum RightStatement {
    /// What was said today.
    Today,
    /// What the record says; today's answer was changed.
    Record,
}

/// Two statements that disagreed, and which of them is right (PRACTICE 13).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SettledDisagreement {
    /// Key of the answer.
    pub key: String,
    pub on_record: OnRecord,
    pub right: RightStatement,
    pub by: PersonId,
    pub at: DateTime<Utc>,
}

/// Lasting facts confirmed in one go, each of them shown (PRACTICE 4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct BlockConfirmation {
    pub keys: Vec<String>,
    pub by: PersonId,
    pub at: DateTime<Utc>,
}

/// How long a signed screening makes a patient wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScreeningWait {
    pub outcome: Outcome,
    pub eligible_from: Option<NaiveDate>,
    pub signed_at: DateTime<Utc>,
}

impl ScreeningWait {
    /// The day that is waited for, where it comes after `beyond`: a visit is booked for the later of the two, with both
    /// reasons (P-AGG). What was screened before the last session ended waits for nothing any more.
    #[must_use]
    pub fn until(
        &self,
        last_session_ended: Option<DateTime<Utc>>,
        beyond: Option<NaiveDate>,
    ) -> Option<NaiveDate> {
        let is_newer = last_session_ended.is_none_or(|ended| self.signed_at > ended);
        let waits = self.outcome == Outcome::Defer && is_newer;
        self.eligible_from
            .filter(|day| waits && beyond.is_none_or(|beyond| *day > beyond))
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Screening {
    pub id: ScreeningId,
    pub patient: PatientId,
    /// The date the answers were judged for.
    pub for_on: NaiveDate,
    pub answers: Answers,
    pub judgement: ScreeningAnswer,
    pub settled: Vec<SettledCaution>,
    #[serde(default)]
    pub disagreements: Vec<SettledDisagreement>,
    pub confirmed_as_block: Option<BlockConfirmation>,
    /// Pregnancy and breastfeeding were asked with nobody else in the room (PRACTICE 27).
    pub asked_in_private: bool,
    pub rule_set_version: String,
    pub signed_by: PersonId,
    pub signed_at: DateTime<Utc>,
}

/// Why a screening cannot be signed yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "missing", rename_all = "snake_case")]
pub enum ScreeningGap {
    /// A question without an answer (R16): its key.
    Answer { key: String },
    /// A caution that nobody settled: its rule.
    Reason { rule: RuleId },
    /// The private questions were not marked as asked in private.
    AskedInPrivate,
    /// An answer and the record disagree, and nobody said which is right: the answer's key.
    Disagreement { key: String },
}

/// What still stands between these answers and a signature. A stop or a deferral can be signed: it is a finding,
/// and it opens nothing.
#[must_use]
pub fn gaps(
    unanswered: &[String],
    judgement: &ScreeningAnswer,
    settled: &[SettledCaution],
    asked_in_private: bool,
    disagreeing: &[Disagreement],
) -> Vec<ScreeningGap> {
    let answers = unanswered
        .iter()
        .map(|key| ScreeningGap::Answer { key: key.clone() });
    let opens = judgement.outcome < Outcome::Defer;
    let reasons = unsettled(judgement, settled)
        .filter(|_| opens)
        .map(|finding| ScreeningGap::Reason { rule: finding.rule });
    let private = (!asked_in_private).then_some(ScreeningGap::AskedInPrivate);
    let disagreeing = disagreeing.iter().map(|found| ScreeningGap::Disagreement {
        key: found.key.clone(),
    });
    answers
        .chain(disagreeing)
        .chain(reasons)
        .chain(private)
        .collect()
}

/// Off-label use is one card with the zones it is about and the consent's line: it is settled there, once for the
/// course (PRACTICE 53).
const SETTLED_WITH_THE_ZONES: RuleId = RuleId::R40;

/// Cautions that still need a reason here.
fn unsettled<'a>(
    judgement: &'a ScreeningAnswer,
    settled: &'a [SettledCaution],
) -> impl Iterator<Item = &'a Finding> {
    judgement
        .findings
        .iter()
        .filter(|finding| finding.outcome == Outcome::Caution)
        .filter(|finding| finding.rule != SETTLED_WITH_THE_ZONES)
        .filter(|finding| !is_settled(settled, finding.rule))
}

/// The disagreements about which nobody said yet that today's answer is right. Where the record is right, the answer
/// is changed and the disagreement is gone by itself.
#[must_use]
pub fn still_disagreeing(
    found: Vec<Disagreement>,
    settled: &[SettledDisagreement],
) -> Vec<Disagreement> {
    let is_settled = |found: &Disagreement| {
        settled.iter().any(|one| {
            one.right == RightStatement::Today
                && one.key == found.key
                && one.on_record == found.on_record
        })
    };
    found
        .into_iter()
        .filter(|found| !is_settled(found))
        .collect()
}

/// The lasting cautions of today that were settled at an earlier visit and have not changed since: neither what was
/// found nor what was answered. Each is confirmed with one key (PRACTICE 53). `signed` is newest first.
#[must_use]
pub fn as_before(
    judgement: &ScreeningAnswer,
    answers: &Answers,
    signed: &[Screening],
) -> Vec<SettledCaution> {
    let settled_before = |finding: &Finding| {
        signed
            .iter()
            .take_while(|earlier| {
                finding.repeats(&earlier.judgement)
                    && same_answers(finding.rule, answers, &earlier.answers)
            })
            .find_map(|earlier| {
                let settled = earlier.settled.iter();
                settled
                    .filter(|one| !one.reason.trim().is_empty())
                    .find(|one| one.rule == finding.rule)
            })
    };
    judgement
        .findings
        .iter()
        .filter_map(settled_before)
        .cloned()
        .collect()
}

fn same_answers(rule: RuleId, now: &Answers, then: &Answers) -> bool {
    let (Ok(now), Ok(then)) = (serde_json::to_value(now), serde_json::to_value(then)) else {
        return false;
    };
    spec(rule)
        .asks
        .split_whitespace()
        .all(|key| now.get(key) == then.get(key))
}

fn is_settled(settled: &[SettledCaution], rule: RuleId) -> bool {
    settled
        .iter()
        .any(|caution| caution.rule == rule && !caution.reason.trim().is_empty())
}

/// Why today's session may not start on a screening.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ScreeningGate {
    Open,
    /// None was ever signed.
    None,
    /// The newest one is of another day, or older than the last session.
    NotToday,
    /// It was signed by somebody other than the person who treats.
    NotByYou,
    /// It defers or stops.
    Stopped,
    /// What is planned now asks for a reason that was not given when it was signed (PRACTICE 17).
    Worse,
}

/// Whether a screening opens a session that starts on `start_on` (PRACTICE 5). `now_judged` is what its answers come to
/// for what is planned now; `local_date` reads an instant in the clinic's zone.
#[must_use]
pub fn gate(
    newest: Option<&Screening>,
    now_judged: Option<&ScreeningAnswer>,
    start_on: NaiveDate,
    treating: PersonId,
    last_session_end: Option<DateTime<Utc>>,
    local_date: impl Fn(DateTime<Utc>) -> NaiveDate,
) -> ScreeningGate {
    let Some(screening) = newest else {
        return ScreeningGate::None;
    };
    let stale = last_session_end.is_some_and(|end| screening.signed_at <= end);
    if screening.for_on != start_on || local_date(screening.signed_at) != start_on || stale {
        ScreeningGate::NotToday
    } else if screening.judgement.outcome >= Outcome::Defer
        || now_judged.is_some_and(|judged| judged.outcome >= Outcome::Defer)
    {
        ScreeningGate::Stopped
    } else if screening.signed_by != treating {
        ScreeningGate::NotByYou
    } else if now_judged
        .is_some_and(|judged| unsettled(judged, &screening.settled).next().is_some())
    {
        ScreeningGate::Worse
    } else {
        ScreeningGate::Open
    }
}
