//! What happened against a gate: typed times are held against what was signed, the record is signable as an incident,
//! and the medical lead hears of it (PRACTICE 2, 7).

use needlebook_api::consent::AddendumInput;
use needlebook_api::today::{self, NeedsYouKind};
use needlebook_api::{consent, session, stock};
use needlebook_domain::consent::ConsentGate;
use needlebook_domain::ids::PatientId;
use needlebook_domain::session::{GapCode, Place, SessionDraft, Tick};
use needlebook_domain::zone::{Side, Zone};
use serde_json::json;

use super::{incidents, stopped};
use crate::clinic::{Clinic, at};
use crate::treatment::{drawn, planned};

/// Signs what is refused for one forbidden fact as an incident, and sees the lead's task.
async fn signed_as_incident(
    clinic: &Clinic,
    patient: PatientId,
    mut draft: SessionDraft,
    code: GapCode,
) {
    let gaps = clinic.refused(draft.clone()).await;
    assert!(
        gaps.iter()
            .all(|gap| gap.code == code && gap.happened.is_some())
            && !gaps.is_empty(),
        "only {code:?}, as a fact: {gaps:?}"
    );
    assert!(!has_review(clinic, patient).await);
    draft.incidents = incidents(clinic, &gaps, "The laptop was in the other room");
    let signed = clinic.sign_session(draft).await.unwrap();
    let kept = session::get(clinic.app(), signed.id).await.unwrap();
    assert_eq!(
        kept.record.incidents.len(),
        gaps.len(),
        "it stands in the record"
    );
    assert!(signed.sheet.is_some() && signed.record.is_some());
    assert!(
        has_review(clinic, patient).await,
        "and the medical lead has a task"
    );
}

async fn has_review(clinic: &Clinic, patient: PatientId) -> bool {
    let waits = today::get_today(clinic.app()).await.unwrap().needs_you;
    waits
        .iter()
        .any(|need| need.kind == NeedsYouKind::ReviewIncident && need.patient_id == Some(patient))
}

#[tokio::test]
async fn cream_before_the_screening_cannot_be_typed_away() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    clinic.consent(patient).await;
    clinic.set_time("09:10");
    clinic.screen(patient).await;
    let draft = clinic.session(patient);
    let gaps = clinic.refused(draft.clone()).await;
    assert_eq!(
        (gaps[0].code, gaps[0].place, gaps[0].index),
        (GapCode::StartBeforeScreening, Place::Numbing, Some(0)),
        "the cream was first, and it is put right there"
    );
    signed_as_incident(&clinic, patient, draft, GapCode::StartBeforeScreening).await;
}

#[tokio::test]
async fn a_mistyped_time_is_corrected_and_no_incident() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let mut draft = clinic.session(patient);
    draft.numbing[0].on_at = Some(at(clinic.today(), "08:00"));
    let codes = clinic.refused_codes(draft.clone()).await;
    assert!(
        codes.contains(&GapCode::StartBeforeScreening)
            && codes.contains(&GapCode::StartBeforeConsent)
    );
    draft.numbing[0].on_at = Some(at(clinic.today(), "09:00"));
    clinic.sign_session(draft).await.unwrap();
    assert!(!has_review(&clinic, patient).await);
}

#[tokio::test]
async fn needling_before_the_consent_was_countersigned_is_an_incident() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    clinic.screen(patient).await;
    clinic.set_time("09:45");
    clinic.consent(patient).await;
    let mut draft = clinic.session(patient);
    (draft.numbing_used, draft.numbing) = (Some(false), Vec::new());
    draft.check_in.antiseptic.as_mut().unwrap().at = at(clinic.today(), "09:46");
    clinic
        .sign_session(draft)
        .await
        .expect("antiseptic and needle came after it");

    let second = clinic.register("Tansy", "Whipstitch").await;
    clinic.set_time("09:00");
    clinic.screen(second).await;
    clinic.set_time("09:45");
    clinic.consent(second).await;
    let mut draft = clinic.session(second);
    (draft.numbing_used, draft.numbing) = (Some(false), Vec::new());
    let gaps = clinic.refused(draft.clone()).await;
    assert_eq!(gaps[0].place, Place::CheckIn, "the antiseptic came first");
    signed_as_incident(&clinic, second, draft, GapCode::StartBeforeConsent).await;
}

#[tokio::test]
async fn a_line_added_after_the_cream_does_not_cover_it() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    clinic.screen(patient).await;
    let signed = clinic.consent(patient).await;
    let mut draft = clinic.session(patient);
    (draft.zones[0].zone, draft.zones[0].side) = (Zone::Chin, Side::None);
    let state = session::check(clinic.app(), draft.clone()).await.unwrap();
    let ConsentGate::Uncovered { lines } = state.consent else {
        panic!("{:?}", state.consent)
    };
    let addendum: AddendumInput = serde_json::from_value(json!({
        "lines": lines, "signer_name": "Barnaby Selvedge-Hemsworth", "signature": drawn()
    }))
    .unwrap();
    clinic.set_time("09:30");
    consent::sign_addendum(clinic.app(), signed.id, addendum)
        .await
        .unwrap();
    signed_as_incident(&clinic, patient, draft, GapCode::StartBeforeAddendum).await;
}

#[tokio::test]
async fn the_right_patient_is_asked_before_not_after() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let late = |wall| {
        Some(Tick {
            by: clinic.owner,
            at: at(clinic.today(), wall),
        })
    };
    let mut draft = clinic.session(patient);
    draft.check_in.identity_before_numbing = late("09:01");
    let gaps = clinic.refused(draft).await;
    assert_eq!(
        (gaps[0].code, gaps[0].index),
        (GapCode::NumbingBeforeIdentity, Some(0))
    );
    let mut draft = clinic.session(patient);
    draft.check_in.identity_before_needling = late("09:51");
    signed_as_incident(&clinic, patient, draft, GapCode::NeedlingBeforeIdentity).await;
}

#[tokio::test]
async fn an_expired_cartridge_that_was_used_is_an_incident_and_one_in_the_hand_is_not() {
    let mut clinic = Clinic::ready().await;
    clinic.lot = clinic
        .add_lot("skinpen_precision", "LOT-OLD", &clinic.today().to_string())
        .await;
    let patient = clinic.arrived_patient().await;
    clinic.sleep_days(1);
    clinic.screen(patient).await;
    clinic.consent(patient).await;
    let mut draft = clinic.session(patient);
    let used = draft.clone();
    for row in &mut draft.zones {
        *row = planned(row.clone());
    }
    let gaps = clinic.refused(draft).await;
    let expired = gaps
        .iter()
        .find(|gap| gap.code == GapCode::CartridgeExpired)
        .unwrap();
    assert_eq!(
        expired.happened, None,
        "no needle yet: another lot is taken"
    );
    signed_as_incident(&clinic, patient, used, GapCode::CartridgeExpired).await;
}

#[tokio::test]
async fn deeper_than_agreed_is_an_incident_and_its_reason_is_asked_too() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let mut draft = clinic.session(patient);
    draft.zones[0].depth_mm = Some(1.75);
    draft.settled = clinic.reasons_for_every_guard(&draft).await;
    signed_as_incident(&clinic, patient, draft, GapCode::DepthNotAgreed).await;
}

#[tokio::test]
async fn a_stopped_session_without_consent_is_still_an_incident() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    clinic.screen(patient).await;
    let draft = stopped(&clinic, clinic.session(patient));
    signed_as_incident(&clinic, patient, draft, GapCode::NoConsent).await;
}

#[tokio::test]
async fn an_empty_lot_is_a_wrong_count_or_another_lot() {
    let mut clinic = Clinic::ready().await;
    clinic.lot = clinic
        .add_lot("skinpen_precision", "LOT-TEN", "2027-06-30")
        .await;
    let patient = clinic.patient_ready_to_treat().await;
    let mut draft = clinic.session(patient);
    let unit = draft.cartridges[0].clone();
    draft.cartridges = vec![unit; 11];
    let gaps = clinic.refused(draft.clone()).await;
    assert!(
        matches!(gaps.as_slice(), [gap] if gap.code == GapCode::CartridgeCount && gap.index == Some(10)),
        "ten were received: {gaps:?}"
    );
    draft.cartridges[10].count_was_wrong = draft.check_in.identity_before_needling;
    clinic.sign_session(draft).await.unwrap();
    let lots = stock::list_lots(clinic.app()).await.unwrap();
    let left = lots.iter().find(|lot| lot.id == clinic.lot).unwrap().left;
    assert_eq!(left, 0, "the book is right again, and never below zero");
    let dump = clinic.dump().await;
    assert!(
        dump["journal"]
            .iter()
            .any(|row| row.contains("'count_corrected'")),
        "the correction stands in the journal"
    );
}
