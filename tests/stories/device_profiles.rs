//! The clinic's own device profiles: added, used, corrected and retired by its lead, and what that does to depth,
//! consent and the ceiling.

use needlebook_api::device_profile::{self, DeviceProfileView};
use needlebook_api::{
    ApiError, approval, charting, consent, rule_set, rule_settings, session, signed_session, stock,
};
use needlebook_domain::device::{DeviceProfileId, DeviceProfileInput};
use needlebook_domain::ids::{OwnProfileId, PatientId};
use needlebook_domain::issue::IssueCode;
use needlebook_domain::person::Role;
use needlebook_domain::rule::RuleId;
use needlebook_domain::rule_settings::{SettingChangeInput, SettingKey};
use needlebook_domain::screening::RULE_SET_VERSION;
use needlebook_domain::session::{Guard, SessionDraft};
use serde_json::{Value, json};

use crate::clinic::Clinic;

const PASSPHRASE: &str = "ladder stitch over a hem";

/// A pen of quarter millimetres that reaches 3 mm and is labelled to 2.3 mm, with one use in the UK.
fn bobbin_pen() -> Value {
    json!({
        "name": "Bobbin pen",
        "steps": {"kind": "every", "step_mm": 0.25, "lowest_mm": 0.25},
        "mechanical_max_mm": 3.0, "labelled_max_mm": 2.3,
        "cleared_uses": [{
            "market": "uk", "concern": "acne_scars", "zones": ["cheeks"], "skin_from": 1, "skin_to": 4,
            "age_from": 22, "source": "Instructions, page 12"
        }],
        "speed": {"unit": "rpm", "least": 5000, "most": 9000},
        "sunscreen_start_hours": 12,
        "source": "Bobbin Instruments, instructions of 2026",
        "reason": "The clinic bought two"
    })
}

fn input(value: Value) -> DeviceProfileInput {
    serde_json::from_value(value).unwrap()
}

async fn add(clinic: &Clinic) -> OwnProfileId {
    device_profile::record(clinic.app(), input(bobbin_pen()))
        .await
        .unwrap()
}

async fn seen(clinic: &Clinic, id: OwnProfileId) -> DeviceProfileView {
    let book = device_profile::list(clinic.app()).await.unwrap();
    book.profiles
        .into_iter()
        .find(|view| view.profile.id == DeviceProfileId::Own(id))
        .unwrap()
}

/// The clinic with a device and a lot of the profile, and a patient who agreed to it.
async fn ready_to_treat(clinic: &mut Clinic, id: OwnProfileId) -> PatientId {
    clinic.device = clinic.add_device(&id.to_string()).await;
    clinic.lot = clinic
        .add_lot(&id.to_string(), "LOT-BOBBIN", "2027-06-30")
        .await;
    let patient = clinic.arrived_patient().await;
    clinic.set_time("08:40");
    clinic.screen(patient).await;
    clinic.set_time("08:50");
    let mut plan = clinic.plan();
    plan["device"] = json!(id);
    let form = clinic.consent_form(patient, plan).await;
    consent::sign(clinic.app(), patient, form).await.unwrap();
    patient
}

async fn guards(clinic: &Clinic, draft: &SessionDraft) -> Vec<Guard> {
    session::check(clinic.app(), draft.clone())
        .await
        .unwrap()
        .check
        .guards
}

async fn rules_that_speak(clinic: &Clinic, draft: &SessionDraft) -> Vec<RuleId> {
    guards(clinic, draft)
        .await
        .iter()
        .map(|guard| guard.rule)
        .collect()
}

fn ceiling(micrometres: u32) -> SettingChangeInput {
    SettingChangeInput {
        key: SettingKey::CeilingMicrometres,
        value: Some(micrometres),
        reason: "Scars of the back".to_owned(),
        source: "Bobbin Instruments, page 12".to_owned(),
    }
}

#[tokio::test]
async fn an_own_device_is_added_used_corrected_and_retired_and_an_old_session_keeps_its_version() {
    let mut clinic = Clinic::ready().await;
    let id = add(&clinic).await;
    let profile = DeviceProfileId::Own(id);
    let dials = charting::get_rules(clinic.app()).await.unwrap().dials;
    let dial = dials.iter().find(|dial| dial.profile == profile).unwrap();
    assert_eq!(
        (dial.step_um, dial.lowest_um, dial.top_um),
        (250, 250, 2_000),
        "the picker turns by its steps and no further than the ceiling"
    );

    let patient = ready_to_treat(&mut clinic, id).await;
    let mut draft = clinic.session(patient);
    draft.zones[0].depth_mm = Some(1.1);
    assert!(
        rules_that_speak(&clinic, &draft)
            .await
            .contains(&RuleId::D07),
        "1.1 mm is no step of this pen"
    );
    draft.zones[0].depth_mm = Some(1.25);
    draft.settled = clinic.reasons_for_every_guard(&draft).await;
    let signed = clinic.sign_session(draft).await.unwrap();
    assert!(signed.sheet.is_some() && signed.record.is_some());

    let mut corrected = bobbin_pen();
    corrected["labelled_max_mm"] = json!(1.0);
    corrected["steps"]["step_mm"] = json!(0.5);
    corrected["steps"]["lowest_mm"] = json!(0.5);
    corrected["reason"] = json!("The maker lowered it");
    device_profile::correct(clinic.app(), id, input(corrected))
        .await
        .unwrap();
    let now = seen(&clinic, id).await;
    assert_eq!((now.profile.version, now.changes.len()), (2, 2));
    assert_eq!(
        now.changes[0].reason, "The maker lowered it",
        "newest first"
    );
    let old = signed_session::get(clinic.app(), signed.id).await.unwrap();
    let judged_by = old.device.unwrap();
    assert_eq!(
        (judged_by.version, judged_by.labelled_max),
        (1, Some(2_300)),
        "what was signed keeps what it was judged by"
    );

    clinic.sleep_days(40);
    let next = clinic.session(patient);
    let speaks = rules_that_speak(&clinic, &next).await;
    assert!(
        speaks.contains(&RuleId::D03) && speaks.contains(&RuleId::D07),
        "1.5 and 1.25 mm lie above the new label, and 1.25 is no step any more: {speaks:?}"
    );

    device_profile::retire(clinic.app(), id, "Sent back to the maker".to_owned())
        .await
        .unwrap();
    let codes: Vec<_> = session::check(clinic.app(), next)
        .await
        .unwrap()
        .check
        .missing
        .into_iter()
        .map(|gap| gap.code)
        .collect();
    assert!(codes.contains(&needlebook_domain::session::GapCode::DeviceRetired));
    let dials = charting::get_rules(clinic.app()).await.unwrap().dials;
    assert!(dials.iter().all(|dial| dial.profile != profile));
    let form = json!({"profile": id, "serial": "BP-3"});
    let Err(ApiError::Invalid { issues }) =
        stock::record_device(clinic.app(), serde_json::from_value(form).unwrap()).await
    else {
        panic!("a device of a retired profile was added");
    };
    assert_eq!(
        (issues[0].path.as_str(), issues[0].code),
        ("device.profile", IssueCode::NotAChoice)
    );
    let old = signed_session::get(clinic.app(), signed.id).await.unwrap();
    assert!(!old.device.unwrap().retired, "nor does retiring touch it");
    clinic.crash();
    clinic.start();
    clinic.unlock().await;
    assert!(
        seen(&clinic, id).await.profile.retired,
        "it holds after a crash"
    );
}

#[tokio::test]
async fn every_decision_is_in_the_journal_and_approves_the_rules_as_changed() {
    let mut clinic = Clinic::ready().await;
    let id = add(&clinic).await;
    let view = approval::get_approval(clinic.app()).await.unwrap();
    assert!(view.is_current);
    assert_eq!(view.rule_set_version, format!("{RULE_SET_VERSION}+1"));
    rule_settings::change(
        clinic.app(),
        SettingChangeInput {
            key: SettingKey::FillerDays,
            value: Some(21),
            reason: "Our supplier advises it".to_owned(),
            source: String::new(),
        },
    )
    .await
    .unwrap();
    assert_eq!(
        rule_settings::get_book(clinic.app()).await.unwrap().version,
        format!("{RULE_SET_VERSION}+2"),
        "values and devices are counted together"
    );
    rule_set::get_document(clinic.app()).await.unwrap();
    let store = clinic.opened_from_outside().await;
    let (kind, body): (String, String) =
        sqlx::query_as("SELECT kind, body FROM journal WHERE entity = 'device_profile'")
            .fetch_one(&mut *store.reader().await.unwrap())
            .await
            .unwrap();
    let body: Value = serde_json::from_str(&body).unwrap();
    let change = &body["change"];
    assert_eq!(kind, "device_profile_changed");
    assert_eq!(change["decision"], "added");
    assert_eq!(change["profile"]["id"], json!(id));
    assert_eq!(change["profile"]["labelled_max"], 2_300);
    assert_eq!(change["reason"], "The clinic bought two");
}

#[tokio::test]
async fn only_the_medical_lead_decides_about_devices_and_those_that_came_with_the_program_stay() {
    let mut clinic = Clinic::ready().await;
    let id = add(&clinic).await;
    let nurse = clinic
        .hire("Hettie Herringbone", vec![Role::Clinician], PASSPHRASE)
        .await;
    clinic.unlock_as(nurse, PASSPHRASE).await;
    let refused = ApiError::NotAllowed {
        needs: vec![Role::MedicalLead],
    };
    let pen = || input(bobbin_pen());
    let added = device_profile::record(clinic.app(), pen()).await;
    assert_eq!(added.unwrap_err(), refused);
    let corrected = device_profile::correct(clinic.app(), id, pen()).await;
    assert_eq!(corrected.unwrap_err(), refused);
    let retired = device_profile::retire(clinic.app(), id, "No".to_owned()).await;
    assert_eq!(retired.unwrap_err(), refused);
    let book = device_profile::list(clinic.app()).await.unwrap();
    assert_eq!(book.profiles.len(), 8, "everybody may read them");
    assert!(
        book.profiles
            .iter()
            .all(|view| view.own == (view.profile.id == DeviceProfileId::Own(id)))
    );
    clinic.lock().await;
    clinic.unlock().await;
    let nobody = OwnProfileId(uuid::Uuid::from_u128(7));
    assert!(matches!(
        device_profile::correct(clinic.app(), nobody, pen()).await,
        Err(ApiError::NotFound { .. })
    ));
}

#[tokio::test]
async fn each_refused_field_of_a_profile_is_named_and_nothing_is_kept() {
    let clinic = Clinic::ready().await;
    add(&clinic).await;
    let wrong = json!({
        "name": "BOBBIN PEN",
        "steps": {"kind": "every", "step_mm": 0.0, "lowest_mm": 9.0},
        "mechanical_max_mm": 7.5, "labelled_max_mm": -1.0,
        "cleared_uses": [{
            "market": "eu", "concern": null, "zones": [], "skin_from": 5, "skin_to": 2, "age_from": 12, "source": " "
        }],
        "speed": {"unit": "hz", "least": 150, "most": 5},
        "sunscreen_start_hours": 48, "source": "", "reason": "\u{7}"
    });
    let Err(ApiError::Invalid { issues }) =
        device_profile::record(clinic.app(), input(wrong)).await
    else {
        panic!("a profile without a single good field was kept");
    };
    let mut fields: Vec<&str> = issues.iter().map(|issue| issue.path.as_str()).collect();
    fields.sort_unstable();
    fields.dedup();
    assert_eq!(
        fields,
        [
            "profile.cleared_uses.0.age_from",
            "profile.cleared_uses.0.concern",
            "profile.cleared_uses.0.skin_to",
            "profile.cleared_uses.0.source",
            "profile.cleared_uses.0.zones",
            "profile.labelled_max_mm",
            "profile.mechanical_max_mm",
            "profile.name",
            "profile.reason",
            "profile.source",
            "profile.speed.most",
            "profile.steps.lowest_mm",
            "profile.steps.step_mm",
            "profile.sunscreen_start_hours",
        ]
    );
    let deepest = issues
        .iter()
        .find(|issue| issue.path == "profile.mechanical_max_mm")
        .unwrap();
    assert_eq!(
        (deepest.code, deepest.params["max"].as_str()),
        (IssueCode::OutOfRange, "5"),
        "in millimetres, as the field shows it"
    );
    let book = device_profile::list(clinic.app()).await.unwrap();
    assert_eq!(book.profiles.len(), 8, "nothing was kept of it");
}

#[tokio::test]
async fn a_use_not_entered_for_the_clinics_country_is_never_called_not_cleared() {
    let mut clinic = Clinic::ready().await;
    let id = add(&clinic).await;
    let patient = ready_to_treat(&mut clinic, id).await;
    let draft = clinic.session(patient);
    let text = async |clinic: &Clinic| {
        let mut plan = clinic.plan();
        plan["device"] = json!(id);
        let form = clinic.consent_form(patient, plan).await;
        let plan = serde_json::from_value(json!(form.plan)).unwrap();
        let form = consent::get_form(clinic.app(), patient, plan)
            .await
            .unwrap();
        serde_json::to_string(&form.text).unwrap()
    };
    assert!(
        !rules_that_speak(&clinic, &draft)
            .await
            .contains(&RuleId::D04),
        "the rules came with the US, and this pen has no use entered there"
    );
    assert!(text(&clinic).await.contains("not checked for your country"));
    let market = SettingChangeInput {
        key: SettingKey::DeviceMarket,
        value: Some(2),
        reason: "We are in the UK".to_owned(),
        source: String::new(),
    };
    rule_settings::change(clinic.app(), market).await.unwrap();
    let mut forehead = draft.clone();
    forehead.zones[0].zone = needlebook_domain::zone::Zone::Forehead;
    assert!(
        !rules_that_speak(&clinic, &draft)
            .await
            .contains(&RuleId::D04)
    );
    assert!(
        rules_that_speak(&clinic, &forehead)
            .await
            .contains(&RuleId::D04),
        "the UK instructions name the cheeks only"
    );
    assert!(!text(&clinic).await.contains("not checked for your country"));
}

#[tokio::test]
async fn a_label_over_two_millimetres_lets_the_ceiling_rise_for_a_year() {
    let mut clinic = Clinic::ready().await;
    let Err(ApiError::Invalid { issues }) =
        rule_settings::change(clinic.app(), ceiling(2_250)).await
    else {
        panic!("no device here is labelled for more than 2.0 mm");
    };
    assert_eq!(issues[0].params["max"], "2");
    let id = add(&clinic).await;
    let Err(ApiError::Invalid { issues }) =
        rule_settings::change(clinic.app(), ceiling(2_350)).await
    else {
        panic!("higher than the label");
    };
    assert_eq!(issues[0].params["max"], "2.3");
    rule_settings::change(clinic.app(), ceiling(2_250))
        .await
        .unwrap();

    let patient = ready_to_treat(&mut clinic, id).await;
    let mut draft = clinic.session(patient);
    draft.zones[0].depth_mm = Some(2.25);
    assert!(
        !rules_that_speak(&clinic, &draft)
            .await
            .contains(&RuleId::D05)
    );
    let skinpen = clinic.add_device("skinpen_precision").await;
    let mut other = draft.clone();
    other.device = Some(skinpen);
    assert!(
        rules_that_speak(&clinic, &other)
            .await
            .contains(&RuleId::D05),
        "a label of 1.5 mm raises nothing"
    );

    let last = clinic.today() + chrono::Months::new(12);
    clinic.sleep_days((last - clinic.today()).num_days() as u64);
    let mut again = clinic.session(patient);
    again.zones[0].depth_mm = Some(2.25);
    assert!(
        !rules_that_speak(&clinic, &again)
            .await
            .contains(&RuleId::D05),
        "its last day"
    );
    clinic.sleep_days(1);
    let mut late = clinic.session(patient);
    late.zones[0].depth_mm = Some(2.25);
    let speaking = guards(&clinic, &late).await;
    let stop = speaking
        .iter()
        .find(|guard| guard.rule == RuleId::D05)
        .unwrap();
    assert_eq!(
        stop.lapsed_on,
        Some(last),
        "the card says that the raise ran out, and when"
    );
    rule_settings::change(clinic.app(), ceiling(2_250))
        .await
        .unwrap();
    assert!(
        !rules_that_speak(&clinic, &late)
            .await
            .contains(&RuleId::D05),
        "renewed"
    );
}
