//! Finding people, lots and documents while typing.

use crate::app::App;
use crate::error::ApiError;
use crate::patient::PatientHit;
use crate::role::UseCase;
use crate::similar::Present;
use needlebook_domain::ids::{DocumentId, LotId};
use needlebook_store::search::{self, Hit};
use serde::Serialize;
use specta::Type;

/// One line of an answer.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RecordHit {
    Patient {
        patient: PatientHit,
    },
    Lot {
        id: LotId,
        number: String,
    },
    Document {
        id: DocumentId,
        number: String,
        patient: PatientHit,
    },
}

/// What was found, the best first.
#[derive(Clone, Debug, Serialize, Type)]
pub struct RecordsFound {
    pub hits: Vec<RecordHit>,
    /// How close a hit is to what was typed.
    pub matched: Matched,
}

/// The people among what was found.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PatientsFound {
    pub hits: Vec<PatientHit>,
    pub matched: Matched,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Matched {
    /// Every word typed begins a word of the name, marks and case aside; or a number, a date or an address does.
    Exact,
    /// Nobody is called so; these names are one typing error away.
    Typo,
}

impl From<search::Matched> for Matched {
    fn from(matched: search::Matched) -> Self {
        match matched {
            search::Matched::Exact => Self::Exact,
            search::Matched::Typo => Self::Typo,
        }
    }
}

/// People, lots and, for those who may read records, documents.
///
/// # Errors
/// [`ApiError::Locked`].
pub async fn search_records(app: &App, query: String) -> Result<RecordsFound, ApiError> {
    let open = app.run(UseCase::FindPatient).await?;
    let found = {
        let mut reader = open.store.reader().await?;
        search::find(&mut reader, open.store.vocabulary(), &query).await?
    };
    let present = if found.hits.is_empty() {
        Present::default()
    } else {
        Present::load(&open, app.now()).await?
    };
    // That somebody has a consent or a sheet is part of the record (PRACTICE 66).
    let reads_records = UseCase::ReadRecord.check(&open.person).is_ok();
    let hits = found.hits.into_iter().filter_map(|hit| match hit {
        Hit::Patient(listed) => Some(RecordHit::Patient {
            patient: PatientHit::of(listed, &present),
        }),
        Hit::Lot { id, number } => Some(RecordHit::Lot { id, number }),
        Hit::Document { id, number, of } => reads_records.then(|| RecordHit::Document {
            id,
            number,
            patient: PatientHit::of(of, &present),
        }),
    });
    Ok(RecordsFound {
        hits: hits.collect(),
        matched: found.matched.into(),
    })
}

/// # Errors
/// [`ApiError::Locked`].
pub async fn search_patients(app: &App, query: String) -> Result<PatientsFound, ApiError> {
    let found = search_records(app, query).await?;
    let hits = found.hits.into_iter().filter_map(|hit| match hit {
        RecordHit::Patient { patient } => Some(patient),
        RecordHit::Lot { .. } | RecordHit::Document { .. } => None,
    });
    Ok(PatientsFound {
        hits: hits.collect(),
        matched: found.matched,
    })
}
