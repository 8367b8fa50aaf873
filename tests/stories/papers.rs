//! Papers of a day without treatment and of the desk.

use needlebook_api::{ApiError, call_list, document, due_back, not_today, screening};
use needlebook_domain::document::DocumentKind;
use needlebook_domain::ids::DocumentId;
use needlebook_domain::person::Role;
use serde_json::json;

use crate::clinic::Clinic;
use crate::course::{planned, treat};
use crate::visit::printed_text;

const PASSPHRASE: &str = "ladder stitch over a hem";

pub async fn said(clinic: &Clinic, id: DocumentId) -> String {
    printed_text(&document::get_bytes(clinic.app(), id).await.unwrap())
}

#[tokio::test]
async fn a_screening_that_waits_gives_a_sheet_to_take_home() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let nothing = not_today::make(clinic.app(), patient).await;
    assert!(
        matches!(nothing, Err(ApiError::NotFound { ref entity }) if entity == "screening"),
        "{nothing:?}"
    );
    let waits = clinic.screening_with(
        patient,
        json!({"topical_retinoid": {"last_use": clinic.today()}}),
    );
    screening::sign(clinic.app(), waits).await.unwrap();
    let id = not_today::make(clinic.app(), patient).await.unwrap();
    let made = document::get(clinic.app(), id).await.unwrap().document;
    assert_eq!(
        (made.kind, made.patient, made.number.as_str(), made.version),
        (DocumentKind::NotToday, Some(patient), "A-NT-0001", 1)
    );
    let words = said(&clinic, id).await;
    for line in [
        "Your skin needs a week without it first",
        "The earliest day: Friday 30 October 2026",
        "asked by Marigold Featherstitch",
    ] {
        assert!(words.contains(line), "no {line:?} in {words}");
    }
    let again = not_today::make(clinic.app(), patient).await.unwrap();
    let again = document::get(clinic.app(), again).await.unwrap().document;
    assert_eq!(again.version, 2, "the first stays as it was given");
    document::record_handover(clinic.app(), id, false)
        .await
        .unwrap();

    clinic.tick();
    clinic.screen(patient).await;
    let clear = not_today::make(clinic.app(), patient).await;
    assert!(
        matches!(clear, Err(ApiError::NotFound { .. })),
        "nothing waits any more: {clear:?}"
    );
}

#[tokio::test]
async fn a_call_list_names_whom_to_ring_and_never_what_for() {
    let mut clinic = Clinic::ready().await;
    let patient = planned(&clinic, 6).await;
    treat(&clinic, patient).await;
    clinic.sleep_days(30);
    due_back::record_call(clinic.app(), patient, "Rings back on Friday".to_owned())
        .await
        .unwrap();
    let desk = clinic
        .hire("Pia Pincushion", vec![Role::Reception], PASSPHRASE)
        .await;
    let mut seen = Vec::new();
    for as_desk in [false, true] {
        clinic.lock().await;
        if as_desk {
            clinic.unlock_as(desk, PASSPHRASE).await;
        } else {
            clinic.unlock().await;
        }
        let id = call_list::make(clinic.app(), None).await.unwrap();
        let made = document::get(clinic.app(), id).await.unwrap().document;
        assert_eq!((made.kind, made.patient), (DocumentKind::CallList, None));
        let words = said(&clinic, id).await;
        for line in [
            "Barnaby Selvedge",
            "Rings back on Friday",
            "To ring for an appointment: 1",
        ] {
            assert!(words.contains(line), "no {line:?} in {words}");
        }
        for reason in ["acne", "face", "Acne", "Face", "scar"] {
            assert!(!words.contains(reason), "{reason} stands in {words}");
        }
        seen.push(id);
    }
    assert!(
        document::get_bytes(clinic.app(), seen[0]).await.is_ok(),
        "the desk reads what a clinician printed: it says no more"
    );
    assert!(DocumentKind::NAMES_MANY.contains(&DocumentKind::CallList));
}
