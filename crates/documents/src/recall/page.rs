//! Setting a list: what it is about, how many, then a table whose heading stands on every page.

use super::StockList;
use super::lines::Lines;
use crate::content::{ClinicClock, StockListWords, common, recall};
use crate::error::Error;
use crate::font::Weight;
use crate::plan::Plan;
use crate::plan::block::{Align, Keep, Setting, text};
use crate::plan::flow::Flow;
use crate::plan::furniture::Furniture;
use crate::plan::table::Columns;
use crate::style::Style;
use crate::wording::{Values, plain};

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
        let columns = Columns {
            shares: self.list.rows.columns(),
            width: self.width,
            setting: self.body,
            least: 0.0,
        };
        columns.push(flow, &self.words.columns, &rows, 10.0)
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
