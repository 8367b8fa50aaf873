//! Reactions to treatment: recorded once, corrected with their history, followed up until they are settled.

use crate::app::{App, Open};
use crate::error::ApiError;
use crate::patient_details::CorrectionView;
use crate::reaction_report;
use crate::role::UseCase;
use chrono::{DateTime, NaiveDate, Utc};
use needlebook_domain::field;
use needlebook_domain::ids::{DocumentId, PatientId, ReactionId, SessionId, TaskId};
use needlebook_domain::issue::{Issue, IssueCode};
use needlebook_domain::reaction::{
    GRADES, Reaction, ReactionFollowUp, ReactionFollowUpInput, ReactionInput, ReactionOutcome,
    is_open, outcome, proposed_check,
};
use needlebook_domain::task::{Task, TaskKind};
use needlebook_store::journal::{Fact, Write};
use needlebook_store::reaction::StoredReaction;
use needlebook_store::{
    StoreError, correction, patient, person, reaction as stored, session, task,
};
use serde::Serialize;
use specta::Type;
use uuid::Uuid;

/// A reaction as it stands, with everything that was said of it.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ReactionView {
    pub reaction: Reaction,
    pub version: u32,
    pub recorded_by: String,
    pub open: bool,
    pub outcome: ReactionOutcome,
    /// Why it never was one; it stays readable.
    pub voided: Option<String>,
    /// Oldest first.
    pub follow_ups: Vec<FollowUpView>,
    /// Newest first.
    pub corrections: Vec<CorrectionView>,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct FollowUpView {
    pub follow_up: ReactionFollowUp,
    pub by: String,
}

/// A session that a reaction can belong to.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ReactionSession {
    pub id: SessionId,
    pub number: u32,
    pub on: NaiveDate,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct ReactionList {
    /// Newest record first.
    pub reactions: Vec<ReactionView>,
    /// Newest first.
    pub sessions: Vec<ReactionSession>,
    /// The day that is proposed to look again, for each grade from 1 on.
    pub check_on: Vec<NaiveDate>,
}

/// The draft of a reaction that is being typed; its subject is the patient, or the reaction that is corrected.
const DRAFT: &str = "reaction";
/// The draft of a look at one; its subject is the reaction.
const FOLLOW_UP_DRAFT: &str = "reaction_follow_up";

/// Every reaction of a patient, and what a new one is recorded with.
///
/// # Errors
/// [`ApiError::NotFound`].
pub async fn list(app: &App, patient: PatientId) -> Result<ReactionList, ApiError> {
    let open = app.run(UseCase::ReadRecord).await?;
    let today = open.local_date(app.now());
    let mut reader = open.store.reader().await?;
    let people = person::names(&mut reader).await?;
    let mut reactions = Vec::new();
    for one in stored::list(&mut reader, patient).await? {
        let corrected = correction::list(&mut reader, patient, one.reaction.id.0).await?;
        reactions.push(ReactionView {
            version: u32::try_from(one.version).unwrap_or(u32::MAX),
            recorded_by: people.of(one.reaction.recorded_by),
            open: one.voided.is_none() && is_open(&one.follow_ups),
            outcome: outcome(&one.follow_ups),
            voided: one.voided,
            follow_ups: one
                .follow_ups
                .into_iter()
                .map(|follow_up| FollowUpView {
                    by: people.of(follow_up.by),
                    follow_up,
                })
                .collect(),
            corrections: corrected
                .into_iter()
                .map(|one| CorrectionView {
                    change: one.change,
                    at: one.at,
                    by: people.of(one.by),
                })
                .collect(),
            reaction: one.reaction,
        });
    }
    let sessions = session::list(&mut reader, patient).await?;
    Ok(ReactionList {
        reactions,
        sessions: sessions
            .into_iter()
            .map(|session| ReactionSession {
                id: session.record.id,
                number: session.number,
                on: session.ended_on,
            })
            .collect(),
        check_on: GRADES.map(|grade| proposed_check(grade, today)).collect(),
    })
}

/// Records a reaction and opens the task to look at it again.
///
/// # Errors
/// Refused fields; [`ApiError::NotFound`].
pub async fn record(
    app: &App,
    patient: PatientId,
    input: ReactionInput,
) -> Result<ReactionId, ApiError> {
    let open = app.run(UseCase::RecordReaction).await?;
    let now = app.now();
    let facts = input.parse(now, open.tz())?;
    let check_on = input.parse_check(open.local_date(now))?;
    let mut write = open.write(now).await?;
    patient::get(write.connection(), patient).await?;
    of_this_patient(&mut write, patient, facts.session).await?;
    let id = ReactionId(Uuid::now_v7());
    let reaction = Reaction {
        id,
        patient,
        facts,
        check: look_again(&mut write, &open, patient, check_on, now).await?,
        recorded_by: open.actor(),
        recorded_at: now,
    };
    write
        .append(id.0, Fact::ReactionRecorded { reaction })
        .await?;
    crate::draft::take(&mut write, DRAFT, patient.0, open.actor()).await?;
    write.commit().await?;
    Ok(id)
}

/// # Errors
/// Refused fields; [`ApiError::Conflict`] when somebody else corrected it since `version`.
pub async fn correct(
    app: &App,
    id: ReactionId,
    version: u32,
    input: ReactionInput,
) -> Result<(), ApiError> {
    let open = app.run(UseCase::RecordReaction).await?;
    let now = app.now();
    let facts = input.parse(now, open.tz())?;
    let mut write = open.write(now).await?;
    let before = holds(&mut write, id, version).await?;
    of_this_patient(&mut write, before.reaction.patient, facts.session).await?;
    if facts != before.reaction.facts {
        let reaction = Reaction {
            facts,
            ..before.reaction
        };
        write
            .append(id.0, Fact::ReactionCorrected { reaction })
            .await?;
    }
    crate::draft::take(&mut write, DRAFT, id.0, open.actor()).await?;
    Ok(write.commit().await?)
}

/// Says that it never was a reaction, or not this patient's. It stays readable with the reason and judges nothing.
///
/// # Errors
/// No reason given; [`ApiError::Conflict`].
pub async fn void(app: &App, id: ReactionId, version: u32, reason: String) -> Result<(), ApiError> {
    let open = app.run(UseCase::RecordReaction).await?;
    let reason = field::reason(&reason)?;
    let mut write = open.write(app.now()).await?;
    let before = holds(&mut write, id, version).await?;
    close_checks(&mut write, &before).await?;
    write.append(id.0, Fact::ReactionVoided { reason }).await?;
    Ok(write.commit().await?)
}

/// Records a look at a reaction: what was seen and done, how it stands, whom it was reported to. The task that led here
/// is done by it; while it goes on, another is opened.
///
/// # Errors
/// Refused fields; [`ApiError::NotFound`].
pub async fn follow_up(
    app: &App,
    id: ReactionId,
    input: ReactionFollowUpInput,
) -> Result<(), ApiError> {
    let open = app.run(UseCase::RecordReaction).await?;
    let now = app.now();
    let mut write = open.write(now).await?;
    let of = stored::get(write.connection(), id).await?;
    if of.voided.is_some() {
        return Err(StoreError::NotFound { entity: "reaction" }.into());
    }
    let patient = of.reaction.patient;
    let said = input.parse(of.reaction.facts.onset_on, open.local_date(now))?;
    close_checks(&mut write, &of).await?;
    let check = match said.check_on {
        Some(on) => Some(look_again(&mut write, &open, patient, on, now).await?),
        None => None,
    };
    let follow_up = ReactionFollowUp {
        reaction: id,
        patient,
        outcome: said.outcome,
        text: said.text,
        reported_to: said.reported_to,
        reported_on: said.reported_on,
        check,
        by: open.actor(),
        at: now,
    };
    write
        .append(id.0, Fact::ReactionFollowedUp { follow_up })
        .await?;
    crate::draft::take(&mut write, FOLLOW_UP_DRAFT, id.0, open.actor()).await?;
    Ok(write.commit().await?)
}

/// Makes the report of one reaction, to read, print and send to whoever must know.
///
/// # Errors
/// [`ApiError::NotFound`]; [`ApiError::Document`] naming what no font of ours can print.
pub async fn make_report(app: &App, id: ReactionId) -> Result<DocumentId, ApiError> {
    let open = app.run(UseCase::PrintDocument).await?;
    reaction_report::keep(&open, app.now(), id).await
}

/// The reaction, when nobody changed it since `version`.
async fn holds(
    write: &mut Write<'_>,
    id: ReactionId,
    version: u32,
) -> Result<StoredReaction, ApiError> {
    let found = stored::get(write.connection(), id).await?;
    let current_version = found.version;
    if current_version == i64::from(version) {
        Ok(found)
    } else {
        Err(StoreError::Conflict { current_version }.into())
    }
}

/// A reaction belongs to a session of its own patient.
async fn of_this_patient(
    write: &mut Write<'_>,
    patient: PatientId,
    session: Option<SessionId>,
) -> Result<(), ApiError> {
    let Some(session) = session else {
        return Ok(());
    };
    let sessions = session::list(write.connection(), patient).await?;
    if sessions.iter().any(|one| one.record.id == session) {
        return Ok(());
    }
    Err(ApiError::from(vec![Issue {
        path: "session".to_owned(),
        code: IssueCode::NotAChoice,
        params: std::collections::BTreeMap::new(),
    }]))
}

async fn look_again(
    write: &mut Write<'_>,
    open: &Open,
    patient: PatientId,
    due_on: NaiveDate,
    now: DateTime<Utc>,
) -> Result<TaskId, ApiError> {
    let task = Task {
        id: TaskId(Uuid::now_v7()),
        kind: TaskKind::CheckReaction,
        patient: Some(patient),
        text: String::new(),
        due_on,
        opened_by: Some(open.actor()),
        opened_at: now,
    };
    let id = task.id;
    write.append(id.0, Fact::TaskOpened { task }).await?;
    Ok(id)
}

/// The tasks to look at it again are done by looking.
async fn close_checks(write: &mut Write<'_>, of: &StoredReaction) -> Result<(), ApiError> {
    let later = of.follow_ups.iter().filter_map(|one| one.check);
    for check in std::iter::once(of.reaction.check).chain(later) {
        if task::get(write.connection(), check).await?.done.is_none() {
            let outcome = String::new();
            write.append(check.0, Fact::TaskDone { outcome }).await?;
        }
    }
    Ok(())
}
