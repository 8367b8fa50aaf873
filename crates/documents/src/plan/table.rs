//! Ruled tables: cells beside each other over a line, the heading again on every page.

use crate::error::Error;
use crate::font::Weight;
use crate::plan::block::{Align, Block, Keep, Setting, text};
use crate::plan::flow::Flow;
use crate::plan::shape::{Ink, Shape, Stroke};
use crate::wording::plain;

/// White space between columns.
const GUTTER: f32 = 8.0;

/// The paragraphs of each cell of a row.
pub(crate) type Cells = Vec<Vec<String>>;

/// How a table's columns stand.
#[derive(Clone, Copy)]
pub(crate) struct Columns<'a> {
    /// The share of the width that each column has.
    pub shares: &'a [f32],
    /// Width of the table in points.
    pub width: f32,
    /// Size of its text.
    pub setting: Setting,
    /// The least height of a row in points: more than a line where it is written on.
    pub least: f32,
}

impl Columns<'_> {
    /// Adds a table: its heads over a black line, its rows over hairlines.
    pub fn push(
        self,
        flow: &mut Flow,
        heads: &[String],
        rows: &[Cells],
        gap: f32,
    ) -> Result<(), Error> {
        let heads: Cells = heads.iter().map(|head| vec![head.clone()]).collect();
        let under = Stroke::solid(Ink::BLACK, 1.2);
        let mut blocks = vec![
            self.ruled(&heads, Weight::SemiBold, under, 0.0)?
                .keeping(Keep::Must),
        ];
        for cells in rows {
            let under = Stroke::solid(Ink::HAIRLINE, 0.5);
            blocks.push(self.ruled(cells, Weight::Regular, under, self.least)?);
        }
        flow.push_table(blocks, gap);
        Ok(())
    }

    fn ruled(
        self,
        cells: &Cells,
        weight: Weight,
        under: Stroke,
        least: f32,
    ) -> Result<Block, Error> {
        let mut row = Block::space(self.setting.leading.max(least));
        let mut x = 0.0;
        for (cell, share) in cells.iter().zip(self.shares) {
            let column = share * self.width;
            let mut set = Block::space(0.0);
            for paragraph in cell {
                let spans = plain(paragraph, weight);
                set = set.above(text(&spans, self.setting, column - GUTTER, Align::Left)?);
            }
            row = row.with(set, x, 0.0);
            x += column;
        }
        let row = row.padded(2.0, 3.0);
        let line = Shape::line(&[(0.0, row.height), (self.width, row.height)], under);
        Ok(row.with(Block::shapes(0.0, vec![line]), 0.0, 0.0))
    }
}
