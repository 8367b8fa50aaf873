//! Depth: guards stop a plan and never rewrite a fact.

use needlebook_api::session;
use needlebook_api::today::{self, NeedsYouKind};
use needlebook_domain::session::{GapCode, Incident, WayOut};
use needlebook_domain::zone::{Side, Zone};

use super::{guard_fact, incident};
use crate::clinic::Clinic;
use crate::treatment::planned;

fn ceiling_incident(clinic: &Clinic, what: &str) -> Incident {
    let fact = guard_fact("D05:cheeks:right:2250", (Zone::Cheeks, Side::Right));
    incident(clinic, fact, what)
}

#[tokio::test]
async fn a_depth_is_judged_before_a_device_is_chosen() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let mut draft = clinic.session(patient);
    (draft.device, draft.cartridges) = (None, Vec::new());
    draft.zones.truncate(1);
    draft.zones[0] = planned(draft.zones[0].clone());
    (draft.zones[0].zone, draft.zones[0].side) = (Zone::Forehead, Side::None);
    let mut rules_at = Vec::new();
    for depth in [2.25, 2.0, 0.0, -1.0, 1.0] {
        draft.zones[0].depth_mm = Some(depth);
        let state = session::check(clinic.app(), draft.clone()).await.unwrap();
        let rules: Vec<&str> = state
            .check
            .guards
            .iter()
            .map(|guard| guard.rule.id())
            .collect();
        rules_at.push(rules.join(" "));
    }
    assert_eq!(rules_at, ["D05 D01 D02", "D02", "D09", "D09", ""]);
}

#[tokio::test]
async fn over_two_millimetres_cannot_be_planned_whatever_the_reason() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    clinic.screen(patient).await;
    clinic.agree_to_depth(patient).await;
    let mut draft = clinic.session(patient);
    draft.zones[0] = planned(draft.zones[0].clone());
    draft.zones[0].depth_mm = Some(2.25);
    draft.settled = clinic.reasons_for_every_guard(&draft).await;
    let state = session::check(clinic.app(), draft.clone()).await.unwrap();
    let ceiling = state
        .check
        .guards
        .iter()
        .find(|guard| guard.key == "D05:cheeks:right:2250")
        .unwrap();
    assert_eq!(
        (ceiling.way_out, ceiling.settled, ceiling.done),
        (WayOut::ChangePlan, false, false)
    );
    let codes = clinic.refused_codes(draft.clone()).await;
    assert!(
        codes.contains(&GapCode::GuardOpen) && codes.contains(&GapCode::ZonePlanned),
        "{codes:?}"
    );
    draft.incidents = vec![ceiling_incident(&clinic, "I want to")];
    assert!(
        clinic
            .refused_codes(draft)
            .await
            .contains(&GapCode::GuardOpen),
        "a plan is no incident: it is changed"
    );
}

#[tokio::test]
async fn over_two_millimetres_that_happened_is_signed_only_as_an_incident_with_a_task() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    clinic.screen(patient).await;
    clinic.agree_to_depth(patient).await;
    let mut draft = clinic.session(patient);
    draft.zones[0].depth_mm = Some(2.25);
    draft.settled = clinic.reasons_for_every_guard(&draft).await;
    assert_eq!(
        clinic.refused_codes(draft.clone()).await,
        [GapCode::GuardOpen],
        "a reason alone does not pass it"
    );
    draft.incidents = vec![ceiling_incident(&clinic, "  ")];
    assert_eq!(
        clinic.refused_codes(draft.clone()).await,
        [GapCode::GuardOpen],
        "nor does an empty line"
    );
    draft.incidents = vec![ceiling_incident(
        &clinic,
        "The dial slipped during the pass",
    )];
    let signed = clinic.sign_session(draft).await.unwrap();
    let kept = session::get(clinic.app(), signed.id).await.unwrap();
    assert_eq!(
        kept.record.zones[0].depth_mm,
        Some(2.25),
        "the fact stays as it was (PRACTICE 2)"
    );
    let waits = today::get_today(clinic.app()).await.unwrap().needs_you;
    let review = waits
        .iter()
        .find(|need| need.kind == NeedsYouKind::ReviewIncident)
        .expect("a task for the lead");
    assert_eq!(review.patient_id, Some(patient));
}

#[tokio::test]
async fn inside_the_orbital_rim_no_reason_helps() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let mut draft = clinic.session(patient);
    (draft.zones[0].zone, draft.zones[0].side) = (Zone::EyelidInsideOrbitalRim, Side::Right);
    draft.zones[0].depth_mm = Some(0.25);
    draft.settled = clinic.reasons_for_every_guard(&draft).await;
    assert!(
        clinic
            .refused_codes(draft)
            .await
            .contains(&GapCode::GuardOpen)
    );
}
