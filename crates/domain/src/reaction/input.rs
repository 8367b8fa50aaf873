//! Reading what is typed about a reaction.

use super::{GRADES, ReactionFacts, ReactionKind};
use crate::field;
use crate::ids::SessionId;
use crate::issue::{Issue, IssueCode, Issues};
use crate::zone::{Side, Zone};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use specta::Type;

/// What is typed about a reaction.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct ReactionInput {
    pub kind: Option<ReactionKind>,
    pub words: String,
    pub session: Option<SessionId>,
    pub zones: Vec<(Zone, Side)>,
    pub onset_on: Option<NaiveDate>,
    /// `14:30` on the clinic's clock; empty where only the day is known.
    pub onset_time: String,
    pub grade: Option<u8>,
    pub done: String,
    /// When to look at it again; not asked of a correction.
    pub check_on: Option<NaiveDate>,
}

impl ReactionInput {
    /// # Errors
    /// Every refused field: kind, onset and grade are needed, other needs words, an onset cannot lie ahead.
    pub fn parse(&self, now: DateTime<Utc>, zone: Tz) -> Result<ReactionFacts, Vec<Issue>> {
        let today = crate::time::local_date(now, zone);
        let mut issues = Issues::default();
        let kind = self.kind.unwrap_or_else(|| {
            issues.add("kind", IssueCode::Required);
            ReactionKind::Other
        });
        let text = if self.kind == Some(ReactionKind::Other) {
            field::required_line(&mut issues, "words", &self.words)
        } else {
            field::line(&mut issues, "words", &self.words)
        };
        let onset_on = self.onset_on.unwrap_or_else(|| {
            issues.add("onset_on", IssueCode::Required);
            today
        });
        if onset_on > today {
            issues.add("onset_on", IssueCode::InTheFuture);
        }
        let onset_at = self.onset_at(&mut issues, onset_on, zone);
        if onset_on == today && onset_at.is_some_and(|at| at > now) {
            issues.add("onset_time", IssueCode::InTheFuture);
        }
        let grade = self.grade.unwrap_or_else(|| {
            issues.add("grade", IssueCode::Required);
            *GRADES.start()
        });
        if !GRADES.contains(&grade) {
            let (min, max) = (GRADES.start().to_string(), GRADES.end().to_string());
            issues.add_with(
                "grade",
                IssueCode::OutOfRange,
                &[("min", min), ("max", max)],
            );
        }
        let mut zones = self.zones.clone();
        zones.sort();
        zones.dedup();
        let done = field::note(&mut issues, "done", &self.done);
        issues.or(ReactionFacts {
            kind,
            words: text,
            session: self.session,
            zones,
            onset_on,
            onset_at,
            grade,
            done,
        })
    }

    /// The day to look again, of a reaction that is recorded now.
    ///
    /// # Errors
    /// None given, or one that has passed.
    pub fn parse_check(&self, today: NaiveDate) -> Result<NaiveDate, Vec<Issue>> {
        let mut issues = Issues::default();
        check_day(&mut issues, self.check_on, true, today);
        issues.or(self.check_on.unwrap_or(today))
    }

    fn onset_at(&self, issues: &mut Issues, on: NaiveDate, zone: Tz) -> Option<DateTime<Utc>> {
        let typed = self.onset_time.trim();
        if typed.is_empty() {
            return None;
        }
        let Ok(time) = NaiveTime::parse_from_str(typed, "%H:%M") else {
            let expected = [("expected", "14:30".to_owned())];
            issues.add_with("onset_time", IssueCode::WrongForm, &expected);
            return None;
        };
        // An hour that a clock change leaves out never was; of one that comes twice the first is meant.
        let at = on.and_time(time).and_local_timezone(zone).earliest();
        if at.is_none() {
            issues.add("onset_time", IssueCode::NotAChoice);
        }
        at.map(|at| at.with_timezone(&Utc))
    }
}

/// A text of several lines that must say something.
pub(super) fn words(issues: &mut Issues, path: &str, raw: &str) -> String {
    let text = field::note(issues, path, raw);
    if raw.trim().is_empty() {
        issues.add(path, IssueCode::Required);
    }
    text
}

/// A day to look again: needed while it goes on, and not one that has passed.
pub(super) fn check_day(
    issues: &mut Issues,
    day: Option<NaiveDate>,
    needed: bool,
    today: NaiveDate,
) {
    match day {
        None if needed => issues.add("check_on", IssueCode::Required),
        Some(day) if needed && day < today => {
            issues.add_with(
                "check_on",
                IssueCode::TooEarly,
                &[("min", today.to_string())],
            );
        }
        _ => {}
    }
}
