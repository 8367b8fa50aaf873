//! The dated rows: the date at the left, a dashed thread with a stitch at each row, the lines with their marks at the
//! right.

use crate::dated::measure::Measure;
use crate::error::Error;
use crate::font::Weight;
use crate::plan::block::{Align, Block, text};
use crate::plan::shape::{Ink, Shape, Stroke, call_mark, do_mark, do_not_mark};
use crate::text::{Paragraph, Span};
use crate::wording::plain;

/// What a line asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    Do,
    DoNot,
    Call,
}

/// One line of a row.
pub(crate) struct Advice {
    pub mark: Mark,
    pub text: Vec<Span>,
}

/// When a row holds.
pub(crate) struct When {
    /// "Until", "From", "Before"; empty when the heading says it all.
    pub lead: String,
    /// Set large: a date, or "Every day".
    pub heading: String,
    /// Below: a time, or a remark.
    pub tail: String,
}

/// One row of the timeline.
pub(crate) struct Row {
    pub when: When,
    pub lines: Vec<Advice>,
}

/// The marks with what they mean, beside each other; and where the next thing may stand.
pub(crate) fn key(names: &[(Mark, &str)], measure: &Measure) -> Result<(Block, f32), Error> {
    let mut block = Block::space(0.0);
    let mut x = 0.0;
    for (kind, name) in names {
        let spans = plain(name, Weight::Regular);
        let wide = Paragraph::shape(&spans)?.natural_width(measure.small.size);
        let drop = (measure.small.leading - measure.mark) / 2.0 + 0.4;
        block = block.with(mark(*kind, measure.mark), x, drop).with(
            text(&spans, measure.small, wide, Align::Left)?,
            x + measure.mark + 5.0,
            0.0,
        );
        x += measure.mark + 5.0 + wide + 18.0;
    }
    Ok((block, x))
}

/// A boxed sentence that is seen first: whom to call.
pub(crate) fn call_box(spans: &[Span], measure: &Measure, width: f32) -> Result<Block, Error> {
    let pad = 11.0;
    let set = text(spans, measure.call, width - 2.0 * pad, Align::Left)?;
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

/// One row as a block that is never split.
pub(crate) fn row(row: &Row, measure: &Measure, width: f32, first: bool) -> Result<Block, Error> {
    let left = measure.dates;
    let thread = left + 9.0 * measure.scale;
    let right = thread + 13.0 * measure.scale;
    let pad = measure.row_pad;
    let dates = when(&row.when, measure, left)?;
    let mut lines = Block::space(0.0);
    for (i, line) in row.lines.iter().enumerate() {
        let gap = if i == 0 { 0.0 } else { measure.line_gap };
        lines = lines.above(advice(line, measure, width - right)?.after(gap));
    }
    let content = Block::space(0.0)
        .with(dates, 0.0, pad)
        .with(lines, right, pad);
    let height = content.height + pad;
    let rule = Stroke::solid(
        if first { Ink::BLACK } else { Ink::HAIRLINE },
        if first { 1.2 } else { 0.6 },
    );
    let dash = Stroke {
        dash: vec![4.0, 2.6],
        ..Stroke::solid(Ink::BLACK, 1.5)
    };
    let middle = pad + measure.body.leading / 2.0;
    let stitch = Shape::circle(
        (thread, middle),
        5.0 * measure.scale,
        Some(Ink::WHITE),
        Some(Stroke::solid(Ink::BLACK, 1.6)),
    );
    let drawn = Block::shapes(
        height,
        vec![
            Shape::line(&[(0.0, 0.0), (width, 0.0)], rule),
            Shape::line(&[(thread, 0.0), (thread, height)], dash),
            stitch,
        ],
    );
    Ok(drawn.with(content, 0.0, 0.0))
}

fn when(when: &When, measure: &Measure, width: f32) -> Result<Block, Error> {
    let mut block = Block::space(0.0);
    if !when.lead.is_empty() {
        block = block.above(text(
            &plain(&when.lead, Weight::Regular),
            measure.small,
            width,
            Align::Left,
        )?);
    }
    block = block.above(text(
        &plain(&when.heading, Weight::Bold),
        measure.date,
        width,
        Align::Left,
    )?);
    if !when.tail.is_empty() {
        block = block.above(text(
            &plain(&when.tail, Weight::Regular),
            measure.small,
            width,
            Align::Left,
        )?);
    }
    Ok(block)
}

/// A mark of its kind, `size` wide.
pub(crate) fn mark(kind: Mark, size: f32) -> Block {
    let shapes = match kind {
        Mark::Do => do_mark(size),
        Mark::DoNot => do_not_mark(size),
        Mark::Call => call_mark(size),
    };
    Block::shapes(size, shapes)
}

fn advice(line: &Advice, measure: &Measure, width: f32) -> Result<Block, Error> {
    let size = measure.mark;
    let indent = size + 7.0 * measure.scale;
    let words = text(&line.text, measure.body, width - indent, Align::Left)?;
    let drop = (measure.body.leading - size) / 2.0 + 0.6;
    Ok(Block::space(0.0)
        .with(mark(line.mark, size), 0.0, drop)
        .with(words, indent, 0.0))
}
