//! The draft of a report to the authority: what the record knows, with lines for what it cannot know. About nobody.

use super::{reach::Known, steps};
use crate::app::{App, Open};
use crate::error::ApiError;
use crate::role::UseCase;
use crate::{document, parties};
use chrono::{DateTime, Utc};
use needlebook_documents::DocumentMark;
use needlebook_documents::breach_report::{BreachReport, Measure, render};
use needlebook_domain::document::DocumentKind;
use needlebook_domain::ids::{DocumentId, LossId};
use needlebook_store::document::find_newest;
use needlebook_store::loss::{self as stored, StoredLoss};
use needlebook_store::person;

/// The report of a loss: the one that was made, while it still says what the record says; or a new version.
///
/// # Errors
/// [`ApiError::NotFound`]; [`ApiError::Document`] naming what no font of ours can print.
pub async fn make_report(app: &App, id: LossId) -> Result<DocumentId, ApiError> {
    let open = app.run(UseCase::HandleLoss).await?;
    let now = app.now();
    let mut reader = open.store.reader().await?;
    let loss = stored::get(&mut reader, id).await?;
    let made = find_newest(&mut reader, id.0, DocumentKind::BreachReport).await?;
    if let Some(made) = made
        && stored::is_up_to_date(&mut reader, made.document.id).await?
    {
        return Ok(made.document.id);
    }
    // Given back before the page is kept: a few readers serve everybody.
    drop(reader);
    let mut report = report(&open, loss, now).await?;
    document::keep(&open, now, None, id.0, DocumentKind::BreachReport, |mark| {
        report.mark = mark;
        render(&report, &parties::style(&open.clinic))
    })
    .await
}

/// What the report says; its number is given when it is kept.
async fn report(open: &Open, of: StoredLoss, now: DateTime<Utc>) -> Result<BreachReport, ApiError> {
    let known = Known::load(open, Some(&of.loss), now).await?;
    let (held, outside) = known.extent(open).await?;
    let reach = known.view();
    let measures = steps::list(open, of.loss.facts.noticed_at).await?;
    let people = person::names(&mut *open.store.reader().await?).await?;
    Ok(BreachReport {
        clinic: open.clinic.clone(),
        mark: DocumentMark {
            number: String::new(),
            version: 1,
        },
        recorded_by: people.of(of.loss.recorded_by),
        recorded_at: of.loss.recorded_at,
        facts: of.loss.facts,
        restored_from: reach.restored.map(|restored| restored.made_at),
        last_backup_at: reach.last_backup_at,
        last_lock_at: reach.last_lock.map(|lock| lock.at),
        signed_in_after: reach.last_lock.and_then(|lock| lock.signed_in_at),
        held,
        outside,
        measures: measures
            .into_iter()
            .map(|step| Measure {
                step: step.step,
                done: step.done,
                done_at: step.done_at,
                missing: u32::try_from(step.missing.len()).unwrap_or(u32::MAX),
            })
            .collect(),
        contact: open.person.printed_name(),
        made_at: now,
    })
}
