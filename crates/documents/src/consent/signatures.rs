//! Signatures on paper: drawn strokes as a vector path, or the typed name.

use needlebook_domain::signature::{Point, Signature};

use crate::content::{ClinicClock, ConsentPrint};
use crate::error::Error;
use crate::font::Weight;
use crate::party::Signed;
use crate::plan::block::{Align, Block, Setting, text};
use crate::plan::shape::{Ink, Shape, Step, Stroke};
use crate::wording::{Values, plain};

/// Height of the space above a signature's line.
const ROOM: f32 = 54.0;

/// A signature on its line, with name and role below.
pub(crate) fn signature_line(
    signed: &Signed,
    words: &ConsentPrint,
    setting: Setting,
    width: f32,
) -> Result<Block, Error> {
    let mut block = Block::space(ROOM);
    match &signed.signature {
        Signature::Drawn { strokes } => {
            block = block.with(
                Block::shapes(0.0, drawn(strokes, width, ROOM - 4.0)),
                0.0,
                0.0,
            );
        }
        Signature::Typed { name } => {
            let large = Setting::new(20.0, 26.0).scaled(setting.size / 12.0);
            let note = text(
                &plain(&words.typed, Weight::Regular),
                setting.in_ink(Ink::LABEL),
                width,
                Align::Left,
            )?;
            block = block.with(
                note.above(text(
                    &plain(name, Weight::Medium),
                    large,
                    width,
                    Align::Left,
                )?),
                0.0,
                0.0,
            );
        }
    }
    let line = Shape::line(
        &[(0.0, block.height), (width, block.height)],
        Stroke::solid(Ink::BLACK, 1.0),
    );
    let values = Values::new()
        .with("name", &signed.name)
        .with("role", &signed.role);
    let who = values.spans(if signed.role.is_empty() {
        &words.signed_by
    } else {
        &words.signed_by_role
    })?;
    Ok(block
        .with(Block::shapes(0.0, vec![line]), 0.0, 0.0)
        .above(text(&who, setting, width, Align::Left)?.after(4.0)))
}

/// The same with the instant.
pub(super) fn signed(
    signed: &Signed,
    words: &ConsentPrint,
    clock: ClinicClock<'_>,
    setting: Setting,
    width: f32,
) -> Result<Block, Error> {
    let when = Values::new()
        .with("day", clock.day(clock.local(signed.at).date_naive())?)
        .with("clock", clock.clock_exact(signed.at))
        .fill(&words.instant)?;
    Ok(signature_line(signed, words, setting, width)?.above(text(
        &plain(&when, Weight::Regular),
        setting,
        width,
        Align::Left,
    )?))
}

/// The strokes, scaled into a box and set down on its lower edge. Never larger than drawn.
fn drawn(strokes: &[Vec<Point>], width: f32, height: f32) -> Vec<Shape> {
    let points = || {
        strokes
            .iter()
            .flatten()
            .filter(|p| p.x.is_finite() && p.y.is_finite())
    };
    let (left, right) = points().fold((f32::MAX, f32::MIN), |(a, b), p| (a.min(p.x), b.max(p.x)));
    let (top, bottom) = points().fold((f32::MAX, f32::MIN), |(a, b), p| (a.min(p.y), b.max(p.y)));
    if left > right || top > bottom {
        return Vec::new();
    }
    let (wide, tall) = ((right - left).max(1.0), (bottom - top).max(1.0));
    let scale = (width / wide).min(height / tall).min(1.0);
    let place = |p: &Point| ((p.x - left) * scale, height - (bottom - p.y) * scale);
    let mut shapes = Vec::new();
    for stroke in strokes {
        let places: Vec<(f32, f32)> = stroke
            .iter()
            .filter(|p| p.x.is_finite() && p.y.is_finite())
            .map(place)
            .collect();
        let (Some(first), Some(last)) = (places.first(), places.last()) else {
            continue;
        };
        let mut steps = vec![Step::Move(first.0, first.1)];
        steps.extend(smooth(&places));
        steps.push(Step::Line(last.0, last.1));
        let pen = Stroke::round(Ink::BLACK, 1.5);
        shapes.push(Shape {
            steps,
            closed: false,
            fill: None,
            stroke: Some(pen),
            inside: Vec::new(),
        });
    }
    shapes
}

/// Curves through the middles between neighbouring points, so that a quick hand leaves no corners.
fn smooth(places: &[(f32, f32)]) -> Vec<Step> {
    let mut from = places.first().copied().unwrap_or_default();
    let mut steps = Vec::new();
    for pair in places.windows(2).skip(1) {
        let ((cx, cy), (nx, ny)) = (pair[0], pair[1]);
        let to = ((cx + nx) / 2.0, (cy + ny) / 2.0);
        let near = |(x, y): (f32, f32)| (x + (cx - x) * 2.0 / 3.0, y + (cy - y) * 2.0 / 3.0);
        let ((ax, ay), (bx, by)) = (near(from), near(to));
        steps.push(Step::Curve([ax, ay, bx, by, to.0, to.1]));
        from = to;
    }
    steps
}
