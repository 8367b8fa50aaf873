//! The pre-care sheet for a planned day: made, sealed and kept like every page that goes home.

use crate::app::App;
use crate::error::ApiError;
use crate::role::UseCase;
use crate::{document, parties};
use chrono::NaiveDate;
use needlebook_documents::DocumentMark;
use needlebook_documents::precare::PrecareSheet;
use needlebook_domain::document::DocumentKind;
use needlebook_domain::ids::{DocumentId, PatientId};
use needlebook_domain::issue::{IssueCode, Issues};
use needlebook_domain::precare::dates;

/// Makes the sheet for a visit on this day. A new day or a new making is a new version; earlier ones stay.
///
/// # Errors
/// [`ApiError::Invalid`] for a day that is past; [`ApiError::NotFound`];
/// [`ApiError::Document`] naming what no font of ours can print.
pub async fn make(
    app: &App,
    patient: PatientId,
    planned_on: NaiveDate,
) -> Result<DocumentId, ApiError> {
    let open = app.run(UseCase::Screen).await?;
    let now = app.now();
    let made_on = open.local_date(now);
    let mut issues = Issues::default();
    if planned_on < made_on {
        let min = made_on.to_string();
        issues.add_with("planned_on", IssueCode::TooEarly, &[("min", min)]);
    }
    issues.or(())?;
    let (person, _) = crate::patient::get(&open, patient).await?;
    let mut sheet = PrecareSheet {
        clinic: open.clinic.clone(),
        patient: parties::patient(&person),
        mark: DocumentMark {
            number: String::new(),
            version: 1,
        },
        made_on,
        appointment_on: planned_on,
        dates: dates(planned_on, &open.rules.screening),
    };
    document::keep(
        &open,
        now,
        patient,
        patient.0,
        DocumentKind::Precare,
        |mark| {
            sheet.mark = mark;
            needlebook_documents::precare::render(&sheet, &parties::style(&open.clinic))
        },
    )
    .await
}
