//! What every chapter of the record is written with.

use chrono::{DateTime, NaiveDate, Utc};

use crate::content::{ClinicClock, PatientRecordWords};
use crate::dated::measure::Measure;
use crate::error::Error;
use crate::font::Weight;
use crate::plan::block::{Align, Block, Keep, running, text};
use crate::plan::facts::{Fact, push_grid};
use crate::plan::flow::Flow;
use crate::plan::shape::{Ink, Shape};
use crate::plan::table::{Cells, Columns};
use crate::prose::Prose;
use crate::style::Style;
use crate::text::Span;
use crate::wording::{Values, plain};

/// Chapters in the making.
pub(super) struct Writer<'a> {
    pub words: &'a PatientRecordWords,
    pub clock: ClinicClock<'a>,
    pub style: Style,
    pub prose: Prose<'a>,
    /// The chapters so far, in order.
    pub chapters: Vec<String>,
}

impl<'a> Writer<'a> {
    pub fn new(
        words: &'a PatientRecordWords,
        clock: ClinicClock<'a>,
        style: Style,
        measure: &'a Measure,
        width: f32,
    ) -> Self {
        Self {
            words,
            clock,
            style,
            prose: Prose::new(measure, width),
            chapters: Vec::new(),
        }
    }

    pub fn flow(&mut self) -> &mut Flow {
        &mut self.prose.flow
    }

    /// Begins a chapter, which the contents name.
    pub fn chapter(&mut self, title: &str) -> Result<(), Error> {
        let measure = self.prose.measure;
        let set = text(
            &plain(title, Weight::Bold),
            measure.help_title,
            self.prose.width,
            Align::Left,
        )?;
        let chapter = Some(self.chapters.len());
        self.chapters.push(title.to_owned());
        self.flow().push(Block {
            chapter,
            ..set.after(measure.section_gap * 1.6).keeping(Keep::Must)
        });
        Ok(())
    }

    /// A chapter about something of which there is none.
    pub fn none(&mut self) -> Result<(), Error> {
        self.prose
            .paragraph(&plain(&self.words.none, Weight::Regular))
    }

    /// Begins one entry of a chapter.
    pub fn entry(&mut self, title: &str) -> Result<(), Error> {
        self.prose.heading(title)
    }

    pub fn paragraph(&mut self, spans: &[Span]) -> Result<(), Error> {
        self.prose.paragraph(spans)
    }

    /// A line of a list, after a dot, which may run over pages: what somebody typed can be long.
    pub fn point(&mut self, spans: &[Span]) -> Result<(), Error> {
        let (scale, body) = (self.prose.measure.scale, self.prose.measure.body);
        let indent = 16.0 * scale;
        let dot = Shape::circle(
            (5.0 * scale, body.leading / 2.0 + 0.8),
            2.1 * scale,
            Some(Ink::BLACK),
            None,
        );
        let gap = self.prose.measure.line_gap * 1.5;
        let lines = running(spans, body, self.prose.width - indent)?;
        for (i, line) in lines.into_iter().enumerate() {
            let line = line.indented(indent);
            let set = if i == 0 {
                let dot = Block::shapes(0.0, vec![dot.clone()]);
                Block {
                    keep: line.keep,
                    ..line.with(dot, 0.0, 0.0)
                }
                .after(gap)
            } else {
                line
            };
            self.flow().push(set);
        }
        Ok(())
    }

    /// Labels with values, two by two.
    pub fn facts(&mut self, facts: &[Fact]) -> Result<(), Error> {
        let (setting, width) = (self.prose.measure.small, self.prose.width);
        let mut grid = Flow::default();
        push_grid(&mut grid, facts, setting, 0.0, width, 4.0)?;
        self.flow().append(grid.breakable());
        Ok(())
    }

    /// A table of three columns.
    pub fn table(
        &mut self,
        heads: &[String],
        shares: [f32; 3],
        rows: &[Cells],
    ) -> Result<(), Error> {
        let columns = Columns {
            shares: &shares,
            width: self.prose.width,
            setting: self.prose.measure.small,
            least: 0.0,
        };
        columns.push(&mut self.prose.flow, heads, rows, 4.0)?;
        // What comes after is another matter, and no reason to turn the page.
        self.flow().keep_last(Keep::Free);
        Ok(())
    }

    /// The local date of an instant.
    pub fn on(&self, at: DateTime<Utc>) -> NaiveDate {
        self.clock.local(at).date_naive()
    }

    /// The day and time of an instant, as `{day}` and `{clock}`.
    pub fn at(&self, at: DateTime<Utc>) -> Result<Values, Error> {
        Ok(Values::new()
            .with("day", self.clock.date(self.on(at))?)
            .with("clock", self.clock.clock_zoned(at)))
    }

    /// "14 March 2026, 14:05 GMT".
    pub fn instant(&self, at: DateTime<Utc>) -> Result<String, Error> {
        self.at(at)?.fill(&self.words.instant)
    }

    /// A fingerprint in groups of four, as it is read out.
    pub fn grouped(hash: &str) -> String {
        let groups: Vec<&str> = (0..hash.len())
            .step_by(4)
            .filter_map(|at| hash.get(at..(at + 4).min(hash.len())))
            .collect();
        groups.join(" ")
    }

    pub const fn yes_no(&self, yes: bool) -> &'a str {
        if yes {
            self.words.yes.as_str()
        } else {
            self.words.no.as_str()
        }
    }

    /// An answer that may be missing.
    pub fn answer(&self, answer: Option<bool>) -> &'a str {
        answer.map_or(self.words.not_asked.as_str(), |yes| self.yes_no(yes))
    }
}
