//! What came of telling one patient.

use crate::app::App;
use crate::error::ApiError;
use crate::role::UseCase;
use needlebook_domain::ids::PatientId;
use needlebook_domain::recall::RecallCallInput;
use needlebook_store::journal::Fact;
use needlebook_store::patient;

/// # Errors
/// Refused fields; [`ApiError::NotFound`].
pub async fn record_call(
    app: &App,
    patient: PatientId,
    input: RecallCallInput,
) -> Result<(), ApiError> {
    let open = app.run(UseCase::RecordRecallCall).await?;
    let now = app.now();
    let mut write = open.write(now).await?;
    let (person, _) = patient::get(write.connection(), patient).await?;
    let call = input.parse(person.id, open.actor(), now)?;
    write
        .append(person.id.0, Fact::RecallCallRecorded { call })
        .await?;
    Ok(write.commit().await?)
}
