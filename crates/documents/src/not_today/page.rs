//! Setting the sheet. What is said stands in the words of the screening: the same sentence that was spoken.

use needlebook_domain::rule::RuleId;
use needlebook_domain::screening::{Finding, Outcome, Reason};

use crate::content::{ClinicClock, NotTodayWords, common, not_today, said_to_patient};
use crate::dated::measure::{Measure, roomiest};
use crate::error::Error;
use crate::font::Weight;
use crate::not_today::NotToday;
use crate::plan::Plan;
use crate::plan::flow::Flow;
use crate::plan::furniture::Furniture;
use crate::prose::Prose;
use crate::style::Style;
use crate::text::Span;
use crate::wording::{Values, plain};

/// Rules that a doctor's written answer lifts (PRACTICE 45).
const ASK_A_DOCTOR: [RuleId; 3] = [RuleId::R03, RuleId::R23, RuleId::R24];
/// Rules that healing lifts.
const HEALS: [RuleId; 6] = [
    RuleId::R07,
    RuleId::R08,
    RuleId::R14,
    RuleId::R21,
    RuleId::R34,
    RuleId::R37,
];

/// The sheet, laid out.
pub(crate) fn plan(sheet: &NotToday, style: Style) -> Result<Plan, Error> {
    let clock = ClinicClock::new(common()?, &sheet.clinic);
    let words = not_today()?;
    let furniture = Furniture::new(clock, style, Some(&sheet.patient), &sheet.mark)?;
    let (flow, _, _) = roomiest(furniture.height, style, |measure| {
        set(sheet, words, clock, measure, furniture.width)
    })?;
    furniture.plan(flow, &words.document)
}

/// What forbids a session.
fn stops(sheet: &NotToday) -> impl Iterator<Item = &Finding> {
    let findings = sheet.judgement.findings.iter();
    findings.filter(|finding| finding.outcome >= Outcome::Defer)
}

fn set(
    sheet: &NotToday,
    words: &NotTodayWords,
    clock: ClinicClock<'_>,
    measure: &Measure,
    width: f32,
) -> Result<Flow, Error> {
    let mut prose = Prose::new(measure, width);
    prose.title(&words.title)?;
    let who = Values::new()
        .with("name", &sheet.patient.name)
        .with("born", clock.date(sheet.patient.born_on)?)
        .with("day", clock.day(sheet.asked_on)?)
        .with("practitioner", &sheet.practitioner.name)
        .with("role", &sheet.practitioner.role)
        .spans(&words.who)?;
    prose.paragraph(&who)?;
    prose.paragraph(&plain(&words.lead, Weight::Regular))?;
    prose.call_box(&earliest(sheet, words, clock)?)?;
    prose.heading(&words.why_title)?;
    for finding in stops(sheet) {
        prose.point(&why(finding, words, clock)?)?;
    }
    prose.heading(&words.until_title)?;
    for line in until(sheet, words) {
        prose.point(&plain(line, Weight::Regular))?;
    }
    prose.paragraph(&plain(&words.again, Weight::Regular))?;
    let lines = Values::new()
        .with("phone", &sheet.clinic.phone)
        .with("line", sheet.clinic.closed_line())
        .with("emergency", &sheet.clinic.emergency_line);
    prose.call_box(&lines.spans(&words.call)?)?;
    prose.paragraph(&lines.spans(&words.closed)?)?;
    prose.foot(&clock.approval(sheet.approved_by.as_ref())?)?;
    Ok(prose.flow)
}

fn earliest(
    sheet: &NotToday,
    words: &NotTodayWords,
    clock: ClinicClock<'_>,
) -> Result<Vec<Span>, Error> {
    let earliest = &words.earliest;
    let judged = &sheet.judgement;
    match judged.eligible_from {
        _ if judged.outcome == Outcome::Absolute => Values::new().spans(&earliest.stopped),
        Some(day) => Values::new()
            .with("day", clock.day(day)?)
            .spans(&earliest.dated),
        None => Values::new().spans(&earliest.undated),
    }
}

fn why(
    finding: &Finding,
    words: &NotTodayWords,
    clock: ClinicClock<'_>,
) -> Result<Vec<Span>, Error> {
    let said = said_to_patient(finding.rule)?;
    let is_private = said.title.is_none();
    let pattern = match (finding.reason, finding.until) {
        (_, None) if is_private => &words.private,
        (_, Some(_)) if is_private => &words.private_until,
        (Reason::NotKnown | Reason::DateNotKnown, _) => &words.find_out,
        (Reason::StillUsing, _) if finding.rule == RuleId::R01 => &words.still_prescribed,
        (Reason::StillUsing, _) => &words.still_using,
        (_, None) => &words.why,
        (_, Some(_)) => &words.why_until,
    };
    let mut values = Values::new()
        .with("say", said.say)
        .with("title", said.title.unwrap_or_default());
    if let Some(day) = finding.until {
        values = values.with("day", clock.day(day)?);
    }
    values.spans(pattern)
}

/// What to do now: never to leave a medicine that a doctor gave.
fn until<'a>(sheet: &NotToday, words: &'a NotTodayWords) -> Vec<&'a str> {
    let until = &words.until;
    let any = |of: &[RuleId]| {
        stops(sheet).any(|finding| finding.until.is_none() && of.contains(&finding.rule))
    };
    let dated = sheet.judgement.eligible_from.is_some();
    let mut lines = vec![until.medicine.as_str()];
    if any(&ASK_A_DOCTOR) {
        lines.push(&until.ask_doctor);
    }
    if any(&HEALS) {
        lines.push(&until.healed);
    }
    if dated && sheet.judgement.outcome == Outcome::Defer {
        lines.push(&until.not_again);
    }
    lines.extend([until.no_roller.as_str(), until.no_sun.as_str()]);
    lines
}
