//! Whose photo it is and what it shows, as a person said it.

use super::{PhotoStage, PhotoView};
use crate::field;
use crate::ids::{PatientId, SessionId};
use crate::issue::{Issue, IssueCode, Issues};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;

/// Somebody else in the room: offered for every intimate view (PRACTICE 63).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum Chaperone {
    Accepted { name: String },
    Declined,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PhotoFiling {
    pub patient: PatientId,
    pub view: PhotoView,
    pub stage: PhotoStage,
    pub session: Option<SessionId>,
    /// The clinic's date of the picture.
    pub taken_on: NaiveDate,
    /// It was taken in a mirror or by a front camera, and is shown flipped.
    pub mirrored: bool,
    pub chaperone: Option<Chaperone>,
}

/// What the filing form holds.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct FilingInput {
    pub patient: PatientId,
    pub view: Option<PhotoView>,
    pub stage: Option<PhotoStage>,
    pub session: Option<SessionId>,
    pub taken_on: Option<NaiveDate>,
    pub mirrored: bool,
    pub chaperone: Option<Chaperone>,
}

impl FilingInput {
    /// `born_on` and `today` bound the day of the picture.
    ///
    /// # Errors
    /// A view, stage or day that is not chosen; a day before birth or in the future; an intimate view without a word about
    /// the chaperone.
    pub fn parse(self, born_on: NaiveDate, today: NaiveDate) -> Result<PhotoFiling, Vec<Issue>> {
        let mut issues = Issues::default();
        let view = chosen(&mut issues, "view", self.view, PhotoView::Front);
        let stage = chosen(&mut issues, "stage", self.stage, PhotoStage::Other);
        let taken_on = chosen(&mut issues, "taken_on", self.taken_on, today);
        if taken_on > today {
            issues.add("taken_on", IssueCode::InTheFuture);
        } else if taken_on < born_on {
            issues.add_with(
                "taken_on",
                IssueCode::TooEarly,
                &[("min", born_on.to_string())],
            );
        }
        let chaperone = match self.chaperone {
            None if view.is_intimate() => {
                issues.add("chaperone", IssueCode::Required);
                None
            }
            Some(Chaperone::Accepted { name }) if view.is_intimate() => Some(Chaperone::Accepted {
                name: field::name(&mut issues, "chaperone", &name),
            }),
            said if view.is_intimate() => said,
            _ => None,
        };
        issues.or(PhotoFiling {
            patient: self.patient,
            view,
            stage,
            session: self.session,
            taken_on,
            mirrored: self.mirrored,
            chaperone,
        })
    }
}

fn chosen<T>(issues: &mut Issues, path: &str, choice: Option<T>, otherwise: T) -> T {
    choice.unwrap_or_else(|| {
        issues.add(path, IssueCode::Required);
        otherwise
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    fn paths(change: impl FnOnce(&mut FilingInput)) -> Vec<String> {
        let day = |text: &str| text.parse().unwrap();
        let mut input = FilingInput {
            patient: PatientId::NONE,
            view: Some(PhotoView::Front),
            stage: Some(PhotoStage::Before),
            session: None,
            taken_on: Some(day("2026-11-20")),
            mirrored: false,
            chaperone: None,
        };
        change(&mut input);
        let refused = input.parse(day("1990-05-01"), day("2026-11-22")).err();
        refused
            .unwrap_or_default()
            .into_iter()
            .map(|issue| issue.path)
            .collect()
    }

    #[test]
    fn nothing_about_a_photo_is_guessed() {
        assert!(paths(|_| ()).is_empty());
        let nothing = paths(|input| (input.view, input.stage, input.taken_on) = (None, None, None));
        assert_eq!(nothing, ["view", "stage", "taken_on"]);
        assert_eq!(
            paths(|input| input.taken_on = "2026-11-23".parse().ok()),
            ["taken_on"]
        );
        assert_eq!(
            paths(|input| input.taken_on = "1990-04-30".parse().ok()),
            ["taken_on"]
        );
    }

    #[test]
    fn an_intimate_view_says_whether_somebody_else_was_in_the_room() {
        let of = |chaperone: Option<Chaperone>| {
            paths(|input| (input.view, input.chaperone) = (Some(PhotoView::Abdomen), chaperone))
        };
        assert_eq!(of(None), ["chaperone"]);
        assert_eq!(
            of(Some(Chaperone::Accepted { name: " ".into() })),
            ["chaperone"]
        );
        assert!(of(Some(Chaperone::Declined)).is_empty());
        assert!(
            of(Some(Chaperone::Accepted {
                name: "Odette Bobbin".into()
            }))
            .is_empty()
        );
    }
}
