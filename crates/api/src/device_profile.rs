//! The device profiles of the clinic: those that came with the program, shown as they are, and its own, which the
//! medical lead adds, corrects by a new version, and retires. Each of these is a change of the rules.

use crate::app::{App, Open};
use crate::error::ApiError;
use crate::role::UseCase;
use crate::rule_settings;
use chrono::{DateTime, Utc};
use needlebook_documents::content::{common, rule_set};
use needlebook_domain::device::{
    DeviceProfile, DeviceProfileChange, DeviceProfileId, DeviceProfileInput, Market, Recording,
};
use needlebook_domain::ids::OwnProfileId;
use needlebook_store::device_profile;
use serde::Serialize;
use specta::Type;
use uuid::Uuid;

/// A profile as it stands, and how it came to stand so.
#[derive(Clone, Debug, Serialize, Type)]
pub struct DeviceProfileView {
    pub profile: DeviceProfile,
    pub name: String,
    /// Every figure of it, one line each.
    pub facts: Vec<String>,
    /// Where its figures come from, in words.
    pub source: String,
    /// The clinic added it, so its lead may correct and retire it.
    pub own: bool,
    /// Every decision about it, newest first; empty for a profile that came with the program.
    pub changes: Vec<DeviceProfileChange>,
}

/// Every device profile, and the market whose uses count here.
#[derive(Clone, Debug, Serialize, Type)]
pub struct DeviceProfileBook {
    pub market: Market,
    pub profiles: Vec<DeviceProfileView>,
}

/// # Errors
/// [`ApiError::Locked`].
pub async fn list(app: &App) -> Result<DeviceProfileBook, ApiError> {
    let open = app.run(UseCase::SeeSettings).await?;
    let changes = device_profile::list_changes(&mut *open.store.reader().await?).await?;
    let profiles = open.rules.devices().all();
    let market = open.rules.screening.market;
    Ok(DeviceProfileBook {
        market,
        profiles: profiles
            .map(|profile| view(profile, market, &changes))
            .collect::<Result<_, _>>()?,
    })
}

fn view(
    profile: &DeviceProfile,
    market: Market,
    changes: &[DeviceProfileChange],
) -> Result<DeviceProfileView, ApiError> {
    let own = matches!(profile.id, DeviceProfileId::Own(_));
    Ok(DeviceProfileView {
        name: common()?.device(profile)?,
        facts: rule_set()?.device_facts(profile, market)?,
        source: rule_set()?.texts(&profile.source),
        own,
        changes: changes
            .iter()
            .rev()
            .filter(|change| change.profile.id == profile.id)
            .cloned()
            .collect(),
        profile: profile.clone(),
    })
}

/// The medical lead adds a profile of the clinic's own.
///
/// # Errors
/// [`ApiError::NotAllowed`] for anybody else; every refused field.
pub async fn record(app: &App, input: DeviceProfileInput) -> Result<OwnProfileId, ApiError> {
    let id = OwnProfileId(Uuid::now_v7());
    decide(app, id, |open, recording| {
        Ok(input.parse(open.rules.devices(), recording)?)
    })
    .await?;
    Ok(id)
}

/// The medical lead corrects one of them: a new version, by which everything is judged from now on.
///
/// # Errors
/// As [`record`]; [`ApiError::NotFound`] for a profile that is not the clinic's own.
pub async fn correct(
    app: &App,
    id: OwnProfileId,
    input: DeviceProfileInput,
) -> Result<(), ApiError> {
    decide(app, id, |open, recording| {
        find(open, id)?;
        Ok(input.parse(open.rules.devices(), recording)?)
    })
    .await
}

/// The medical lead takes one of them out of use. What was judged by it keeps it.
///
/// # Errors
/// As [`correct`].
pub async fn retire(app: &App, id: OwnProfileId, reason: String) -> Result<(), ApiError> {
    decide(app, id, |open, recording| {
        Ok(recording.retire(find(open, id)?, &reason)?)
    })
    .await
}

fn find(open: &Open, id: OwnProfileId) -> Result<&DeviceProfile, ApiError> {
    get(open, DeviceProfileId::Own(id))
}

/// What is known of a device here.
///
/// # Errors
/// [`ApiError::NotFound`].
pub(crate) fn get(open: &Open, id: DeviceProfileId) -> Result<&DeviceProfile, ApiError> {
    open.rules.devices().find(id).ok_or(ApiError::NotFound {
        entity: "device_profile".to_owned(),
    })
}

async fn decide(
    app: &App,
    id: OwnProfileId,
    decision: impl FnOnce(&Open, Recording) -> Result<DeviceProfileChange, ApiError>,
) -> Result<(), ApiError> {
    let mut slot = app.slot().await;
    let open = slot.as_mut().ok_or(ApiError::Locked)?;
    UseCase::ChangeRules.check(&open.person)?;
    let now: DateTime<Utc> = app.now();
    let recording = Recording {
        id,
        revision: open.rules.revision + 1,
        by: open.actor(),
        by_name: open.person.printed_name(),
        at: now,
    };
    let change = Box::new(decision(open, recording)?);
    rule_settings::keep(open, now, rule_settings::RuleChange::Profile(change)).await
}
