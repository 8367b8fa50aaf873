//! The list of whom to ring, on paper: what the desk rings from where no screen is.

use crate::app::App;
use crate::due_back::{DueRow, waiting};
use crate::error::ApiError;
use crate::role::UseCase;
use crate::today::Call;
use crate::{document, parties};
use chrono::NaiveDate;
use needlebook_documents::DocumentMark;
use needlebook_documents::call_list::{CallList, CallRow, Called, Reach, render};
use needlebook_domain::course::Due;
use needlebook_domain::document::DocumentKind;
use needlebook_domain::ids::{DocumentId, PatientId};
use needlebook_domain::patient::Patient;
use needlebook_store::due_back::patients;
use std::collections::HashMap;

/// Makes the list of everybody who is waited for, or of one kind of them: one line for each person, whoever makes it.
///
/// # Errors
/// [`ApiError::Document`] naming what no font of ours can print.
pub async fn make(app: &App, only: Option<Due>) -> Result<DocumentId, ApiError> {
    let open = app.run(UseCase::PrintDeskPaper).await?;
    let now = app.now();
    let waited = waiting(&open, open.local_date(now), only, false).await?;
    let ids: Vec<PatientId> = waited.rows.iter().map(|row| row.patient_id).collect();
    let people = patients(&mut *open.store.reader().await?, &ids).await?;
    let mut list = CallList {
        clinic: open.clinic.clone(),
        mark: DocumentMark {
            number: String::new(),
            version: 1,
        },
        rows: lines(waited.rows, &people),
        more: waited.more,
        printed_by: open.person.printed_name(),
        printed_at: now,
    };
    let about = open.store.vault().install();
    document::keep(&open, now, None, about, DocumentKind::CallList, |mark| {
        list.mark = mark;
        render(&list, &parties::style(&open.clinic))
    })
    .await
}

/// From when to when a visit is booked: a screening that waits longer than the window moves its beginning, and its end
/// where it must.
fn bookable(row: &DueRow) -> (NaiveDate, NaiveDate) {
    let from = row.held_until.unwrap_or(row.due_from);
    (from, row.due_to.max(from))
}

fn lines(rows: Vec<DueRow>, people: &HashMap<PatientId, Patient>) -> Vec<CallRow> {
    let line = |row: DueRow| {
        let of = people.get(&row.patient_id)?;
        let due = bookable(&row);
        Some(CallRow {
            name: row.name,
            born_on: of.birth_on,
            due,
            last_on: row.last_on,
            wish: of.contact.note.clone(),
            reach: match row.call {
                Call::Phone { number } => Reach::Phone(number),
                Call::NotByPhone => Reach::NotByPhone,
                Call::NoNumber => Reach::NoNumber,
            },
            called: row.called.map(|call| Called {
                on: call.on,
                by: call.by,
                outcome: call.outcome,
            }),
        })
    };
    rows.into_iter().filter_map(line).collect()
}
