//! Putting a patient away and taking them back: the record stays whole, and no list asks for them.

use needlebook_api::{ApiError, patient, patient_page, today};
use needlebook_domain::issue::IssueCode;

use crate::clinic::Clinic;

#[tokio::test]
async fn who_is_archived_stays_readable_with_who_when_and_why() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    clinic.sign_session(clinic.session(patient)).await.unwrap();
    let before = patient_page::get(clinic.app(), patient).await.unwrap();
    assert!(before.archived.is_none());

    clinic.set_time("16:00");
    patient::archive(clinic.app(), patient, " moved to another town ".into())
        .await
        .unwrap();
    let page = patient_page::get(clinic.app(), patient).await.unwrap();
    let archived = page.archived.unwrap();
    assert_eq!(
        (archived.reason.as_str(), archived.by.as_str(), archived.at),
        (
            "moved to another town",
            "Marigold Featherstitch",
            clinic.now()
        )
    );
    assert_eq!(
        (page.version, page.depths.len()),
        (before.version, before.depths.len()),
        "nothing of the record was touched"
    );

    patient::unarchive(clinic.app(), patient, "came back".into())
        .await
        .unwrap();
    let page = patient_page::get(clinic.app(), patient).await.unwrap();
    assert!(page.archived.is_none());
}

#[tokio::test]
async fn who_is_archived_is_due_back_for_nothing() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    clinic.sign_session(clinic.session(patient)).await.unwrap();
    clinic.sleep_days(28);
    let due = async || {
        let view = today::get_today(clinic.app()).await.unwrap();
        view.due_back.iter().any(|row| row.patient_id == patient)
    };
    assert!(due().await, "four weeks later the next session is due");
    patient::archive(clinic.app(), patient, "asked not to be called".into())
        .await
        .unwrap();
    assert!(!due().await, "nobody calls somebody who was put away");
}

#[tokio::test]
async fn a_reason_is_needed_and_doing_it_twice_is_one_event() {
    let mut clinic = Clinic::ready().await;
    let patient = clinic.register("Hester", "Gingham").await;
    for empty in ["", "  "] {
        let refused = patient::archive(clinic.app(), patient, empty.into()).await;
        let Err(ApiError::Invalid { issues }) = refused else {
            panic!("{refused:?}")
        };
        assert_eq!(
            (issues[0].path.as_str(), issues[0].code),
            ("reason", IssueCode::Required)
        );
    }
    for _ in 0..2 {
        patient::archive(clinic.app(), patient, "double".into())
            .await
            .unwrap();
    }
    let rows = clinic.dump().await.remove("journal").unwrap();
    let archived = rows.iter().filter(|row| row.contains("'patient_archived'"));
    assert_eq!(archived.count(), 1);
}

#[tokio::test]
async fn nobody_can_archive_somebody_who_does_not_exist() {
    let clinic = Clinic::ready().await;
    let nobody = needlebook_domain::ids::PatientId::NONE;
    assert_eq!(
        patient::archive(clinic.app(), nobody, "gone".into()).await,
        Err(ApiError::NotFound {
            entity: "patient".into()
        })
    );
}
