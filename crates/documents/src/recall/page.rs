//! Setting a list: what it is about, how many, then a table whose heading stands on every page.

use super::StockList;
use super::lines::{Cells, Lines};
use crate::content::{ClinicClock, StockListWords, common, recall};
use crate::error::Error;
use crate::font::Weight;
use crate::plan::Plan;
use crate::plan::block::{Align, Block, Keep, Setting, text};
use crate::plan::flow::Flow;
use crate::plan::furniture::Furniture;
use crate::plan::shape::{Ink, Shape, Stroke};
use crate::style::Style;
use crate::wording::{Values, plain};

/// White space between columns.
const GUTTER: f32 = 8.0;

/// A list with everything needed to set it.
struct Page<'a> {
    list: &'a StockList,
    lines: Lines<'a>,
    words: &'a StockListWords,
    width: f32,
    body: Setting,
}

/// The list, laid out.
pub(crate) fn plan(list: &StockList, style: Style) -> Result<Plan, Error> {
    let clock = ClinicClock::new(common()?, &list.clinic);
    let furniture = Furniture::new(clock, style, None, &list.mark)?;
    let words = recall()?;
    let page = Page {
        list,
        lines: Lines { words, clock },
        words: list.rows.words(words),
        width: furniture.width,
        body: Setting::new(12.0, 15.6).scaled(style.scale()),
    };
    let mut flow = Flow::default();
    page.push_head(&mut flow, style.scale())?;
    page.push_rows(&mut flow)?;
    page.push_made(&mut flow)?;
    furniture.plan(flow, &page.words.title)
}

impl Page<'_> {
    fn push_head(&self, flow: &mut Flow, scale: f32) -> Result<(), Error> {
        let (words, clock) = (self.lines.words, &self.lines.clock);
        let title = Setting::new(22.0, 26.0).scaled(scale);
        let heading = plain(&self.words.title, Weight::Bold);
        flow.push(text(&heading, title, self.width, Align::Left)?.keeping(Keep::Must));
        let to = clock.date(self.list.to)?;
        let days = match self.list.from {
            Some(from) => Values::new()
                .with("from", clock.date(from)?)
                .with("to", to)
                .fill(&words.from_to)?,
            None => Values::new().with("to", to).fill(&words.to)?,
        };
        let about = match self.list.about.as_str() {
            "" => days,
            about => Values::new()
                .with("about", about)
                .with("days", days)
                .fill(&words.about)?,
        };
        let (sure, unsure) = self.list.rows.counts();
        let lead = Values::new()
            .with("about", about)
            .with("count", sure.to_string())
            .with("unsure", unsure.to_string())
            .spans(&self.words.lead)?;
        flow.push(text(&lead, self.body, self.width, Align::Left)?.after(4.0));
        Ok(())
    }

    fn push_rows(&self, flow: &mut Flow) -> Result<(), Error> {
        let rows = self.list.rows.cells(&self.lines)?;
        if rows.is_empty() {
            let none = plain(&self.lines.words.none, Weight::Regular);
            flow.push(text(&none, self.body, self.width, Align::Left)?.after(10.0));
            return Ok(());
        }
        let heads: Cells = self
            .words
            .columns
            .iter()
            .map(|head| vec![head.clone()])
            .collect();
        let under = Stroke::solid(Ink::BLACK, 1.2);
        let mut blocks = vec![
            self.ruled(&heads, Weight::SemiBold, under)?
                .keeping(Keep::Must),
        ];
        for cells in &rows {
            let under = Stroke::solid(Ink::HAIRLINE, 0.5);
            blocks.push(self.ruled(cells, Weight::Regular, under)?);
        }
        flow.push_table(blocks, 10.0);
        Ok(())
    }

    /// Cells beside each other, each of one or more paragraphs, over a line.
    fn ruled(&self, cells: &Cells, weight: Weight, under: Stroke) -> Result<Block, Error> {
        let mut row = Block::space(self.body.leading);
        let mut x = 0.0;
        for (cell, share) in cells.iter().zip(self.list.rows.columns()) {
            let column = share * self.width;
            let mut set = Block::space(0.0);
            for paragraph in cell {
                let spans = plain(paragraph, weight);
                set = set.above(text(&spans, self.body, column - GUTTER, Align::Left)?);
            }
            row = row.with(set, x, 0.0);
            x += column;
        }
        let row = row.padded(2.0, 3.0);
        let line = Shape::line(&[(0.0, row.height), (self.width, row.height)], under);
        Ok(row.with(Block::shapes(0.0, vec![line]), 0.0, 0.0))
    }

    fn push_made(&self, flow: &mut Flow) -> Result<(), Error> {
        let (at, clock) = (self.list.printed_at, &self.lines.clock);
        let made = Values::new()
            .with("name", &self.list.printed_by)
            .with("day", clock.day(clock.local(at).date_naive())?)
            .with("clock", clock.clock_zoned(at))
            .spans(&self.lines.words.made)?;
        flow.push(text(&made, self.body, self.width, Align::Left)?.after(10.0));
        Ok(())
    }
}
