//! Presets: made from any session, used in the next one, renamed, planned anew, retired. Each of these is a decision in
//! the journal.

use crate::app::{App, Open};
use crate::error::ApiError;
use crate::role::UseCase;
use chrono::{DateTime, Utc};
use needlebook_domain::device::DeviceProfileId;
use needlebook_domain::ids::{DeviceId, PresetId};
use needlebook_domain::preset::{
    Preset, PresetChange, PresetDecision, PresetSource, PresetTrouble,
};
use needlebook_domain::session::ZoneRow;
use needlebook_store::journal::{Fact, Write};
use needlebook_store::{preset, session, stock};
use serde::Serialize;
use specta::Type;
use uuid::Uuid;

/// A preset as it stands, and how it came to stand so.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PresetView {
    pub preset: Preset,
    /// The depths that cannot be planned with the device that was asked for, or else with its own.
    pub troubles: Vec<PresetTrouble>,
    /// Every decision about it, newest first.
    pub changes: Vec<PresetChange>,
}

/// Every preset, the ones in use first, by name. Judged for one of the clinic's devices where it is named.
///
/// # Errors
/// [`ApiError::NotFound`] for a device that is not here.
pub async fn list(app: &App, device: Option<DeviceId>) -> Result<Vec<PresetView>, ApiError> {
    let open = app.run(UseCase::ReadRecord).await?;
    let mut reader = open.store.reader().await?;
    let in_hand = match device {
        Some(id) => Some(stock::get_device(&mut reader, id).await?.profile),
        None => None,
    };
    let changes = preset::list_changes(&mut reader).await?;
    drop(reader);
    let depth = open.rules.depth_on(open.local_date(app.now()));
    let mut views: Vec<PresetView> = standing(&changes)
        .into_iter()
        .map(|preset| PresetView {
            troubles: preset.troubles(
                open.rules.devices().find(in_hand.unwrap_or(preset.profile)),
                &depth,
            ),
            changes: changes
                .iter()
                .rev()
                .filter(|change| change.preset.id == preset.id)
                .cloned()
                .collect(),
            preset,
        })
        .collect();
    views.sort_by_key(|view| (view.preset.retired, view.preset.name.to_lowercase()));
    Ok(views)
}

/// Keeps a session's plan under a name.
///
/// # Errors
/// Refused fields; [`ApiError::NotFound`] for a session or device that is not here.
pub async fn record(app: &App, name: String, source: PresetSource) -> Result<PresetId, ApiError> {
    let open = app.run(UseCase::KeepPresets).await?;
    let id = PresetId(Uuid::now_v7());
    let mut write = open.write(app.now()).await?;
    let presets = known(&mut write).await?;
    let (zones, profile) = plan_of(&mut write, source).await?;
    let made = Preset::of(id, &name, &zones, profile, &presets)?;
    keep(&open, write, app.now(), PresetDecision::Made, made).await?;
    Ok(id)
}

/// Gives a preset another name.
///
/// # Errors
/// Refused fields; [`ApiError::NotFound`].
pub async fn rename(app: &App, id: PresetId, name: String) -> Result<(), ApiError> {
    let open = app.run(UseCase::KeepPresets).await?;
    let mut write = open.write(app.now()).await?;
    let presets = known(&mut write).await?;
    let renamed = find(&presets, id)?.renamed(&name, &presets)?;
    keep(&open, write, app.now(), PresetDecision::Renamed, renamed).await
}

/// Puts the plan of another session in the place of a preset's own.
///
/// # Errors
/// As [`record`]; refused for one that is out of use.
pub async fn correct(app: &App, id: PresetId, source: PresetSource) -> Result<(), ApiError> {
    let open = app.run(UseCase::KeepPresets).await?;
    let mut write = open.write(app.now()).await?;
    let presets = known(&mut write).await?;
    let before = find(&presets, id)?;
    before.check_in_use()?;
    let (zones, profile) = plan_of(&mut write, source).await?;
    let replanned = Preset::of(id, &before.name, &zones, profile, &presets)?;
    keep(
        &open,
        write,
        app.now(),
        PresetDecision::Replanned,
        replanned,
    )
    .await
}

/// Takes a preset out of use.
///
/// # Errors
/// As [`rename`].
pub async fn retire(app: &App, id: PresetId) -> Result<(), ApiError> {
    let open = app.run(UseCase::KeepPresets).await?;
    let mut write = open.write(app.now()).await?;
    let retired = find(&known(&mut write).await?, id)?.retire()?;
    keep(&open, write, app.now(), PresetDecision::Retired, retired).await
}

async fn keep(
    open: &Open,
    mut write: Write<'_>,
    at: DateTime<Utc>,
    decision: PresetDecision,
    preset: Preset,
) -> Result<(), ApiError> {
    let change = PresetChange {
        decision,
        preset,
        by: open.actor(),
        by_name: open.person.printed_name(),
        at,
    };
    write
        .append(change.preset.id.0, Fact::PresetChanged { change })
        .await?;
    Ok(write.commit().await?)
}

/// How they stand once nobody else writes, so that two never take one name.
async fn known(write: &mut Write<'_>) -> Result<Vec<Preset>, ApiError> {
    Ok(standing(&preset::list_changes(write.connection()).await?))
}

/// How each preset stands after every decision.
fn standing(changes: &[PresetChange]) -> Vec<Preset> {
    let mut presets: Vec<Preset> = Vec::new();
    for change in changes {
        match presets.iter_mut().find(|one| one.id == change.preset.id) {
            Some(known) => known.clone_from(&change.preset),
            None => presets.push(change.preset.clone()),
        }
    }
    presets
}

fn find(presets: &[Preset], id: PresetId) -> Result<&Preset, ApiError> {
    let found = presets.iter().find(|preset| preset.id == id);
    found.ok_or(ApiError::NotFound {
        entity: "preset".to_owned(),
    })
}

/// The rows of a session, and the profile of the device it was done with.
async fn plan_of(
    write: &mut Write<'_>,
    source: PresetSource,
) -> Result<(Vec<ZoneRow>, Option<DeviceProfileId>), ApiError> {
    let draft = match source {
        PresetSource::Open { draft } => *draft,
        PresetSource::Signed { session } => session::get(write.connection(), session).await?.record,
    };
    let profile = match draft.device {
        Some(id) => Some(stock::get_device(write.connection(), id).await?.profile),
        None => None,
    };
    Ok((draft.zones, profile))
}
