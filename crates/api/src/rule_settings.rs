//! The clinic's rules as policy, and what its medical lead set in them.
//!
//! A change by the lead who approved the rules is an approval of the rules as changed: the decision, its
//! reason and the name are the same. Anybody else's approval would be somebody else's word, so then the
//! rules wait for a new one.

use crate::app::{App, Open};
use crate::approval;
use crate::error::ApiError;
use crate::role::UseCase;
use chrono::{DateTime, Utc};
use needlebook_documents::content::rule_set;
use needlebook_domain::approval::Approval;
use needlebook_domain::device::{DeviceProfileChange, DeviceProfileId};
use needlebook_domain::person::Role;
use needlebook_domain::rule::{OutcomeClass, RuleId, RuleSection, RuleSpec};
use needlebook_domain::rule_list::every_rule;
use needlebook_domain::rule_settings::{
    Deciding, RuleSettings, SETTINGS, SettingChange, SettingChangeInput, SettingKey, SettingSpec,
};
use needlebook_domain::source::Grade;
use needlebook_store::journal::Fact;
use needlebook_store::{device_profile, rule_setting};
use serde::Serialize;
use specta::Type;

pub use needlebook_documents::content::RuleSetWords;

/// One rule as policy, in words.
#[derive(Clone, Debug, Serialize, Type)]
pub struct RuleView {
    pub id: RuleId,
    pub section: RuleSection,
    /// The question or sentence of the rule.
    pub question: String,
    /// The worst it can say, and that in words.
    pub outcome: OutcomeClass,
    pub outcome_text: String,
    /// How long it waits or lasts as it came.
    pub wait: Option<String>,
    pub source: String,
    pub grade: Grade,
    /// What sources say differently.
    pub differ: Option<String>,
    /// What the clinic may set in it.
    pub setting: Option<SettingKey>,
}

/// One setting with its value and how it came to it.
#[derive(Clone, Debug, Serialize, Type)]
pub struct SettingView {
    pub spec: SettingSpec,
    pub name: String,
    /// What must be known before it is changed.
    pub note: Option<String>,
    pub unit: String,
    pub value: Option<u32>,
    pub value_text: String,
    pub default_text: String,
    pub least_text: String,
    pub most_text: String,
    pub last_change: Option<SettingChange>,
}

/// The rules as they are in force.
#[derive(Clone, Debug, Serialize, Type)]
pub struct RuleBook {
    pub version: String,
    pub rules: Vec<RuleView>,
    pub settings: Vec<SettingView>,
}

/// What a rule asks, in words.
///
/// # Errors
/// When no words stand for it.
pub fn rule_question(rule: &RuleSpec) -> Result<String, ApiError> {
    Ok(needlebook_documents::content::rule_question(rule)?)
}

/// What a rule says, by its id.
///
/// # Errors
/// When no words stand for it.
pub(crate) fn rule_sentence(id: RuleId) -> Result<String, ApiError> {
    every_rule()
        .find(|rule| rule.id == id)
        .map_or_else(|| Ok(String::new()), rule_question)
}

/// Every rule with its source, and every setting with its value, range and last change.
///
/// # Errors
/// [`ApiError::Locked`].
pub async fn get_book(app: &App) -> Result<RuleBook, ApiError> {
    let open = app.run(UseCase::SeeSettings).await?;
    let changes = rule_setting::list_changes(&mut *open.store.reader().await?).await?;
    let words = rule_set()?;
    Ok(RuleBook {
        version: open.rules.version(),
        rules: every_rule()
            .map(|rule| rule_view(words, rule))
            .collect::<Result<_, _>>()?,
        settings: SETTINGS
            .iter()
            .map(|spec| {
                let last = changes.iter().rev().find(|change| change.key == spec.key);
                setting_view(words, *spec, open.rules.value(spec.key), last)
            })
            .collect::<Result<_, _>>()?,
    })
}

fn rule_view(words: &RuleSetWords, rule: &RuleSpec) -> Result<RuleView, ApiError> {
    Ok(RuleView {
        id: rule.id,
        section: rule.id.section(),
        question: rule_question(rule)?,
        outcome: rule.outcome,
        outcome_text: words.outcome(rule)?,
        wait: words.wait(rule)?,
        source: words.source(rule)?,
        grade: rule.grade,
        differ: words.differ(rule.id).map(str::to_owned),
        setting: rule
            .configurable
            .and_then(|range| SettingKey::from_id(range.setting)),
    })
}

fn setting_view(
    words: &RuleSetWords,
    spec: SettingSpec,
    value: Option<u32>,
    last_change: Option<&SettingChange>,
) -> Result<SettingView, ApiError> {
    let text = |value| words.value(spec.key, value);
    Ok(SettingView {
        name: words.setting(spec.key)?.to_owned(),
        note: words.note(spec.key).map(str::to_owned),
        unit: words.unit(spec.unit)?.to_owned(),
        value,
        value_text: text(value)?,
        default_text: text(spec.default)?,
        least_text: text(Some(spec.least))?,
        most_text: text(Some(spec.most))?,
        last_change: last_change.cloned(),
        spec,
    })
}

/// The medical lead sets a value, with a reason. Screenings, sessions and sheets are judged by it from now
/// on; what was signed before keeps what it said.
///
/// # Errors
/// [`ApiError::NotAllowed`] for anybody else; every refused field.
pub async fn change(app: &App, input: SettingChangeInput) -> Result<(), ApiError> {
    let mut slot = app.slot().await;
    let open = slot.as_mut().ok_or(ApiError::Locked)?;
    UseCase::ChangeRules.check(&open.person)?;
    let now = app.now();
    let change = input.parse(
        &open.rules,
        Deciding {
            by: open.actor(),
            by_name: open.person.printed_name(),
            at: now,
            today: open.local_date(now),
            highest_label: open.rules.devices().highest_label(),
        },
    )?;
    keep(open, now, RuleChange::Setting(change)).await
}

/// A decision of the medical lead that changes the rules.
pub(crate) enum RuleChange {
    Setting(SettingChange),
    Profile(Box<DeviceProfileChange>),
}

/// Writes the decision with the approval it carries, and judges by it from now on.
pub(crate) async fn keep(
    open: &mut Open,
    now: DateTime<Utc>,
    change: RuleChange,
) -> Result<(), ApiError> {
    let approved = approval::view(open).await?;
    let mut reader = open.store.reader().await?;
    let mut changes = rule_setting::list_changes(&mut reader).await?;
    let mut profiles = device_profile::list_changes(&mut reader).await?;
    drop(reader);
    let (about, fact) = match change {
        RuleChange::Setting(change) => {
            changes.push(change.clone());
            let about = open.store.vault().install();
            (about, Fact::RuleSettingChanged { change })
        }
        RuleChange::Profile(change) => {
            profiles.push((*change).clone());
            let DeviceProfileId::Own(about) = change.profile.id else {
                return Err(ApiError::NotFound {
                    entity: "device_profile".to_owned(),
                });
            };
            (about.0, Fact::DeviceProfileChanged { change })
        }
    };
    let rules = RuleSettings::after(&changes, &profiles);
    let mut write = open.write(now).await?;
    write.append(about, fact).await?;
    let own_approval = approved
        .approval
        .filter(|approval| approved.is_current && approval.lead == open.actor());
    if let Some(before) = own_approval {
        let approval = Approval {
            rule_set_version: rules.version(),
            self_approval: open.person.roles.contains(&Role::Clinician),
            approved_at: now,
            ..before
        };
        write
            .append(open.actor().0, Fact::RulesApproved { approval })
            .await?;
    }
    write.commit().await?;
    open.rules = rules;
    Ok(())
}

/// The settings a record was judged by, from the version stored in it; those in force where it holds no
/// version that can be read.
///
/// # Errors
/// When the store cannot be read.
pub(crate) async fn as_judged_by(open: &Open, version: &str) -> Result<RuleSettings, ApiError> {
    let Some(revision) = RuleSettings::revision_of(version) else {
        return Ok(open.rules.clone());
    };
    let mut reader = open.store.reader().await?;
    Ok(rule_setting::after_revision(&mut reader, revision).await?)
}
