//! The medical lead sets a value of the rules: what is judged from then on, what stays as it was said, and
//! who may.

use needlebook_api::rule_settings::{self, RuleBook};
use needlebook_api::{
    ApiError, approval, charting, document, me, patient_page, rule_set, screening, session,
};
use needlebook_domain::document::DocumentKind;
use needlebook_domain::issue::IssueCode;
use needlebook_domain::person::Role;
use needlebook_domain::price::UsualPrice;
use needlebook_domain::rule::RuleId;
use needlebook_domain::rule_settings::{SettingChangeInput, SettingKey};
use needlebook_domain::screening::{Outcome, RULE_SET_VERSION};
use serde_json::json;

use crate::clinic::Clinic;

const PASSPHRASE: &str = "ladder stitch over a hem";

fn change(key: SettingKey, value: Option<u32>) -> SettingChangeInput {
    SettingChangeInput {
        key,
        value,
        reason: "Dr Basting read both panels of 2017 and decides so".to_owned(),
        source: String::new(),
    }
}

async fn book(clinic: &Clinic) -> RuleBook {
    rule_settings::get_book(clinic.app()).await.unwrap()
}

/// Four months before the clinic's first day.
fn four_months_ago(clinic: &Clinic) -> serde_json::Value {
    let last = clinic.today() - chrono::Months::new(4);
    json!({"isotretinoin": {"status": "past", "last_dose": last}})
}

#[tokio::test]
async fn isotretinoin_set_to_three_months_is_judged_so_afterwards_and_not_before() {
    let mut clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let answers = four_months_ago(&clinic);
    let before = screening::sign(
        clinic.app(),
        clinic.screening_with(patient, answers.clone()),
    )
    .await
    .unwrap();
    rule_settings::change(
        clinic.app(),
        change(SettingKey::IsotretinoinWaitMonths, Some(3)),
    )
    .await
    .unwrap();

    let form = clinic.screening_with(patient, answers);
    let judged = screening::check(clinic.app(), form).await.unwrap().judged;
    let finding = &judged.so_far.findings[0];
    assert_eq!(
        (finding.rule, finding.outcome),
        (RuleId::R01, Outcome::Caution),
        "three months are over, the six of the founding document are not"
    );

    let last = screening::get_start(clinic.app(), patient)
        .await
        .unwrap()
        .last
        .unwrap();
    assert_eq!(last.id, before);
    assert_eq!(
        last.judgement.outcome,
        Outcome::Defer,
        "it keeps saying what it said"
    );
    assert_eq!(last.rule_set_version, RULE_SET_VERSION);

    let book = book(&clinic).await;
    assert_eq!(book.version, format!("{RULE_SET_VERSION}+1"));
    let row = book
        .settings
        .iter()
        .find(|row| row.spec.key == SettingKey::IsotretinoinWaitMonths)
        .unwrap();
    let last = row.last_change.as_ref().unwrap();
    assert_eq!(
        (last.old, last.new, last.by),
        (Some(6), Some(3), clinic.owner)
    );
    assert!(last.reason.contains("Basting"));

    let store = clinic.opened_from_outside().await;
    let (kind, body): (String, String) =
        sqlx::query_as("SELECT kind, body FROM journal WHERE entity = 'rule_setting'")
            .fetch_one(&mut *store.reader().await.unwrap())
            .await
            .unwrap();
    assert_eq!(kind, "rule_setting_changed");
    let body: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(body["change"]["key"], "isotretinoin_wait_months");
    assert_eq!(
        (&body["change"]["old"], &body["change"]["new"]),
        (&json!(6), &json!(3))
    );
}

#[tokio::test]
async fn outside_the_dollar_the_lead_says_what_a_visit_usually_costs() {
    let clinic = Clinic::ready().await;
    let usual = || async { me::get_me(clinic.app()).await.unwrap().clinic.usual_price };
    assert_eq!(
        usual().await,
        UsualPrice::default(),
        "the founding document says nothing about pounds"
    );
    for (key, value) in [
        (SettingKey::UsualPriceTo, 320),
        (SettingKey::UsualPriceFrom, 150),
    ] {
        rule_settings::change(clinic.app(), change(key, Some(value)))
            .await
            .unwrap();
    }
    let set = UsualPrice {
        from: Some(150),
        to: Some(320),
    };
    assert_eq!(usual().await, set);

    let crossed = change(SettingKey::UsualPriceFrom, Some(400));
    let refused = rule_settings::change(clinic.app(), crossed).await;
    let Err(ApiError::Invalid { issues }) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(issues[0].path, "change.value");
    assert_eq!(usual().await, set, "nothing changed");
}

#[tokio::test]
async fn a_setting_holds_after_a_lock_and_a_crash() {
    let mut clinic = Clinic::ready().await;
    rule_settings::change(
        clinic.app(),
        change(SettingKey::CeilingMicrometres, Some(1_000)),
    )
    .await
    .unwrap();
    clinic.crash();
    clinic.start();
    clinic.unlock().await;
    let dials = charting::get_rules(clinic.app()).await.unwrap().dials;
    assert!(dials.iter().all(|dial| dial.top_um <= 1_000), "{dials:?}");
}

#[tokio::test]
async fn a_lowered_ceiling_stops_the_plan_of_the_next_session() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let mut draft = clinic.session(patient);
    draft.zones[0].depth_mm = Some(1.25);
    let speaks = || async {
        let guards = session::check(clinic.app(), draft.clone())
            .await
            .unwrap()
            .check
            .guards;
        guards.iter().any(|guard| guard.rule == RuleId::D05)
    };
    assert!(!speaks().await);
    rule_settings::change(
        clinic.app(),
        change(SettingKey::CeilingMicrometres, Some(1_000)),
    )
    .await
    .unwrap();
    assert!(speaks().await, "D05 reads the clinic's ceiling");
}

#[tokio::test]
async fn only_the_medical_lead_sets_a_value_and_a_refusal_changes_nothing() {
    let mut clinic = Clinic::ready().await;
    let nurse = clinic
        .hire("Hettie Herringbone", vec![Role::Clinician], PASSPHRASE)
        .await;
    let owner = clinic
        .hire("Olive Overlock", vec![Role::Owner], PASSPHRASE)
        .await;
    for person in [nurse, owner] {
        clinic.unlock_as(person, PASSPHRASE).await;
        assert_eq!(
            rule_settings::change(clinic.app(), change(SettingKey::FillerDays, Some(14))).await,
            Err(ApiError::NotAllowed {
                needs: vec![Role::MedicalLead]
            })
        );
        assert_eq!(
            book(&clinic).await.version,
            RULE_SET_VERSION,
            "everybody may read the rules"
        );
        clinic.lock().await;
    }
}

#[tokio::test]
async fn a_value_out_of_range_or_without_a_reason_is_refused_by_its_field() {
    let clinic = Clinic::ready().await;
    let mut wrong = change(SettingKey::IsotretinoinWaitMonths, Some(13));
    wrong.reason = " ".to_owned();
    let Err(ApiError::Invalid { issues }) = rule_settings::change(clinic.app(), wrong).await else {
        panic!("thirteen months without a reason went through");
    };
    let fields: Vec<_> = issues
        .iter()
        .map(|issue| (issue.path.as_str(), issue.code))
        .collect();
    assert_eq!(
        fields,
        [
            ("change.value", IssueCode::OutOfRange),
            ("change.reason", IssueCode::Required)
        ]
    );
    assert_eq!(issues[0].params["max"], "12");
    let raised = change(SettingKey::CeilingMicrometres, Some(2_500));
    let Err(ApiError::Invalid { issues }) = rule_settings::change(clinic.app(), raised).await
    else {
        panic!("no device here is labelled for more than 2.0 mm");
    };
    assert_eq!(
        issues[0].params["max"], "2",
        "in millimetres, as the field shows it"
    );
    assert_eq!(book(&clinic).await.version, RULE_SET_VERSION);
}

#[tokio::test]
async fn a_change_by_the_lead_who_approved_approves_the_rules_as_changed() {
    let clinic = Clinic::ready().await;
    rule_settings::change(clinic.app(), change(SettingKey::FillerDays, Some(14)))
        .await
        .unwrap();
    let view = approval::get_approval(clinic.app()).await.unwrap();
    assert!(view.is_current);
    assert_eq!(view.rule_set_version, format!("{RULE_SET_VERSION}+1"));
    let approved = view.approval.unwrap();
    assert_eq!(approved.rule_set_version, view.rule_set_version);
    assert!(
        approved.self_approval,
        "the lead of this clinic also treats, and it says so"
    );
    let patient = clinic.patient_ready_to_treat().await;
    clinic.sign_session(clinic.session(patient)).await.unwrap();
}

#[tokio::test]
async fn a_change_by_another_lead_waits_for_an_approval() {
    let mut clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let lead = clinic
        .hire("Basil Basting", vec![Role::MedicalLead], PASSPHRASE)
        .await;
    clinic.unlock_as(lead, PASSPHRASE).await;
    rule_settings::change(clinic.app(), change(SettingKey::FillerDays, Some(14)))
        .await
        .unwrap();
    clinic.lock().await;
    clinic.unlock().await;
    let codes = clinic.refused_codes(clinic.session(patient)).await;
    assert_eq!(codes, [needlebook_domain::session::GapCode::NotApproved]);
    clinic.approve().await;
    let signed = clinic.sign_session(clinic.session(patient)).await.unwrap();
    let record = session::get(clinic.app(), signed.id).await.unwrap();
    assert_eq!(record.rule_set_version, format!("{RULE_SET_VERSION}+1"));
}

#[tokio::test]
async fn a_course_left_alone_says_so_after_the_months_the_clinic_set() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    clinic.sign_session(clinic.session(patient)).await.unwrap();
    clinic.sleep_days(100);
    let lapsed = || async {
        let page = patient_page::get(clinic.app(), patient).await.unwrap();
        page.lapsed.is_some()
    };
    assert!(!lapsed().await, "six months are not over");
    rule_settings::change(clinic.app(), change(SettingKey::LapseMonths, Some(3)))
        .await
        .unwrap();
    assert!(lapsed().await, "three are");
}

#[tokio::test]
async fn the_printed_rule_set_is_made_once_for_each_approval() {
    let clinic = Clinic::ready().await;
    let paper = || async {
        let id = rule_set::get_document(clinic.app()).await.unwrap();
        document::get(clinic.app(), id).await.unwrap().document
    };
    let first = paper().await;
    assert_eq!((first.kind, first.patient), (DocumentKind::RuleSet, None));
    assert_eq!(
        paper().await.id,
        first.id,
        "the same approval is the same page"
    );
    rule_settings::change(clinic.app(), change(SettingKey::FillerDays, Some(14)))
        .await
        .unwrap();
    let second = paper().await;
    assert_eq!(
        second.version,
        first.version + 1,
        "what was approved since is another page"
    );
    let kept = document::get_bytes(clinic.app(), first.id).await.unwrap();
    assert!(
        kept.starts_with(b"%PDF"),
        "and the first can still be printed as it was"
    );
}
