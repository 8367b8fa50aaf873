//! What the clinic works by and with: the approval, numbing creams, lots and cartridges.

use needlebook_api::today::{self, NeedsYouKind};
use needlebook_api::{consent, screening, session};
use needlebook_domain::session::{GapCode, Place};
use serde_json::json;

use super::reasons;
use crate::clinic::Clinic;

#[tokio::test]
async fn nothing_is_signed_before_the_medical_lead_approved() {
    let mut clinic = Clinic::set_up().await;
    clinic.device = clinic.add_device("skinpen_precision").await;
    clinic.lot = clinic
        .add_lot("skinpen_precision", "LOT-7781", "2027-06-30")
        .await;
    let patient = clinic.patient_ready_to_treat().await;
    assert_eq!(
        clinic.refused_codes(clinic.session(patient)).await,
        [GapCode::NotApproved],
        "PRACTICE 28"
    );
    let waits = today::get_today(clinic.app()).await.unwrap().needs_you;
    assert!(
        waits
            .iter()
            .any(|need| need.kind == NeedsYouKind::NotApproved),
        "and Today says so"
    );
    clinic.approve().await;
    clinic.sign_session(clinic.session(patient)).await.unwrap();
}

#[tokio::test]
async fn a_numbing_cream_that_the_answers_block_stays_in_its_tube() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    clinic.consent(patient).await;
    let mut form = clinic.screening_with(patient, json!({"liver_disease": true}));
    form.settled = reasons(&clinic, &form, "Spoke about it; no numbing today").await;
    screening::sign(clinic.app(), form).await.unwrap();
    let draft = clinic.session(patient);
    let gaps = clinic.refused(draft.clone()).await;
    assert!(
        !gaps.is_empty()
            && gaps
                .iter()
                .all(|gap| gap.code == GapCode::NumbingGateBlocks && gap.index == Some(0)),
        "{gaps:?}"
    );
    let state = session::check(clinic.app(), draft.clone()).await.unwrap();
    assert!(
        state
            .check
            .before_numbing
            .iter()
            .any(|gap| gap.code == GapCode::NumbingGateBlocks)
    );

    let mut without = draft;
    without.numbing_used = Some(false);
    without.numbing.clear();
    clinic
        .sign_session(without)
        .await
        .expect("the session may go on without numbing");
}

#[tokio::test]
async fn two_numbed_areas_share_one_maximum() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    clinic.screen(patient).await;
    let mut plan = clinic.plan();
    plan["numbing"] = json!(["lidocaine_prilocaine_2.5_2.5"]);
    let form = clinic.consent_form(patient, plan).await;
    consent::sign(clinic.app(), patient, form).await.unwrap();
    let mut draft = clinic.session(patient);
    let area = &mut draft.numbing[0];
    area.product = needlebook_domain::numbing::NumbingProduct::LidocainePrilocaine;
    (area.percent, area.grams) = (None, Some(40.0));
    let second = draft.numbing[0].clone();
    draft.numbing.push(second);
    let gaps = clinic.refused(draft.clone()).await;
    assert!(
        gaps.iter().any(|gap| gap.code == GapCode::NumbingBlocked),
        "forty and forty are eighty grams of a sixty gram limit (PRACTICE 14): {gaps:?}"
    );
    draft.numbing.truncate(1);
    assert_eq!(
        clinic.refused_codes(draft.clone()).await,
        [GapCode::NumbingCaution],
        "forty minutes are less than its label asks, and somebody says why"
    );
    draft.settled = clinic.reasons_for_every_guard(&draft).await;
    clinic.sign_session(draft).await.unwrap();
}

#[tokio::test]
async fn a_lot_is_good_on_its_last_day_and_not_after() {
    let mut clinic = Clinic::ready().await;
    clinic.lot = clinic
        .add_lot(
            "skinpen_precision",
            "LOT-LAST-DAY",
            &clinic.today().to_string(),
        )
        .await;
    let patient = clinic.patient_ready_to_treat().await;
    let state = session::check(clinic.app(), clinic.session(patient))
        .await
        .unwrap();
    assert!(
        state
            .check
            .missing
            .iter()
            .all(|gap| gap.code != GapCode::CartridgeExpired),
        "it ends with the day"
    );
    clinic.sleep_days(1);
    clinic.screen(patient).await;
    let gaps = clinic.refused(clinic.session(patient)).await;
    assert_eq!(gaps.len(), 1, "{gaps:?}");
    assert_eq!(
        (gaps[0].code, gaps[0].place, gaps[0].index),
        (GapCode::CartridgeExpired, Place::CheckIn, Some(0))
    );
}

#[tokio::test]
async fn a_cartridge_fits_its_own_device_is_sealed_and_known() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let other = clinic.add_lot("dermapen_4", "D-12", "2027-01-01").await;
    let mut draft = clinic.session(patient);
    draft.cartridges[0].lot = other;
    assert_eq!(
        clinic.refused_codes(draft.clone()).await,
        [GapCode::CartridgeOtherDevice]
    );
    draft.cartridges[0].lot = needlebook_domain::ids::LotId(uuid::Uuid::nil());
    assert_eq!(
        clinic.refused_codes(draft.clone()).await,
        [GapCode::Cartridge],
        "a lot nobody received"
    );
    draft.cartridges[0].lot = clinic.lot;
    draft.cartridges[0].sealed = false;
    assert_eq!(
        clinic.refused_codes(draft).await,
        [GapCode::CartridgeNotSealed],
        "one unit, one patient (PRACTICE 1)"
    );
}
