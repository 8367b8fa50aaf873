//! How the maps are painted: skin, lines, tints by depth, and hatching where nothing was treated.

use crate::error::Error;
use crate::plan::outline::parse;
use crate::plan::shape::{Ink, Shape, Step, Stroke};

pub(super) const SKIN: Ink = Ink::Grey(0.955);
pub(super) const HAIR: Ink = Ink::Grey(0.88);
pub(super) const LINE: Ink = Ink::Grey(0.37);

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

/// The tint of a depth, and the ink of the number on it.
pub(super) fn tint(micrometres: i32) -> (Ink, Ink) {
    let step = usize::try_from((micrometres + 125) / 250)
        .unwrap_or_default()
        .clamp(1, TINTS.len());
    let (hex, dark) = TINTS.get(step - 1).copied().unwrap_or((0xffffff, false));
    (Ink::hex(hex), if dark { Ink::WHITE } else { Ink::BLACK })
}

/// A filled outline.
pub(super) fn filled(path: &str, ink: Ink) -> Result<Shape, Error> {
    Ok(Shape::closed(parse(path)?, Some(ink), None))
}

/// A line.
pub(super) fn stroked(path: &str, ink: Ink, width: f32) -> Result<Shape, Error> {
    Ok(Shape {
        steps: parse(path)?,
        closed: false,
        fill: None,
        stroke: Some(Stroke::round(ink, width)),
        inside: Vec::new(),
    })
}

/// A zone in the tint of its depth, or hatched where nothing was done.
pub(super) fn zone(outline: Vec<Step>, micrometres: Option<i32>) -> Shape {
    let border = Stroke::round(Ink::WHITE, 3.0);
    match micrometres {
        Some(depth) => Shape::closed(outline, Some(tint(depth).0), Some(border)),
        None => Shape {
            inside: hatching(&outline),
            ..Shape::closed(outline, Some(SKIN), Some(border))
        },
    }
}

/// Diagonal lines over an outline's box: not treated, told apart from the palest tint without colour.
pub(super) fn hatching(steps: &[Step]) -> Vec<Shape> {
    let far = (f32::MAX, f32::MIN, f32::MAX, f32::MIN);
    let (left, right, top, bottom) = steps
        .iter()
        .map(Step::end)
        .fold(far, |(l, r, t, b), (x, y)| {
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
