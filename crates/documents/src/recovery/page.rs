//! Setting the recovery page: the code large enough to read by torchlight, and what to do with it.

use crate::content::{ClinicClock, common, recovery};
use crate::error::Error;
use crate::font::Weight;
use crate::plan::Plan;
use crate::plan::block::{Align, Block, Keep, Setting, text};
use crate::plan::flow::Flow;
use crate::plan::furniture::Furniture;
use crate::plan::shape::{Ink, Shape, Stroke};
use crate::recovery::RecoverySheet;
use crate::style::Style;
use crate::wording::{Values, plain};

/// Groups of the code on one line.
const GROUPS_A_LINE: usize = 3;

/// The page, laid out.
pub(crate) fn plan(sheet: &RecoverySheet, style: Style) -> Result<Plan, Error> {
    let clock = ClinicClock::new(common()?, &sheet.clinic);
    let words = recovery()?;
    let furniture = Furniture::new(clock, style, None, &sheet.mark)?;
    let width = furniture.width;
    let scale = style.scale();
    let body = Setting::new(12.5, 16.5).scaled(scale);
    let heading = Setting::new(15.0, 19.0).scaled(scale);
    let mut flow = Flow::default();
    let title = text(
        &plain(&words.title, Weight::Bold),
        Setting::new(24.0, 28.0).scaled(scale),
        width,
        Align::Left,
    )?;
    flow.push(title.keeping(Keep::Must));
    let made = Values::new()
        .with("name", &sheet.made_for)
        .with("day", clock.day(clock.local(sheet.made_at).date_naive())?)
        .with("clock", clock.clock_zoned(sheet.made_at))
        .fill(&words.made)?;
    flow.push(text(&plain(&made, Weight::Regular), body, width, Align::Left)?.after(2.0));
    flow.push(
        text(
            &plain(&words.lead, Weight::SemiBold),
            body,
            width,
            Align::Left,
        )?
        .after(10.0),
    );
    flow.push(code(sheet, &words.code_title, &words.checksum, style, width)?.after(12.0));
    for (title, lines) in [
        (&words.keep_title, &words.keep),
        (&words.use_title, &words.using),
    ] {
        flow.push(
            text(&plain(title, Weight::Bold), heading, width, Align::Left)?
                .after(10.0)
                .keeping(Keep::Must),
        );
        for (number, line) in (1..).zip(lines) {
            let set = text(
                &plain(line, Weight::Regular),
                body,
                width - 24.0 * scale,
                Align::Left,
            )?;
            let count = text(
                &plain(&number.to_string(), Weight::Bold),
                body,
                20.0 * scale,
                Align::Left,
            )?;
            flow.push(count.with(set, 24.0 * scale, 0.0).after(3.0));
        }
    }
    flow.push(
        text(
            &plain(&words.never_title, Weight::Bold),
            heading,
            width,
            Align::Left,
        )?
        .after(10.0)
        .keeping(Keep::Must),
    );
    flow.push(
        text(
            &plain(&words.never, Weight::Regular),
            body,
            width,
            Align::Left,
        )?
        .after(3.0),
    );
    furniture.plan(flow, &words.document)
}

fn code(
    sheet: &RecoverySheet,
    title: &str,
    checksum: &str,
    style: Style,
    width: f32,
) -> Result<Block, Error> {
    let scale = style.scale();
    let pad = 18.0;
    let inner = width - 2.0 * pad;
    let small = Setting::new(12.0, 16.0).scaled(scale);
    let large = Setting::new(27.0, 35.0).scaled(scale);
    let number = Setting::new(12.0, 35.0).scaled(scale);
    let mut block = text(
        &plain(title, Weight::Bold),
        Setting::new(15.0, 19.0).scaled(scale),
        inner,
        Align::Left,
    )?;
    let lines: Vec<Vec<(usize, &String)>> = sheet
        .groups
        .iter()
        .zip(1..)
        .map(|(g, n)| (n, g))
        .collect::<Vec<_>>()
        .chunks(GROUPS_A_LINE)
        .map(<[_]>::to_vec)
        .collect();
    for line in lines {
        let mut row = Block::space(0.0);
        for ((count, group), column) in line.into_iter().zip([0.0_f32, 1.0, 2.0]) {
            let x = column * inner / 3.0;
            row = row
                .with(
                    text(
                        &plain(&count.to_string(), Weight::Regular),
                        number,
                        20.0,
                        Align::Left,
                    )?,
                    x,
                    1.0,
                )
                .with(
                    text(
                        &plain(group, Weight::Bold),
                        large,
                        inner / 3.0 - 22.0,
                        Align::Left,
                    )?,
                    x + 22.0,
                    0.0,
                );
        }
        block = block.above(row.after(2.0));
    }
    block =
        block.above(text(&plain(checksum, Weight::Regular), small, inner, Align::Left)?.after(4.0));
    let height = block.height + 2.0 * 13.0;
    let outline = Shape::rounded(
        (1.0, 1.0),
        (width - 2.0, height - 2.0),
        [8.0; 4],
        None,
        Some(Stroke::solid(Ink::BLACK, 2.0)),
    );
    Ok(Block::shapes(height, vec![outline]).with(block, pad, 13.0))
}
