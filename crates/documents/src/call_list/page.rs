//! Setting the list: a row for everybody, with room to write down what came of the call.

use crate::call_list::{CallList, CallRow, Reach};
use crate::content::{CallListWords, ClinicClock, call_list, common};
use crate::error::Error;
use crate::font::Weight;
use crate::plan::Plan;
use crate::plan::block::{Align, Keep, Setting, text};
use crate::plan::flow::Flow;
use crate::plan::furniture::Furniture;
use crate::plan::table::{Cells, Columns};
use crate::style::Style;
use crate::wording::{Values, plain};

/// The share of the width that each column has.
const SHARES: [f32; 4] = [0.27, 0.26, 0.22, 0.25];

/// The list, laid out.
pub(crate) fn plan(list: &CallList, style: Style) -> Result<Plan, Error> {
    let clock = ClinicClock::new(common()?, &list.clinic);
    let words = call_list()?;
    let furniture = Furniture::new(clock, style, None, &list.mark)?;
    let width = furniture.width;
    let body = Setting::new(12.0, 15.6).scaled(style.scale());
    let mut flow = Flow::default();
    let title = Setting::new(22.0, 26.0).scaled(style.scale());
    let heading = plain(&words.title, Weight::Bold);
    flow.push(text(&heading, title, width, Align::Left)?.keeping(Keep::Must));
    let lead = Values::new()
        .with("count", list.rows.len().to_string())
        .spans(&words.lead)?;
    flow.push(text(&lead, body, width, Align::Left)?.after(4.0));
    let rows: Vec<Cells> = list
        .rows
        .iter()
        .map(|row| cells(row, words, clock))
        .collect::<Result<_, _>>()?;
    let columns = Columns {
        shares: &SHARES,
        width,
        setting: body,
        least: 0.0,
    };
    if rows.is_empty() {
        let none = plain(&words.none, Weight::Regular);
        flow.push(text(&none, body, width, Align::Left)?.after(10.0));
    } else {
        columns.push(&mut flow, &words.columns, &rows, 10.0)?;
    }
    if list.more > 0 {
        let more = Values::new()
            .with("more", list.more.to_string())
            .spans(&words.more)?;
        flow.push(text(&more, body, width, Align::Left)?.after(8.0));
    }
    let made = Values::new()
        .with("name", &list.printed_by)
        .with("day", clock.day(clock.local(list.printed_at).date_naive())?)
        .with("clock", clock.clock_zoned(list.printed_at))
        .spans(&words.made)?;
    flow.push(text(&made, body, width, Align::Left)?.after(10.0));
    furniture.plan(flow, &words.title)
}

fn cells(row: &CallRow, words: &CallListWords, clock: ClinicClock<'_>) -> Result<Cells, Error> {
    let (from, to) = row.due;
    let values = Values::new()
        .with("born", clock.date(row.born_on)?)
        .with("from", clock.date_before(from, to)?)
        .with("to", clock.date(to)?)
        .with("day", clock.date(row.last_on)?);
    let mut reach = vec![match &row.reach {
        Reach::Phone(number) => number.clone(),
        Reach::NoNumber => words.no_number.clone(),
        Reach::NotByPhone => words.not_by_phone.clone(),
    }];
    if !row.wish.is_empty() {
        reach.push(row.wish.clone());
    }
    let called = match &row.called {
        Some(call) => vec![
            Values::new()
                .with("day", clock.date(call.on)?)
                .with("outcome", &call.outcome)
                .with("name", &call.by)
                .fill(&words.called)?,
        ],
        None => Vec::new(),
    };
    Ok(vec![
        vec![row.name.clone(), values.fill(&words.born)?],
        vec![values.fill(&words.due_from_to)?, values.fill(&words.last)?],
        reach,
        called,
    ])
}
