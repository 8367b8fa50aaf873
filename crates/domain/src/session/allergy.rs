//! A recorded allergy that matches what is to touch the skin is a stop (PRACTICE 13). A metal allergy is not judged here:
//! needle and device go through R18.

use super::acts::first_needle;
use super::gap::{Gap, GapCode, Place};
use super::{SessionContext, SessionDraft};
use crate::numbing::NumbingProduct;

/// Shorter words stand in the name of anything.
const SHORTEST: usize = 4;

/// Words of an allergy that say nothing about a substance.
const SAYS_NOTHING: [&str; 16] = [
    "allergy", "allergic", "cream", "creams", "lotion", "skin", "some", "with", "from", "product",
    "products", "when", "after", "kind", "acid", "sodium",
];

pub(super) fn stops(draft: &SessionDraft, context: &SessionContext<'_>) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let matches = |product: &str| is_in(context.allergies, product);
    if let Some(used) = &draft.check_in.antiseptic
        && matches(&used.product)
    {
        gaps.push(Gap::at(Place::CheckIn, GapCode::AllergyToProduct).happened(Some(&used.product)));
    }
    if let Some(glide) = &draft.check_in.glide
        && matches(&glide.product)
    {
        let needled = first_needle(draft).map(|_| &glide.product);
        gaps.push(Gap::at(Place::CheckIn, GapCode::AllergyToGlide).happened(needled));
    }
    for (index, area) in draft.numbing.iter().enumerate() {
        if matches(ingredients(area.product)) {
            gaps.push(
                Gap::nth(Place::Numbing, GapCode::AllergyToProduct, index)
                    .happened(area.on_at.map(|_| area.product.id())),
            );
        }
    }
    for (index, product) in draft.products_after.iter().enumerate() {
        if matches(&product.name) {
            gaps.push(
                Gap::nth(Place::Products, GapCode::AllergyToProduct, index)
                    .happened(product.applied_at.map(|_| &product.name)),
            );
        }
    }
    gaps
}

/// What a numbing product is known to hold, with the words that people write for it. Of a compounded one only the
/// prescriber knows.
fn ingredients(product: NumbingProduct) -> &'static str {
    match product {
        NumbingProduct::Compounded => "",
        NumbingProduct::Lidocaine4Cream | NumbingProduct::OtcLidocaine => "lidocaine lignocaine",
        NumbingProduct::LidocainePrilocaine => "lidocaine lignocaine prilocaine emla",
        NumbingProduct::LidocaineTetracaine => "lidocaine lignocaine tetracaine amethocaine",
    }
}

/// Whether a word of an allergy stands in what the product is called or holds.
fn is_in(allergies: &[String], product: &str) -> bool {
    let product = product.to_lowercase();
    allergies.iter().any(|allergy| {
        allergy
            .to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() >= SHORTEST && !SAYS_NOTHING.contains(word))
            .any(|word| product.contains(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_allergy_matches_a_product_that_names_it() {
        let allergies = |text: &str| vec![text.to_owned()];
        for (allergy, product) in [
            ("Chlorhexidine", "chlorhexidine 0.5 % in alcohol"),
            ("allergic to beeswax", "Balm with Beeswax"),
            ("vitamin C", "Vitamin C serum 10 %"),
            (
                "Lidocaine",
                ingredients(NumbingProduct::LidocainePrilocaine),
            ),
            (
                "EMLA cream",
                ingredients(NumbingProduct::LidocainePrilocaine),
            ),
        ] {
            assert!(
                is_in(&allergies(allergy), product),
                "{allergy} and {product}"
            );
        }
        for (allergy, product) in [
            ("penicillin", "chlorhexidine"),
            ("some cream", "soothing cream"),
            ("salicylic acid", "hyaluronic acid gel"),
            ("EMLA cream", ingredients(NumbingProduct::Lidocaine4Cream)),
            ("Lidocaine", ingredients(NumbingProduct::Compounded)),
            ("", "soothing cream"),
        ] {
            assert!(
                !is_in(&allergies(allergy), product),
                "{allergy} and {product}"
            );
        }
    }
}
