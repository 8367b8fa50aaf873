//! The most that a product's label allows, by age and weight.

use serde::{Deserialize, Serialize};

use super::NumbingProduct;

/// What a label allows at most.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct LabelLimit {
    /// Grams.
    pub grams: f64,
    /// Square centimetres.
    pub area_cm2: f64,
    /// Minutes on the skin.
    pub minutes: u16,
}

const fn limit(grams: f64, area_cm2: f64, minutes: u16) -> LabelLimit {
    LabelLimit {
        grams,
        area_cm2,
        minutes,
    }
}

/// The label's limit for a person; `None` where no limit was found. Unknown age or weight takes no
/// part; if age and weight give different rows, the lower counts (PRACTICE 15).
#[must_use]
pub fn label_limit(
    product: NumbingProduct,
    age_years: Option<f64>,
    weight_kg: Option<f64>,
) -> Option<LabelLimit> {
    match product {
        NumbingProduct::LidocainePrilocaine => {
            let by_age = age_years.map_or(LARGEST_PRILOCAINE_ROW, prilocaine_row_by_age);
            let by_weight = weight_kg.map_or(LARGEST_PRILOCAINE_ROW, prilocaine_row_by_weight);
            Some(if by_weight.grams < by_age.grams {
                by_weight
            } else {
                by_age
            })
        }
        NumbingProduct::LidocaineTetracaine => Some(TETRACAINE_ROW),
        NumbingProduct::Compounded
        | NumbingProduct::Lidocaine4Cream
        | NumbingProduct::OtcLidocaine => None,
    }
}

/// Minutes the leaflet gives from the first birthday on, and before it.
const FIVE_HOURS: u16 = 300;
const ONE_HOUR: u16 = 60;

/// Adults; the label has one row (PLIAG).
pub(super) const TETRACAINE_ROW: LabelLimit = limit(53.0, 400.0, 30);
/// Twelve years and over.
pub(super) const LARGEST_PRILOCAINE_ROW: LabelLimit = limit(60.0, 600.0, FIVE_HOURS);
/// 6 to 11 years.
const SCHOOL_CHILD: LabelLimit = limit(20.0, 200.0, FIVE_HOURS);
/// 1 to 5 years; over 10 kg.
const SMALL_CHILD: LabelLimit = limit(10.0, 100.0, FIVE_HOURS);
/// 3 to 11 months; over 5 kg. The US table allows four hours here; the UK row holds.
const INFANT: LabelLimit = limit(2.0, 20.0, ONE_HOUR);
/// Under 3 months; up to 5 kg.
const YOUNG_INFANT: LabelLimit = limit(1.0, 10.0, ONE_HOUR);

/// Rows of the UK leaflet by age (EMC1); the child rows exist so that a mistaken entry is caught.
fn prilocaine_row_by_age(years: f64) -> LabelLimit {
    match years {
        years if years >= 12.0 => LARGEST_PRILOCAINE_ROW,
        years if years >= 6.0 => SCHOOL_CHILD,
        years if years >= 1.0 => SMALL_CHILD,
        years if years >= 0.25 => INFANT,
        _ => YOUNG_INFANT,
    }
}

/// Rows of the US table by weight (PEDIA); over 20 kg the age decides alone.
fn prilocaine_row_by_weight(kilograms: f64) -> LabelLimit {
    match kilograms {
        kilograms if kilograms > 20.0 => LARGEST_PRILOCAINE_ROW,
        kilograms if kilograms > 10.0 => SMALL_CHILD,
        kilograms if kilograms > 5.0 => INFANT,
        _ => YOUNG_INFANT,
    }
}
