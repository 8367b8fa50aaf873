//! The screening: signed today, by the person who treats, with every answer given.

use needlebook_api::{screening, session};
use needlebook_domain::person::Role;
use needlebook_domain::screening::Outcome;
use needlebook_domain::screening_record::{ScreeningGap, ScreeningGate};
use needlebook_domain::session::GapCode;
use serde_json::json;

use super::reasons;
use crate::clinic::Clinic;

#[tokio::test]
async fn without_a_screening_neither_cream_nor_needle() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    clinic.consent(patient).await;
    let draft = clinic.session(patient);
    let state = session::check(clinic.app(), draft.clone()).await.unwrap();
    for before in [&state.check.before_numbing, &state.check.before_needling] {
        assert!(
            before.iter().any(|gap| gap.code == GapCode::NoScreening),
            "gates come before the cream (PRACTICE 7)"
        );
    }
    assert_eq!(clinic.refused_codes(draft).await, [GapCode::NoScreening]);
}

#[tokio::test]
async fn a_forecast_opens_no_session_not_even_on_the_day_it_spoke_of() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    clinic.consent(patient).await;
    let mut forecast = clinic.screening(patient);
    forecast.for_on = clinic.today().succ_opt().unwrap();
    screening::sign(clinic.app(), forecast).await.unwrap();
    assert_eq!(
        clinic.refused_codes(clinic.session(patient)).await,
        [GapCode::ScreeningNotToday]
    );

    clinic.sleep_days(1);
    assert_eq!(
        clinic.refused_codes(clinic.session(patient)).await,
        [GapCode::ScreeningNotToday],
        "a verdict for an appointment is a forecast; only one signed that day opens the session (PRACTICE 5)"
    );
}

#[tokio::test]
async fn a_screening_opens_its_own_day_only_and_one_session_only() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    clinic.sign_session(clinic.session(patient)).await.unwrap();
    let mut second = clinic.session(patient);
    let later = |at: &mut chrono::DateTime<chrono::Utc>| *at += chrono::TimeDelta::hours(4);
    second
        .zones
        .iter_mut()
        .for_each(|row| later(row.done_at.as_mut().unwrap()));
    assert_eq!(
        clinic.refused_codes(second).await.first(),
        Some(&GapCode::ScreeningNotToday),
        "its answers are older than the last session"
    );
    clinic.sleep_days(1);
    assert_eq!(
        clinic.refused_codes(clinic.session(patient)).await,
        [GapCode::ScreeningNotToday]
    );
}

#[tokio::test]
async fn only_the_practitioner_who_screened_today_may_treat() {
    let mut clinic = Clinic::ready().await;
    let colleague = clinic
        .hire(
            "Imogen Backstitch",
            vec![Role::Clinician],
            "ladder stitch over a hem",
        )
        .await;
    clinic
        .unlock_as(colleague, "ladder stitch over a hem")
        .await;
    let patient = clinic.arrived_patient().await;
    clinic.screen(patient).await;
    clinic.lock().await;
    clinic.unlock().await;
    clinic.consent(patient).await;
    assert_eq!(
        clinic.refused_codes(clinic.session(patient)).await,
        [GapCode::ScreeningNotByYou]
    );
    clinic.set_time("08:50");
    clinic.screen(patient).await;
    clinic.sign_session(clinic.session(patient)).await.unwrap();
}

#[tokio::test]
async fn a_stop_can_be_signed_and_opens_nothing() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    clinic.consent(patient).await;
    let stop = clinic.screening_with(patient, json!({"keloid": "personal"}));
    let judged = screening::check(clinic.app(), stop.clone()).await.unwrap();
    assert_eq!(judged.judged.outcome, Outcome::Absolute);
    screening::sign(clinic.app(), stop).await.unwrap();
    let state = session::check(clinic.app(), clinic.session(patient))
        .await
        .unwrap();
    assert_eq!(state.screening, ScreeningGate::Stopped);
    assert_eq!(
        clinic.refused_codes(clinic.session(patient)).await,
        [GapCode::ScreeningStops]
    );
}

#[tokio::test]
async fn a_late_answer_closes_a_session_that_was_open() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let draft = clinic.session(patient);
    let before = session::check(clinic.app(), draft.clone()).await.unwrap();
    assert_eq!(before.screening, ScreeningGate::Open);

    clinic.set_time("09:20");
    let current = json!({"isotretinoin": {"status": "current", "last_dose": null}});
    screening::sign(clinic.app(), clinic.screening_with(patient, current))
        .await
        .unwrap();
    let after = session::check(clinic.app(), draft.clone()).await.unwrap();
    assert!(
        after
            .check
            .before_numbing
            .iter()
            .any(|gap| gap.code == GapCode::ScreeningStops),
        "a late answer runs the gates at once, also under a running numbing clock (PRACTICE 18)"
    );
    assert_eq!(clinic.refused_codes(draft).await, [GapCode::ScreeningStops]);
}

#[tokio::test]
async fn a_caution_needs_a_reason_of_its_own_before_the_screening_is_signed() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let mut form = clinic.screening_with(patient, json!({"keloid": "family"}));
    for blank in ["", "  \n "] {
        form.settled = reasons(&clinic, &form, blank).await;
        let gaps = screening::check(clinic.app(), form.clone())
            .await
            .unwrap()
            .gaps;
        assert!(
            matches!(gaps.as_slice(), [ScreeningGap::Reason { .. }]),
            "{blank:?} is no reason: {gaps:?}"
        );
        screening::sign(clinic.app(), form.clone())
            .await
            .unwrap_err();
    }
    form.settled = reasons(&clinic, &form, "Aunt only; test spot healed flat").await;
    screening::sign(clinic.app(), form).await.unwrap();
}

#[tokio::test]
async fn a_missing_answer_never_reads_as_clear() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    for key in crate::clinic::clear_answers().as_object().unwrap().keys() {
        let form = clinic.screening_with(patient, json!({ key.as_str(): null }));
        let check = screening::check(clinic.app(), form.clone()).await.unwrap();
        assert_eq!(
            check.gaps,
            [ScreeningGap::Answer { key: key.clone() }],
            "R16"
        );
        assert!(
            check.judged.outcome >= Outcome::Defer,
            "{key} was not asked, and nothing proceeds"
        );
        screening::sign(clinic.app(), form).await.unwrap_err();
    }
    let mut overheard = clinic.screening(patient);
    overheard.asked_in_private = false;
    let check = screening::check(clinic.app(), overheard).await.unwrap();
    assert_eq!(
        check.gaps,
        [ScreeningGap::AskedInPrivate],
        "nobody else was in the room (PRACTICE 27)"
    );
}
