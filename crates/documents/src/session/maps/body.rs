//! The body: one half of each view is drawn, the other is its mirror picture.

use std::sync::OnceLock;

use needlebook_domain::zone::{Side, Zone};
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::ink::{self, HAIR, LINE, SKIN};
use super::{MapZone, Picture, depth};
use crate::error::Error;
use crate::plan::outline::{mirrored, parse, ring};
use crate::plan::shape::{Ink, Shape, Step, Stroke};
use crate::session::SessionRecord;

/// Room above a drawing for the words Right and Left, in its units.
const SIDES: f32 = 26.0;
/// Room below a drawing.
const BELOW: f32 = 4.0;

/// Which view of the body.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Name {
    Scalp,
    Front,
    Back,
    Arms,
    Legs,
}

/// A view: halves drawn on the left of the page. Rings begin and end in the middle.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Body {
    view: Name,
    behind: bool,
    skin: Vec<String>,
    ears: Vec<String>,
    under: Vec<String>,
    cloth: Vec<String>,
    zones: Vec<BodyZone>,
    lines: Vec<String>,
    fine: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BodyZone {
    zone: Zone,
    sided: bool,
    at: [f32; 2],
    /// Size of the number on screen; on paper every number is 12 pt.
    #[serde(rename = "size")]
    _size: IgnoredAny,
    half: String,
}

/// Every view, from the head down.
pub(super) fn drawings() -> Result<&'static [Body], Error> {
    static PARSED: OnceLock<Vec<Body>> = OnceLock::new();
    if let Some(body) = PARSED.get() {
        return Ok(body);
    }
    let json = include_str!("../../../content/bodymaps.json");
    let body = serde_json::from_str(json).map_err(|source| Error::Wording {
        file: "bodymaps",
        source,
    })?;
    Ok(PARSED.get_or_init(|| body))
}

/// One view by its place in the file.
pub(super) fn drawing(index: usize) -> Result<&'static Body, Error> {
    drawings()?.get(index).ok_or_else(|| Error::NoWording {
        id: format!("body map {index}"),
    })
}

/// A line and its mirror picture.
fn both(half: &str) -> Result<[Vec<Step>; 2], Error> {
    let half = parse(half)?;
    let other = mirrored(&half);
    Ok([half, other])
}

fn strokes(halves: &[String], stroke: &Stroke) -> Result<Vec<Shape>, Error> {
    let mut shapes = Vec::new();
    for half in halves {
        for steps in both(half)? {
            shapes.push(Shape {
                closed: false,
                ..Shape::closed(steps, None, Some(stroke.clone()))
            });
        }
    }
    Ok(shapes)
}

fn rings(halves: &[String], ink: Ink) -> Result<Vec<Shape>, Error> {
    let ring = |half: &String| Ok(Shape::closed(ring(&parse(half)?), Some(ink), None));
    halves.iter().map(ring).collect()
}

impl BodyZone {
    /// The zone, or the zones of both sides.
    fn read(&self, behind: bool) -> Result<Vec<MapZone>, Error> {
        let [x, y] = self.at;
        let zone = |side: Side, x: f32, outline: Vec<Step>| MapZone {
            zone: self.zone,
            side,
            label_at: (x, y),
            outline,
        };
        if !self.sided {
            return Ok(vec![zone(Side::None, x, ring(&parse(&self.half)?))]);
        }
        let [drawn, other] = both(&self.half)?;
        let (left_of_page, right_of_page) = if behind {
            (Side::Left, Side::Right)
        } else {
            (Side::Right, Side::Left)
        };
        let mirror = 2.0 * (super::LEFT + super::WIDTH / 2.0) - x;
        Ok(vec![
            zone(left_of_page, x, drawn),
            zone(right_of_page, mirror, other),
        ])
    }
}

impl Body {
    pub(super) fn name(&self) -> Name {
        self.view
    }

    pub(super) fn zones(&self) -> impl Iterator<Item = Zone> {
        self.zones.iter().map(|zone| zone.zone)
    }

    /// The view with the depths of a record.
    pub(super) fn picture(&self, record: &SessionRecord) -> Result<Picture, Error> {
        let line = Stroke::round(LINE, 1.7);
        let fold = Stroke::round(Ink::Grey(0.6), 1.2);
        let mut zones = Vec::new();
        for zone in &self.zones {
            zones.extend(zone.read(self.behind)?);
        }
        let mut shapes = rings(&self.skin, SKIN)?;
        let (top, bottom) = reach(&shapes);
        shapes.extend(strokes(&self.under, &line)?);
        for half in &self.ears {
            for ear in both(half)? {
                shapes.push(Shape::closed(ear, Some(SKIN), Some(line.clone())));
            }
        }
        shapes.extend(rings(&self.cloth, HAIR)?);
        for zone in &zones {
            shapes.push(ink::zone(zone.outline.clone(), depth(record, zone)));
        }
        shapes.extend(strokes(&self.fine, &fold)?);
        shapes.extend(strokes(&self.lines, &line)?);
        Ok(Picture {
            top: top - SIDES,
            height: bottom - top + SIDES + BELOW,
            behind: self.behind,
            shapes,
            zones,
        })
    }
}

/// How far up and down shapes reach.
fn reach(shapes: &[Shape]) -> (f32, f32) {
    let steps = shapes.iter().flat_map(|shape| &shape.steps);
    steps.fold((f32::MAX, f32::MIN), |(top, bottom), step| {
        let (_, y) = step.end();
        (top.min(y), bottom.max(y))
    })
}
