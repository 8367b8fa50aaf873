//! How much was on it and what was done since, in numbers: nobody is named in them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

/// The kinds of what is kept about patients, in the order in which they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DataKind {
    /// Signed screenings.
    HealthAnswers,
    MedicalHistory,
    Consultations,
    /// With the signatures on them.
    Consents,
    Sessions,
    Photos,
    /// Photos that nobody was named for yet.
    PhotosInTray,
    /// Documents from elsewhere.
    Attachments,
    Reactions,
    Notes,
    /// Pages that were made for a patient.
    Papers,
}

/// So much of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct HeldKind {
    pub kind: DataKind,
    pub records: u32,
    /// Patients that they are about.
    pub people: u32,
}

/// Whose data was on it, and how much of each kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Held {
    /// Neither archived nor erased. Two entries that are read as one count as one.
    pub patients: u32,
    pub archived: u32,
    /// Erased before: only that they were here, with their number.
    pub erased: u32,
    pub with_phone: u32,
    pub with_email: u32,
    pub with_address: u32,
    /// Kinds of which there is nothing are left out.
    pub kinds: Vec<HeldKind>,
    /// Members of staff with an account. The names of those who can unlock it stand in clear on the disk.
    pub staff: u32,
}

/// Ways in which copies left the clinic before, and may lie anywhere now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum OutsideKind {
    PapersPrinted,
    PapersSaved,
    AttachmentsSaved,
    PhotosExported,
    RecordsExported,
    ClinicExported,
    RecallListsExported,
    AuditSaved,
}

/// Copies that left in one of these ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Outside {
    pub kind: OutsideKind,
    pub copies: u32,
    /// Those that open with a passphrase alone.
    pub protected: u32,
    pub last_at: DateTime<Utc>,
}

/// What is done about a loss. Each is read from the record, never ticked by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LossStep {
    /// The recovery code of before opens nothing here any more.
    RecoveryCode,
    /// Everybody who can unlock has another passphrase.
    Passphrases,
    /// The lost laptop's key opens nothing that is written from then on (decision 0023).
    DataKey,
    /// Two places, one of them kept away.
    BackupPlaces,
    /// Made under the new key.
    Backup,
}
