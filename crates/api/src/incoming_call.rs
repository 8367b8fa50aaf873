//! A call that comes in: what to ask, what to tell the caller, and a task for whoever rings back (PRACTICE 66).

use crate::app::App;
use crate::error::ApiError;
use crate::role::UseCase;
use needlebook_documents::content::{IncomingCallWords, incoming_call};
use needlebook_domain::clinic::Clinic;
use needlebook_domain::ids::{PatientId, TaskId};
use needlebook_domain::incoming_call::{IncomingCallInput, RedFlag, Urgency};
use needlebook_domain::task::{Task, TaskKind};
use needlebook_store::journal::Fact;
use needlebook_store::patient;
use serde::Serialize;
use specta::Type;
use uuid::Uuid;

/// The kind under which the draft of a call is kept.
const DRAFT: &str = "incoming_call";

/// What stands before whoever answers the telephone.
#[derive(Clone, Debug, Serialize, Type)]
pub struct CallQuestions {
    /// The worst first.
    pub signs: Vec<CallSign>,
    /// What the caller is told for each urgency.
    pub tell: Vec<CallAdvice>,
}

/// A sign to ask for.
#[derive(Clone, Debug, Serialize, Type)]
pub struct CallSign {
    pub flag: RedFlag,
    pub urgency: Urgency,
    pub ask: String,
}

/// What the caller is told.
#[derive(Clone, Debug, Serialize, Type)]
pub struct CallAdvice {
    pub urgency: Urgency,
    pub sentences: Vec<String>,
}

/// # Errors
/// [`ApiError::NotAllowed`], [`ApiError::Locked`].
pub async fn get_questions(app: &App) -> Result<CallQuestions, ApiError> {
    let open = app.run(UseCase::TakeCall).await?;
    questions(incoming_call()?, &open.clinic)
}

fn questions(words: &IncomingCallWords, clinic: &Clinic) -> Result<CallQuestions, ApiError> {
    let signs = RedFlag::ALL.iter().map(|flag| {
        Ok(CallSign {
            flag: *flag,
            urgency: flag.urgency(),
            ask: words.ask(*flag)?.to_owned(),
        })
    });
    let tell = [Urgency::Emergency, Urgency::SameDay, Urgency::Message];
    let tell = tell.iter().map(|urgency| {
        Ok(CallAdvice {
            urgency: *urgency,
            sentences: words.tell(*urgency, clinic)?,
        })
    });
    Ok(CallQuestions {
        signs: signs.collect::<Result<_, ApiError>>()?,
        tell: tell.collect::<Result<_, ApiError>>()?,
    })
}

/// Writes a call down as a task of today: with a sign it is a practitioner's, without one anybody's who rings back.
///
/// # Errors
/// Refused fields; [`ApiError::NotFound`].
pub async fn record(
    app: &App,
    patient: PatientId,
    input: IncomingCallInput,
) -> Result<TaskId, ApiError> {
    let open = app.run(UseCase::TakeCall).await?;
    let call = input.parse()?;
    let now = app.now();
    let task = Task {
        id: TaskId(Uuid::now_v7()),
        kind: match call.urgency() {
            Urgency::Emergency | Urgency::SameDay => TaskKind::AnswerCall,
            Urgency::Message => TaskKind::CallBack,
        },
        patient: Some(patient),
        text: incoming_call()?.task(&call, &open.clinic)?,
        due_on: open.local_date(now),
        opened_by: Some(open.actor()),
        opened_at: now,
    };
    let id = task.id;
    let mut write = open.write(now).await?;
    patient::get(write.connection(), patient).await?;
    write.append(id.0, Fact::TaskOpened { task }).await?;
    crate::draft::take(&mut write, DRAFT, patient.0, open.actor()).await?;
    write.commit().await?;
    Ok(id)
}
