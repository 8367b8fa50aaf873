//! The skin type that is seen at a screening: it judges today and becomes the person's lasting fact.

use needlebook_api::{patient_page, screening, session, sheet};
use needlebook_domain::rule::RuleId;
use needlebook_domain::screening::OnRecord;
use serde_json::json;

use crate::clinic::Clinic;

#[tokio::test]
async fn the_skin_type_seen_today_judges_and_not_the_one_on_the_record() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let form = clinic.screening_with(patient, json!({"fitzpatrick": 6}));
    let judged = screening::check(clinic.app(), form).await.unwrap().judged;
    assert!(
        judged
            .so_far
            .findings
            .iter()
            .any(|finding| finding.rule == RuleId::R26),
        "type VI was seen; the record's III hides that dark spots are to be spoken of"
    );
}

#[tokio::test]
async fn signing_keeps_the_skin_type_that_was_seen_and_every_page_reads_it() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let unsettled = clinic.screening_with(patient, json!({"fitzpatrick": 6}));
    let check = screening::check(clinic.app(), unsettled).await.unwrap();
    assert_eq!(
        check.disagreeing[0].on_record,
        OnRecord::SkinType { skin_type: 3 },
        "the record says III: one of the two is right"
    );
    let form = clinic.screening_seeing(patient, 6);
    assert_eq!(
        screening::check(clinic.app(), form.clone())
            .await
            .unwrap()
            .disagreeing,
        []
    );
    let before = patient_page::get(clinic.app(), patient).await.unwrap();
    assert_eq!(
        before.patient.fitzpatrick,
        Some(3),
        "nothing is changed before the screening is signed"
    );
    clinic.set_time("08:40");
    screening::sign(clinic.app(), form).await.unwrap();
    let page = patient_page::get(clinic.app(), patient).await.unwrap();
    assert_eq!(page.patient.fitzpatrick, Some(6));
    assert_eq!(
        page.version,
        before.version + 1,
        "a details page that was open meanwhile must not write the old type over it"
    );

    clinic.set_time("08:50");
    clinic.consent(patient).await;
    let signed = clinic.sign_session(clinic.session(patient)).await.unwrap();
    session::get(clinic.app(), signed.id).await.unwrap();
    sheet::get_record(clinic.app(), signed.id).await.unwrap();
}

#[tokio::test]
async fn the_same_type_seen_again_and_no_look_at_all_change_nothing() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    for seen in [json!({"fitzpatrick": 3}), json!({})] {
        let form = clinic.screening_with(patient, seen);
        screening::sign(clinic.app(), form).await.unwrap();
        let page = patient_page::get(clinic.app(), patient).await.unwrap();
        assert_eq!((page.patient.fitzpatrick, page.version), (Some(3), 1));
    }
}
