//! Identities. Each is a UUIDv7 made on the device that first recorded the thing; the domain never makes one itself.

use serde::{Deserialize, Serialize};
use specta::Type;
use std::fmt;
use uuid::Uuid;

macro_rules! identity {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// Nobody and nothing: for samples of what does not exist.
            pub const NONE: Self = Self(Uuid::nil());
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(out)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

identity! {
    /// A member of staff with an account on this store.
    PersonId,
    /// A patient.
    PatientId,
    /// One consultation (step 0 of a course).
    ConsultationId,
    /// One signed screening; a late answer makes a new one.
    ScreeningId,
    /// One signed consent.
    ConsentId,
    /// One thing a patient said instead of signing a consent.
    ConsentReplyId,
    /// One needling session, from its first draft on.
    SessionId,
    /// One printed or printable document.
    DocumentId,
    /// A document that came from elsewhere.
    AttachmentId,
    /// A device of the clinic (a thing with a serial number, not a model).
    DeviceId,
    /// A device profile that the clinic added.
    OwnProfileId,
    /// A plan with a name.
    PresetId,
    /// A lot of cartridges as the maker numbered it.
    LotId,
    /// Something that waits for a person.
    TaskId,
    /// One photo, from its arrival on; also when it is moved to another patient.
    PhotoId,
    /// One signed note.
    NoteId,
    /// One line of a medical history.
    HistoryEntryId,
    /// One alert pinned to a patient's strip.
    AlertId,
    /// One reaction, from its first record on.
    ReactionId,
    /// A folder that backups are written to.
    BackupPlaceId,
    /// One loss of a laptop, from its first record on.
    LossId,
}
