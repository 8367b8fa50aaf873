//! Photos leave the clinic only inside what the patient agreed to (consent item 11: three separate choices).

use crate::consent::PhotoChoices;
use crate::ids::{PatientId, PhotoId};
use serde::{Deserialize, Serialize};
use specta::Type;

/// What a copy is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PhotoScope {
    /// The patient's own record: for the patient, or for another professional who treats them.
    Record,
    Teaching,
    Marketing,
}

/// Only a plain yes to this very scope lets a copy out.
#[must_use]
pub fn may_export(scope: PhotoScope, choices: Option<PhotoChoices>) -> bool {
    choices.is_some_and(|choices| {
        let choice = match scope {
            PhotoScope::Record => choices.record,
            PhotoScope::Teaching => choices.teaching,
            PhotoScope::Marketing => choices.marketing,
        };
        choice == Some(true)
    })
}

/// Copies that left: listed when the consent to a scope is withdrawn (PRACTICE 73).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PhotosExported {
    pub patient: PatientId,
    pub photos: Vec<PhotoId>,
    pub scope: PhotoScope,
    /// Whom they are for, as the person said it.
    pub recipient: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_yes_to_this_scope_lets_a_copy_out() {
        let choices = PhotoChoices {
            record: Some(true),
            teaching: Some(false),
            marketing: None,
        };
        assert!(may_export(PhotoScope::Record, Some(choices)));
        assert!(!may_export(PhotoScope::Teaching, Some(choices)));
        assert!(!may_export(PhotoScope::Marketing, Some(choices)));
        assert!(
            !may_export(PhotoScope::Record, None),
            "no consent is no yes"
        );
    }
}
