//! The leaflet about microneedling: for one patient, kept with the record, or for whoever takes it.

use crate::app::{App, Open};
use crate::error::ApiError;
use crate::role::UseCase;
use crate::{approval, document, parties};
use chrono::{DateTime, Utc};
use needlebook_documents::leaflet::{Leaflet, render};
use needlebook_documents::{DocumentMark, SheetLanguage};
use needlebook_domain::document::{DocumentKind, DocumentStep};
use needlebook_domain::ids::{DocumentId, PatientId, PersonId};
use needlebook_store::consent as stored_consent;
use needlebook_store::document as stored;

/// Makes the leaflet for a patient, in the first language of the record that it exists in.
///
/// # Errors
/// [`ApiError::NotFound`]; [`ApiError::Document`] naming what no font of ours can print.
pub async fn make_for(app: &App, patient: PatientId) -> Result<DocumentId, ApiError> {
    let open = app.run(UseCase::PrintDeskPaper).await?;
    let (person, _) = crate::patient::get(&open, patient).await?;
    let (now, language) = (app.now(), SheetLanguage::of_record(&person.languages));
    let mut leaflet = leaflet(&open, now, language).await?;
    leaflet.patient = Some(parties::patient(&person));
    keep(&open, now, Some(patient), leaflet).await
}

/// Makes the leaflet for the waiting room.
///
/// # Errors
/// [`ApiError::Document`] naming what no font of ours can print.
pub async fn make(app: &App, language: SheetLanguage) -> Result<DocumentId, ApiError> {
    let open = app.run(UseCase::PrintDeskPaper).await?;
    let now = app.now();
    let leaflet = leaflet(&open, now, language).await?;
    keep(&open, now, None, leaflet).await
}

async fn leaflet(
    open: &Open,
    now: DateTime<Utc>,
    language: SheetLanguage,
) -> Result<Leaflet, ApiError> {
    // It names nobody who treats.
    let approved = approval::printed(open, now, PersonId::NONE).await?;
    Ok(Leaflet {
        language,
        clinic: open.clinic.clone(),
        patient: None,
        mark: DocumentMark {
            number: String::new(),
            version: 1,
        },
        studies: open.rules.leaflet_studies,
        approved_by: approved.map(|(_, by)| by),
    })
}

async fn keep(
    open: &Open,
    now: DateTime<Utc>,
    patient: Option<PatientId>,
    mut leaflet: Leaflet,
) -> Result<DocumentId, ApiError> {
    let about = patient.map_or(open.store.vault().install(), |patient| patient.0);
    document::keep(open, now, patient, about, DocumentKind::Leaflet, |mark| {
        leaflet.mark = mark;
        render(&leaflet, &parties::style(&open.clinic))
    })
    .await
}

/// When a leaflet was first handed to the patient since anything was signed: giving it starts the time to think
/// (PRACTICE 42).
pub(crate) async fn handed_over_at(
    open: &Open,
    patient: PatientId,
) -> Result<Option<DateTime<Utc>>, ApiError> {
    let mut reader = open.store.reader().await?;
    let signed_at = stored_consent::list(&mut reader, patient)
        .await?
        .first()
        .map(|newest| newest.consent.countersigned_at);
    let mut first = None;
    for leaflet in stored::list(&mut reader, patient).await? {
        if leaflet.document.kind != DocumentKind::Leaflet {
            continue;
        }
        for taken in stored::steps(&mut reader, leaflet.document.id).await? {
            let counts = taken.step == DocumentStep::HandedOver
                && signed_at.is_none_or(|signed| taken.at > signed);
            if counts && first.is_none_or(|first| taken.at < first) {
                first = Some(taken.at);
            }
        }
    }
    Ok(first)
}
