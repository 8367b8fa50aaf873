//! The sheet for somebody whose screening says "not today": made from what was signed, sealed and kept like every page
//! that goes home.

use crate::app::App;
use crate::error::ApiError;
use crate::role::UseCase;
use crate::{approval, document, parties};
use needlebook_documents::DocumentMark;
use needlebook_documents::not_today::{NotToday, render};
use needlebook_domain::document::DocumentKind;
use needlebook_domain::ids::{DocumentId, PatientId};
use needlebook_domain::screening::Outcome;
use needlebook_store::{person, screening};

/// Makes the sheet from the newest screening. Each making is a new version; earlier ones stay.
///
/// # Errors
/// [`ApiError::NotFound`] where no screening was signed, or the newest one lets a session begin;
/// [`ApiError::Document`] naming what no font of ours can print.
pub async fn make(app: &App, patient: PatientId) -> Result<DocumentId, ApiError> {
    let open = app.run(UseCase::Screen).await?;
    let now = app.now();
    let (of, _) = crate::patient::get(&open, patient).await?;
    let mut reader = open.store.reader().await?;
    let newest = screening::find_newest(&mut reader, patient).await?;
    let newest = newest
        .filter(|newest| newest.judgement.outcome >= Outcome::Defer)
        .ok_or_else(|| ApiError::NotFound {
            entity: "screening".to_owned(),
        })?;
    let asked_by = person::get(&mut reader, newest.signed_by).await?;
    // Given back before the page is kept: a few readers serve everybody.
    drop(reader);
    let approved = approval::printed(&open, now, newest.signed_by).await?;
    let mut sheet = NotToday {
        clinic: open.clinic.clone(),
        patient: parties::patient(&of),
        mark: DocumentMark {
            number: String::new(),
            version: 1,
        },
        practitioner: parties::practitioner(&asked_by),
        asked_on: open.local_date(newest.signed_at),
        judgement: newest.judgement,
        approved_by: approved.map(|(_, by)| by),
    };
    let about = newest.id.0;
    document::keep(&open, now, patient, about, DocumentKind::NotToday, |mark| {
        sheet.mark = mark;
        render(&sheet, &parties::style(&open.clinic))
    })
    .await
}
