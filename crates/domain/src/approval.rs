//! A named medical lead approves what the clinic works by. Until then no session can be signed outside the demo
//! clinic (PRACTICE 28).

use crate::field;
use crate::ids::PersonId;
use crate::issue::{Issue, Issues};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

/// The approval of one rule set, consent revision and sheet revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Approval {
    pub rule_set_version: String,
    pub consent_revision: u32,
    pub sheet_revision: u32,
    pub lead: PersonId,
    pub lead_name: String,
    pub registration_body: String,
    pub registration_number: String,
    /// The lead also treats: shown and printed so.
    pub self_approval: bool,
    pub approved_at: DateTime<Utc>,
}

#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct ApprovalInput {
    pub lead_name: String,
    pub registration_body: String,
    pub registration_number: String,
}

impl ApprovalInput {
    /// # Errors
    /// Every refused field: a lead without a registration cannot approve.
    pub fn parse(
        &self,
        (rule_set_version, consent_revision, sheet_revision): (String, u32, u32),
        lead: PersonId,
        self_approval: bool,
        now: DateTime<Utc>,
    ) -> Result<Approval, Vec<Issue>> {
        let mut issues = Issues::default();
        let approval = Approval {
            rule_set_version,
            consent_revision,
            sheet_revision,
            lead,
            lead_name: field::name(&mut issues, "approval.lead_name", &self.lead_name),
            registration_body: field::required_line(
                &mut issues,
                "approval.registration_body",
                &self.registration_body,
            ),
            registration_number: field::required_line(
                &mut issues,
                "approval.registration_number",
                &self.registration_number,
            ),
            self_approval,
            approved_at: now,
        };
        issues.or(approval)
    }
}
