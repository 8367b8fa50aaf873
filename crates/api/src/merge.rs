//! Likely duplicates, and two entries of one person read as one: reversible, and nothing that was recorded is changed.

use crate::app::App;
use crate::error::ApiError;
use crate::patient::PatientHit;
use crate::role::UseCase;
use crate::similar::Present;
use chrono::NaiveDate;
use needlebook_domain::duplicate::Likeness as Found;
use needlebook_domain::field;
use needlebook_domain::ids::PatientId;
use needlebook_store::journal::Fact;
use needlebook_store::{draft, legal_hold, merge, patient, search};
use serde::Serialize;
use specta::Type;

/// Two entries that may be one person.
#[derive(Clone, Debug, Serialize, Type)]
pub struct DuplicatePair {
    pub likeness: Likeness,
    /// The entry that was made first.
    pub one: DuplicateEntry,
    pub other: DuplicateEntry,
}

/// What tells two people apart at the desk.
#[derive(Clone, Debug, Serialize, Type)]
pub struct DuplicateEntry {
    pub hit: PatientHit,
    pub phone: String,
    pub email: String,
    pub address: String,
}

/// What speaks for one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Likeness {
    Same,
    SameBirthDate,
    NearlySameBirthDate,
    SameName,
    SamePhone,
}

impl From<Found> for Likeness {
    fn from(found: Found) -> Self {
        match found {
            Found::Same => Self::Same,
            Found::SameBirthDate => Self::SameBirthDate,
            Found::NearlySameBirthDate => Self::NearlySameBirthDate,
            Found::SameName => Self::SameName,
            Found::SamePhone => Self::SamePhone,
        }
    }
}

/// An entry that is read under another one.
#[derive(Clone, Debug, Serialize, Type)]
pub struct MergedView {
    pub id: PatientId,
    pub record_number: String,
    pub name: String,
    pub birth_on: NaiveDate,
    pub merged_on: NaiveDate,
    pub by: String,
    pub reason: String,
}

/// Why two entries are not merged now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum MergeTrouble {
    /// They are one entry already.
    Same,
    /// Something about the entry that goes is being typed: a session, a form. It is finished or discarded first.
    OpenDraft,
    /// Other entries are read under the one that goes: keep that one instead.
    HasMerged,
}

/// The list of likely duplicates, the likeliest first.
///
/// # Errors
/// [`ApiError::NotAllowed`].
pub async fn list_duplicates(app: &App) -> Result<Vec<DuplicatePair>, ApiError> {
    let open = app.run(UseCase::ReviewDuplicates).await?;
    let present = Present::load(&open, app.now()).await?;
    let mut reader = open.store.reader().await?;
    let apart = merge::list_told_apart(&mut reader).await?;
    let mut pairs = Vec::new();
    for pair in search::pairs(&mut reader, &apart).await? {
        let mut entry = async |listed: search::Listed| -> Result<DuplicateEntry, ApiError> {
            let (person, _) = patient::get(&mut reader, listed.id).await?;
            Ok(DuplicateEntry {
                hit: PatientHit::of(listed, &present),
                phone: person.phone,
                email: person.email,
                address: person.address,
            })
        };
        pairs.push(DuplicatePair {
            likeness: pair.likeness.into(),
            one: entry(pair.one).await?,
            other: entry(pair.other).await?,
        });
    }
    Ok(pairs)
}

/// Somebody looked: these are two people. The pair leaves the list.
///
/// # Errors
/// [`ApiError::NotFound`].
pub async fn tell_apart(app: &App, one: PatientId, other: PatientId) -> Result<(), ApiError> {
    let open = app.run(UseCase::ReviewDuplicates).await?;
    let mut write = open.write(app.now()).await?;
    patient::get(write.connection(), one).await?;
    patient::get(write.connection(), other).await?;
    write
        .append(one.0, Fact::PatientsToldApart { other })
        .await?;
    Ok(write.commit().await?)
}

/// Reads `merged` under `into` from now on: both record numbers, both histories, one page.
///
/// # Errors
/// No reason given; [`ApiError::NotMerged`] with what stands in the way; [`ApiError::LegalHold`].
pub async fn merge(
    app: &App,
    into: PatientId,
    merged: PatientId,
    reason: String,
) -> Result<(), ApiError> {
    let open = app.run(UseCase::MergePatients).await?;
    let reason = field::reason(&reason)?;
    let mut write = open.write(app.now()).await?;
    let survivor = merge::find_survivor(write.connection(), into)
        .await?
        .unwrap_or(into);
    let already = merge::find_survivor(write.connection(), merged).await?;
    let trouble = if survivor == merged || already.is_some() {
        Some(MergeTrouble::Same)
    } else if !merge::list(write.connection(), merged).await?.is_empty() {
        Some(MergeTrouble::HasMerged)
    } else if draft::is_any_about(write.connection(), merged.0).await? {
        Some(MergeTrouble::OpenDraft)
    } else {
        None
    };
    for held in [survivor, merged] {
        if legal_hold::find(write.connection(), held).await?.is_some() {
            return Err(ApiError::LegalHold);
        }
    }
    if let Some(trouble) = trouble {
        return Err(ApiError::NotMerged { trouble });
    }
    patient::get(write.connection(), survivor).await?;
    write
        .append(survivor.0, Fact::PatientsMerged { merged, reason })
        .await?;
    Ok(write.commit().await?)
}

/// Separates an entry again: what was recorded under it before goes back to it; what was recorded since stays.
///
/// # Errors
/// No reason given; [`ApiError::NotFound`] when it is not merged.
pub async fn unmerge(app: &App, merged: PatientId, reason: String) -> Result<(), ApiError> {
    let open = app.run(UseCase::MergePatients).await?;
    let reason = field::reason(&reason)?;
    let mut write = open.write(app.now()).await?;
    let from = merge::find_survivor(write.connection(), merged)
        .await?
        .ok_or(ApiError::NotFound {
            entity: "patient".to_owned(),
        })?;
    write
        .append(from.0, Fact::PatientsUnmerged { merged, reason })
        .await?;
    Ok(write.commit().await?)
}
