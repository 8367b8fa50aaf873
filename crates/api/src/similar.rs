//! Patients who may be taken for one another: alike in name or birth date and here the same day or open (PRACTICE 19).

use crate::app::Open;
use crate::error::ApiError;
use crate::session_draft;
use chrono::{DateTime, Utc};
use needlebook_domain::ids::PatientId;
use needlebook_store::fold::folded;
use needlebook_store::search::Listed;
use needlebook_store::{draft, patient, today};

/// Everybody who is here today or whose session is open.
#[derive(Default)]
pub(crate) struct Present(Vec<Listed>);

impl Present {
    pub(crate) async fn load(open: &Open, now: DateTime<Utc>) -> Result<Self, ApiError> {
        let mut reader = open.store.reader().await?;
        let arrivals = today::arrivals(&mut reader, open.local_date(now)).await?;
        let mut people: Vec<Listed> = arrivals
            .iter()
            .map(|one| Listed::of(&one.patient, false))
            .collect();
        for (key, _) in draft::list(&mut reader, session_draft::KIND).await? {
            let id = PatientId(key.subject);
            if people.iter().all(|person| person.id != id) {
                people.push(Listed::of(&patient::get(&mut reader, id).await?.0, false));
            }
        }
        Ok(Self(people))
    }

    /// Whether somebody else who is here or open may be taken for this patient.
    pub(crate) fn somebody_like(&self, patient: &Listed) -> bool {
        self.0
            .iter()
            .any(|other| other.id != patient.id && alike(other, patient))
    }

    /// The same for a patient in a list, who is marked only when here or open as well: else every namesake in the store
    /// would carry a mark, and nobody would read it.
    pub(crate) fn marks(&self, patient: &Listed) -> bool {
        self.0.iter().any(|here| here.id == patient.id) && self.somebody_like(patient)
    }
}

fn alike(a: &Listed, b: &Listed) -> bool {
    a.birth_on == b.birth_on
        || folded(&a.family) == folded(&b.family)
        || (folded(&a.given) == folded(&b.given) && !a.given.is_empty())
}
