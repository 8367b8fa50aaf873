//! From words to lines: bidirectional runs, line breaking.
//!
//! Glyphs keep the text they stand for, so that what is printed can also be searched and read aloud.

use std::ops::Range;

use unicode_bidi::{BidiInfo, Level};
use unicode_linebreak::linebreaks;
use unicode_normalization::UnicodeNormalization;

use crate::error::Error;
use crate::font::{Face, Weight};
use crate::shaping::{Shaped, families, level_runs, shape_run};

/// A stretch of text in one weight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The words.
    pub text: String,
    /// Their weight.
    pub weight: Weight,
}

impl Span {
    /// A stretch of `text` in `weight`.
    pub fn new(text: impl Into<String>, weight: Weight) -> Self {
        Self {
            text: text.into(),
            weight,
        }
    }
}

/// One positioned glyph of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    /// Index in the font; never 0.
    pub id: u16,
    /// Points from the start of the run.
    pub x: f32,
    /// Points above the baseline (marks).
    pub rise: f32,
    /// The text this glyph stands for; empty for the later glyphs of a cluster.
    pub text: String,
}

/// Glyphs of one font on one baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct GlyphRun {
    /// Font.
    pub face: Face,
    /// Font size in points.
    pub size: f32,
    /// Points from the start of the line.
    pub x: f32,
    /// Left to right as drawn.
    pub glyphs: Vec<Glyph>,
    /// Letters share glyphs (Arabic dots and bases), so that a glyph alone does not say which letter it is:
    /// each letter must be spelled out where it is drawn.
    pub spelled: bool,
}

/// One line after breaking.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Runs, left to right as drawn.
    pub runs: Vec<GlyphRun>,
    /// Width in points without trailing space.
    pub width: f32,
}

/// A paragraph shaped once; it can be broken to any width.
pub struct Paragraph {
    text: String,
    runs: Vec<Shaped>,
    /// Width in ems of everything before each byte.
    before: Vec<f32>,
    breaks: Vec<usize>,
}

/// Text as it is drawn: composed (NFC), every white space and control character a plain space.
fn printable(text: &str) -> String {
    text.nfc()
        .map(|c| {
            if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
                ' '
            } else {
                c
            }
        })
        .collect()
}

impl Paragraph {
    /// Shapes `spans` as one left-to-right paragraph (right-to-left stretches inside are kept in order).
    ///
    /// # Errors
    /// [`Error::MissingGlyph`] when a character has no glyph in the bundled fonts.
    pub fn shape(spans: &[Span]) -> Result<Self, Error> {
        let mut text = String::new();
        let mut weights: Vec<(Range<usize>, Weight)> = Vec::new();
        for span in spans {
            let from = text.len();
            text.push_str(&printable(&span.text));
            if text.len() > from {
                weights.push((from..text.len(), span.weight));
            }
        }
        let levels = BidiInfo::new(&text, Some(Level::ltr())).levels;
        let mut runs = Vec::new();
        for (range, weight) in weights {
            for part in level_runs(&levels, range) {
                let level = levels.get(part.start).copied().unwrap_or_else(Level::ltr);
                for (part, family) in families(&text, part, weight)? {
                    runs.push(shape_run(&text, part, level, Face::new(family, weight))?);
                }
            }
        }
        let before = widths_before(&text, &runs);
        let mut breaks: Vec<usize> = linebreaks(&text).map(|(at, _)| at).collect();
        if breaks.last() != Some(&text.len()) {
            breaks.push(text.len());
        }
        Ok(Self {
            text,
            runs,
            before,
            breaks,
        })
    }

    fn width_em(&self, range: Range<usize>) -> f32 {
        let at = |i: usize| self.before.get(i).copied().unwrap_or_default();
        at(range.end) - at(range.start)
    }

    /// Width in points when set on one line at `size`.
    #[must_use]
    pub fn natural_width(&self, size: f32) -> f32 {
        self.width_em(0..self.text.len()) * size
    }

    /// Breaks into lines of at most `width` points at `size`. A word wider than the line is broken
    /// between letters: long names wrap, they are never clipped.
    #[must_use]
    pub fn lines(&self, size: f32, width: f32) -> Vec<Line> {
        // A hair of tolerance: a line measured to be exactly as wide as its column must not break.
        let limit = (width + 0.01) / size;
        let mut lines = Vec::new();
        let mut start = 0;
        while start < self.text.len() {
            let end = self.line_end(start, limit);
            let visible = start..start + self.text[start..end].trim_end().len();
            if !visible.is_empty() {
                lines.push(self.line(visible, size));
            }
            start = end;
        }
        lines
    }

    fn line_end(&self, start: usize, limit: f32) -> usize {
        let fits = |end: usize| {
            let visible = start + self.text[start..end].trim_end().len();
            self.width_em(start..visible) <= limit
        };
        let after = self.breaks.partition_point(|b| *b <= start);
        let fitting = self.breaks[after..].iter().take_while(|b| fits(**b)).last();
        if let Some(end) = fitting {
            return *end;
        }
        let letters = self.text[start..]
            .char_indices()
            .skip(1)
            .map(|(i, _)| start + i);
        let whole = |at: &usize| self.starts_cluster(*at);
        let last = letters
            .clone()
            .filter(whole)
            .take_while(|at| fits(*at))
            .last();
        last.or_else(|| letters.clone().find(whole))
            .unwrap_or(self.text.len())
    }

    fn starts_cluster(&self, at: usize) -> bool {
        self.runs
            .iter()
            .any(|r| r.range.contains(&at) && r.glyphs.iter().any(|g| g.cluster == at))
    }

    fn line(&self, range: Range<usize>, size: f32) -> Line {
        let bidi = BidiInfo::new(&self.text, Some(Level::ltr()));
        let mut order = Vec::new();
        if let Some(paragraph) = bidi.paragraphs.first() {
            let (levels, visual) = bidi.visual_runs(paragraph, range.clone());
            for part in visual {
                let backwards = levels.get(part.start).is_some_and(Level::is_rtl);
                let touching = self
                    .runs
                    .iter()
                    .filter(|r| r.range.start < part.end && part.start < r.range.end);
                let mut pieces: Vec<(&Shaped, Range<usize>)> =
                    touching.map(|r| (r, part.clone())).collect();
                if backwards {
                    pieces.reverse();
                }
                order.extend(pieces);
            }
        }
        let mut runs: Vec<GlyphRun> = Vec::new();
        let mut pen = 0.0;
        for (shaped, part) in order {
            let start = pen;
            let mut glyphs = Vec::new();
            for glyph in shaped.glyphs.iter().filter(|g| part.contains(&g.cluster)) {
                glyphs.push(Glyph {
                    id: glyph.id,
                    x: (pen - start + glyph.dx) * size,
                    rise: glyph.dy * size,
                    text: glyph.text.clone(),
                });
                pen += glyph.advance;
            }
            if !glyphs.is_empty() {
                runs.push(GlyphRun {
                    face: shaped.face,
                    size,
                    x: start * size,
                    glyphs,
                    spelled: shaped.face.shares_glyphs(),
                });
            }
        }
        Line {
            runs,
            width: pen * size,
        }
    }
}

fn widths_before(text: &str, runs: &[Shaped]) -> Vec<f32> {
    let mut own = vec![0.0_f32; text.len() + 1];
    for glyph in runs.iter().flat_map(|r| &r.glyphs) {
        if let Some(width) = own.get_mut(glyph.cluster + 1) {
            *width += glyph.advance;
        }
    }
    let mut sum = 0.0;
    for width in &mut own {
        sum += *width;
        *width = sum;
    }
    own
}
