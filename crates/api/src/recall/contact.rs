//! How somebody may be reached about a recall.

use needlebook_domain::patient::{ContactPoint, Patient};
use serde::Serialize;
use specta::Type;

/// Only what they did not refuse (PRACTICE 65).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct RecallContact {
    pub phone: Option<String>,
    pub email: Option<String>,
    pub address: Option<String>,
    /// In their words: "only after six".
    pub note: String,
}

impl RecallContact {
    pub(super) fn of(person: &Patient) -> Self {
        let wishes = &person.contact;
        let reach = |text: &str, point, allowed: bool| {
            let may = allowed && !text.is_empty() && !wishes.never.contains(&point);
            may.then(|| text.to_owned())
        };
        Self {
            phone: reach(&person.phone, ContactPoint::Phone, wishes.may_phone()),
            email: reach(
                &person.email,
                ContactPoint::Email,
                wishes.email != Some(false),
            ),
            address: reach(
                &person.address,
                ContactPoint::Address,
                wishes.post != Some(false),
            ),
            note: wishes.note.clone(),
        }
    }

    /// Every way there is, as a list names them.
    pub(crate) fn ways(&self) -> Vec<String> {
        let address = self.address.as_ref().map(|text| text.replace('\n', ", "));
        let note = Some(self.note.clone()).filter(|note| !note.is_empty());
        [self.phone.clone(), self.email.clone(), address, note]
            .into_iter()
            .flatten()
            .collect()
    }
}
