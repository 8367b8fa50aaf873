//! The wording of the draft report of a loss.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use needlebook_domain::loss::{DataKind, LossStep, OutsideKind};
use serde::Deserialize;

use crate::error::Error;

/// Each field is the text that its name says; `{...}` are values.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct BreachReportWords {
    pub document: String,
    pub title: String,
    pub lead: String,
    pub clock: String,
    pub clock_over: String,
    pub instant: String,
    pub what_title: String,
    pub what: String,
    pub how: String,
    pub stolen: String,
    pub lost: String,
    pub since: String,
    pub not_known: String,
    pub noticed: String,
    pub state: String,
    pub switched_off: String,
    pub locked: String,
    pub open: String,
    pub unknown: String,
    pub way_in: String,
    pub way_in_no: String,
    pub way_in_yes: String,
    pub last_lock: String,
    pub signed_in_after: String,
    pub last_backup: String,
    pub none_known: String,
    pub found: String,
    pub recorded: String,
    pub said_by: String,
    pub note_title: String,
    pub not_known_here: Vec<String>,
    pub data_title: String,
    pub counted_from: String,
    pub counted_here: String,
    pub patients: String,
    pub archived: String,
    pub erased: String,
    pub with_phone: String,
    pub with_email: String,
    pub with_address: String,
    pub staff: String,
    pub kind_columns: Vec<String>,
    pub kinds: BTreeMap<DataKind, String>,
    pub outside_title: String,
    pub outside_lead: String,
    pub outside_none: String,
    pub outside_columns: Vec<String>,
    pub outside: BTreeMap<OutsideKind, String>,
    pub contact_title: String,
    pub contact: String,
    pub contact_lines: Vec<String>,
    pub consequences_title: String,
    pub encrypted: String,
    pub if_read: String,
    pub was_off: String,
    pub was_locked: String,
    pub was_open: String,
    pub was_unknown: String,
    pub code_not_with_it: String,
    pub code_with_it: String,
    pub code_unknown: String,
    pub lost_to_clinic: String,
    pub more_consequences: String,
    pub measures_title: String,
    pub steps: BTreeMap<LossStep, String>,
    pub step: String,
    pub done: String,
    pub done_at: String,
    pub not_done: String,
    pub passphrases_missing: String,
    pub more_measures: String,
    pub decision_title: String,
    pub decision_lead: String,
    pub decision_choices: Vec<String>,
    pub decision_lines: Vec<String>,
    pub made: String,
}

/// The English wording.
pub(crate) fn breach_report() -> Result<&'static BreachReportWords, Error> {
    static PARSED: OnceLock<BreachReportWords> = OnceLock::new();
    super::kept(
        &PARSED,
        "breach_report",
        include_str!("../../content/en/breach_report.json"),
    )
}
