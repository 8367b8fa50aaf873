//! Stable ids of every clinical rule, used by screen, record, sheets and the rule list (PRACTICE 47).

use serde::{Deserialize, Serialize};

use crate::rule_settings::SettingKey;
use crate::source::Grade;

macro_rules! rule_ids {
    ($($id:ident),* $(,)?) => {
        /// The id of a rule. `R` screening, `D` depth, `N` numbing, `C` course, `A` aftercare. An id is
        /// never reused for another meaning.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
            Serialize, Deserialize, specta::Type,
        )]
        #[allow(missing_docs, reason = "each id is described once, in the rule list")]
        pub enum RuleId { $($id),* }

        impl RuleId {
            /// Every id, sorted.
            pub const ALL: &[RuleId] = &[$(RuleId::$id),*];

            /// The id as written.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(RuleId::$id => stringify!($id)),* }
            }
        }
    };
}

rule_ids!(
    A01, A02, A03, A04, A05, A06, A07, A08, A09, A10, A11, A12, A13, A14, A15, A16, //
    C01, C02, C03, C04, C05, C06, C07, C08, C09, C10, C11, C12, C13, //
    D01, D02, D03, D04, D05, D06, D07, D08, D09, D10, //
    N01, N02, N03, N04, N05, N06, N07, N08, N09, N10, //
    R01, R02, R03, R04, R05, R06, R07, R08, R09, R10, R11, R12, R13, R14, R15, R16, R17, R18, R19,
    R20, R21, R22, R23, R24, R25, R26, R27, R28, R29, R30, R31, R32, R33, R34, R35, R36, R37, R38,
    R39, R40,
);

/// The part of the policy a rule belongs to, which is what its id begins with; in the order of a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words are their own meaning")]
pub enum RuleSection {
    Screening,
    Depth,
    Numbing,
    Course,
    Aftercare,
}

impl RuleId {
    /// The part of the policy it belongs to.
    #[must_use]
    pub const fn section(self) -> RuleSection {
        match self.id().as_bytes() {
            [b'D', ..] => RuleSection::Depth,
            [b'N', ..] => RuleSection::Numbing,
            [b'C', ..] => RuleSection::Course,
            [b'A', ..] => RuleSection::Aftercare,
            _ => RuleSection::Screening,
        }
    }
}

impl std::fmt::Display for RuleId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id())
    }
}

/// How long a rule waits, or how long it lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct Span {
    /// Least amount.
    pub from: u16,
    /// Largest amount, where the rule is a range.
    pub to: Option<u16>,
    /// Of what.
    pub unit: SpanUnit,
}

/// Unit of a [`Span`]. Minutes and hours are elapsed time, the others calendar dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words are their own meaning")]
pub enum SpanUnit {
    Minutes,
    Hours,
    Days,
    Months,
    Sessions,
}

/// What a rule can say, mildest first. Screening, guards and sheets share one scale here so that the
/// rule list reads as one table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeClass {
    /// A line on a sheet.
    Sheet,
    /// Shown and printed.
    Info,
    /// Needs a recorded reason.
    Caution,
    /// Needs a reason and a line in the consent.
    OffLabel,
    /// Not yet.
    Defer,
    /// Cannot be planned or signed.
    Block,
    /// No session.
    Absolute,
}

/// How far a clinic may set a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct SettingRange {
    /// The setting's key.
    pub setting: &'static str,
    /// Lowest allowed.
    pub least: u32,
    /// Highest allowed.
    pub most: u32,
}

/// One row of the rule list: the clinic's policy with its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct RuleSpec {
    /// The rule.
    pub id: RuleId,
    /// Keys of the answers or inputs that the rule reads, separated by blanks; the words are content.
    pub asks: &'static str,
    /// The worst the rule can say.
    pub outcome: OutcomeClass,
    /// What else it can say.
    pub or: Option<OutcomeClass>,
    /// How long it waits or lasts, by default.
    pub wait: Option<Span>,
    /// Ids of the texts it rests on, separated by blanks.
    pub source: &'static str,
    /// The best evidence among them. The founding document was read in full and counts as A.
    pub grade: Grade,
    /// What a clinic's medical lead may set.
    pub configurable: Option<SettingRange>,
}

impl RuleSpec {
    /// A rule that neither waits nor can be set.
    #[must_use]
    pub(crate) const fn new(
        id: RuleId,
        asks: &'static str,
        outcome: OutcomeClass,
        source: &'static str,
        grade: Grade,
    ) -> Self {
        Self {
            id,
            asks,
            outcome,
            or: None,
            wait: None,
            source,
            grade,
            configurable: None,
        }
    }

    /// The same rule, which can also say something milder.
    #[must_use]
    pub(crate) const fn or(mut self, milder: OutcomeClass) -> Self {
        self.or = Some(milder);
        self
    }

    /// The same rule with one length of time or number.
    #[must_use]
    pub(crate) const fn lasting(mut self, from: u16, unit: SpanUnit) -> Self {
        self.wait = Some(Span {
            from,
            to: None,
            unit,
        });
        self
    }

    /// The same rule with a range of time or number.
    #[must_use]
    pub(crate) const fn between(mut self, from: u16, to: u16, unit: SpanUnit) -> Self {
        self.wait = Some(Span {
            from,
            to: Some(to),
            unit,
        });
        self
    }

    /// The same rule, settable within the range of a setting.
    #[must_use]
    pub(crate) const fn set(mut self, setting: SettingKey) -> Self {
        self.configurable = Some(setting.range());
        self
    }
}
