//! Photographs on a page: a JPEG goes into the file as it is, never decoded or encoded again.

use crate::plan::Item;
use crate::plan::block::Block;

/// A photograph in colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// A JPEG of three colours, upright.
    pub jpeg: Vec<u8>,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// It shows its sides exchanged and is turned back where it is drawn.
    pub mirrored: bool,
}

impl Picture {
    /// The largest size in proportion inside a box, in points.
    #[must_use]
    #[allow(
        clippy::cast_precision_loss,
        reason = "a picture is far smaller than 2^24 pixels a side"
    )]
    pub(crate) fn fitted(&self, (width, height): (f32, f32)) -> (f32, f32) {
        let (wide, high) = (self.width.max(1) as f32, self.height.max(1) as f32);
        let scale = (width / wide).min(height / high);
        (wide * scale, high * scale)
    }

    /// A block of the picture, which is at `index` of the plan's pictures.
    pub(crate) fn block(&self, index: usize, (width, height): (f32, f32)) -> Block {
        Block {
            items: vec![Item::Picture {
                index,
                x: 0.0,
                y: 0.0,
                width,
                height,
            }],
            ..Block::space(height)
        }
    }
}
