//! The course planner: when the next session is due, and what a proposed date or plan asks for.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::concern::Concern;
use crate::date::{add_days, add_months_clamp, days_between};
use crate::rule::RuleId;
use crate::zone::{Region, Zone};

/// Days from one session to the first day of the next window: four weeks (S30, S65).
pub const WINDOW_FROM_DAYS: u32 = 28;
/// Days to the last day of the window: six weeks (S30, S65).
pub const WINDOW_TO_DAYS: u32 = 42;
/// Months from the end of a finished course to the first day of maintenance (S31).
pub const MAINTENANCE_FROM_MONTHS: u32 = 6;
/// Months to the last day of maintenance (S31).
pub const MAINTENANCE_TO_MONTHS: u32 = 12;
/// From this grade an open adverse event defers the next session (P-AE).
pub const DEFERRING_GRADE: u8 = 2;

/// The clinic's approved settings of the planner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct CourseSettings {
    /// Under this many days nothing is booked: two weeks was the shortest interval in trials on skin
    /// (ALAM14, AMER18).
    pub shortest_interval_days: u16,
    /// The same for the scalp alone, on which trials go weekly to monthly (ENGL22, C10).
    pub scalp_shortest_interval_days: u16,
    /// After this many months the consultation, photos and consent are done again (our own figure).
    pub lapse_months: u16,
}

impl Default for CourseSettings {
    fn default() -> Self {
        Self {
            shortest_interval_days: 14,
            scalp_shortest_interval_days: 14,
            lapse_months: 6,
        }
    }
}

impl CourseSettings {
    /// Under this many days no session of these zones is booked. The scalp's own figure holds where nothing else is
    /// needled; zones that were not chosen yet are guarded like all skin.
    #[must_use]
    pub fn shortest_interval(&self, zones: &[Zone]) -> u32 {
        let is_scalp = |zone: &Zone| zone.region() == Region::Scalp;
        u32::from(if !zones.is_empty() && zones.iter().all(is_scalp) {
            self.scalp_shortest_interval_days
        } else {
            self.shortest_interval_days
        })
    }
}

/// The days on which the next session is due; also the window after the last visit of a course.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Window {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// When the next session is due, counted from the local date the last one ended (P-CALDAY). Several
/// areas have a window each: call it per region.
#[must_use]
pub fn window(last_session: NaiveDate) -> Window {
    Window {
        from: add_days(last_session, WINDOW_FROM_DAYS),
        to: add_days(last_session, WINDOW_TO_DAYS),
    }
}

/// When maintenance is due after the last session of a finished course: six to twelve months (S31).
#[must_use]
pub fn maintenance(completed: NaiveDate) -> Window {
    Window {
        from: add_months_clamp(completed, MAINTENANCE_FROM_MONTHS),
        to: add_months_clamp(completed, MAINTENANCE_TO_MONTHS),
    }
}

/// Which window stands after the last session: the next session's while the plan is not done, maintenance after it (S31).
/// Maintenance counts from the last session of the course, then from each maintenance session.
#[must_use]
pub fn next_window(last_session: NaiveDate, done: u32, planned: u32) -> Window {
    if is_finished(done, planned) {
        maintenance(last_session)
    } else {
        window(last_session)
    }
}

/// Whether as many sessions are done as were planned.
#[must_use]
pub const fn is_finished(done: u32, planned: u32) -> bool {
    done >= planned
}

/// How somebody stands who is waited for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// The window is open, or opens within a week.
    Now,
    /// The window is over (C04): a note, the course goes on.
    Late,
    /// Longer away than the clinic's lapse (C05): consultation, photos and consent are done again.
    Lapsed,
    /// The course is over and its maintenance is due (S31).
    Maintenance,
}

/// A window is announced this many days before it opens: time to ring and to find a day.
pub const ANNOUNCED_DAYS: u32 = 7;

/// Whether a region that was last treated on a date is waited for, and since when. Nobody is waited for before the window
/// is announced.
#[must_use]
pub fn due(
    last_session: NaiveDate,
    course_is_over: bool,
    today: NaiveDate,
    settings: &CourseSettings,
) -> Option<(Due, Window)> {
    let window = if course_is_over {
        maintenance(last_session)
    } else {
        window(last_session)
    };
    let due = if add_days(today, ANNOUNCED_DAYS) < window.from {
        return None;
    } else if course_is_over {
        Due::Maintenance
    } else if today > add_months_clamp(last_session, u32::from(settings.lapse_months)) {
        Due::Lapsed
    } else if today > window.to {
        Due::Late
    } else {
        Due::Now
    };
    Some((due, window))
}

/// How far a proposed date reaches, mildest first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum Booking {
    /// Nothing to say, or a note only.
    Ok,
    /// Needs a recorded reason.
    Caution,
    /// Not before something is resolved.
    Defer,
    /// Not on this date.
    Block,
}

/// One thing about a proposed date, declared in the alphabetical order of the ids.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum CourseFlag {
    /// Longer than the clinic's lapse, six months by default: consultation, photos and consent are done
    /// again.
    Lapsed,
    /// After the window: a note, the course goes on.
    Late,
    /// Under four weeks.
    TooSoon,
    /// Under the clinic's shortest interval, two weeks by default.
    #[serde(rename = "under_14_days")]
    Under14Days,
    /// A reaction of grade 2 or more is still open.
    UnresolvedAdverseEvent,
}

impl CourseFlag {
    /// Every flag, sorted by id.
    pub const ALL: [CourseFlag; 5] = [
        CourseFlag::Lapsed,
        CourseFlag::Late,
        CourseFlag::TooSoon,
        CourseFlag::Under14Days,
        CourseFlag::UnresolvedAdverseEvent,
    ];

    /// What this flag alone makes of a booking.
    #[must_use]
    pub const fn booking(self) -> Booking {
        match self {
            CourseFlag::Late => Booking::Ok,
            CourseFlag::Lapsed | CourseFlag::TooSoon => Booking::Caution,
            CourseFlag::UnresolvedAdverseEvent => Booking::Defer,
            CourseFlag::Under14Days => Booking::Block,
        }
    }

    /// The rule that speaks through this flag.
    #[must_use]
    pub const fn rule(self) -> RuleId {
        match self {
            CourseFlag::TooSoon => RuleId::C02,
            CourseFlag::Under14Days => RuleId::C03,
            CourseFlag::Late => RuleId::C04,
            CourseFlag::Lapsed => RuleId::C05,
            CourseFlag::UnresolvedAdverseEvent => RuleId::C06,
        }
    }
}

/// The judgement of a proposed date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct BookingAnswer {
    /// The worst that the flags reach.
    pub booking: Booking,
    /// Every flag that applies, sorted.
    pub flags: Vec<CourseFlag>,
    /// Days since the last session, negative before it; `None` without a last session.
    pub days_since: Option<i32>,
}

/// Judges a proposed date against the last session in the same region and the worst open reaction
/// (CTCAE grade 1 to 5).
#[must_use]
pub fn booking(
    last_session: Option<NaiveDate>,
    proposed: NaiveDate,
    open_event_grade: Option<u8>,
    settings: &CourseSettings,
) -> BookingAnswer {
    let days = last_session.map(|last| days_between(last, proposed));
    let under = |limit: u32| days.is_some_and(|days| days < i64::from(limit));
    let flags: Vec<CourseFlag> = CourseFlag::ALL
        .into_iter()
        .filter(|flag| match flag {
            CourseFlag::TooSoon => under(WINDOW_FROM_DAYS),
            CourseFlag::Under14Days => under(u32::from(settings.shortest_interval_days)),
            CourseFlag::Late => days.is_some_and(|days| days > i64::from(WINDOW_TO_DAYS)),
            CourseFlag::Lapsed => last_session.is_some_and(|last| {
                proposed > add_months_clamp(last, u32::from(settings.lapse_months))
            }),
            CourseFlag::UnresolvedAdverseEvent => defers(open_event_grade),
        })
        .collect();
    BookingAnswer {
        booking: flags
            .iter()
            .map(|flag| flag.booking())
            .max()
            .unwrap_or(Booking::Ok),
        flags,
        days_since: days.and_then(|days| i32::try_from(days).ok()),
    }
}

/// Whether an open reaction of this grade defers the next session (P-AE).
#[must_use]
pub fn defers(open_event_grade: Option<u8>) -> bool {
    open_event_grade.is_some_and(|grade| grade >= DEFERRING_GRADE)
}

/// The judgement of a planned number of sessions.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum Plan {
    /// Inside the usual number.
    Ok,
    /// Outside it: needs a recorded reason.
    Caution,
}

/// How many sessions are usual for a concern: fewest, and most where a most is given (P-MORE). `None`
/// for hair, on which the founding document is silent.
#[must_use]
pub const fn usual_sessions(concern: Concern) -> Option<(u32, Option<u32>)> {
    match concern {
        Concern::DeepAcneScars => Some((6, Some(8))),
        Concern::AcneScars | Concern::SurgicalBurnScars | Concern::StretchMarks => Some((3, None)),
        Concern::FineLines
        | Concern::Wrinkles
        | Concern::Pores
        | Concern::TextureTone
        | Concern::Hyperpigmentation => Some((3, Some(6))),
        Concern::Hair => None,
    }
}

/// Judges a planned number of sessions; without a concern the general three to six hold (S30).
#[must_use]
pub fn plan(concern: Option<Concern>, planned_sessions: u32) -> Option<Plan> {
    let (fewest, most) = match concern {
        Some(concern) => usual_sessions(concern)?,
        None => (3, Some(6)),
    };
    let too_many = most.is_some_and(|most| planned_sessions > most);
    Some(if planned_sessions < fewest || too_many {
        Plan::Caution
    } else {
        Plan::Ok
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// How somebody stands on a day who was last treated on 1 June 2026.
    fn stands(course_is_over: bool, today: &str) -> Option<Due> {
        due(
            day("2026-06-01"),
            course_is_over,
            day(today),
            &CourseSettings::default(),
        )
        .map(|(due, _)| due)
    }

    #[test]
    fn a_window_is_announced_a_week_before_it_opens_and_late_the_day_after_it_closes() {
        // Four weeks: 29 June. Six: 13 July. Six months: 1 December.
        assert_eq!(stands(false, "2026-06-21"), None);
        assert_eq!(stands(false, "2026-06-22"), Some(Due::Now));
        assert_eq!(stands(false, "2026-07-13"), Some(Due::Now));
        assert_eq!(stands(false, "2026-07-14"), Some(Due::Late));
        assert_eq!(stands(false, "2026-12-01"), Some(Due::Late));
        assert_eq!(stands(false, "2026-12-02"), Some(Due::Lapsed));
    }

    #[test]
    fn after_a_course_maintenance_is_waited_for_and_never_lapses() {
        assert_eq!(stands(true, "2026-11-23"), None);
        assert_eq!(stands(true, "2026-11-24"), Some(Due::Maintenance));
        assert_eq!(stands(true, "2027-09-01"), Some(Due::Maintenance));
        let (_, window) = due(
            day("2026-06-01"),
            true,
            day("2026-12-01"),
            &CourseSettings::default(),
        )
        .unwrap();
        assert_eq!(window, maintenance(day("2026-06-01")));
    }

    #[test]
    fn the_next_visit_is_maintenance_once_as_many_are_done_as_were_planned() {
        let last = day("2026-06-01");
        assert_eq!(next_window(last, 3, 4), window(last));
        assert_eq!(next_window(last, 4, 4), maintenance(last));
        assert_eq!(next_window(last, 5, 4), maintenance(last));
    }
}
