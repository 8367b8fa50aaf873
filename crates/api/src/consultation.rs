//! The consultation that opens a course.

use crate::app::App;
use crate::error::ApiError;
use crate::role::UseCase;
use needlebook_domain::consultation::ConsultationInput;
use needlebook_domain::ids::{ConsultationId, PatientId};
use needlebook_store::journal::Fact;
use uuid::Uuid;

/// # Errors
/// Refused fields.
pub async fn record(
    app: &App,
    patient: PatientId,
    input: ConsultationInput,
) -> Result<ConsultationId, ApiError> {
    let open = app.run(UseCase::RecordConsultation).await?;
    let now = app.now();
    let id = ConsultationId(Uuid::now_v7());
    let consultation = input.parse(id, patient, open.actor(), now, open.local_date(now))?;
    let mut write = open.write(now).await?;
    write
        .append(id.0, Fact::ConsultationRecorded { consultation })
        .await?;
    write.commit().await?;
    Ok(id)
}
