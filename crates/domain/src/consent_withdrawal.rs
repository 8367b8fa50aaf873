//! Taking a consent back, whole or for one use of photos (RULES.md section 7, item 11; PRACTICE 11, 73).
//!
//! A withdrawal is a record of its own: what was signed stays as it was signed.

use crate::consent::{Consent, PhotoChoices};
use crate::ids::{ConsentId, PersonId};
use crate::issue::{Issue, IssueCode, Issues};
use crate::photo::PhotoScope;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

/// What the patient takes back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum WithdrawalScope {
    /// All of it: no further needling rests on it, and no photo leaves by it.
    #[default]
    Whole,
    RecordPhotos,
    TeachingPhotos,
    MarketingPhotos,
}

impl WithdrawalScope {
    /// The use of photos that ends; `None` for the whole consent.
    #[must_use]
    pub fn photos(self) -> Option<PhotoScope> {
        match self {
            Self::Whole => None,
            Self::RecordPhotos => Some(PhotoScope::Record),
            Self::TeachingPhotos => Some(PhotoScope::Teaching),
            Self::MarketingPhotos => Some(PhotoScope::Marketing),
        }
    }

    /// Whether a copy made for `use_of` has lost its ground.
    #[must_use]
    pub fn ends(self, use_of: PhotoScope) -> bool {
        self.photos().is_none_or(|scope| scope == use_of)
    }
}

/// The patient takes the consent back; care already given stays in the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Withdrawal {
    pub consent: ConsentId,
    #[serde(default)]
    pub scope: WithdrawalScope,
    pub said: String,
    pub recorded_by: PersonId,
    pub at: DateTime<Utc>,
}

/// What still stands of the photo choices; `None` once the whole consent was taken back.
#[must_use]
pub fn standing_choices(consent: &Consent, withdrawals: &[Withdrawal]) -> Option<PhotoChoices> {
    let mut choices = consent.photos;
    for withdrawal in withdrawals {
        let choice = match withdrawal.scope {
            WithdrawalScope::Whole => return None,
            WithdrawalScope::RecordPhotos => &mut choices.record,
            WithdrawalScope::TeachingPhotos => &mut choices.teaching,
            WithdrawalScope::MarketingPhotos => &mut choices.marketing,
        };
        *choice = Some(false);
    }
    Some(choices)
}

/// Only what was agreed to, and not taken back before, can be taken back.
///
/// # Errors
/// `scope` is [`IssueCode::NotAChoice`].
pub fn check_withdrawal(
    consent: &Consent,
    before: &[Withdrawal],
    scope: WithdrawalScope,
) -> Result<(), Vec<Issue>> {
    let mut issues = Issues::default();
    let stands = standing_choices(consent, before).is_some_and(|choices| {
        scope
            .photos()
            .is_none_or(|photos| crate::photo::may_export(photos, Some(choices)))
    });
    if !stands {
        issues.add("scope", IssueCode::NotAChoice);
    }
    issues.or(())
}
