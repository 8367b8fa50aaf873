//! Outlines written as text: absolute `M x y`, `L x y`, `C a b c d x y`, `Z`, parted by spaces.

use crate::error::Error;
use crate::plan::shape::Step;

/// Reads an outline.
///
/// # Errors
/// [`Error::BrokenOutline`] when it is not in the form above.
pub fn parse(text: &str) -> Result<Vec<Step>, Error> {
    let broken = || Error::BrokenOutline {
        path: text.to_owned(),
    };
    let mut words = text.split_ascii_whitespace();
    let mut steps = Vec::new();
    while let Some(command) = words.next() {
        let mut number = || {
            words
                .next()
                .and_then(|w| w.parse::<f32>().ok())
                .ok_or_else(broken)
        };
        match command {
            "M" => steps.push(Step::Move(number()?, number()?)),
            "L" => steps.push(Step::Line(number()?, number()?)),
            "C" => steps.push(Step::Curve([
                number()?,
                number()?,
                number()?,
                number()?,
                number()?,
                number()?,
            ])),
            "Z" => {}
            _ => return Err(broken()),
        }
    }
    if steps.is_empty() {
        Err(broken())
    } else {
        Ok(steps)
    }
}

/// Twice the middle of the plane that maps are drawn on.
const PLANE: f32 = 400.0;

/// The mirror picture of an outline.
#[must_use]
pub fn mirrored(steps: &[Step]) -> Vec<Step> {
    let flip = |step: &Step| match *step {
        Step::Move(x, y) => Step::Move(PLANE - x, y),
        Step::Line(x, y) => Step::Line(PLANE - x, y),
        Step::Curve([a, b, c, d, x, y]) => Step::Curve([PLANE - a, b, PLANE - c, d, PLANE - x, y]),
    };
    steps.iter().map(flip).collect()
}

/// The ring made of a half, which begins and ends in the middle, and its mirror picture walked back.
#[must_use]
pub fn ring(half: &[Step]) -> Vec<Step> {
    let other = mirrored(half);
    let mut whole = half.to_vec();
    for pair in other.windows(2).rev() {
        let [before, step] = pair else { continue };
        let (x, y) = before.end();
        whole.push(match *step {
            Step::Curve([a, b, c, d, _, _]) => Step::Curve([c, d, a, b, x, y]),
            Step::Move(..) | Step::Line(..) => Step::Line(x, y),
        });
    }
    whole
}
