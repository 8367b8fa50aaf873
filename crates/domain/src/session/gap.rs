//! What is missing: one code for one thing, and the place in the session where it is put right.

use crate::zone::{Side, Zone};
use serde::{Deserialize, Serialize};
use specta::Type;

/// Where in the session something is put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    Screening,
    Consent,
    CheckIn,
    Numbing,
    Treat,
    Products,
    Finish,
    Settings,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum GapCode {
    /// No medical lead has approved the rule set, consent and sheets (PRACTICE 28).
    NotApproved,
    NoScreening,
    ScreeningNotToday,
    ScreeningNotByYou,
    ScreeningStops,
    NoConsent,
    ConsentWithdrawn,
    ConsentEnded,
    ConsentUncovered,
    IdentityBeforeNumbing,
    IdentityBeforeNeedling,
    StillHappy,
    PatientSaidNo,
    SkinToday,
    SkinLesion,
    BeforePhotos,
    Antiseptic,
    AntisepticAfterNeedling,
    Device,
    Cartridge,
    CartridgeNotSealed,
    CartridgeExpired,
    CartridgeOtherDevice,
    NumbingUsed,
    NumbingArea,
    NumbingGateBlocks,
    NumbingBlocked,
    NumbingOn,
    NumbingOff,
    NumbingOffBeforeOn,
    NumbingRemoved,
    NumbingSigns,
    NumbingOnBrokenSkin,
    NoZoneDone,
    ZonePlanned,
    ZoneTwice,
    ZoneIndication,
    ZoneDepth,
    ZonePasses,
    ZonePattern,
    ZoneEndpoint,
    ZonePain,
    GuardOpen,
    ProductName,
    ProductReason,
    Sharps,
    EndTime,
    EndBeforeStart,
    EndInFuture,
}

/// One missing thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Gap {
    pub code: GapCode,
    pub place: Place,
    /// The zone it concerns, if it concerns one.
    pub zone: Option<(Zone, Side)>,
    /// Position in its list (cartridge, numbing area, product), if it is in one.
    pub index: Option<u32>,
}

impl Gap {
    pub(crate) fn at(place: Place, code: GapCode) -> Self {
        Self {
            code,
            place,
            zone: None,
            index: None,
        }
    }

    pub(crate) fn in_zone(code: GapCode, zone: Zone, side: Side) -> Self {
        Self {
            zone: Some((zone, side)),
            ..Self::at(Place::Treat, code)
        }
    }

    pub(crate) fn nth(place: Place, code: GapCode, index: usize) -> Self {
        Self {
            index: u32::try_from(index).ok(),
            ..Self::at(place, code)
        }
    }
}
