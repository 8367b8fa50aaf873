//! One patient's record, whole.

use super::attachments::put_attachments;
use super::form::{
    AttachmentExport, ConsentExport, DocumentExport, EventExport, HistoryExport, NoteExport,
    PatientExport, PhotoExport, SessionExport, VERSION,
};
use super::out::Out;
use super::pictures::put_photos;
use super::record::put_pages;
use super::table::Table;
use super::{Exported, hand_over, protection};
use crate::app::{App, Open};
use crate::error::ApiError;
use crate::role::UseCase;
use crate::view;
use crate::visit::Visit;
use crate::work::Running;
use chrono::{DateTime, Utc};
use needlebook_domain::ids::PatientId;
use needlebook_store::{
    erasure, journal, medical_history, merge, note, patient, person, session_amendment,
};
use std::collections::HashMap;
use std::path::Path;
use uuid::Uuid;

/// Writes one patient's record into a new folder, or a zip under a passphrase, inside `folder`: as pages to read, as JSON with
/// its events, an extract of the audit as a table, every made document as its kept pages, and every photo as a file.
///
/// # Errors
/// [`ApiError::NotFound`]; [`ApiError::File`] with nothing left of it.
pub async fn export_patient(
    app: &App,
    id: PatientId,
    folder: &Path,
    passphrase: String,
) -> Result<Exported, ApiError> {
    let open = app.run(UseCase::ExportPatient).await?;
    let running = Running::begin(app, 1)?;
    let now = app.now();
    let names = names(&open).await?;
    let (person, _) = crate::patient::get(&open, id).await?;
    let passphrase = protection(passphrase);
    let protected = passphrase.is_some();
    let name = format!("patient-{}-{}", person.record_number, open.local_date(now));
    let mut out = Out::begin(folder, &name, passphrase)?;
    out.put("README.txt", README.as_bytes())?;
    let events = events(&open, person.id, &names).await?;
    put_audit(&mut out, &events)?;
    put_record(&open, &mut out, "", person.id, now, events).await?;
    running.step()?;
    hand_over(app, &open, out, Some(person.id), 1, protected).await
}

const README: &str = "A patient record from Needlebook.\n\n\
record.pdf     the whole record to read: person, history, consents, sessions, reactions, notes, photos, disclosures\n\
patient.json   the whole record; its fields are described in docs/patient-export.schema.json of the program\n\
audit.csv      who recorded, printed, exported or looked at what, and when\n\
documents/     consents, aftercare sheets and session records exactly as they were made\n\
photos/        every photo, named by day, view and stage\n\
attachments/   documents that came from elsewhere, named by day and kind\n\
SHA256SUMS     checksums of all files (sha256sum --check SHA256SUMS)\n\n\
In audit.csv a cell that a spreadsheet would run as a formula begins with an apostrophe.\n";

pub(super) async fn names(open: &Open) -> Result<HashMap<Uuid, String>, ApiError> {
    let people = person::list(&mut *open.store.reader().await?).await?;
    Ok(people
        .into_iter()
        .map(|person| (person.id.0, person.name))
        .collect())
}

/// Puts one patient's files below `at`, which is empty or ends with `/`.
pub(super) async fn put_record(
    open: &Open,
    out: &mut Out,
    at: &str,
    id: PatientId,
    now: DateTime<Utc>,
    events: Vec<EventExport>,
) -> Result<(), ApiError> {
    put_pages(open, out, at, id, now).await?;
    let photos = put_photos(open, out, at, id).await?;
    let attachments = put_attachments(open, out, at, id).await?;
    let export = gather(open, id, now, events, photos, attachments).await?;
    for document in &export.documents {
        let bytes = open.store.open_file(document.document.id.0).await?;
        out.put(&format!("{at}{}", document.file), &bytes)?;
    }
    out.put(
        &format!("{at}patient.json"),
        &serde_json::to_vec_pretty(&export)?,
    )
}

fn put_audit(out: &mut Out, events: &[EventExport]) -> Result<(), ApiError> {
    let mut audit = Table::new(&["at", "by", "what", "about", "id"])?;
    for event in events {
        let id = event.entity_id.to_string();
        audit.row(&[&event.at, &event.by, &event.kind, &event.entity, &id])?;
    }
    out.put("audit.csv", &audit.bytes()?)
}

/// Everything recorded about a person under any of their entries, oldest first.
async fn events(
    open: &Open,
    id: PatientId,
    names: &HashMap<Uuid, String>,
) -> Result<Vec<EventExport>, ApiError> {
    view::write(open).await?;
    let mut reader = open.store.reader().await?;
    let mut recorded = journal::about_patient(&mut reader, id).await?;
    for entry in merge::list(&mut reader, id).await? {
        recorded.extend(journal::about_patient(&mut reader, entry.patient.id).await?);
    }
    // What was in this record by mistake stands in the right one (PRACTICE 21).
    let elsewhere = erasure::belongs_elsewhere(&mut reader, id).await?;
    recorded.retain(|event| !elsewhere.contains(&event.entity_id));
    recorded.sort_by_key(|event| event.seq);
    recorded.dedup_by_key(|event| event.seq);
    Ok(recorded
        .into_iter()
        .map(|event| EventExport::of(event, names))
        .collect())
}

async fn gather(
    open: &Open,
    id: PatientId,
    now: DateTime<Utc>,
    events: Vec<EventExport>,
    photos: Vec<PhotoExport>,
    attachments: Vec<AttachmentExport>,
) -> Result<PatientExport, ApiError> {
    let visit = Visit::load(open, id).await?;
    let mut reader = open.store.reader().await?;
    let (person, _) = patient::get(&mut reader, id).await?;
    let merged = merge::list(&mut reader, id).await?;
    let archived = patient::find_archived(&mut reader, id).await?.is_some();
    let history = medical_history::list(&mut reader, id).await?;
    let notes = note::list(&mut reader, id, None, u32::MAX).await?;
    let mut sessions = Vec::new();
    for session in visit.sessions {
        sessions.push(SessionExport {
            added_notes: session_amendment::list(&mut reader, session.record.id).await?,
            session,
        });
    }
    Ok(PatientExport {
        format: "needlebook-patient",
        version: VERSION,
        exported_at: now,
        clinic: open.clinic.name.clone(),
        patient: person,
        archived,
        merged: merged.into_iter().map(|entry| entry.patient).collect(),
        medical_history: history
            .into_iter()
            .map(|line| HistoryExport {
                entry: line.entry,
                voided: line.voided,
            })
            .collect(),
        notes: notes
            .into_iter()
            .map(|(note, amendments)| NoteExport { note, amendments })
            .collect(),
        consultations: visit.consultations,
        screenings: visit.screenings,
        consents: visit
            .consents
            .into_iter()
            .map(|stored| ConsentExport {
                consent: stored.consent,
                withdrawn_at: stored.withdrawn_at,
                withdrawals: stored.withdrawals,
                addenda: stored.addenda,
            })
            .collect(),
        consent_replies: visit.replies,
        sessions,
        documents: visit
            .documents
            .into_iter()
            .map(|stored| DocumentExport {
                file: format!("documents/{}.pdf", stored.document.number),
                document: stored.document,
            })
            .collect(),
        photos,
        attachments,
        events,
    })
}
