//! Consultations with their courses, and what the screenings found.

use needlebook_domain::course_change::{CourseChange, CourseStep};
use needlebook_domain::rule::RuleId;
use needlebook_domain::screening::{Finding, Outcome};

use super::writer::Writer;
use super::{PatientRecord, ScreeningLine};
use crate::content::{course_summary, said_to_patient, session, word};
use crate::error::Error;
use crate::font::Weight;
use crate::text::Span;
use crate::wording::{Values, plain};

/// What was planned, and what was decided about it later.
pub(super) fn push_courses(to: &mut Writer<'_>, record: &PatientRecord) -> Result<(), Error> {
    let words = &to.words.course;
    to.chapter(&to.words.courses_title)?;
    if record.courses.is_empty() {
        return to.none();
    }
    for course in &record.courses {
        let held = &course.consultation;
        let values = Values::new()
            .with("day", to.clock.date(held.held_on)?)
            .with("concern", to.clock.words.indication(held.concern)?)
            .with("name", &held.consultant)
            .with("role", &held.consultant_role)
            .with("planned", held.planned_sessions.to_string())
            .with("hopes", held.hopes.trim());
        to.entry(&values.fill(&words.heading)?)?;
        to.paragraph(&values.spans(&words.held)?)?;
        if !held.hopes.trim().is_empty() {
            to.paragraph(&values.spans(&words.hopes)?)?;
        }
        for (change, by) in &course.changes {
            let said = change_spans(to, change, by)?;
            to.point(&said)?;
        }
    }
    Ok(())
}

fn change_spans(to: &Writer<'_>, change: &CourseChange, by: &str) -> Result<Vec<Span>, Error> {
    let said = course_summary()?;
    let what = match change.step {
        CourseStep::Replanned { planned_sessions } => Values::new()
            .with("planned", planned_sessions.to_string())
            .fill(&said.replanned)?,
        CourseStep::ClosedEarly => said.closed.clone(),
        CourseStep::TakenUpAgain => said.taken_up.clone(),
    };
    to.at(change.at)?
        .with("what", what)
        .with("reason", &change.reason)
        .with("by", by)
        .spans(&to.words.course.change)
}

/// What was found each time, and how it was decided.
pub(super) fn push(to: &mut Writer<'_>, record: &PatientRecord) -> Result<(), Error> {
    to.chapter(&to.words.screenings_title)?;
    if record.screenings.is_empty() {
        return to.none();
    }
    to.paragraph(&plain(&to.words.screening.lead, Weight::Regular))?;
    for screening in &record.screenings {
        push_one(to, screening)?;
    }
    Ok(())
}

fn push_one(to: &mut Writer<'_>, screening: &ScreeningLine) -> Result<(), Error> {
    let words = &to.words.screening;
    let outcome = word(
        &session()?.outcomes,
        screening.judgement.outcome.id().to_owned(),
    )?;
    let heading = Values::new()
        .with("day", to.clock.date(screening.for_on)?)
        .with("outcome", outcome);
    to.entry(&heading.fill(&words.heading)?)?;
    let signed = to
        .at(screening.signed_at)?
        .with("name", &screening.signed_by)
        .with("rules", &screening.rules);
    to.paragraph(&signed.spans(&words.signed)?)?;
    if screening.judgement.findings.is_empty() {
        to.paragraph(&plain(&words.nothing, Weight::Regular))?;
    }
    for finding in &screening.judgement.findings {
        let said = finding_spans(to, finding)?;
        to.point(&said)?;
    }
    for settled in &screening.settled {
        let said = to
            .at(settled.at)?
            .with("title", title(to, settled.rule)?)
            .with("reason", &settled.reason)
            .with("by", &settled.by)
            .spans(&words.settled)?;
        to.point(&said)?;
    }
    Ok(())
}

fn finding_spans(to: &Writer<'_>, finding: &Finding) -> Result<Vec<Span>, Error> {
    let words = &to.words.screening;
    let values = Values::new().with("title", title(to, finding.rule)?).with(
        "outcome",
        word(&to.words.findings, finding.outcome.id().to_owned())?,
    );
    let Some(day) = finding.until else {
        return values.spans(&words.finding);
    };
    // A wait that is over is named with the day it was over.
    let is_over = finding.outcome == Outcome::Clear;
    values.with("until", to.clock.date(day)?).spans(if is_over {
        &words.finding_over
    } else {
        &words.finding_until
    })
}

/// What the rule is called; what was asked in private is named on no paper (PRACTICE 27).
fn title<'a>(to: &Writer<'a>, rule: RuleId) -> Result<&'a str, Error> {
    let private = to.words.screening.private.as_str();
    Ok(said_to_patient(rule)?.title.unwrap_or(private))
}
