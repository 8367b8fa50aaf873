//! Tasks and call-backs: written down with a day, on Today when the day comes, done and undone with who and when.

use crate::app::{App, Open};
use crate::error::ApiError;
use crate::role::{UseCase, sees_findings};
use chrono::{DateTime, Utc};
use needlebook_domain::field;
use needlebook_domain::ids::{PatientId, TaskId};
use needlebook_domain::issue::Issues;
use needlebook_domain::person::Role;
use needlebook_domain::task::{Task, TaskInput, TaskKind};
use needlebook_store::journal::Fact;
use needlebook_store::{patient, person, task as stored};
use serde::Serialize;
use specta::Type;
use uuid::Uuid;

#[derive(Clone, Debug, Serialize, Type)]
pub struct TaskView {
    pub task: Task,
    pub opened_by: String,
    pub done: Option<TaskDoneView>,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct TaskDoneView {
    pub at: DateTime<Utc>,
    pub by: String,
    pub outcome: String,
}

/// Tasks of a patient that are shown.
const SHOWN: u32 = 100;

/// The tasks of a patient, the newest first.
///
/// # Errors
/// [`ApiError::NotFound`].
pub async fn list(app: &App, patient: PatientId) -> Result<Vec<TaskView>, ApiError> {
    let open = app.run(UseCase::ReadRecord).await?;
    newest(&open, patient).await
}

pub(crate) async fn newest(open: &Open, patient: PatientId) -> Result<Vec<TaskView>, ApiError> {
    let mut reader = open.store.reader().await?;
    let people = person::names(&mut reader).await?;
    let tasks = stored::list(&mut reader, patient, SHOWN).await?;
    Ok(tasks
        .into_iter()
        .map(|one| TaskView {
            opened_by: one
                .task
                .opened_by
                .map(|by| people.of(by))
                .unwrap_or_default(),
            done: one.done.map(|done| TaskDoneView {
                at: done.at,
                by: people.of(done.by),
                outcome: done.outcome,
            }),
            task: one.task,
        })
        .collect())
}

/// # Errors
/// Refused fields; [`ApiError::NotFound`].
pub async fn record(app: &App, patient: PatientId, input: TaskInput) -> Result<TaskId, ApiError> {
    let open = app.run(UseCase::RecordTask).await?;
    let now = app.now();
    let id = TaskId(Uuid::now_v7());
    let task = input.parse(id, patient, open.actor(), now, open.local_date(now))?;
    let mut write = open.write(now).await?;
    patient::get(write.connection(), patient).await?;
    write.append(id.0, Fact::TaskOpened { task }).await?;
    crate::draft::take(&mut write, "task", patient.0, open.actor()).await?;
    write.commit().await?;
    Ok(id)
}

/// # Errors
/// [`ApiError::NotFound`]; [`ApiError::NotAllowed`] for what this person may not decide.
pub async fn mark_done(app: &App, id: TaskId, outcome: String) -> Result<(), ApiError> {
    let mut issues = Issues::default();
    let outcome = field::line(&mut issues, "outcome", &outcome);
    let outcome = issues.or(outcome)?;
    turn(app, id, true, Fact::TaskDone { outcome }).await
}

/// Takes "done" back.
///
/// # Errors
/// As [`mark_done`].
pub async fn reopen(app: &App, id: TaskId) -> Result<(), ApiError> {
    turn(app, id, false, Fact::TaskReopened {}).await
}

async fn turn(app: &App, id: TaskId, to_done: bool, fact: Fact) -> Result<(), ApiError> {
    let open = app.run(UseCase::RecordTask).await?;
    let mut write = open.write(app.now()).await?;
    let task = stored::get(write.connection(), id).await?;
    may_decide(&open.person, task.task.kind)?;
    // Somebody else did it meanwhile: what stands stays with their name on it.
    if task.done.is_some() == to_done {
        return Ok(());
    }
    write.append(id.0, fact).await?;
    Ok(write.commit().await?)
}

/// The desk ticks calls off and nothing else; an incident is the medical lead's to look at (PRACTICE 2).
fn may_decide(person: &needlebook_domain::person::Person, kind: TaskKind) -> Result<(), ApiError> {
    let needs: &[Role] = match kind {
        TaskKind::ReviewIncident => &[Role::MedicalLead],
        TaskKind::CheckReaction => UseCase::RecordReaction.roles(),
        TaskKind::CallBack => return Ok(()),
        TaskKind::AnswerCall => UseCase::RecordReaction.roles(),
        TaskKind::TellPatient | TaskKind::ToDo if sees_findings(person) => return Ok(()),
        TaskKind::TellPatient | TaskKind::ToDo => UseCase::WriteNote.roles(),
    };
    if needs.iter().any(|role| person.roles.contains(role)) {
        Ok(())
    } else {
        Err(ApiError::NotAllowed {
            needs: needs.to_vec(),
        })
    }
}
