//! The session: what is written once, and the grid of zones.

use needlebook_domain::zone::{Side, Zone};

use super::page::Form;
use crate::content::session;
use crate::error::Error;
use crate::font::Weight;
use crate::plan::block::{Align, Block, text};
use crate::plan::flow::Frame;
use crate::plan::shape::{Ink, Shape, Stroke};
use crate::plan::table::{Cells, Columns};
use crate::prose::Prose;
use crate::wording::plain;

/// The share of the width that each column has: zone, concern, depth, passes, pattern, endpoint, pain.
const SHARES: [f32; 7] = [0.22, 0.17, 0.13, 0.13, 0.13, 0.14, 0.08];
/// Height of a row of the grid, in points: handwriting needs 9 mm, in large print too.
const ROW: f32 = 26.0;
/// Room under a label, in points.
const BOX: f32 = 22.0;

pub(super) fn set(form: &Form<'_>, prose: &mut Prose<'_>) -> Result<(), Error> {
    let (words, record) = (form.words, session()?);
    prose.title(&words.session_title)?;
    prose.paragraph(&plain(&words.session_lead, Weight::Regular))?;
    push_boxes(prose, &words.session_facts)?;
    prose.flow.new_page();
    prose.heading(&words.zones_title)?;
    let heads = [
        &record.zone,
        &record.r#for,
        &record.depth,
        &record.passes,
        &record.pattern,
        &record.endpoint,
        &record.pain,
    ]
    .map(Clone::clone);
    let columns = Columns {
        shares: &SHARES,
        width: prose.width,
        setting: prose.measure.small,
        least: ROW,
    };
    for is_facial in [true, false] {
        columns.push(&mut prose.flow, &heads, &rows(form, is_facial)?, 6.0)?;
        prose.paragraph(&plain(&record.legend_darker_skin, Weight::Regular))?;
        let endpoints = record.endpoints.join(", ");
        prose.paragraph(&plain(&endpoints, Weight::Regular))?;
        if is_facial {
            prose.flow.new_page();
        }
    }
    Ok(())
}

/// Boxes to write in, two beside each other, each under what goes into it.
fn push_boxes(prose: &mut Prose<'_>, labels: &[String]) -> Result<(), Error> {
    let (small, width) = (prose.measure.small, prose.width);
    let half = width / 2.0;
    let pad = 8.5;
    let line = Stroke::solid(Ink::HAIRLINE, 0.5);
    let mut rows = Vec::new();
    for pair in labels.chunks(2) {
        let mut row = Block::space(0.0);
        for (label, x) in pair.iter().zip([pad, half + pad]) {
            let spans = plain(label, Weight::Regular);
            row = row.with(text(&spans, small, half - 2.0 * pad, Align::Left)?, x, 3.0);
        }
        let height = row.height + BOX;
        let lines = vec![
            Shape::line(&[(half, 0.0), (half, height)], line.clone()),
            Shape::line(&[(0.0, height), (width, height)], line.clone()),
        ];
        rows.push(Block::shapes(height, lines).with(row, 0.0, 0.0));
    }
    let frame = Frame {
        x: 0.0,
        width,
        radius: 6.0,
        stroke: Stroke::solid(Ink::BLACK, 1.0),
    };
    prose.flow.push_framed(frame, 8.0, rows);
    Ok(())
}

/// Zones in the middle of the body: they have one row.
const MIDDLE: [Zone; 10] = [
    Zone::Forehead,
    Zone::Glabella,
    Zone::Nose,
    Zone::Perioral,
    Zone::Chin,
    Zone::Neck,
    Zone::Decolletage,
    Zone::Scalp,
    Zone::Abdomen,
    Zone::Back,
];

fn sides(zone: Zone) -> &'static [Side] {
    if MIDDLE.contains(&zone) {
        &[Side::None]
    } else {
        &[Side::Right, Side::Left]
    }
}

/// The zones of the face or of the body, those with two sides twice.
fn rows(form: &Form<'_>, is_facial: bool) -> Result<Vec<Cells>, Error> {
    let mut rows = Vec::new();
    let zones = Zone::ALL.into_iter();
    for zone in zones.filter(|zone| zone.is_facial() == is_facial) {
        for &side in sides(zone) {
            let mut cells: Cells = vec![vec![form.clock.words.zone(zone, side)?]];
            cells.resize(SHARES.len(), Vec::new());
            rows.push(cells);
        }
    }
    Ok(rows)
}
