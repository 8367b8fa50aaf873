//! How long a record is kept (RULES section 7). Nothing is ever erased by the program itself: it lists what is due for review.

use chrono::{Datelike, Months, NaiveDate};

/// Years after the last visit, when the clinic set nothing: the proposal of the rules (grade N), above every preset known.
pub const DEFAULT_YEARS: u8 = 10;

/// A child's record is kept to this birthday.
const CHILD_UNTIL_AGE: u32 = 25;
/// Who was this old at the last visit has a year more.
const NEARLY_ADULT: u32 = 17;
const ADULT: u32 = 18;

/// The first day on which nothing obliges the clinic to keep the record: so many years after the last visit, and for
/// whoever was a child then not before their 25th birthday, or the 26th if they were seventeen.
#[must_use]
pub fn kept_until(last_visit: NaiveDate, born: NaiveDate, years: u8) -> NaiveDate {
    let by_years = after_years(last_visit, u32::from(years));
    let age = last_visit.years_since(born).unwrap_or(ADULT);
    if age >= ADULT {
        return by_years;
    }
    let extra = u32::from(age == NEARLY_ADULT);
    by_years.max(after_years(born, CHILD_UNTIL_AGE + extra))
}

/// A 29 February ends on 1 March: a record is never let go a day too early.
fn after_years(day: NaiveDate, years: u32) -> NaiveDate {
    let later = day
        .checked_add_months(Months::new(years * 12))
        .unwrap_or(NaiveDate::MAX);
    if later.day() < day.day() {
        later.succ_opt().unwrap_or(later)
    } else {
        later
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_record_is_kept_for_the_years_after_the_last_visit() {
        let until = |last, years| kept_until(day(last), day("1980-05-01"), years);
        assert_eq!(until("2016-11-22", 10), day("2026-11-22"));
        assert_eq!(
            until("2016-02-29", 10),
            day("2026-03-01"),
            "never a day early"
        );
        assert_eq!(until("2016-02-29", 8), day("2024-02-29"));
    }

    #[test]
    fn a_childs_record_is_kept_to_the_25th_birthday_or_the_26th() {
        let born = day("2008-06-15");
        assert_eq!(
            kept_until(day("2024-06-15"), born, 8),
            day("2033-06-15"),
            "sixteen at the end"
        );
        assert_eq!(
            kept_until(day("2025-06-15"), born, 8),
            day("2034-06-15"),
            "seventeen at the end"
        );
        assert_eq!(
            kept_until(day("2026-06-15"), born, 8),
            day("2034-06-15"),
            "eighteen: the years count"
        );
        assert_eq!(kept_until(day("2024-06-15"), born, 10), day("2034-06-15"));
    }
}
