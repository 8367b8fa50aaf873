//! The rule set of a clinic that does not exist, with two changes.

use chrono::Duration;
use needlebook_domain::approval::Approval;
use needlebook_domain::ids::PersonId;
use needlebook_domain::rule_settings::{RuleSettings, SettingChange, SettingKey};

use super::{clinic, mark, noon_before};
use crate::rule_set::RuleSetDocument;

const LEAD: PersonId = PersonId::NONE;

fn change(revision: u32, key: SettingKey, new: u32, reason: &str) -> SettingChange {
    SettingChange {
        key,
        old: key.spec().default,
        new: Some(new),
        reason: reason.to_owned(),
        source: String::new(),
        renew_by: None,
        revision,
        by: LEAD,
        by_name: "Rosalind Bobbin, MD".to_owned(),
        at: noon_before(0) - Duration::days(3 - i64::from(revision)),
    }
}

/// An approved rule set with a shorter wait after isotretinoin and a lower ceiling.
#[must_use]
pub fn rule_set() -> RuleSetDocument {
    let changes = vec![
        change(
            1,
            SettingKey::IsotretinoinWaitMonths,
            3,
            "Both expert panels of 2017 read; our dermatologist sees each of these patients.",
        ),
        change(
            2,
            SettingKey::CeilingMicrometres,
            1_500,
            "We work to the limit on our devices' labels.",
        ),
    ];
    let settings = RuleSettings::after(&changes, &[]);
    RuleSetDocument {
        clinic: clinic(),
        mark: mark("RS NB"),
        approval: Some(Approval {
            rule_set_version: settings.version(),
            consent_revision: 1,
            sheet_revision: 1,
            lead: LEAD,
            lead_name: "Rosalind Bobbin".to_owned(),
            registration_body: "Register of Invented Doctors".to_owned(),
            registration_number: "0000417".to_owned(),
            self_approval: true,
            approved_at: noon_before(0) - Duration::days(1),
        }),
        settings,
        changes,
        profile_changes: Vec::new(),
    }
}
