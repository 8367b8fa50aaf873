//! The timeline of a patient, a window at a time: the newest first, and what came before it from a cursor.

use crate::app::{App, Open};
use crate::error::ApiError;
use crate::role::UseCase;
use chrono::{DateTime, NaiveDate, Utc};
use needlebook_domain::ids::PatientId;
use needlebook_domain::timeline::{Told, Topic};
use needlebook_store::person::{self, Names};
use needlebook_store::timeline::{self, TimelineEntry};
use serde::Serialize;
use specta::Type;
use uuid::Uuid;

#[derive(Clone, Debug, Serialize, Type)]
pub struct TimelineItem {
    /// What to ask for to see what came before.
    pub event: Uuid,
    /// The session, consent, note or other thing that it is about.
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub on: NaiveDate,
    /// Who recorded it; for a session or a consent who signed it.
    pub by: String,
    pub told: Told,
}

/// A window of the timeline.
#[derive(Clone, Debug, Serialize, Type)]
pub struct TimelineView {
    pub items: Vec<TimelineItem>,
    /// More came before the last of these.
    pub more: bool,
}

/// Lines that come at once.
const WINDOW: u32 = 40;

/// The newest lines, or those before an event; all of them or those of one topic.
///
/// # Errors
/// [`ApiError::NotFound`].
pub async fn get(
    app: &App,
    patient: PatientId,
    topic: Option<Topic>,
    before: Option<Uuid>,
) -> Result<TimelineView, ApiError> {
    let open = app.run(UseCase::ReadRecord).await?;
    window(&open, patient, topic, before).await
}

pub(crate) async fn window(
    open: &Open,
    patient: PatientId,
    topic: Option<Topic>,
    before: Option<Uuid>,
) -> Result<TimelineView, ApiError> {
    let mut reader = open.store.reader().await?;
    let people = person::names(&mut reader).await?;
    let mut entries = timeline::list(&mut reader, patient, topic, before, WINDOW + 1).await?;
    let more = entries.len() > WINDOW as usize;
    entries.truncate(WINDOW as usize);
    Ok(TimelineView {
        items: entries
            .into_iter()
            .map(|entry| item(open, &people, entry))
            .collect(),
        more,
    })
}

fn item(open: &Open, people: &Names, entry: TimelineEntry) -> TimelineItem {
    let recorder = || entry.by.map(|by| people.of(by)).unwrap_or_default();
    let (on, by) = match &entry.told {
        Told::Consultation {
            held_on,
            consultant,
        } => (*held_on, consultant.clone()),
        Told::Consent { practitioner, .. } => (open.local_date(entry.at), practitioner.clone()),
        Told::Session { signed_name, .. } => (open.local_date(entry.at), signed_name.clone()),
        _ => (open.local_date(entry.at), recorder()),
    };
    TimelineItem {
        event: entry.event,
        id: entry.about,
        at: entry.at,
        on,
        by,
        told: entry.told,
    }
}
