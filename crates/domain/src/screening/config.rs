//! What a clinic's medical lead may set in the screening rules.

use crate::course::CourseSettings;
use crate::device::{DeviceProfiles, Market};

/// The clinic's approved settings. Nothing here lifts the floor of eighteen years (PRACTICE 49).
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// Months after a birth or the end of breastfeeding; none by default.
    pub childbirth_months: u16,
    /// The planner's intervals, of which R37 reads the shortest.
    pub course: CourseSettings,
    /// The devices a session can be planned with, of which R40 reads the cleared uses.
    pub devices: DeviceProfiles,
    /// The market whose uses count.
    pub market: Market,
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
            childbirth_months: 0,
            course: CourseSettings::default(),
            devices: DeviceProfiles::default(),
            market: Market::default(),
        }
    }
}
