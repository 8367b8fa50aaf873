//! What somebody has, takes, reacts to and had done: entered once, corrected with its history, never deleted.

use crate::field;
use crate::ids::{HistoryEntryId, PatientId, PersonId};
use crate::issue::{Issue, IssueCode, Issues};
use crate::partial_date::PartialDate;
use crate::screening::RecordedFact;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

/// How badly somebody reacted, in the words a patient would use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AllergySeverity {
    Mild,
    Moderate,
    /// Breathing, circulation, a hospital.
    Severe,
}

/// One line of the history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum HistoryItem {
    Condition {
        name: String,
        since: Option<PartialDate>,
        /// When it was over.
        ended: Option<PartialDate>,
        note: String,
    },
    Medicine {
        name: String,
        dose: String,
        since: Option<PartialDate>,
        stopped: Option<PartialDate>,
        note: String,
    },
    Allergy {
        substance: String,
        reaction: String,
        severity: Option<AllergySeverity>,
        note: String,
    },
    Procedure {
        name: String,
        on: Option<PartialDate>,
        /// Who did it, and where.
        by: String,
        note: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum HistoryKind {
    Condition,
    Medicine,
    Allergy,
    Procedure,
}

impl HistoryItem {
    /// The condition, the medicine, the substance, the procedure.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Condition { name, .. }
            | Self::Medicine { name, .. }
            | Self::Procedure { name, .. } => name,
            Self::Allergy { substance, .. } => substance,
        }
    }

    #[must_use]
    pub fn kind(&self) -> HistoryKind {
        match self {
            Self::Condition { .. } => HistoryKind::Condition,
            Self::Medicine { .. } => HistoryKind::Medicine,
            Self::Allergy { .. } => HistoryKind::Allergy,
            Self::Procedure { .. } => HistoryKind::Procedure,
        }
    }

    /// What answers are held against (PRACTICE 13). A condition that is over contradicts what is asked of a lasting one; a
    /// medicine that was stopped contradicts only "never".
    #[must_use]
    pub fn recorded_fact(&self) -> Option<RecordedFact> {
        match self {
            Self::Condition {
                name, ended: None, ..
            } => Some(RecordedFact::Condition(name.clone())),
            Self::Condition { name, .. } => Some(RecordedFact::PastCondition(name.clone())),
            Self::Medicine {
                name,
                dose,
                stopped: None,
                ..
            } => Some(RecordedFact::Medicine(
                format!("{name} {dose}").trim().to_owned(),
            )),
            Self::Medicine { name, .. } => Some(RecordedFact::PastMedicine(name.clone())),
            Self::Allergy { substance, .. } => Some(RecordedFact::Allergy(substance.clone())),
            Self::Procedure { .. } => None,
        }
    }
}

/// A line as it was last recorded or corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct HistoryEntry {
    pub id: HistoryEntryId,
    pub patient: PatientId,
    pub item: HistoryItem,
    pub recorded_by: PersonId,
    pub recorded_at: DateTime<Utc>,
}

/// What is typed about one line. Fields that its kind does not have stay empty.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct HistoryInput {
    pub kind: HistoryKind,
    /// Condition, medicine, substance or procedure.
    pub name: String,
    /// Of a medicine, with its unit.
    pub dose: String,
    /// `2019`, `03/2019` or `2019-03-14`; of a procedure, when it was done.
    pub since: String,
    /// When a medicine was stopped or a condition was over.
    pub until: String,
    pub reaction: String,
    pub severity: Option<AllergySeverity>,
    /// Who did a procedure.
    pub by: String,
    pub note: String,
}

impl HistoryInput {
    /// # Errors
    /// Every refused field.
    pub fn parse(&self, today: NaiveDate) -> Result<HistoryItem, Vec<Issue>> {
        let mut issues = Issues::default();
        let name = field::name(&mut issues, "name", &self.name);
        let note = field::note(&mut issues, "note", &self.note);
        let item = match self.kind {
            HistoryKind::Condition => {
                let (since, ended) = self.span(&mut issues, today);
                HistoryItem::Condition {
                    name,
                    since,
                    ended,
                    note,
                }
            }
            HistoryKind::Medicine => {
                let (since, stopped) = self.span(&mut issues, today);
                let dose = field::line(&mut issues, "dose", &self.dose);
                HistoryItem::Medicine {
                    name,
                    dose,
                    since,
                    stopped,
                    note,
                }
            }
            HistoryKind::Allergy => HistoryItem::Allergy {
                substance: name,
                reaction: field::line(&mut issues, "reaction", &self.reaction),
                severity: self.severity,
                note,
            },
            HistoryKind::Procedure => HistoryItem::Procedure {
                name,
                on: PartialDate::field(&mut issues, "since", &self.since, today),
                by: field::line(&mut issues, "by", &self.by),
                note,
            },
        };
        issues.or(item)
    }

    fn span(
        &self,
        issues: &mut Issues,
        today: NaiveDate,
    ) -> (Option<PartialDate>, Option<PartialDate>) {
        let since = PartialDate::field(issues, "since", &self.since, today);
        let until = PartialDate::field(issues, "until", &self.until, today);
        if let (Some(since), Some(until)) = (since, until)
            && until.is_before(since)
        {
            issues.add("until", IssueCode::EndsBeforeStart);
        }
        (since, until)
    }
}
