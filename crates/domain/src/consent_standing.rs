//! Which consents need somebody's eye: missing, taken back, ending soon, ended.

use crate::consent::{self, MONTHS_WITHOUT_SESSION};
use crate::date::add_months_clamp;
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use specta::Type;

/// A consent that ends within this many days is told before it does.
pub const DAYS_AHEAD: u64 = 30;

/// What is known of the newest consent of a patient, in the clinic's own dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ConsentDates {
    /// `None`: nothing was ever signed.
    pub signed_on: Option<NaiveDate>,
    pub withdrawn_on: Option<NaiveDate>,
    /// Local end date of the last signed session.
    pub last_session_on: Option<NaiveDate>,
    /// When the newest course was agreed on.
    pub consulted_on: Option<NaiveDate>,
}

/// Why a consent needs somebody's eye.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ConsentNeed {
    Withdrawn {
        on: NaiveDate,
    },
    /// The first day on which it no longer counts has come.
    Ended {
        on: NaiveDate,
    },
    /// The first day on which it no longer counts, within [`DAYS_AHEAD`] days.
    Ending {
        on: NaiveDate,
    },
    /// A course was agreed on and nothing was signed for it.
    Missing {
        since: NaiveDate,
    },
}

impl ConsentNeed {
    /// What is told first.
    #[must_use]
    pub fn rank(self) -> u8 {
        match self {
            Self::Withdrawn { .. } => 0,
            Self::Ended { .. } => 1,
            Self::Ending { .. } => 2,
            Self::Missing { .. } => 3,
        }
    }

    #[must_use]
    pub fn day(self) -> NaiveDate {
        match self {
            Self::Withdrawn { on } | Self::Ended { on } | Self::Ending { on } => on,
            Self::Missing { since } => since,
        }
    }
}

/// What is told of a patient's consent today. What lies further back than a consent lasts without a session is told no
/// more: that course is over.
#[must_use]
pub fn need(dates: &ConsentDates, today: NaiveDate) -> Option<ConsentNeed> {
    let recent = |day: NaiveDate| add_months_clamp(day, MONTHS_WITHOUT_SESSION) > today;
    let Some(signed_on) = dates.signed_on else {
        let since = dates.consulted_on.filter(|&on| recent(on))?;
        return Some(ConsentNeed::Missing { since });
    };
    if let Some(on) = dates.withdrawn_on {
        return recent(on).then_some(ConsentNeed::Withdrawn { on });
    }
    let on = consent::end_of(signed_on, dates.last_session_on);
    if on <= today {
        return recent(on).then_some(ConsentNeed::Ended { on });
    }
    let soon = today.checked_add_days(Days::new(DAYS_AHEAD))?;
    (on <= soon).then_some(ConsentNeed::Ending { on })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    fn signed(on: &str) -> ConsentDates {
        ConsentDates {
            signed_on: Some(day(on)),
            consulted_on: Some(day(on)),
            ..ConsentDates::default()
        }
    }

    #[test]
    fn a_consent_is_told_of_thirty_days_before_it_ends_and_until_its_course_is_long_over() {
        let dates = signed("2025-01-10");
        assert_eq!(need(&dates, day("2025-06-09")), None, "31 days are left");
        let on = day("2025-07-10");
        assert_eq!(
            need(&dates, day("2025-06-10")),
            Some(ConsentNeed::Ending { on })
        );
        assert_eq!(
            need(&dates, day("2025-07-09")),
            Some(ConsentNeed::Ending { on })
        );
        assert_eq!(
            need(&dates, day("2025-07-10")),
            Some(ConsentNeed::Ended { on })
        );
        assert_eq!(
            need(&dates, day("2026-01-09")),
            Some(ConsentNeed::Ended { on })
        );
        assert_eq!(need(&dates, day("2026-01-10")), None);
    }

    #[test]
    fn a_session_keeps_it_alive_and_taking_it_back_speaks_louder() {
        let mut dates = signed("2025-01-10");
        dates.last_session_on = Some(day("2025-06-01"));
        assert_eq!(need(&dates, day("2025-07-10")), None);
        let on = day("2025-07-01");
        dates.withdrawn_on = Some(on);
        assert_eq!(
            need(&dates, day("2025-07-10")),
            Some(ConsentNeed::Withdrawn { on })
        );
    }

    #[test]
    fn a_course_without_a_consent_is_missing_one() {
        let dates = ConsentDates {
            consulted_on: Some(day("2025-01-10")),
            ..ConsentDates::default()
        };
        let since = day("2025-01-10");
        assert_eq!(need(&dates, since), Some(ConsentNeed::Missing { since }));
        assert_eq!(
            need(&ConsentDates::default(), since),
            None,
            "nothing is planned"
        );
    }
}
