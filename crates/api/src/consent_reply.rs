//! What a patient says instead of signing: not today, taken home, not agreed. Journaled at the tap, never a signature.

use crate::app::{App, Open};
use crate::error::ApiError;
use crate::role::UseCase;
use crate::{consent, document, leaflet, parties};
use chrono::{DateTime, Utc};
use needlebook_documents::consent::{
    ConsentText, ConsentToRead, fingerprint_shown, render_to_read, text_shown,
};
use needlebook_domain::consent::{ConsentPlan, Uncovered};
use needlebook_domain::consent_reply::{ConsentReply, Reply, Shown};
use needlebook_domain::document::DocumentKind;
use needlebook_domain::ids::{ConsentId, ConsentReplyId, DocumentId, PatientId};
use needlebook_store::connection::Reader;
use needlebook_store::consent as stored_consent;
use needlebook_store::consent_reply;
use needlebook_store::journal::Fact;
use serde::{Deserialize, Serialize};
use specta::Type;
use uuid::Uuid;

/// What was in the patient's hands; the program fills in the text.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(tag = "what", rename_all = "snake_case", deny_unknown_fields)]
pub enum ShownInput {
    Form {
        plan: ConsentPlan,
    },
    Lines {
        consent: ConsentId,
        lines: Vec<Uncovered>,
    },
}

#[derive(Clone, Debug, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct ConsentReplyInput {
    pub reply: Reply,
    pub shown: ShownInput,
    pub given_at: DateTime<Utc>,
}

/// What recording answers with.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ConsentReplied {
    /// The form to print for a patient who takes it home.
    pub document: Option<DocumentId>,
}

/// # Errors
/// Information given after the reply; no lines; [`ApiError::NotFound`].
pub async fn record(
    app: &App,
    patient: PatientId,
    input: ConsentReplyInput,
) -> Result<ConsentReplied, ApiError> {
    let open = app.run(UseCase::TakeConsent).await?;
    let now = app.now();
    let (shown, text) = match input.shown {
        ShownInput::Lines { consent, lines } => (Shown::Lines { consent, lines }, None),
        ShownInput::Form { plan } => {
            let text = consent::text_for(&open, patient, &plan, now).await?;
            (form(plan, &text), Some(text))
        }
    };
    let reply = ConsentReply {
        id: ConsentReplyId(Uuid::now_v7()),
        patient,
        reply: input.reply,
        shown,
        given_at: input.given_at,
        at: now,
        recorded_by: open.actor(),
    };
    reply.check()?;
    let (id, given_at) = (reply.id, reply.given_at);
    let mut write = open.write(now).await?;
    write.append(id.0, Fact::ConsentReplied { reply }).await?;
    write.commit().await?;
    let document = match (input.reply, text) {
        // What was said is safe now; a page that cannot be set must not undo it.
        (Reply::TakenHome, Some(text)) => {
            to_read(&open, now, patient, id, text, given_at).await.ok()
        }
        _ => None,
    };
    Ok(ConsentReplied { document })
}

fn form(plan: ConsentPlan, text: &ConsentText) -> Shown {
    Shown::Form {
        template: text.template.clone(),
        revision: text.revision,
        language: text.language.clone(),
        plan: Box::new(plan),
        text: text_shown(text),
        text_sha256: fingerprint_shown(text),
    }
}

async fn to_read(
    open: &Open,
    now: DateTime<Utc>,
    patient: PatientId,
    about: ConsentReplyId,
    text: ConsentText,
    given_at: DateTime<Utc>,
) -> Result<DocumentId, ApiError> {
    let (person, _) = crate::patient::get(open, patient).await?;
    let kind = DocumentKind::ConsentToRead;
    document::keep(open, now, patient, about.0, kind, |mark| {
        let page = ConsentToRead {
            clinic: open.clinic.clone(),
            patient: parties::patient(&person),
            mark,
            practitioner: parties::practitioner(&open.person),
            text,
            given_at,
        };
        render_to_read(&page, &parties::style(&open.clinic))
    })
    .await
}

/// When the very text of a form, or the leaflet, was first given to the patient, if either went home before: the time to
/// think counts from there (PRACTICE 42).
pub(crate) async fn given_before(
    open: &Open,
    patient: PatientId,
    text: &ConsentText,
) -> Result<Option<DateTime<Utc>>, ApiError> {
    let sha256 = fingerprint_shown(text);
    let replies = consent_reply::list(&mut *open.store.reader().await?, patient).await?;
    let given = replies.into_iter().filter(
        |reply| matches!(&reply.shown, Shown::Form { text_sha256, .. } if *text_sha256 == sha256),
    );
    let read = leaflet::handed_over_at(open, patient).await?;
    Ok(given.map(|reply| reply.given_at).chain(read).min())
}

/// The plan of the form that was shown last, unless something was signed since.
pub(crate) async fn unsigned_plan(
    reader: &mut Reader,
    patient: PatientId,
) -> Result<Option<ConsentPlan>, ApiError> {
    let signed_at = stored_consent::list(reader, patient)
        .await?
        .first()
        .map(|newest| newest.consent.countersigned_at);
    let replies = consent_reply::list(reader, patient).await?;
    Ok(replies
        .into_iter()
        .filter(|reply| signed_at.is_none_or(|at| reply.at > at))
        .find_map(|reply| match reply.shown {
            Shown::Form { plan, .. } => Some(*plan),
            Shown::Lines { .. } => None,
        }))
}
