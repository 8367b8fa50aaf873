//! What part of the body a photo shows, and from where: always named by the patient's own side.

use crate::zone::Side;
use serde::{Deserialize, Serialize};
use specta::Type;

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type,
)]
#[serde(rename_all = "snake_case")]
pub enum PhotoView {
    Front,
    Left45,
    Left90,
    Right45,
    Right90,
    Scalp,
    Neck,
    Decolletage,
    Abdomen,
    LeftFlank,
    RightFlank,
    Back,
    Buttocks,
    LeftThigh,
    RightThigh,
    LeftArm,
    RightArm,
    LeftHand,
    RightHand,
    LeftKnee,
    RightKnee,
}

impl PhotoView {
    /// The standard five of the face.
    pub const FACE: [Self; 5] = [
        Self::Front,
        Self::Left45,
        Self::Left90,
        Self::Right45,
        Self::Right90,
    ];

    #[must_use]
    pub const fn side(self) -> Side {
        match self {
            Self::Left45
            | Self::Left90
            | Self::LeftFlank
            | Self::LeftThigh
            | Self::LeftArm
            | Self::LeftHand
            | Self::LeftKnee => Side::Left,
            Self::Right45
            | Self::Right90
            | Self::RightFlank
            | Self::RightThigh
            | Self::RightArm
            | Self::RightHand
            | Self::RightKnee => Side::Right,
            Self::Front
            | Self::Scalp
            | Self::Neck
            | Self::Decolletage
            | Self::Abdomen
            | Self::Back
            | Self::Buttocks => Side::None,
        }
    }

    /// Covered until tapped, and taken with a chaperone offered (PRACTICE 63).
    #[must_use]
    pub const fn is_intimate(self) -> bool {
        matches!(
            self,
            Self::Decolletage
                | Self::Abdomen
                | Self::Back
                | Self::Buttocks
                | Self::LeftThigh
                | Self::RightThigh
        )
    }
}
