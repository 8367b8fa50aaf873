//! Putting the sheet together: roomy where it fits, tighter before it breaks onto a third page.

use crate::aftercare::lines::{Mark, Wording};
use crate::aftercare::{AftercareSheet, help, rows};
use crate::content::{AftercareWords, ClinicClock, aftercare, common};
use crate::error::Error;
use crate::font::Weight;
use crate::plan::Plan;
use crate::plan::block::{Align, Block, Keep, Setting, text};
use crate::plan::flow::Flow;
use crate::plan::furniture::Furniture;
use crate::plan::shape::{Ink, Shape, Stroke};
use crate::style::Style;
use crate::text::Paragraph;
use crate::wording::{Values, plain};

/// Sizes of the sheet's text and white space, in points.
pub(super) struct Measure {
    pub scale: f32,
    pub title: Setting,
    pub heading: Setting,
    pub help_title: Setting,
    pub call: Setting,
    pub date: Setting,
    pub body: Setting,
    pub small: Setting,
    pub mark: f32,
    /// Width of the column of dates; narrow in large print, where a date takes two lines anyway.
    pub dates: f32,
    pub row_pad: f32,
    pub line_gap: f32,
    pub section_gap: f32,
    pub box_pad: f32,
}

impl Measure {
    /// From the roomiest (0.0) to the tightest (1.0). Text never goes under 12 pt (14 pt in large print).
    fn new(style: Style, tightness: f32) -> Self {
        let scale = style.scale();
        let between = |roomy: f32, tight: f32| (roomy + (tight - roomy) * tightness) * scale;
        let set = |size: (f32, f32), leading: (f32, f32)| {
            Setting::new(between(size.0, size.1), between(leading.0, leading.1))
        };
        Self {
            scale,
            title: set((24.0, 20.0), (28.0, 23.5)),
            heading: set((15.0, 14.0), (19.0, 17.0)),
            help_title: set((17.0, 16.0), (21.0, 19.0)),
            call: set((14.5, 13.5), (19.0, 16.5)),
            date: set((13.2, 13.2), (17.2, 16.0)),
            body: set((12.5, 12.0), (16.5, 14.4)),
            small: set((12.0, 12.0), (16.0, 14.4)),
            mark: between(15.5, 14.0),
            dates: if style.large { 136.0 } else { 160.0 },
            row_pad: between(6.2, 2.6),
            line_gap: between(2.2, 0.6),
            section_gap: between(14.0, 8.0),
            box_pad: between(10.0, 5.5),
        }
    }
}

/// How tight to try, roomiest first.
const TIGHTNESS: [f32; 4] = [0.0, 0.25, 0.5, 0.75];

/// The sheet, laid out.
pub(crate) fn plan(sheet: &AftercareSheet, style: Style) -> Result<Plan, Error> {
    let clock = ClinicClock::new(common()?, &sheet.clinic);
    let words = aftercare()?;
    let wording = Wording::new(sheet, words, clock);
    let furniture = Furniture::new(clock, style, Some(&sheet.patient), &sheet.mark)?;
    let (width, height) = (furniture.width, furniture.height);
    let (_, first_pages, tightness) = roomiest(height, style, |measure| {
        first_part(&wording, measure, width, 2)
    })?;
    let mut flow = first_part(
        &wording,
        &Measure::new(style, tightness),
        width,
        first_pages + 1,
    )?;
    let (second, _, _) = roomiest(height, style, |measure| {
        let mut part = Flow::default();
        help::add(&mut part, &wording, measure, width)?;
        Ok(part)
    })?;
    flow.new_page();
    flow.append(second);
    furniture.plan(flow, &words.document)
}

/// The roomiest setting that needs no more pages than the tightest; and how many it needs.
fn roomiest(
    height: f32,
    style: Style,
    set: impl Fn(&Measure) -> Result<Flow, Error>,
) -> Result<(Flow, usize, f32), Error> {
    let fewest = set(&Measure::new(style, 1.0))?;
    let count = fewest.clone().pages(height)?.len();
    for tightness in TIGHTNESS {
        let flow = set(&Measure::new(style, tightness))?;
        if flow.clone().pages(height)?.len() <= count {
            return Ok((flow, count, tightness));
        }
    }
    Ok((fewest, count, 1.0))
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
    let mut block = Block::space(0.0);
    let mut x = 0.0;
    for (kind, name) in [
        (Mark::Do, &words.key_do),
        (Mark::DoNot, &words.key_do_not),
        (Mark::Call, &words.key_call),
    ] {
        let spans = plain(name, Weight::Regular);
        let wide = Paragraph::shape(&spans)?.natural_width(measure.small.size);
        let drop = (measure.small.leading - measure.mark) / 2.0 + 0.4;
        block = block.with(rows::mark(kind, measure.mark), x, drop).with(
            text(&spans, measure.small, wide, Align::Left)?,
            x + measure.mark + 5.0,
            0.0,
        );
        x += measure.mark + 5.0 + wide + 18.0;
    }
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
    let pad = 11.0;
    let spans = Values::new()
        .with("phone", &wording.sheet.clinic.phone)
        .with("help_page", help_page.to_string())
        .spans(&words.worried)?;
    let set = text(&spans, measure.call, width - 2.0 * pad, Align::Left)?;
    let height = set.height + measure.box_pad * 1.1;
    let outline = Shape::rounded(
        (0.8, 0.8),
        (width - 1.6, height - 1.6),
        [7.0; 4],
        None,
        Some(Stroke::solid(Ink::BLACK, 1.6)),
    );
    Ok(Block::shapes(height, vec![outline]).with(set, pad, measure.box_pad * 0.55))
}
