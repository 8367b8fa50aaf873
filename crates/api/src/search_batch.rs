//! Many look-ups in one run, for other programs: timed one by one, journaled once.

use crate::app::App;
use crate::error::ApiError;
use crate::role::UseCase;
use crate::search::Matched;
use chrono::NaiveDate;
use needlebook_store::journal::Fact;
use needlebook_store::search;
use serde::Serialize;
use std::time::Instant;
use uuid::Uuid;

/// The answer to one query.
#[derive(Clone, Debug, Serialize)]
pub struct Found {
    pub query: String,
    /// 20 at most, the best first.
    pub hits: Vec<Hit>,
    /// Microseconds the store took.
    pub store_us: u64,
}

/// A line of an answer. A lot has no name and no birth date; a document has its patient's.
#[derive(Clone, Debug, Serialize)]
pub struct Hit {
    pub kind: HitKind,
    pub id: Uuid,
    /// The number of what was found: of the patient's record, of the lot or of the document.
    pub record_number: String,
    pub family: Option<String>,
    pub given: Option<String>,
    pub birth_date: Option<NaiveDate>,
    #[serde(rename = "match")]
    pub matched: Matched,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HitKind {
    Patient,
    Lot,
    Document,
}

impl Hit {
    fn of(hit: search::Hit, matched: Matched) -> Self {
        let (kind, id, record_number, of) = match hit {
            search::Hit::Patient(listed) => (
                HitKind::Patient,
                listed.id.0,
                listed.record_number.clone(),
                Some(listed),
            ),
            search::Hit::Lot { id, number } => (HitKind::Lot, id.0, number, None),
            search::Hit::Document { id, number, of } => (HitKind::Document, id.0, number, Some(of)),
        };
        Self {
            kind,
            id,
            record_number,
            birth_date: of.as_ref().map(|listed| listed.birth_on),
            family: of.as_ref().map(|listed| listed.family.clone()),
            given: of.map(|listed| listed.given),
            matched,
        }
    }
}

/// One run of look-ups.
pub struct Batch<'a> {
    app: &'a App,
    queries: u32,
}

impl<'a> Batch<'a> {
    /// # Errors
    /// [`ApiError::Locked`], [`ApiError::NotAllowed`].
    pub async fn begin(app: &'a App) -> Result<Self, ApiError> {
        drop(app.run(UseCase::FindPatient).await?);
        Ok(Self { app, queries: 0 })
    }

    /// # Errors
    /// [`ApiError::Locked`].
    pub async fn look_up(&mut self, query: String) -> Result<Found, ApiError> {
        let open = self.app.run(UseCase::FindPatient).await?;
        let mut reader = open.store.reader().await?;
        let begun = Instant::now();
        let found = search::find(&mut reader, open.store.vocabulary(), &query).await?;
        let store_us = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
        self.queries += 1;
        let reads_records = UseCase::ReadRecord.check(&open.person).is_ok();
        let matched = found.matched.into();
        let hits = found
            .hits
            .into_iter()
            .filter(|hit| reads_records || !matches!(hit, search::Hit::Document { .. }))
            .map(|hit| Hit::of(hit, matched))
            .collect();
        Ok(Found {
            query,
            hits,
            store_us,
        })
    }

    /// Journals that so many names were looked up, never which.
    ///
    /// # Errors
    /// [`ApiError::StorageFull`].
    pub async fn finish(self) -> Result<(), ApiError> {
        let open = self.app.run(UseCase::FindPatient).await?;
        let mut write = open.write(self.app.now()).await?;
        write
            .append(
                open.actor().0,
                Fact::PatientsLookedUp {
                    queries: self.queries,
                },
            )
            .await?;
        Ok(write.commit().await?)
    }
}
