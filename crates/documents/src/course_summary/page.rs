//! Setting the summary: how the course stands, its sessions as a table, then what is due, what went wrong, and the photos.

use super::lines::Lines;
use super::{CourseStands, CourseSummary};
use crate::content::{ClinicClock, CourseSummaryWords, common, course_summary};
use crate::dated::measure::{Measure, roomiest};
use crate::error::Error;
use crate::font::Weight;
use crate::plan::Plan;
use crate::plan::facts::{Fact, push_grid};
use crate::plan::flow::Flow;
use crate::plan::furniture::Furniture;
use crate::plan::table::Columns;
use crate::prose::Prose;
use crate::style::Style;
use crate::wording::{Values, plain};

/// The share of the width that each column has.
const SHARES: [f32; 3] = [0.24, 0.46, 0.3];

/// The summary, laid out.
pub(crate) fn plan(summary: &CourseSummary, style: Style) -> Result<Plan, Error> {
    let clock = ClinicClock::new(common()?, &summary.clinic);
    let words = course_summary()?;
    let furniture = Furniture::new(clock, style, Some(&summary.patient), &summary.mark)?;
    let (flow, _, _) = roomiest(furniture.height, style, |measure| {
        set(summary, words, clock, measure, furniture.width)
    })?;
    furniture.plan(flow, &words.document)
}

fn set(
    summary: &CourseSummary,
    words: &CourseSummaryWords,
    clock: ClinicClock<'_>,
    measure: &Measure,
    width: f32,
) -> Result<Flow, Error> {
    let lines = Lines { words, clock };
    let mut prose = Prose::new(measure, width);
    prose.title(&words.title)?;
    let who = Values::new()
        .with("name", &summary.patient.name)
        .with("born", clock.date(summary.patient.born_on)?)
        .with("record", &summary.patient.record_number)
        .spans(&words.who)?;
    prose.paragraph(&who)?;
    let facts = facts(summary, words, clock)?;
    push_grid(&mut prose.flow, &facts, measure.small, 0.0, width, 8.0)?;
    if !summary.changes.is_empty() {
        prose.heading(&words.changes_title)?;
        for change in &summary.changes {
            prose.point(&lines.change(change)?)?;
        }
    }
    prose.heading(&words.sessions_title)?;
    if summary.sessions.is_empty() {
        prose.paragraph(&plain(&words.sessions_none, Weight::Regular))?;
    } else {
        let rows = lines.sessions(summary)?;
        let columns = Columns {
            shares: &SHARES,
            width,
            setting: measure.small,
            least: 0.0,
        };
        columns.push(&mut prose.flow, &words.columns, &rows, 4.0)?;
    }
    after(&mut prose, summary, lines)?;
    let at = summary.printed_at;
    let made = Values::new()
        .with("name", &summary.printed_by)
        .with("day", clock.day(clock.local(at).date_naive())?)
        .with("clock", clock.clock_zoned(at))
        .fill(&words.made)?;
    prose.foot(&made)?;
    Ok(prose.flow)
}

fn after(prose: &mut Prose<'_>, summary: &CourseSummary, lines: Lines<'_>) -> Result<(), Error> {
    let words = lines.words;
    if !summary.due.is_empty() {
        let over = summary.stands != CourseStands::GoesOn;
        prose.heading(if over {
            &words.due_maintenance_title
        } else {
            &words.due_title
        })?;
        for due in &summary.due {
            prose.point(&lines.due(due)?)?;
        }
    }
    prose.heading(&words.reactions_title)?;
    if summary.reactions.is_empty() {
        prose.paragraph(&plain(&words.reactions_none, Weight::Regular))?;
    }
    for (facts, outcome) in &summary.reactions {
        prose.point(&lines.reaction(facts, *outcome)?)?;
    }
    prose.heading(&words.photos_title)?;
    if summary.photos.is_empty() {
        return prose.paragraph(&plain(&words.photos_none, Weight::Regular));
    }
    for (day, count) in &summary.photos {
        let said = Values::new()
            .with("day", lines.clock.date(*day)?)
            .with("count", count.to_string())
            .spans(&words.photos)?;
        prose.point(&said)?;
    }
    Ok(())
}

fn facts(
    summary: &CourseSummary,
    words: &CourseSummaryWords,
    clock: ClinicClock<'_>,
) -> Result<Vec<Fact>, Error> {
    let held = &summary.consultation;
    let values = Values::new()
        .with("day", clock.date(held.held_on)?)
        .with("name", &held.consultant)
        .with("role", &held.consultant_role)
        .with("planned", summary.planned.to_string())
        .with("done", summary.done.to_string());
    let mut facts = vec![
        Fact::new(&words.concern, clock.words.indication(held.concern)?),
        Fact::new(&words.consultation, values.fill(&words.consultation_value)?),
        Fact::new(&words.plan, values.fill(&words.plan_value)?),
        Fact::new(
            &words.stands,
            match summary.stands {
                CourseStands::GoesOn => words.goes_on.as_str(),
                CourseStands::Complete => &words.complete,
                CourseStands::ClosedEarly => &words.closed_early,
            },
        ),
    ];
    if !held.hopes.trim().is_empty() {
        facts.push(Fact::new(&words.hopes, held.hopes.trim()));
    }
    Ok(facts)
}
