//! Who had something, as a table for another program.

use super::out::Out;
use super::table::Table;
use super::{Exported, protection};
use crate::app::App;
use crate::error::ApiError;
use crate::recall::{Certainty, RecallPerson, RecallQuery, Sought, find};
use crate::role::UseCase;
use needlebook_domain::recall::CallOutcome;
use needlebook_store::journal::Fact;
use std::path::Path;

/// Writes the list with contacts and what came of each call into a new folder, or a zip under a passphrase, inside
/// `folder`. Why anybody was treated stands nowhere in it.
///
/// # Errors
/// As [`crate::recall::search`]; [`ApiError::File`] with nothing left of it.
pub async fn export_recall(
    app: &App,
    query: RecallQuery,
    folder: &Path,
    passphrase: String,
) -> Result<Exported, ApiError> {
    let open = app.run(UseCase::PrintDocument).await?;
    let now = app.now();
    let sought = Sought::read(&query, open.local_date(now))?;
    let found = find(&open, &sought).await?;
    let passphrase = protection(passphrase);
    let protected = passphrase.is_some();
    let mut table = Table::new(&COLUMNS)?;
    for person in &found.people {
        row(&mut table, person)?;
    }
    let local = now.with_timezone(&open.tz());
    let name = format!("recall-{}", local.format("%Y-%m-%d-%H%M%S"));
    let mut out = Out::begin(folder, &name, passphrase)?;
    out.put("README.txt", README.as_bytes())?;
    out.put("recall.csv", &table.bytes()?)?;
    let sealed = out.seal()?;
    let people = u32::try_from(found.people.len()).unwrap_or(u32::MAX);
    let mut write = open.write(now).await?;
    let fact = Fact::RecallExported {
        people,
        sha256: sealed.sha256,
        protected,
    };
    write.append(open.actor().0, fact).await?;
    write.commit().await?;
    Ok(Exported {
        place: out.place()?,
        files: sealed.files,
        patients: people,
    })
}

const README: &str = "A recall list from Needlebook.\n\n\
recall.csv   who had it, how they may be reached, and what came of each call (UTF-8)\n\
SHA256SUMS   checksums of all files (sha256sum --check SHA256SUMS)\n\n\
certainty: had, near (the number on record is one character away), no_lot (a session without any lot on record).\n\
In the table a cell that a spreadsheet would run as a formula begins with an apostrophe.\n";

const COLUMNS: [&str; 12] = [
    "certainty",
    "name",
    "born",
    "record_number",
    "sessions",
    "used",
    "phone",
    "email",
    "address",
    "contact_note",
    "last_call",
    "last_call_note",
];

fn row(table: &mut Table, person: &RecallPerson) -> Result<(), ApiError> {
    let days: Vec<String> = person
        .sessions
        .iter()
        .map(|one| one.on.to_string())
        .collect();
    let used: Vec<String> = person
        .sessions
        .iter()
        .map(|one| one.used.join(", "))
        .collect();
    let certainty = match person.certainty {
        Certainty::Had => "had",
        Certainty::Near => "near",
        Certainty::NoLot => "no_lot",
    };
    let call = person.calls.first();
    let outcome = call.map(|call| match call.outcome {
        CallOutcome::Reached => "reached",
        CallOutcome::LeftMessage => "left_message",
        CallOutcome::NoAnswer => "no_answer",
        CallOutcome::WrongNumber => "wrong_number",
        CallOutcome::Written => "written",
    });
    let contact = &person.contact;
    let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
    table.row(&[
        certainty,
        &person.name,
        &person.birth_on.to_string(),
        &person.record_number,
        &days.join("; "),
        &used.join("; "),
        &or_empty(&contact.phone),
        &or_empty(&contact.email),
        &or_empty(&contact.address),
        &contact.note,
        outcome.unwrap_or_default(),
        call.map(|call| call.note.as_str()).unwrap_or_default(),
    ])
}
