//! What a clinic's medical lead may set in the screening rules.

use serde::{Deserialize, Serialize};

/// A screening setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ScreeningSetting {
    /// R01: months after isotretinoin.
    IsotretinoinWaitMonths,
    /// R02: one figure instead of the founding document's range.
    OtcThinnerDays,
    /// R04 to R06: days after retinoid, acid or exfoliant.
    RetinoidDays,
    /// R21: days after sunburn.
    SunburnDays,
    /// R27: days after an anti-wrinkle injection.
    BotulinumDays,
    /// R28: days after filler.
    FillerDays,
    /// R29: days after peel, laser or other needling.
    PeelLaserNeedlingDays,
    /// R30: days after hair removal.
    HairRemovalDays,
    /// R35: days after strong sun.
    StrongSunDays,
}

impl ScreeningSetting {
    /// Every setting.
    pub const ALL: [ScreeningSetting; 9] = [
        ScreeningSetting::IsotretinoinWaitMonths,
        ScreeningSetting::OtcThinnerDays,
        ScreeningSetting::RetinoidDays,
        ScreeningSetting::SunburnDays,
        ScreeningSetting::BotulinumDays,
        ScreeningSetting::FillerDays,
        ScreeningSetting::PeelLaserNeedlingDays,
        ScreeningSetting::HairRemovalDays,
        ScreeningSetting::StrongSunDays,
    ];

    /// The key used on the wire.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            ScreeningSetting::IsotretinoinWaitMonths => "isotretinoin_wait_months",
            ScreeningSetting::OtcThinnerDays => "otc_thinner_days",
            ScreeningSetting::RetinoidDays => "retinoid_days",
            ScreeningSetting::SunburnDays => "sunburn_days",
            ScreeningSetting::BotulinumDays => "botulinum_days",
            ScreeningSetting::FillerDays => "filler_days",
            ScreeningSetting::PeelLaserNeedlingDays => "peel_laser_needling_days",
            ScreeningSetting::HairRemovalDays => "hair_removal_days",
            ScreeningSetting::StrongSunDays => "strong_sun_days",
        }
    }

    /// Lowest and highest allowed, from the spread of the sources.
    #[must_use]
    pub const fn range(self) -> (u16, u16) {
        match self {
            ScreeningSetting::IsotretinoinWaitMonths => (0, 12),
            ScreeningSetting::OtcThinnerDays => (3, 5),
            ScreeningSetting::RetinoidDays | ScreeningSetting::StrongSunDays => (1, 14),
            ScreeningSetting::SunburnDays | ScreeningSetting::HairRemovalDays => (1, 28),
            ScreeningSetting::BotulinumDays => (7, 92),
            ScreeningSetting::FillerDays => (14, 366),
            ScreeningSetting::PeelLaserNeedlingDays => (14, 92),
        }
    }
}

/// The clinic's approved settings. Nothing here lifts the floor of eighteen years (PRACTICE 49).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ScreeningConfig {
    /// Months after the last dose before a session; six by default (S12). Fewer needs the medical
    /// lead's decision, and what is left of the six months is then a caution.
    pub isotretinoin_wait_months: u16,
    /// `None` keeps the founding document's range: under three days wait, three to four caution.
    pub otc_thinner_days: Option<u16>,
    /// Days after retinoid, acid or exfoliant.
    pub retinoid_days: u16,
    /// Days after sunburn.
    pub sunburn_days: u16,
    /// Days after an anti-wrinkle injection.
    pub botulinum_days: u16,
    /// Days after filler.
    pub filler_days: u16,
    /// Days after peel, laser or other needling.
    pub peel_laser_needling_days: u16,
    /// Days after hair removal.
    pub hair_removal_days: u16,
    /// Days after strong sun or sunbed.
    pub strong_sun_days: u16,
}

impl Default for ScreeningConfig {
    fn default() -> Self {
        Self {
            isotretinoin_wait_months: 6,
            otc_thinner_days: None,
            retinoid_days: 7,
            sunburn_days: 14,
            botulinum_days: 14,
            filler_days: 28,
            peel_laser_needling_days: 28,
            hair_removal_days: 7,
            strong_sun_days: 14,
        }
    }
}

/// A setting outside its range.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type, thiserror::Error,
)]
#[error("{setting:?} must be {least} to {most}")]
pub struct SettingOutOfRange {
    /// Which setting.
    pub setting: ScreeningSetting,
    /// Lowest allowed.
    pub least: u16,
    /// Highest allowed.
    pub most: u16,
}

impl ScreeningConfig {
    /// These settings with one of them changed.
    ///
    /// # Errors
    /// The value lies outside the setting's range.
    pub const fn with(
        mut self,
        setting: ScreeningSetting,
        value: u16,
    ) -> Result<Self, SettingOutOfRange> {
        let (least, most) = setting.range();
        if value < least || value > most {
            return Err(SettingOutOfRange {
                setting,
                least,
                most,
            });
        }
        match setting {
            ScreeningSetting::IsotretinoinWaitMonths => self.isotretinoin_wait_months = value,
            ScreeningSetting::OtcThinnerDays => self.otc_thinner_days = Some(value),
            ScreeningSetting::RetinoidDays => self.retinoid_days = value,
            ScreeningSetting::SunburnDays => self.sunburn_days = value,
            ScreeningSetting::BotulinumDays => self.botulinum_days = value,
            ScreeningSetting::FillerDays => self.filler_days = value,
            ScreeningSetting::PeelLaserNeedlingDays => self.peel_laser_needling_days = value,
            ScreeningSetting::HairRemovalDays => self.hair_removal_days = value,
            ScreeningSetting::StrongSunDays => self.strong_sun_days = value,
        }
        Ok(self)
    }
}
