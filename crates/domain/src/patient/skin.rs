//! What sun does to the skin, in the two questions that the Fitzpatrick types were made from (Fitzpatrick 1988,
//! Arch Dermatol 124:869): how it burns and how it tans in the first strong sun of the year, unprotected.
//!
//! The answers are kept beside the type and never turned into one: in a study of all skin colours two of five answers
//! fitted no type (JAMA Dermatol 2013;149:1289), so a person reads the six descriptions and chooses.

use serde::{Deserialize, Serialize};
use specta::Type;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SunBurns {
    Always,
    Usually,
    Sometimes,
    Rarely,
    VeryRarely,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SunTans {
    Never,
    ALittle,
    Evenly,
    Easily,
    VeryEasily,
    Deeply,
}

/// What was answered; `None` was not asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct SunReaction {
    pub burns: Option<SunBurns>,
    pub tans: Option<SunTans>,
}
