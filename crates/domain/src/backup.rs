//! Where backups are kept, which of them are kept, and when one is late.

use crate::field;
use crate::ids::BackupPlaceId;
use crate::issue::{Issue, Issues};
use chrono::{DateTime, Datelike, IsoWeek, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;
use std::collections::BTreeSet;

/// A folder that backups are written to: on another disk, a stick, a share of the network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct BackupPlace {
    pub id: BackupPlaceId,
    /// The folder's path on this computer.
    pub folder: String,
    /// It is not kept with the laptop: a fire or a thief does not take both (PRACTICE 74).
    pub kept_apart: bool,
}

impl BackupPlace {
    /// # Errors
    /// A folder without a name.
    pub fn parse(id: BackupPlaceId, folder: &str, kept_apart: bool) -> Result<Self, Vec<Issue>> {
        let mut issues = Issues::default();
        let place = Self {
            id,
            folder: field::required_line(&mut issues, "backup.folder", folder),
            kept_apart,
        };
        issues.or(place)
    }
}

/// A backup that was opened and found whole after it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupMade {
    pub place: BackupPlaceId,
    /// The file's name in the place's folder.
    pub file: String,
    pub made_at: DateTime<Utc>,
    pub bytes: u64,
    /// Events of the journal in it.
    pub events: u32,
}

/// What the monthly drill found when it restored the newest backup beside the record and looked at everything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestoreDrill {
    pub place: BackupPlaceId,
    pub made_at: DateTime<Utc>,
    pub whole: bool,
    pub events: u32,
}

/// Between two backups of one place while the record is open.
pub const EVERY: TimeDelta = TimeDelta::hours(4);
/// A place without a good backup for longer than this is late.
pub const LATE_AFTER: TimeDelta = TimeDelta::days(2);
/// Between two drills.
pub const DRILL_EVERY: TimeDelta = TimeDelta::days(30);

const WHOLE_DAYS: usize = 2;
const DAYS: usize = 7;
const WEEKS: usize = 4;
const MONTHS: usize = 12;

/// Which of the backups made at these instants may go (SETTLED 19): everything of the last two days is kept, then the
/// newest of each of 7 days, 4 weeks and 12 months. Days on which a backup was made are counted, not days that
/// passed, so a clock that jumps years ahead ages nothing. The newest is always kept.
#[must_use]
pub fn surplus(made: &[DateTime<Utc>]) -> Vec<DateTime<Utc>> {
    let mut newest_first = made.to_vec();
    newest_first.sort_unstable();
    newest_first.reverse();
    let mut days = Seen::<NaiveDate>::of(DAYS);
    let mut weeks = Seen::<IsoWeek>::of(WEEKS);
    let mut months = Seen::<(i32, u32)>::of(MONTHS);
    let mut whole_days = BTreeSet::new();
    newest_first
        .into_iter()
        .filter(|at| {
            let day = at.date_naive();
            if whole_days.len() < WHOLE_DAYS {
                whole_days.insert(day);
            }
            let is_recent = whole_days.contains(&day);
            // Each is asked, so that each counts what it has seen.
            let first_of_day = days.is_new(day);
            let first_of_week = weeks.is_new(day.iso_week());
            let first_of_month = months.is_new((day.year(), day.month()));
            !(is_recent || first_of_day || first_of_week || first_of_month)
        })
        .collect()
}

/// The first so many different values.
struct Seen<T> {
    values: BTreeSet<T>,
    most: usize,
}

impl<T: Ord> Seen<T> {
    fn of(most: usize) -> Self {
        Self {
            values: BTreeSet::new(),
            most,
        }
    }

    fn is_new(&mut self, value: T) -> bool {
        self.values.len() < self.most && self.values.insert(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(day: i64, hour: i64) -> DateTime<Utc> {
        // A Monday.
        DateTime::UNIX_EPOCH + TimeDelta::days(20_002 + day) + TimeDelta::hours(hour)
    }

    /// Makes four backups a day and lets go of what may go after each, as the program does.
    fn kept_after(days: i64) -> Vec<DateTime<Utc>> {
        let mut kept = Vec::new();
        for day in 0..days {
            for hour in [8, 12, 16, 20] {
                kept.push(at(day, hour));
                let gone = surplus(&kept);
                kept.retain(|one| !gone.contains(one));
            }
        }
        kept
    }

    #[test]
    fn f29_after_400_days_exactly_seven_days_four_weeks_and_twelve_months_are_left() {
        let kept = kept_after(400);
        let newest = at(399, 20);
        let days: BTreeSet<NaiveDate> = kept.iter().map(|one| one.date_naive()).collect();
        let recent = kept
            .iter()
            .filter(|one| newest.date_naive() - one.date_naive() < TimeDelta::days(2));
        assert_eq!(recent.count(), 8, "everything of the last two days");
        for back in 0..7 {
            assert!(days.contains(&(newest - TimeDelta::days(back)).date_naive()));
        }
        let weeks: BTreeSet<IsoWeek> = days.iter().map(NaiveDate::iso_week).collect();
        let months: BTreeSet<(i32, u32)> =
            days.iter().map(|day| (day.year(), day.month())).collect();
        for back in 0..4 {
            assert!(weeks.contains(&(newest - TimeDelta::weeks(back)).date_naive().iso_week()));
        }
        assert_eq!(months.len(), 12);
        // 8 of two days, 5 more days, and of the weeks and months those that no kept day stands for.
        assert!(kept.len() <= 8 + 5 + 3 + 11, "{}", kept.len());
        assert!(kept.len() >= 8 + 5 + 2 + 10, "{}", kept.len());
        assert!(kept.contains(&newest));
    }

    #[test]
    fn f28_a_clock_five_years_ahead_costs_no_backup_that_was_to_be_kept() {
        let before = kept_after(60);
        let mut after = before.clone();
        after.push(at(60 + 5 * 365, 8));
        let gone = surplus(&after);
        let last_day = at(59, 0).date_naive();
        assert!(
            gone.iter().all(|one| one.date_naive() < last_day),
            "the last day before the jump is kept whole: {gone:?}"
        );
        let days = |made: &[DateTime<Utc>]| {
            made.iter()
                .map(|one| one.date_naive())
                .collect::<BTreeSet<_>>()
        };
        let kept: Vec<_> = after
            .into_iter()
            .filter(|one| !gone.contains(one))
            .collect();
        assert!(
            days(&before).difference(&days(&kept)).count() <= 3,
            "a day, a week and a month each move on by one, as on any other day"
        );
    }

    proptest! {
        #[test]
        fn the_newest_backup_is_never_let_go(days in prop::collection::vec(0_i64..3000, 1..60)) {
            let made: Vec<_> = days.iter().enumerate().map(|(hour, day)| at(*day, hour as i64 % 24)).collect();
            let newest = made.iter().max().copied().unwrap_or_default();
            prop_assert!(!surplus(&made).contains(&newest));
        }

        #[test]
        fn letting_go_twice_lets_nothing_more_go(days in prop::collection::vec(0_i64..800, 1..60)) {
            let made: Vec<_> = days.iter().enumerate().map(|(hour, day)| at(*day, hour as i64 % 24)).collect();
            let gone = surplus(&made);
            let kept: Vec<_> = made.into_iter().filter(|one| !gone.contains(one)).collect();
            prop_assert!(surplus(&kept).is_empty());
        }
    }
}
