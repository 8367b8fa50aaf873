//! What one rule says about one set of answers, before rules are added up.

use chrono::NaiveDate;

use super::answers::Asked;
use super::{Outcome, Reason};
use crate::rule::RuleId;

/// What one rule says. A rule may speak more than once; the parts are then joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ruling {
    pub rule: RuleId,
    pub outcome: Outcome,
    pub reason: Reason,
    /// When the part of the wait that forbids a session ends.
    pub eligible_from: Option<NaiveDate>,
    /// When the rule has nothing more to say.
    pub clear_from: Option<NaiveDate>,
    /// The last day to stop something still in use.
    pub stop_by: Option<NaiveDate>,
    /// Whether what it says now has no end of its own, whatever else of it has one.
    pub is_undated: bool,
}

impl Ruling {
    /// A ruling without dates.
    pub const fn undated(rule: RuleId, outcome: Outcome, reason: Reason) -> Self {
        Self {
            rule,
            outcome,
            reason,
            eligible_from: None,
            clear_from: None,
            stop_by: None,
            is_undated: true,
        }
    }

    /// "Don't know": find out first where the truth could forbid a session, otherwise as bad as it
    /// could be (PRACTICE 12).
    pub const fn dont_know(rule: RuleId, worst: Outcome) -> Self {
        let outcome = match worst {
            Outcome::Absolute | Outcome::Defer => Outcome::Defer,
            milder => milder,
        };
        Self::undated(rule, outcome, Reason::NotKnown)
    }

    /// A wait that forbids a session until `eligible_from` and asks for a reason until `clear_from`.
    /// On the very day a wait ends it is over (P-ANNIV).
    pub fn wait(
        rule: RuleId,
        on: NaiveDate,
        eligible_from: NaiveDate,
        clear_from: NaiveDate,
    ) -> Self {
        let (outcome, reason) = if on < eligible_from {
            (Outcome::Defer, Reason::Waiting)
        } else if on < clear_from {
            (Outcome::Caution, Reason::Easing)
        } else {
            (Outcome::Clear, Reason::Over)
        };
        Self {
            rule,
            outcome,
            reason,
            eligible_from: Some(eligible_from),
            clear_from: Some(clear_from),
            stop_by: None,
            is_undated: false,
        }
    }

    /// A wait that never forbids a session.
    pub fn caution_until(rule: RuleId, on: NaiveDate, clear_from: NaiveDate) -> Self {
        let (outcome, reason) = if on < clear_from {
            (Outcome::Caution, Reason::Easing)
        } else {
            (Outcome::Clear, Reason::Over)
        };
        Self {
            clear_from: Some(clear_from),
            is_undated: false,
            ..Self::undated(rule, outcome, reason)
        }
    }

    /// A yes-or-no question whose yes has one meaning.
    pub fn yes_no(rule: RuleId, answer: &Asked<bool>, yes: Outcome) -> Option<Self> {
        match answer {
            Asked::Known(true) => Some(Self::undated(rule, yes, Reason::Yes)),
            Asked::Unknown => Some(Self::dont_know(rule, yes)),
            Asked::Known(false) | Asked::NotAsked => None,
        }
    }

    /// Whether this forbids a session without saying until when.
    pub const fn is_undated_stop(&self) -> bool {
        match self.outcome {
            Outcome::Absolute => true,
            Outcome::Defer => self.is_undated,
            Outcome::Clear | Outcome::Info | Outcome::Caution => false,
        }
    }

    /// Two rulings of the same rule as one: the worse decides, the later date holds, and a stop without
    /// a date takes the dates away. A caution without a date leaves the others' dates to the verdict, but has
    /// no end itself.
    pub fn join(self, other: Self) -> Self {
        let rank = |ruling: &Self| (ruling.outcome, ruling.is_undated);
        let worse = if rank(&other) > rank(&self) {
            other
        } else {
            self
        };
        let stop_by = match (self.stop_by, other.stop_by) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
        let is_stop = self.is_undated_stop() || other.is_undated_stop();
        let later = |one: Option<NaiveDate>, two| one.max(two).filter(|_| !is_stop);
        Self {
            eligible_from: later(self.eligible_from, other.eligible_from),
            clear_from: later(self.clear_from, other.clear_from),
            stop_by,
            ..worse
        }
    }

    /// The end of whatever the rule says now: of the stop while it forbids, of the caution after.
    pub const fn until(&self) -> Option<NaiveDate> {
        match self.outcome {
            _ if self.is_undated => None,
            Outcome::Absolute => None,
            Outcome::Defer => self.eligible_from,
            Outcome::Clear | Outcome::Info | Outcome::Caution => self.clear_from,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    fn wait(eligible_from: &str, clear_from: &str) -> Ruling {
        let on = day("2026-05-10");
        Ruling::wait(RuleId::R21, on, day(eligible_from), day(clear_from))
    }

    #[test]
    fn two_waits_of_one_rule_end_with_the_later() {
        let (short, long) = (
            wait("2026-05-11", "2026-05-20"),
            wait("2026-05-15", "2026-05-15"),
        );
        for both in [short.join(long), long.join(short)] {
            assert_eq!(both.eligible_from, Some(day("2026-05-15")));
            assert_eq!(both.clear_from, Some(day("2026-05-20")));
            assert_eq!(both.until(), Some(day("2026-05-15")), "while it forbids");
        }
    }

    #[test]
    fn a_stop_without_a_date_takes_every_date_away() {
        let stop = Ruling::undated(RuleId::R21, Outcome::Defer, Reason::Yes);
        for both in [
            stop.join(wait("2026-05-15", "2026-05-20")),
            wait("2026-05-15", "2026-05-20").join(stop),
        ] {
            assert_eq!(
                (both.eligible_from, both.clear_from, both.until()),
                (None, None, None)
            );
            assert_eq!(both.reason, Reason::Yes, "and is the reason given");
        }
    }

    #[test]
    fn the_last_day_to_stop_is_the_earliest_of_two() {
        let until = |date: &str| Ruling {
            stop_by: Some(day(date)),
            ..Ruling::undated(RuleId::R04, Outcome::Defer, Reason::StillUsing)
        };
        let none = Ruling::undated(RuleId::R04, Outcome::Defer, Reason::Yes);
        let both = until("2026-05-03").join(until("2026-05-05"));
        assert_eq!(both.stop_by, Some(day("2026-05-03")));
        assert_eq!(none.join(both).stop_by, Some(day("2026-05-03")));
    }
}
