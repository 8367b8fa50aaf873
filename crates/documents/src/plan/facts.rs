//! Labels with values: the grid at the head of a record, and lists inside a box.

use crate::error::Error;
use crate::font::Weight;
use crate::plan::block::{Align, Block, Keep, Setting, running, text};
use crate::plan::flow::{Flow, Frame};
use crate::plan::shape::{Ink, Shape, Stroke};
use crate::text::Span;
use crate::wording::plain;

/// A label with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// What it says.
    pub value: String,
}

impl Fact {
    /// A label with its value.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            value: value.into(),
        }
    }
}

/// White space inside a box, above and below.
const BOX_PAD: f32 = 6.0;

/// White space inside a box, at the sides.
const SIDE_PAD: f32 = 9.5;
/// A value longer than this (in characters) is set as a paragraph below a grid, where it may run over pages.
const LONG: usize = 200;

/// The thin box of a record.
fn frame(width: f32) -> Frame {
    Frame {
        x: 0.0,
        width,
        radius: 6.0,
        stroke: Stroke::solid(Ink::BLACK, 1.0),
    }
}

/// Two facts beside each other per row, in one frame with hairlines. `label` is the width of the label
/// column; 0 puts the label above its value.
///
/// # Errors
/// [`Error::MissingGlyph`] when a character cannot be drawn.
pub fn push_grid(
    flow: &mut Flow,
    facts: &[Fact],
    setting: Setting,
    label: f32,
    width: f32,
    gap: f32,
) -> Result<(), Error> {
    let half = width / 2.0;
    let pad = 8.5;
    let (top, bottom) = if label > 0.0 { (3.0, 3.0) } else { (4.0, 4.5) };
    let cell = |fact: &Fact| -> Result<Block, Error> {
        let value_width = half - 2.0 * pad - label;
        let named = text(
            &plain(&fact.label, Weight::Regular),
            setting.in_ink(Ink::LABEL),
            half - 2.0 * pad,
            Align::Left,
        )?;
        let value = text(
            &plain(&fact.value, Weight::SemiBold),
            setting,
            value_width,
            Align::Left,
        )?;
        Ok(if label > 0.0 {
            named.with(value, label, 0.0)
        } else {
            named.above(value)
        })
    };
    let (long, short): (Vec<&Fact>, Vec<&Fact>) =
        facts.iter().partition(|f| f.value.chars().count() > LONG);
    let mut rows = Vec::new();
    let count = short.chunks(2).len();
    for (i, pair) in short.chunks(2).enumerate() {
        let mut row = Block::space(0.0);
        for (fact, x) in pair.iter().zip([pad, half + pad]) {
            row = row.with(cell(fact)?, x, top);
        }
        let height = row.height + bottom;
        let hairline = Stroke::solid(Ink::HAIRLINE, 0.5);
        let mut lines = vec![Shape::line(
            &[(half, 0.0), (half, height)],
            hairline.clone(),
        )];
        if i + 1 < count {
            lines.push(Shape::line(&[(0.0, height), (width, height)], hairline));
        }
        rows.push(Block::shapes(height, lines).with(row, 0.0, 0.0));
    }
    flow.push_framed(frame(width), gap, rows);
    for fact in long {
        push_paragraphs(
            flow,
            &fact.label,
            &[plain(&fact.value, Weight::Regular)],
            setting,
            width,
            gap,
        )?;
    }
    Ok(())
}

/// A titled box of facts as one block, `width` wide.
///
/// # Errors
/// [`Error::MissingGlyph`] when a character cannot be drawn.
pub fn boxed(
    title: &str,
    facts: &[Fact],
    setting: Setting,
    label: f32,
    width: f32,
) -> Result<Block, Error> {
    let inner = width - 2.0 * SIDE_PAD;
    let mut block = text(
        &plain(title, Weight::Bold),
        setting.scaled(13.5 / 12.0),
        inner,
        Align::Left,
    )?;
    for fact in facts {
        let value_width = if label > 0.0 { inner - label } else { inner };
        let value = text(
            &plain(&fact.value, Weight::SemiBold),
            setting,
            value_width,
            Align::Left,
        )?;
        let named = text(
            &plain(&fact.label, Weight::Regular),
            setting.in_ink(Ink::LABEL),
            label.max(1.0) - 6.0,
            Align::Left,
        );
        let row = if fact.label.is_empty() {
            value
        } else {
            named?.with(value, label, 0.0)
        };
        block = block.above(row.after(1.6));
    }
    let height = block.height + 2.0 * BOX_PAD;
    Ok(Block::shapes(height, vec![outline(width, height)]).with(block, SIDE_PAD, BOX_PAD))
}

/// A titled box of facts across the column, which may run over pages.
///
/// # Errors
/// [`Error::MissingGlyph`] when a character cannot be drawn.
pub fn push_facts(
    flow: &mut Flow,
    title: &str,
    facts: &[Fact],
    setting: Setting,
    label: f32,
    width: f32,
    gap: f32,
) -> Result<(), Error> {
    let inner = width - 2.0 * SIDE_PAD;
    let mut blocks = vec![heading(title, setting, inner)?];
    for fact in facts {
        let x = if fact.label.is_empty() { 0.0 } else { label };
        let value = running(&plain(&fact.value, Weight::SemiBold), setting, inner - x)?;
        for (i, line) in value.into_iter().enumerate() {
            let line = Block {
                keep: line.keep,
                ..Block::space(0.0).with(line, x, 0.0)
            };
            let row = if i == 0 && x > 0.0 {
                line.with(
                    text(
                        &plain(&fact.label, Weight::Regular),
                        setting.in_ink(Ink::LABEL),
                        label - 6.0,
                        Align::Left,
                    )?,
                    0.0,
                    0.0,
                )
            } else {
                line
            };
            blocks.push(row.after(if i == 0 { 1.6 } else { 0.0 }).indented(SIDE_PAD));
        }
    }
    close(flow, blocks, width, gap);
    Ok(())
}

fn heading(title: &str, setting: Setting, width: f32) -> Result<Block, Error> {
    let set = text(
        &plain(title, Weight::Bold),
        setting.scaled(13.5 / 12.0),
        width,
        Align::Left,
    )?;
    Ok(set
        .padded(BOX_PAD, 0.0)
        .indented(SIDE_PAD)
        .keeping(Keep::Must))
}

fn close(flow: &mut Flow, mut blocks: Vec<Block>, width: f32, gap: f32) {
    if let Some(last) = blocks.pop() {
        blocks.push(last.padded(0.0, BOX_PAD));
    }
    flow.push_framed(frame(width), gap, blocks);
}

/// The outline of a box of this size.
fn outline(width: f32, height: f32) -> Shape {
    Shape::rounded(
        (0.5, 0.5),
        (width - 1.0, height - 1.0),
        [6.0; 4],
        None,
        Some(Stroke::solid(Ink::BLACK, 1.0)),
    )
}

/// A titled box of paragraphs that may run over pages.
///
/// # Errors
/// [`Error::MissingGlyph`] when a character cannot be drawn.
pub fn push_paragraphs(
    flow: &mut Flow,
    title: &str,
    paragraphs: &[Vec<Span>],
    setting: Setting,
    width: f32,
    gap: f32,
) -> Result<(), Error> {
    let inner = width - 2.0 * SIDE_PAD;
    let mut blocks = vec![heading(title, setting, inner)?];
    for paragraph in paragraphs {
        for (i, line) in running(paragraph, setting, inner)?.into_iter().enumerate() {
            blocks.push(
                line.after(if i == 0 { 3.0 } else { 0.0 })
                    .indented(SIDE_PAD),
            );
        }
    }
    close(flow, blocks, width, gap);
    Ok(())
}
