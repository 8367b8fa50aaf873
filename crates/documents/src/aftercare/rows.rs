//! Setting the timeline's rows: the date at the left, a dashed thread with a stitch at each row, the
//! lines with their marks at the right.

use crate::aftercare::lines::{Advice, Mark, Row, When};
use crate::aftercare::sheet::Measure;
use crate::error::Error;
use crate::font::Weight;
use crate::plan::block::{Align, Block, text};
use crate::plan::shape::{Ink, Shape, Stroke, call_mark, do_mark, do_not_mark};
use crate::wording::plain;

/// One row as a block that is never split.
pub(super) fn row(row: &Row, measure: &Measure, width: f32, first: bool) -> Result<Block, Error> {
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
pub(super) fn mark(kind: Mark, size: f32) -> Block {
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
