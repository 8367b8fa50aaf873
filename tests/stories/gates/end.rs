//! The end of a session, planned or not.

use needlebook_api::{patient_page, session, stock};
use needlebook_domain::session::{GapCode, ZoneState};

use super::stopped;
use crate::clinic::Clinic;
use crate::treatment::planned;

#[tokio::test]
async fn a_stopped_session_is_signed_and_the_rest_was_not_treated() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let mut draft = clinic.session(patient);
    draft.zones[1] = planned(draft.zones[1].clone());
    assert_eq!(
        clinic.refused_codes(draft.clone()).await,
        [GapCode::ZonePlanned],
        "planned or done, never open"
    );
    let signed = clinic.sign_session(stopped(&clinic, draft)).await.unwrap();
    let kept = session::get(clinic.app(), signed.id).await.unwrap();
    assert_eq!(kept.record.zones[0].state, ZoneState::Done);
    assert_eq!(kept.record.zones[1].state, ZoneState::NotTreated);
    assert!(signed.sheet.is_some() && signed.record.is_some());
    let next = {
        clinic.sleep_days(30);
        session::get_start(clinic.app(), patient).await.unwrap()
    };
    assert_eq!(
        next.last.unwrap().plan.len(),
        1,
        "what was not treated is not copied"
    );
}

#[tokio::test]
async fn the_same_session_is_never_signed_twice() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let draft = clinic.session(patient);
    clinic.sign_session(draft.clone()).await.unwrap();
    clinic
        .sign_session(draft)
        .await
        .expect_err("a second press of the button signs nothing");
    let page = patient_page::get(clinic.app(), patient).await.unwrap();
    assert_eq!(page.course.unwrap().done, 1);
    let lots = stock::list_lots(clinic.app()).await.unwrap();
    assert_eq!(lots[0].left, 9, "and takes no second cartridge");
}
