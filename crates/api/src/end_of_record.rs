//! The end of a record: how long it is kept, what is due for review, the hold that keeps it longer, and erasing it on
//! purpose. Nothing is erased by the program itself.

use crate::app::{App, Open};
use crate::error::ApiError;
use crate::patient::PatientHit;
use crate::role::UseCase;
use crate::similar::Present;
use chrono::{DateTime, NaiveDate, Utc};
use needlebook_domain::erasure::{Erased, ErasureInput};
use needlebook_domain::field;
use needlebook_domain::ids::PatientId;
use needlebook_domain::retention::{DEFAULT_YEARS, kept_until};
use needlebook_store::erasure::{self, LastSeen};
use needlebook_store::journal::Fact;
use needlebook_store::search::Listed;
use needlebook_store::{backup, legal_hold, patient, person};
use serde::Serialize;
use specta::Type;
use std::path::Path;

/// How a record stands towards its end.
#[derive(Clone, Debug, Serialize, Type)]
pub struct EndOfRecord {
    /// The day of the last session; absent for whoever never had one.
    pub last_session: Option<NaiveDate>,
    /// The first day on which nothing obliges the clinic to keep it.
    pub kept_until: NaiveDate,
    pub is_over: bool,
    pub hold: Option<HoldView>,
    /// Whether this person may erase it.
    pub may_erase: bool,
    /// Whether this person may place and lift a hold.
    pub may_hold: bool,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct HoldView {
    pub at: DateTime<Utc>,
    pub by: String,
    pub reason: String,
}

/// A record that nothing obliges the clinic to keep any more.
#[derive(Clone, Debug, Serialize, Type)]
pub struct DueForReview {
    pub hit: PatientHit,
    pub last_session: Option<NaiveDate>,
    pub kept_until: NaiveDate,
}

/// What was erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct ErasureDone {
    pub events: u32,
    /// Pages and pictures.
    pub files: u32,
}

/// # Errors
/// [`ApiError::NotFound`].
pub async fn get(app: &App, id: PatientId) -> Result<EndOfRecord, ApiError> {
    let open = app.run(UseCase::ReadRecord).await?;
    let today = open.local_date(app.now());
    let mut reader = open.store.reader().await?;
    let seen = erasure::last_seen(&mut reader, id).await?;
    let hold = legal_hold::find(&mut reader, id).await?;
    let people = person::names(&mut reader).await?;
    let until = end_of(&open, &seen);
    Ok(EndOfRecord {
        last_session: seen.last_session,
        kept_until: until,
        is_over: until <= today,
        hold: hold.map(|hold| HoldView {
            at: hold.at,
            by: people.of(hold.by),
            reason: hold.reason,
        }),
        may_erase: UseCase::ErasePatient.check(&open.person).is_ok(),
        may_hold: UseCase::HoldRecord.check(&open.person).is_ok(),
    })
}

/// Everybody whose record nothing obliges the clinic to keep, the longest unseen first.
///
/// # Errors
/// [`ApiError::NotAllowed`].
pub async fn list_due_for_review(app: &App) -> Result<Vec<DueForReview>, ApiError> {
    let open = app.run(UseCase::ReviewRetention).await?;
    let now = app.now();
    let today = open.local_date(now);
    let present = Present::load(&open, now).await?;
    let unseen = erasure::list_unseen(&mut *open.store.reader().await?, today).await?;
    let due = unseen.into_iter().filter_map(|seen| {
        let kept_until = end_of(&open, &seen);
        (kept_until <= today).then(|| DueForReview {
            kept_until,
            last_session: seen.last_session,
            hit: PatientHit::of(Listed::of(&seen.patient, seen.archived), &present),
        })
    });
    Ok(due.collect())
}

/// Keeps a record whatever its age, for a reason.
///
/// # Errors
/// No reason given; [`ApiError::NotFound`].
pub async fn place_legal_hold(app: &App, id: PatientId, reason: String) -> Result<(), ApiError> {
    hold(app, id, &reason, |reason| Fact::LegalHoldPlaced { reason }).await
}

/// # Errors
/// As [`place_legal_hold`].
pub async fn lift_legal_hold(app: &App, id: PatientId, reason: String) -> Result<(), ApiError> {
    hold(app, id, &reason, |reason| Fact::LegalHoldLifted { reason }).await
}

async fn hold(
    app: &App,
    id: PatientId,
    reason: &str,
    fact: impl FnOnce(String) -> Fact,
) -> Result<(), ApiError> {
    let open = app.run(UseCase::HoldRecord).await?;
    let reason = field::reason(reason)?;
    let mut write = open.write(app.now()).await?;
    let (patient, _) = patient::get(write.connection(), id).await?;
    write.append(patient.id.0, fact(reason)).await?;
    Ok(write.commit().await?)
}

/// Erases a record: every event's words, every page and picture, every way in to it. That it was there, its number, the
/// ground and the reason stay.
///
/// # Errors
/// What [`ErasureInput::parse`] refuses; [`ApiError::LegalHold`].
pub async fn erase(app: &App, input: ErasureInput) -> Result<ErasureDone, ApiError> {
    let open = app.run(UseCase::ErasePatient).await?;
    let now = app.now();
    let mut write = open.write(now).await?;
    if legal_hold::find(write.connection(), input.patient)
        .await?
        .is_some()
    {
        return Err(ApiError::LegalHold);
    }
    let seen = erasure::last_seen(write.connection(), input.patient).await?;
    let kept_until = end_of(&open, &seen);
    let reason = input.parse(&seen.patient, kept_until, open.local_date(now))?;
    let extent = erasure::find(write.connection(), input.patient).await?;
    let done = ErasureDone {
        events: extent.events(),
        files: u32::try_from(extent.files.len()).unwrap_or(u32::MAX),
    };
    let erased = Erased {
        entries: extent.entries.clone(),
        ground: input.ground,
        reason,
        kept_until,
        events: done.events,
        files: done.files,
        used: extent.used.clone(),
    };
    erasure::erase(&mut write, seen.patient.id, &extent, erased).await?;
    write.commit().await?;
    open.store.drop_files(&extent.files).await?;
    tell_backups(&open).await?;
    open.store.vocabulary().forget().await;
    // What the pages said before lies in the log until it is folded into the file.
    open.store.checkpoint().await?;
    Ok(done)
}

/// So that no backup from before brings them back. A place that is not there learns of it with its next backup.
async fn tell_backups(open: &Open) -> Result<(), ApiError> {
    open.store.list_forgotten().await?;
    let places = backup::list_places(&mut *open.store.reader().await?).await?;
    for place in places {
        let _ = open.store.list_forgotten_in(Path::new(&place.folder)).await;
    }
    Ok(())
}

fn end_of(open: &Open, seen: &LastSeen) -> NaiveDate {
    let last = seen
        .last_session
        .unwrap_or_else(|| open.local_date(seen.registered_at));
    let years = open.clinic.retention_years.unwrap_or(DEFAULT_YEARS);
    kept_until(last, seen.patient.birth_on, years)
}
