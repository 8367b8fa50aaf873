//! Putting the sheet together: dates first, then what to tell us, then whom to call.

use crate::content::{ClinicClock, PrecareWords, common, precare};
use crate::dated::measure::{Measure, roomiest};
use crate::dated::rows::{self as dated, Mark};
use crate::error::Error;
use crate::font::Weight;
use crate::plan::Plan;
use crate::plan::block::{Block, Keep};
use crate::plan::flow::Flow;
use crate::plan::furniture::Furniture;
use crate::plan::shape::{Ink, Shape, Stroke};
use crate::precare::{PrecareSheet, rows};
use crate::prose::Prose;
use crate::style::Style;
use crate::wording::{Values, plain};

/// The sheet, laid out.
pub(crate) fn plan(sheet: &PrecareSheet, style: Style) -> Result<Plan, Error> {
    let clock = ClinicClock::new(common()?, &sheet.clinic);
    let words = precare()?;
    let furniture = Furniture::new(clock, style, Some(&sheet.patient), &sheet.mark)?;
    let (flow, _, _) = roomiest(furniture.height, style, |measure| {
        set(sheet, words, clock, measure, furniture.width)
    })?;
    furniture.plan(flow, &words.document)
}

fn set(
    sheet: &PrecareSheet,
    words: &PrecareWords,
    clock: ClinicClock<'_>,
    measure: &Measure,
    width: f32,
) -> Result<Flow, Error> {
    let mut prose = Prose::new(measure, width);
    prose.title(&words.title)?;
    let who = Values::new()
        .with("name", &sheet.patient.name)
        .with("born", clock.date(sheet.patient.born_on)?)
        .with("day", clock.day(sheet.appointment_on)?)
        .spans(&words.who)?;
    prose.paragraph(&who)?;
    prose.paragraph(&plain(&words.lead, Weight::Regular))?;
    let names = [
        (Mark::Do, words.key_do.as_str()),
        (Mark::DoNot, words.key_do_not.as_str()),
        (Mark::Call, words.key_call.as_str()),
    ];
    let (key, _) = dated::key(&names, measure)?;
    let key = key.after(measure.section_gap * 0.6);
    prose.flow.push(key.keeping(Keep::Must));
    for (i, row) in rows::rows(sheet, words, clock)?.iter().enumerate() {
        let gap = if i == 0 { 5.0 } else { 0.0 };
        let row = dated::row(row, measure, width, i == 0)?;
        prose.flow.push(row.after(gap));
    }
    let close = Shape::line(&[(0.0, 0.0), (width, 0.0)], Stroke::solid(Ink::BLACK, 1.2));
    prose
        .flow
        .push(Block::shapes(0.0, vec![close]).keeping(Keep::Must));
    prose.heading(&words.tell_title)?;
    for line in &words.tell {
        prose.point(&plain(line, Weight::Regular))?;
    }
    prose.paragraph(&plain(&words.again, Weight::Regular))?;
    let call = Values::new()
        .with("phone", &sheet.clinic.phone)
        .spans(&words.call)?;
    prose.call_box(&call)?;
    Ok(prose.flow)
}
