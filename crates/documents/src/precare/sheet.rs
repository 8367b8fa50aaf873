//! Putting the sheet together: dates first, then what to tell us, then whom to call.

use crate::content::{ClinicClock, PrecareWords, common, precare};
use crate::dated::measure::{Measure, roomiest};
use crate::dated::rows::{self as dated, Mark};
use crate::error::Error;
use crate::font::Weight;
use crate::plan::Plan;
use crate::plan::block::{Align, Block, Keep, text};
use crate::plan::flow::Flow;
use crate::plan::furniture::Furniture;
use crate::plan::shape::{Ink, Shape, Stroke};
use crate::precare::{PrecareSheet, rows};
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
    let mut flow = Flow::default();
    let title = plain(&words.title, Weight::Bold);
    flow.push(text(&title, measure.title, width, Align::Left)?.keeping(Keep::Must));
    let who = Values::new()
        .with("name", &sheet.patient.name)
        .with("born", clock.date(sheet.patient.born_on)?)
        .with("day", clock.day(sheet.appointment_on)?)
        .spans(&words.who)?;
    flow.push(text(&who, measure.body, width, Align::Left)?.after(3.0));
    let lead = plain(&words.lead, Weight::Regular);
    flow.push(text(&lead, measure.body, width, Align::Left)?.after(measure.section_gap * 0.5));
    let names = [
        (Mark::Do, words.key_do.as_str()),
        (Mark::DoNot, words.key_do_not.as_str()),
        (Mark::Call, words.key_call.as_str()),
    ];
    let (key, _) = dated::key(&names, measure)?;
    flow.push(key.after(measure.section_gap * 0.6).keeping(Keep::Must));
    for (i, row) in rows::rows(sheet, words, clock)?.iter().enumerate() {
        flow.push(dated::row(row, measure, width, i == 0)?.after(if i == 0 { 5.0 } else { 0.0 }));
    }
    let close = Shape::line(&[(0.0, 0.0), (width, 0.0)], Stroke::solid(Ink::BLACK, 1.2));
    flow.push(Block::shapes(0.0, vec![close]).keeping(Keep::Must));
    tell(&mut flow, words, measure, width)?;
    let call = Values::new()
        .with("phone", &sheet.clinic.phone)
        .spans(&words.call)?;
    flow.push(dated::call_box(&call, measure, width)?.after(measure.section_gap));
    Ok(flow)
}

fn tell(flow: &mut Flow, words: &PrecareWords, measure: &Measure, width: f32) -> Result<(), Error> {
    let heading = plain(&words.tell_title, Weight::Bold);
    flow.push(
        text(&heading, measure.heading, width, Align::Left)?
            .after(measure.section_gap)
            .keeping(Keep::Must),
    );
    let indent = 16.0 * measure.scale;
    for line in &words.tell {
        let spans = plain(line, Weight::Regular);
        let set = text(&spans, measure.body, width - indent, Align::Left)?;
        let dot = Shape::circle(
            (5.0 * measure.scale, measure.body.leading / 2.0 + 0.8),
            2.1 * measure.scale,
            Some(Ink::BLACK),
            None,
        );
        flow.push(
            Block::shapes(0.0, vec![dot])
                .with(set, indent, 0.0)
                .after(measure.line_gap * 1.5),
        );
    }
    let again = plain(&words.again, Weight::Regular);
    flow.push(text(&again, measure.body, width, Align::Left)?.after(measure.line_gap * 3.0));
    Ok(())
}
