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
}

const fn limit(grams: f64, area_cm2: f64) -> LabelLimit {
    LabelLimit { grams, area_cm2 }
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
        NumbingProduct::LidocaineTetracaine => Some(limit(53.0, 400.0)),
        NumbingProduct::Compounded
        | NumbingProduct::Lidocaine4Cream
        | NumbingProduct::OtcLidocaine => None,
    }
}

/// Twelve years and over.
const LARGEST_PRILOCAINE_ROW: LabelLimit = limit(60.0, 600.0);

/// Rows of the UK leaflet by age (EMC1); the child rows exist so that a mistaken entry is caught.
fn prilocaine_row_by_age(years: f64) -> LabelLimit {
    match years {
        years if years >= 12.0 => LARGEST_PRILOCAINE_ROW,
        years if years >= 6.0 => limit(20.0, 200.0),
        years if years >= 1.0 => limit(10.0, 100.0),
        years if years >= 0.25 => limit(2.0, 20.0),
        _ => limit(1.0, 10.0),
    }
}

/// Rows of the US table by weight (PEDIA); over 20 kg the age decides alone.
fn prilocaine_row_by_weight(kilograms: f64) -> LabelLimit {
    match kilograms {
        kilograms if kilograms > 20.0 => LARGEST_PRILOCAINE_ROW,
        kilograms if kilograms > 10.0 => limit(10.0, 100.0),
        kilograms if kilograms > 5.0 => limit(2.0, 20.0),
        _ => limit(1.0, 10.0),
    }
}
