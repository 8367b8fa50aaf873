//! What everybody at the patient's side must see at once: pinned to the strip by a person.

use crate::field;
use crate::ids::{AlertId, PatientId, PersonId};
use crate::issue::{Issue, IssueCode, Issues};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AlertKind {
    NeedleFear,
    Faints,
    ColdSores,
    Keloid,
    /// In a person's own words.
    Other,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PinnedAlert {
    pub id: AlertId,
    pub patient: PatientId,
    pub kind: AlertKind,
    pub text: String,
    pub pinned_by: PersonId,
    pub pinned_at: DateTime<Utc>,
}

/// The longest alert, in characters: it stands in one line beside others.
pub const ALERT_MAX: usize = 60;

/// Pregnancy and breastfeeding are read in the screening and nowhere else (PRACTICE 27).
const NEVER_SHOWN: [&str; 6] = [
    "pregnan",
    "gravid",
    "expecting",
    "breastfe",
    "breast-fe",
    "breast fe",
];

/// Reads what is to be pinned.
///
/// # Errors
/// [`IssueCode::NeverShown`] for what must not stand on a strip; an own alert without words.
pub fn read(kind: AlertKind, text: &str) -> Result<String, Vec<Issue>> {
    let mut issues = Issues::default();
    let text = field::line(&mut issues, "text", text);
    if kind == AlertKind::Other && text.is_empty() {
        issues.add("text", IssueCode::Required);
    }
    if text.chars().count() > ALERT_MAX {
        issues.add_with(
            "text",
            IssueCode::TooLong,
            &[("max", ALERT_MAX.to_string())],
        );
    }
    let lowercase = text.to_lowercase();
    if NEVER_SHOWN.iter().any(|word| lowercase.contains(word)) {
        issues.add("text", IssueCode::NeverShown);
    }
    issues.or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pregnancy_is_never_pinned_in_any_spelling() {
        for text in [
            "Pregnant",
            "is PREGNANCY week 9",
            "breastfeeding",
            "breast feeding",
            "Expecting in May",
        ] {
            let codes: Vec<IssueCode> = read(AlertKind::Other, text)
                .err()
                .unwrap_or_default()
                .into_iter()
                .map(|issue| issue.code)
                .collect();
            assert_eq!(codes, [IssueCode::NeverShown], "{text}");
        }
    }

    #[test]
    fn an_own_alert_needs_words_and_fits_a_line() {
        assert!(read(AlertKind::NeedleFear, "").is_ok());
        assert!(read(AlertKind::Other, " ").is_err());
        assert!(read(AlertKind::Other, &"x".repeat(ALERT_MAX + 1)).is_err());
        assert_eq!(
            read(AlertKind::Other, " hearing aid left ").ok().as_deref(),
            Some("hearing aid left")
        );
    }
}
