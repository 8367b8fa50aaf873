//! Who looked at whom: one event a person, patient and quarter of an hour. It is written once the page has been answered:
//! nobody waits for the disk's last word to read a record.

use crate::app::{App, Open};
use crate::error::ApiError;
use crate::role::UseCase;
use chrono::{DateTime, Utc};
use needlebook_domain::ids::PatientId;
use needlebook_store::journal::Fact;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;

/// A patient looked at again within so many minutes is the same view.
const VIEW_MINUTES: i64 = 15;

/// The views of whoever is signed in.
#[derive(Debug, Default)]
pub(crate) struct Views(Mutex<Noted>);

#[derive(Debug, Default)]
struct Noted {
    last: HashMap<PatientId, DateTime<Utc>>,
    unwritten: Vec<(PatientId, DateTime<Utc>)>,
}

impl Views {
    fn noted(&self) -> MutexGuard<'_, Noted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Wakes whoever writes them down.
#[derive(Debug, Default)]
pub(crate) struct ViewNoted(Notify);

/// Notes that a patient's record is shown now.
pub(crate) fn note(app: &App, open: &Open, patient: PatientId, now: DateTime<Utc>) {
    let mut noted = open.views.noted();
    let fresh = |at: &DateTime<Utc>| (now - *at).num_minutes() < VIEW_MINUTES;
    if noted.last.get(&patient).is_some_and(fresh) {
        return;
    }
    noted.last.insert(patient, now);
    noted.unwritten.push((patient, now));
    drop(noted);
    app.view_noted.0.notify_one();
}

/// Writes what was noted. What the disk refuses stays noted and is written with the next.
pub(crate) async fn write(open: &Open) -> Result<(), ApiError> {
    loop {
        let Some((patient, at)) = open.views.noted().unwritten.first().copied() else {
            return Ok(());
        };
        let mut write = open.write(at).await?;
        // Somebody else may have written it while the pen was waited for.
        if !open.views.noted().unwritten.contains(&(patient, at)) {
            continue;
        }
        write.append(patient.0, Fact::PatientViewed {}).await?;
        write.commit().await?;
        open.views
            .noted()
            .unwritten
            .retain(|one| *one != (patient, at));
    }
}

/// Waits until a record was shown.
pub async fn noted(app: &App) {
    app.view_noted.0.notified().await;
}

/// Writes down which records were shown since.
///
/// # Errors
/// What the store refuses; the next round tries again.
pub async fn record(app: &App) -> Result<(), ApiError> {
    write(&*app.run(UseCase::ReadRecord).await?).await
}
