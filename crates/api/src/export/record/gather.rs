//! Everything that the pages say, read from the store. Drafts are never asked for.

use super::lines;
use crate::app::Open;
use crate::error::ApiError;
use crate::visit::Visit;
use crate::{alert, parties, photo as photos, reaction_report, sheet};
use chrono::{DateTime, Utc};
use needlebook_documents::Picture;
use needlebook_documents::patient_record::{
    CourseLine, DisclosureLine, DocumentLine, PatientRecord, PhotoLine,
};
use needlebook_documents::reaction::ReactionReport;
use needlebook_documents::session::SessionRecord;
use needlebook_domain::ids::PatientId;
use needlebook_domain::photo::{FiledPhoto, PhotoScope, may_export};
use needlebook_domain::timeline::Topic;
use needlebook_media::jpeg_size;
use needlebook_store::person::{self, Names};
use needlebook_store::{
    alert as stored_alert, attachment, document, medical_history, merge, note, patient, photo,
    reaction, session, task, timeline,
};

/// The record as it stands now.
///
/// # Errors
/// [`ApiError::NotFound`]; damage.
pub(super) async fn record(
    open: &Open,
    id: PatientId,
    now: DateTime<Utc>,
) -> Result<PatientRecord, ApiError> {
    let visit = Visit::load(open, id).await?;
    let mut reader = open.store.reader().await?;
    let people = person::names(&mut reader).await?;
    let (of, _) = patient::get(&mut reader, id).await?;
    let archived = patient::find_archived(&mut reader, id).await?.is_some();
    let merged = merge::list(&mut reader, id).await?;
    let history = medical_history::list(&mut reader, id).await?;
    let pinned = stored_alert::list(&mut reader, id).await?;
    let attached = attachment::list(&mut reader, id).await?;
    let mut notes = note::list(&mut reader, id, None, u32::MAX).await?;
    let mut tasks = task::list(&mut reader, id, u32::MAX).await?;
    // Given back before the next one is asked for: a few readers serve everybody.
    drop(reader);
    notes.reverse();
    tasks.reverse();
    let holding: Vec<_> = history
        .iter()
        .filter(|line| line.voided.is_none())
        .map(|line| line.entry.item.clone())
        .collect();
    let answers = visit.screenings.first().map(|newest| &newest.answers);
    let alerts = alert::alerts(visit.open_reactions(), &holding, answers, pinned);
    let on = |at| open.local_date(at);
    Ok(PatientRecord {
        clinic: open.clinic.clone(),
        patient: parties::patient(&of),
        archived,
        merged: merged
            .into_iter()
            .map(|entry| entry.patient.record_number)
            .collect(),
        alerts: alerts.into_iter().map(lines::alert).collect(),
        history: history
            .into_iter()
            .map(|line| lines::history(line, &people))
            .collect(),
        courses: courses(&visit, &people),
        screenings: visit
            .screenings
            .iter()
            .rev()
            .map(|one| lines::screening(one, &people))
            .collect(),
        consents: visit
            .consents
            .iter()
            .rev()
            .map(|stored| lines::consent(open, &visit, stored, &people, on))
            .collect::<Result<_, _>>()?,
        replies: visit
            .replies
            .iter()
            .map(|reply| lines::reply(reply, &people))
            .collect(),
        sessions: sessions(open, &visit, now).await?,
        reactions: reactions(open, id, now).await?,
        notes,
        tasks: tasks
            .into_iter()
            .map(|stored| lines::task(stored, &people))
            .collect(),
        photos: filed(open, id, &visit).await?,
        documents: documents(open, &visit, &people).await?,
        attachments: attached
            .into_iter()
            .map(|one| {
                let by = people.of(one.attached_by);
                (one, by)
            })
            .collect(),
        disclosures: disclosures(open, id, &people).await?,
        person: of,
        made_by: open.person.printed_name(),
        made_at: now,
    })
}

fn courses(visit: &Visit, people: &Names) -> Vec<CourseLine> {
    let changes = |consultation| {
        let of = visit.course_changes.iter();
        of.filter(move |change| change.consultation == consultation)
            .map(|change| (change.clone(), people.of(change.by)))
            .collect()
    };
    let consultations = visit.consultations.iter().rev();
    consultations
        .map(|consultation| CourseLine {
            consultation: consultation.clone(),
            changes: changes(consultation.id),
        })
        .collect()
}

/// Signed ones as they were signed, with what was added since.
async fn sessions(
    open: &Open,
    visit: &Visit,
    now: DateTime<Utc>,
) -> Result<Vec<SessionRecord>, ApiError> {
    let mut said = Vec::with_capacity(visit.sessions.len());
    for one in visit.sessions.iter().rev() {
        let signed = {
            let mut reader = open.store.reader().await?;
            session::get_as_signed(&mut reader, one.record.id).await?
        };
        said.push(sheet::session_record(open, visit, &signed, now).await?);
    }
    said.sort_by_key(|one| one.started_at);
    Ok(said)
}

async fn reactions(
    open: &Open,
    id: PatientId,
    now: DateTime<Utc>,
) -> Result<Vec<ReactionReport>, ApiError> {
    let stored = reaction::list(&mut *open.store.reader().await?, id).await?;
    let mut reports = Vec::with_capacity(stored.len());
    for one in stored {
        reports.push(reaction_report::report(open, one, now).await?);
    }
    reports.sort_by_key(|report| report.facts.onset_on);
    Ok(reports)
}

/// Photos by day; with their small copies only where a consent that stands lets photos into the record.
async fn filed(open: &Open, id: PatientId, visit: &Visit) -> Result<Vec<PhotoLine>, ApiError> {
    let mut reader = open.store.reader().await?;
    let mut all = photo::list(&mut reader, id).await?;
    let shown = may_export(PhotoScope::Record, photos::choices(&mut reader, id).await?);
    drop(reader);
    all.sort_by_key(|one| one.filing.taken_on);
    let mut said = Vec::with_capacity(all.len());
    for one in all {
        let of = |number: &&needlebook_domain::session::Session| {
            Some(number.record.id) == one.filing.session
        };
        said.push(PhotoLine {
            session: visit.sessions.iter().find(of).map(|found| found.number),
            picture: if shown {
                Some(preview(open, &one).await?)
            } else {
                None
            },
            filing: one.filing,
        });
    }
    Ok(said)
}

async fn preview(open: &Open, filed: &FiledPhoto) -> Result<Picture, ApiError> {
    let jpeg = open.store.open_file(filed.photo.files.preview).await?;
    let (width, height) = jpeg_size(&jpeg)?;
    Ok(Picture {
        jpeg,
        width,
        height,
        mirrored: filed.filing.mirrored,
    })
}

async fn documents(
    open: &Open,
    visit: &Visit,
    people: &Names,
) -> Result<Vec<DocumentLine>, ApiError> {
    let mut reader = open.store.reader().await?;
    let mut made = Vec::with_capacity(visit.documents.len());
    for stored in &visit.documents {
        let steps = document::steps(&mut reader, stored.document.id).await?;
        made.push(lines::document(&stored.document, &steps, people));
    }
    made.sort_by_key(|line| line.made_at);
    Ok(made)
}

async fn disclosures(
    open: &Open,
    id: PatientId,
    people: &Names,
) -> Result<Vec<DisclosureLine>, ApiError> {
    let mut reader = open.store.reader().await?;
    let topic = Some(Topic::Disclosures);
    let entries = timeline::list(&mut reader, id, topic, None, u32::MAX).await?;
    let said = entries.into_iter().rev();
    Ok(said
        .filter_map(|entry| lines::disclosure(entry, people))
        .collect())
}
