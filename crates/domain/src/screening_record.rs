//! A signed screening: the answers, what the rules said of them then, and how each caution was settled.
//!
//! Only one signed on the session's own date, by the person who treats, opens a session (PRACTICE 5).

use crate::ids::{PatientId, PersonId, ScreeningId};
use crate::rule::RuleId;
use crate::screening::{Answers, Outcome, ScreeningAnswer};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

/// A caution that a practitioner settled with a reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SettledCaution {
    pub rule: RuleId,
    pub reason: String,
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

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Screening {
    pub id: ScreeningId,
    pub patient: PatientId,
    /// The date the answers were judged for.
    pub for_on: NaiveDate,
    pub answers: Answers,
    pub judgement: ScreeningAnswer,
    pub settled: Vec<SettledCaution>,
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
}

/// What still stands between these answers and a signature. A stop or a deferral can be signed: it is a finding,
/// and it opens nothing.
#[must_use]
pub fn gaps(
    unanswered: &[String],
    judgement: &ScreeningAnswer,
    settled: &[SettledCaution],
    asked_in_private: bool,
) -> Vec<ScreeningGap> {
    let answers = unanswered
        .iter()
        .map(|key| ScreeningGap::Answer { key: key.clone() });
    let opens = judgement.outcome < Outcome::Defer;
    let reasons = judgement
        .findings
        .iter()
        .filter(|finding| opens && finding.outcome == Outcome::Caution)
        .filter(|finding| !is_settled(settled, finding.rule))
        .map(|finding| ScreeningGap::Reason { rule: finding.rule });
    let private = (!asked_in_private).then_some(ScreeningGap::AskedInPrivate);
    answers.chain(reasons).chain(private).collect()
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
}

/// Whether a screening opens a session that starts on `start_on` (PRACTICE 5). `local_date` reads an instant in the
/// clinic's zone.
#[must_use]
pub fn gate(
    newest: Option<&Screening>,
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
    } else if screening.judgement.outcome >= Outcome::Defer {
        ScreeningGate::Stopped
    } else if screening.signed_by != treating {
        ScreeningGate::NotByYou
    } else {
        ScreeningGate::Open
    }
}
