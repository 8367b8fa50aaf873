//! An off-label use over a course: agreed and explained once, then a quiet line (PRACTICE 53).

use needlebook_api::screening::{self, SettleInput};
use needlebook_api::{document, session};
use needlebook_domain::concern::Concern;
use needlebook_domain::depth::DepthFlag;
use needlebook_domain::ids::PatientId;
use needlebook_domain::rule::RuleId;
use needlebook_domain::session::{Guard, SessionDraft};
use serde_json::json;

use crate::clinic::Clinic;
use crate::treatment::Signed;
use crate::visit::printed_text;

/// Cold sores before: a lasting caution beside the off-label use.
async fn screen(clinic: &Clinic, patient: PatientId) -> usize {
    let mut form = clinic.screening_with(patient, json!({"cold_sore": "history"}));
    let check = screening::check(clinic.app(), form.clone()).await.unwrap();
    form.settled = if check.as_before.is_empty() {
        crate::gates::reasons(clinic, &form, "Prescriber asked").await
    } else {
        let again = check.as_before.iter().map(|one| SettleInput {
            rule: one.rule,
            reason: one.reason.clone(),
        });
        again.collect()
    };
    let mut cards: Vec<RuleId> = form.settled.iter().map(|one| one.rule).collect();
    if !check.as_before.is_empty() {
        // What was settled before is one card, whatever it holds.
        cards.truncate(1);
    }
    clinic.set_time("08:40");
    screening::sign(clinic.app(), form).await.unwrap();
    cards.len()
}

async fn consent(clinic: &Clinic, patient: PatientId) {
    clinic.set_time("08:50");
    let mut plan = clinic.plan();
    plan["concern"] = json!("pores");
    let form = clinic.consent_form(patient, plan).await;
    needlebook_api::consent::sign(clinic.app(), patient, form)
        .await
        .unwrap();
}

/// A session for pores, which the device's label does not name.
fn off_label(clinic: &Clinic, patient: PatientId) -> SessionDraft {
    let mut draft = clinic.session(patient);
    for row in &mut draft.zones {
        row.indication = Some(Concern::Pores);
        row.depth_mm = Some(0.5);
    }
    draft
}

async fn open_guards(clinic: &Clinic, draft: &SessionDraft) -> Vec<Guard> {
    let judged = session::check(clinic.app(), draft.clone()).await.unwrap();
    let guards = judged.check.guards.into_iter();
    guards.filter(|guard| !guard.settled).collect()
}

async fn record_text(clinic: &Clinic, signed: &Signed) -> String {
    let record = signed.record.unwrap();
    printed_text(&document::get_bytes(clinic.app(), record).await.unwrap())
}

#[tokio::test]
async fn an_unchanged_third_visit_shows_one_card_and_a_new_consent_asks_anew() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    screen(&clinic, patient).await;
    consent(&clinic, patient).await;
    let mut first = off_label(&clinic, patient);
    clinic.set_time("10:05");
    let open = open_guards(&clinic, &first).await;
    assert!(
        matches!(open.as_slice(), [only] if only.flag == DepthFlag::IndicationNotCleared),
        "{open:?}"
    );
    first.settled = clinic.reasons_for_every_guard(&first).await;
    let signed = clinic.sign_session(first).await.unwrap();
    assert!(
        !record_text(&clinic, &signed)
            .await
            .contains("Settled before")
    );

    for visit in [2, 3] {
        clinic.sleep_days(30);
        let cards = screen(&clinic, patient).await;
        let draft = off_label(&clinic, patient);
        clinic.set_time("10:05");
        let open = open_guards(&clinic, &draft).await;
        assert!(
            cards + open.len() <= 1,
            "visit {visit}: {cards} and {open:?}"
        );
        let signed = clinic.sign_session(draft).await.unwrap();
        let printed = record_text(&clinic, &signed).await;
        assert!(
            printed.contains("Settled before in this course: “Scar is deep here"),
            "visit {visit}: {printed}"
        );
    }

    clinic.sleep_days(30);
    screen(&clinic, patient).await;
    consent(&clinic, patient).await;
    let draft = off_label(&clinic, patient);
    clinic.set_time("10:05");
    assert_eq!(
        open_guards(&clinic, &draft).await.len(),
        1,
        "another consent"
    );
}
