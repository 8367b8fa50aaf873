//! The hybrid logical clock: 48 bits of milliseconds and a 16-bit counter in one `i64`, never going back.

use chrono::{DateTime, Utc};

/// The next reading after `last`, for wall time `now`. A wall clock set back keeps counting from where it was.
#[must_use]
pub fn next(last: i64, now: DateTime<Utc>) -> i64 {
    let wall = now.timestamp_millis().max(0) << 16;
    wall.max(last.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn a_clock_set_back_three_days_never_makes_time_run_backwards() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
        let first = next(0, now);
        let second = next(first, now - TimeDelta::days(3));
        assert!(
            second > first,
            "an event is always later than the one before it"
        );
        assert!(next(second, now + TimeDelta::seconds(1)) > second);
    }
}
