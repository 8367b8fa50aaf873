//! The bundled fonts: Atkinson Hyperlegible Next in four weights, parsed once per process.

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

impl Weight {
    /// Every weight, lightest first.
    pub const ALL: [Self; 4] = [Self::Regular, Self::Medium, Self::SemiBold, Self::Bold];

    const fn file(self) -> (&'static str, &'static [u8]) {
        match self {
            Self::Regular => (
                "AtkinsonHyperlegibleNext_400Regular.ttf",
                include_bytes!("../fonts/AtkinsonHyperlegibleNext_400Regular.ttf"),
            ),
            Self::Medium => (
                "AtkinsonHyperlegibleNext_500Medium.ttf",
                include_bytes!("../fonts/AtkinsonHyperlegibleNext_500Medium.ttf"),
            ),
            Self::SemiBold => (
                "AtkinsonHyperlegibleNext_600SemiBold.ttf",
                include_bytes!("../fonts/AtkinsonHyperlegibleNext_600SemiBold.ttf"),
            ),
            Self::Bold => (
                "AtkinsonHyperlegibleNext_700Bold.ttf",
                include_bytes!("../fonts/AtkinsonHyperlegibleNext_700Bold.ttf"),
            ),
        }
    }

    /// The name under which the PDF refers to the font. Six capitals, because the writer makes it the
    /// subset's tag and readers know a subset by that form.
    pub(crate) fn resource(self) -> FontId {
        FontId(
            match self {
                Self::Regular => "AHNREG",
                Self::Medium => "AHNMED",
                Self::SemiBold => "AHNSEM",
                Self::Bold => "AHNBOL",
            }
            .to_owned(),
        )
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
    fn parse(weight: Weight) -> Result<Self, Error> {
        let (name, bytes) = weight.file();
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

/// The font of a weight.
pub(crate) fn font(weight: Weight) -> Result<&'static Font, Error> {
    static FONTS: OnceLock<Vec<Option<Font>>> = OnceLock::new();
    let fonts = FONTS.get_or_init(|| Weight::ALL.iter().map(|w| Font::parse(*w).ok()).collect());
    fonts
        .get(weight as usize)
        .and_then(Option::as_ref)
        .ok_or(Error::BrokenFont {
            name: weight.file().0,
        })
}
