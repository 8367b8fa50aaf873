//! What a patient's timeline tells: one line for each thing that happened, with what the line needs and no more.

use crate::alert::AlertKind;
use crate::attachment::AttachmentLabel;
use crate::consent_reply::Reply;
use crate::course_change::CourseStep;
use crate::document::{DocumentKind, DocumentStep};
use crate::medical_history::HistoryItem;
use crate::reaction::{ReactionKind, ReactionOutcome};
use crate::recall::CallOutcome;
use crate::screening::Outcome;
use crate::task::TaskKind;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;

/// What the timeline can be narrowed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    Arrivals,
    Sessions,
    Screenings,
    Consents,
    Notes,
    Tasks,
    History,
    Reactions,
    Details,
    Documents,
    /// Everything that left the clinic: printed, saved, handed over, exported.
    Disclosures,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum HistoryChange {
    Recorded,
    Corrected,
    /// It was never true.
    Voided,
}

/// One thing that happened. A name stands here only where it is another than that of whoever recorded it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Told {
    Arrived,
    Registered,
    /// Came in with a table.
    Imported,
    /// Another entry of the same person is read here from now on.
    Merged {
        record_number: String,
        reason: String,
    },
    /// It stands for itself again.
    Unmerged {
        record_number: String,
        reason: String,
    },
    /// The fields that were corrected, by their paths.
    Corrected {
        fields: Vec<String>,
    },
    Archived {
        reason: String,
    },
    Unarchived {
        reason: String,
    },
    /// The record is kept for a complaint or a claim.
    LegalHoldPlaced {
        reason: String,
    },
    LegalHoldLifted {
        reason: String,
    },
    Consultation {
        held_on: NaiveDate,
        consultant: String,
    },
    CourseChanged {
        step: CourseStep,
        reason: String,
    },
    Screening {
        outcome: Outcome,
        settled: bool,
    },
    Consent {
        revision: u32,
        practitioner: String,
    },
    ConsentWithdrawn,
    AddendumSigned {
        lines: u32,
    },
    ConsentReply {
        reply: Reply,
    },
    /// Not signed yet.
    SessionOpen {
        number: u32,
        zones: u32,
        deepest_mm: Option<f64>,
    },
    Session {
        number: u32,
        zones: u32,
        deepest_mm: Option<f64>,
        /// What went wrong, counted.
        incidents: u32,
        signed_name: String,
    },
    SessionNote {
        text: String,
    },
    Note {
        text: String,
    },
    NoteAmended {
        text: String,
        reason: String,
    },
    AlertPinned {
        kind: AlertKind,
        text: String,
    },
    AlertUnpinned {
        kind: AlertKind,
        text: String,
    },
    History {
        change: HistoryChange,
        item: HistoryItem,
    },
    Reaction {
        change: HistoryChange,
        kind: ReactionKind,
        grade: u8,
    },
    ReactionFollowedUp {
        kind: ReactionKind,
        outcome: ReactionOutcome,
        text: String,
        /// Whom it was reported to, if anybody.
        reported_to: String,
    },
    /// Somebody tried to tell them of a recall.
    RecallCall {
        about: String,
        outcome: CallOutcome,
        note: String,
    },
    TaskOpened {
        kind: TaskKind,
        text: String,
        due_on: NaiveDate,
    },
    TaskDone {
        kind: TaskKind,
        outcome: String,
    },
    TaskReopened {
        kind: TaskKind,
    },
    DocumentMade {
        kind: DocumentKind,
        number: String,
    },
    Disclosed {
        kind: DocumentKind,
        number: String,
        step: DocumentStep,
    },
    /// A document that came from elsewhere.
    Attached {
        label: AttachmentLabel,
    },
    /// What was said about it is this now.
    AttachmentCorrected {
        label: AttachmentLabel,
    },
    /// A copy of it was saved outside the store.
    AttachmentSaved {
        label: AttachmentLabel,
    },
    PhotosExported {
        count: u32,
        /// Whom they were for.
        recipient: String,
    },
    /// A copy of the whole record left the clinic.
    RecordExported {
        files: u32,
        /// Whether a passphrase opens it.
        protected: bool,
    },
    /// Recorded by a newer version: its kind is all that this one can say.
    Newer {
        kind: String,
    },
}

impl Told {
    #[must_use]
    pub fn topic(&self) -> Option<Topic> {
        Some(match self {
            Self::Arrived => Topic::Arrivals,
            Self::Registered
            | Self::Imported
            | Self::Merged { .. }
            | Self::Unmerged { .. }
            | Self::Corrected { .. }
            | Self::Archived { .. }
            | Self::Unarchived { .. }
            | Self::LegalHoldPlaced { .. }
            | Self::LegalHoldLifted { .. }
            | Self::AlertPinned { .. }
            | Self::AlertUnpinned { .. } => Topic::Details,
            Self::Consultation { .. }
            | Self::CourseChanged { .. }
            | Self::Session { .. }
            | Self::SessionOpen { .. }
            | Self::SessionNote { .. } => Topic::Sessions,
            Self::Screening { .. } => Topic::Screenings,
            Self::Consent { .. }
            | Self::ConsentWithdrawn
            | Self::AddendumSigned { .. }
            | Self::ConsentReply { .. } => Topic::Consents,
            Self::Note { .. } | Self::NoteAmended { .. } => Topic::Notes,
            Self::History { .. } => Topic::History,
            Self::Reaction { .. } | Self::ReactionFollowedUp { .. } => Topic::Reactions,
            Self::RecallCall { .. }
            | Self::TaskOpened { .. }
            | Self::TaskDone { .. }
            | Self::TaskReopened { .. } => Topic::Tasks,
            Self::DocumentMade { .. }
            | Self::Attached { .. }
            | Self::AttachmentCorrected { .. } => Topic::Documents,
            Self::Disclosed { .. }
            | Self::AttachmentSaved { .. }
            | Self::PhotosExported { .. }
            | Self::RecordExported { .. } => Topic::Disclosures,
            Self::Newer { .. } => return None,
        })
    }
}
