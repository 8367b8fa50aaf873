//! Device profiles: what a needling device can do, what its label says, and what it is cleared for.
//!
//! Some came with the program, a clinic adds its own. Clearances are kept per market (PRACTICE 46): where none
//! is entered for the clinic's market a use is "not checked", which is a line in the consent and never the words
//! "not cleared".

mod built_in;
mod own;
mod profiles;

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

pub use built_in::BUILT_IN;
pub use own::{
    ClearedUseInput, DeviceProfileChange, DeviceProfileDecision, DeviceProfileInput, Recording,
    StepsInput,
};
pub use profiles::DeviceProfiles;

use crate::concern::Concern;
use crate::ids::OwnProfileId;
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
    /// A profile that the clinic added.
    #[serde(untagged)]
    Own(OwnProfileId),
}

/// The steps a device's depth can be set to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
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

/// Where a clearance or a maker's instruction holds.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum Market {
    /// The United States: clearance.
    #[default]
    Us,
    /// The United Kingdom: maker's instructions.
    Uk,
    /// The European Union: maker's instructions.
    Eu,
    /// Any other country.
    Other,
}

impl Market {
    /// Every market, in the order in which a setting counts them from 1.
    pub const ALL: [Market; 4] = [Market::Us, Market::Uk, Market::Eu, Market::Other];

    /// The market as a setting counts it, from 1.
    #[must_use]
    pub const fn number(self) -> u32 {
        self as u32 + 1
    }

    /// The market a setting counts so; the United States for a number that is none.
    #[must_use]
    pub fn numbered(number: u32) -> Self {
        Self::ALL
            .into_iter()
            .find(|market| market.number() == number)
            .unwrap_or_default()
    }
}

/// One use a device is cleared for, or named for by its maker, in one market.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ClearedUse {
    /// Where it holds.
    pub market: Market,
    /// What is treated.
    pub concern: Concern,
    /// On which zones.
    #[specta(type = Vec<Zone>)]
    pub zones: Cow<'static, [Zone]>,
    /// Fitzpatrick types, lowest and highest.
    pub fitzpatrick: (u8, u8),
    /// The youngest age, in whole years.
    pub age_from: u8,
    /// Where this is written.
    #[specta(type = String)]
    pub source: Cow<'static, str>,
}

/// What a use is planned on, as far as a clearance asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlannedUse {
    /// Where.
    pub zone: Zone,
    /// What is treated.
    pub concern: Concern,
    /// Fitzpatrick type, 1 to 6; unknown counts as inside.
    pub fitzpatrick: Option<u8>,
    /// Age in whole years; unknown counts as inside.
    pub age_years: Option<u32>,
}

impl ClearedUse {
    fn holds(&self, planned: &PlannedUse) -> bool {
        let (lowest, highest) = self.fitzpatrick;
        self.concern == planned.concern.as_indication()
            && self.zones.contains(&planned.zone)
            && planned
                .fitzpatrick
                .is_none_or(|skin| (lowest..=highest).contains(&skin))
            && planned
                .age_years
                .is_none_or(|age| age >= u32::from(self.age_from))
    }
}

/// Whether a planned use lies inside what a device is cleared for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Clearance {
    /// Inside a cleared use.
    Cleared,
    /// The device has cleared uses in this market and this is not one of them.
    NotCleared,
    /// No use is entered for this market: a consent line, no verdict.
    NoneOnRecord,
}

/// What a device counts its speed in.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum SpeedUnit {
    /// Turns a minute.
    Rpm,
    /// Strokes a second.
    Hz,
    /// The device's own levels.
    Level,
}

impl SpeedUnit {
    /// What any device can reach in this unit (RULES section 4).
    #[must_use]
    pub const fn range(self) -> (u16, u16) {
        match self {
            SpeedUnit::Rpm => (1_000, 18_000),
            SpeedUnit::Hz => (10, 300),
            SpeedUnit::Level => (1, 6),
        }
    }
}

/// How fast a device can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct SpeedRange {
    /// Counted in.
    pub unit: SpeedUnit,
    /// Slowest setting.
    pub least: u16,
    /// Fastest setting; the same as the slowest where it is fixed.
    pub most: u16,
}

/// What is known of a device. Consent, screening, depth guard, dial and printed rule set all read this value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct DeviceProfile {
    /// Which device.
    pub id: DeviceProfileId,
    /// The name the clinic gave it; empty for a profile that came with the program, whose name is content.
    #[specta(type = String)]
    pub name: Cow<'static, str>,
    /// Counts the clinic's corrections from 1; 0 for a profile that came with the program.
    pub version: u32,
    /// How its depth is set.
    pub steps: DepthSteps,
    /// The deepest it can reach, micrometres; `None` where no figure was found.
    pub mechanical_max: Option<u16>,
    /// The deepest its label was tested for, micrometres; `None` where no figure was found.
    pub labelled_max: Option<u16>,
    /// What it is cleared or made for, market by market.
    #[specta(type = Vec<ClearedUse>)]
    pub cleared_uses: Cow<'static, [ClearedUse]>,
    /// How fast it can be set; `None` where no figure was found.
    pub speed: Option<SpeedRange>,
    /// Hours after the session in which its label allows no sunscreen yet, 0 to 24.
    pub sunscreen_start_hours: Option<u16>,
    /// Where the figures come from: ids of texts, or the clinic's own words.
    #[specta(type = String)]
    pub source: Cow<'static, str>,
    /// Nothing new is planned with it any more.
    pub retired: bool,
}

/// The youngest age every US clearance of this class is for (FDA4, DEN).
pub const CLEARED_FROM_AGE: u8 = 22;

impl fmt::Display for DeviceProfileId {
    /// The id used in the record and on the wire.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            DeviceProfileId::SkinpenPrecision => "skinpen_precision",
            DeviceProfileId::Exceed => "exceed",
            DeviceProfileId::Skinstylus => "skinstylus",
            DeviceProfileId::ProPenK243800 => "pro_pen_k243800",
            DeviceProfileId::Dermapen4 => "dermapen_4",
            DeviceProfileId::GenericPen => "generic_pen",
            DeviceProfileId::Roller => "roller",
            DeviceProfileId::Own(id) => return id.fmt(out),
        })
    }
}

impl DeviceProfileId {
    /// The profile id written like this.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        BUILT_IN
            .iter()
            .map(|profile| profile.id)
            .find(|known| known.to_string() == id)
            .or_else(|| id.parse().ok().map(DeviceProfileId::Own))
    }

    /// The profile that came with the program; `None` for one of the clinic's own.
    #[must_use]
    pub fn built_in(self) -> Option<&'static DeviceProfile> {
        BUILT_IN.iter().find(|profile| profile.id == self)
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

    /// Whether a planned use is one this device is cleared for in a market.
    #[must_use]
    pub fn clearance(&self, market: Market, planned: &PlannedUse) -> Clearance {
        let mut entered = self
            .cleared_uses
            .iter()
            .filter(|cleared| cleared.market == market)
            .peekable();
        if entered.peek().is_none() {
            Clearance::NoneOnRecord
        } else if entered.any(|cleared| cleared.holds(planned)) {
            Clearance::Cleared
        } else {
            Clearance::NotCleared
        }
    }
}
