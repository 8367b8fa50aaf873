//! Whose consent needs somebody's eye: missing, taken back, ended, ending soon.

use crate::app::App;
use crate::error::ApiError;
use crate::role::UseCase;
use chrono::{Months, NaiveDate};
use needlebook_domain::consent::{MONTHS_VALID, MONTHS_WITHOUT_SESSION};
use needlebook_domain::consent_standing::{ConsentDates, ConsentNeed, need};
use needlebook_domain::ids::PatientId;
use needlebook_store::consent_standing;
use serde::Serialize;
use specta::Type;

/// As many as anybody reads; `more` says that there are others.
const MOST: usize = 200;

/// Everybody whose consent needs an eye.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ConsentNeeds {
    pub people: Vec<PersonInNeed>,
    pub more: bool,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct PersonInNeed {
    pub patient: PatientId,
    pub name: String,
    pub birth_on: NaiveDate,
    pub need: ConsentNeed,
}

/// Taken back first, then ended, ending and missing; within each the latest day first.
///
/// # Errors
/// [`ApiError::NotAllowed`].
pub async fn list_needs(app: &App) -> Result<ConsentNeeds, ApiError> {
    let open = app.run(UseCase::ReadRecord).await?;
    let now = app.now();
    let today = open.local_date(now);
    // Nothing older is told: a consent that ran its whole time and then lay as long as a course may rest.
    let since = now
        .checked_sub_months(Months::new(MONTHS_VALID + MONTHS_WITHOUT_SESSION + 1))
        .unwrap_or_default();
    let known = consent_standing::list_since(&mut *open.store.reader().await?, since).await?;
    let mut found: Vec<(ConsentNeed, PatientId)> = known
        .into_iter()
        .filter_map(|known| {
            let dates = ConsentDates {
                signed_on: known.signed_at.map(|at| open.local_date(at)),
                withdrawn_on: known.withdrawn_at.map(|at| open.local_date(at)),
                last_session_on: known.last_session_on,
                consulted_on: known.consulted_on,
            };
            Some((need(&dates, today)?, known.patient))
        })
        .collect();
    found.sort_by_key(|(need, patient)| (need.rank(), std::cmp::Reverse(need.day()), patient.0));
    let more = found.len() > MOST;
    let mut people = Vec::new();
    for (need, id) in found.into_iter().take(MOST) {
        let (patient, _) = crate::patient::get(&open, id).await?;
        people.push(PersonInNeed {
            patient: id,
            name: patient.full_name(),
            birth_on: patient.birth_on,
            need,
        });
    }
    Ok(ConsentNeeds { people, more })
}
