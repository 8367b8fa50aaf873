//! A mark that means "I sign": drawn strokes or a typed name. Never a draft: lock, crash or leaving discards it
//! (PRACTICE 22).

use serde::{Deserialize, Serialize};
use specta::Type;

/// One point of a stroke: position in the pad's own units, milliseconds since the first point, pressure 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Point {
    pub x: f32,
    pub y: f32,
    pub t: u32,
    pub pressure: f32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "way", rename_all = "snake_case")]
pub enum Signature {
    Drawn { strokes: Vec<Vec<Point>> },
    Typed { name: String },
}

/// A dot is not a signature: the drawn line must be at least this long, in the pad's units.
const SHORTEST_LINE: f32 = 20.0;
/// A pad held down for an hour is not a signature either.
const MOST_POINTS: usize = 20_000;

impl Signature {
    /// Whether nothing was really drawn or typed.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Typed { name } => !name.chars().any(char::is_alphabetic),
            Self::Drawn { strokes } => {
                let points: usize = strokes.iter().map(Vec::len).sum();
                let length: f32 = strokes.iter().map(|stroke| stroke_length(stroke)).sum();
                // A NaN is no length: it must not read as signed.
                points > MOST_POINTS || !length.is_finite() || length < SHORTEST_LINE
            }
        }
    }
}

fn stroke_length(stroke: &[Point]) -> f32 {
    stroke
        .windows(2)
        .map(|pair| (pair[1].x - pair[0].x).hypot(pair[1].y - pair[0].y))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(to: f32) -> Signature {
        let at = |x| Point {
            x,
            y: 0.0,
            t: 0,
            pressure: 0.5,
        };
        Signature::Drawn {
            strokes: vec![vec![at(0.0), at(to)]],
        }
    }

    #[test]
    fn a_blank_pad_never_counts_as_signed() {
        assert!(
            Signature::Drawn { strokes: vec![] }.is_blank(),
            "nothing was drawn"
        );
        assert!(
            Signature::Drawn {
                strokes: vec![vec![]]
            }
            .is_blank(),
            "a touch without a line"
        );
        assert!(line(2.0).is_blank(), "a dot is not a signature");
        assert!(
            line(f32::NAN).is_blank(),
            "what cannot be measured is not a signature"
        );
        assert!(!line(200.0).is_blank());
    }

    #[test]
    fn a_typed_name_needs_a_letter() {
        assert!(
            Signature::Typed {
                name: "  . ".into()
            }
            .is_blank()
        );
        assert!(
            !Signature::Typed {
                name: "Juniper Hemstitch".into()
            }
            .is_blank()
        );
    }
}
