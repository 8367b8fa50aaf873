//! Visits that went with the laptop. What was planned and what arrived is known up to the backup alone; the rest is in people's
//! heads and on their paper. This helps the memory and claims no more.

use crate::app::Open;
use crate::due_back::waiting;
use crate::error::ApiError;
use chrono::{DateTime, NaiveDate, Utc};
use needlebook_domain::course::Due;
use needlebook_domain::ids::PatientId;
use needlebook_store::loss::{RestoredFrom, list_treated_since};
use needlebook_store::today::arrivals;
use serde::Serialize;
use specta::Type;
use std::collections::HashSet;

/// The days that this record knows nothing of, and who may have been here on them.
#[derive(Clone, Debug, Serialize, Type)]
pub struct VisitsAgain {
    /// When the backup was made.
    pub from: DateTime<Utc>,
    /// When the record was restored.
    pub to: DateTime<Utc>,
    /// Who had arrived on the day of the backup, before it was made.
    pub arrived: Vec<AgainRow>,
    /// Who was waited for on these days.
    pub due: Vec<AgainRow>,
    /// How many more were waited for than stand here.
    pub more: u32,
}

/// Somebody who may have been here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct AgainRow {
    pub patient_id: PatientId,
    pub name: String,
    /// The window they were waited for in; nothing for who had arrived.
    pub window: Option<(NaiveDate, NaiveDate)>,
    /// A session of theirs was signed since the restore.
    pub recorded_since: bool,
}

pub(super) async fn find(
    open: &Open,
    restored: Option<RestoredFrom>,
    now: DateTime<Utc>,
) -> Result<Option<VisitsAgain>, ApiError> {
    let Some(restored) = restored else {
        return Ok(None);
    };
    let from_on = open.local_date(restored.made_at);
    let to_on = open.local_date(restored.at);
    let waited = waiting(open, open.local_date(now), None, false).await?;
    let mut reader = open.store.reader().await?;
    let treated: HashSet<PatientId> = list_treated_since(&mut reader, restored.seq)
        .await?
        .into_iter()
        .collect();
    let arrived: Vec<AgainRow> = arrivals(&mut reader, from_on)
        .await?
        .into_iter()
        .filter(|arrival| arrival.arrived_at <= restored.made_at)
        .map(|arrival| AgainRow {
            patient_id: arrival.patient.id,
            name: arrival.patient.full_name(),
            window: None,
            recorded_since: treated.contains(&arrival.patient.id),
        })
        .collect();
    let due = waited
        .rows
        .into_iter()
        .filter(|row| row.due != Due::Lapsed && row.due_from <= to_on && row.due_to >= from_on)
        .filter(|row| arrived.iter().all(|one| one.patient_id != row.patient_id))
        .map(|row| AgainRow {
            patient_id: row.patient_id,
            name: row.name,
            window: Some((row.due_from, row.due_to)),
            recorded_since: treated.contains(&row.patient_id),
        })
        .collect();
    Ok(Some(VisitsAgain {
        from: restored.made_at,
        to: restored.at,
        arrived,
        due,
        more: waited.more,
    }))
}
