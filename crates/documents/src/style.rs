//! How a document is set on paper: sheet size and print size.

use needlebook_domain::clinic::Paper;

/// Width and height of a sheet in points.
pub(crate) const fn sheet(paper: Paper) -> (f32, f32) {
    match paper {
        Paper::A4 => (595.276, 841.89),
        Paper::Letter => (612.0, 792.0),
    }
}

/// How a document is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    /// The sheet it is printed on.
    pub paper: Paper,
    /// Large print: nothing under 14 pt instead of 12 pt.
    pub large: bool,
}

impl Style {
    /// Factor on every size of text: 12 pt becomes 14 pt in large print.
    pub(crate) fn scale(self) -> f32 {
        if self.large { 14.0 / 12.0 } else { 1.0 }
    }
}
