//! A course from its first session to maintenance: what is due after each.

use chrono::{Days, Months};
use needlebook_api::{
    ApiError, consultation, course, document, due_back, patient_page, reaction, screening, session,
    task, timeline, today,
};
use needlebook_domain::course::Due;
use needlebook_domain::ids::PatientId;
use needlebook_domain::person::Role;
use needlebook_domain::timeline::{Told, Topic};
use needlebook_domain::zone::Region;
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

/// A patient with a consultation today that plans this many sessions.
pub async fn planned(clinic: &Clinic, sessions: u8) -> PatientId {
    let patient = clinic.register("Barnaby", "Selvedge").await;
    let form = json!({
        "held_on": clinic.today(), "consultant": "Marigold Featherstitch", "consultant_role": "Nurse",
        "board_certified": false, "concern": "acne_scars", "hopes": "", "planned_sessions": sessions
    });
    consultation::record(clinic.app(), patient, serde_json::from_value(form).unwrap())
        .await
        .unwrap();
    patient
}

/// Today's visit: screened, agreed, treated and signed.
pub async fn treat(clinic: &Clinic, patient: PatientId) {
    today::record_arrival(clinic.app(), patient).await.unwrap();
    clinic.set_time("08:40");
    clinic.screen(patient).await;
    clinic.set_time("08:50");
    clinic.consent(patient).await;
    clinic.sign_session(clinic.session(patient)).await.unwrap();
}

async fn decide(
    clinic: &Clinic,
    patient: PatientId,
    step: serde_json::Value,
    reason: &str,
) -> Result<(), ApiError> {
    let input = serde_json::from_value(json!({"step": step, "reason": reason})).unwrap();
    clinic.tick();
    course::record_change(clinic.app(), patient, input).await
}

async fn view(clinic: &Clinic, patient: PatientId) -> needlebook_api::CourseView {
    patient_page::get(clinic.app(), patient)
        .await
        .unwrap()
        .course
        .unwrap()
}

#[tokio::test]
async fn a_course_of_six_is_extended_closed_early_and_taken_up_again_each_with_its_reason() {
    let clinic = Clinic::ready().await;
    let patient = planned(&clinic, 6).await;
    treat(&clinic, patient).await;
    clinic.sleep_days(30);
    treat(&clinic, patient).await;

    let eight = json!({"step": "replanned", "planned_sessions": 8});
    let nothing_said = decide(&clinic, patient, eight.clone(), " ").await;
    assert!(
        matches!(&nothing_said, Err(ApiError::Invalid { issues }) if issues[0].path == "reason"),
        "{nothing_said:?}"
    );
    for refused in [
        json!({"step": "replanned", "planned_sessions": 1}),
        json!({"step": "replanned", "planned_sessions": 6}),
        json!({"step": "taken_up_again"}),
    ] {
        let answer = decide(&clinic, patient, refused.clone(), "because").await;
        assert!(
            matches!(answer, Err(ApiError::Invalid { .. })),
            "{refused}: {answer:?}"
        );
    }
    decide(&clinic, patient, eight, "scars are deeper than they looked")
        .await
        .unwrap();
    let extended = view(&clinic, patient).await;
    assert_eq!((extended.done, extended.planned), (2, 8));
    assert_eq!(
        extended.due_from,
        Some(clinic.today() + Days::new(28)),
        "it goes on by its own window"
    );

    let close = json!({"step": "closed_early"});
    decide(&clinic, patient, close.clone(), "moves abroad in spring")
        .await
        .unwrap();
    let closed = view(&clinic, patient).await;
    assert!(closed.closed_early && closed.finished);
    assert_eq!(closed.due_from, Some(clinic.today() + Months::new(6)));
    assert!(
        decide(&clinic, patient, close, "twice").await.is_err(),
        "what is closed is not closed again"
    );

    let again = json!({"step": "taken_up_again"});
    decide(&clinic, patient, again, "stays after all")
        .await
        .unwrap();
    let open = view(&clinic, patient).await;
    assert!(!open.closed_early && !open.finished);
    let reasons: Vec<&str> = open.changes.iter().map(|one| one.reason.as_str()).collect();
    assert_eq!(
        reasons,
        [
            "scars are deeper than they looked",
            "moves abroad in spring",
            "stays after all"
        ],
        "nothing that was decided is lost"
    );
    let told = timeline::get(clinic.app(), patient, Some(Topic::Sessions), None)
        .await
        .unwrap();
    let decided = told
        .items
        .iter()
        .filter(|item| matches!(item.told, Told::CourseChanged { .. }));
    assert_eq!(decided.count(), 3, "each stands on the timeline");
}

#[tokio::test]
async fn each_region_is_waited_for_in_its_own_window() {
    let clinic = Clinic::ready().await;
    let patient = planned(&clinic, 6).await;
    treat(&clinic, patient).await;
    let first = clinic.today();
    let regions = view(&clinic, patient).await.regions;
    assert_eq!(regions.len(), 1);
    assert_eq!(regions[0].region, Region::Face);
    assert_eq!(
        (regions[0].due_from, regions[0].due_to),
        (first + Days::new(28), first + Days::new(42))
    );

    let list = |only| due_back::list(clinic.app(), only);
    clinic.sleep_days(20);
    assert!(
        list(None).await.unwrap().rows.is_empty(),
        "not before the week before"
    );
    clinic.sleep_days(1);
    let soon = list(None).await.unwrap().rows;
    assert_eq!(
        (soon[0].due, soon[0].regions.as_slice()),
        (Due::Now, &[Region::Face][..])
    );
    clinic.sleep_days(21);
    assert_eq!(
        list(Some(Due::Now)).await.unwrap().rows.len(),
        1,
        "on the last day"
    );
    clinic.sleep_days(1);
    assert!(list(Some(Due::Now)).await.unwrap().rows.is_empty());
    assert_eq!(list(Some(Due::Late)).await.unwrap().rows.len(), 1);
    clinic.sleep_days(160);
    assert_eq!(list(Some(Due::Lapsed)).await.unwrap().rows.len(), 1);

    decide(
        &clinic,
        patient,
        json!({"step": "closed_early"}),
        "content as it is",
    )
    .await
    .unwrap();
    let kept = list(Some(Due::Maintenance)).await.unwrap().rows;
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].due_from, first + Months::new(6));
    assert!(list(Some(Due::Lapsed)).await.unwrap().rows.is_empty());
}

#[tokio::test]
async fn a_deferral_moves_no_window_and_a_call_stands_beside_it_until_the_next_session() {
    let clinic = Clinic::ready().await;
    let patient = planned(&clinic, 6).await;
    treat(&clinic, patient).await;
    let first = clinic.today();
    let form = crate::reaction::redness();
    reaction::record(clinic.app(), patient, serde_json::from_value(form).unwrap())
        .await
        .unwrap();
    clinic.sleep_days(30);
    due_back::record_call(clinic.app(), patient, "Rings back on Monday".to_owned())
        .await
        .unwrap();
    let rows = due_back::list(clinic.app(), None).await.unwrap().rows;
    assert_eq!(rows[0].due_from, first + Days::new(28));
    let called = rows[0].called.as_ref().unwrap();
    assert_eq!(
        (called.outcome.as_str(), called.on),
        ("Rings back on Monday", clinic.today())
    );
    let tasks = task::list(clinic.app(), patient).await.unwrap();
    assert!(
        tasks.iter().any(|one| one
            .done
            .as_ref()
            .is_some_and(|done| done.outcome == "Rings back on Monday")),
        "the call is a task that is done, as every other call"
    );
    let empty = due_back::record_call(clinic.app(), patient, String::new()).await;
    assert!(matches!(empty, Err(ApiError::Invalid { .. })), "{empty:?}");
}

#[tokio::test]
async fn a_screening_that_waits_longer_than_the_window_stands_beside_it() {
    let clinic = Clinic::ready().await;
    let patient = planned(&clinic, 6).await;
    treat(&clinic, patient).await;
    let first = clinic.today();
    clinic.sleep_days(30);
    let row = async || {
        let mut rows = due_back::list(clinic.app(), None).await.unwrap().rows;
        rows.remove(0)
    };
    assert_eq!(row().await.held_until, None);
    let filled = json!({"filler": {"last": clinic.today()}});
    let form = clinic.screening_with(patient, filled);
    let judged = screening::check(clinic.app(), form.clone())
        .await
        .unwrap()
        .judged;
    let waits = judged.so_far.eligible_from.expect("filler waits for a day");
    screening::sign(clinic.app(), form).await.unwrap();
    let waiting = row().await;
    assert_eq!(waiting.held_until, Some(waits));
    assert_eq!(
        waiting.due_from,
        first + Days::new(28),
        "the window of the skin stays where it was"
    );
    assert_eq!(view(&clinic, patient).await.held_until, Some(waits));

    // Screened again later, it waits for nothing.
    clinic.sleep_days(40);
    clinic.screen(patient).await;
    assert_eq!(row().await.held_until, None);
    assert_eq!(view(&clinic, patient).await.held_until, None);
}

#[tokio::test]
async fn the_desk_reads_whom_to_ring_and_never_what_for() {
    let mut clinic = Clinic::ready().await;
    let patient = planned(&clinic, 6).await;
    treat(&clinic, patient).await;
    clinic.sleep_days(30);
    let desk = clinic
        .hire(
            "Pia Pincushion",
            vec![Role::Reception],
            "ladder stitch over a hem",
        )
        .await;
    clinic.lock().await;
    clinic.unlock_as(desk, "ladder stitch over a hem").await;
    let rows = due_back::list(clinic.app(), None).await.unwrap().rows;
    assert_eq!(rows.len(), 1);
    assert!(rows[0].regions.is_empty(), "{:?}", rows[0]);
    let seen = serde_json::to_string(&rows).unwrap();
    assert!(!seen.contains("acne") && !seen.contains("face"), "{seen}");
    due_back::record_call(clinic.app(), patient, "Comes on Friday".to_owned())
        .await
        .unwrap();
}
