//! Printed things: made once, kept byte for byte, and what became of each copy.

use crate::ids::{DocumentId, PatientId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;
use uuid::Uuid;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    Aftercare,
    Consent,
    /// The consent form to read at home: never signed, never a consent.
    ConsentToRead,
    SessionRecord,
    RuleSet,
    Precare,
    /// One adverse event with everything that was done about it.
    ReactionReport,
    /// Who had a lot, with contacts: for the clinic itself.
    RecallList,
    /// The same in numbers and dates alone, for the maker.
    MakersReply,
    /// Every sterile needle of some days.
    NeedleRegister,
    /// What microneedling is, to read before deciding.
    Leaflet,
    /// Why a session waits, from when it may be, and what to do until then.
    NotToday,
    /// To a doctor or prescriber, with questions that come back signed.
    Letter,
    /// What a course planned, did and found.
    CourseSummary,
    /// Empty forms for a day without the laptop.
    BlankForms,
    /// Whom to ring for an appointment, never what for.
    CallList,
    /// A draft for the authority after a laptop was lost: numbers, nobody's name.
    BreachReport,
}

impl DocumentKind {
    /// The lists that name many patients. None of them outlives the erasure of a record: whose names stand on which is
    /// kept nowhere, and a list is made again from what is still there.
    pub const NAMES_MANY: [Self; 3] = [Self::RecallList, Self::NeedleRegister, Self::CallList];

    /// Whether nothing on it was found, answered or done, so that the desk may see it and hand it out (PRACTICE 66).
    #[must_use]
    pub const fn is_for_the_desk(self) -> bool {
        matches!(self, Self::Leaflet | Self::CallList | Self::BlankForms)
    }

    /// Whether it is the owner's alone: what the clinic tells an authority is theirs to decide.
    #[must_use]
    pub const fn is_for_the_owner(self) -> bool {
        matches!(self, Self::BreachReport)
    }
}

/// A made document. Its bytes are sealed outside the store; the hash stands in the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Document {
    pub id: DocumentId,
    /// Whom it is about; nobody for the clinic's own papers.
    pub patient: Option<PatientId>,
    /// The session, consent, patient or clinic it was made from.
    pub about: Uuid,
    pub kind: DocumentKind,
    /// As printed on every page, such as `A-AC-0007`.
    pub number: String,
    /// 1 for the first sheet of a session; an amendment that changes a date makes the next.
    pub version: u32,
    pub sha256: String,
    pub byte_count: u32,
    pub made_at: DateTime<Utc>,
}

/// What happened to a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DocumentStep {
    Printed,
    Saved,
    HandedOver,
    Declined,
}

impl DocumentStep {
    /// The visit is closed once the sheet was handed over or declined (PRACTICE 23).
    #[must_use]
    pub fn closes_visit(self) -> bool {
        matches!(self, Self::HandedOver | Self::Declined)
    }
}
