//! Adverse events, called reactions: what went wrong with the skin or the patient after or during treatment, what was
//! done about it, and how it ended (RULES.md section 4, "adverse event"; P-AE). Recorded once, corrected with its
//! history, followed until it is settled. A reaction that is not settled defers the next session from grade 2 on.

mod follow_up;
mod input;
mod reacted;

pub use follow_up::{OutcomeKind, ReactionFollowUp, ReactionFollowUpInput, ReactionOutcome};
pub use input::ReactionInput;
pub use reacted::{ReactedZone, reacted_zones};

use crate::ids::{PatientId, PersonId, ReactionId, SessionId, TaskId};
use crate::zone::{Side, Zone};
use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

/// What happened. Redness, mild swelling, tightness and itching inside 72 hours are expected and are no reaction. A
/// needle-stick is not here: its record lives outside the patient's (PRACTICE 25).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ReactionKind {
    /// Red for longer than 72 hours.
    ProlongedRedness,
    Swelling,
    Bruising,
    Bleeding,
    Pain,
    Numbness,
    Infection,
    /// A cold sore or another outbreak of herpes.
    HerpesOutbreak,
    Allergic,
    ContactDermatitis,
    /// Bumps, also weeks later.
    Granuloma,
    /// Darker patches.
    Hyperpigmentation,
    /// Lighter patches.
    Hypopigmentation,
    /// Track marks or another scar.
    Scar,
    Keloid,
    VascularInjury,
    NumbingToxicity,
    EyeInjury,
    Fainting,
    /// In a person's own words.
    Other,
}

impl ReactionKind {
    /// Every kind, in the order a form offers them: the skin first, the whole body after it.
    pub const ALL: [Self; 20] = [
        Self::ProlongedRedness,
        Self::Swelling,
        Self::Bruising,
        Self::Bleeding,
        Self::Pain,
        Self::Numbness,
        Self::Infection,
        Self::HerpesOutbreak,
        Self::Allergic,
        Self::ContactDermatitis,
        Self::Granuloma,
        Self::Hyperpigmentation,
        Self::Hypopigmentation,
        Self::Scar,
        Self::Keloid,
        Self::VascularInjury,
        Self::NumbingToxicity,
        Self::EyeInjury,
        Self::Fainting,
        Self::Other,
    ];

    /// The id as stored and as content files name it.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::ProlongedRedness => "prolonged_redness",
            Self::Swelling => "swelling",
            Self::Bruising => "bruising",
            Self::Bleeding => "bleeding",
            Self::Pain => "pain",
            Self::Numbness => "numbness",
            Self::Infection => "infection",
            Self::HerpesOutbreak => "herpes_outbreak",
            Self::Allergic => "allergic",
            Self::ContactDermatitis => "contact_dermatitis",
            Self::Granuloma => "granuloma",
            Self::Hyperpigmentation => "hyperpigmentation",
            Self::Hypopigmentation => "hypopigmentation",
            Self::Scar => "scar",
            Self::Keloid => "keloid",
            Self::VascularInjury => "vascular_injury",
            Self::NumbingToxicity => "numbing_toxicity",
            Self::EyeInjury => "eye_injury",
            Self::Fainting => "fainting",
            Self::Other => "other",
        }
    }
}

/// The grades of the CTCAE: 1 mild to 5 death.
pub const GRADES: std::ops::RangeInclusive<u8> = 1..=5;

/// What is known of a reaction, as it was last corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ReactionFacts {
    pub kind: ReactionKind,
    /// What it was, where the kind is other; may say more for every kind.
    pub words: String,
    /// The session it followed, where there is one.
    pub session: Option<SessionId>,
    /// Where; empty for what is not of the skin.
    pub zones: Vec<(Zone, Side)>,
    pub onset_on: NaiveDate,
    /// The moment, where somebody knows it.
    pub onset_at: Option<DateTime<Utc>>,
    /// By the general grades of the CTCAE, 1 to 5.
    pub grade: u8,
    /// What was done about it.
    pub done: String,
}

/// A reaction as it was last recorded or corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Reaction {
    pub id: ReactionId,
    pub patient: PatientId,
    pub facts: ReactionFacts,
    /// The task to look at it again.
    pub check: TaskId,
    pub recorded_by: PersonId,
    pub recorded_at: DateTime<Utc>,
}

/// Whether it still goes on, by the last that was said of it. Somebody referred is still ill: only "resolved" settles.
#[must_use]
pub fn is_open(follow_ups: &[ReactionFollowUp]) -> bool {
    !matches!(
        outcome(follow_ups),
        ReactionOutcome::Resolved { .. } | ReactionOutcome::ResolvedWithMarks { .. }
    )
}

/// How it stands: what the last follow-up says, open before there is one.
#[must_use]
pub fn outcome(follow_ups: &[ReactionFollowUp]) -> ReactionOutcome {
    follow_ups
        .last()
        .map_or(ReactionOutcome::Open, |last| last.outcome)
}

/// The day by which a reaction of this grade is looked at again, as the form proposes it: two days on for grade 1, the
/// next day for grade 2, the same day above (RULES.md section 4, our own proposal; whoever records it may choose another).
#[must_use]
pub fn proposed_check(grade: u8, today: NaiveDate) -> NaiveDate {
    let days = match grade {
        0 | 1 => 2,
        2 => 1,
        _ => 0,
    };
    today.checked_add_days(Days::new(days)).unwrap_or(today)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    fn said(outcome: ReactionOutcome) -> ReactionFollowUp {
        ReactionFollowUp {
            reaction: ReactionId::NONE,
            patient: PatientId::NONE,
            outcome,
            text: "seen".to_owned(),
            reported_to: String::new(),
            reported_on: None,
            check: None,
            by: PersonId::NONE,
            at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_reaction_goes_on_until_somebody_says_that_it_is_over() {
        let on = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        assert!(is_open(&[]), "nothing was said yet");
        assert!(
            is_open(&[said(ReactionOutcome::Referred)]),
            "another doctor sees it now; it is not over"
        );
        let over = said(ReactionOutcome::Resolved { on });
        assert!(!is_open(&[said(ReactionOutcome::Open), over.clone()]));
        assert!(!is_open(&[said(ReactionOutcome::ResolvedWithMarks { on })]));
        assert!(
            is_open(&[over, said(ReactionOutcome::Open)]),
            "it came back: the last word counts"
        );
    }

    #[test]
    fn the_worse_it_is_the_sooner_somebody_looks_again() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        let days: Vec<i64> = GRADES
            .map(|grade| (proposed_check(grade, today) - today).num_days())
            .collect();
        assert_eq!(days, [2, 1, 0, 0, 0]);
    }
}
