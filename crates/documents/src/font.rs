//! The bundled fonts, each parsed once per process and only when needed: Atkinson Hyperlegible Next, and Noto Sans for
//! words that it cannot write.

use std::sync::OnceLock;

use printpdf::{FontId, ParsedFont};

use crate::error::Error;

/// A weight of the bundled family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// 400
    Regular,
    /// 500
    Medium,
    /// 600
    SemiBold,
    /// 700
    Bold,
}

/// A bundled family. What one cannot write, the next may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Atkinson Hyperlegible Next: Latin.
    Atkinson,
    /// Noto Sans: Vietnamese, Greek, Cyrillic.
    Noto,
    /// Noto Sans Arabic.
    Arabic,
    /// Noto Sans Hebrew.
    Hebrew,
    /// Noto Sans SC: Chinese, and the kanji and kana of Japanese. One weight.
    Han,
    /// Noto Sans KR: Korean. One weight.
    Hangul,
}

impl Family {
    /// In the order they are tried.
    pub const ALL: [Self; 6] = [
        Self::Atkinson,
        Self::Noto,
        Self::Arabic,
        Self::Hebrew,
        Self::Han,
        Self::Hangul,
    ];
}

/// A font: a family in a weight it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Face {
    family: Family,
    weight: Weight,
}

macro_rules! font_file {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../fonts/", $name)))
    };
}

impl Face {
    /// The family's nearest weight: the fall-backs come in regular and bold, the largest in regular only.
    #[must_use]
    pub const fn new(family: Family, weight: Weight) -> Self {
        let weight = match (family, weight) {
            (Family::Atkinson, weight) => weight,
            (Family::Han | Family::Hangul, _) => Weight::Regular,
            (_, Weight::Regular | Weight::Medium) => Weight::Regular,
            (_, Weight::SemiBold | Weight::Bold) => Weight::Bold,
        };
        Self { family, weight }
    }

    const fn index(self) -> usize {
        self.family as usize * 4 + self.weight as usize
    }

    /// File name, bytes, and the name under which the PDF refers to the font: six capitals, because the
    /// writer makes it the subset's tag and readers know a subset by that form.
    const fn file(self) -> (&'static str, &'static [u8], &'static str) {
        let ((name, bytes), tag): ((&str, &[u8]), &str) = match (self.family, self.weight) {
            (Family::Atkinson, Weight::Regular) => (
                font_file!("AtkinsonHyperlegibleNext_400Regular.ttf"),
                "AHNREG",
            ),
            (Family::Atkinson, Weight::Medium) => (
                font_file!("AtkinsonHyperlegibleNext_500Medium.ttf"),
                "AHNMED",
            ),
            (Family::Atkinson, Weight::SemiBold) => (
                font_file!("AtkinsonHyperlegibleNext_600SemiBold.ttf"),
                "AHNSEM",
            ),
            (Family::Atkinson, Weight::Bold) => {
                (font_file!("AtkinsonHyperlegibleNext_700Bold.ttf"), "AHNBOL")
            }
            (Family::Noto, Weight::Regular | Weight::Medium) => {
                (font_file!("NotoSans_400Regular.ttf"), "NSLREG")
            }
            (Family::Noto, _) => (font_file!("NotoSans_700Bold.ttf"), "NSLBOL"),
            (Family::Arabic, Weight::Regular | Weight::Medium) => {
                (font_file!("NotoSansArabic_400Regular.ttf"), "NSAREG")
            }
            (Family::Arabic, _) => (font_file!("NotoSansArabic_700Bold.ttf"), "NSABOL"),
            (Family::Hebrew, Weight::Regular | Weight::Medium) => {
                (font_file!("NotoSansHebrew_400Regular.ttf"), "NSHREG")
            }
            (Family::Hebrew, _) => (font_file!("NotoSansHebrew_700Bold.ttf"), "NSHBOL"),
            (Family::Han, _) => (font_file!("NotoSansSC_400Regular.ttf"), "NSCREG"),
            (Family::Hangul, _) => (font_file!("NotoSansKR_400Regular.ttf"), "NSKREG"),
        };
        (name, bytes, tag)
    }

    /// The name under which the PDF refers to the font.
    pub(crate) fn resource(self) -> FontId {
        FontId(self.file().2.to_owned())
    }

    /// Whether letters are put together from glyphs that other letters use too.
    pub(crate) fn shares_glyphs(self) -> bool {
        self.family == Family::Arabic
    }

    /// Whether the font has a glyph for a character. Joiners and marks of direction need none.
    pub(crate) fn covers(self, c: char) -> Result<bool, Error> {
        let invisible = matches!(c, '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        Ok(invisible || font(self)?.shaper.glyph_index(c).is_some())
    }
}

/// One parsed font: for shaping and for embedding.
pub(crate) struct Font {
    pub shaper: rustybuzz::Face<'static>,
    pub embedded: ParsedFont,
    units_per_em: f32,
    ascent: f32,
    descent: f32,
}

impl Font {
    fn parse(face: Face) -> Result<Self, Error> {
        let (name, bytes, _) = face.file();
        let broken = || Error::BrokenFont { name };
        let shaper = rustybuzz::Face::from_slice(bytes, 0).ok_or_else(broken)?;
        let embedded = ParsedFont::from_bytes(bytes, 0, &mut Vec::new()).ok_or_else(broken)?;
        let units_per_em = f32::from(u16::try_from(shaper.units_per_em()).map_err(|_| broken())?);
        let ascent = f32::from(shaper.ascender()) / units_per_em;
        let descent = -f32::from(shaper.descender()) / units_per_em;
        Ok(Self {
            shaper,
            embedded,
            units_per_em,
            ascent,
            descent,
        })
    }

    /// Font units to ems.
    #[allow(clippy::cast_precision_loss, reason = "font units are far below 2^24")]
    pub fn em(&self, units: i32) -> f32 {
        units as f32 / self.units_per_em
    }

    /// Distance from the top of a line of `leading` to its baseline, for text of `size`.
    pub fn baseline(&self, size: f32, leading: f32) -> f32 {
        (leading - (self.ascent + self.descent) * size) / 2.0 + self.ascent * size
    }
}

/// A font, parsed when it is first needed.
pub(crate) fn font(face: Face) -> Result<&'static Font, Error> {
    static FONTS: [OnceLock<Font>; 24] = [const { OnceLock::new() }; 24];
    let broken = || Error::BrokenFont {
        name: face.file().0,
    };
    let cell = FONTS.get(face.index()).ok_or_else(broken)?;
    if let Some(font) = cell.get() {
        return Ok(font);
    }
    let parsed = Font::parse(face)?;
    Ok(cell.get_or_init(|| parsed))
}
