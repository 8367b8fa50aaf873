//! Drafts of every form: saved while typing goes on, back after a crash in the same field.

use crate::app::{App, Open};
use crate::error::ApiError;
use crate::role::UseCase;
use crate::session_draft;
use chrono::{DateTime, Utc};
use needlebook_domain::ids::PatientId;
use needlebook_domain::issue::{Issue, IssueCode};
use needlebook_store::draft::{self, DraftKey};
use needlebook_store::journal::Fact;
use serde::{Deserialize, Serialize};
use specta::Type;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A draft as it was last saved. `body` is the form's own JSON text.
#[derive(Clone, Debug, Serialize, Type)]
pub struct DraftView {
    pub body: String,
    pub version: u32,
    pub saved_at: DateTime<Utc>,
}

/// What a save answers with: the version the next save must name.
#[derive(Clone, Copy, Debug, Serialize, Type)]
pub struct DraftSaved {
    pub version: u32,
    pub saved_at: DateTime<Utc>,
}

#[derive(Clone, Debug, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct DraftInput {
    /// Which form: `patient`, `consultation`, `screening`, `consent`, `session`, `clinic`...
    pub kind: String,
    /// Whom or what it is about.
    pub subject: Uuid,
    pub body: String,
    /// The version last seen, 0 for a new draft.
    pub version: u32,
}

/// No form of ours comes near this many characters.
pub(crate) const BODY_MAX: usize = 4_000_000;

/// # Errors
/// [`ApiError::Locked`].
pub async fn find(app: &App, kind: String, subject: Uuid) -> Result<Option<DraftView>, ApiError> {
    let open = app.run(UseCase::KeepDraft).await?;
    let key = DraftKey {
        kind,
        subject,
        person: open.actor(),
    };
    let draft = draft::find(&mut *open.store.reader().await?, &key).await?;
    draft
        .map(|draft| {
            Ok(DraftView {
                body: serde_json::to_string(&draft.body)?,
                version: u32::try_from(draft.version).unwrap_or(u32::MAX),
                saved_at: draft.saved_at,
            })
        })
        .transpose()
}

/// Which screen a person was on; nobody typed it.
const PLACE: &str = "place";

/// Whether something is being typed, for the lock screen to say that it is kept.
pub(crate) async fn is_any(open: &Open) -> bool {
    let Ok(mut reader) = open.store.reader().await else {
        return false;
    };
    draft::is_any_but(&mut reader, PLACE).await.unwrap_or(false)
}

/// Saves what is being typed. A session's draft also keeps its trail from numbing-on (PRACTICE 3).
///
/// # Errors
/// [`ApiError::Conflict`] when another window saved in between; [`ApiError::StorageFull`] with the text still typed.
pub async fn save(app: &App, input: DraftInput) -> Result<DraftSaved, ApiError> {
    let open = app.run(UseCase::KeepDraft).await?;
    let body = parse(&input.body)?;
    let key = DraftKey {
        kind: input.kind,
        subject: input.subject,
        person: open.actor(),
    };
    keep(&open, &key, &body, i64::from(input.version), app.now()).await
}

/// Saves a draft over the version that was last seen.
pub(crate) async fn keep(
    open: &Open,
    key: &DraftKey,
    body: &serde_json::Value,
    version: i64,
    now: DateTime<Utc>,
) -> Result<DraftSaved, ApiError> {
    let mut write = open.write(now).await?;
    let before = match key.kind.as_str() {
        session_draft::KIND => draft::find(write.connection(), key).await?,
        _ => None,
    };
    let version = draft::save(&mut write, key, body, version).await?;
    if let Some(before) = before {
        session_draft::append_trail(&mut write, &before.body, body, open.actor(), now).await?;
    }
    write.commit().await?;
    Ok(DraftSaved {
        version: u32::try_from(version).unwrap_or(u32::MAX),
        saved_at: now,
    })
}

pub(crate) fn parse(body: &str) -> Result<serde_json::Value, ApiError> {
    let refused = |code| {
        vec![Issue {
            path: "body".to_owned(),
            code,
            params: BTreeMap::new(),
        }]
    };
    if body.len() > BODY_MAX {
        return Err(refused(IssueCode::TooLong).into());
    }
    serde_json::from_str(body).map_err(|_| refused(IssueCode::WrongForm).into())
}

/// Throws a draft away on purpose. The journal keeps who and when, never the content (SETTLED 6).
///
/// # Errors
/// [`ApiError::Locked`].
pub async fn discard(
    app: &App,
    kind: String,
    subject: Uuid,
    patient: Option<PatientId>,
) -> Result<(), ApiError> {
    let open = app.run(UseCase::KeepDraft).await?;
    let key = DraftKey {
        kind: kind.clone(),
        subject,
        person: open.actor(),
    };
    let mut write = open.write(app.now()).await?;
    if draft::find(write.connection(), &key).await?.is_none() {
        return Ok(());
    }
    draft::remove(&mut write, &key).await?;
    write
        .append(
            subject,
            Fact::DraftDiscarded {
                draft: kind,
                patient,
            },
        )
        .await?;
    Ok(write.commit().await?)
}

/// Takes a draft away in the write that signs what it became.
pub(crate) async fn take(
    write: &mut needlebook_store::journal::Write<'_>,
    kind: &str,
    subject: Uuid,
    person: needlebook_domain::ids::PersonId,
) -> Result<(), ApiError> {
    let key = DraftKey {
        kind: kind.to_owned(),
        subject,
        person,
    };
    Ok(draft::remove(write, &key).await?)
}
