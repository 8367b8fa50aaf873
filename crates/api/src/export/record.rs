//! The whole record of one patient as pages to read: gathered once, set beside the window's own work, put with the rest.

mod gather;
mod lines;

use super::out::Out;
use crate::app::Open;
use crate::error::ApiError;
use crate::parties;
use chrono::{DateTime, Utc};
use needlebook_documents::patient_record::render;
use needlebook_domain::ids::PatientId;

/// What stands in the place of the pages where they cannot be set.
const NOT_MADE: &str = "record.pdf could not be made: something in the record cannot be printed with the letters of the \
program.\nNothing is lost: everything stands in patient.json, and every document that was made lies beside it.\n";

/// Puts `record.pdf` below `at`, which is empty or ends with `/`. A record that no font of ours can print leaves without
/// it and says so: nobody is kept from taking a record away.
///
/// # Errors
/// As [`Out::put`]; damage.
pub(super) async fn put_pages(
    open: &Open,
    out: &mut Out,
    at: &str,
    id: PatientId,
    now: DateTime<Utc>,
) -> Result<(), ApiError> {
    let record = match gather::record(open, id, now).await {
        Err(ApiError::Document { .. }) => return not_made(out, at),
        gathered => gathered?,
    };
    let style = parties::style(&open.clinic);
    let made = tokio::task::spawn_blocking(move || render(&record, &style))
        .await
        .map_err(|error| ApiError::internal(&error))?;
    match made {
        Ok(pages) => out.put(&format!("{at}record.pdf"), &pages),
        Err(_) => not_made(out, at),
    }
}

fn not_made(out: &mut Out, at: &str) -> Result<(), ApiError> {
    out.put(&format!("{at}record-not-made.txt"), NOT_MADE.as_bytes())
}
