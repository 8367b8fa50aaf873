//! The sheet's second part: when to get help, the next visit, what change to expect.

use crate::aftercare::NextVisit;
use crate::aftercare::lines::Wording;
use crate::dated::measure::Measure;
use crate::error::Error;
use crate::font::Weight;
use crate::plan::block::{Align, Block, Keep, Setting, text};
use crate::plan::flow::{Flow, Frame};
use crate::plan::shape::{Ink, Shape, Stroke};
use crate::text::Span;
use crate::wording::{Values, plain};

/// Width of the red-flag box's rule in points.
const RED_FLAG_RULE: f32 = 3.0;
const RADIUS: f32 = 8.0;
const PAD: f32 = 15.0;
/// White space at the sides of the two boxes below.
const NARROW_PAD: f32 = 12.0;

/// Adds the red-flag box.
pub(super) fn add_red_flags(
    flow: &mut Flow,
    wording: &Wording<'_>,
    measure: &Measure,
    width: f32,
) -> Result<(), Error> {
    let frame = Frame {
        x: 0.0,
        width,
        radius: RADIUS,
        stroke: Stroke::solid(Ink::BLACK, RED_FLAG_RULE),
    };
    flow.push_framed(frame, 0.0, red_flags(wording, measure, width)?);
    Ok(())
}

/// Adds the next visit and the change to expect.
pub(super) fn add_next(
    flow: &mut Flow,
    wording: &Wording<'_>,
    measure: &Measure,
    width: f32,
) -> Result<(), Error> {
    flow.extend(next_and_change(wording, measure, width)?);
    Ok(())
}

/// Adds the last lines: keep this sheet, and who approved it.
pub(super) fn add_foot(
    flow: &mut Flow,
    wording: &Wording<'_>,
    measure: &Measure,
    width: f32,
) -> Result<(), Error> {
    let set = |words: &str, setting: Setting| {
        text(&plain(words, Weight::Regular), setting, width, Align::Left)
    };
    let approval = wording.clock.approval(wording.sheet.approved_by.as_ref())?;
    let foot = set(&wording.words.keep, measure.body)?
        .above(set(&approval, measure.small)?.after(measure.line_gap));
    flow.push(foot.after(measure.section_gap * 0.7));
    Ok(())
}

fn red_flags(wording: &Wording<'_>, measure: &Measure, width: f32) -> Result<Vec<Block>, Error> {
    let words = wording.words;
    let (same_day, emergency) = (&words.same_day, &words.emergency);
    let phone = &wording.sheet.clinic.phone;
    let values = Values::new()
        .with("phone", phone)
        .with("emergency", &wording.sheet.clinic.emergency_line)
        .with(
            "call_at",
            wording.instant_with_year(wording.sheet.timeline.call_if_red_at.at())?,
        )
        .with("line", wording.sheet.clinic.closed_line());
    let face = wording.treated_face();
    let mut blocks = vec![title(&words.help_title, measure, width)?];
    let inner = width - 2.0 * PAD;
    let heading = |wording: &str, gap: f32| -> Result<Block, Error> {
        let spans = plain(&values.fill(wording)?, Weight::Bold);
        Ok(text(&spans, measure.call, inner, Align::Left)?
            .indented(PAD)
            .after(gap)
            .keeping(Keep::Must))
    };
    let sentence = |wording: &str| -> Result<Block, Error> {
        Ok(
            text(&values.spans(wording)?, measure.body, inner, Align::Left)?
                .indented(PAD)
                .after(measure.line_gap * 2.5),
        )
    };
    blocks.push(heading(&words.call_same_day, measure.box_pad)?);
    let mut signs = vec![&same_day.sore, &same_day.pus];
    if face {
        signs.push(&same_day.cold_sore);
    }
    signs.extend([&same_day.still_red, &same_day.bumps, &same_day.patches]);
    for sign in signs {
        blocks.push(bullet(&values.spans(sign)?, measure, inner)?);
    }
    if !wording.sheet.clinic.closed_line().is_empty() {
        blocks.push(sentence(&words.closed)?);
    }
    blocks.push(rule(measure, inner));
    blocks.push(heading(&words.call_emergency, measure.box_pad * 0.7)?);
    let mut signs = vec![&emergency.allergy];
    if face {
        signs.extend([&emergency.eye, &emergency.eyelid]);
    }
    signs.push(&emergency.fever);
    if wording.sheet.numbing_used {
        signs.push(&emergency.numbing);
    }
    for sign in signs {
        blocks.push(bullet(&values.spans(sign)?, measure, inner)?);
    }
    blocks.push(rule(measure, inner));
    blocks.push(sentence(&words.weak_immune)?.padded(0.0, measure.box_pad));
    Ok(blocks)
}

/// White on black across the box: the one thing seen from across a room.
fn title(words: &str, measure: &Measure, width: f32) -> Result<Block, Error> {
    let setting = measure.help_title.in_ink(Ink::WHITE);
    let set = text(
        &plain(words, Weight::Bold),
        setting,
        width - 2.0 * PAD,
        Align::Left,
    )?;
    let height = set.height + 13.0;
    let band = Shape::rounded(
        (0.0, 0.0),
        (width, height),
        [RADIUS, RADIUS, 0.0, 0.0],
        Some(Ink::BLACK),
        None,
    );
    Ok(Block::shapes(height, vec![band])
        .with(set, PAD, 6.5)
        .keeping(Keep::Must))
}

fn bullet(spans: &[Span], measure: &Measure, width: f32) -> Result<Block, Error> {
    let indent = 16.0 * measure.scale;
    let set = text(spans, measure.body, width - indent, Align::Left)?;
    let dot = Shape::circle(
        (5.0 * measure.scale, measure.body.leading / 2.0 + 0.8),
        2.1 * measure.scale,
        Some(Ink::BLACK),
        None,
    );
    Ok(Block::shapes(0.0, vec![dot])
        .with(set, indent, 0.0)
        .indented(PAD)
        .after(measure.line_gap))
}

fn rule(measure: &Measure, width: f32) -> Block {
    let line = Shape::line(
        &[(PAD, 0.0), (PAD + width, 0.0)],
        Stroke::solid(Ink::BLACK, 0.8),
    );
    Block::shapes(0.0, vec![line])
        .after(measure.box_pad * 0.7)
        .keeping(Keep::Must)
}

/// Beside each other, or below each other in large print.
fn next_and_change(
    wording: &Wording<'_>,
    measure: &Measure,
    width: f32,
) -> Result<Vec<Block>, Error> {
    let gap = 14.0;
    let beside = measure.scale <= 1.0;
    let box_width = if beside { (width - gap) / 2.0 } else { width };
    let inner = box_width - 2.0 * NARROW_PAD;
    let next = next(wording, measure, inner)?;
    let change = change(wording, measure, inner)?;
    let tallest = next.height.max(change.height);
    let boxed = |content: Block, height: f32| {
        let height = height + 2.0 * measure.box_pad;
        let outline = Shape::rounded(
            (0.6, 0.6),
            (box_width - 1.2, height - 1.2),
            [RADIUS; 4],
            None,
            Some(Stroke::solid(Ink::BLACK, 1.2)),
        );
        Block::shapes(height, vec![outline]).with(content, NARROW_PAD, measure.box_pad)
    };
    if beside {
        let pair = boxed(next, tallest).with(boxed(change, tallest), box_width + gap, 0.0);
        return Ok(vec![pair.after(measure.section_gap)]);
    }
    let (next_height, change_height) = (next.height, change.height);
    let set = [boxed(next, next_height), boxed(change, change_height)];
    Ok(set.map(|block| block.after(measure.section_gap)).to_vec())
}

fn next(wording: &Wording<'_>, measure: &Measure, width: f32) -> Result<Block, Error> {
    let (words, clock) = (wording.words, wording.clock);
    let t = &wording.sheet.timeline;
    let (title, window, (from, to), advice) = match wording.sheet.next {
        NextVisit::Due { .. } => (
            &words.next_title,
            &words.next_window,
            (t.next_visit_from, t.next_visit_to),
            &words.next_any_day,
        ),
        NextVisit::CourseComplete { from, to } => (
            &words.complete_title,
            &words.complete_window,
            (from, to),
            &words.complete_advice,
        ),
    };
    let dates = Values::new()
        .with("from", clock.day(from)?)
        .with("to", clock.day(to)?)
        .fill(window)?;
    let block = text(
        &plain(title, Weight::Bold),
        measure.heading,
        width,
        Align::Left,
    )?
    .above(
        text(
            &plain(&dates, Weight::Bold),
            measure.date,
            width,
            Align::Left,
        )?
        .after(2.0),
    )
    .above(
        text(
            &plain(advice, Weight::Regular),
            measure.body,
            width,
            Align::Left,
        )?
        .after(4.0),
    );
    match wording.sheet.next {
        NextVisit::Due {
            booked_at: Some(at),
        } => {
            let booked = Values::new()
                .with("booked", wording.instant_with_year(at)?)
                .spans(&words.booked_for)?;
            Ok(block.above(text(&booked, measure.body, width, Align::Left)?.after(5.0)))
        }
        NextVisit::Due { booked_at: None } => {
            Ok(block.above(blank(&words.booked_blank, measure, width)?.after(5.0)))
        }
        NextVisit::CourseComplete { .. } => Ok(block),
    }
}

/// Words with a line to write on.
fn blank(words: &str, measure: &Measure, width: f32) -> Result<Block, Error> {
    let spans = plain(words, Weight::Regular);
    let start = crate::text::Paragraph::shape(&spans)?.natural_width(measure.body.size) + 6.0;
    let line = Shape::line(
        &[
            (start, measure.body.leading - 3.0),
            (width, measure.body.leading - 3.0),
        ],
        Stroke::solid(Ink::BLACK, 0.8),
    );
    Ok(text(&spans, measure.body, width, Align::Left)?.with(
        Block::shapes(0.0, vec![line]),
        0.0,
        0.0,
    ))
}

fn change(wording: &Wording<'_>, measure: &Measure, width: f32) -> Result<Block, Error> {
    let (words, t) = (wording.words, &wording.sheet.timeline);
    let see = &words.see;
    let clock = wording.clock;
    let values = Values::new()
        .with(
            "from",
            clock.date_before(t.first_change_from, t.first_change_to)?,
        )
        .with("to", clock.date(t.first_change_to)?)
        .with("until", clock.date(t.improves_until)?)
        .with("about", clock.date(t.collagen_peak_about)?);
    let rows = [
        (&see.glow_when, &see.glow),
        (&see.change_when, &see.change),
        (&see.improves_when, &see.improves),
        (&see.collagen_when, &see.collagen),
    ];
    let mut block = text(
        &plain(&words.see_title, Weight::Bold),
        measure.heading,
        width,
        Align::Left,
    )?;
    let column = width - 112.0 * measure.scale;
    let set = |words: &str, weight: Weight, setting: Setting, width: f32| {
        text(&plain(words, weight), setting, width, Align::Left)
    };
    for (when, what) in rows {
        let row = set(
            &values.fill(when)?,
            Weight::Bold,
            measure.small,
            column - 4.0,
        )?
        .with(
            set(what, Weight::Regular, measure.small, width - column)?,
            column,
            0.0,
        );
        block = block.above(row.after(3.0));
    }
    let note = match wording.sheet.next {
        NextVisit::Due { .. } => &words.see_note,
        NextVisit::CourseComplete { .. } => &words.see_note_complete,
    };
    Ok(block.above(set(note, Weight::Regular, measure.small, width)?.after(4.0)))
}
