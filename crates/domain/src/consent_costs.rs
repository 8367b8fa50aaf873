//! What a course costs, as it is told to the patient before the signature (RULES section 7, item 3).

use crate::field;
use crate::issue::{Issue, IssueCode, Issues};
use serde::{Deserialize, Serialize};
use specta::Type;

/// Prices and terms in the clinic's currency. What is not stated is said to be so on the form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct ConsentCosts {
    pub per_visit: Option<f64>,
    /// The whole course; reckoned from the price of a visit where none is stated.
    pub total: Option<f64>,
    /// What comes on top, in words.
    pub extra: String,
    /// What is paid back, and when, in words.
    pub refund: String,
}

impl ConsentCosts {
    /// What the course comes to for this many visits.
    #[must_use]
    pub fn estimate(&self, visits: Option<u8>) -> Option<f64> {
        self.total
            .or_else(|| Some(self.per_visit? * f64::from(visits?)))
    }

    /// # Errors
    /// A price that is no amount of money; words that are too long.
    pub fn check(&self) -> Result<(), Vec<Issue>> {
        let mut issues = Issues::default();
        for (path, price) in [
            ("plan.costs.per_visit", self.per_visit),
            ("plan.costs.total", self.total),
        ] {
            if price.is_some_and(|price| !price.is_finite() || price < 0.0) {
                issues.add(path, IssueCode::NotANumber);
            }
        }
        field::line(&mut issues, "plan.costs.extra", &self.extra);
        field::line(&mut issues, "plan.costs.refund", &self.refund);
        issues.or(())
    }
}
