//! A letter to a doctor or prescriber: proposed from what was found, changed by the clinician, made and kept like every
//! page. Its answer is waited for as a task; once it is there, it is entered at the question of the screening that asks
//! for it (PRACTICE 45).

use crate::app::{App, Open};
use crate::error::ApiError;
use crate::role::UseCase;
use crate::visit::Visit;
use crate::{document, parties};
use chrono::{DateTime, Days, Utc};
use needlebook_documents::DocumentMark;
use needlebook_documents::letter::{LetterPage, LetterReason, look_for_answer, propose, render};
use needlebook_domain::document::DocumentKind;
use needlebook_domain::ids::{DocumentId, PatientId, TaskId};
use needlebook_domain::letter::{LetterAbout, LetterInput};
use needlebook_domain::patient::Patient;
use needlebook_domain::screening::Outcome;
use needlebook_domain::task::{Task, TaskKind};
use needlebook_store::document as stored;
use needlebook_store::journal::Fact;
use needlebook_store::{reaction, session};
use serde::Serialize;
use specta::Type;
use uuid::Uuid;

/// A letter to begin with.
#[derive(Clone, Debug, Serialize, Type)]
pub struct LetterProposal {
    pub to_name: String,
    pub to_practice: String,
    pub body: String,
    pub questions: Vec<String>,
}

/// Days after which somebody looks whether an answer came.
const ANSWER_DAYS: u64 = 14;

/// # Errors
/// [`ApiError::NotFound`].
pub async fn propose_letter(
    app: &App,
    patient: PatientId,
    about: LetterAbout,
) -> Result<LetterProposal, ApiError> {
    let open = app.run(UseCase::Screen).await?;
    let (of, _) = crate::patient::get(&open, patient).await?;
    let (reason, _) = reason(&open, patient, about).await?;
    // Who prescribes answers for a medicine; the family doctor for the rest.
    let doctor = if of.prescriber.name.is_empty() {
        &of.gp
    } else {
        &of.prescriber
    };
    let proposed = propose(&doctor.name, &reason, &open.clinic)?;
    Ok(LetterProposal {
        to_name: doctor.name.clone(),
        to_practice: doctor.practice.clone(),
        body: proposed.body,
        questions: proposed.questions,
    })
}

/// Why the letter is written, and what it is kept under.
async fn reason(
    open: &Open,
    patient: PatientId,
    about: LetterAbout,
) -> Result<(LetterReason, Uuid), ApiError> {
    match about {
        LetterAbout::Screening => {
            let visit = Visit::load(open, patient).await?;
            let newest = visit.screenings.first();
            let spoke = |finding: &&needlebook_domain::screening::Finding| {
                finding.outcome >= Outcome::Caution
            };
            let rules = newest.map_or_else(Vec::new, |newest| {
                let findings = newest.judgement.findings.iter().filter(spoke);
                findings.map(|finding| finding.rule).collect()
            });
            let concern = visit.consultations.first().map(|course| course.concern);
            let kept = newest.map_or(patient.0, |newest| newest.id.0);
            Ok((LetterReason::Findings { rules, concern }, kept))
        }
        LetterAbout::Reaction { reaction: id } => {
            let mut reader = open.store.reader().await?;
            let of = reaction::get(&mut reader, id).await?;
            if of.reaction.patient != patient {
                return Err(ApiError::NotFound {
                    entity: "reaction".to_owned(),
                });
            }
            let session_on = match of.reaction.facts.session {
                Some(followed) => Some(session::get(&mut reader, followed).await?.ended_on),
                None => None,
            };
            let reason = LetterReason::Reaction {
                facts: Box::new(of.reaction.facts),
                session_on,
            };
            Ok((reason, id.0))
        }
    }
}

/// Makes the letter as it was typed, and a task to look for its answer. A letter made again is a new version.
///
/// # Errors
/// Refused fields; [`ApiError::NotFound`]; [`ApiError::Document`] naming what no font of ours can print.
pub async fn make(
    app: &App,
    patient: PatientId,
    input: LetterInput,
) -> Result<DocumentId, ApiError> {
    let open = app.run(UseCase::Screen).await?;
    let letter = input.parse()?;
    let now = app.now();
    let (of, _) = crate::patient::get(&open, patient).await?;
    let (_, about) = reason(&open, patient, letter.about).await?;
    let mut page = LetterPage {
        clinic: open.clinic.clone(),
        patient: parties::patient(&of),
        mark: DocumentMark {
            number: String::new(),
            version: 1,
        },
        written_on: open.local_date(now),
        to_name: letter.to_name,
        to_practice: letter.to_practice,
        body: letter.body,
        questions: letter.questions,
        practitioner: parties::practitioner(&open.person),
    };
    let id = document::keep(&open, now, patient, about, DocumentKind::Letter, |mark| {
        page.mark = mark;
        render(&page, &parties::style(&open.clinic))
    })
    .await?;
    wait_for_answer(&open, now, &of, id).await?;
    Ok(id)
}

/// What was typed is a page now; a task names it by its number, so that nothing of what it asks stands on Today.
async fn wait_for_answer(
    open: &Open,
    now: DateTime<Utc>,
    patient: &Patient,
    letter: DocumentId,
) -> Result<(), ApiError> {
    let mut write = open.write(now).await?;
    let number = stored::get(write.connection(), letter)
        .await?
        .document
        .number;
    let id = TaskId(Uuid::now_v7());
    let task = Task {
        id,
        kind: TaskKind::ToDo,
        patient: Some(patient.id),
        text: look_for_answer(&number)?,
        due_on: open.local_date(now) + Days::new(ANSWER_DAYS),
        opened_by: Some(open.actor()),
        opened_at: now,
    };
    write.append(id.0, Fact::TaskOpened { task }).await?;
    crate::draft::take(&mut write, "letter", patient.id.0, open.actor()).await?;
    Ok(write.commit().await?)
}
