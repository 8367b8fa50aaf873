//! The dates and times on the aftercare sheet, counted from the instant the session ended.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::date::{add_days, add_months_clamp};
use crate::time::{ClinicTime, hours_after, local_date};

/// The clinic's approved choices for the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct AftercareSettings {
    /// Hands off, and no cream or serum but ours, for this many hours (S23 gives no time; clinics a day).
    pub hands_off_hours: u16,
    /// A cleanser from this many hours on; water only before (S26 gives no time; some clinics a day).
    pub cleanser_start_hours: u16,
    /// No sweat or hard exercise for this many hours, 24 to 72 (S29; some device clinics ask 72).
    pub exercise_hours: u16,
    /// Sunscreen starts this many hours after, 0 to 24 (S27; some device labels wait).
    pub sunscreen_start_hours: u16,
    /// Mineral makeup at the earliest after this many hours, 24 or more (S61).
    pub makeup_hours: u16,
    /// No retinol, acids, scrubs or direct sun for this many days, 7 or more (S28).
    pub harsh_products_days: u16,
}

impl Default for AftercareSettings {
    /// The founding document's figures.
    fn default() -> Self {
        Self {
            hands_off_hours: 24,
            cleanser_start_hours: 0,
            exercise_hours: 24,
            sunscreen_start_hours: 0,
            makeup_hours: 24,
            harsh_products_days: 7,
        }
    }
}

/// What besides time must be true before mineral makeup (S61).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub enum MakeupCondition {
    /// Both must hold: the hours have passed and the redness is gone.
    #[serde(rename = "redness has gone down")]
    RednessHasGoneDown,
}

/// Every date and time of the sheet. Hour rules are elapsed time, written in the clinic's zone; day,
/// week and month rules count from the local date of the session's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Timeline {
    /// When the session ended.
    pub session_end: ClinicTime,
    /// A02, A16: hands off, and nothing on the skin but ours, until then (our reading; S23 gives no time).
    pub no_touch_until: ClinicTime,
    /// A06: a cleanser from then on, water only before.
    pub cleanser_from: ClinicTime,
    /// A04: redness and swelling usually last from here (S53).
    pub redness_usual_from: ClinicTime,
    /// A04: to here (S53).
    pub redness_usual_to: ClinicTime,
    /// A04: still red, darker or hot now: call us.
    pub call_if_red_at: ClinicTime,
    /// A05: healing, first day (S25).
    pub healing_from: NaiveDate,
    /// A05: healing, last day (S25).
    pub healing_to: NaiveDate,
    /// A07: sunscreen every day from then on (S27).
    pub sunscreen_from: ClinicTime,
    /// A08: sweat and hard exercise from then on (S29).
    pub exercise_from: ClinicTime,
    /// A09: mineral makeup at the earliest (S61).
    pub mineral_makeup_from: ClinicTime,
    /// A09: and only when this is true as well.
    pub condition: MakeupCondition,
    /// A10, A11: retinol, acids, scrubs and direct sun at the earliest (S28).
    pub retinol_harsh_sun_clear_from: NaiveDate,
    /// A12: daily life (S40).
    pub daily_activities_from: NaiveDate,
    /// A13: most change from about (S55).
    pub first_change_from: NaiveDate,
    /// A13: to about (S55).
    pub first_change_to: NaiveDate,
    /// A13: can go on to about (S55).
    pub improves_until: NaiveDate,
    /// A13: new collagen peaks near (S05).
    pub collagen_peak_about: NaiveDate,
    /// C08: results photo, one month (SPTRIAL).
    pub followup_photo_1m: NaiveDate,
    /// C08: results photo, three months (S55).
    pub followup_photo_3m: NaiveDate,
    /// C08: results photo, six months (SPTRIAL).
    pub followup_photo_6m: NaiveDate,
    /// A15: next visit, first day of the window (S30).
    pub next_visit_from: NaiveDate,
    /// A15: next visit, last day of the window (S30).
    pub next_visit_to: NaiveDate,
}

/// The sheet's dates for a session that ended at this instant.
#[must_use]
pub fn timeline(session_end: DateTime<Utc>, zone: Tz, settings: &AftercareSettings) -> Timeline {
    let after = |hours: u16| ClinicTime::new(hours_after(session_end, u32::from(hours)), zone);
    let day = local_date(session_end, zone);
    let next_visit = crate::course::window(day);
    Timeline {
        session_end: after(0),
        no_touch_until: after(settings.hands_off_hours),
        cleanser_from: after(settings.cleanser_start_hours),
        redness_usual_from: after(12),
        redness_usual_to: after(48),
        call_if_red_at: after(72),
        healing_from: add_days(day, 1),
        healing_to: add_days(day, 3),
        sunscreen_from: after(settings.sunscreen_start_hours),
        exercise_from: after(settings.exercise_hours),
        mineral_makeup_from: after(settings.makeup_hours),
        condition: MakeupCondition::RednessHasGoneDown,
        retinol_harsh_sun_clear_from: add_days(day, u32::from(settings.harsh_products_days)),
        daily_activities_from: add_days(day, 1),
        first_change_from: add_days(day, 14),
        first_change_to: add_days(day, 28),
        improves_until: add_months_clamp(day, 3),
        collagen_peak_about: add_months_clamp(day, 6),
        followup_photo_1m: add_months_clamp(day, 1),
        followup_photo_3m: add_months_clamp(day, 3),
        followup_photo_6m: add_months_clamp(day, 6),
        next_visit_from: next_visit.from,
        next_visit_to: next_visit.to,
    }
}
