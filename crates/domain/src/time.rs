//! Instants in the clinic's zone.
//!
//! Hour rules count elapsed time on UTC instants and are only then written in the clinic's zone
//! (P-ELAPSED), so twenty-four hours across a clock change are still twenty-four hours. Day rules use
//! the local date of the session's end (P-CALDAY).

use chrono::{DateTime, FixedOffset, NaiveDate, Offset, SecondsFormat, TimeDelta, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An instant together with the offset the clinic's clock showed at it.
///
/// Written `2026-05-13T14:30:00-04:00`: always with a numeric offset and never with fractions, so that
/// what is stored, printed and compared reads the same everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, specta::Type)]
pub struct ClinicTime(#[specta(type = String)] DateTime<FixedOffset>);

impl ClinicTime {
    /// The instant as the clinic's clock shows it.
    #[must_use]
    pub fn new(at: DateTime<Utc>, zone: Tz) -> Self {
        let local = at.with_timezone(&zone);
        Self(local.with_timezone(&local.offset().fix()))
    }

    /// The instant itself.
    #[must_use]
    pub fn at(self) -> DateTime<Utc> {
        self.0.with_timezone(&Utc)
    }

    /// The instant with the offset shown on the clinic's clock.
    #[must_use]
    pub fn local(self) -> DateTime<FixedOffset> {
        self.0
    }

    /// The civil date on the clinic's wall at this instant.
    #[must_use]
    pub fn date(self) -> NaiveDate {
        self.0.date_naive()
    }
}

impl std::fmt::Display for ClinicTime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.to_rfc3339_opts(SecondsFormat::Secs, false))
    }
}

impl Serialize for ClinicTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ClinicTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        DateTime::<FixedOffset>::deserialize(deserializer).map(Self)
    }
}

/// The instant `hours` of elapsed time after `at`.
#[must_use]
pub fn hours_after(at: DateTime<Utc>, hours: u32) -> DateTime<Utc> {
    at.checked_add_signed(TimeDelta::hours(i64::from(hours)))
        .unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// The clinic's civil date at an instant.
#[must_use]
pub fn local_date(at: DateTime<Utc>, zone: Tz) -> NaiveDate {
    at.with_timezone(&zone).date_naive()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

    use super::*;

    #[test]
    fn late_in_the_evening_the_clinics_wall_shows_another_date_than_greenwich() {
        let at: DateTime<Utc> = "2026-11-23T03:30:00Z".parse().unwrap();
        let shown = ClinicTime::new(at, Tz::America__New_York);
        assert_eq!(shown.to_string(), "2026-11-22T22:30:00-05:00");
        assert_eq!(shown.date().to_string(), "2026-11-22");
        assert_eq!(local_date(at, Tz::America__New_York), shown.date());
        assert_eq!((shown.at(), shown.local().to_utc()), (at, at));
    }

    #[test]
    fn an_instant_is_written_as_it_is_read() {
        let text = "\"2026-11-22T22:30:00-05:00\"";
        let read: ClinicTime = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
    }
}
