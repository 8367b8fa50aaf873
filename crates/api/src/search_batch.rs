//! Many look-ups in one run, for other programs: timed one by one, journaled once.

use crate::app::App;
use crate::error::ApiError;
use crate::role::UseCase;
use chrono::NaiveDate;
use needlebook_domain::ids::PatientId;
use needlebook_store::journal::Fact;
use needlebook_store::search;
use serde::Serialize;
use std::time::Instant;

/// The answer to one query.
#[derive(Clone, Debug, Serialize)]
pub struct Found {
    pub query: String,
    /// 20 at most, the best first.
    pub hits: Vec<Hit>,
    /// Microseconds the store took.
    pub store_us: u64,
}

#[derive(Clone, Debug, Serialize)]
pub struct Hit {
    pub kind: HitKind,
    pub id: PatientId,
    pub record_number: String,
    pub family: String,
    pub given: String,
    pub birth_date: NaiveDate,
    #[serde(rename = "match")]
    pub matched: Matched,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HitKind {
    Patient,
}

/// How close a hit is to what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Matched {
    /// Every word typed begins a word of the name, marks and case aside.
    Exact,
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
        let patients = search::patients(&mut reader, &query).await?;
        let store_us = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
        self.queries += 1;
        let hits = patients
            .into_iter()
            .map(|patient| Hit {
                kind: HitKind::Patient,
                id: patient.id,
                record_number: patient.record_number,
                family: patient.family,
                given: patient.given,
                birth_date: patient.birth_on,
                matched: Matched::Exact,
            })
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
