//! Where on the body a needle may go: the treatment zones, their side and their region.

use serde::{Deserialize, Serialize};

/// A treatment zone. Zones do not overlap; each is charted, guarded and printed on its own.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum Zone {
    /// Forehead.
    Forehead,
    /// Glabella, between the brows.
    Glabella,
    /// Temples.
    Temples,
    /// Round the eye, outside the bony rim.
    Periorbital,
    /// Nose.
    Nose,
    /// Cheekbone.
    Cheekbone,
    /// Cheeks.
    Cheeks,
    /// Upper lip and round the mouth.
    Perioral,
    /// Chin.
    Chin,
    /// Jawline.
    Jawline,
    /// Neck.
    Neck,
    /// Decolletage.
    Decolletage,
    /// Scalp.
    Scalp,
    /// Abdomen.
    Abdomen,
    /// Flanks.
    Flanks,
    /// Back.
    Back,
    /// Thighs.
    Thighs,
    /// Buttocks.
    Buttocks,
    /// Arms.
    Arms,
    /// Back of the hands.
    Hands,
    /// Knees and elbows.
    Knees,
    /// The eyelid inside the bony rim: never treated. It has a name only so that a mistaken entry is
    /// refused with the right reason.
    EyelidInsideOrbitalRim,
}

impl Zone {
    /// Every zone that may be treated, in charting order from the top down.
    pub const ALL: [Zone; 21] = [
        Zone::Forehead,
        Zone::Glabella,
        Zone::Temples,
        Zone::Periorbital,
        Zone::Nose,
        Zone::Cheekbone,
        Zone::Cheeks,
        Zone::Perioral,
        Zone::Chin,
        Zone::Jawline,
        Zone::Neck,
        Zone::Decolletage,
        Zone::Scalp,
        Zone::Abdomen,
        Zone::Flanks,
        Zone::Back,
        Zone::Thighs,
        Zone::Buttocks,
        Zone::Arms,
        Zone::Hands,
        Zone::Knees,
    ];

    /// The id used in the record, on the wire and in content files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Zone::Forehead => "forehead",
            Zone::Glabella => "glabella",
            Zone::Temples => "temples",
            Zone::Periorbital => "periorbital",
            Zone::Nose => "nose",
            Zone::Cheekbone => "cheekbone",
            Zone::Cheeks => "cheeks",
            Zone::Perioral => "perioral",
            Zone::Chin => "chin",
            Zone::Jawline => "jawline",
            Zone::Neck => "neck",
            Zone::Decolletage => "decolletage",
            Zone::Scalp => "scalp",
            Zone::Abdomen => "abdomen",
            Zone::Flanks => "flanks",
            Zone::Back => "back",
            Zone::Thighs => "thighs",
            Zone::Buttocks => "buttocks",
            Zone::Arms => "arms",
            Zone::Hands => "hands",
            Zone::Knees => "knees",
            Zone::EyelidInsideOrbitalRim => "eyelid_inside_orbital_rim",
        }
    }

    /// The zone with this id, the excluded eyelid included.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .chain([Zone::EyelidInsideOrbitalRim])
            .find(|zone| zone.id() == id)
    }

    /// The region whose interval between sessions this zone shares (PRACTICE 50).
    #[must_use]
    pub const fn region(self) -> Region {
        match self {
            Zone::Forehead
            | Zone::Glabella
            | Zone::Temples
            | Zone::Periorbital
            | Zone::Nose
            | Zone::Cheekbone
            | Zone::Cheeks
            | Zone::Perioral
            | Zone::Chin
            | Zone::Jawline
            | Zone::EyelidInsideOrbitalRim => Region::Face,
            Zone::Neck | Zone::Decolletage => Region::NeckAndDecolletage,
            Zone::Scalp => Region::Scalp,
            Zone::Abdomen | Zone::Flanks => Region::AbdomenAndFlanks,
            Zone::Back => Region::Back,
            Zone::Arms | Zone::Hands => Region::ArmsAndHands,
            Zone::Thighs | Zone::Buttocks | Zone::Knees => Region::LegsAndButtocks,
        }
    }

    /// Whether a clearance for the face covers this zone: forehead to jawline, not the neck, and never
    /// the eyelid inside the rim.
    #[must_use]
    pub const fn is_facial(self) -> bool {
        matches!(self.region(), Region::Face) && !self.is_excluded()
    }

    /// Whether no needle may ever go here.
    #[must_use]
    pub const fn is_excluded(self) -> bool {
        matches!(self, Zone::EyelidInsideOrbitalRim)
    }
}

/// The patient's own side; a zone on the midline has none.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    Serialize,
    Deserialize,
    specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The patient's right.
    Right,
    /// The patient's left.
    Left,
    /// Midline, or both sides together.
    #[default]
    None,
}

impl Side {
    /// The id as stored.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Side::Right => "right",
            Side::Left => "left",
            Side::None => "none",
        }
    }
}

/// Zones that share one clock between sessions (PRACTICE 50).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum Region {
    /// Face.
    Face,
    /// Neck and decolletage.
    NeckAndDecolletage,
    /// Scalp.
    Scalp,
    /// Abdomen and flanks.
    AbdomenAndFlanks,
    /// Back.
    Back,
    /// Arms and hands.
    ArmsAndHands,
    /// Legs and buttocks, with knees.
    LegsAndButtocks,
}
