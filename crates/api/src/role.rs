//! Who may do what: every use case of the program and the roles that may run it. A new use case does not compile
//! without its line here.

use crate::error::ApiError;
use needlebook_domain::person::{Person, Role};

/// Everything that needs an unlocked store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UseCase {
    SeeToday,
    FindPatient,
    RegisterPatient,
    CorrectPatient,
    ArchivePatient,
    /// Who somebody is and how to reach them.
    SeeDetails,
    /// Likely duplicates by name and birth date, as the desk sees them.
    ReviewDuplicates,
    MergePatients,
    /// Whose record nothing obliges the clinic to keep any more.
    ReviewRetention,
    HoldRecord,
    ErasePatient,
    ExportPatient,
    ExportClinic,
    ImportPatients,
    ImportExport,
    RecordArrival,
    /// Answers, notes, depth, documents: never reception (PRACTICE 66).
    ReadRecord,
    RecordHistory,
    /// What went wrong, what was done, how it ended.
    RecordReaction,
    PinAlert,
    WriteNote,
    RecordTask,
    /// Write down that somebody rang, and tell them what to do.
    TakeCall,
    /// What the clinic did, counted; nobody is in it.
    SeeReports,
    /// What came of telling somebody of a recall.
    RecordRecallCall,
    RecordConsultation,
    Screen,
    TakeConsent,
    WithdrawConsent,
    Treat,
    PrintDocument,
    /// Papers on which nothing was found: the leaflet, lists of whom to ring, empty forms.
    PrintDeskPaper,
    /// Documents from elsewhere: attaching, setting right, moving and removing them.
    KeepAttachments,
    /// Taking photos in, naming whose they are, moving and removing them.
    KeepPhotos,
    ExportPhotos,
    KeepDraft,
    SeeSettings,
    ChangeClinic,
    ChangeStock,
    /// Plans with a name, for everybody who treats.
    KeepPresets,
    ApproveRules,
    ChangeRules,
    ChangeOwnDisplay,
    VerifyRecord,
    /// Run a backup to the places there are.
    BackUp,
    /// Say where backups go.
    ChangeBackups,
    /// Add people, say what they may do, take their way in.
    ChangePeople,
    /// Who did what, when, and to whom.
    SeeAudit,
    /// What a stolen or lost laptop asks of whoever answers for the data.
    HandleLoss,
}

const ALL: &[Role] = &[
    Role::Owner,
    Role::MedicalLead,
    Role::Clinician,
    Role::Reception,
    Role::ReadOnly,
];
const DESK: &[Role] = &[
    Role::Owner,
    Role::MedicalLead,
    Role::Clinician,
    Role::Reception,
];
const READERS: &[Role] = &[
    Role::Owner,
    Role::MedicalLead,
    Role::Clinician,
    Role::ReadOnly,
];
const TREATING: &[Role] = &[Role::MedicalLead, Role::Clinician];

impl UseCase {
    /// The roles that may run it; any one of them is enough.
    #[must_use]
    pub fn roles(self) -> &'static [Role] {
        match self {
            Self::SeeToday
            | Self::FindPatient
            | Self::SeeDetails
            | Self::SeeSettings
            | Self::PrintDeskPaper
            | Self::ChangeOwnDisplay => ALL,
            Self::RegisterPatient
            | Self::ReviewDuplicates
            | Self::RecordArrival
            | Self::KeepDraft
            | Self::BackUp => DESK,
            Self::CorrectPatient | Self::RecordTask | Self::TakeCall => DESK,
            Self::SeeReports
            | Self::ReadRecord
            | Self::PrintDocument
            | Self::ExportPatient
            | Self::VerifyRecord => READERS,
            Self::RecordConsultation
            | Self::Screen
            | Self::TakeConsent
            | Self::WithdrawConsent
            | Self::KeepPhotos
            | Self::ExportPhotos
            | Self::RecordHistory
            | Self::RecordReaction
            | Self::PinAlert
            | Self::KeepPresets
            | Self::Treat => TREATING,
            Self::ImportPatients | Self::ImportExport | Self::ExportClinic => {
                &[Role::Owner, Role::MedicalLead]
            }
            Self::MergePatients => &[Role::Owner, Role::MedicalLead, Role::Clinician],
            Self::ChangeClinic | Self::ChangeBackups | Self::ChangePeople => &[Role::Owner],
            Self::ErasePatient | Self::HandleLoss => &[Role::Owner],
            Self::HoldRecord | Self::ReviewRetention | Self::SeeAudit => {
                &[Role::Owner, Role::MedicalLead]
            }
            Self::ChangeStock
            | Self::RecordRecallCall
            | Self::ArchivePatient
            | Self::WriteNote
            | Self::KeepAttachments => &[Role::Owner, Role::MedicalLead, Role::Clinician],
            Self::ApproveRules | Self::ChangeRules => &[Role::MedicalLead],
        }
    }

    /// # Errors
    /// [`ApiError::NotAllowed`] naming the roles that may.
    pub fn check(self, person: &Person) -> Result<(), ApiError> {
        if self.roles().iter().any(|role| person.roles.contains(role)) {
            Ok(())
        } else {
            Err(ApiError::NotAllowed {
                needs: self.roles().to_vec(),
            })
        }
    }
}

/// Whether this person may know what somebody is treated for, what was found and what went wrong (PRACTICE 66).
pub(crate) fn sees_findings(person: &Person) -> bool {
    UseCase::ReadRecord.check(person).is_ok()
}
