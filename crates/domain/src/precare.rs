//! The dates on the pre-care sheet, counted back from the appointment.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::date::{latest_start_of_wait, sub_days};
use crate::screening::{OTC_THINNER_DAYS, ScreeningConfig};

/// Last days to use things before an appointment. A date already past is printed as "if you used it
/// after this, call us before you come" (PRACTICE 39).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct PrecareDates {
    /// Retinoids, acids and exfoliants on the area: one week before by default (S11).
    pub retinoid_aha_exfoliant_last_use_by: NaiveDate,
    /// Painkillers that thin the blood and that nobody prescribed: the careful end of three to five
    /// days (S10, P-3TO5).
    pub otc_thinner_last_dose_by: NaiveDate,
    /// The least for such a painkiller: three days, or the one figure the clinic fixed.
    pub latest_acceptable: NaiveDate,
    /// The latest last dose of isotretinoin whose wait, six months by default, is over by the appointment
    /// (S12).
    pub isotretinoin_last_dose_by: NaiveDate,
    /// No sunburn from this day on: two weeks before by default (ESTH).
    pub avoid_sunburn_from: NaiveDate,
}

/// The dates for an appointment on this civil date, by the clinic's own settings: what the sheet asks for is
/// what the screening will judge.
#[must_use]
pub fn dates(appointment: NaiveDate, config: &ScreeningConfig) -> PrecareDates {
    let before = |days: u16| sub_days(appointment, u32::from(days));
    let (least, careful) = config
        .otc_thinner_days
        .map_or(OTC_THINNER_DAYS, |days| (days, days));
    PrecareDates {
        retinoid_aha_exfoliant_last_use_by: before(config.retinoid_days),
        otc_thinner_last_dose_by: before(careful),
        latest_acceptable: before(least),
        isotretinoin_last_dose_by: latest_start_of_wait(
            appointment,
            u32::from(config.isotretinoin_wait_months),
        ),
        avoid_sunburn_from: before(config.sunburn_days),
    }
}
