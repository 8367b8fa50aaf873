//! Attached documents as files, under a name that says the day, the kind and which entry of `patient.json` it is.

use super::form::AttachmentExport;
use super::out::Out;
use crate::app::Open;
use crate::attachment::day_and_kind;
use crate::error::ApiError;
use needlebook_domain::ids::PatientId;
use needlebook_store::attachment;

/// Puts a patient's attached documents below `at`, one file at a time.
///
/// # Errors
/// As [`Out::put`]; damage.
pub(super) async fn put_attachments(
    open: &Open,
    out: &mut Out,
    at: &str,
    id: PatientId,
) -> Result<Vec<AttachmentExport>, ApiError> {
    let attachments = attachment::list(&mut *open.store.reader().await?, id).await?;
    let mut exported = Vec::with_capacity(attachments.len());
    for attachment in attachments {
        let day_and_kind = day_and_kind(open, &attachment)?;
        let mut names = Vec::with_capacity(attachment.files.len());
        for file in &attachment.files {
            let name = format!(
                "attachments/{day_and_kind}-{}.{}",
                file.id,
                file.format.ending()
            );
            out.put(
                &format!("{at}{name}"),
                &open.store.open_file(file.id).await?,
            )?;
            names.push(name);
        }
        exported.push(AttachmentExport {
            attachment,
            lies_at: names,
        });
    }
    Ok(exported)
}
