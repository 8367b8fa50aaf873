//! A reaction of nobody, followed until it was over.

use needlebook_domain::ids::{PatientId, PersonId, ReactionId};
use needlebook_domain::numbing::NumbingProduct;
use needlebook_domain::reaction::{ReactionFacts, ReactionFollowUp, ReactionKind, ReactionOutcome};
use needlebook_domain::zone::{Side, Zone};

use crate::reaction::{FollowUpLine, ReactionReport, TreatedWith};
use crate::samples::{clinic, mark, noon_before, on, patient};

/// Dark patches after the third session: seen twice, reported to the maker, gone with a mark.
#[must_use]
pub fn reaction() -> ReactionReport {
    let day = 60 * 24;
    let look = |outcome, text: &str, days_before, reported: bool| FollowUpLine {
        by: "Imogen Testwell".to_owned(),
        said: ReactionFollowUp {
            reaction: ReactionId::NONE,
            patient: PatientId::NONE,
            outcome,
            text: text.to_owned(),
            reported_to: if reported {
                "the maker of the pen".to_owned()
            } else {
                String::new()
            },
            reported_on: reported.then(|| on(2026, 10, 9)),
            check: None,
            by: PersonId::NONE,
            at: noon_before(day * days_before),
        },
    };
    ReactionReport {
        clinic: clinic(),
        patient: patient(),
        mark: mark("AE NB-0412"),
        facts: ReactionFacts {
            kind: ReactionKind::Hyperpigmentation,
            words: "brown, the size of a thumbnail".to_owned(),
            session: None,
            zones: vec![(Zone::Cheeks, Side::Left), (Zone::Cheekbone, Side::Left)],
            onset_on: on(2026, 10, 6),
            onset_at: None,
            grade: 2,
            done: "Shade and sunscreen every day. Photo taken.".to_owned(),
        },
        followed: Some(TreatedWith {
            number: 3,
            on: on(2026, 9, 29),
            practitioner: "Imogen Testwell, RN".to_owned(),
            device: "SkinPen Precision".to_owned(),
            device_serial: "SP-0417".to_owned(),
            lots: vec!["24K-0911".to_owned()],
            numbing: vec![NumbingProduct::Lidocaine4Cream],
            products: vec![("Hyaluronic gel".to_owned(), "HG-22".to_owned())],
        }),
        recorded_by: "Imogen Testwell".to_owned(),
        recorded_at: noon_before(day * 48),
        follow_ups: vec![
            look(
                ReactionOutcome::Open,
                "A little paler than last week. No new patch.",
                46,
                true,
            ),
            look(
                ReactionOutcome::ResolvedWithMarks {
                    on: on(2026, 11, 17),
                },
                "The cheek is clear. A faint line stays on the cheekbone.",
                7,
                false,
            ),
        ],
        voided: None,
        printed_by: "Imogen Testwell".to_owned(),
        printed_at: noon_before(0),
    }
}
