//! A consent counts when it is whole, and there is no other kind, whatever was ticked in whatever order.

use needlebook_api::consent as consents;
use needlebook_api::{ApiError, ConsentStep, patient_page, timeline};
use needlebook_domain::consent::ConsentInput;
use needlebook_domain::consent_reply::Reply;
use needlebook_domain::consent_withdrawal::WithdrawalScope;
use needlebook_domain::signature::{Point, Signature};
use needlebook_domain::timeline::{Told, Topic};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use tokio::runtime::Runtime;

use crate::clinic::Clinic;
use crate::consent_reply::REPLIES;

/// What a hurried hand leaves behind on a form.
#[derive(Clone, Debug)]
struct Hand {
    /// The order ticks were given in; those past `ticks` were never given.
    order: Vec<usize>,
    ticks: usize,
    stray_tick: bool,
    photos: [Option<bool>; 3],
    depth: Option<bool>,
    name: String,
    signatures: [Option<Signature>; 2],
    /// What the patient said before trying, if anything.
    said: Option<Reply>,
}

fn signature() -> impl Strategy<Value = Option<Signature>> {
    let point = |x, y| Point {
        x,
        y,
        t: 0,
        pressure: 0.5,
    };
    prop_oneof![
        4 => Just(Some(Signature::Drawn { strokes: vec![vec![point(0.0, 0.0), point(90.0, 5.0)]] })),
        2 => Just(Some(Signature::Typed { name: "Barnaby Selvedge".to_owned() })),
        1 => Just(None),
        1 => Just(Some(Signature::Typed { name: " . ".to_owned() })),
        1 => Just(Some(Signature::Drawn { strokes: vec![] })),
        1 => Just(Some(Signature::Drawn { strokes: vec![vec![point(3.0, 3.0)], vec![point(4.0, 3.0), point(5.0, 3.0)]] })),
        1 => Just(Some(Signature::Drawn { strokes: vec![vec![point(0.0, 0.0), point(f32::NAN, 80.0)]] })),
    ]
}

fn choice() -> impl Strategy<Value = Option<bool>> {
    prop_oneof![4 => Just(Some(true)), 4 => Just(Some(false)), 1 => Just(None)]
}

fn hand(keys: usize) -> impl Strategy<Value = Hand> {
    (
        Just((0..keys).collect::<Vec<_>>()).prop_shuffle(),
        prop_oneof![3 => Just(keys), 1 => 0..keys],
        prop::bool::weighted(0.1),
        [choice(), choice(), choice()],
        choice(),
        prop_oneof![6 => Just("Barnaby Selvedge"), 1 => Just(""), 1 => Just("✂✂"), 1 => Just("a\u{0}b")],
        [signature(), signature()],
        prop_oneof![2 => Just(None), 1 => prop::sample::select(REPLIES.to_vec()).prop_map(Some)],
    )
        .prop_map(|(order, ticks, stray_tick, photos, depth, name, signatures, said)| Hand {
            order,
            ticks,
            stray_tick,
            photos,
            depth,
            name: name.to_owned(),
            signatures,
            said,
        })
}

impl Hand {
    fn fill(&self, whole: &ConsentInput) -> ConsentInput {
        let mut form = whole.clone();
        form.ticked = self.order[..self.ticks]
            .iter()
            .map(|&index| whole.ticked[index].clone())
            .collect();
        form.ticked
            .extend(self.stray_tick.then(|| "something_nobody_wrote".to_owned()));
        [
            form.photos.record,
            form.photos.teaching,
            form.photos.marketing,
        ] = self.photos;
        form.depth_above_label = self.depth;
        form.signer_name.clone_from(&self.name);
        [form.signature, form.practitioner_signature] = self.signatures.clone();
        form
    }

    /// Said here in its own words, so that the program's reading is checked and not repeated.
    fn is_whole(&self) -> bool {
        let signed = |mark: &Option<Signature>| match mark {
            Some(Signature::Typed { name }) => name.contains("Barnaby"),
            Some(Signature::Drawn { strokes }) => strokes
                .first()
                .is_some_and(|stroke| stroke.len() == 2 && stroke[1].x == 90.0),
            None => false,
        };
        self.ticks == self.order.len()
            && !self.stray_tick
            && self.photos.iter().all(Option::is_some)
            && self.depth.is_some()
            && self.name == "Barnaby Selvedge"
            && self.signatures.iter().all(signed)
    }
}

#[test]
fn a_consent_never_counts_unless_every_tick_choice_and_signature_is_there() {
    let runtime = Runtime::new().unwrap();
    let (clinic, patient, whole) = runtime.block_on(async {
        let clinic = Clinic::ready().await;
        let patient = clinic.arrived_patient().await;
        let whole = clinic.consent_form(patient, clinic.plan()).await;
        (clinic, patient, whole)
    });
    assert!(
        whole.ticked.len() > 8 && whole.depth_above_label.is_some(),
        "the form asks for all of it"
    );
    let config = Config {
        cases: 160,
        failure_persistence: None,
        ..Config::default()
    };
    let seen = std::cell::Cell::new((0, 0));
    TestRunner::new(config)
        .run(&hand(whole.ticked.len()), |hand| {
            let signed_before = runtime.block_on(step(&clinic, patient)).1;
            if let Some(said) = hand.said {
                clinic.tick();
                let form = clinic.whole_form();
                runtime.block_on(clinic.reply(patient, said, form)).unwrap();
                let on = clinic.today();
                prop_assert_eq!(
                    runtime.block_on(step(&clinic, patient)),
                    (ConsentStep::Replied { reply: said, on }, signed_before),
                    "a word is no signature"
                );
            }
            clinic.tick();
            let before = runtime.block_on(step(&clinic, patient));
            let answer = runtime.block_on(consents::sign(clinic.app(), patient, hand.fill(&whole)));
            let (signed, refused) = seen.get();
            if hand.is_whole() {
                seen.set((signed + 1, refused));
                prop_assert!(answer.is_ok(), "whole and refused: {answer:?}");
                prop_assert_eq!(
                    runtime.block_on(step(&clinic, patient)),
                    (ConsentStep::Covers, before.1 + 1)
                );
                let id = answer.unwrap().id;
                runtime
                    .block_on(consents::withdraw(
                        clinic.app(),
                        id,
                        WithdrawalScope::Whole,
                        String::new(),
                    ))
                    .unwrap();
            } else {
                seen.set((signed, refused + 1));
                let named =
                    matches!(&answer, Err(ApiError::Invalid { issues }) if !issues.is_empty());
                prop_assert!(
                    named,
                    "something is missing and nothing was named: {answer:?}"
                );
                prop_assert_eq!(
                    runtime.block_on(step(&clinic, patient)),
                    before,
                    "and nothing was stored"
                );
            }
            Ok(())
        })
        .unwrap();
    let (signed, refused) = seen.get();
    assert!(
        signed > 3 && refused > 30,
        "both kinds were met: {signed} signed, {refused} refused"
    );
}

/// Where the consent stands, and how many were ever signed.
async fn step(clinic: &Clinic, patient: needlebook_domain::ids::PatientId) -> (ConsentStep, usize) {
    let page = patient_page::get(clinic.app(), patient).await.unwrap();
    let (mut signed, mut before) = (0, None);
    loop {
        let window = timeline::get(clinic.app(), patient, Some(Topic::Consents), before)
            .await
            .unwrap();
        before = window.items.last().map(|item| item.event);
        let items = window.items.iter();
        signed += items
            .filter(|item| matches!(item.told, Told::Consent { .. }))
            .count();
        if !window.more {
            break;
        }
    }
    (page.consent, signed)
}

/// The hash is of the text that was on screen: a consent that was altered in the store is never shown as signed.
#[tokio::test]
async fn a_consent_keeps_the_very_text_that_was_read_and_its_code() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let signed = clinic.consent(patient).await;
    assert!(
        signed.document.is_some(),
        "the printed copy is made from the same values"
    );
    let kept = consents::get(clinic.app(), signed.id).await.unwrap();
    assert_eq!(kept.consent.text_sha256, signed.sha256);
    assert_eq!(kept.code, signed.code);
    assert!(
        kept.consent.text.contains("SkinPen"),
        "the text names the device it was agreed for"
    );
    assert_eq!(kept.consent.practitioner_name, "Marigold Featherstitch, RN");
}
