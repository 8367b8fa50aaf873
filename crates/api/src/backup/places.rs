//! The places that backups go to, and how each is doing.

use crate::app::{App, Open};
use crate::error::{ApiError, BackupProblem};
use crate::role::UseCase;
use chrono::{DateTime, Utc};
use needlebook_domain::backup::{self as rule, BackupPlace};
use needlebook_domain::ids::BackupPlaceId;
use needlebook_store::backup;
use needlebook_store::journal::Fact;
use serde::Serialize;
use specta::Type;
use std::path::Path;
use uuid::Uuid;

/// Everything that Settings shows about backups.
#[derive(Clone, Debug, Serialize, Type)]
pub struct BackupView {
    pub places: Vec<PlaceView>,
    /// What was planned at set-up, in the clinic's own words.
    pub planned: Vec<String>,
    pub drill: Option<Drill>,
    /// Two places, one of them not with the laptop (PRACTICE 74).
    pub is_enough: bool,
    /// Whether the person may add and remove places.
    pub may_change: bool,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct PlaceView {
    pub id: BackupPlaceId,
    pub folder: String,
    pub kept_apart: bool,
    pub last: Option<LastBackup>,
    pub state: PlaceState,
    /// Why the last try since the program started came to nothing.
    pub problem: Option<BackupProblem>,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct LastBackup {
    pub made_at: DateTime<Utc>,
    /// Millions of bytes, rounded up.
    pub megabytes: u32,
    pub events: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PlaceState {
    Good,
    /// None for more than two days.
    Late,
    Never,
}

/// The last restore that the program tried by itself.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Drill {
    pub at: DateTime<Utc>,
    /// When the backup that it restored was made.
    pub made_at: DateTime<Utc>,
    pub whole: bool,
}

/// What Today says about backups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct BackupState {
    /// The newest good one anywhere.
    pub last_at: Option<DateTime<Utc>>,
    /// Places without a good one for more than two days.
    pub late: u32,
    /// The last drill found something missing.
    pub drill_failed: bool,
}

/// Fewer places than this are not enough.
pub(crate) const PLACES: usize = 2;

/// # Errors
/// [`ApiError::Locked`].
pub async fn get_backups(app: &App) -> Result<BackupView, ApiError> {
    let open = app.run(UseCase::SeeSettings).await?;
    let now = app.now();
    let mut places = Vec::new();
    for place in super::places(&open).await? {
        places.push(view(app, &open, place, now).await?);
    }
    Ok(BackupView {
        is_enough: is_enough(&super::places(&open).await?),
        places,
        planned: open.clinic.backup_places.clone(),
        drill: drill(&open).await?,
        may_change: UseCase::ChangeBackups.check(&open.person).is_ok(),
    })
}

/// Two places, one of them not with the laptop.
pub(crate) fn is_enough(places: &[BackupPlace]) -> bool {
    places.len() >= PLACES && places.iter().any(|place| place.kept_apart)
}

async fn drill(open: &Open) -> Result<Option<Drill>, ApiError> {
    let last = backup::find_last_drill(&mut *open.store.reader().await?).await?;
    Ok(last.map(|(drill, at)| Drill {
        at: DateTime::from_timestamp_millis(at).unwrap_or_default(),
        made_at: drill.made_at,
        whole: drill.whole,
    }))
}

async fn view(
    app: &App,
    open: &Open,
    place: BackupPlace,
    now: DateTime<Utc>,
) -> Result<PlaceView, ApiError> {
    let last = backup::find_last_made(&mut *open.store.reader().await?, place.id).await?;
    let state = match &last {
        None => PlaceState::Never,
        Some(last) if now - last.made_at > rule::LATE_AFTER => PlaceState::Late,
        Some(_) => PlaceState::Good,
    };
    Ok(PlaceView {
        problem: app
            .backup
            .last_failure(place.id)
            .map(|failed| failed.problem),
        id: place.id,
        folder: place.folder,
        kept_apart: place.kept_apart,
        last: last.map(|last| LastBackup {
            made_at: last.made_at,
            megabytes: u32::try_from(last.bytes.div_ceil(1_000_000)).unwrap_or(u32::MAX),
            events: last.events,
        }),
        state,
    })
}

/// What Today says.
pub(crate) async fn state(app: &App, open: &Open) -> Result<BackupState, ApiError> {
    let now = app.now();
    let mut state = BackupState {
        last_at: None,
        late: 0,
        drill_failed: drill(open).await?.is_some_and(|drill| !drill.whole),
    };
    for place in super::places(open).await? {
        let place = view(app, open, place, now).await?;
        state.late += u32::from(place.state != PlaceState::Good);
        state.last_at = state.last_at.max(place.last.map(|last| last.made_at));
    }
    Ok(state)
}

/// Names a folder for backups. It must be there now; later it may come and go.
///
/// # Errors
/// [`ApiError::NotAllowed`]; a folder that is not there, is named already, or holds the record itself.
pub async fn add_place(
    app: &App,
    folder: &Path,
    kept_apart: bool,
) -> Result<BackupPlaceId, ApiError> {
    let open = app.run(UseCase::ChangeBackups).await?;
    let refused = |problem| ApiError::Backup { problem };
    let real = folder
        .canonicalize()
        .map_err(|_| refused(BackupProblem::NoPlace))?;
    let live = open.store.vault().folder().root();
    let live = live.canonicalize().unwrap_or_else(|_| live.to_owned());
    if real.starts_with(&live) || live.starts_with(&real) {
        return Err(refused(BackupProblem::WithTheRecord));
    }
    let id = BackupPlaceId(Uuid::now_v7());
    let place = BackupPlace::parse(id, &real.display().to_string(), kept_apart)?;
    let named = super::places(&open).await?;
    if named.iter().any(|one| one.folder == place.folder) {
        return Err(refused(BackupProblem::AlreadyAPlace));
    }
    let mut write = open.write(app.now()).await?;
    write.append(id.0, Fact::BackupPlaceAdded { place }).await?;
    write.commit().await?;
    Ok(id)
}

/// No backup is written there any more. Those that are there stay.
///
/// # Errors
/// [`ApiError::NotAllowed`], [`ApiError::NotFound`].
pub async fn remove_place(app: &App, id: BackupPlaceId) -> Result<(), ApiError> {
    let open = app.run(UseCase::ChangeBackups).await?;
    if !super::places(&open)
        .await?
        .iter()
        .any(|place| place.id == id)
    {
        return Err(ApiError::NotFound {
            entity: "backup_place".to_owned(),
        });
    }
    let mut write = open.write(app.now()).await?;
    write.append(id.0, Fact::BackupPlaceRemoved {}).await?;
    write.commit().await?;
    app.backup.succeeded(id);
    Ok(())
}
