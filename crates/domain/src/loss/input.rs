//! Reading what is typed about a loss.

use super::{LossFacts, LossHow, LossState, WayInWithIt};
use crate::field;
use crate::issue::{Issue, IssueCode, Issues};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use specta::Type;

/// What is typed about a loss.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct LossInput {
    pub what: String,
    pub how: Option<LossHow>,
    pub lost_on: Option<NaiveDate>,
    /// `14:30` on the clinic's clock; empty where only the day is known.
    pub lost_time: String,
    pub noticed_on: Option<NaiveDate>,
    /// Needed: hours count from it.
    pub noticed_time: String,
    pub state: Option<LossState>,
    pub way_in_with_it: Option<WayInWithIt>,
    pub note: String,
    pub found_on: Option<NaiveDate>,
}

impl LossInput {
    /// # Errors
    /// Every refused field. When it was noticed is needed to the minute; nothing lies ahead, and nobody notices a loss before
    /// it happened.
    pub fn parse(&self, now: DateTime<Utc>, zone: Tz) -> Result<LossFacts, Vec<Issue>> {
        let today = crate::time::local_date(now, zone);
        let mut issues = Issues::default();
        let what = field::required_line(&mut issues, "what", &self.what);
        let how = self.how.unwrap_or_else(|| {
            issues.add("how", IssueCode::Required);
            LossHow::Lost
        });
        let state = self.state.unwrap_or_else(|| {
            issues.add("state", IssueCode::Required);
            LossState::Unknown
        });
        let way_in_with_it = self.way_in_with_it.unwrap_or_else(|| {
            issues.add("way_in_with_it", IssueCode::Required);
            WayInWithIt::Unknown
        });
        let noticed_on = self.noticed_on.unwrap_or_else(|| {
            issues.add("noticed_on", IssueCode::Required);
            today
        });
        not_ahead(&mut issues, "noticed_on", Some(noticed_on), today);
        if self.noticed_time.trim().is_empty() {
            issues.add("noticed_time", IssueCode::Required);
        }
        let noticed_at = moment(
            &mut issues,
            "noticed_time",
            &self.noticed_time,
            noticed_on,
            zone,
        );
        if noticed_on <= today && noticed_at.is_some_and(|at| at > now) {
            issues.add("noticed_time", IssueCode::InTheFuture);
        }
        not_ahead(&mut issues, "lost_on", self.lost_on, today);
        let lost_at = match self.lost_on {
            Some(on) => moment(&mut issues, "lost_time", &self.lost_time, on, zone),
            None => {
                if !self.lost_time.trim().is_empty() {
                    issues.add("lost_on", IssueCode::Required);
                }
                None
            }
        };
        if self.lost_on.is_some_and(|on| on > noticed_on) {
            issues.add("noticed_on", IssueCode::EndsBeforeStart);
        } else if lost_at
            .zip(noticed_at)
            .is_some_and(|(lost, seen)| lost > seen)
        {
            issues.add("noticed_time", IssueCode::EndsBeforeStart);
        }
        not_ahead(&mut issues, "found_on", self.found_on, today);
        if self.found_on.is_some_and(|on| on < noticed_on) {
            issues.add_with(
                "found_on",
                IssueCode::TooEarly,
                &[("min", noticed_on.to_string())],
            );
        }
        let note = field::note(&mut issues, "note", &self.note);
        issues.or(LossFacts {
            what,
            how,
            lost_on: self.lost_on,
            lost_at,
            noticed_at: noticed_at.unwrap_or(now),
            state,
            way_in_with_it,
            note,
            found_on: self.found_on,
        })
    }
}

fn not_ahead(issues: &mut Issues, path: &str, on: Option<NaiveDate>, today: NaiveDate) {
    if on.is_some_and(|on| on > today) {
        issues.add(path, IssueCode::InTheFuture);
    }
}

/// A time typed for a day. Of an hour that comes twice the first is meant: the time to report then ends sooner, never later.
fn moment(
    issues: &mut Issues,
    path: &str,
    typed: &str,
    on: NaiveDate,
    zone: Tz,
) -> Option<DateTime<Utc>> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let Ok(time) = NaiveTime::parse_from_str(typed, "%H:%M") else {
        let expected = [("expected", "14:30".to_owned())];
        issues.add_with(path, IssueCode::WrongForm, &expected);
        return None;
    };
    let at = on.and_time(time).and_local_timezone(zone).earliest();
    if at.is_none() {
        // An hour that a clock change leaves out never was.
        issues.add(path, IssueCode::NotAChoice);
    }
    at.map(|at| at.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    const ZONE: Tz = Tz::Europe__London;

    fn now() -> DateTime<Utc> {
        "2026-10-26T09:00:00Z".parse().unwrap()
    }

    fn day(day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(2026, 10, day)
    }

    fn typed() -> LossInput {
        LossInput {
            what: "the laptop of room 2".to_owned(),
            how: Some(LossHow::Stolen),
            lost_on: day(24),
            lost_time: String::new(),
            noticed_on: day(25),
            noticed_time: "01:30".to_owned(),
            state: Some(LossState::SwitchedOff),
            way_in_with_it: Some(WayInWithIt::No),
            note: String::new(),
            found_on: None,
        }
    }

    fn refused(input: &LossInput) -> Vec<(String, IssueCode)> {
        let issues = input.parse(now(), ZONE).unwrap_err();
        issues.into_iter().map(|one| (one.path, one.code)).collect()
    }

    #[test]
    fn of_an_hour_that_comes_twice_the_first_counts() {
        let facts = typed().parse(now(), ZONE).unwrap();
        assert_eq!(facts.noticed_at.to_rfc3339(), "2026-10-25T00:30:00+00:00");
        assert_eq!(facts.lost_at, None, "the day alone is known");
    }

    #[test]
    fn an_empty_form_names_every_field_it_needs() {
        let empty = LossInput {
            what: String::new(),
            how: None,
            lost_on: None,
            lost_time: String::new(),
            noticed_on: None,
            noticed_time: String::new(),
            state: None,
            way_in_with_it: None,
            note: String::new(),
            found_on: None,
        };
        let paths: Vec<String> = refused(&empty).into_iter().map(|(path, _)| path).collect();
        assert_eq!(
            paths,
            [
                "what",
                "how",
                "state",
                "way_in_with_it",
                "noticed_on",
                "noticed_time"
            ]
        );
    }

    #[test]
    fn nobody_notices_a_loss_before_it_happened_or_tomorrow() {
        let with = |change: fn(&mut LossInput)| {
            let mut input = typed();
            change(&mut input);
            refused(&input)
        };
        let one = |path: &str, code| vec![(path.to_owned(), code)];
        assert_eq!(
            with(|input| input.lost_on = day(26)),
            one("noticed_on", IssueCode::EndsBeforeStart)
        );
        assert_eq!(
            with(|input| (input.lost_on, input.lost_time) = (day(25), "12:00".to_owned())),
            one("noticed_time", IssueCode::EndsBeforeStart)
        );
        assert_eq!(
            with(|input| (input.noticed_on, input.noticed_time) = (day(26), "09:01".to_owned())),
            one("noticed_time", IssueCode::InTheFuture)
        );
        assert_eq!(
            with(|input| input.noticed_on = day(27)),
            one("noticed_on", IssueCode::InTheFuture)
        );
        assert_eq!(
            with(|input| (input.lost_on, input.lost_time) = (None, "12:00".to_owned())),
            one("lost_on", IssueCode::Required)
        );
        assert_eq!(
            with(|input| input.found_on = day(24)),
            one("found_on", IssueCode::TooEarly)
        );
        assert_eq!(
            with(|input| input.noticed_time = "half past".to_owned()),
            one("noticed_time", IssueCode::WrongForm)
        );
    }
}
