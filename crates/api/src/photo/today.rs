//! What Today says about photos: those in the tray, those outside, and those that are still to be taken.

use super::camera::{self, CameraFolderView};
use super::choices;
use crate::app::{App, Open};
use crate::error::ApiError;
use crate::role::UseCase;
use chrono::{Days, NaiveDate};
use needlebook_domain::date::sub_months_clamp;
use needlebook_domain::ids::PatientId;
use needlebook_domain::patient::Patient;
use needlebook_domain::photo::{PhotoScope, PhotoStage, may_export, result_due};
use needlebook_store::{photo, today};
use serde::Serialize;
use specta::Type;

/// How many results the list shows.
const ROWS: u32 = 12;
/// A result is asked for this many days from its day on.
const OPEN_DAYS: u64 = 30;

/// A photo that is to be taken.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PhotoDue {
    pub patient_id: PatientId,
    pub name: String,
    pub stage: PhotoStage,
    pub since_on: NaiveDate,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct PhotosToday {
    pub in_tray: u32,
    pub camera: Option<CameraFolderView>,
    /// Before-photos of those who are here, then results of finished courses.
    pub due: Vec<PhotoDue>,
}

/// Nothing for reception (PRACTICE 66).
pub(crate) async fn photos_today(
    app: &App,
    open: &Open,
    here: &[Patient],
    today_on: NaiveDate,
) -> Result<Option<PhotosToday>, ApiError> {
    if UseCase::ReadRecord.check(&open.person).is_err() {
        return Ok(None);
    }
    let (tray, folder) = {
        let mut reader = open.store.reader().await?;
        (
            photo::list_tray(&mut reader).await?,
            photo::find_camera_folder(&mut reader).await?,
        )
    };
    let camera = match folder {
        Some(folder) => Some(camera::view(app, folder).await?),
        None => None,
    };
    Ok(Some(PhotosToday {
        in_tray: u32::try_from(tray.len()).unwrap_or(u32::MAX),
        camera,
        due: due(open, here, today_on).await?,
    }))
}

async fn due(
    open: &Open,
    here: &[Patient],
    today_on: NaiveDate,
) -> Result<Vec<PhotoDue>, ApiError> {
    let mut reader = open.store.reader().await?;
    let mut found = Vec::new();
    for patient in here {
        let photos = photo::list(&mut reader, patient.id).await?;
        let is_there = photos.iter().any(|photo| {
            photo.filing.stage == PhotoStage::Before && photo.filing.taken_on == today_on
        });
        if !is_there && wants_photos(&mut reader, patient.id).await? {
            found.push(row(patient, PhotoStage::Before, today_on));
        }
    }
    for (_, months) in PhotoStage::RESULTS {
        let day = sub_months_clamp(today_on, months);
        let (from, to) = (day - Days::new(OPEN_DAYS), day + Days::new(1));
        for (patient, ended_on) in
            today::last_treated_between(&mut reader, from, to, true, ROWS).await?
        {
            let taken: Vec<(PhotoStage, NaiveDate)> = photo::list(&mut reader, patient.id)
                .await?
                .into_iter()
                .map(|photo| (photo.filing.stage, photo.filing.taken_on))
                .collect();
            let Some((stage, since_on)) = result_due(ended_on, &taken, today_on) else {
                continue;
            };
            let is_new = !found
                .iter()
                .any(|row| row.patient_id == patient.id && row.stage == stage);
            if is_new && wants_photos(&mut reader, patient.id).await? {
                found.push(row(&patient, stage, since_on));
            }
        }
    }
    Ok(found)
}

/// Nobody is asked for photos whose patient said no, or was not asked yet.
async fn wants_photos(
    reader: &mut needlebook_store::connection::Reader,
    patient: PatientId,
) -> Result<bool, ApiError> {
    Ok(may_export(
        PhotoScope::Record,
        choices(reader, patient).await?,
    ))
}

fn row(patient: &Patient, stage: PhotoStage, since_on: NaiveDate) -> PhotoDue {
    PhotoDue {
        patient_id: patient.id,
        name: patient.full_name(),
        stage,
        since_on,
    }
}
