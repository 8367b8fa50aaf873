//! The form of an exported record. Its schema is published in `docs/patient-export.schema.json`.

use chrono::{DateTime, SecondsFormat, Utc};
use needlebook_domain::attachment::Attachment;
use needlebook_domain::consent::{Addendum, Consent};
use needlebook_domain::consent_reply::ConsentReply;
use needlebook_domain::consent_withdrawal::Withdrawal;
use needlebook_domain::consultation::Consultation;
use needlebook_domain::document::Document;
use needlebook_domain::medical_history::HistoryEntry;
use needlebook_domain::note::{Note, NoteAmendment};
use needlebook_domain::patient::Patient;
use needlebook_domain::photo::{Photo, PhotoFiling};
use needlebook_domain::screening_record::Screening;
use needlebook_domain::session::Session;
use needlebook_domain::session_amendment::SessionAmendment;
use needlebook_store::journal::Recorded;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::HashMap;
use uuid::Uuid;

/// Raised when a field changes its meaning or goes; new fields do not raise it.
pub(super) const VERSION: u32 = 1;

#[derive(Serialize)]
pub(super) struct PatientExport {
    pub format: &'static str,
    pub version: u32,
    pub exported_at: DateTime<Utc>,
    pub clinic: String,
    pub patient: Patient,
    pub archived: bool,
    /// Other entries of the same person, as they were recorded.
    pub merged: Vec<Patient>,
    /// In the order it was recorded; what was never true has its reason.
    pub medical_history: Vec<HistoryExport>,
    /// Newest first.
    pub notes: Vec<NoteExport>,
    pub consultations: Vec<Consultation>,
    pub screenings: Vec<Screening>,
    pub consents: Vec<ConsentExport>,
    pub consent_replies: Vec<ConsentReply>,
    pub sessions: Vec<SessionExport>,
    pub documents: Vec<DocumentExport>,
    /// In the order of arrival.
    pub photos: Vec<PhotoExport>,
    /// Documents that came from elsewhere, in the order they came into the record.
    pub attachments: Vec<AttachmentExport>,
    /// Everything that was recorded about this person, oldest first, as the journal holds it.
    pub events: Vec<EventExport>,
}

#[derive(Serialize)]
pub(super) struct HistoryExport {
    #[serde(flatten)]
    pub entry: HistoryEntry,
    pub voided: Option<String>,
}

#[derive(Serialize)]
pub(super) struct NoteExport {
    #[serde(flatten)]
    pub note: Note,
    /// Later texts, the oldest first.
    pub amendments: Vec<NoteAmendment>,
}

#[derive(Serialize)]
pub(super) struct ConsentExport {
    #[serde(flatten)]
    pub consent: Consent,
    pub withdrawn_at: Option<DateTime<Utc>>,
    pub withdrawals: Vec<Withdrawal>,
    pub addenda: Vec<Addendum>,
}

#[derive(Serialize)]
pub(super) struct SessionExport {
    #[serde(flatten)]
    pub session: Session,
    pub added_notes: Vec<SessionAmendment>,
}

#[derive(Serialize)]
pub(super) struct DocumentExport {
    #[serde(flatten)]
    pub document: Document,
    /// Where its pages lie beside this file.
    pub file: String,
}

#[derive(Serialize)]
pub(super) struct PhotoExport {
    #[serde(flatten)]
    pub photo: Photo,
    pub filing: PhotoFiling,
    /// Where the picture lies beside this file.
    pub file: String,
}

#[derive(Serialize)]
pub(super) struct AttachmentExport {
    #[serde(flatten)]
    pub attachment: Attachment,
    /// Where each of its files lies beside this one, in the order of `files`.
    pub lies_at: Vec<String>,
}

/// One event. `body` is as it was recorded.
#[derive(Serialize, Deserialize)]
pub(crate) struct EventExport {
    pub at: String,
    pub actor: Option<Uuid>,
    pub by: String,
    pub kind: String,
    pub entity: String,
    pub entity_id: Uuid,
    pub schema_v: i64,
    pub body: Option<Box<RawValue>>,
}

impl EventExport {
    pub(super) fn of(recorded: Recorded, people: &HashMap<Uuid, String>) -> Self {
        Self {
            at: recorded.at.to_rfc3339_opts(SecondsFormat::Millis, true),
            by: recorded
                .actor
                .and_then(|actor| people.get(&actor).cloned())
                .unwrap_or_default(),
            actor: recorded.actor,
            kind: recorded.kind,
            entity: recorded.entity,
            entity_id: recorded.entity_id,
            schema_v: recorded.schema_v,
            body: recorded
                .body
                .and_then(|body| RawValue::from_string(body).ok()),
        }
    }

    /// The event again, as another store of ours recorded it; `None` when its time is none.
    pub(crate) fn into_recorded(self) -> Option<Recorded> {
        Some(Recorded {
            seq: 0,
            at: DateTime::parse_from_rfc3339(&self.at)
                .ok()?
                .with_timezone(&Utc),
            actor: self.actor,
            entity: self.entity,
            entity_id: self.entity_id,
            kind: self.kind,
            schema_v: self.schema_v,
            body: self.body.map(|body| body.get().to_owned()),
        })
    }
}
