//! From blocks to pages: headings stay with their text, rows stay whole.

use crate::error::Error;
use crate::plan::Item;
use crate::plan::block::{Block, Keep};
use crate::plan::shape::{Shape, Stroke};

/// A frame drawn round neighbouring blocks; on a page break it is closed and opened again.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// Left edge, relative to the column.
    pub x: f32,
    /// Width.
    pub width: f32,
    /// Corner radius.
    pub radius: f32,
    /// The line.
    pub stroke: Stroke,
}

/// How many rows at the end of a table stand on one page.
const LAST_ROWS: usize = 3;

/// The least share of a page that evening out leaves to each.
const LEAST_SHARE: f32 = 0.6;

/// What flows down the pages.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Flow {
    /// Blocks, or `None` for a new page.
    entries: Vec<Option<Block>>,
    frames: Vec<Frame>,
    headings: Vec<Block>,
}

impl Flow {
    /// Adds a block.
    pub fn push(&mut self, block: Block) {
        self.entries.push(Some(block));
    }

    /// Adds blocks.
    pub fn extend(&mut self, blocks: impl IntoIterator<Item = Block>) {
        self.entries.extend(blocks.into_iter().map(Some));
    }

    /// The same, on one page where it fits on one.
    #[must_use]
    pub fn together(mut self) -> Self {
        let last = self.entries.len().saturating_sub(1);
        for block in self.entries.iter_mut().take(last).flatten() {
            block.keep = block.keep.max(Keep::Prefer);
        }
        self
    }

    /// The same, with a page allowed to end wherever nothing must stay together: boxes may be cut between their rows.
    #[must_use]
    pub fn breakable(mut self) -> Self {
        for block in self.entries.iter_mut().flatten() {
            if block.keep == Keep::Prefer {
                block.keep = Keep::Free;
            }
        }
        self
    }

    /// Lets the last block hold on to the next one as tightly as this.
    pub fn keep_last(&mut self, keep: Keep) {
        if let Some(Some(last)) = self.entries.last_mut() {
            last.keep = keep;
        }
    }

    /// Goes on at the top of a new page.
    pub fn new_page(&mut self) {
        self.entries.push(None);
    }

    /// Adds another flow below.
    pub fn append(&mut self, other: Self) {
        let (frames, headings) = (self.frames.len(), self.headings.len());
        self.frames.extend(other.frames);
        self.headings.extend(other.headings);
        self.entries.extend(other.entries.into_iter().map(|entry| {
            entry.map(|block| Block {
                frame: block.frame.map(|index| index + frames),
                heading: block.heading.map(|index| index + headings),
                ..block
            })
        }));
    }

    /// Adds a table whose first row is its heading, set again at the top of each further page. No page begins or ends
    /// with one row alone, and the last row stays with what is pushed next.
    pub fn push_table(&mut self, rows: Vec<Block>, gap: f32) {
        let index = self.headings.len();
        let count = rows.len();
        for (i, mut row) in rows.into_iter().enumerate() {
            if i < 2 || i + LAST_ROWS >= count {
                row.keep = Keep::Must;
            }
            if i == 0 {
                self.headings.push(row.clone());
                self.push(row.after(gap));
            } else {
                self.push(Block {
                    heading: Some(index),
                    ..row
                });
            }
        }
    }

    /// Adds blocks inside a frame, kept on one page when they fit on one. `gap` is left above the frame.
    pub fn push_framed(&mut self, frame: Frame, gap: f32, blocks: Vec<Block>) {
        let index = self.frames.len();
        self.frames.push(frame);
        let count = blocks.len();
        for (i, block) in blocks.into_iter().enumerate() {
            let keep = if i + 1 == count {
                Keep::Free
            } else {
                block.keep.max(Keep::Prefer)
            };
            let gap = if i == 0 { gap } else { block.gap };
            self.push(Block { gap, keep, ..block }.framed(index));
        }
    }

    /// Sets the flow on pages that offer `height` points each.
    ///
    /// # Errors
    /// [`Error::DoesNotFit`] when a piece that may not be split is taller than a page.
    pub fn pages(self, height: f32) -> Result<Vec<Vec<Item>>, Error> {
        let (pages, frames) = self.set(height)?;
        Ok(pages
            .into_iter()
            .map(|blocks| draw(blocks, &frames))
            .collect())
    }

    /// How much of each page is used when every page offers `height` points.
    ///
    /// # Errors
    /// As [`Flow::pages`].
    pub fn used(&self, height: f32) -> Result<Vec<f32>, Error> {
        let (pages, _) = self.clone().set(height)?;
        let bottom = |page: &Page| page.last().map_or(0.0, |(top, b)| top + b.height);
        Ok(pages.iter().map(bottom).collect())
    }

    /// The page, counted from 1, that each chapter begins on, when every page offers `height` points.
    ///
    /// # Errors
    /// As [`Flow::pages`].
    pub fn chapter_pages(&self, height: f32) -> Result<Vec<usize>, Error> {
        let (pages, _) = self.clone().set(height)?;
        let begun = |page: &Page| page.iter().filter_map(|(_, b)| b.chapter).count();
        let counts = pages.iter().enumerate();
        Ok(counts
            .flat_map(|(i, page)| std::iter::repeat_n(i + 1, begun(page)))
            .collect())
    }

    /// The least height at which the flow needs no more pages than at `height`: set so, its pages are evenly full.
    ///
    /// # Errors
    /// As [`Flow::pages`].
    pub fn even_height(&self, height: f32) -> Result<f32, Error> {
        let count = self.used(height)?.len();
        let (mut least, mut too_low) = (height, height * LEAST_SHARE);
        while least - too_low > 6.0 {
            let tried = (least + too_low) / 2.0;
            // A piece taller than the height that is tried only says that it is too low.
            if self.used(tried).is_ok_and(|pages| pages.len() <= count) {
                least = tried;
            } else {
                too_low = tried;
            }
        }
        Ok(least)
    }

    fn set(self, height: f32) -> Result<(Vec<Page>, Vec<Frame>), Error> {
        let mut setter = Setter {
            height,
            headings: &self.headings,
            pages: Vec::new(),
            page: Vec::new(),
            used: 0.0,
        };
        let mut rest = self.entries.into_iter().peekable();
        while let Some(entry) = rest.next() {
            let Some(block) = entry else {
                setter.turn();
                continue;
            };
            let mut chain = vec![block];
            while chain.last().is_some_and(|b| b.keep > Keep::Free) {
                match rest.next_if(Option::is_some).flatten() {
                    Some(next) => chain.push(next),
                    None => break,
                }
            }
            setter.set(chain)?;
        }
        setter.turn();
        Ok((setter.pages, self.frames))
    }
}

/// Blocks with the distance of each from the top.
type Page = Vec<(f32, Block)>;

struct Setter<'a> {
    height: f32,
    headings: &'a [Block],
    pages: Vec<Page>,
    page: Page,
    used: f32,
}

impl Setter<'_> {
    fn turn(&mut self) {
        if !self.page.is_empty() {
            self.pages.push(std::mem::take(&mut self.page));
        }
        self.used = 0.0;
    }

    fn set(&mut self, chain: Vec<Block>) -> Result<(), Error> {
        if self.fits(&chain) {
            self.place(chain);
            return Ok(());
        }
        if tall(&chain, false) <= self.height {
            self.turn();
            self.place(chain);
            return Ok(());
        }
        for part in inseparable(chain) {
            if !self.fits(&part) {
                self.turn();
            }
            let needed = tall(&part, false);
            if needed > self.height {
                return Err(Error::DoesNotFit {
                    height: needed,
                    available: self.height,
                });
            }
            self.place(part);
        }
        Ok(())
    }

    fn fits(&self, chain: &[Block]) -> bool {
        self.used + tall(chain, !self.page.is_empty()) <= self.height + 0.01
    }

    fn place(&mut self, chain: Vec<Block>) {
        for block in chain {
            let heading = block.heading.and_then(|index| self.headings.get(index));
            if let (true, Some(heading)) = (self.page.is_empty(), heading) {
                self.set_down(heading.clone());
            }
            self.set_down(block);
        }
    }

    fn set_down(&mut self, block: Block) {
        if !self.page.is_empty() {
            self.used += block.gap;
        }
        let top = self.used;
        self.used += block.height;
        self.page.push((top, block));
    }
}

fn tall(chain: &[Block], with_first_gap: bool) -> f32 {
    let whole: f32 = chain.iter().map(|b| b.gap + b.height).sum();
    let first = chain.first().map_or(0.0, |b| b.gap);
    if with_first_gap { whole } else { whole - first }
}

fn inseparable(chain: Vec<Block>) -> Vec<Vec<Block>> {
    let mut parts: Vec<Vec<Block>> = Vec::new();
    let mut open = false;
    for block in chain {
        let holds = block.keep == Keep::Must;
        match parts.last_mut() {
            Some(part) if open => part.push(block),
            _ => parts.push(vec![block]),
        }
        open = holds;
    }
    parts
}

fn draw(blocks: Vec<(f32, Block)>, frames: &[Frame]) -> Vec<Item> {
    let mut items = Vec::new();
    let mut extents: Vec<(usize, f32, f32)> = Vec::new();
    for (top, block) in blocks {
        if let Some(index) = block.frame {
            match extents.last_mut() {
                Some((last, _, bottom)) if *last == index => *bottom = top + block.height,
                _ => extents.push((index, top, top + block.height)),
            }
        }
        items.extend(block.items.into_iter().map(|i| i.moved(0.0, top)));
    }
    for (index, top, bottom) in extents {
        let Some(frame) = frames.get(index) else {
            continue;
        };
        let inset = frame.stroke.width / 2.0;
        items.push(Item::Shape(Shape::rounded(
            (frame.x + inset, top + inset),
            (frame.width - 2.0 * inset, bottom - top - 2.0 * inset),
            [frame.radius; 4],
            None,
            Some(frame.stroke.clone()),
        )));
    }
    items
}
