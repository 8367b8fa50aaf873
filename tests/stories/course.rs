//! A course from its first session to maintenance: what is due after each.

use chrono::{Days, Months};
use needlebook_api::{consultation, document, patient_page, session, today};
use needlebook_domain::ids::PatientId;
use serde_json::json;

use crate::clinic::{Clinic, first_day};

/// A patient whose course is planned with one session, treated today.
async fn treated_once_of_one(clinic: &Clinic) -> PatientId {
    let patient = clinic.arrived_patient().await;
    let form = json!({
        "held_on": clinic.today(), "consultant": "Marigold Featherstitch", "consultant_role": "Nurse",
        "board_certified": false, "concern": "acne_scars", "hopes": "", "planned_sessions": 1
    });
    consultation::record(clinic.app(), patient, serde_json::from_value(form).unwrap())
        .await
        .unwrap();
    clinic.set_time("08:40");
    clinic.screen(patient).await;
    clinic.set_time("08:50");
    clinic.consent(patient).await;
    let signed = clinic.sign_session(clinic.session(patient)).await.unwrap();
    document::record_handover(clinic.app(), signed.sheet.unwrap(), false)
        .await
        .unwrap();
    patient
}

#[tokio::test]
async fn after_the_planned_sessions_comes_maintenance_and_no_next_session() {
    let clinic = Clinic::ready().await;
    let patient = treated_once_of_one(&clinic).await;
    let page = patient_page::get(clinic.app(), patient).await.unwrap();
    let course = page.course.unwrap();
    assert!(course.finished);
    assert_eq!(
        (course.due_from, course.due_to),
        (
            Some(first_day() + Months::new(6)),
            Some(first_day() + Months::new(12))
        ),
        "six to twelve months after the last session of the finished course (S31)"
    );

    clinic.sleep_days(30);
    let view = today::get_today(clinic.app()).await.unwrap();
    assert!(
        view.due_back.is_empty(),
        "four weeks later nobody waits for a session that is not planned: {:?}",
        view.due_back
    );
    clinic.sleep_days(155);
    let due = today::get_today(clinic.app()).await.unwrap().due_back;
    assert_eq!(due.len(), 1);
    assert!(due[0].maintenance);
    assert_eq!(due[0].due_from, first_day() + Months::new(6));
}

#[tokio::test]
async fn an_open_course_is_due_by_its_own_window_and_never_twice() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let signed = clinic.sign_session(clinic.session(patient)).await.unwrap();
    session::get(clinic.app(), signed.id).await.unwrap();
    clinic.sleep_days(30);
    let due = today::get_today(clinic.app()).await.unwrap().due_back;
    assert_eq!(due.len(), 1);
    assert!(!due[0].maintenance);
    assert_eq!(due[0].due_from, first_day() + Days::new(28));
    clinic.sleep_days(170);
    assert!(
        today::get_today(clinic.app())
            .await
            .unwrap()
            .due_back
            .is_empty(),
        "half a course left lying is not maintenance"
    );
}
