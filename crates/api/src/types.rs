//! The values of the domain that cross to the window as they are.

pub use needlebook_documents::SheetLanguage;
pub use needlebook_domain::alert::AlertKind;
pub use needlebook_domain::approval::ApprovalInput;
pub use needlebook_domain::attachment::AttachmentInput;
pub use needlebook_domain::clinic::{Clinic, ClinicInput, Paper};
pub use needlebook_domain::consent::{ConsentInput, ConsentPlan};
pub use needlebook_domain::consent_withdrawal::WithdrawalScope;
pub use needlebook_domain::consultation::ConsultationInput;
pub use needlebook_domain::course::Due;
pub use needlebook_domain::course_change::CourseChangeInput;
pub use needlebook_domain::device::DeviceProfileInput;
pub use needlebook_domain::emergency_card::EmergencyCard;
pub use needlebook_domain::erasure::ErasureInput;
pub use needlebook_domain::field::{LINE_MAX, NOTE_MAX};
pub use needlebook_domain::ids::{
    AlertId, AttachmentId, BackupPlaceId, ConsentId, ConsultationId, DeviceId, DocumentId,
    HistoryEntryId, LossId, LotId, NoteId, OwnProfileId, PatientId, PersonId, PhotoId, PresetId,
    ReactionId, ScreeningId, SessionId, TaskId,
};
pub use needlebook_domain::incoming_call::IncomingCallInput;
pub use needlebook_domain::letter::{LetterAbout, LetterInput};
pub use needlebook_domain::loss::LossInput;
pub use needlebook_domain::medical_history::HistoryInput;
pub use needlebook_domain::patient::PatientInput;
pub use needlebook_domain::person::AccountInput;
pub use needlebook_domain::photo::{FilingInput, PhotoScope, PhotoSource};
pub use needlebook_domain::preset::PresetSource;
pub use needlebook_domain::reaction::{ReactionFollowUpInput, ReactionInput};
pub use needlebook_domain::recall::RecallCallInput;
pub use needlebook_domain::report::{Report, ReportPeriod};
pub use needlebook_domain::rule_settings::SettingChangeInput;
pub use needlebook_domain::screening::questions::Question;
pub use needlebook_domain::session::{Session, SessionDraft};
pub use needlebook_domain::stock::{Device, DeviceInput, LotInput, StockMoveInput};
pub use needlebook_domain::task::TaskInput;
pub use needlebook_domain::timeline::Topic;
pub use uuid::Uuid;
