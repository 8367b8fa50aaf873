//! Listing, adding and correcting patients.

use crate::app::{App, Open};
use crate::error::ApiError;
use crate::role::{UseCase, sees_findings};
use crate::similar::Present;
use chrono::NaiveDate;
use needlebook_domain::field;
use needlebook_domain::ids::PatientId;
use needlebook_domain::patient::{Patient, PatientInput};
use needlebook_store::journal::Fact;
use needlebook_store::search::Listed;
use needlebook_store::{StoreError, patient, search};
use serde::Serialize;
use specta::Type;
use uuid::Uuid;

/// One line of a search or a list.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PatientHit {
    pub id: PatientId,
    pub record_number: String,
    pub given: String,
    pub family: String,
    pub birth_on: NaiveDate,
    /// Here or open today together with somebody alike in name or birth date (PRACTICE 19).
    pub similar_name: bool,
    /// Put away: found last, and said so.
    pub archived: bool,
}

/// A page of the list.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PatientList {
    pub hits: Vec<PatientHit>,
    /// More follow after `skip` plus these.
    pub more: bool,
}

/// Rows of the list that come at once.
const PAGE: u32 = 50;

impl PatientHit {
    pub(crate) fn of(patient: Listed, present: &Present) -> Self {
        Self {
            similar_name: present.marks(&patient),
            id: patient.id,
            record_number: patient.record_number,
            given: patient.given,
            family: patient.family,
            birth_on: patient.birth_on,
            archived: patient.archived,
        }
    }
}

async fn hits(app: &App, open: &Open, found: Vec<Listed>) -> Result<Vec<PatientHit>, ApiError> {
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let present = Present::load(open, app.now()).await?;
    let hit = |patient| PatientHit::of(patient, &present);
    Ok(found.into_iter().map(hit).collect())
}

/// # Errors
/// [`ApiError::Locked`].
pub async fn list_patients(app: &App, skip: u32) -> Result<PatientList, ApiError> {
    let open = app.run(UseCase::FindPatient).await?;
    let mut found = search::list(&mut *open.store.reader().await?, skip, PAGE + 1).await?;
    let more = found.len() > PAGE as usize;
    found.truncate(PAGE as usize);
    Ok(PatientList {
        hits: hits(app, &open, found).await?,
        more,
    })
}

/// People who may be the one being entered.
///
/// # Errors
/// [`ApiError::Locked`].
pub async fn find_duplicates(
    app: &App,
    given: String,
    family: String,
    birth_on: Option<NaiveDate>,
    phone: String,
) -> Result<Vec<PatientHit>, ApiError> {
    let open = app.run(UseCase::FindPatient).await?;
    let found = search::duplicates(
        &mut *open.store.reader().await?,
        open.store.vocabulary(),
        &given,
        &family,
        birth_on,
        &phone,
    )
    .await?;
    hits(app, &open, found).await
}

/// # Errors
/// Refused fields.
pub async fn record_patient(app: &App, input: PatientInput) -> Result<PatientId, ApiError> {
    let open = app.run(UseCase::RegisterPatient).await?;
    let now = app.now();
    let id = PatientId(Uuid::now_v7());
    // Read the form before a number is taken: a refused form must not hold the writer.
    input.parse(id, String::new(), open.local_date(now))?;
    let mut write = open.write(now).await?;
    let record_number = patient::next_record_number(&mut write).await?;
    let patient = input.parse(id, record_number, open.local_date(now))?;
    write
        .append(id.0, Fact::PatientRegistered { patient })
        .await?;
    write.commit().await?;
    Ok(id)
}

/// # Errors
/// Refused fields; [`ApiError::Conflict`] when somebody else corrected the record since `version`.
pub async fn correct_patient(
    app: &App,
    id: PatientId,
    version: u32,
    input: PatientInput,
) -> Result<(), ApiError> {
    let open = app.run(UseCase::CorrectPatient).await?;
    let now = app.now();
    let mut write = open.write(now).await?;
    let (before, current) = patient::get(write.connection(), id).await?;
    if i64::from(version) != current {
        return Err(StoreError::Conflict {
            current_version: current,
        }
        .into());
    }
    // A merged entry is corrected where it is read.
    let id = before.id;
    let input = if sees_findings(&open.person) {
        input
    } else {
        input.from_desk(&before)
    };
    let number = before.record_number.clone();
    let patient = input.parse(id, number, open.local_date(now))?;
    if patient != before {
        write
            .append(id.0, Fact::PatientCorrected { patient })
            .await?;
    }
    crate::draft::take(&mut write, "patient", id.0, open.actor()).await?;
    Ok(write.commit().await?)
}

/// Puts a patient away: found last and on no list. The record stays whole and readable.
///
/// # Errors
/// No reason given; [`ApiError::NotFound`].
pub async fn archive(app: &App, id: PatientId, reason: String) -> Result<(), ApiError> {
    put_away(app, id, &reason, true).await
}

/// Takes a patient back out of the archive.
///
/// # Errors
/// As [`archive`].
pub async fn unarchive(app: &App, id: PatientId, reason: String) -> Result<(), ApiError> {
    put_away(app, id, &reason, false).await
}

async fn put_away(app: &App, id: PatientId, reason: &str, away: bool) -> Result<(), ApiError> {
    let open = app.run(UseCase::ArchivePatient).await?;
    let reason = field::reason(reason)?;
    let mut write = open.write(app.now()).await?;
    patient::get(write.connection(), id).await?;
    let is_away = patient::find_archived(write.connection(), id)
        .await?
        .is_some();
    // Somebody did it meanwhile: there is nothing more to say.
    if is_away == away {
        return Ok(());
    }
    let fact = if away {
        Fact::PatientArchived { reason }
    } else {
        Fact::PatientUnarchived { reason }
    };
    write.append(id.0, fact).await?;
    Ok(write.commit().await?)
}

pub(crate) async fn get(open: &Open, id: PatientId) -> Result<(Patient, i64), ApiError> {
    Ok(patient::get(&mut *open.store.reader().await?, id).await?)
}
