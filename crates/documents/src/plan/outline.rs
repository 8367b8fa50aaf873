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
