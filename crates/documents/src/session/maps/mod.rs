//! The maps on paper: every zone with its depth as a number, Right and Left in black. Tints only repeat
//! what the numbers say.

mod body;
mod face;
mod ink;

use needlebook_domain::session::ZoneState;
use needlebook_domain::zone::{Side, Zone};

use crate::content::{MapViewWords, SessionWords};
use crate::error::Error;
use crate::font::Weight;
use crate::plan::Item;
use crate::plan::block::{Align, Block, Setting, text};
use crate::plan::shape::{Ink, Shape, Step, Stroke};
use crate::session::SessionRecord;
use crate::session::zones::{marks, marks_of, millimetres_brief};
use crate::wording::{Values, plain};

/// Points per unit of the drawing, so that 12 pt numbers fit the smallest zone.
const UNIT: f32 = 0.84;
/// Width of every drawing in its units.
const WIDTH: f32 = 296.0;
/// Left edge of every drawing in its units.
const LEFT: f32 = 52.0;

/// A zone of a map.
struct MapZone {
    zone: Zone,
    side: Side,
    label_at: (f32, f32),
    outline: Vec<Step>,
}

/// A map with the depths of a record, in units of the drawing, ready to set.
struct Picture {
    top: f32,
    height: f32,
    /// Seen from behind: the patient's left is on the left of the page.
    behind: bool,
    shapes: Vec<Shape>,
    zones: Vec<MapZone>,
}

/// A view of the patient that holds a zone of the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    /// The face and the neck.
    Face,
    /// A view of the body, by its place in the file of drawings.
    Body(usize),
}

/// The views to print: those that hold any zone of the record, from the face down.
pub(super) fn views(record: &SessionRecord) -> Result<Vec<View>, Error> {
    let charted = |zone: Zone| record.zones.iter().any(|row| row.zone == zone);
    let face = face::drawing()?.zones().any(charted).then_some(View::Face);
    let body = body::drawings()?.iter().enumerate();
    let body = body.filter(|(_, drawing)| drawing.zones().any(charted));
    Ok(face
        .into_iter()
        .chain(body.map(|(index, _)| View::Body(index)))
        .collect())
}

/// Depth done in a zone of the map in micrometres. A zone charted for both sides at once counts for each.
fn depth(record: &SessionRecord, zone: &MapZone) -> Option<i32> {
    let done = record
        .zones
        .iter()
        .filter(|r| r.state == ZoneState::Done && r.zone == zone.zone);
    done.filter(|r| r.side == zone.side || r.side == Side::None)
        .find_map(|r| r.micrometres())
}

/// The marks that lead from a zone of the map to its reasons.
fn marks_at(record: &SessionRecord, zone: &MapZone) -> String {
    let charted = |side: Side| {
        record
            .zones
            .iter()
            .any(|r| r.state == ZoneState::Done && r.zone == zone.zone && r.side == side)
    };
    let side = if charted(zone.side) {
        zone.side
    } else {
        Side::None
    };
    marks_of(record, zone.zone, side)
}

fn heading(words: &MapViewWords, view: View) -> Result<&str, Error> {
    Ok(match view {
        View::Face => &words.face,
        View::Body(index) => match body::drawing(index)?.name() {
            body::Name::Scalp => &words.scalp,
            body::Name::Front => &words.front,
            body::Name::Back => &words.back,
            body::Name::Arms => &words.arms,
            body::Name::Legs => &words.legs,
        },
    })
}

/// A map under its heading.
pub(super) fn map(
    record: &SessionRecord,
    view: View,
    words: &SessionWords,
    scale: f32,
) -> Result<Block, Error> {
    let picture = match view {
        View::Face => face::drawing()?.picture(record)?,
        View::Body(index) => body::drawing(index)?.picture(record)?,
    };
    let set = Setting::new(13.5, 18.0).scaled(scale);
    let above = plain(heading(&words.map_views, view)?, Weight::Bold);
    let above = text(&above, set, width(scale), Align::Left)?;
    Ok(above.above(drawn(picture, record, words, scale)?.after(3.0)))
}

fn drawn(
    picture: Picture,
    record: &SessionRecord,
    words: &SessionWords,
    scale: f32,
) -> Result<Block, Error> {
    let unit = UNIT * scale;
    let whole = (WIDTH, picture.height);
    let mut frame = Shape::rounded((LEFT, picture.top), whole, [0.0; 4], None, None);
    frame.inside = picture.shapes;
    frame.transform(unit, -LEFT * unit, -picture.top * unit);
    let mut block = Block {
        items: vec![Item::Shape(frame)],
        ..Block::space(picture.height * unit)
    };
    let number = Setting::new(12.0, 14.0).scaled(scale);
    for zone in &picture.zones {
        let Some(micrometres) = depth(record, zone) else {
            continue;
        };
        let (x, y) = zone.label_at;
        let room = 60.0 * scale;
        let label = millimetres_brief(micrometres) + &marks_at(record, zone);
        let set = text(
            &plain(&label, Weight::Bold),
            number.in_ink(ink::tint(micrometres).1),
            room,
            Align::Centre,
        )?;
        block = block.with(
            set,
            (x - LEFT) * unit - room / 2.0,
            (y - picture.top) * unit - 11.0 * scale,
        );
    }
    let (first, second) = if picture.behind {
        (&words.left, &words.right)
    } else {
        (&words.right, &words.left)
    };
    let side = Setting::new(15.0, 18.0).scaled(scale);
    for (word, align) in [(first, Align::Left), (second, Align::Right)] {
        let set = text(&plain(word, Weight::SemiBold), side, WIDTH * unit, align)?;
        block = block.with(set, 0.0, 0.0);
    }
    Ok(block)
}

/// Width of a map in points.
pub(super) fn width(scale: f32) -> f32 {
    WIDTH * UNIT * scale
}

/// The scale of tints below the last map, with its numbers.
pub(super) fn scale_bar(width: f32, scale: f32) -> Result<Block, Error> {
    let steps = [500, 1000, 1500, 2000];
    let cell = width / 4.0;
    let height = 18.0 * scale;
    let mut block = Block::space(height);
    for (i, micrometres) in (0_u8..).zip(steps) {
        let x = f32::from(i) * cell;
        let (fill, ink) = ink::tint(micrometres);
        let frame = Shape::rounded(
            (x, 0.0),
            (cell, height),
            [0.0; 4],
            Some(fill),
            Some(Stroke::solid(Ink::BLACK, 0.5)),
        );
        let setting = Setting::new(12.0, 18.0).scaled(scale).in_ink(ink);
        let label = text(
            &plain(&millimetres_brief(micrometres), Weight::SemiBold),
            setting,
            cell,
            Align::Centre,
        )?;
        block = block
            .with(Block::shapes(0.0, vec![frame]), 0.0, 0.0)
            .with(label, x, 0.0);
    }
    Ok(block)
}

/// What the maps' signs mean: hatching, and the marks beside depths where there are any.
pub(super) fn legend(
    record: &SessionRecord,
    words: &SessionWords,
    width: f32,
    scale: f32,
) -> Result<Block, Error> {
    let setting = Setting::new(12.0, 16.0).scaled(scale);
    let swatch = (26.0 * scale, 12.0 * scale);
    let mut hatched = Shape::rounded(
        (0.0, 0.0),
        swatch,
        [0.0; 4],
        Some(ink::SKIN),
        Some(Stroke::solid(Ink::BLACK, 0.5)),
    );
    hatched.inside = ink::hatching(&hatched.steps);
    let mut said = words.map_not_treated.clone();
    let shown: Vec<String> = marks(&record.reasons)
        .into_iter()
        .filter(|mark| !mark.is_empty())
        .collect();
    if !shown.is_empty() {
        let explained = Values::new()
            .with("marks", shown.join(" "))
            .fill(&words.map_marks)?;
        said = format!("{said}. {explained}");
    }
    let gap = swatch.0 + 6.0;
    let swatch = Block::shapes(0.0, vec![hatched]).padded((setting.leading - swatch.1) / 2.0, 0.0);
    Ok(Block::space(0.0).with(swatch, 0.0, 0.0).with(
        text(
            &plain(&said, Weight::Regular),
            setting,
            width - gap,
            Align::Left,
        )?,
        gap,
        0.0,
    ))
}
