//! The layout plan: plain data between what a document says and the PDF that is written.
//!
//! Points throughout, y growing downwards from the top of the page.

pub mod block;
pub mod facts;
pub mod flow;
pub mod furniture;
pub mod outline;
pub mod shape;

use crate::text::GlyphRun;
pub use shape::{Ink, Shape};

/// A whole document, laid out.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Width and height of every page.
    pub size: (f32, f32),
    /// The file's title: the kind of document and its number, never a person's name.
    pub title: String,
    /// Language tag, such as "en".
    pub language: String,
    /// Pages in order.
    pub pages: Vec<Vec<Item>>,
    /// The clinic's logo, when any page shows it.
    pub logo_png: Option<Vec<u8>>,
}

/// Something at a place on a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// Glyphs on a baseline.
    Text {
        /// Left end of the run.
        x: f32,
        /// Baseline.
        y: f32,
        /// The glyphs.
        run: GlyphRun,
        /// Their colour.
        ink: Ink,
    },
    /// A drawn shape.
    Shape(Shape),
    /// The clinic's logo in a box of this size, kept in proportion.
    Logo {
        /// Left edge.
        x: f32,
        /// Top edge.
        y: f32,
        /// Width of the box.
        width: f32,
        /// Height of the box.
        height: f32,
    },
}

impl Item {
    /// The same item, moved.
    #[must_use]
    pub fn moved(mut self, dx: f32, dy: f32) -> Self {
        match &mut self {
            Self::Text { x, y, .. } | Self::Logo { x, y, .. } => {
                *x += dx;
                *y += dy;
            }
            Self::Shape(shape) => shape.shift(dx, dy),
        }
        self
    }
}
