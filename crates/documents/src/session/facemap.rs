//! The face map on paper: every zone with its depth as a number, Right and Left in black. Tints only
//! repeat what the numbers say.

use std::sync::OnceLock;

use needlebook_domain::session::ZoneState;
use needlebook_domain::zone::{Side, Zone};
use serde::Deserialize;

use crate::content::SessionWords;
use crate::error::Error;
use crate::font::Weight;
use crate::plan::Item;
use crate::plan::block::{Align, Block, Setting, text};
use crate::plan::outline::parse;
use crate::plan::shape::{Ink, Shape, Step, Stroke};
use crate::session::SessionRecord;
use crate::session::zones::{marks, marks_of, millimetres_brief};
use crate::wording::{Values, plain};

/// Points per unit of the drawing, so that 12 pt numbers fit the smallest zone.
const UNIT: f32 = 0.84;
const SKIN: Ink = Ink::Grey(0.955);
const HAIR: Ink = Ink::Grey(0.88);
const LINE: Ink = Ink::Grey(0.37);

/// Tints by quarter of a millimetre, 0.25 to 2.0, and whether white reads better on them.
const TINTS: [(u32, bool); 8] = [
    (0xf9e7ef, false),
    (0xf3d2e0, false),
    (0xebbbd0, false),
    (0xdea1be, false),
    (0xce86ab, false),
    (0x9a4e7a, true),
    (0x7b3661, true),
    (0x542145, true),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Face {
    view_box: [f32; 4],
    skin: String,
    lids: [String; 2],
    lips: String,
    hair: String,
    ears: [String; 2],
    neck_lines: [String; 2],
    lashes: [String; 2],
    creases: [String; 2],
    brows: [String; 2],
    nostrils: [String; 2],
    mouth: String,
    zones: Vec<FaceZone>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FaceZone {
    zone: Zone,
    side: Side,
    label_at: [f32; 2],
    outline: String,
}

fn face() -> Result<&'static Face, Error> {
    static PARSED: OnceLock<Face> = OnceLock::new();
    if let Some(face) = PARSED.get() {
        return Ok(face);
    }
    let json = include_str!("../../content/facezones.json");
    let face = serde_json::from_str(json).map_err(|source| Error::Wording {
        file: "facezones",
        source,
    })?;
    Ok(PARSED.get_or_init(|| face))
}

/// Whether any zone of the record lies on the map.
pub(super) fn shows(record: &SessionRecord) -> Result<bool, Error> {
    let face = face()?;
    Ok(record
        .zones
        .iter()
        .any(|row| face.zones.iter().any(|z| z.zone == row.zone)))
}

/// What the map can do without when the neck was not treated.
const SHOULDERS: f32 = 44.0;

fn shows_neck(record: &SessionRecord) -> bool {
    record
        .zones
        .iter()
        .any(|row| row.zone == Zone::Neck && row.state == ZoneState::Done)
}

/// Depth done in a zone of the map in micrometres. A zone charted for both sides at once counts for each.
fn depth(record: &SessionRecord, zone: &FaceZone) -> Option<i32> {
    let done = record
        .zones
        .iter()
        .filter(|r| r.state == ZoneState::Done && r.zone == zone.zone);
    done.filter(|r| r.side == zone.side || r.side == Side::None)
        .find_map(|r| r.micrometres())
}

/// The marks that lead from a zone of the map to its reasons.
fn marks_at(record: &SessionRecord, zone: &FaceZone) -> String {
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

fn tint(micrometres: i32) -> (Ink, Ink) {
    let step = usize::try_from((micrometres + 125) / 250)
        .unwrap_or_default()
        .clamp(1, TINTS.len());
    let (hex, dark) = TINTS.get(step - 1).copied().unwrap_or((0xffffff, false));
    (Ink::hex(hex), if dark { Ink::WHITE } else { Ink::BLACK })
}

/// The map with its heading.
pub(super) fn map(
    record: &SessionRecord,
    words: &SessionWords,
    scale: f32,
) -> Result<Block, Error> {
    let face = face()?;
    let [left, top, width, whole] = face.view_box;
    let height = if shows_neck(record) {
        whole
    } else {
        whole - SHOULDERS
    };
    let unit = UNIT * scale;
    let mut shapes = background(face)?;
    let mut neck_first: Vec<&FaceZone> = face.zones.iter().collect();
    neck_first.sort_by_key(|z| z.zone != Zone::Neck);
    for zone in neck_first {
        shapes.push(zone_shape(zone, depth(record, zone))?);
        if zone.zone == Zone::Neck {
            shapes.extend(behind_face(face)?);
        }
    }
    shapes.extend(features(face)?);
    let mut picture = Shape::rounded((left, top), (width, height), [0.0; 4], None, None);
    picture.inside = shapes;
    picture.transform(unit, -left * unit, -top * unit);
    let mut block = Block {
        items: vec![Item::Shape(picture)],
        ..Block::space(height * unit)
    };
    let number = Setting::new(12.0, 14.0).scaled(scale);
    for zone in &face.zones {
        let Some(micrometres) = depth(record, zone) else {
            continue;
        };
        let [x, y] = zone.label_at;
        let room = 60.0 * scale;
        let depth = millimetres_brief(micrometres);
        let label = format!("{depth}{}", marks_at(record, zone));
        let set = text(
            &plain(&label, Weight::Bold),
            number.in_ink(tint(micrometres).1),
            room,
            Align::Centre,
        )?;
        block = block.with(
            set,
            (x - left) * unit - room / 2.0,
            (y - top) * unit - 11.0 * scale,
        );
    }
    let side = Setting::new(15.0, 18.0).scaled(scale);
    let whole = width * unit;
    Ok(block
        .with(
            text(
                &plain(&words.right, Weight::SemiBold),
                side,
                whole,
                Align::Left,
            )?,
            0.0,
            0.0,
        )
        .with(
            text(
                &plain(&words.left, Weight::SemiBold),
                side,
                whole,
                Align::Right,
            )?,
            0.0,
            0.0,
        ))
}

/// Width of the map in points.
pub(super) fn width(scale: f32) -> Result<f32, Error> {
    Ok(face()?.view_box[2] * UNIT * scale)
}

fn filled(path: &str, ink: Ink) -> Result<Shape, Error> {
    Ok(Shape::closed(parse(path)?, Some(ink), None))
}

fn stroked(path: &str, ink: Ink, width: f32) -> Result<Shape, Error> {
    Ok(Shape {
        steps: parse(path)?,
        closed: false,
        fill: None,
        stroke: Some(Stroke::round(ink, width)),
        inside: Vec::new(),
    })
}

fn background(face: &Face) -> Result<Vec<Shape>, Error> {
    let mut shapes = vec![filled(&face.hair, HAIR)?];
    for ear in &face.ears {
        shapes.push(Shape::closed(
            parse(ear)?,
            Some(SKIN),
            Some(Stroke::round(LINE, 1.7)),
        ));
    }
    Ok(shapes)
}

/// What lies over the neck and under the face's zones.
fn behind_face(face: &Face) -> Result<Vec<Shape>, Error> {
    let mut shapes = Vec::new();
    for line in &face.neck_lines {
        shapes.push(stroked(line, LINE, 1.7)?);
    }
    shapes.push(Shape::closed(
        parse(&face.skin)?,
        Some(Ink::WHITE),
        Some(Stroke::round(Ink::WHITE, 6.0)),
    ));
    Ok(shapes)
}

fn zone_shape(zone: &FaceZone, micrometres: Option<i32>) -> Result<Shape, Error> {
    let steps = parse(&zone.outline)?;
    let border = Stroke::round(Ink::WHITE, 3.0);
    Ok(match micrometres {
        Some(depth) => Shape::closed(steps, Some(tint(depth).0), Some(border)),
        None => {
            let inside = hatching(&steps);
            Shape {
                inside,
                ..Shape::closed(steps, Some(SKIN), Some(border))
            }
        }
    })
}

/// Diagonal lines over an outline's box: not treated, told apart from the palest tint without colour.
fn hatching(steps: &[Step]) -> Vec<Shape> {
    let ends = |step: &Step| match *step {
        Step::Move(x, y) | Step::Line(x, y) | Step::Curve([_, _, _, _, x, y]) => (x, y),
    };
    let far = (f32::MAX, f32::MIN, f32::MAX, f32::MIN);
    let (left, right, top, bottom) = steps.iter().map(ends).fold(far, |(l, r, t, b), (x, y)| {
        (l.min(x), r.max(x), t.min(y), b.max(y))
    });
    // Curves may reach past their ends; the clip cuts what is too much.
    let (left, right, top, bottom) = (left - 20.0, right + 20.0, top - 20.0, bottom + 20.0);
    let pitch = 9.9;
    let tall = bottom - top;
    let mut lines = Vec::new();
    let mut x = ((left - tall) / pitch).floor() * pitch;
    while x < right {
        lines.push(Shape::line(
            &[(x, bottom), (x + tall, top)],
            Stroke::solid(Ink::Grey(0.78), 1.1),
        ));
        x += pitch;
    }
    lines
}

fn features(face: &Face) -> Result<Vec<Shape>, Error> {
    let mut shapes = Vec::new();
    for lid in &face.lids {
        let dashed = Stroke {
            dash: vec![3.0, 3.4],
            ..Stroke::solid(LINE, 1.1)
        };
        shapes.push(Shape::closed(parse(lid)?, Some(SKIN), Some(dashed)));
    }
    shapes.push(stroked(&face.skin, LINE, 1.7)?);
    for brow in &face.brows {
        shapes.push(stroked(brow, Ink::Grey(0.55), 5.5)?);
    }
    for lash in &face.lashes {
        shapes.push(stroked(lash, LINE, 2.9)?);
    }
    for crease in &face.creases {
        shapes.push(stroked(crease, Ink::Grey(0.6), 1.2)?);
    }
    for nostril in &face.nostrils {
        shapes.push(stroked(nostril, LINE, 1.7)?);
    }
    shapes.push(Shape::closed(
        parse(&face.lips)?,
        Some(SKIN),
        Some(Stroke::round(LINE, 1.7)),
    ));
    shapes.push(stroked(&face.mouth, LINE, 1.7)?);
    Ok(shapes)
}

/// The scale of tints below the map, with its numbers.
pub(super) fn scale_bar(width: f32, scale: f32) -> Result<Block, Error> {
    let steps = [500, 1000, 1500, 2000];
    let cell = width / 4.0;
    let height = 18.0 * scale;
    let mut block = Block::space(height);
    for (i, micrometres) in (0_u8..).zip(steps) {
        let x = f32::from(i) * cell;
        let (fill, ink) = tint(micrometres);
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

/// What the map's signs mean: hatching, and the marks beside depths where there are any.
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
        Some(SKIN),
        Some(Stroke::solid(Ink::BLACK, 0.5)),
    );
    hatched.inside = hatching(&hatched.steps);
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
