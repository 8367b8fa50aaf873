//! A signed session: read as it was signed, with the dated notes added since.

use crate::app::{App, Open};
use crate::error::ApiError;
use crate::role::UseCase;
use crate::{draft, sheet};
use chrono::{DateTime, Utc};
use needlebook_domain::device::DeviceProfile;
use needlebook_domain::document::{DocumentKind, DocumentStep};
use needlebook_domain::ids::{DocumentId, LotId, PersonId, SessionId};
use needlebook_domain::rule_settings::RuleSettings;
use needlebook_domain::session::Session;
use needlebook_domain::session_amendment::SessionAmendment;
use needlebook_store::journal::Fact;
use needlebook_store::{document, person, rule_setting, session, session_amendment, stock};
use serde::Serialize;
use specta::Type;

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

/// What adding a note answers with.
#[derive(Clone, Debug, Serialize, Type)]
pub struct NoteAdded {
    /// The new version of the printed record; absent when it could not be set.
    pub record: Option<DocumentId>,
}

/// # Errors
/// [`ApiError::NotFound`].
pub async fn get(app: &App, id: SessionId) -> Result<SignedSessionView, ApiError> {
    let open = app.run(UseCase::ReadRecord).await?;
    let mut reader = open.store.reader().await?;
    let signed = session::get(&mut reader, id).await?;
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
/// beside the old one.
///
/// # Errors
/// [`ApiError::NotFound`]; a note without words.
pub async fn add_note(app: &App, id: SessionId, text: String) -> Result<NoteAdded, ApiError> {
    let open = app.run(UseCase::Treat).await?;
    let now = app.now();
    let patient = session::get(&mut *open.store.reader().await?, id)
        .await?
        .record
        .patient;
    let amendment = SessionAmendment {
        session: id,
        patient,
        text,
        by: open.actor(),
        signed_name: open.person.printed_name(),
        at: now,
    }
    .parse()?;
    keep(&open, now, id, amendment).await?;
    // The note is safe now; a page that cannot be set is made with the next one.
    Ok(NoteAdded {
        record: sheet::keep_record(&open, now, id).await.ok(),
    })
}

async fn keep(
    open: &Open,
    now: DateTime<Utc>,
    id: SessionId,
    amendment: SessionAmendment,
) -> Result<(), ApiError> {
    let mut write = open.write(now).await?;
    write
        .append(id.0, Fact::SessionAmended { amendment })
        .await?;
    draft::take(&mut write, "session_note", id.0, open.actor()).await?;
    Ok(write.commit().await?)
}
