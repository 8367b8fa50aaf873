//! The rows and lines of the summary, in words.

use needlebook_domain::course_change::{CourseChange, CourseStep};
use needlebook_domain::reaction::{ReactionFacts, ReactionOutcome};

use super::{CourseSummary, DueLine, RegionLine, SessionLine};
use crate::content::{ClinicClock, CourseSummaryWords, reaction};
use crate::error::Error;
use crate::plan::table::Cells;
use crate::text::Span;
use crate::wording::Values;

/// What turns a fact into words.
#[derive(Clone, Copy)]
pub(super) struct Lines<'a> {
    pub words: &'a CourseSummaryWords,
    pub clock: ClinicClock<'a>,
}

impl Lines<'_> {
    /// The rows of the sessions: a line for each region.
    pub fn sessions(self, summary: &CourseSummary) -> Result<Vec<Cells>, Error> {
        let sessions = summary.sessions.iter();
        sessions.map(|session| self.session(session)).collect()
    }

    fn session(self, session: &SessionLine) -> Result<Cells, Error> {
        let number = Values::new()
            .with("number", session.number.to_string())
            .fill(&self.words.session)?;
        let mut done = session
            .regions
            .iter()
            .map(|region| self.region(region))
            .collect::<Result<Vec<_>, _>>()?;
        if done.is_empty() {
            done.push(self.words.no_zone.clone());
        }
        done.extend(session.stopped.then(|| self.words.stopped.clone()));
        let mut by = vec![session.practitioner.clone(), session.device.clone()];
        by.retain(|line| !line.is_empty());
        Ok(vec![vec![number, self.clock.date(session.on)?], done, by])
    }

    /// "Face, 0.5 to 1 mm, passes 2 to 4".
    fn region(self, region: &RegionLine) -> Result<String, Error> {
        let words = self.words;
        let mut parts = vec![words.region(region.region)?.to_owned()];
        if let Some((from, to)) = region.depth_mm {
            let values = Values::new()
                .with("from", millimetres(from))
                .with("to", millimetres(to));
            let one = (from - to).abs() < f64::EPSILON;
            parts.push(values.fill(if one { &words.depth_one } else { &words.depth })?);
        }
        if let Some((from, to)) = region.passes {
            let values = Values::new()
                .with("from", from.to_string())
                .with("to", to.to_string());
            let one = from == to;
            parts.push(values.fill(if one {
                &words.passes_one
            } else {
                &words.passes
            })?);
        }
        Ok(parts.join(&self.clock.words.list_comma))
    }

    pub fn change(self, change: &CourseChange) -> Result<Vec<Span>, Error> {
        let words = self.words;
        let what = match change.step {
            CourseStep::Replanned { planned_sessions } => Values::new()
                .with("planned", planned_sessions.to_string())
                .fill(&words.replanned)?,
            CourseStep::ClosedEarly => words.closed.clone(),
            CourseStep::TakenUpAgain => words.taken_up.clone(),
        };
        let day = self.clock.local(change.at).date_naive();
        Values::new()
            .with("day", self.clock.date(day)?)
            .with("what", what)
            .with("reason", &change.reason)
            .spans(&words.change)
    }

    pub fn due(self, due: &DueLine) -> Result<Vec<Span>, Error> {
        Values::new()
            .with("region", self.words.region(due.region)?)
            .with("from", self.clock.date_before(due.from, due.to)?)
            .with("to", self.clock.date(due.to)?)
            .spans(&self.words.due)
    }

    pub fn reaction(
        self,
        facts: &ReactionFacts,
        outcome: ReactionOutcome,
    ) -> Result<Vec<Span>, Error> {
        let known = reaction()?;
        let on = |pattern: &str, day| {
            Values::new()
                .with("day", self.clock.date(day)?)
                .fill(pattern)
        };
        let outcome = match outcome {
            ReactionOutcome::Open => known.open.clone(),
            ReactionOutcome::Referred => known.referred.clone(),
            ReactionOutcome::Resolved { on: day } => on(&known.resolved, day)?,
            ReactionOutcome::ResolvedWithMarks { on: day } => on(&known.resolved_with_marks, day)?,
        };
        Values::new()
            .with("kind", known.kind(facts.kind)?)
            .with("grade", facts.grade.to_string())
            .with("onset", self.clock.date(facts.onset_on)?)
            .with("outcome", outcome)
            .spans(&self.words.reaction)
    }
}

/// "1.5", "0.75": as deep as it was set.
fn millimetres(depth: f64) -> String {
    depth.to_string()
}
