//! The leaflet: made for a patient or for the waiting room, handed out by the desk too, and the beginning of the time to
//! think.

use needlebook_api::types::SheetLanguage;
use needlebook_api::{ApiError, consent, document, leaflet, patient, rule_settings};
use needlebook_domain::consent::ConsentPlan;
use needlebook_domain::document::{DocumentKind, DocumentStep};
use needlebook_domain::person::Role;
use serde_json::json;

use crate::clinic::{Clinic, patient_form};
use crate::visit::printed_text;

const PASSPHRASE: &str = "ladder stitch over a hem";

async fn said(clinic: &Clinic, id: needlebook_domain::ids::DocumentId) -> String {
    printed_text(&document::get_bytes(clinic.app(), id).await.unwrap())
}

#[tokio::test]
async fn a_leaflet_for_a_patient_is_kept_with_the_record_and_starts_the_time_to_think() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let id = leaflet::make_for(clinic.app(), patient).await.unwrap();
    let made = document::get(clinic.app(), id).await.unwrap().document;
    assert_eq!(
        (made.kind, made.patient, made.number.as_str(), made.version),
        (DocumentKind::Leaflet, Some(patient), "A-LE-0001", 1)
    );
    let words = said(&clinic, id).await;
    for line in ["About microneedling", "Barnaby Selvedge-Hemsworth, born"] {
        assert!(words.contains(line), "no {line:?} in {words}");
    }
    assert_eq!(
        document::get_bytes(clinic.app(), id).await.unwrap(),
        document::get_bytes(clinic.app(), id).await.unwrap()
    );

    let plan: ConsentPlan = serde_json::from_value(clinic.plan()).unwrap();
    let form = consent::get_form(clinic.app(), patient, plan.clone())
        .await
        .unwrap();
    assert_eq!(form.given_before, None, "made is not yet given");
    clinic.tick();
    document::record_handover(clinic.app(), id, false)
        .await
        .unwrap();
    let handed = document::get(clinic.app(), id).await.unwrap();
    assert_eq!(handed.closed_as, Some(DocumentStep::HandedOver));
    clinic.sleep_days(3);
    let form = consent::get_form(clinic.app(), patient, plan)
        .await
        .unwrap();
    assert_eq!(
        form.given_before,
        handed.steps.last().map(|step| step.at),
        "it counts from the day the leaflet was taken"
    );
}

#[tokio::test]
async fn it_is_in_the_first_language_of_the_record_with_the_english_one_beside_it() {
    let clinic = Clinic::ready().await;
    let mut form = patient_form();
    form["languages"] = json!(["Spanish"]);
    let patient = patient::record_patient(clinic.app(), serde_json::from_value(form).unwrap())
        .await
        .unwrap();
    let id = leaflet::make_for(clinic.app(), patient).await.unwrap();
    let words = said(&clinic, id).await;
    for line in [
        "Sobre el microneedling",
        "About microneedling",
        "aún no revisada",
    ] {
        assert!(words.contains(line), "no {line:?} in {words}");
    }
}

#[tokio::test]
async fn the_desk_makes_and_hands_out_leaflets_and_reads_no_other_paper() {
    let mut clinic = Clinic::ready().await;
    let desk = clinic
        .hire("Pia Pincushion", vec![Role::Reception], PASSPHRASE)
        .await;
    clinic.unlock().await;
    let patient = clinic.arrived_patient().await;
    let precare = needlebook_api::precare::make(clinic.app(), patient, clinic.today())
        .await
        .unwrap();
    clinic.lock().await;
    clinic.unlock_as(desk, PASSPHRASE).await;
    let id = leaflet::make(clinic.app(), SheetLanguage::De)
        .await
        .unwrap();
    let made = document::get(clinic.app(), id).await.unwrap().document;
    assert_eq!(made.patient, None);
    assert!(said(&clinic, id).await.contains("Über Microneedling"));
    for refused in [
        document::get(clinic.app(), precare).await.map(|_| ()),
        document::get_bytes(clinic.app(), precare).await.map(|_| ()),
        document::record_handover(clinic.app(), precare, false).await,
    ] {
        assert!(
            matches!(refused, Err(ApiError::NotAllowed { .. })),
            "{refused:?}"
        );
    }
}

#[tokio::test]
async fn the_lead_takes_out_what_studies_report() {
    let clinic = Clinic::ready().await;
    let with = leaflet::make(clinic.app(), SheetLanguage::En)
        .await
        .unwrap();
    assert!(said(&clinic, with).await.contains("400 %"));
    let off =
        json!({"key": "leaflet_studies", "value": 0, "reason": "One old study.", "source": ""});
    rule_settings::change(clinic.app(), serde_json::from_value(off).unwrap())
        .await
        .unwrap();
    let without = leaflet::make(clinic.app(), SheetLanguage::En)
        .await
        .unwrap();
    assert!(!said(&clinic, without).await.contains("400 %"));
}
