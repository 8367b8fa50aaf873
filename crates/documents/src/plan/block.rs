//! Blocks: pieces of a page that are never split, and how they are put together.

use crate::error::Error;
use crate::font::{Face, Family, Weight, font};
use crate::plan::{Ink, Item, Shape};
use crate::text::{Paragraph, Span};

/// How tightly a block holds on to the one after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Keep {
    /// A page may end after this block.
    Free,
    /// Better on the same page as the next, if both fit on one.
    Prefer,
    /// Never parted from the next (a heading and its text).
    Must,
}

/// Items in a box whose top left corner is the origin.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// Height in points.
    pub height: f32,
    /// White space above, left out at the top of a page.
    pub gap: f32,
    /// What is drawn.
    pub items: Vec<Item>,
    /// Whether the next block must follow on the same page.
    pub keep: Keep,
    /// Index of the frame drawn round this block and its neighbours of the same frame.
    pub frame: Option<usize>,
    /// Index of the table heading that is set again when this row begins a page.
    pub heading: Option<usize>,
    /// The chapter of the contents that begins here.
    pub chapter: Option<usize>,
}

/// Size, leading and colour of a piece of text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setting {
    /// Font size in points.
    pub size: f32,
    /// Distance between baselines in points.
    pub leading: f32,
    /// Colour.
    pub ink: Ink,
}

impl Setting {
    /// Black text.
    #[must_use]
    pub const fn new(size: f32, leading: f32) -> Self {
        Self {
            size,
            leading,
            ink: Ink::BLACK,
        }
    }

    /// The same in another colour.
    #[must_use]
    pub const fn in_ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }

    /// The same, larger or smaller.
    #[must_use]
    pub fn scaled(self, factor: f32) -> Self {
        Self {
            size: self.size * factor,
            leading: self.leading * factor,
            ..self
        }
    }
}

/// Where lines sit in their column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// At the left edge.
    Left,
    /// At the right edge.
    Right,
    /// In the middle.
    Centre,
}

impl Block {
    /// Nothing, of a height.
    #[must_use]
    pub fn space(height: f32) -> Self {
        Self {
            height,
            gap: 0.0,
            items: Vec::new(),
            keep: Keep::Free,
            frame: None,
            heading: None,
            chapter: None,
        }
    }

    /// A block of shapes.
    #[must_use]
    pub fn shapes(height: f32, shapes: Vec<Shape>) -> Self {
        Self {
            items: shapes.into_iter().map(Item::Shape).collect(),
            ..Self::space(height)
        }
    }

    /// The same with white space above.
    #[must_use]
    pub fn after(self, gap: f32) -> Self {
        Self { gap, ..self }
    }

    /// The same, held to the next block.
    #[must_use]
    pub fn keeping(self, keep: Keep) -> Self {
        Self { keep, ..self }
    }

    /// The same, inside a frame.
    #[must_use]
    pub fn framed(self, frame: usize) -> Self {
        Self {
            frame: Some(frame),
            ..self
        }
    }

    /// Puts another block's items at a place in this one; the height grows to hold both.
    #[must_use]
    pub fn with(mut self, other: Self, x: f32, y: f32) -> Self {
        self.height = self.height.max(y + other.height);
        self.items
            .extend(other.items.into_iter().map(|i| i.moved(x, y)));
        self
    }

    /// Puts another block below this one.
    #[must_use]
    pub fn above(self, other: Self) -> Self {
        let y = self.height + other.gap;
        self.with(other, 0.0, y)
    }

    /// Moves all items to the right.
    #[must_use]
    pub fn indented(self, dx: f32) -> Self {
        let items = self.items.into_iter().map(|i| i.moved(dx, 0.0)).collect();
        Self { items, ..self }
    }

    /// White space inside, above and below.
    #[must_use]
    pub fn padded(self, top: f32, bottom: f32) -> Self {
        let (gap, keep, frame) = (self.gap, self.keep, self.frame);
        let height = top + self.height + bottom;
        Self {
            height,
            gap,
            keep,
            frame,
            ..Self::space(height).with(self, 0.0, top)
        }
    }
}

/// Lines of text as one block each, so that long text can run over pages.
///
/// # Errors
/// [`Error::MissingGlyph`] when a character cannot be drawn.
pub fn lines(
    spans: &[Span],
    setting: Setting,
    width: f32,
    align: Align,
) -> Result<Vec<Block>, Error> {
    let drop =
        font(Face::new(Family::Atkinson, Weight::Regular))?.baseline(setting.size, setting.leading);
    let set = Paragraph::shape(spans)?.lines(setting.size, width);
    Ok(set
        .into_iter()
        .map(|line| {
            let x = match align {
                Align::Left => 0.0,
                Align::Right => width - line.width,
                Align::Centre => (width - line.width) / 2.0,
            };
            let items = line
                .runs
                .into_iter()
                .map(|run| Item::Text {
                    x: x + run.x,
                    y: drop,
                    run,
                    ink: setting.ink,
                })
                .collect();
            Block {
                items,
                ..Block::space(setting.leading)
            }
        })
        .collect())
}

/// Text as one block that is never split.
///
/// # Errors
/// [`Error::MissingGlyph`] when a character cannot be drawn.
pub fn text(spans: &[Span], setting: Setting, width: f32, align: Align) -> Result<Block, Error> {
    Ok(stack(lines(spans, setting, width, align)?))
}

/// Text that may run over pages, with no line left alone at either end of a page.
///
/// # Errors
/// [`Error::MissingGlyph`] when a character cannot be drawn.
pub fn running(spans: &[Span], setting: Setting, width: f32) -> Result<Vec<Block>, Error> {
    let mut blocks = lines(spans, setting, width, Align::Left)?;
    let count = blocks.len();
    for (i, block) in blocks.iter_mut().enumerate() {
        if i + 1 < count && (i == 0 || i + 2 == count) {
            block.keep = Keep::Must;
        }
    }
    Ok(blocks)
}

/// Blocks under each other as one.
#[must_use]
pub fn stack(blocks: Vec<Block>) -> Block {
    let mut whole = Block::space(0.0);
    for (i, block) in blocks.into_iter().enumerate() {
        let gap = if i == 0 { 0.0 } else { block.gap };
        let y = whole.height + gap;
        whole = whole.with(block, 0.0, y);
    }
    whole
}
