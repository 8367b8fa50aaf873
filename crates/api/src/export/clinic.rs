//! The whole clinic in an open folder, for whoever comes after us.

use super::form::EventExport;
use super::out::Out;
use super::patient::{names, put_record};
use super::pictures::put_tray;
use super::table::Table;
use super::{Exported, hand_over, protection};
use crate::app::{App, Open};
use crate::error::ApiError;
use crate::medical_history;
use crate::role::UseCase;
use crate::work::Running;
use needlebook_domain::patient::Patient;
use needlebook_store::{clinic, document, journal, patient};
use std::path::Path;

/// Events in one file of the journal.
const PAGE: u32 = 5_000;

/// Writes everything into a new folder, or a zip under a passphrase, inside `folder`: patients as a table and one by one
/// with their documents, the clinic, and every event that was ever recorded.
///
/// # Errors
/// [`ApiError::File`] with nothing left of it.
pub async fn export_clinic(
    app: &App,
    folder: &Path,
    passphrase: String,
) -> Result<Exported, ApiError> {
    let open = app.run(UseCase::ExportClinic).await?;
    let now = app.now();
    let patients = patient::list_all(&mut *open.store.reader().await?).await?;
    let running = Running::begin(app, patients.len())?;
    let names = names(&open).await?;
    let passphrase = protection(passphrase);
    let protected = passphrase.is_some();
    let name = format!("needlebook-export-{}", open.local_date(now));
    let mut out = Out::begin(folder, &name, passphrase)?;
    out.put("README.txt", README.as_bytes())?;
    let (clinic, _) = clinic::get(&mut *open.store.reader().await?).await?;
    out.put("clinic.json", &serde_json::to_vec_pretty(&clinic)?)?;
    let mut table = Table::new(&COLUMNS)?;
    for (person, archived) in &patients {
        let history = medical_history::items(&open, person.id).await?;
        row(
            &mut table,
            person,
            &medical_history::allergies(&history),
            *archived,
        )?;
        let at = format!("patients/{}/", person.record_number);
        // Their events stand in the journal beside them, once.
        put_record(&open, &mut out, &at, person.id, now, Vec::new()).await?;
        running.step()?;
    }
    out.put("patients.csv", &table.bytes()?)?;
    for document in document::list_of_clinic(&mut *open.store.reader().await?).await? {
        let pages = open.store.open_file(document.id.0).await?;
        out.put(&format!("documents/{}.pdf", document.number), &pages)?;
    }
    put_tray(&open, &mut out).await?;
    put_journal(&open, &mut out, &names).await?;
    let count = u32::try_from(patients.len()).unwrap_or(u32::MAX);
    hand_over(app, &open, out, None, count, protected).await
}

const README: &str = "Everything that a clinic recorded in Needlebook.\n\n\
patients.csv   every patient in a table (UTF-8)\n\
patients/      one folder for each record number: record.pdf to read, patient.json, the documents as PDF, the photos,\n\
               the attachments\n\
photos-not-filed/  photos that nobody put into a record yet\n\
clinic.json    the clinic itself\n\
documents/     the clinic's own papers\n\
journal/       every event ever recorded, one a line, oldest first; an empty clinic imports it without loss\n\
SHA256SUMS     checksums of all files (sha256sum --check SHA256SUMS)\n\n\
The fields of patient.json are described in docs/patient-export.schema.json of the program.\n\
In the tables a cell that a spreadsheet would run as a formula begins with an apostrophe.\n";

const COLUMNS: [&str; 13] = [
    "record_number",
    "family",
    "given",
    "preferred",
    "pronouns",
    "birth_on",
    "phone",
    "email",
    "address",
    "fitzpatrick",
    "allergies",
    "notes",
    "archived",
];

fn row(
    table: &mut Table,
    person: &Patient,
    allergies: &[String],
    archived: bool,
) -> Result<(), ApiError> {
    let skin = person.fitzpatrick.map(|skin| skin.to_string());
    table.row(&[
        &person.record_number,
        &person.family,
        &person.given,
        &person.preferred,
        &person.pronouns,
        &person.birth_on.to_string(),
        &person.phone,
        &person.email,
        &person.address,
        skin.as_deref().unwrap_or_default(),
        &allergies.join("; "),
        &person.notes,
        if archived { "yes" } else { "no" },
    ])
}

async fn put_journal(
    open: &Open,
    out: &mut Out,
    names: &std::collections::HashMap<uuid::Uuid, String>,
) -> Result<(), ApiError> {
    crate::view::write(open).await?;
    let mut after = 0;
    for part in 1.. {
        let page = journal::page(&mut *open.store.reader().await?, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.seq;
        let mut lines = Vec::new();
        for recorded in page {
            serde_json::to_writer(&mut lines, &EventExport::of(recorded, names))?;
            lines.push(b'\n');
        }
        out.put(&format!("journal/{part:06}.jsonl"), &lines)?;
    }
    Ok(())
}
