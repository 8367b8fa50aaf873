//! What a visit usually costs, so that a slipped key in a price is seen (S41, C11, C12). It is shown and refuses nothing.

use serde::Serialize;
use specta::Type;

/// The founding document's range, which it gives in US dollars (S41).
const FOUNDING_CURRENCY: &str = "USD";
const FOUNDING_FROM: u32 = 200;
const FOUNDING_TO: u32 = 800;

/// The usual price of a visit in whole units of the clinic's currency; an end that nobody set holds no price back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Type)]
pub struct UsualPrice {
    /// C11: lower than this is unusual.
    pub from: Option<u32>,
    /// C12: higher than this is unusual.
    pub to: Option<u32>,
}

impl UsualPrice {
    /// What the founding document says of a currency: something for US dollars, nothing for any other (PRACTICE 42).
    #[must_use]
    pub fn of_the_founding_document(currency: &str) -> Self {
        if currency == FOUNDING_CURRENCY {
            Self {
                from: Some(FOUNDING_FROM),
                to: Some(FOUNDING_TO),
            }
        } else {
            Self::default()
        }
    }
}
