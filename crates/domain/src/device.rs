//! Device profiles: what a needling device can do, what its label says, and what it is cleared for.
//!
//! Clearances here are those of the US market (PRACTICE 46). A device without a clearance on record is
//! "not checked", which is a line in the consent and never the words "not cleared".

use serde::{Deserialize, Serialize};

use crate::concern::Concern;
use crate::zone::Zone;

/// A device profile the rules know.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum DeviceProfileId {
    /// SkinPen Precision.
    SkinpenPrecision,
    /// Exceed (amiea).
    Exceed,
    /// SkinStylus SteriLock.
    Skinstylus,
    /// PRO Pen, K243800.
    #[serde(rename = "pro_pen_k243800")]
    ProPenK243800,
    /// Dermapen 4.
    #[serde(rename = "dermapen_4")]
    Dermapen4,
    /// Any other pen.
    GenericPen,
    /// A roller or stamp of one fixed needle length.
    Roller,
}

/// The steps a device's depth can be set to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum DepthSteps {
    /// No step is known, so none is checked.
    Unchecked,
    /// Multiples of this many micrometres, from `from` up.
    Every {
        /// Step width, micrometres.
        step: u16,
        /// Lowest setting, micrometres.
        from: u16,
    },
    /// One length only: that of the needles.
    NeedleLength,
}

/// One use a device is cleared for in the US.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClearedUse {
    /// What is treated.
    pub concern: Concern,
    /// Where.
    pub zones: ClearedZones,
    /// Fitzpatrick types, lowest and highest.
    pub fitzpatrick: (u8, u8),
    /// Where this is written.
    pub source: &'static str,
}

/// The zones a clearance names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClearedZones {
    /// The face: forehead to jawline.
    Face,
    /// These zones only.
    Only(&'static [Zone]),
}

impl ClearedZones {
    fn covers(self, zone: Zone) -> bool {
        match self {
            ClearedZones::Face => zone.is_facial(),
            ClearedZones::Only(zones) => zones.contains(&zone),
        }
    }
}

/// Whether a planned use lies inside what a device is cleared for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Clearance {
    /// Inside a cleared use.
    Cleared,
    /// The device has cleared uses and this is not one of them.
    NotCleared,
    /// No cleared use is on record for this device: a consent line, no verdict.
    NoneOnRecord,
}

/// What is known of a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeviceProfile {
    /// Which device.
    pub id: DeviceProfileId,
    /// How its depth is set.
    pub steps: DepthSteps,
    /// The deepest it can reach, micrometres; `None` where no figure was found.
    pub mechanical_max: Option<u16>,
    /// The deepest its label was tested for, micrometres; `None` where no figure was found.
    pub labelled_max: Option<u16>,
    /// US cleared uses; empty where none is on record.
    pub cleared_uses: &'static [ClearedUse],
    /// Where the figures come from.
    pub sources: &'static [&'static str],
}

/// The youngest age every US clearance of this class is for (FDA4, DEN).
pub const CLEARED_FROM_AGE: u32 = 22;

/// Every profile.
pub const PROFILES: [DeviceProfile; 7] = [
    // SkinPen Precision: 0.25 mm steps, eleven settings; over 1.5 mm was not evaluated.
    DeviceProfile {
        id: DeviceProfileId::SkinpenPrecision,
        steps: DepthSteps::Every { step: 250, from: 0 },
        mechanical_max: Some(2_500),
        labelled_max: Some(1_500),
        cleared_uses: &[
            ClearedUse {
                concern: Concern::AcneScars,
                zones: ClearedZones::Face,
                fitzpatrick: (1, 6),
                source: "DEN",
            },
            ClearedUse {
                concern: Concern::Wrinkles,
                zones: ClearedZones::Only(&[Zone::Neck]),
                fitzpatrick: (2, 4),
                source: "K202243",
            },
        ],
        sources: &["DEN", "K202243", "PIN", "SPLBL"],
    },
    // Exceed: the dial goes to 1.9 mm but the cartridge reaches 1.5 mm at most.
    DeviceProfile {
        id: DeviceProfileId::Exceed,
        steps: DepthSteps::Unchecked,
        mechanical_max: Some(1_500),
        labelled_max: Some(1_500),
        cleared_uses: &[
            ClearedUse {
                concern: Concern::Wrinkles,
                zones: ClearedZones::Only(&[Zone::Glabella, Zone::Periorbital, Zone::Cheeks]),
                fitzpatrick: (1, 3),
                source: "EXC1",
            },
            ClearedUse {
                concern: Concern::AcneScars,
                zones: ClearedZones::Face,
                fitzpatrick: (1, 4),
                source: "EXC2",
            },
        ],
        sources: &["EXC1", "EXC2"],
    },
    DeviceProfile {
        id: DeviceProfileId::Skinstylus,
        steps: DepthSteps::Unchecked,
        mechanical_max: Some(2_500),
        labelled_max: None,
        cleared_uses: &[ClearedUse {
            concern: Concern::SurgicalBurnScars,
            zones: ClearedZones::Only(&[Zone::Abdomen]),
            fitzpatrick: (1, 6),
            source: "K200044",
        }],
        sources: &["K200044"],
    },
    DeviceProfile {
        id: DeviceProfileId::ProPenK243800,
        steps: DepthSteps::Unchecked,
        mechanical_max: None,
        labelled_max: None,
        cleared_uses: &[ClearedUse {
            concern: Concern::AcneScars,
            zones: ClearedZones::Face,
            fitzpatrick: (1, 6),
            source: "K243800",
        }],
        sources: &["K243800"],
    },
    DeviceProfile {
        id: DeviceProfileId::Dermapen4,
        steps: DepthSteps::Every {
            step: 100,
            from: 200,
        },
        mechanical_max: Some(3_000),
        labelled_max: None,
        cleared_uses: &[],
        sources: &["SMART", "QAI"],
    },
    DeviceProfile {
        id: DeviceProfileId::GenericPen,
        // The clinic may set another step; see `DepthSettings::steps_of`.
        steps: DepthSteps::Every {
            step: crate::depth::table::GENERIC_PEN_STEP,
            from: 0,
        },
        mechanical_max: Some(3_000),
        labelled_max: None,
        cleared_uses: &[],
        sources: &[],
    },
    // Nothing on a roller can be set: its needles reach their own length, whatever was planned.
    DeviceProfile {
        id: DeviceProfileId::Roller,
        steps: DepthSteps::NeedleLength,
        mechanical_max: None,
        labelled_max: None,
        cleared_uses: &[],
        sources: &[],
    },
];

impl DeviceProfileId {
    /// Every profile id, in pick-list order.
    pub const ALL: [DeviceProfileId; 7] = [
        DeviceProfileId::SkinpenPrecision,
        DeviceProfileId::Exceed,
        DeviceProfileId::Skinstylus,
        DeviceProfileId::ProPenK243800,
        DeviceProfileId::Dermapen4,
        DeviceProfileId::GenericPen,
        DeviceProfileId::Roller,
    ];

    /// The id used in the record and on the wire.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            DeviceProfileId::SkinpenPrecision => "skinpen_precision",
            DeviceProfileId::Exceed => "exceed",
            DeviceProfileId::Skinstylus => "skinstylus",
            DeviceProfileId::ProPenK243800 => "pro_pen_k243800",
            DeviceProfileId::Dermapen4 => "dermapen_4",
            DeviceProfileId::GenericPen => "generic_pen",
            DeviceProfileId::Roller => "roller",
        }
    }

    /// The profile id written like this.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|device| device.id() == id)
    }

    /// What is known of the device.
    #[must_use]
    pub const fn profile(self) -> &'static DeviceProfile {
        const P: &[DeviceProfile; 7] = &PROFILES;
        match self {
            DeviceProfileId::SkinpenPrecision => &P[0],
            DeviceProfileId::Exceed => &P[1],
            DeviceProfileId::Skinstylus => &P[2],
            DeviceProfileId::ProPenK243800 => &P[3],
            DeviceProfileId::Dermapen4 => &P[4],
            DeviceProfileId::GenericPen => &P[5],
            DeviceProfileId::Roller => &P[6],
        }
    }

    /// Whether the stricter SkinPen label applies (R19, R31).
    #[must_use]
    pub const fn is_skinpen(self) -> bool {
        matches!(self, DeviceProfileId::SkinpenPrecision)
    }
}

impl DeviceProfile {
    /// Whether a depth lies above what the maker tested; a device without a labelled limit has no such depth.
    #[must_use]
    pub fn is_above_label(&self, micrometres: i32) -> bool {
        self.labelled_max
            .is_some_and(|max| micrometres > i32::from(max))
    }

    /// Whether treating `concern` on `zone` of skin type `fitzpatrick` is a cleared use. A skin type
    /// that is not known counts as inside.
    #[must_use]
    pub fn clearance(&self, zone: Zone, concern: Concern, fitzpatrick: Option<u8>) -> Clearance {
        if self.cleared_uses.is_empty() {
            return Clearance::NoneOnRecord;
        }
        let concern = concern.as_indication();
        let inside = self.cleared_uses.iter().any(|cleared| {
            let (lowest, highest) = cleared.fitzpatrick;
            cleared.concern == concern
                && cleared.zones.covers(zone)
                && fitzpatrick.is_none_or(|skin| (lowest..=highest).contains(&skin))
        });
        if inside {
            Clearance::Cleared
        } else {
            Clearance::NotCleared
        }
    }
}
