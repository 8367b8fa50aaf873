//! The card for when something is wrong: the medical lead's own words, without a dose, and nobody else's.

use needlebook_api::{ApiError, emergency_card, people, start};
use needlebook_domain::issue::IssueCode;
use serde_json::json;

use crate::bad_input::issues;
use crate::clinic::Clinic;

const STEPS: &str = "Lay them down, legs up.\nKit: red bag behind the door.\nRing the lead.";

#[tokio::test]
async fn the_card_is_the_leads_own_words_and_the_newest_holds() {
    let clinic = Clinic::ready().await;
    assert_eq!(emergency_card::find(clinic.app()).await.unwrap(), None);
    for steps in ["First words", STEPS] {
        clinic.tick();
        emergency_card::approve(clinic.app(), steps.to_owned())
            .await
            .unwrap();
    }
    let card = emergency_card::find(clinic.app()).await.unwrap().unwrap();
    assert_eq!(card.steps, STEPS);
    assert_eq!(card.lead_name, "Marigold Featherstitch, RN");
    assert_eq!(card.approved_at, clinic.now());
}

#[tokio::test]
async fn a_card_without_steps_or_with_a_dose_is_refused_by_its_field_and_the_old_one_holds() {
    let clinic = Clinic::ready().await;
    emergency_card::approve(clinic.app(), STEPS.to_owned())
        .await
        .unwrap();
    for (steps, code) in [
        ("  ", IssueCode::Required),
        ("Adrenaline 500 mcg into the thigh", IssueCode::NamesADose),
    ] {
        let refused = emergency_card::approve(clinic.app(), steps.to_owned()).await;
        let refused = issues(refused);
        assert_eq!(refused, [("steps".to_owned(), code)]);
    }
    let card = emergency_card::find(clinic.app()).await.unwrap().unwrap();
    assert_eq!(card.steps, STEPS);
}

#[tokio::test]
async fn a_clinician_reads_the_card_and_does_not_write_it() {
    let clinic = Clinic::ready().await;
    emergency_card::approve(clinic.app(), STEPS.to_owned())
        .await
        .unwrap();
    let account = json!({
        "person": {
            "name": "Tamsin Tackstitch", "title": "", "certification": "", "registration_body": "",
            "registration_number": "", "board_certified": false, "roles": ["clinician"]
        },
        "ends_on": null
    });
    let passphrase = "ladder stitch over a hem";
    let account = serde_json::from_value(account).unwrap();
    let nurse = people::record_person(clinic.app(), account, passphrase.to_owned())
        .await
        .unwrap();
    clinic.lock().await;
    start::unlock(clinic.app(), nurse, passphrase.to_owned())
        .await
        .unwrap();
    assert!(emergency_card::find(clinic.app()).await.unwrap().is_some());
    let refused = emergency_card::approve(clinic.app(), "Run".to_owned()).await;
    assert!(matches!(refused, Err(ApiError::NotAllowed { .. })));
}
