//! Putting the sheet together: roomy where it fits, tighter before it breaks onto a third page.

use crate::SheetLanguage;
use crate::aftercare::lines::Wording;
use crate::aftercare::{AftercareSheet, help};
use crate::content::{AftercareWords, ClinicClock, aftercare, common_in};
use crate::dated::measure::{Measure, roomiest};
use crate::dated::rows::{self, Mark};
use crate::error::Error;
use crate::font::Weight;
use crate::plan::Plan;
use crate::plan::block::{Align, Block, Keep, text};
use crate::plan::flow::Flow;
use crate::plan::furniture::Furniture;
use crate::plan::shape::{Ink, Shape, Stroke};
use crate::style::Style;
use crate::wording::{Values, plain};

/// The sheet, laid out: in its language, then in the approved one where nobody reviewed the translation.
pub(crate) fn plan(sheet: &AftercareSheet, style: Style) -> Result<Plan, Error> {
    let mut plan = plan_in(sheet, sheet.language, style)?;
    if !sheet.language.is_reviewed() {
        let approved = plan_in(sheet, SheetLanguage::En, style)?;
        plan.pages.extend(approved.pages);
    }
    Ok(plan)
}

fn plan_in(sheet: &AftercareSheet, language: SheetLanguage, style: Style) -> Result<Plan, Error> {
    let clock = ClinicClock::new(common_in(language)?, &sheet.clinic);
    let words = aftercare(language)?;
    let wording = Wording::new(sheet, words, clock);
    let furniture = Furniture::new(clock, style, Some(&sheet.patient), &sheet.mark)?;
    let (width, height) = (furniture.width, furniture.height);
    let orders = [NextVisitStands::AfterHelp, NextVisitStands::AfterDates]
        .map(|stands| ordered(&wording, style, (width, height), stands));
    let [help_first, dates_first] = orders;
    let (help_first, dates_first) = (help_first?, dates_first?);
    // The window of the next visit fills what the dates left of their last page, where that saves a page.
    let saves = dates_first.used(height)?.len() < help_first.used(height)?.len();
    let flow = if saves { dates_first } else { help_first };
    furniture.plan(flow, &words.document)
}

/// Where the next visit and the change to expect stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NextVisitStands {
    AfterHelp,
    AfterDates,
}

fn ordered(
    wording: &Wording<'_>,
    style: Style,
    (width, height): (f32, f32),
    stands: NextVisitStands,
) -> Result<Flow, Error> {
    let first = |measure: &Measure, help_page: usize| {
        let mut part = first_part(wording, measure, width, help_page)?;
        if stands == NextVisitStands::AfterDates {
            help::add_next(&mut part, wording, measure, width)?;
        }
        Ok(part)
    };
    let (_, pages, tightness) = roomiest(height, style, |measure| first(measure, 2))?;
    let mut flow = first(&Measure::new(style, tightness), pages + 1)?;
    let (second, _, _) = roomiest(height, style, |measure| {
        let mut part = Flow::default();
        help::add_red_flags(&mut part, wording, measure, width)?;
        if stands == NextVisitStands::AfterHelp {
            help::add_next(&mut part, wording, measure, width)?;
        }
        help::add_foot(&mut part, wording, measure, width)?;
        Ok(part)
    })?;
    flow.new_page();
    flow.append(second);
    Ok(flow)
}

fn first_part(
    wording: &Wording<'_>,
    measure: &Measure,
    width: f32,
    help_page: usize,
) -> Result<Flow, Error> {
    let (words, sheet, clock) = (wording.words, wording.sheet, wording.clock);
    let end = sheet.timeline.session_end.at();
    let mut flow = Flow::default();
    flow.push(
        text(
            &plain(&words.title, Weight::Bold),
            measure.title,
            width,
            Align::Left,
        )?
        .keeping(Keep::Must),
    );
    if !clock.words.not_reviewed.is_empty() {
        let said = plain(&clock.words.not_reviewed, Weight::Bold);
        flow.push(
            text(&said, measure.body, width, Align::Left)?
                .after(3.0)
                .keeping(Keep::Must),
        );
    }
    let who = Values::new()
        .with("name", &sheet.patient.name)
        .with("born", clock.date(sheet.patient.born_on)?)
        .with("areas", wording.areas())
        .with("visit", clock.words.visit(sheet.visit)?)
        .with("practitioner", &sheet.practitioner.name)
        .with("role", &sheet.practitioner.role)
        .with("day", clock.day(sheet.timeline.session_end.date())?)
        .with("time", clock.time(end, wording.names_zone)?)
        .spans(&words.who)?;
    flow.push(text(&who, measure.body, width, Align::Left)?.after(3.0));
    flow.push(expect(wording, measure, width)?.after(measure.section_gap * 0.5));
    flow.push(
        key(wording, measure, width)?
            .after(measure.section_gap * 0.6)
            .keeping(Keep::Must),
    );
    for (i, row) in wording.rows()?.iter().enumerate() {
        flow.push(rows::row(row, measure, width, i == 0)?.after(if i == 0 { 5.0 } else { 0.0 }));
    }
    let close = Shape::line(&[(0.0, 0.0), (width, 0.0)], Stroke::solid(Ink::BLACK, 1.2));
    flow.push(Block::shapes(0.0, vec![close]).keeping(Keep::Must));
    flow.push(worried(wording, words, measure, width, help_page)?.after(measure.section_gap * 0.6));
    Ok(flow)
}

fn expect(wording: &Wording<'_>, measure: &Measure, width: f32) -> Result<Block, Error> {
    let words = wording.words;
    let indent = 14.0;
    let redness_to = wording.instant_with_year(wording.sheet.timeline.redness_usual_to.at())?;
    let lines = Values::new()
        .with("redness_to", redness_to)
        .spans(&words.expect)?;
    let block = text(
        &plain(&words.expect_title, Weight::Bold),
        measure.heading,
        width - indent,
        Align::Left,
    )?
    .above(text(&lines, measure.body, width - indent, Align::Left)?);
    let height = block.height;
    let bar = Shape::line(&[(1.5, 0.0), (1.5, height)], Stroke::solid(Ink::BLACK, 3.0));
    Ok(Block::shapes(height, vec![bar]).with(block, indent, 0.0))
}

fn key(wording: &Wording<'_>, measure: &Measure, width: f32) -> Result<Block, Error> {
    let words = wording.words;
    let clock = wording.clock;
    let names = [
        (Mark::Do, words.key_do.as_str()),
        (Mark::DoNot, words.key_do_not.as_str()),
        (Mark::Call, words.key_call.as_str()),
    ];
    let (block, x) = rows::key(&names, measure)?;
    let timeline = &wording.sheet.timeline;
    let (before, after) = (
        clock.zone_name(timeline.session_end.at()),
        clock.zone_name(timeline.call_if_red_at.at()),
    );
    let values = Values::new()
        .with("place", wording.sheet.clinic.zone.replace('_', " "))
        .with("zones", clock.words.list(&[before.clone(), after]))
        .with("zone", before);
    let times = values.spans(if wording.names_zone {
        &words.times_change
    } else {
        &words.times_in
    })?;
    Ok(block.with(
        text(&times, measure.small, width - x, Align::Right)?,
        x,
        0.0,
    ))
}

fn worried(
    wording: &Wording<'_>,
    words: &AftercareWords,
    measure: &Measure,
    width: f32,
    help_page: usize,
) -> Result<Block, Error> {
    let spans = Values::new()
        .with("phone", &wording.sheet.clinic.phone)
        .with("help_page", help_page.to_string())
        .spans(&words.worried)?;
    rows::call_box(&spans, measure, width)
}
