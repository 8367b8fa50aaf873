//! Calendar arithmetic of the clinic's rules, on civil dates of the clinic's own zone.
//!
//! Two month policies live side by side on purpose. A safety wait must never come out shorter than
//! the rule says, so it rolls forward past a month's end (P-ROLL); an expectation or a booking window
//! stays inside the month it names (P-CLAMP). Both are total: at the far end of the calendar a date
//! stands still instead of failing.

use chrono::{Datelike, Days, Months, NaiveDate};

/// `date` plus whole days. A wait of N days is over on the same weekday pattern it began (P-ANNIV).
#[must_use]
pub fn add_days(date: NaiveDate, days: u32) -> NaiveDate {
    date.checked_add_days(Days::new(u64::from(days)))
        .unwrap_or(NaiveDate::MAX)
}

/// `date` minus whole days, for "last used by" lines that count back from an appointment.
#[must_use]
pub fn sub_days(date: NaiveDate, days: u32) -> NaiveDate {
    date.checked_sub_days(Days::new(u64::from(days)))
        .unwrap_or(NaiveDate::MIN)
}

/// Months added as an expectation: a day the target month lacks becomes its last day (P-CLAMP).
#[must_use]
pub fn add_months_clamp(date: NaiveDate, months: u32) -> NaiveDate {
    date.checked_add_months(Months::new(months))
        .unwrap_or(NaiveDate::MAX)
}

/// Months back to the day an expectation counts from (P-CLAMP).
#[must_use]
pub fn sub_months_clamp(date: NaiveDate, months: u32) -> NaiveDate {
    date.checked_sub_months(Months::new(months))
        .unwrap_or(NaiveDate::MIN)
}

/// Months added as a safety wait: a day the target month lacks becomes the first of the next month,
/// so 31 August plus six months is 1 March and the wait is never shortened (P-ROLL).
#[must_use]
pub fn add_months_roll(date: NaiveDate, months: u32) -> NaiveDate {
    let clamped = add_months_clamp(date, months);
    if clamped.day() < date.day() {
        add_days(clamped, 1)
    } else {
        clamped
    }
}

/// The latest day whose six-month style wait (P-ROLL) ends on or before `by`.
///
/// Not simply "months back": counting back from 1 March must not offer a day whose wait, rolled
/// forward, would end later than the appointment.
#[must_use]
pub fn latest_start_of_wait(by: NaiveDate, months: u32) -> NaiveDate {
    let back = by
        .checked_sub_months(Months::new(months))
        .unwrap_or(NaiveDate::MIN);
    // A month is at most three days shorter than another, so the answer is near the plain count.
    let mut candidate = add_days(back, 4);
    while add_months_roll(candidate, months) > by && candidate > NaiveDate::MIN {
        candidate = sub_days(candidate, 1);
    }
    candidate
}

/// The day a person born on `born_on` turns `years`; a birthday on 29 February counts from 1 March in
/// a common year (R25).
#[must_use]
pub fn birthday(born_on: NaiveDate, years: u32) -> NaiveDate {
    add_months_roll(born_on, years.saturating_mul(12))
}

/// Whole years lived on `on`; negative time is zero years, because a person not yet born has no age.
#[must_use]
pub fn age_on(born_on: NaiveDate, on: NaiveDate) -> u32 {
    let mut years = u32::try_from(on.year().saturating_sub(born_on.year())).unwrap_or(0);
    while years > 0 && birthday(born_on, years) > on {
        years -= 1;
    }
    years
}

/// Days from `from` to `to`, negative when `to` comes first.
#[must_use]
pub fn days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    to.signed_duration_since(from).num_days()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

    use super::*;

    #[test]
    fn months_back_end_on_the_last_day_a_shorter_month_has() {
        let back = |from: &str, months| sub_months_clamp(from.parse().unwrap(), months).to_string();
        assert_eq!(back("2026-08-31", 6), "2026-02-28");
        assert_eq!(back("2026-03-15", 12), "2025-03-15");
    }
}
