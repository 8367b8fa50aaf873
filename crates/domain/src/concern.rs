//! What a patient is treated for.

use serde::{Deserialize, Serialize};

/// A concern that needling is used for (S02, S32, S56). On a zone it is the indication that decides the
/// depth; on a course it decides how many sessions are planned.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum Concern {
    /// Fine lines.
    FineLines,
    /// Wrinkles.
    Wrinkles,
    /// Acne scars that lie below the skin's surface.
    AcneScars,
    /// Deep acne scars: planned over more sessions (S63), needled like [`Concern::AcneScars`]
    /// (PRACTICE 47).
    DeepAcneScars,
    /// Scars of surgery or burns.
    SurgicalBurnScars,
    /// Stretch marks.
    StretchMarks,
    /// Enlarged pores.
    Pores,
    /// Uneven texture or tone.
    TextureTone,
    /// Dark patches.
    Hyperpigmentation,
    /// Hair and scalp.
    Hair,
}

impl Concern {
    /// Every concern, in the order pick lists show them.
    pub const ALL: [Concern; 10] = [
        Concern::FineLines,
        Concern::Wrinkles,
        Concern::AcneScars,
        Concern::DeepAcneScars,
        Concern::SurgicalBurnScars,
        Concern::StretchMarks,
        Concern::Pores,
        Concern::TextureTone,
        Concern::Hyperpigmentation,
        Concern::Hair,
    ];

    /// What most of these are; of two that are as frequent, the one that is named first.
    #[must_use]
    pub fn most_frequent(named: impl IntoIterator<Item = Concern>) -> Option<Concern> {
        let named: Vec<Concern> = named.into_iter().collect();
        let count = |concern: &Concern| named.iter().filter(|one| *one == concern).count();
        let most = named.iter().map(count).max()?;
        named.iter().copied().find(|one| count(one) == most)
    }

    /// The id used in the record, on the wire and in content files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Concern::FineLines => "fine_lines",
            Concern::Wrinkles => "wrinkles",
            Concern::AcneScars => "acne_scars",
            Concern::DeepAcneScars => "deep_acne_scars",
            Concern::SurgicalBurnScars => "surgical_burn_scars",
            Concern::StretchMarks => "stretch_marks",
            Concern::Pores => "pores",
            Concern::TextureTone => "texture_tone",
            Concern::Hyperpigmentation => "hyperpigmentation",
            Concern::Hair => "hair",
        }
    }

    /// The concern with this id.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|concern| concern.id() == id)
    }

    /// Whether the age of a scar or stretch mark matters for this concern (R31).
    #[must_use]
    pub const fn is_scar(self) -> bool {
        matches!(
            self,
            Concern::AcneScars
                | Concern::DeepAcneScars
                | Concern::SurgicalBurnScars
                | Concern::StretchMarks
        )
    }

    /// The concern whose depths and clearances apply: deep acne scars are acne scars to the needle.
    #[must_use]
    pub const fn as_indication(self) -> Self {
        match self {
            Concern::DeepAcneScars => Concern::AcneScars,
            other => other,
        }
    }
}
