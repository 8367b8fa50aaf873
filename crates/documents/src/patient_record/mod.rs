//! The whole record of one patient, to be read by a person: the next clinic, a lawyer, the patient. It gathers what other
//! papers say one by one and decides nothing; what is not signed is not in it.

mod care;
mod consents;
mod contents;
mod left;
mod notes;
pub(crate) mod page;
mod person;
mod photos;
mod screenings;
mod writer;

use chrono::{DateTime, NaiveDate, Utc};
use needlebook_domain::alert::AlertKind;
use needlebook_domain::attachment::{Attachment, AttachmentLabel};
use needlebook_domain::clinic::Clinic;
use needlebook_domain::consent::Consent;
use needlebook_domain::consent_reply::Reply;
use needlebook_domain::consent_withdrawal::WithdrawalScope;
use needlebook_domain::consultation::Consultation;
use needlebook_domain::course_change::CourseChange;
use needlebook_domain::document::{DocumentKind, DocumentStep};
use needlebook_domain::medical_history::HistoryItem;
use needlebook_domain::note::{Note, NoteAmendment};
use needlebook_domain::patient::Patient as Person;
use needlebook_domain::photo::PhotoFiling;
use needlebook_domain::reaction::ReactionKind;
use needlebook_domain::rule::RuleId;
use needlebook_domain::screening::ScreeningAnswer;
use needlebook_domain::task::Task;

use crate::consent::AddedLine;
use crate::error::Error;
use crate::party::{DocumentMark, Patient};
use crate::plan::Picture;
use crate::reaction::ReactionReport;
use crate::session::SessionRecord;
use crate::style::Style;

/// Everything the record says. Lists are oldest first.
#[derive(Debug, Clone, PartialEq)]
pub struct PatientRecord {
    /// The clinic; its zone sets every time.
    pub clinic: Clinic,
    /// Whose record it is, as every page names them.
    pub patient: Patient,
    /// The person's details.
    pub person: Person,
    /// The record is archived.
    pub archived: bool,
    /// Record numbers under which the same person was recorded as well.
    pub merged: Vec<String>,
    /// What stands on the strip.
    pub alerts: Vec<AlertLine>,
    /// The medical history.
    pub history: Vec<HistoryLine>,
    /// Consultations with what was decided about their courses.
    pub courses: Vec<CourseLine>,
    /// Signed screenings.
    pub screenings: Vec<ScreeningLine>,
    /// Signed consents.
    pub consents: Vec<ConsentLine>,
    /// What was said to a consent instead of signing it.
    pub replies: Vec<ReplyLine>,
    /// Signed sessions.
    pub sessions: Vec<SessionRecord>,
    /// Reactions, those that were taken back among them.
    pub reactions: Vec<ReactionReport>,
    /// Signed notes with what was added later.
    pub notes: Vec<(Note, Vec<NoteAmendment>)>,
    /// Tasks and calls.
    pub tasks: Vec<TaskLine>,
    /// Photos.
    pub photos: Vec<PhotoLine>,
    /// Made documents.
    pub documents: Vec<DocumentLine>,
    /// Documents that came from elsewhere, with who attached each.
    pub attachments: Vec<(Attachment, String)>,
    /// What left the clinic before.
    pub disclosures: Vec<DisclosureLine>,
    /// Who made this copy.
    pub made_by: String,
    /// When.
    pub made_at: DateTime<Utc>,
}

/// An alert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AlertLine {
    /// An allergy, with its reaction or an empty text.
    Allergy {
        /// The substance.
        substance: String,
        /// What it did.
        reaction: String,
    },
    /// A reaction that is not over.
    OpenReaction {
        /// Of what kind.
        kind: ReactionKind,
        /// Its grade.
        grade: u8,
    },
    /// Cold sores before.
    ColdSores,
    /// Keloid scars.
    Keloid,
    /// Keloid scars in the family.
    KeloidInFamily,
    /// Pinned by a person.
    Pinned {
        /// Of what kind.
        kind: AlertKind,
        /// In words; may be empty.
        text: String,
    },
}

/// A line of the medical history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryLine {
    /// What it says.
    pub item: HistoryItem,
    /// Who recorded it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Why it was never true.
    pub voided: Option<String>,
}

/// A consultation with what was decided after it.
#[derive(Debug, Clone, PartialEq)]
pub struct CourseLine {
    /// What was found and planned.
    pub consultation: Consultation,
    /// Every decision, with who took it.
    pub changes: Vec<(CourseChange, String)>,
}

/// A signed screening.
#[derive(Debug, Clone, PartialEq)]
pub struct ScreeningLine {
    /// The day it was judged for.
    pub for_on: NaiveDate,
    /// What the rules said.
    pub judgement: ScreeningAnswer,
    /// How each caution was settled.
    pub settled: Vec<SettledLine>,
    /// The rules it was judged by.
    pub rules: String,
    /// Who signed.
    pub signed_by: String,
    /// When.
    pub signed_at: DateTime<Utc>,
}

/// A caution settled with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettledLine {
    /// The rule that asked for it.
    pub rule: RuleId,
    /// As typed.
    pub reason: String,
    /// Who settled it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A signed consent with what happened to it.
#[derive(Debug, Clone, PartialEq)]
pub struct ConsentLine {
    /// What was agreed and signed.
    pub consent: Consent,
    /// The device it names.
    pub device: String,
    /// Its own pages; absent where none were made.
    pub mark: Option<DocumentMark>,
    /// The last day on which it could carry a session.
    pub last_day: NaiveDate,
    /// What was taken back.
    pub withdrawals: Vec<WithdrawalLine>,
    /// What was added.
    pub addenda: Vec<AddendumLine>,
}

/// Something taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithdrawalLine {
    /// Of what.
    pub scope: WithdrawalScope,
    /// What the patient said.
    pub said: String,
    /// Who recorded it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Lines agreed to later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddendumLine {
    /// What was added.
    pub lines: Vec<AddedLine>,
    /// The name as the patient signed.
    pub signer: String,
    /// Who sought it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// An answer to a consent form without a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyLine {
    /// What was said.
    pub reply: Reply,
    /// Who recorded it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A task with what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskLine {
    /// What is to be done.
    pub task: Task,
    /// What came of it, who did it and when; absent while it is open.
    pub done: Option<(String, String, DateTime<Utc>)>,
}

/// A photo of the record.
#[derive(Debug, Clone, PartialEq)]
pub struct PhotoLine {
    /// Whose, of what, when.
    pub filing: PhotoFiling,
    /// The number of the session it belongs to.
    pub session: Option<u32>,
    /// A small copy; absent where no consent lets photos into the record.
    pub picture: Option<Picture>,
}

/// A made document with what happened to its copies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentLine {
    /// What it is.
    pub kind: DocumentKind,
    /// Its number and version.
    pub mark: DocumentMark,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// What happened to a copy, by whom and when.
    pub steps: Vec<(DocumentStep, String, DateTime<Utc>)>,
}

/// Something that left the clinic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisclosureLine {
    /// What.
    pub what: Disclosed,
    /// By whom.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What left the clinic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Disclosed {
    /// A copy of a document.
    Document {
        /// What it is.
        kind: DocumentKind,
        /// Its number.
        number: String,
        /// How it left.
        step: DocumentStep,
    },
    /// A copy of an attached document.
    Attachment {
        /// What it is.
        label: AttachmentLabel,
    },
    /// Photos.
    Photos {
        /// How many.
        count: u32,
        /// Whom they were for.
        recipient: String,
    },
    /// A copy of the whole record.
    Record {
        /// How many files.
        files: u32,
        /// Whether a passphrase opens it.
        protected: bool,
    },
}

/// The record as a PDF.
///
/// # Errors
/// See [`Error`]; nothing is made with a part missing.
pub fn render(record: &PatientRecord, style: &Style) -> Result<Vec<u8>, Error> {
    crate::pdf::write(&page::plan(record, *style)?)
}
