//! The consent: whole, in date, and covering everything that is done.

use needlebook_api::consent::AddendumInput;
use needlebook_api::draft::{self as drafts, DraftInput};
use needlebook_api::{ConsentStep, consent, patient_page, session};
use needlebook_domain::consent::{ConsentGate, Uncovered};
use needlebook_domain::consent_withdrawal::WithdrawalScope;
use needlebook_domain::session::GapCode;
use needlebook_domain::timeline::Told;
use needlebook_domain::zone::{Side, Zone};
use serde_json::json;

use super::{incidents, stopped};
use crate::clinic::Clinic;
use crate::treatment::drawn;

#[tokio::test]
async fn without_a_consent_neither_cream_nor_needle() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    clinic.screen(patient).await;
    let draft = clinic.session(patient);
    let state = session::check(clinic.app(), draft.clone()).await.unwrap();
    assert!(
        state
            .check
            .before_numbing
            .iter()
            .any(|gap| gap.code == GapCode::NoConsent)
    );
    assert_eq!(clinic.refused_codes(draft).await, [GapCode::NoConsent]);
}

#[tokio::test]
async fn a_withdrawn_consent_forbids_needling_and_never_hides_what_happened() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    clinic.screen(patient).await;
    let signed = clinic.consent(patient).await;
    consent::withdraw(
        clinic.app(),
        signed.id,
        WithdrawalScope::Whole,
        "I changed my mind".to_owned(),
    )
    .await
    .unwrap();
    let draft = clinic.session(patient);
    let gaps = clinic.refused(draft.clone()).await;
    assert!(
        matches!(gaps.as_slice(), [gap] if gap.code == GapCode::ConsentWithdrawn && gap.happened.is_some()),
        "cream and needle came after it: {gaps:?}"
    );

    let mut draft = stopped(&clinic, draft);
    draft.incidents = incidents(
        &clinic,
        &gaps,
        "The withdrawal was not read before the cream",
    );
    let stopped = clinic.sign_session(draft).await.unwrap();
    assert!(
        stopped.sheet.is_some(),
        "the record is always signed and the sheet always made (PRACTICE 11)"
    );
    let page = patient_page::get(clinic.app(), patient).await.unwrap();
    assert!(
        page.timeline
            .items
            .iter()
            .any(|item| item.told == Told::ConsentWithdrawn),
        "and the withdrawal is seen"
    );
}

#[tokio::test]
async fn a_consent_ends_after_six_months_without_a_session() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    clinic.consent(patient).await;
    clinic.sleep_days(181);
    clinic.screen(patient).await;
    let state = session::check(clinic.app(), clinic.session(patient))
        .await
        .unwrap();
    assert_eq!(
        state.consent,
        ConsentGate::Open,
        "the day before six months are over"
    );
    clinic.sleep_days(1);
    clinic.screen(patient).await;
    assert_eq!(
        clinic.refused_codes(clinic.session(patient)).await,
        [GapCode::ConsentEnded]
    );
    let page = patient_page::get(clinic.app(), patient).await.unwrap();
    assert_eq!(
        page.consent,
        needlebook_api::ConsentStep::Ended,
        "the strip says the same"
    );
}

#[tokio::test]
async fn what_the_consent_does_not_name_is_listed_and_signed_first() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    clinic.screen(patient).await;
    let signed = clinic.consent(patient).await;
    let mut draft = clinic.session(patient);
    (draft.zones[0].zone, draft.zones[0].side) = (Zone::Chin, Side::None);
    draft.zones[1].indication = Some(needlebook_domain::concern::Concern::Wrinkles);
    draft.zones[1].depth_mm = Some(1.0);
    draft.numbing[0].product = needlebook_domain::numbing::NumbingProduct::LidocaineTetracaine;
    draft.settled = clinic.reasons_for_every_guard(&draft).await;
    assert!(
        clinic
            .refused_codes(draft.clone())
            .await
            .contains(&GapCode::ConsentUncovered)
    );

    let state = session::check(clinic.app(), draft.clone()).await.unwrap();
    let ConsentGate::Uncovered { lines } = state.consent else {
        panic!("{:?}", state.consent)
    };
    assert_eq!(
        lines,
        [
            Uncovered::Area { zone: Zone::Chin },
            Uncovered::Concern {
                concern: needlebook_domain::concern::Concern::Wrinkles
            },
            Uncovered::Numbing {
                product: needlebook_domain::numbing::NumbingProduct::LidocaineTetracaine
            },
        ]
    );
    let typed = DraftInput {
        kind: "session".to_owned(),
        subject: patient.0,
        body: json!({ "value": draft, "focus": null }).to_string(),
        version: 0,
    };
    drafts::save(clinic.app(), typed).await.unwrap();
    assert_eq!(
        patient_page::get(clinic.app(), patient)
            .await
            .unwrap()
            .consent,
        ConsentStep::NeedsLines { lines: 3 },
        "the strip says the number of lines"
    );
    clinic.set_time("08:50");
    let addendum = |lines: Vec<Uncovered>, signature| -> AddendumInput {
        serde_json::from_value(json!({
            "lines": lines, "signer_name": "Barnaby Selvedge-Hemsworth", "signature": signature
        }))
        .unwrap()
    };
    let blank = json!({"way": "drawn", "strokes": []});
    consent::sign_addendum(clinic.app(), signed.id, addendum(lines.clone(), blank))
        .await
        .unwrap_err();
    consent::sign_addendum(clinic.app(), signed.id, addendum(vec![], drawn()))
        .await
        .unwrap_err();
    consent::sign_addendum(
        clinic.app(),
        signed.id,
        addendum(lines[..2].to_vec(), drawn()),
    )
    .await
    .unwrap();
    let state = session::check(clinic.app(), draft.clone()).await.unwrap();
    assert_eq!(
        state.consent,
        ConsentGate::Uncovered {
            lines: lines[2..].to_vec()
        },
        "one line is still unsigned"
    );
    consent::sign_addendum(
        clinic.app(),
        signed.id,
        addendum(lines[2..].to_vec(), drawn()),
    )
    .await
    .unwrap();
    clinic.sign_session(draft).await.unwrap();
}

#[tokio::test]
async fn deeper_than_the_makers_limit_needs_the_patients_yes_and_a_reason() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    clinic.screen(patient).await;
    clinic.consent(patient).await;
    let mut draft = clinic.session(patient);
    draft.zones[0].depth_mm = Some(1.75);
    let codes = clinic.refused_codes(draft.clone()).await;
    assert_eq!(
        codes,
        [GapCode::DepthNotAgreed, GapCode::GuardOpen],
        "the consent said no (PRACTICE 10)"
    );

    clinic.set_time("08:50");
    clinic.agree_to_depth(patient).await;
    assert_eq!(
        clinic.refused_codes(draft.clone()).await,
        [GapCode::GuardOpen]
    );
    draft.settled = clinic.reasons_for_every_guard(&draft).await;
    let mut deeper = draft.clone();
    deeper.zones[0].depth_mm = Some(2.0);
    assert_eq!(
        clinic.refused_codes(deeper).await,
        [GapCode::GuardOpen],
        "a reason is given for a depth; another depth asks again"
    );
    let mut blank = draft.clone();
    blank.settled[0].reason = " ".to_owned();
    assert_eq!(
        clinic.refused_codes(blank).await,
        [GapCode::GuardOpen],
        "a space is no reason"
    );
    clinic.sign_session(draft).await.unwrap();
}
