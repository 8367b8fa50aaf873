//! What can happen. A new kind of record begins here: a variant, its entity, and what it projects.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use needlebook_domain::alert::PinnedAlert;
use needlebook_domain::approval::Approval;
use needlebook_domain::attachment::{Attachment, AttachmentLabel, AttachmentMoved};
use needlebook_domain::backup::{BackupMade, BackupPlace, RestoreDrill};
use needlebook_domain::clinic::Clinic;
use needlebook_domain::consent::{Addendum, Consent};
use needlebook_domain::consent_reply::ConsentReply;
use needlebook_domain::consent_withdrawal::Withdrawal;
use needlebook_domain::consultation::Consultation;
use needlebook_domain::course_change::CourseChange;
use needlebook_domain::device::DeviceProfileChange;
use needlebook_domain::document::{Document, DocumentStep};
use needlebook_domain::emergency_card::EmergencyCard;
use needlebook_domain::erasure::Erased;
use needlebook_domain::ids::{PatientId, ScreeningId};
use needlebook_domain::loss::Loss;
use needlebook_domain::medical_history::HistoryEntry;
use needlebook_domain::note::{Note, NoteAmendment};
use needlebook_domain::patient::Patient;
use needlebook_domain::person::Person;
use needlebook_domain::photo::{CameraFolder, Photo, PhotoFiling, PhotoMoved, PhotosExported};
use needlebook_domain::preset::PresetChange;
use needlebook_domain::reaction::{Reaction, ReactionFollowUp};
use needlebook_domain::recall::RecallCall;
use needlebook_domain::rule_settings::SettingChange;
use needlebook_domain::screening_record::Screening;
use needlebook_domain::session::Session;
use needlebook_domain::session_amendment::SessionAmendment;
use needlebook_domain::stock::{CountCorrected, Device, Lot, StockMoved};
use needlebook_domain::task::Task;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;
use uuid::Uuid;

/// The version of the bodies this program writes.
pub(crate) const SCHEMA_V: i64 = 1;

/// The body of an event. Its serde tag is the journal's `kind`; a released name is never reused for something else.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
pub enum Fact {
    ClinicSetUp {
        clinic: Clinic,
        is_demo: bool,
    },
    ClinicChanged {
        clinic: Clinic,
    },
    PersonAdded {
        person: Person,
    },
    /// Name, roles or last day of an account.
    PersonCorrected {
        person: Person,
    },
    /// The person has no way in any more; the record keeps who they were.
    PersonRemoved {
        person: Person,
    },
    /// Somebody has a new passphrase: by themselves, or given by the owner.
    PassphraseChanged {},
    /// So many lines of the journal left the store as a file.
    AuditExported {
        rows: u32,
    },
    PreferencesChanged {
        preferences: Value,
    },
    RulesApproved {
        approval: Approval,
    },
    /// The medical lead wrote the card for when something is wrong (PRACTICE 24).
    EmergencyCardApproved {
        card: EmergencyCard,
    },
    RuleSettingChanged {
        change: SettingChange,
    },
    /// A device profile of the clinic's own was added, corrected or retired.
    /// A plan with a name was made, renamed, planned anew or retired.
    PresetChanged {
        change: PresetChange,
    },
    DeviceProfileChanged {
        change: Box<DeviceProfileChange>,
    },
    SignedIn {
        way: SignIn,
    },
    Locked {
        by_idle: bool,
    },
    WrongPassphrases {
        count: u32,
    },
    PatientRegistered {
        patient: Patient,
    },
    PatientCorrected {
        patient: Patient,
    },
    /// A screening saw another skin type than the record held: the record's is corrected, for this reason.
    SkinTypeSeen {
        screening: ScreeningId,
        before: Option<u8>,
        skin_type: u8,
    },
    /// Nobody comes any more, or nobody should: found last, on no list, kept whole.
    PatientArchived {
        reason: String,
    },
    PatientUnarchived {
        reason: String,
    },
    /// A complaint or a claim: the record stays, whatever its age.
    LegalHoldPlaced {
        reason: String,
    },
    LegalHoldLifted {
        reason: String,
    },
    /// The end of a record: what may still be said of it. The bodies of its events are gone.
    PatientErased {
        erased: Erased,
    },
    /// Two entries of one person: the other one is read under this one.
    PatientsMerged {
        merged: PatientId,
        reason: String,
    },
    /// They are two people after all: each has again what was recorded under it before.
    PatientsUnmerged {
        merged: PatientId,
        reason: String,
    },
    /// They look like one person and are two; nobody is asked again.
    PatientsToldApart {
        other: PatientId,
    },
    /// A table of patients came in; each of them follows as an event of its own.
    ImportBegun {
        rows: u32,
    },
    PatientImported {
        patient: Patient,
        batch: Uuid,
    },
    /// The whole batch went again, before anything was recorded about its patients.
    ImportUndone {},
    /// The record of another store of ours was taken in; its events stand before this one.
    ExportImported {
        events: u32,
    },
    /// A copy of one patient's whole record left the clinic.
    PatientExported {
        files: u32,
        /// SHA-256 of the export's list of checksums.
        sha256: String,
        protected: bool,
    },
    /// A copy of everything left the clinic.
    ClinicExported {
        patients: u32,
        files: u32,
        sha256: String,
        protected: bool,
    },
    PatientViewed {},
    /// One run of looked-up names, with how many there were; never what was typed.
    PatientsLookedUp {
        queries: u32,
    },
    Arrived {
        arrived_on: chrono::NaiveDate,
    },
    Left {
        arrived_on: chrono::NaiveDate,
    },
    ConsultationRecorded {
        consultation: Consultation,
    },
    /// The course of a consultation was planned anew, closed early or taken up again.
    CourseChanged {
        change: CourseChange,
    },
    ScreeningSigned {
        screening: Screening,
    },
    ConsentSigned {
        consent: Consent,
    },
    ConsentWithdrawn {
        patient: PatientId,
        withdrawal: Withdrawal,
    },
    AddendumSigned {
        patient: PatientId,
        addendum: Addendum,
    },
    /// Not today, taken home, not agreed: the patient's word instead of a signature.
    ConsentReplied {
        reply: ConsentReply,
    },
    SessionSigned {
        session: Box<Session>,
        record_hash: String,
    },
    /// A dated note beside a signed session; the session itself is never changed.
    SessionAmended {
        amendment: SessionAmendment,
    },
    DraftDiscarded {
        draft: String,
        patient: Option<PatientId>,
    },
    /// What was being typed left the store as a sealed file, because there was no room for it.
    DraftCopied {
        draft: String,
    },
    /// Such a file was opened again.
    DraftCopyOpened {
        draft: String,
    },
    DocumentMade {
        document: Document,
    },
    DocumentHandled {
        document: Uuid,
        step: DocumentStep,
        queue: Option<String>,
    },
    RecoverySheetPrinted {},
    /// The PIN that leads back to an open session was set, or taken away; never what it is.
    PinChanged {
        is_set: bool,
    },
    /// Nobody was at an open session for a while: it stands behind its cover.
    Covered {},
    Uncovered {
        with: Return,
    },
    WrongPin {},
    /// The recovery code before opens nothing any more.
    RecoveryCodeRenewed {},
    /// Somebody came in by the recovery code, without a passphrase of theirs: "break-glass".
    EmergencyAccess {},
    /// From here on the record is under another data key; who left with a copy of the one before opens nothing of it.
    DataKeyChanged {},
    /// A change of the data key was cut off: the one before holds.
    DataKeyChangeCutOff {},
    DeviceAdded {
        device: Device,
    },
    LotReceived {
        lot: Lot,
    },
    /// The book held fewer units of a lot than were in the hand.
    CountCorrected {
        corrected: CountCorrected,
    },
    /// Units left or joined a lot outside of a session.
    StockMoved {
        moved: StockMoved,
    },
    /// No unit of it is used from now on.
    LotQuarantined {
        reason: String,
    },
    /// It may be used again.
    LotReleased {
        reason: String,
    },
    /// Somebody tried to tell a patient of a recall.
    RecallCallRecorded {
        call: RecallCall,
    },
    /// A list of who had something left the store as a table.
    RecallExported {
        people: u32,
        sha256: String,
        protected: bool,
    },
    /// What was counted left the store as tables; nobody is in them.
    ReportExported {
        sha256: String,
        protected: bool,
    },
    TaskOpened {
        task: Task,
    },
    /// A document that came from elsewhere.
    DocumentAttached {
        attachment: Attachment,
    },
    /// What was said about it was not right.
    AttachmentCorrected {
        attachment: Attachment,
    },
    /// It was attached to the wrong record.
    AttachmentMoved {
        moved: AttachmentMoved,
    },
    AttachmentRemoved {
        patient: PatientId,
        reason: String,
    },
    /// A copy of it left the clinic.
    AttachmentSaved {
        patient: PatientId,
        label: AttachmentLabel,
    },
    /// Sealed into the tray; nobody said yet whose it is.
    PhotoReceived {
        photo: Photo,
    },
    /// A person said whose it is and what it shows.
    PhotoFiled {
        filing: PhotoFiling,
    },
    /// The view, stage, day or side was wrong.
    PhotoCorrected {
        filing: PhotoFiling,
    },
    /// Somebody else was covered or cropped away before filing; the file before is shredded.
    PhotoCovered {
        photo: Photo,
    },
    /// It was filed under the wrong patient.
    PhotoMoved {
        moved: PhotoMoved,
    },
    PhotoRemoved {
        patient: Option<PatientId>,
        reason: String,
    },
    /// The copy in the camera's folder was removed after the sealed one was read back.
    CameraCopyRemoved {},
    PhotosExported {
        exported: PhotosExported,
    },
    CameraFolderChosen {
        folder: Option<CameraFolder>,
    },
    TaskDone {
        /// What came of it: "left a message".
        outcome: String,
    },
    TaskReopened {},
    AlertPinned {
        alert: PinnedAlert,
    },
    AlertUnpinned {
        alert: PinnedAlert,
    },
    HistoryRecorded {
        entry: HistoryEntry,
    },
    HistoryCorrected {
        entry: HistoryEntry,
    },
    /// The line was never true: another person's, a misheard word.
    HistoryVoided {
        reason: String,
    },
    ReactionRecorded {
        reaction: Reaction,
    },
    ReactionCorrected {
        reaction: Reaction,
    },
    /// It never was one, or another patient's.
    ReactionVoided {
        reason: String,
    },
    /// Somebody looked at it again: how it stands, what was done, whom it was reported to.
    ReactionFollowedUp {
        follow_up: ReactionFollowUp,
    },
    NoteSigned {
        note: Note,
    },
    /// What the note says now; the signed text stays readable.
    NoteAmended {
        amendment: NoteAmendment,
    },
    BackupPlaceAdded {
        place: BackupPlace,
    },
    BackupPlaceRemoved {},
    /// Opened and found whole after it was written.
    BackupMade {
        backup: BackupMade,
    },
    /// The newest backup was restored beside the record and looked at.
    RestoreDrilled {
        drill: RestoreDrill,
    },
    /// This record was written from a backup; what came after it is not in it.
    BackupRestored {
        made_at: DateTime<Utc>,
        events: u32,
        missing_files: u32,
    },
    /// A laptop with the record on it was stolen or lost.
    LossRecorded {
        loss: Loss,
    },
    /// What was said of a loss was not right, or more is known: a later version of it.
    LossCorrected {
        loss: Loss,
    },
    /// Written by a newer version: kept whole, shown as such, never dropped.
    #[serde(skip)]
    Newer {
        kind: String,
        body: Value,
    },
}

/// How somebody got in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignIn {
    Passphrase,
    RecoveryCode,
}

/// How somebody came back to an open session behind its cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Return {
    Pin,
    Passphrase,
}

impl Fact {
    /// The concept the event belongs to, by the name it has at every level of the program.
    #[must_use]
    pub fn entity(&self) -> &'static str {
        match self {
            Self::ClinicSetUp { .. }
            | Self::ClinicChanged { .. }
            | Self::ClinicExported { .. }
            | Self::EmergencyAccess {}
            | Self::DataKeyChanged {}
            | Self::DataKeyChangeCutOff {}
            | Self::ExportImported { .. } => "clinic",
            Self::ImportBegun { .. } | Self::ImportUndone {} => "import",
            Self::PersonAdded { .. }
            | Self::PersonCorrected { .. }
            | Self::PersonRemoved { .. }
            | Self::PassphraseChanged {}
            | Self::AuditExported { .. }
            | Self::PreferencesChanged { .. }
            | Self::SignedIn { .. }
            | Self::Locked { .. }
            | Self::WrongPassphrases { .. }
            | Self::PatientsLookedUp { .. }
            | Self::RecoverySheetPrinted {}
            | Self::PinChanged { .. }
            | Self::Covered {}
            | Self::Uncovered { .. }
            | Self::WrongPin {}
            | Self::RecoveryCodeRenewed {} => "person",
            Self::RulesApproved { .. } => "approval",
            Self::EmergencyCardApproved { .. } => "emergency_card",
            Self::RuleSettingChanged { .. } => "rule_setting",
            Self::DeviceProfileChanged { .. } => "device_profile",
            Self::PresetChanged { .. } => "preset",
            Self::PatientRegistered { .. }
            | Self::PatientCorrected { .. }
            | Self::SkinTypeSeen { .. }
            | Self::PatientArchived { .. }
            | Self::PatientUnarchived { .. }
            | Self::LegalHoldPlaced { .. }
            | Self::LegalHoldLifted { .. }
            | Self::PatientErased { .. }
            | Self::PatientsMerged { .. }
            | Self::PatientsUnmerged { .. }
            | Self::PatientsToldApart { .. }
            | Self::PatientImported { .. }
            | Self::PatientExported { .. }
            | Self::PatientViewed {}
            | Self::Arrived { .. }
            | Self::Left { .. } => "patient",
            Self::ConsultationRecorded { .. } | Self::CourseChanged { .. } => "consultation",
            Self::ScreeningSigned { .. } => "screening",
            Self::ConsentSigned { .. }
            | Self::ConsentWithdrawn { .. }
            | Self::AddendumSigned { .. }
            | Self::ConsentReplied { .. } => "consent",
            Self::SessionSigned { .. } | Self::SessionAmended { .. } => "session",
            Self::DraftDiscarded { .. }
            | Self::DraftCopied { .. }
            | Self::DraftCopyOpened { .. } => "draft",
            Self::DocumentMade { .. } | Self::DocumentHandled { .. } => "document",
            Self::DeviceAdded { .. } => "device",
            Self::LotReceived { .. }
            | Self::CountCorrected { .. }
            | Self::StockMoved { .. }
            | Self::LotQuarantined { .. }
            | Self::LotReleased { .. } => "lot",
            Self::RecallCallRecorded { .. } | Self::RecallExported { .. } => "recall",
            Self::DocumentAttached { .. }
            | Self::AttachmentCorrected { .. }
            | Self::AttachmentMoved { .. }
            | Self::AttachmentRemoved { .. }
            | Self::AttachmentSaved { .. } => "attachment",
            Self::PhotoReceived { .. }
            | Self::PhotoFiled { .. }
            | Self::PhotoCorrected { .. }
            | Self::PhotoCovered { .. }
            | Self::PhotoMoved { .. }
            | Self::PhotoRemoved { .. }
            | Self::CameraCopyRemoved {}
            | Self::PhotosExported { .. } => "photo",
            Self::CameraFolderChosen { .. } => "camera_folder",
            Self::ReportExported { .. } => "report",
            Self::TaskOpened { .. } | Self::TaskDone { .. } | Self::TaskReopened {} => "task",
            Self::AlertPinned { .. } | Self::AlertUnpinned { .. } => "alert",
            Self::HistoryRecorded { .. }
            | Self::HistoryCorrected { .. }
            | Self::HistoryVoided { .. } => "medical_history",
            Self::ReactionRecorded { .. }
            | Self::ReactionCorrected { .. }
            | Self::ReactionVoided { .. }
            | Self::ReactionFollowedUp { .. } => "reaction",
            Self::NoteSigned { .. } | Self::NoteAmended { .. } => "note",
            Self::BackupPlaceAdded { .. } | Self::BackupPlaceRemoved {} => "backup_place",
            Self::BackupMade { .. } | Self::RestoreDrilled { .. } | Self::BackupRestored { .. } => {
                "backup"
            }
            Self::LossRecorded { .. } | Self::LossCorrected { .. } => "loss",
            Self::Newer { .. } => "newer",
        }
    }

    /// Kind and body as they stand in the journal.
    pub(crate) fn to_row(&self) -> Result<(String, String), StoreError> {
        #[derive(Deserialize)]
        struct Row<'a> {
            kind: &'a str,
            #[serde(borrow)]
            body: &'a RawValue,
        }
        let unreadable = |_| StoreError::Crypto;
        // Written once and cut in two: a session's body is long, and a tree of it would cost more than the writing.
        let whole = serde_json::to_string(self).map_err(unreadable)?;
        let row: Row<'_> = serde_json::from_str(&whole).map_err(unreadable)?;
        Ok((row.kind.to_owned(), row.body.get().to_owned()))
    }

    /// Reads a row; what this version does not know becomes [`Fact::Newer`].
    pub(crate) fn from_row(kind: &str, schema_v: i64, body: &str) -> Result<Self, StoreError> {
        let damaged = |_| StoreError::from(crate::error::Damage::Row);
        let body: Value = serde_json::from_str(body).map_err(damaged)?;
        let newer = |body| Self::Newer {
            kind: kind.to_owned(),
            body,
        };
        if schema_v > SCHEMA_V {
            return Ok(newer(body));
        }
        let known = serde_json::json!({ "kind": kind, "body": body });
        match serde_json::from_value(known) {
            Ok(fact) => Ok(fact),
            Err(_) if !Self::is_known(kind) => Ok(newer(body)),
            Err(error) => Err(damaged(error)),
        }
    }

    /// Whether this version writes the kind: then a body that does not parse is damage, not news.
    pub(super) fn is_known(kind: &str) -> bool {
        let probe = serde_json::json!({ "kind": kind, "body": null });
        match serde_json::from_value::<Self>(probe) {
            Ok(_) => true,
            Err(error) => !error.to_string().starts_with("unknown variant"),
        }
    }
}
