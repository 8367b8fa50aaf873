//! The dates on the pre-care sheet, counted back from the appointment.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::date::{latest_start_of_wait, sub_days};

/// Last days to use things before an appointment. A date already past is printed as "if you used it
/// after this, call us before you come" (PRACTICE 39).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct PrecareDates {
    /// Retinoids, acids and exfoliants on the area: one week before (S11).
    pub retinoid_aha_exfoliant_last_use_by: NaiveDate,
    /// Painkillers that thin the blood and that nobody prescribed: the careful end of three to five
    /// days (S10, P-3TO5).
    pub otc_thinner_last_dose_by: NaiveDate,
    /// The least for such a painkiller: three days.
    pub latest_acceptable: NaiveDate,
    /// The latest last dose of isotretinoin whose six months are over by the appointment (S12).
    pub isotretinoin_last_dose_by: NaiveDate,
    /// No sunburn from this day on: two weeks before (ESTH).
    pub avoid_sunburn_from: NaiveDate,
}

/// The dates for an appointment on this civil date.
#[must_use]
pub fn dates(appointment: NaiveDate) -> PrecareDates {
    PrecareDates {
        retinoid_aha_exfoliant_last_use_by: sub_days(appointment, 7),
        otc_thinner_last_dose_by: sub_days(appointment, 5),
        latest_acceptable: sub_days(appointment, 3),
        isotretinoin_last_dose_by: latest_start_of_wait(appointment, 6),
        avoid_sunburn_from: sub_days(appointment, 14),
    }
}
