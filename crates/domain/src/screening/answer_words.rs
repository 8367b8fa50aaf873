//! Answers that are one of a few words.

use serde::{Deserialize, Serialize};

use super::answer_values::ReadAnswer;
use crate::wire::{InputError, Node};

macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $item:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
        pub enum $name { $($(#[$item_doc])* #[serde(rename = $word)] $item),* }

        impl $name {
            /// Every word this answer can be.
            pub const WORDS: &[&str] = &[$($word),*];

            fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$item),)* _ => None }
            }
        }

        impl ReadAnswer for $name {
            fn read(node: &Node<'_>) -> Result<Self, InputError> {
                node.word(Self::from_word)
            }
        }
    };
}

choice! {
    /// Acne now (R07).
    Acne {
        /// None.
        None = "none",
        /// Spots that are not red, sore or full of pus.
        NonInflammatory = "active_non_inflammatory",
        /// Red, sore or pus spots.
        Inflammatory = "active_inflammatory",
    }
}
choice! {
    /// Cold sores (R08).
    ColdSore {
        /// Never.
        None = "none",
        /// Before, not now.
        History = "history",
        /// Now.
        Active = "active",
    }
}
choice! {
    /// How bad eczema or psoriasis is (R09, R10).
    Severity {
        /// None.
        None = "none",
        /// Mild.
        Mild = "mild",
        /// Moderate.
        Moderate = "moderate",
        /// Severe.
        Severe = "severe",
    }
}
choice! {
    /// Keloid scars (R13).
    Keloid {
        /// None.
        None = "none",
        /// In the family.
        Family = "family",
        /// The patient's own.
        Personal = "personal",
    }
}
choice! {
    /// Diabetes (R24).
    Diabetes {
        /// None.
        None = "none",
        /// Well controlled.
        Controlled = "controlled",
        /// Not well controlled.
        Uncontrolled = "uncontrolled",
    }
}
choice! {
    /// Rosacea (R34).
    Rosacea {
        /// None.
        None = "none",
        /// Mild.
        Mild = "mild",
        /// With pus spots.
        Pustular = "pustular",
    }
}
choice! {
    /// The class of a numbing medicine that a person is allergic to (R19).
    AnaestheticClass {
        /// Lidocaine, prilocaine and their kin.
        Amide = "amide",
        /// Tetracaine, benzocaine and their kin.
        Ester = "ester",
        /// Not known which.
        Unknown = "unknown",
    }
}
choice! {
    /// The active substances of a planned numbing product (R33).
    PlannedNumbing {
        /// Lidocaine alone.
        Lidocaine = "lidocaine",
        /// Lidocaine with prilocaine.
        LidocainePrilocaine = "lidocaine_prilocaine",
        /// Lidocaine with tetracaine.
        LidocaineTetracaine = "lidocaine_tetracaine",
    }
}
choice! {
    /// Whether isotretinoin was ever taken (R01).
    IsotretinoinStatus {
        /// Never.
        Never = "never",
        /// Still taking it.
        Current = "current",
        /// Taken before.
        Past = "past",
        /// Not known.
        Unknown = "unknown",
    }
}
choice! {
    /// The answers to "when last?" that are not a date.
    UseWord {
        /// Not used.
        None = "none",
        /// Still in use: the answer gives the last day to stop (PRACTICE 6).
        StillUsing = "still_using",
    }
}
choice! {
    /// The answer to "when last?" for something that did not happen.
    NoneWord {
        /// It did not happen.
        None = "none",
    }
}
choice! {
    /// The answer to a question that does not concern everybody.
    DoesNotApplyWord {
        /// It does not concern this patient.
        DoesNotApply = "does_not_apply",
    }
}
