//! Doctors' letters that are attached to a record, and the answer that leans on one of them (PRACTICE 45).

use crate::app::Open;
use crate::error::ApiError;
use needlebook_domain::attachment::{AttachmentKind, AttachmentLabel};
use needlebook_domain::ids::{AttachmentId, PatientId};
use needlebook_domain::issue::{IssueCode, Issues};
use needlebook_domain::screening::{Answers, DoctorLetter};
use needlebook_store::attachment;
use needlebook_store::connection::Reader;
use serde::Serialize;
use specta::Type;

/// A doctor's letter that is attached to the record.
#[derive(Clone, Debug, Serialize, Type)]
pub struct AttachedLetter {
    pub id: AttachmentId,
    pub label: AttachmentLabel,
}

/// Newest first.
pub(crate) async fn list(
    reader: &mut Reader,
    patient: PatientId,
) -> Result<Vec<AttachedLetter>, ApiError> {
    let mut letters: Vec<AttachedLetter> = attachment::list(reader, patient)
        .await?
        .into_iter()
        .filter(|one| one.label.kind == AttachmentKind::DoctorLetter)
        .map(|one| AttachedLetter {
            id: one.id,
            label: one.label,
        })
        .collect();
    letters.sort_by_key(|letter| std::cmp::Reverse(letter.label.dated_on));
    Ok(letters)
}

/// An answer leans on no letter but one of this patient's own.
pub(crate) async fn check(
    open: &Open,
    patient: PatientId,
    answers: &Answers,
) -> Result<(), ApiError> {
    let letter = answers.doctor_letter_on_file.known();
    let Some(scan) = letter.and_then(DoctorLetter::scan) else {
        return Ok(());
    };
    let theirs = list(&mut open.store.reader().await?, patient).await?;
    let mut issues = Issues::default();
    if theirs.iter().all(|letter| letter.id != scan) {
        issues.add("answers.doctor_letter_on_file.scan", IssueCode::NotAChoice);
    }
    Ok(issues.or(())?)
}
