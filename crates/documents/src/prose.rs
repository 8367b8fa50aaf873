//! Papers in plain words: headings, paragraphs, lists, boxes, and lines to write on.

use crate::dated::measure::Measure;
use crate::dated::rows::call_box;
use crate::error::Error;
use crate::font::Weight;
use crate::plan::block::{Align, Block, Keep, running, text};
use crate::plan::flow::Flow;
use crate::plan::shape::{Ink, Shape, Stroke, tick_box};
use crate::text::{Paragraph, Span};
use crate::wording::plain;

/// Distance between two lines to write on, in points: handwriting needs 9 mm.
const WRITING: f32 = 26.0;

/// The least room to write on beside boxes, in points.
const LEAST_ROOM: f32 = 110.0;

/// Room for the number of a question, in points.
pub(crate) const ASKED_INDENT: f32 = 25.0;

/// A paper in the making.
pub(crate) struct Prose<'a> {
    /// What was set so far.
    pub flow: Flow,
    /// Sizes of text and white space.
    pub measure: &'a Measure,
    /// Width of the column in points.
    pub width: f32,
}

impl<'a> Prose<'a> {
    pub fn new(measure: &'a Measure, width: f32) -> Self {
        Self {
            flow: Flow::default(),
            measure,
            width,
        }
    }

    pub fn title(&mut self, words: &str) -> Result<(), Error> {
        let set = text(
            &plain(words, Weight::Bold),
            self.measure.title,
            self.width,
            Align::Left,
        )?;
        self.flow.push(set.keeping(Keep::Must));
        Ok(())
    }

    /// One that begins a part of the paper; it stays with what follows.
    pub fn heading(&mut self, words: &str) -> Result<(), Error> {
        let set = text(
            &plain(words, Weight::Bold),
            self.measure.heading,
            self.width,
            Align::Left,
        )?;
        let gap = self.measure.section_gap;
        self.flow.push(set.after(gap).keeping(Keep::Must));
        Ok(())
    }

    /// A paragraph, which may run over pages.
    pub fn paragraph(&mut self, spans: &[Span]) -> Result<(), Error> {
        let gap = self.measure.line_gap * 2.0;
        for (i, line) in running(spans, self.measure.body, self.width)?
            .into_iter()
            .enumerate()
        {
            self.flow.push(line.after(if i == 0 { gap } else { 0.0 }));
        }
        Ok(())
    }

    /// Whatever somebody typed: each of its lines is a paragraph.
    pub fn typed(&mut self, words: &str) -> Result<(), Error> {
        for line in words.lines().filter(|line| !line.trim().is_empty()) {
            self.paragraph(&plain(line, Weight::Regular))?;
        }
        Ok(())
    }

    /// A line of a list, after a dot.
    pub fn point(&mut self, spans: &[Span]) -> Result<(), Error> {
        let scale = self.measure.scale;
        let dot = Shape::circle(
            (5.0 * scale, self.measure.body.leading / 2.0 + 0.8),
            2.1 * scale,
            Some(Ink::BLACK),
            None,
        );
        self.listed(Block::shapes(0.0, vec![dot]), spans, 16.0)
    }

    /// A line of a list that counts.
    pub fn step(&mut self, number: usize, spans: &[Span]) -> Result<(), Error> {
        let count = plain(&format!("{number}."), Weight::Bold);
        let indent = 20.0;
        let width = indent * self.measure.scale;
        let set = text(&count, self.measure.body, width, Align::Left)?;
        self.listed(set, spans, indent)
    }

    /// What stands in front, and the line beside it.
    pub fn listed(&mut self, front: Block, spans: &[Span], indent: f32) -> Result<(), Error> {
        let indent = indent * self.measure.scale;
        let set = text(spans, self.measure.body, self.width - indent, Align::Left)?;
        let gap = self.measure.line_gap * 1.5;
        self.flow.push(front.with(set, indent, 0.0).after(gap));
        Ok(())
    }

    /// A boxed sentence that is seen first: whom to call.
    pub fn call_box(&mut self, spans: &[Span]) -> Result<(), Error> {
        let set = call_box(spans, self.measure, self.width)?;
        let gap = self.measure.section_gap;
        self.flow.push(set.after(gap));
        Ok(())
    }

    /// Empty lines to write on.
    pub fn writing_lines(&mut self, count: usize) {
        let height = WRITING * self.measure.scale;
        for i in 0..count {
            let line = self.rule(0.0, height - 1.0);
            let keep = if i + 1 < count {
                Keep::Must
            } else {
                Keep::Free
            };
            self.flow
                .push(Block::shapes(height, vec![line]).keeping(keep));
        }
    }

    /// Words with a line to write on after them.
    pub fn blank(&mut self, words: &str, gap: f32) -> Result<(), Error> {
        let spans = plain(words, Weight::Regular);
        let begin = Paragraph::shape(&spans)?.natural_width(self.measure.body.size) + 6.0;
        let set = text(&spans, self.measure.body, self.width, Align::Left)?;
        let line = self.rule(begin, set.height - 2.5);
        let block = set.with(Block::shapes(0.0, vec![line]), 0.0, 0.0);
        self.flow.push(block.after(gap * self.measure.scale));
        Ok(())
    }

    /// A question that counts, boxes to tick under it, and room to write beside them. Never split.
    pub fn asked(
        &mut self,
        number: usize,
        question: &str,
        choices: &[&str],
        room: &str,
    ) -> Result<(), Error> {
        let (scale, body) = (self.measure.scale, self.measure.body);
        let indent = ASKED_INDENT * scale;
        let count = plain(&format!("{number}."), Weight::Bold);
        let asked = text(
            &plain(question, Weight::SemiBold),
            body,
            self.width - indent,
            Align::Left,
        )?;
        let block = text(&count, body, indent, Align::Left)?.with(asked, indent, 0.0);
        let row = self.ticks(choices, room, self.width - indent)?;
        let gap = self.measure.line_gap * 3.0;
        let row = row.indented(indent).after(4.0 * scale);
        self.flow.push(block.above(row).after(gap));
        Ok(())
    }

    /// An empty box, at the height of a line.
    pub fn tick_box(&self) -> Block {
        let size = self.measure.mark;
        let drop = (self.measure.body.leading - size) / 2.0 + 0.4;
        Block::space(0.0).with(Block::shapes(size, tick_box(size, false)), 0.0, drop)
    }

    /// Boxes to tick, each with its words, over as many lines as they need; and a line to write on after the last.
    pub fn ticks(&self, choices: &[&str], room: &str, width: f32) -> Result<Block, Error> {
        let (scale, body) = (self.measure.scale, self.measure.body);
        let before = self.measure.mark + 5.0 * scale;
        let mut set = Block::space(body.leading);
        let (mut x, mut y) = (0.0, 0.0);
        let natural = |words: &str| -> Result<f32, Error> {
            let spans = plain(words, Weight::Regular);
            Ok(Paragraph::shape(&spans)?.natural_width(body.size))
        };
        for choice in choices {
            let wide = natural(choice)?.min(width - before);
            if x > 0.0 && x + before + wide > width {
                (x, y) = (0.0, y + body.leading + 2.0);
            }
            let words = text(
                &plain(choice, Weight::Regular),
                body,
                wide + 0.5,
                Align::Left,
            )?;
            set = set.with(self.tick_box(), x, y).with(words, x + before, y);
            x += before + wide + 14.0 * scale;
        }
        if room.is_empty() {
            return Ok(set);
        }
        let wide = natural(room)?;
        if x + wide + LEAST_ROOM * scale > width {
            (x, y) = (0.0, y + body.leading + 4.0);
        }
        let words = text(&plain(room, Weight::Regular), body, wide + 0.5, Align::Left)?;
        let under = y + body.leading - 2.5;
        let line = Shape::line(
            &[(x + wide + 5.0, under), (width, under)],
            Stroke::solid(Ink::BLACK, 0.8),
        );
        Ok(set
            .with(words, x, y)
            .with(Block::shapes(0.0, vec![line]), 0.0, 0.0))
    }

    /// Small print at the end.
    pub fn foot(&mut self, words: &str) -> Result<(), Error> {
        let set = text(
            &plain(words, Weight::Regular),
            self.measure.small,
            self.width,
            Align::Left,
        )?;
        let gap = self.measure.section_gap * 0.7;
        self.flow.push(set.after(gap));
        Ok(())
    }

    fn rule(&self, from: f32, y: f32) -> Shape {
        Shape::line(
            &[(from, y), (self.width, y)],
            Stroke::solid(Ink::BLACK, 0.8),
        )
    }
}
