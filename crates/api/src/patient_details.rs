//! Who somebody is and how to reach them: the one page of a patient that the desk reads too (PRACTICE 66).

use crate::app::App;
use crate::error::ApiError;
use crate::role::{UseCase, sees_findings};
use crate::view;
use chrono::{DateTime, Utc};
use needlebook_domain::change::FieldChange;
use needlebook_domain::ids::PatientId;
use needlebook_domain::patient::Patient;
use needlebook_store::{correction, patient, person};
use serde::Serialize;
use specta::Type;

#[derive(Clone, Debug, Serialize, Type)]
pub struct PatientDetails {
    /// Without what was found and noted, for whoever may not read that.
    pub patient: Patient,
    /// The version that a correction must name.
    pub version: u32,
    pub age: u8,
    pub archived: Option<ArchivedView>,
    /// What was corrected, newest first.
    pub corrections: Vec<CorrectionView>,
    /// Whether this person reads the rest of the record.
    pub reads_record: bool,
}

/// Put away: when, by whom and why.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ArchivedView {
    pub at: DateTime<Utc>,
    pub by: String,
    pub reason: String,
}

/// One value before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct CorrectionView {
    pub change: FieldChange,
    pub at: DateTime<Utc>,
    pub by: String,
}

/// Fields that the desk is not told of; see [`Patient::for_desk`].
const FOUND: [&str; 4] = ["fitzpatrick", "sun.burns", "sun.tans", "notes"];

/// # Errors
/// [`ApiError::NotFound`].
pub async fn get(app: &App, id: PatientId) -> Result<PatientDetails, ApiError> {
    let open = app.run(UseCase::SeeDetails).await?;
    let now = app.now();
    let reads_record = sees_findings(&open.person);
    let mut reader = open.store.reader().await?;
    let (found, version) = patient::get(&mut reader, id).await?;
    let people = person::names(&mut reader).await?;
    let archived = patient::find_archived(&mut reader, id).await?;
    let corrections = correction::list(&mut reader, id, id.0).await?;
    drop(reader);
    let details = PatientDetails {
        age: found.age_on(open.local_date(now)),
        patient: if reads_record {
            found
        } else {
            found.for_desk()
        },
        version: u32::try_from(version).unwrap_or(u32::MAX),
        archived: archived.map(|archived| ArchivedView {
            at: archived.at,
            by: people.of(archived.by),
            reason: archived.reason,
        }),
        corrections: corrections
            .into_iter()
            .filter(|one| reads_record || !FOUND.contains(&one.change.field.as_str()))
            .map(|one| CorrectionView {
                change: one.change,
                at: one.at,
                by: people.of(one.by),
            })
            .collect(),
        reads_record,
    };
    view::note(app, &open, id, now);
    Ok(details)
}
