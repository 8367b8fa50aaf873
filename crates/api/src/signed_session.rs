//! A signed session: read as it was signed, with the dated notes added since.

use crate::app::{App, Open};
use crate::error::ApiError;
use crate::role::UseCase;
use crate::{draft, sheet};
use chrono::{DateTime, Utc};
use needlebook_domain::device::DeviceProfile;
use needlebook_domain::document::{DocumentKind, DocumentStep};
use needlebook_domain::ids::{DocumentId, LotId, PersonId, SessionId, TaskId};
use needlebook_domain::rule_settings::RuleSettings;
use needlebook_domain::session::Session;
use needlebook_domain::session_amendment::{CorrectedEnd, SessionAmendment};
use needlebook_domain::task::{Task, TaskKind};
use needlebook_store::journal::Fact;
use needlebook_store::{document, person, rule_setting, session, session_amendment, stock};
use serde::{Deserialize, Serialize};
use specta::Type;
use uuid::Uuid;

/// Everything that is kept about a signed session.
#[derive(Clone, Debug, Serialize, Type)]
pub struct SignedSessionView {
    pub session: Session,
    pub record_hash: String,
    /// The device's profile in the version it was judged by.
    pub device: Option<DeviceProfile>,
    pub device_serial: String,
    pub lots: Vec<LotUsed>,
    /// Everybody the record names.
    pub people: Vec<PersonNamed>,
    /// Oldest first.
    pub amendments: Vec<SessionAmendment>,
    /// Every page made from it, newest first; an old version stays.
    pub pages: Vec<SessionPage>,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct LotUsed {
    pub id: LotId,
    pub number: String,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct PersonNamed {
    pub id: PersonId,
    pub name: String,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct SessionPage {
    pub id: DocumentId,
    pub kind: DocumentKind,
    pub number: String,
    pub version: u32,
    pub made_at: DateTime<Utc>,
    pub closed_as: Option<DocumentStep>,
}

/// What is typed into a note on a signed session.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct SessionNoteInput {
    pub text: String,
    /// When the session truly ended, where the record has it wrong.
    pub ended_at: Option<DateTime<Utc>>,
}

/// What adding a note answers with.
#[derive(Clone, Debug, Serialize, Type)]
pub struct NoteAdded {
    /// The aftercare sheet with its dates counted anew; absent where none was made before, where no date
    /// changed, or when it could not be set.
    pub sheet: Option<DocumentId>,
    /// The new version of the printed record; absent when it could not be set.
    pub record: Option<DocumentId>,
}

/// # Errors
/// [`ApiError::NotFound`].
pub async fn get(app: &App, id: SessionId) -> Result<SignedSessionView, ApiError> {
    let open = app.run(UseCase::ReadRecord).await?;
    let mut reader = open.store.reader().await?;
    let signed = session::get_as_signed(&mut reader, id).await?;
    let rules = match RuleSettings::revision_of(&signed.rule_set_version) {
        Some(revision) => rule_setting::after_revision(&mut reader, revision).await?,
        None => open.rules.clone(),
    };
    let device = match signed.record.device {
        Some(device) => Some(stock::get_device(&mut reader, device).await?),
        None => None,
    };
    let mut lots = Vec::new();
    for cartridge in &signed.record.cartridges {
        let lot = stock::get_lot(&mut reader, cartridge.lot).await?;
        lots.push(LotUsed {
            id: cartridge.lot,
            number: lot.number,
        });
    }
    let people = person::list(&mut reader).await?;
    let pages = document::list(&mut reader, signed.record.patient)
        .await?
        .into_iter()
        .filter(|stored| stored.document.about == id.0)
        .map(|stored| SessionPage {
            id: stored.document.id,
            kind: stored.document.kind,
            number: stored.document.number,
            version: stored.document.version,
            made_at: stored.document.made_at,
            closed_as: stored.closed_as,
        })
        .collect();
    Ok(SignedSessionView {
        record_hash: session::record_hash(&signed)?,
        device: device
            .as_ref()
            .and_then(|device| rules.devices().find(device.profile))
            .cloned(),
        device_serial: device.map(|device| device.serial).unwrap_or_default(),
        lots,
        people: people
            .into_iter()
            .map(|person| PersonNamed {
                id: person.id,
                name: person.name,
            })
            .collect(),
        amendments: session_amendment::list(&mut reader, id).await?,
        pages,
        session: signed,
    })
}

/// Adds a dated note, signed by whoever is signed in. The record stays as it is; a new version of its page is made
/// beside the old one. A note that corrects the end also makes the aftercare sheet anew, and a task to tell the patient
/// (PRACTICE 23).
///
/// # Errors
/// [`ApiError::NotFound`]; a note without words; an end that cannot be.
pub async fn add_note(
    app: &App,
    id: SessionId,
    note: SessionNoteInput,
) -> Result<NoteAdded, ApiError> {
    let open = app.run(UseCase::Treat).await?;
    let now = app.now();
    let signed = session::get(&mut *open.store.reader().await?, id).await?;
    let other_end = note.ended_at.filter(|at| *at != signed.ended_at);
    let amendment = SessionAmendment {
        session: id,
        patient: signed.record.patient,
        text: note.text,
        corrected_end: other_end.map(|at| CorrectedEnd {
            was: signed.ended_at,
            at,
            on: open.local_date(at),
        }),
        by: open.actor(),
        signed_name: open.person.printed_name(),
        at: now,
    }
    .parse(&signed)?;
    let outdated = keep(&open, now, id, amendment).await?;
    // The note is safe now; a page that cannot be set is made when somebody opens it, or with the next note.
    Ok(NoteAdded {
        sheet: if outdated {
            sheet::keep_aftercare(&open, now, id).await.ok()
        } else {
            None
        },
        record: sheet::keep_record(&open, now, id).await.ok(),
    })
}

/// Says whether the note left a sheet with dates that are no longer true.
async fn keep(
    open: &Open,
    now: DateTime<Utc>,
    id: SessionId,
    amendment: SessionAmendment,
) -> Result<bool, ApiError> {
    let mut write = open.write(now).await?;
    let sheet = document::find_newest(write.connection(), id.0, DocumentKind::Aftercare).await?;
    let outdated = amendment.corrected_end.is_some() && sheet.is_some();
    if outdated {
        let task = Task {
            id: TaskId(Uuid::now_v7()),
            kind: TaskKind::TellPatient,
            patient: Some(amendment.patient),
            text: String::new(),
            due_on: open.local_date(now),
            opened_by: None,
            opened_at: now,
        };
        write.append(task.id.0, Fact::TaskOpened { task }).await?;
    }
    write
        .append(id.0, Fact::SessionAmended { amendment })
        .await?;
    draft::take(&mut write, "session_note", id.0, open.actor()).await?;
    write.commit().await?;
    Ok(outdated)
}
