//! Vitamin C and other active products are kept off needled skin that reacted badly before (R32).

use super::gap::{Gap, GapCode, Place};
use super::{ProductApplied, SessionContext, SessionDraft};

/// Parts of the names that actives are sold under. Hyaluronic acid is none of them (RULES section 4).
const ACTIVES: [&str; 18] = [
    "vitamin c",
    "ascorb",
    "retin",
    "glycolic",
    "salicylic",
    "lactic acid",
    "mandelic",
    "azelaic",
    "kojic",
    "tranexamic",
    "arbutin",
    "benzoyl",
    "niacinamide",
    "peptide",
    "growth factor",
    "exosome",
    "stem cell",
    "peel",
];

pub(super) fn stops(draft: &SessionDraft, context: &SessionContext<'_>) -> Vec<Gap> {
    if !context.reacted_badly {
        return Vec::new();
    }
    let products = draft.products_after.iter().enumerate();
    products
        .filter(|(_, product)| is_active(product))
        .map(|(index, product)| {
            Gap::nth(Place::Products, GapCode::ActiveProduct, index)
                .happened(product.applied_at.map(|_| &product.name))
        })
        .collect()
}

fn is_active(product: &ProductApplied) -> bool {
    let name = product.name.to_lowercase();
    ACTIVES.iter().any(|active| name.contains(active))
}
