//! Somebody rings after a session (PRACTICE 66). Whoever answers need not be able to judge it: they ask for the signs that the
//! aftercare sheet names (PRACTICE 36), tell the caller what it says, and a practitioner is asked to ring back.

use crate::field;
use crate::issue::{Issue, IssueCode, Issues};
use serde::{Deserialize, Serialize};
use specta::Type;

/// A sign to watch for, by the name that it has in the wording of the aftercare sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum RedFlag {
    /// Lips or tongue swell, a raised itchy rash all over, hard to breathe.
    Allergy,
    /// Sudden eye pain or a change in sight.
    Eye,
    /// The skin round an eye is hot, sore and swollen.
    Eyelid,
    /// 38 °C with a fast heart, confusion, faint or clammy skin.
    Fever,
    /// What too much numbing cream does.
    Numbing,
    /// A weak immune system, and redness that spreads.
    WeakImmune,
    /// More sore, hot or swollen, or the redness spreads.
    Sore,
    Pus,
    ColdSore,
    /// Still red, darker or hot after the hour that the sheet names.
    StillRed,
    Bumps,
    Patches,
}

/// What a call asks for. A later one is worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// No sign was named: somebody rings back when there is time.
    Message,
    /// A practitioner rings back the same day.
    SameDay,
    /// The caller rings the emergency line at once.
    Emergency,
}

impl RedFlag {
    /// In the order in which they are asked: the worst first.
    pub const ALL: [Self; 12] = [
        Self::Allergy,
        Self::Eye,
        Self::Eyelid,
        Self::Fever,
        Self::Numbing,
        Self::WeakImmune,
        Self::Sore,
        Self::Pus,
        Self::ColdSore,
        Self::StillRed,
        Self::Bumps,
        Self::Patches,
    ];

    /// Where the sheet has it: among the signs of "call now" and "urgent care now", or of "call us the same day".
    #[must_use]
    pub const fn urgency(self) -> Urgency {
        match self {
            Self::Allergy
            | Self::Eye
            | Self::Eyelid
            | Self::Fever
            | Self::Numbing
            | Self::WeakImmune => Urgency::Emergency,
            Self::Sore
            | Self::Pus
            | Self::ColdSore
            | Self::StillRed
            | Self::Bumps
            | Self::Patches => Urgency::SameDay,
        }
    }
}

/// What is typed and ticked while somebody is on the telephone.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct IncomingCallInput {
    pub flags: Vec<RedFlag>,
    /// What the caller said, in a person's words.
    pub said: String,
    /// The caller was told what stands on the screen.
    pub told: bool,
}

/// A call that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncomingCall {
    /// Each once, the worst first.
    pub flags: Vec<RedFlag>,
    pub said: String,
}

impl IncomingCall {
    #[must_use]
    pub fn urgency(&self) -> Urgency {
        self.flags
            .iter()
            .map(|flag| flag.urgency())
            .max()
            .unwrap_or(Urgency::Message)
    }
}

impl IncomingCallInput {
    /// # Errors
    /// A call with neither a sign nor words (`said`); a sign whose caller was not told what to do (`told`).
    pub fn parse(&self) -> Result<IncomingCall, Vec<Issue>> {
        let mut issues = Issues::default();
        let said = if self.flags.is_empty() {
            field::required_line(&mut issues, "said", &self.said)
        } else {
            field::line(&mut issues, "said", &self.said)
        };
        if !self.flags.is_empty() && !self.told {
            issues.add("told", IssueCode::Required);
        }
        let mut flags = self.flags.clone();
        flags.sort_unstable();
        flags.dedup();
        issues.or(IncomingCall { flags, said })
    }
}
