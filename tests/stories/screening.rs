//! Screening over several visits: what repeats, what disagrees, what the plan changes, and the sheet before a visit.

use needlebook_api::precare;
use needlebook_api::screening::{self, DisagreementInput, SettleInput};
use needlebook_api::{ApiError, ScreeningStep, document, draft, session, today};
use needlebook_domain::attachment::AttachmentKind;
use needlebook_domain::document::DocumentKind;
use needlebook_domain::ids::{AttachmentId, PatientId};
use needlebook_domain::person::Role;
use needlebook_domain::rule::RuleId;
use needlebook_domain::screening::questions::QUESTIONS;
use needlebook_domain::screening::{OnRecord, Outcome, RecordedFact};
use needlebook_domain::screening_record::{RightStatement, ScreeningGap, ScreeningGate};
use needlebook_domain::session::GapCode;
use serde_json::{Value, json};

use crate::attachments::{attached, said};
use crate::clinic::{Clinic, PASSPHRASE};

#[test]
fn the_screens_own_tests_ask_the_questions_of_the_rules() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let reviewed = folder.join("fixtures/questions.json");
    let now = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("questions.json");
    let table = serde_json::to_string_pretty(QUESTIONS).unwrap() + "\n";
    std::fs::write(&now, &table).unwrap();
    assert!(
        std::fs::read_to_string(&reviewed).unwrap_or_default() == table,
        "the questions changed: commit {} as {}",
        now.display(),
        reviewed.display()
    );
}

/// Cold sores before and keloid in the family: two lasting cautions.
fn lasting() -> Value {
    json!({"cold_sore": "history", "keloid": "family"})
}

async fn settle(clinic: &Clinic, patient: PatientId, answers: Value, text: &str) {
    let mut form = clinic.screening_with(patient, answers);
    form.settled = crate::gates::reasons(clinic, &form, text).await;
    screening::sign(clinic.app(), form).await.unwrap();
}

#[tokio::test]
async fn an_unchanged_third_visit_confirms_its_lasting_cautions_in_one_card() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let first = clinic.screening_with(patient, lasting());
    let check = screening::check(clinic.app(), first).await.unwrap();
    assert!(check.as_before.is_empty(), "nothing was settled before");
    settle(&clinic, patient, lasting(), "Prescriber asked; aunt only").await;

    for _ in 0..2 {
        clinic.sleep_days(30);
        let mut form = clinic.screening_with(patient, lasting());
        let check = screening::check(clinic.app(), form.clone()).await.unwrap();
        let rules: Vec<RuleId> = check.as_before.iter().map(|one| one.rule).collect();
        assert_eq!(rules, [RuleId::R08, RuleId::R13]);
        let cautions = check.judged.so_far.findings.iter();
        let open: Vec<RuleId> = cautions
            .filter(|finding| finding.outcome == Outcome::Caution)
            .map(|finding| finding.rule)
            .filter(|rule| !rules.contains(rule))
            .collect();
        assert!(open.is_empty(), "no card of its own for {open:?}");
        assert_eq!(check.gaps.len(), 2, "and nothing is settled by itself");
        form.settled = check
            .as_before
            .iter()
            .map(|one| SettleInput {
                rule: one.rule,
                reason: one.reason.clone(),
            })
            .collect();
        screening::sign(clinic.app(), form).await.unwrap();
    }
    let newest = &screening::list(clinic.app(), patient).await.unwrap()[0];
    assert!(newest.settled.iter().all(|one| one.repeated));
}

#[tokio::test]
async fn a_changed_answer_needs_a_reason_of_its_own() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let warts = json!({"other_skin_disease": ["vitiligo"]});
    settle(&clinic, patient, warts, "Looked at; far from the area").await;
    clinic.sleep_days(30);
    let form = clinic.screening_with(patient, json!({"other_skin_disease": ["warts"]}));
    let check = screening::check(clinic.app(), form).await.unwrap();
    assert!(
        check.as_before.is_empty(),
        "the same rule, another disease: {:?}",
        check.as_before
    );
}

#[tokio::test]
async fn what_disagrees_with_the_record_is_settled_before_signing_and_kept() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    settle(&clinic, patient, lasting(), "Prescriber asked; aunt only").await;
    clinic.sleep_days(30);
    // Cold sores do not go away; today the patient says never.
    let mut form = clinic.screening_with(patient, json!({"keloid": "family"}));
    form.settled = crate::gates::reasons(&clinic, &form, "Aunt only").await;
    let check = screening::check(clinic.app(), form.clone()).await.unwrap();
    let [found] = check.disagreeing.as_slice() else {
        panic!("{:?}", check.disagreeing);
    };
    assert_eq!(
        (found.key.as_str(), &found.on_record),
        ("cold_sore", &OnRecord::LastAnswer)
    );
    let open = ScreeningGap::Disagreement {
        key: "cold_sore".to_owned(),
    };
    assert_eq!(check.gaps, std::slice::from_ref(&open));
    let refused = screening::sign(clinic.app(), form.clone()).await;
    assert_eq!(
        refused,
        Err(ApiError::ScreeningNotReady { gaps: vec![open] })
    );

    let settled = |right| DisagreementInput {
        key: found.key.clone(),
        on_record: found.on_record.clone(),
        right,
    };
    form.disagreements = vec![settled(RightStatement::Record)];
    let check = screening::check(clinic.app(), form.clone()).await.unwrap();
    assert_eq!(
        check.gaps.len(),
        1,
        "where the record is right, the answer has to change"
    );
    form.disagreements = vec![settled(RightStatement::Today)];
    screening::sign(clinic.app(), form).await.unwrap();
    let newest = &screening::list(clinic.app(), patient).await.unwrap()[0];
    let [kept] = newest.disagreements.as_slice() else {
        panic!("{:?}", newest.disagreements);
    };
    assert_eq!(kept.right, RightStatement::Today);
    assert_eq!((kept.by, kept.at), (clinic.owner, clinic.now()));
}

#[tokio::test]
async fn an_allergy_on_the_record_disagrees_with_a_no() {
    let clinic = Clinic::ready().await;
    let patient = clinic.register("Barnaby", "Selvedge").await;
    clinic.allergy(patient, "Nickel (earrings)").await;
    let check = screening::check(clinic.app(), clinic.screening(patient))
        .await
        .unwrap();
    let [found] = check.disagreeing.as_slice() else {
        panic!("{:?}", check.disagreeing);
    };
    assert_eq!(found.key, "allergy_stainless_steel");
    let nickel = RecordedFact::Allergy("Nickel (earrings)".to_owned());
    assert_eq!(found.on_record, OnRecord::Fact { fact: nickel });
}

#[tokio::test]
async fn a_device_whose_label_is_stricter_stops_the_start() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    clinic.consent(patient).await;
    // An ester: the planned lidocaine is an amide, so numbing itself is not the matter.
    let allergy = json!({"allergy_local_anaesthetic": {"class": "ester"}});
    settle(&clinic, patient, allergy, "Dentist's letter seen").await;
    let mut draft = clinic.session(patient);
    let state = session::check(clinic.app(), draft.clone()).await.unwrap();
    assert_eq!(
        state.screening,
        ScreeningGate::Stopped,
        "the SkinPen's label"
    );
    assert!(
        clinic
            .refused_codes(draft.clone())
            .await
            .contains(&GapCode::ScreeningStops)
    );
    draft.device = Some(clinic.add_device("generic_pen").await);
    let state = session::check(clinic.app(), draft).await.unwrap();
    assert_eq!(state.screening, ScreeningGate::Open);
}

#[tokio::test]
async fn the_plan_can_ask_for_a_reason_that_nobody_gave() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    clinic.consent(patient).await;
    // Under a year old: a matter for the SkinPen alone, and no device was chosen when it was asked.
    let young = clinic.screening_with(patient, json!({"scar_age_months": 9.0}));
    screening::sign(clinic.app(), young).await.unwrap();
    let mut draft = clinic.session(patient);
    let state = session::check(clinic.app(), draft.clone()).await.unwrap();
    assert_eq!(state.screening, ScreeningGate::Worse);
    assert!(
        clinic
            .refused_codes(draft.clone())
            .await
            .contains(&GapCode::ScreeningWorse)
    );
    draft.device = Some(clinic.add_device("generic_pen").await);
    let state = session::check(clinic.app(), draft).await.unwrap();
    assert_eq!(state.screening, ScreeningGate::Open);
}

#[tokio::test]
async fn another_region_has_days_of_its_own() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    clinic.sign_session(clinic.session(patient)).await.unwrap();
    clinic.sleep_days(7);
    let judged = |check: screening::ScreeningCheck| {
        let findings = check.judged.so_far.findings.into_iter();
        findings
            .filter(|finding| finding.rule == RuleId::R37)
            .map(|finding| finding.outcome)
            .next()
    };
    let form = clinic.screening(patient);
    let check = screening::check(clinic.app(), form.clone()).await.unwrap();
    assert_eq!(judged(check), Some(Outcome::Defer), "it could be the face");

    let mut planned = clinic.session(patient);
    planned.zones.truncate(1);
    planned.zones[0] = crate::treatment::planned(planned.zones[0].clone());
    planned.zones[0].zone = needlebook_domain::zone::Zone::Scalp;
    planned.zones[0].side = needlebook_domain::zone::Side::None;
    let body = serde_json::to_string(&planned).unwrap();
    let input = json!({"kind": "session", "subject": patient, "body": body, "version": 0});
    draft::save(clinic.app(), serde_json::from_value(input).unwrap())
        .await
        .unwrap();
    let check = screening::check(clinic.app(), form).await.unwrap();
    assert_eq!(judged(check), None, "the scalp was never treated");
}

#[tokio::test]
async fn a_doctors_letter_counts_with_its_day_and_author_for_a_year() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let today = clinic.today();
    let letter = |written_on: Value, author: &str| {
        json!({
            "immunosuppressed": true,
            "doctor_letter_on_file": {"written_on": written_on, "author": author}
        })
    };
    for (answers, outcome) in [
        (json!({"immunosuppressed": true}), Outcome::Defer),
        (letter(json!(today), "Dr P. Sample"), Outcome::Caution),
        (letter(json!(today), " "), Outcome::Defer),
        (letter(Value::Null, "Dr P. Sample"), Outcome::Defer),
        (letter(json!("2025-10-23"), "Dr P. Sample"), Outcome::Defer),
        (
            letter(json!("2025-10-24"), "Dr P. Sample"),
            Outcome::Caution,
        ),
    ] {
        let form = clinic.screening_with(patient, answers.clone());
        let check = screening::check(clinic.app(), form).await.unwrap();
        assert_eq!(check.judged.outcome, outcome, "{answers}");
    }
}

#[tokio::test]
async fn an_answer_may_name_the_attached_letter_it_leans_on_and_nobody_elses() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let other = clinic.register("Odette", "Bobbin").await;
    let theirs = attached(&clinic, other, said(AttachmentKind::DoctorLetter, "")).await;
    let own = attached(
        &clinic,
        patient,
        said(AttachmentKind::DoctorLetter, "Heart"),
    )
    .await;
    attached(&clinic, patient, said(AttachmentKind::Result, "")).await;
    let start = screening::get_start(clinic.app(), patient).await.unwrap();
    assert_eq!(start.letters.len(), 1, "a result is no letter");
    assert_eq!(start.letters[0].id, own);

    let leaning_on = async |scan: AttachmentId| {
        let answers = json!({
            "heart_condition": true,
            "doctor_letter_on_file": {"written_on": clinic.today(), "author": "Dr Tuck", "scan": scan}
        });
        let mut form = clinic.screening_with(patient, answers);
        form.settled = crate::gates::reasons(&clinic, &form, "her doctor agrees").await;
        form
    };
    let refused = screening::sign(clinic.app(), leaning_on(theirs).await).await;
    let Err(ApiError::Invalid { issues }) = refused else {
        panic!("another patient's letter: {refused:?}")
    };
    assert_eq!(issues[0].path, "answers.doctor_letter_on_file.scan");
    screening::sign(clinic.app(), leaning_on(own).await)
        .await
        .unwrap();
    let signed = screening::get_start(clinic.app(), patient).await.unwrap();
    let answers = serde_json::to_value(signed.last.unwrap().answers).unwrap();
    assert_eq!(answers["doctor_letter_on_file"]["scan"], json!(own));
}

#[tokio::test]
async fn reception_reads_to_do_done_or_ask_the_nurse() {
    let mut clinic = Clinic::ready().await;
    let desk = clinic
        .hire("Pia Pincushion", vec![Role::Reception], PASSPHRASE)
        .await;
    clinic.unlock().await;
    let patient = clinic.arrived_patient().await;
    let mut seen = Vec::new();
    for answers in [None, Some(json!({})), Some(json!({"pregnant": true}))] {
        if let Some(answers) = answers {
            let form = clinic.screening_with(patient, answers);
            screening::sign(clinic.app(), form).await.unwrap();
        }
        clinic.lock().await;
        clinic.unlock_as(desk, PASSPHRASE).await;
        let view = today::get_today(clinic.app()).await.unwrap();
        seen.push(view.rows[0].screening.clone());
        clinic.lock().await;
        clinic.unlock().await;
    }
    assert!(
        matches!(
            seen.as_slice(),
            [
                ScreeningStep::ToDo,
                ScreeningStep::Done,
                ScreeningStep::AskTheNurse
            ]
        ),
        "{seen:?}"
    );
}

#[tokio::test]
async fn a_precare_sheet_is_sealed_and_kept_like_every_sheet() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let planned_on = clinic.today() + chrono::Days::new(21);
    let id = precare::make(clinic.app(), patient, planned_on)
        .await
        .unwrap();
    let made = document::get(clinic.app(), id).await.unwrap().document;
    assert_eq!((made.kind, made.version), (DocumentKind::Precare, 1));
    assert_eq!(made.number, "A-PC-0001");
    let bytes = document::get_bytes(clinic.app(), id).await.unwrap();
    assert!(bytes.starts_with(b"%PDF"));
    assert_eq!(bytes.len(), made.byte_count as usize);
    let page = needlebook_api::patient_page::get(clinic.app(), patient)
        .await
        .unwrap();
    assert!(page.documents.iter().any(|document| document.id == id));

    let moved = precare::make(clinic.app(), patient, planned_on + chrono::Days::new(7))
        .await
        .unwrap();
    let moved = document::get(clinic.app(), moved).await.unwrap().document;
    assert_eq!(moved.version, 2, "the first stays as it was given");
    let past = precare::make(clinic.app(), patient, clinic.today() - chrono::Days::new(1)).await;
    assert!(matches!(past, Err(ApiError::Invalid { .. })), "{past:?}");
}
