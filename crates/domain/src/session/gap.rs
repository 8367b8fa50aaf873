//! What is missing: one code for one thing, and the place in the session where it is put right.

use super::acts::Act;
use super::incident::Forbidden;
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
    /// What is planned now asks for a reason that the screening does not hold (PRACTICE 17).
    ScreeningWorse,
    NoConsent,
    ConsentWithdrawn,
    ConsentEnded,
    ConsentUncovered,
    /// Deeper than the maker's limit without the patient's yes to it (PRACTICE 10).
    DepthNotAgreed,
    /// The session began before today's screening was signed (PRACTICE 7).
    StartBeforeScreening,
    StartBeforeConsent,
    /// It began before the line was signed that covers what it does.
    StartBeforeAddendum,
    IdentityBeforeNumbing,
    IdentityBeforeNeedling,
    /// Cream went on before the patient had said name and birth date (PRACTICE 19).
    NumbingBeforeIdentity,
    NeedlingBeforeIdentity,
    StillHappy,
    PatientSaidNo,
    SkinToday,
    SkinLesion,
    BeforePhotos,
    Antiseptic,
    AntisepticAfterNeedling,
    Device,
    /// The lead took the chosen device's profile out of use.
    DeviceRetired,
    Cartridge,
    CartridgeNotSealed,
    CartridgeExpired,
    /// Its lot was set aside, for a recall or another reason.
    CartridgeQuarantined,
    CartridgeOtherDevice,
    /// A unit with this serial was used in another session, or twice in this one (PRACTICE 1).
    CartridgeUsed,
    /// More units than the book holds; the count is confirmed as wrong, or another lot is taken.
    CartridgeCount,
    /// "Any numbing cream today before you came?" was not asked (PRACTICE 14).
    CreamBefore,
    /// They put some on; when is not said.
    CreamBeforeTime,
    /// They put on what nobody can name: numbing is blocked for today.
    CreamBeforeUnknown,
    NumbingUsed,
    NumbingArea,
    NumbingGateBlocks,
    NumbingBlocked,
    /// The clock or the cover asks for a reason.
    NumbingCaution,
    NumbingOn,
    NumbingOff,
    NumbingOffBeforeOn,
    NumbingRemoved,
    NumbingSigns,
    NumbingOnBrokenSkin,
    NoZoneDone,
    ZonePlanned,
    ZoneTwice,
    ZoneTime,
    ZoneIndication,
    ZoneDepth,
    ZonePasses,
    ZonePattern,
    ZoneEndpoint,
    ZonePain,
    GuardOpen,
    /// An emergency goes on: say that it is over, or stop here (PRACTICE 24).
    EmergencyOpen,
    /// Which emergency it was is not said.
    EmergencyKind,
    NeedlingDuringEmergency,
    /// What was chosen holds what the patient is allergic to (PRACTICE 13).
    AllergyToProduct,
    /// The same of the gel under the needles.
    AllergyToGlide,
    /// Vitamin C or another active product after an earlier bad reaction (R32).
    ActiveProduct,
    ProductName,
    ProductReason,
    Sharps,
    EndTime,
    EndBeforeStart,
    EndInFuture,
}

impl GapCode {
    /// Everything that must not happen, and can be recorded only as an incident once it has.
    pub const FORBIDDEN: [Self; 37] = [
        Self::NoScreening,
        Self::ScreeningNotToday,
        Self::ScreeningNotByYou,
        Self::ScreeningStops,
        Self::ScreeningWorse,
        Self::NoConsent,
        Self::ConsentWithdrawn,
        Self::ConsentEnded,
        Self::ConsentUncovered,
        Self::DepthNotAgreed,
        Self::StartBeforeScreening,
        Self::StartBeforeConsent,
        Self::StartBeforeAddendum,
        Self::IdentityBeforeNumbing,
        Self::IdentityBeforeNeedling,
        Self::NumbingBeforeIdentity,
        Self::NeedlingBeforeIdentity,
        Self::PatientSaidNo,
        Self::SkinLesion,
        Self::Antiseptic,
        Self::AntisepticAfterNeedling,
        Self::DeviceRetired,
        Self::Cartridge,
        Self::CartridgeNotSealed,
        Self::CartridgeExpired,
        Self::CartridgeQuarantined,
        Self::CartridgeOtherDevice,
        Self::CartridgeUsed,
        Self::CreamBeforeUnknown,
        Self::NumbingGateBlocks,
        Self::NumbingBlocked,
        Self::NumbingOnBrokenSkin,
        Self::GuardOpen,
        Self::NeedlingDuringEmergency,
        Self::AllergyToProduct,
        Self::AllergyToGlide,
        Self::ActiveProduct,
    ];

    /// Whether it speaks of an order of things that is over: once told, nothing further hangs on it.
    pub(super) fn is_past(self) -> bool {
        matches!(
            self,
            Self::StartBeforeScreening
                | Self::StartBeforeConsent
                | Self::StartBeforeAddendum
                | Self::NumbingBeforeIdentity
                | Self::NeedlingBeforeIdentity
                | Self::AntisepticAfterNeedling
        )
    }
}

/// One missing or forbidden thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Gap {
    pub code: GapCode,
    pub place: Place,
    /// The zone it concerns, if it concerns one.
    pub zone: Option<(Zone, Side)>,
    /// Position in its list (cartridge, numbing area, product), if it is in one.
    pub index: Option<u32>,
    /// The value of a forbidden thing that has happened already: it is corrected where it was mistyped, or told as an
    /// incident, and nothing else passes it (PRACTICE 2). `None` for what is missing or only planned.
    pub happened: Option<String>,
}

impl Gap {
    pub(crate) fn at(place: Place, code: GapCode) -> Self {
        Self {
            code,
            place,
            zone: None,
            index: None,
            happened: None,
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

    /// The same at the place where an act was written down.
    pub(super) fn of_act(code: GapCode, act: Act) -> Self {
        match act {
            Act::Cream { index } => Self::nth(act.place(), code, index),
            Act::Antiseptic => Self::at(act.place(), code),
            Act::Needle { zone, side } => Self {
                zone: Some((zone, side)),
                ..Self::at(act.place(), code)
            },
        }
    }

    /// A fact with its value, where there is one; a plan otherwise.
    pub(super) fn happened(self, value: Option<impl ToString>) -> Self {
        Self {
            happened: value.map(|value| value.to_string()),
            ..self
        }
    }

    /// What an incident about it names.
    #[must_use]
    pub fn forbidden(&self) -> Option<Forbidden> {
        Some(Forbidden {
            code: self.code,
            zone: self.zone,
            index: self.index,
            value: self.happened.clone()?,
        })
    }
}
