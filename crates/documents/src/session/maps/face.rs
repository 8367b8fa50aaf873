//! The face from the front, with the neck below it.

use std::sync::OnceLock;

use needlebook_domain::session::ZoneState;
use needlebook_domain::zone::{Side, Zone};
use serde::Deserialize;

use super::ink::{self, HAIR, LINE, SKIN, filled, stroked};
use super::{MapZone, Picture, depth};
use crate::error::Error;
use crate::plan::outline::parse;
use crate::plan::shape::{Ink, Shape, Stroke};
use crate::session::SessionRecord;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Face {
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

pub(super) fn drawing() -> Result<&'static Face, Error> {
    static PARSED: OnceLock<Face> = OnceLock::new();
    if let Some(face) = PARSED.get() {
        return Ok(face);
    }
    let json = include_str!("../../../content/facezones.json");
    let face = serde_json::from_str(json).map_err(|source| Error::Wording {
        file: "facezones",
        source,
    })?;
    Ok(PARSED.get_or_init(|| face))
}

/// What the map can do without when the neck was not treated.
const SHOULDERS: f32 = 44.0;

fn shows_neck(record: &SessionRecord) -> bool {
    record
        .zones
        .iter()
        .any(|row| row.zone == Zone::Neck && row.state == ZoneState::Done)
}

impl Face {
    pub(super) fn zones(&self) -> impl Iterator<Item = Zone> {
        self.zones.iter().map(|zone| zone.zone)
    }

    /// The face with the depths of a record.
    pub(super) fn picture(&self, record: &SessionRecord) -> Result<Picture, Error> {
        let [_, top, _, whole] = self.view_box;
        let mut zones = self
            .zones
            .iter()
            .map(FaceZone::read)
            .collect::<Result<Vec<_>, _>>()?;
        zones.sort_by_key(|zone| zone.zone != Zone::Neck);
        let mut shapes = background(self)?;
        for zone in &zones {
            shapes.push(ink::zone(zone.outline.clone(), depth(record, zone)));
            if zone.zone == Zone::Neck {
                shapes.extend(behind_face(self)?);
            }
        }
        shapes.extend(features(self)?);
        Ok(Picture {
            top,
            height: if shows_neck(record) {
                whole
            } else {
                whole - SHOULDERS
            },
            behind: false,
            shapes,
            zones,
        })
    }
}

impl FaceZone {
    fn read(&self) -> Result<MapZone, Error> {
        Ok(MapZone {
            zone: self.zone,
            side: self.side,
            label_at: self.label_at.into(),
            outline: parse(&self.outline)?,
        })
    }
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
