//! Erasing a patient's record on purpose, and what may be said of it afterwards.

use crate::field;
use crate::ids::{LotId, PatientId};
use crate::issue::{Issue, IssueCode, Issues};
use crate::patient::Patient;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;

/// On what ground a record is erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ErasureGround {
    /// The time it had to be kept is over.
    RetentionOver,
    /// The patient asked for it.
    PatientAsked,
    /// Nobody ever was here: an entry made by mistake.
    EnteredByMistake,
    /// A backup from before an erasure was restored.
    ErasedBefore,
}

/// What the owner confirms.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct ErasureInput {
    pub patient: PatientId,
    /// Typed, so that nobody erases whom they did not mean.
    pub record_number: String,
    pub ground: ErasureGround,
    /// Needed inside the time a record is kept. It outlives the record, so it must not name the patient.
    pub reason: String,
}

/// What stays of an erased record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Erased {
    /// The entry and those that were read under it. Random numbers: they lead to nobody.
    pub entries: Vec<ErasedEntry>,
    pub ground: ErasureGround,
    pub reason: String,
    /// How long it had to be kept.
    pub kept_until: NaiveDate,
    pub events: u32,
    /// Pages and pictures that were shredded.
    pub files: u32,
    /// What was taken out of the stock for this patient stays taken.
    pub used: Vec<UsedUnits>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ErasedEntry {
    pub id: PatientId,
    pub record_number: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct UsedUnits {
    pub lot: LotId,
    pub units: u32,
    /// A unit that was used stays used.
    pub serials: Vec<String>,
}

impl ErasureInput {
    /// The reason, when the owner may erase this patient's record on `today`.
    ///
    /// # Errors
    /// Another record number; a ground that does not hold; no reason inside the time it is kept; a reason that names
    /// the patient.
    pub fn parse(
        &self,
        patient: &Patient,
        kept_until: NaiveDate,
        today: NaiveDate,
    ) -> Result<String, Vec<Issue>> {
        let mut issues = Issues::default();
        if self.record_number.trim() != patient.record_number {
            issues.add("record_number", IssueCode::DoesNotMatch);
        }
        let is_kept = today < kept_until;
        let claims_over = self.ground == ErasureGround::RetentionOver && is_kept;
        if claims_over || self.ground == ErasureGround::ErasedBefore {
            issues.add("ground", IssueCode::NotAChoice);
        }
        let reason = if is_kept {
            field::required_line(&mut issues, "reason", &self.reason)
        } else {
            field::line(&mut issues, "reason", &self.reason)
        };
        if names(&reason, patient) {
            issues.add("reason", IssueCode::NamesThePatient);
        }
        issues.or(reason)
    }
}

/// Whether a text holds a word of somebody's name.
fn names(text: &str, patient: &Patient) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() > 1)
            .map(str::to_owned)
            .collect()
    };
    let said = words(text);
    [&patient.family, &patient.given, &patient.preferred]
        .into_iter()
        .flat_map(|part| words(part))
        .any(|word| said.contains(&word))
}
