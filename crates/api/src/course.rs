//! The course of a patient: opened by a consultation, then planned anew, closed early or taken up again, each with a
//! reason. Nothing of it is ever changed: what was wrong is put right by the next decision.

use crate::app::App;
use crate::error::ApiError;
use crate::role::UseCase;
use crate::visit::Visit;
use needlebook_domain::course_change::{CourseChange, CourseChangeInput, CourseStanding};
use needlebook_domain::ids::PatientId;
use needlebook_store::journal::Fact;

/// Records a decision about the newest course.
///
/// # Errors
/// Refused fields; [`ApiError::NotFound`] for somebody without a course.
pub async fn record_change(
    app: &App,
    patient: PatientId,
    input: CourseChangeInput,
) -> Result<(), ApiError> {
    let open = app.run(UseCase::RecordConsultation).await?;
    let now = app.now();
    let mut write = open.write(now).await?;
    // Read again once nobody else writes: two decisions at once are judged one after the other.
    let visit = Visit::load(&open, patient).await?;
    let (Some(consultation), Some(course)) = (visit.consultations.first(), visit.course()) else {
        return Err(ApiError::NotFound {
            entity: "consultation".to_owned(),
        });
    };
    let standing = CourseStanding::of(consultation, &visit.course_changes);
    let (step, reason) = input.parse(standing, course.done)?;
    let change = CourseChange {
        consultation: consultation.id,
        patient,
        step,
        reason,
        by: open.actor(),
        at: now,
    };
    write
        .append(consultation.id.0, Fact::CourseChanged { change })
        .await?;
    Ok(write.commit().await?)
}
