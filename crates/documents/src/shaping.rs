//! Shaping one stretch of text: which font writes it, and with which glyphs.

use std::ops::Range;

use rustybuzz::UnicodeBuffer;
use unicode_bidi::Level;

use crate::error::Error;
use crate::font::{Face, Family, Weight, font};

/// A stretch in one font and direction.
pub(crate) struct Shaped {
    pub range: Range<usize>,
    pub face: Face,
    pub glyphs: Vec<ShapedGlyph>,
}

/// One glyph; lengths in ems.
pub(crate) struct ShapedGlyph {
    pub id: u16,
    pub cluster: usize,
    pub advance: f32,
    pub dx: f32,
    pub dy: f32,
    pub text: String,
}

/// The plainer character that a no-break variant is drawn and read as.
fn plain(c: char) -> char {
    match c {
        '\u{a0}' | '\u{202f}' => ' ',
        '\u{2010}' | '\u{2011}' => '-',
        other => other,
    }
}

/// Stretches of one direction.
pub(crate) fn level_runs(levels: &[Level], range: Range<usize>) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    for at in range {
        match parts.last_mut() {
            Some(part) if levels.get(part.start) == levels.get(at) => part.end = at + 1,
            _ => parts.push(at..at + 1),
        }
    }
    parts
}

/// The families that write a stretch, word by word: a name is never set in two fonts when one can write it.
pub(crate) fn families(
    text: &str,
    range: Range<usize>,
    weight: Weight,
) -> Result<Vec<(Range<usize>, Family)>, Error> {
    let mut parts: Vec<(Range<usize>, Family)> = Vec::new();
    let mut add = |part: Range<usize>, family: Family| match parts.last_mut() {
        Some((last, same)) if *same == family => last.end = part.end,
        _ => parts.push((part, family)),
    };
    let mut start = range.start;
    for word in text
        .get(range)
        .unwrap_or_default()
        .split_inclusive(char::is_whitespace)
    {
        let end = start + word.len();
        match family_of(word.trim_end(), weight)? {
            Some(family) => add(start..end, family),
            None => {
                for (at, c) in word.char_indices() {
                    let from = start + at;
                    let family =
                        family_of(c.encode_utf8(&mut [0; 4]), weight)?.unwrap_or(Family::Atkinson);
                    add(from..from + c.len_utf8(), family);
                }
            }
        }
        start = end;
    }
    Ok(parts)
}

/// The first family with a glyph for every character of a word.
fn family_of(word: &str, weight: Weight) -> Result<Option<Family>, Error> {
    for family in Family::ALL {
        let face = Face::new(family, weight);
        let mut whole = true;
        for c in word.chars() {
            whole = whole && face.covers(plain(c))?;
        }
        if whole {
            return Ok(Some(family));
        }
    }
    Ok(None)
}

/// Shapes one stretch.
///
/// # Errors
/// [`Error::MissingGlyph`] when the font has no glyph for a character.
pub(crate) fn shape_run(
    text: &str,
    range: Range<usize>,
    level: Level,
    face: Face,
) -> Result<Shaped, Error> {
    let font = font(face)?;
    let slice = &text[range.clone()];
    let mut buffer = UnicodeBuffer::new();
    for (at, c) in slice.char_indices() {
        buffer.add(plain(c), u32::try_from(at).unwrap_or(u32::MAX));
    }
    if level.is_rtl() {
        buffer.set_direction(rustybuzz::Direction::RightToLeft);
    } else {
        buffer.set_direction(rustybuzz::Direction::LeftToRight);
    }
    buffer.guess_segment_properties();
    let shaped = rustybuzz::shape(&font.shaper, &[], buffer);
    let infos = shaped.glyph_infos();
    let mut starts: Vec<usize> = infos.iter().map(|g| g.cluster as usize).collect();
    starts.sort_unstable();
    starts.dedup();
    let mut glyphs = Vec::with_capacity(infos.len());
    let mut index = 0;
    while let Some(info) = infos.get(index) {
        let cluster = info.cluster as usize;
        let count = infos[index..]
            .iter()
            .take_while(|g| g.cluster as usize == cluster)
            .count();
        let end = starts
            .iter()
            .find(|s| **s > cluster)
            .copied()
            .unwrap_or(slice.len());
        let source: Vec<char> = slice
            .get(cluster..end)
            .unwrap_or_default()
            .chars()
            .map(plain)
            .collect();
        let base = widest(shaped.glyph_positions().get(index..index + count));
        for step in 0..count {
            let (Some(info), Some(position)) = (
                infos.get(index + step),
                shaped.glyph_positions().get(index + step),
            ) else {
                continue;
            };
            let id = u16::try_from(info.glyph_id).unwrap_or(0);
            if id == 0 {
                return Err(Error::MissingGlyph {
                    text: source.iter().collect(),
                });
            }
            glyphs.push(ShapedGlyph {
                id,
                cluster: range.start + cluster,
                advance: font.em(position.x_advance),
                dx: font.em(position.x_offset),
                dy: font.em(position.y_offset),
                text: if face.shares_glyphs() {
                    if step == base {
                        source.iter().collect()
                    } else {
                        String::new()
                    }
                } else {
                    share_of(&source, step, count)
                },
            });
        }
        index += count;
    }
    Ok(Shaped {
        range,
        face,
        glyphs,
    })
}

/// Which glyph of a cluster carries it; the others are marks on it.
fn widest(cluster: Option<&[rustybuzz::GlyphPosition]>) -> usize {
    let advances = cluster
        .unwrap_or_default()
        .iter()
        .map(|p| p.x_advance)
        .enumerate();
    advances
        .max_by_key(|(_, advance)| *advance)
        .map_or(0, |(step, _)| step)
}

/// A cluster's text, shared out over its glyphs: one letter each while glyphs last, the rest to the last.
fn share_of(source: &[char], step: usize, count: usize) -> String {
    let end = if step + 1 == count {
        source.len()
    } else {
        (step + 1).min(source.len())
    };
    source
        .get(step.min(source.len())..end)
        .unwrap_or_default()
        .iter()
        .collect()
}
