//! What stands on the strip: what the record says by itself and what a person pinned; never a word of pregnancy.

use needlebook_api::alert::{self, Alert};
use needlebook_api::{ApiError, patient_page, screening, timeline};
use needlebook_domain::alert::AlertKind;
use needlebook_domain::ids::PatientId;
use needlebook_domain::issue::IssueCode;
use needlebook_domain::timeline::Topic;
use serde_json::json;

use crate::clinic::Clinic;

async fn strip(clinic: &Clinic, patient: PatientId) -> Vec<Alert> {
    patient_page::get(clinic.app(), patient)
        .await
        .unwrap()
        .alerts
}

#[tokio::test]
async fn a_person_pins_an_alert_and_takes_it_off_and_both_are_told() {
    let clinic = Clinic::ready().await;
    let patient = clinic.register("Barnaby", "Selvedge").await;
    let pin = |kind, text: &str| alert::pin(clinic.app(), patient, kind, text.to_owned());
    let fear = pin(AlertKind::NeedleFear, "").await.unwrap();
    pin(AlertKind::Other, " hearing aid, left ").await.unwrap();
    let shown = strip(&clinic, patient).await;
    assert_eq!(shown.len(), 2);
    assert!(
        matches!(&shown[1], Alert::Pinned { alert: AlertKind::Other, text, .. } if text == "hearing aid, left")
    );
    alert::unpin(clinic.app(), fear).await.unwrap();
    assert_eq!(strip(&clinic, patient).await.len(), 1);
    assert_eq!(
        alert::unpin(clinic.app(), fear).await,
        Err(ApiError::NotFound {
            entity: "alert".into()
        }),
        "somebody else took it off meanwhile"
    );
    let told = timeline::get(clinic.app(), patient, Some(Topic::Details), None)
        .await
        .unwrap();
    assert_eq!(
        told.items.len(),
        4,
        "registered, pinned twice, taken off once"
    );
}

#[tokio::test]
async fn the_record_speaks_for_itself_and_is_not_said_twice() {
    let clinic = Clinic::ready().await;
    let patient = clinic.register("Barnaby", "Selvedge").await;
    alert::pin(clinic.app(), patient, AlertKind::ColdSores, String::new())
        .await
        .unwrap();
    assert_eq!(strip(&clinic, patient).await.len(), 1);
    for (name, alert) in [
        ("Cold sores", Alert::ColdSores),
        ("Keloid scar, chest", Alert::Keloid),
    ] {
        let mut form = crate::medical_history::line(name);
        form["kind"] = "condition".into();
        clinic.history(patient, form).await;
        let shown = strip(&clinic, patient).await;
        assert_eq!(
            shown.iter().filter(|one| **one == alert).count(),
            1,
            "{name}: {shown:?}"
        );
    }
    assert_eq!(
        strip(&clinic, patient).await.len(),
        2,
        "the pinned one says nothing more"
    );
}

/// PRACTICE 27.
#[tokio::test]
async fn pregnancy_is_never_on_the_strip_whatever_says_it() {
    let clinic = Clinic::ready().await;
    let patient = clinic.register("Hester", "Gingham").await;
    let refused = alert::pin(
        clinic.app(),
        patient,
        AlertKind::Other,
        "Pregnant, 9 weeks".into(),
    )
    .await;
    let Err(ApiError::Invalid { issues }) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(
        (issues[0].path.as_str(), issues[0].code),
        ("text", IssueCode::NeverShown)
    );
    let answers = clinic.screening_with(patient, json!({"pregnant": true, "breastfeeding": true}));
    screening::sign(clinic.app(), answers).await.unwrap();
    let mut form = crate::medical_history::line("Pregnancy");
    form["kind"] = "condition".into();
    clinic.history(patient, form).await;
    assert_eq!(strip(&clinic, patient).await, []);
}
