//! Screening: from answers to a verdict for one date.
//!
//! A verdict for an appointment is a forecast; only the one computed for the session's own local date
//! opens a session (PRACTICE 5). The rules know no language: each finding carries a code, and the words
//! are content.

mod answer_values;
mod answer_words;
mod answers;
mod care;
mod config;
mod disagree;
mod health;
mod medicines;
mod numbing_gate;
mod plan;
pub mod questions;
pub mod rules;
mod ruling;
mod skin;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use answer_values::*;
pub use answer_words::*;
pub use answers::{Answers, Asked};
pub use config::ScreeningConfig;
pub use disagree::{Beside, Disagreement, OnRecord, Recorded, RecordedFact, beside, disagreements};
pub(crate) use medicines::OTC_THINNER_DAYS;
pub use numbing_gate::{NumbingGate, NumbingGateVerdict};
pub use plan::{Planned, Treated, judge_again, last_session};
pub use rules::RULE_SET_VERSION;
use ruling::Ruling;

use crate::rule::RuleId;
use crate::source::Grade;
use crate::zone::Zone;

/// What a screening comes to, mildest first. The worst finding decides (P-AGG).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Nothing stands against a session.
    Clear,
    /// Shown and printed.
    Info,
    /// The practitioner records a reason.
    Caution,
    /// Not yet: until a date, or until something is resolved.
    Defer,
    /// No session; only another answer or an approved setting changes it.
    Absolute,
}

impl Outcome {
    /// The id used in the record, on the wire and in content files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Outcome::Clear => "clear",
            Outcome::Info => "info",
            Outcome::Caution => "caution",
            Outcome::Defer => "defer",
            Outcome::Absolute => "absolute",
        }
    }
}

/// Why a rule says what it says; the words for it are content, by rule and reason.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The plain yes, or the worst of the choices.
    Yes,
    /// A milder choice: history, family, mild, controlled, not inflamed.
    Mild,
    /// A wait that forbids a session is running.
    Waiting,
    /// The wait is over but a reason is still asked.
    Easing,
    /// The wait is over.
    Over,
    /// Still in use: the wait has not begun.
    StillUsing,
    /// It happened, and when is not known.
    DateNotKnown,
    /// The patient does not know.
    NotKnown,
    /// A letter or a prescriber's answer is on file.
    Settled,
    /// The planned device's own label is stricter.
    DeviceLabel,
    /// A reaction is still open.
    OpenReaction,
    /// A new medicine was named.
    NewMedicine,
}

/// What one rule found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Finding {
    /// The rule.
    pub rule: RuleId,
    /// What it comes to on the date judged.
    pub outcome: Outcome,
    /// End of what it says now; `None` without a date.
    pub until: Option<NaiveDate>,
    /// End of the part that forbids a session.
    pub eligible_from: Option<NaiveDate>,
    /// End of everything it says.
    pub clear_from: Option<NaiveDate>,
    /// The last day to stop something still in use, for this date to become possible.
    pub stop_by: Option<NaiveDate>,
    /// Why, as a code.
    pub reason: Reason,
    /// Ids of the texts the rule rests on, separated by blanks.
    pub source: String,
    /// How good that evidence is.
    pub grade: Grade,
}

/// The verdict of a screening for one date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ScreeningAnswer {
    /// The worst finding.
    pub outcome: Outcome,
    /// Latest end of the dated stops, also when past; `None` where nothing is dated or something
    /// forbids a session without a date.
    pub eligible_from: Option<NaiveDate>,
    /// Latest end of all dated stops and cautions, `None` on the same grounds.
    pub clear_from: Option<NaiveDate>,
    /// Every rule that spoke, sorted; a wait already over is among them.
    pub rules: Vec<RuleId>,
    /// What each of them found, worst first.
    pub findings: Vec<Finding>,
    /// Whether a numbing product may be used, judged on its own.
    pub numbing: NumbingGate,
}

/// What is judged: answers, for a date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct ScreeningInput {
    /// The civil date of the appointment, or of the session when it starts.
    pub appointment_date: NaiveDate,
    /// The answers.
    pub answers: Answers,
}

/// Judges the answers for the date. A question not asked is no finding here; see [`judge_for_app`].
#[must_use]
pub fn evaluate(input: &ScreeningInput, config: &ScreeningConfig) -> ScreeningAnswer {
    let mut rulings: Vec<Ruling> = Vec::new();
    let judged = Judged {
        on: input.appointment_date,
        answers: &input.answers,
        config,
    };
    medicines::judge(&judged, &mut rulings);
    skin::judge(&judged, &mut rulings);
    health::judge(&judged, &mut rulings);
    care::judge(&judged, &mut rulings);
    let (numbing, numbing_rulings) = numbing_gate::judge(judged.answers);
    rulings.extend(numbing_rulings);
    add_up(&join_by_rule(rulings), numbing)
}

/// What the rules look at.
struct Judged<'a> {
    on: NaiveDate,
    answers: &'a Answers,
    config: &'a ScreeningConfig,
}

impl Judged<'_> {
    /// Whether a doctor's letter is on file that counts on the day judged.
    fn has_letter(&self) -> bool {
        let letter = self.answers.doctor_letter_on_file.known();
        letter.is_some_and(|letter| letter.counts_on(self.on))
    }

    /// The zones planned, as far as they are chosen.
    fn zones(&self) -> &[Zone] {
        self.answers.zones.known().map_or(&[], Vec::as_slice)
    }
}

fn join_by_rule(mut rulings: Vec<Ruling>) -> Vec<Ruling> {
    rulings.sort_by_key(|ruling| ruling.rule);
    let mut joined: Vec<Ruling> = Vec::with_capacity(rulings.len());
    for ruling in rulings {
        match joined.last_mut() {
            Some(last) if last.rule == ruling.rule => *last = last.join(ruling),
            _ => joined.push(ruling),
        }
    }
    joined
}

fn add_up(rulings: &[Ruling], numbing: NumbingGate) -> ScreeningAnswer {
    let is_undated = rulings.iter().any(Ruling::is_undated_stop);
    let latest = |date: fn(&Ruling) -> Option<NaiveDate>| {
        if is_undated {
            None
        } else {
            rulings.iter().filter_map(date).max()
        }
    };
    let mut findings: Vec<Finding> = rulings.iter().map(finding).collect();
    findings.sort_by_key(|finding| (std::cmp::Reverse(finding.outcome), finding.rule));
    ScreeningAnswer {
        outcome: rulings
            .iter()
            .map(|ruling| ruling.outcome)
            .max()
            .unwrap_or(Outcome::Clear),
        eligible_from: latest(|ruling| ruling.eligible_from),
        clear_from: latest(|ruling| ruling.clear_from),
        rules: rulings.iter().map(|ruling| ruling.rule).collect(),
        findings,
        numbing,
    }
}

fn finding(ruling: &Ruling) -> Finding {
    let spec = rules::spec(ruling.rule);
    Finding {
        rule: ruling.rule,
        outcome: ruling.outcome,
        until: ruling.until(),
        eligible_from: ruling.eligible_from,
        clear_from: ruling.clear_from.filter(|_| !ruling.is_undated),
        stop_by: ruling.stop_by,
        reason: ruling.reason,
        source: spec.source.to_owned(),
        grade: spec.grade,
    }
}

impl Finding {
    /// Whether this is the same lasting caution that was found before: the same rule for the same
    /// reason, without a date. It is confirmed with one key; a new or changed one needs a new reason
    /// (PRACTICE 53).
    #[must_use]
    pub fn repeats(&self, before: &ScreeningAnswer) -> bool {
        self.outcome == Outcome::Caution
            && self.clear_from.is_none()
            && before.findings.iter().any(|earlier| {
                earlier.rule == self.rule
                    && earlier.outcome == self.outcome
                    && earlier.reason == self.reason
                    && earlier.clear_from.is_none()
            })
    }
}

/// A screening as the app sees it: the verdict so far, and what is still to be asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct AppScreening {
    /// The verdict of the answers given so far.
    pub so_far: ScreeningAnswer,
    /// Keys of the questions still to be asked, in the order of the screen.
    pub missing: Vec<String>,
    /// The outcome that counts: while anything is missing it is at least a defer (R16), so that a
    /// missing answer never reads as clear.
    pub outcome: Outcome,
}

/// Judges the answers the way the app must: an unanswered question is R16 and nothing proceeds.
#[must_use]
pub fn judge_for_app(input: &ScreeningInput, config: &ScreeningConfig) -> AppScreening {
    let so_far = evaluate(input, config);
    let missing: Vec<String> = unanswered(&input.answers, config)
        .into_iter()
        .map(str::to_owned)
        .collect();
    let outcome = if missing.is_empty() {
        so_far.outcome
    } else {
        so_far.outcome.max(Outcome::Defer)
    };
    AppScreening {
        so_far,
        missing,
        outcome,
    }
}

/// Keys of the questions that apply and were not asked, in the order of the screen.
#[must_use]
pub fn unanswered(answers: &Answers, config: &ScreeningConfig) -> Vec<&'static str> {
    questions::QUESTIONS
        .iter()
        .filter(|question| question.applies(answers, config) && !answers.was_asked(question.key))
        .map(|question| question.key)
        .collect()
}
