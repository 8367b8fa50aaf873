//! Papers of a day without treatment and of the desk.

use needlebook_api::types::{LetterAbout, LetterInput};
use needlebook_api::{
    ApiError, blank_forms, call_list, course, course_summary, document, due_back,
    letter as letters, not_today, patient, reaction, screening, task,
};
use needlebook_domain::clinic::Paper;
use needlebook_domain::document::DocumentKind;
use needlebook_domain::ids::DocumentId;
use needlebook_domain::person::Role;
use serde_json::json;

use crate::clinic::{Clinic, patient_form};
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
        "Your skin needs some days without it first",
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

/// A letter as somebody typed it.
pub fn letter() -> LetterInput {
    serde_json::from_value(json!({
        "about": {"what": "screening"}, "to_name": "Dr. Ottilie Hemstitch", "to_practice": "",
        "body": "Dear Dr. Hemstitch,\n\nmay we?", "questions": ["May we?"], "agreed": true
    }))
    .unwrap()
}

#[tokio::test]
async fn a_letter_begins_with_what_was_found_and_is_made_as_it_was_changed() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let mut form = patient_form();
    form["prescriber"] =
        json!({"name": "Dr. Ottilie Hemstitch", "practice": "Bodkin Street", "phone": ""});
    patient::correct_patient(
        clinic.app(),
        patient,
        1,
        serde_json::from_value(form).unwrap(),
    )
    .await
    .unwrap();
    let found = clinic.screening_with(
        patient,
        json!({"anticoagulant_prescribed": true, "heart_condition": true, "pregnant": true}),
    );
    screening::sign(clinic.app(), found).await.unwrap();

    let proposed = letters::propose_letter(clinic.app(), patient, LetterAbout::Screening)
        .await
        .unwrap();
    assert_eq!(proposed.to_name, "Dr. Ottilie Hemstitch");
    for line in [
        "Dear Dr. Ottilie Hemstitch,",
        "blood thinner",
        "heart condition",
        "acne scars",
    ] {
        assert!(
            proposed.body.contains(line),
            "no {line:?} in {}",
            proposed.body
        );
    }
    assert!(!proposed.body.contains("pregnan"), "asked in private");
    assert!(!proposed.body.to_lowercase().contains("stop"), "never stop");
    assert!(proposed.questions.len() >= 3, "{:?}", proposed.questions);

    let changed = LetterInput {
        to_name: proposed.to_name,
        body: format!("{}\n\nP.S. She sews.", proposed.body),
        questions: proposed.questions,
        ..letter()
    };
    let unasked = LetterInput {
        agreed: false,
        ..changed.clone()
    };
    let refused = letters::make(clinic.app(), patient, unasked).await;
    assert!(
        matches!(&refused, Err(ApiError::Invalid { issues }) if issues[0].path == "agreed"),
        "{refused:?}"
    );
    let id = letters::make(clinic.app(), patient, changed).await.unwrap();
    let made = document::get(clinic.app(), id).await.unwrap().document;
    assert_eq!(
        (made.kind, made.patient, made.number.as_str()),
        (DocumentKind::Letter, Some(patient), "A-LT-0001")
    );
    let words = said(&clinic, id).await;
    for line in [
        "P.S. She sews.",
        "Your answer",
        "Yes",
        "Name and signature",
        "agreed to this letter",
    ] {
        assert!(words.contains(line), "no {line:?} in {words}");
    }
    let tasks = task::list(clinic.app(), patient).await.unwrap();
    assert_eq!(tasks[0].task.text, "Has letter A-LT-0001 been answered?");
    assert_eq!(tasks[0].task.due_on, clinic.today() + chrono::Days::new(14));
}

#[tokio::test]
async fn a_letter_about_a_reaction_says_what_it_was_and_what_was_done() {
    let clinic = Clinic::ready().await;
    let patient = planned(&clinic, 6).await;
    treat(&clinic, patient).await;
    let of = reaction::record(
        clinic.app(),
        patient,
        serde_json::from_value(crate::reaction::redness()).unwrap(),
    )
    .await
    .unwrap();
    let about = LetterAbout::Reaction { reaction: of };
    let proposed = letters::propose_letter(clinic.app(), patient, about)
        .await
        .unwrap();
    for line in [
        "had a reaction after microneedling",
        "It began on",
        "Dear colleague,",
    ] {
        assert!(
            proposed.body.contains(line),
            "no {line:?} in {}",
            proposed.body
        );
    }
    let other = clinic.register("Ada", "Bodkin").await;
    let stray = letters::propose_letter(clinic.app(), other, about).await;
    assert!(matches!(stray, Err(ApiError::NotFound { .. })), "{stray:?}");
}

#[tokio::test]
async fn a_course_summary_says_what_was_planned_done_and_decided_and_what_is_due() {
    let clinic = Clinic::ready().await;
    let nobody = clinic.register("Ada", "Bodkin").await;
    let none = course_summary::make(clinic.app(), nobody).await;
    assert!(
        matches!(none, Err(ApiError::NotFound { ref entity }) if entity == "consultation"),
        "{none:?}"
    );
    let patient = planned(&clinic, 6).await;
    treat(&clinic, patient).await;
    let closed = json!({"step": {"step": "closed_early"}, "reason": "Moves abroad."});
    course::record_change(
        clinic.app(),
        patient,
        serde_json::from_value(closed).unwrap(),
    )
    .await
    .unwrap();
    let id = course_summary::make(clinic.app(), patient).await.unwrap();
    let made = document::get(clinic.app(), id).await.unwrap().document;
    assert_eq!(
        (made.kind, made.patient, made.number.as_str()),
        (DocumentKind::CourseSummary, Some(patient), "A-CS-0001")
    );
    let words = said(&clinic, id).await;
    for line in [
        "Acne scars",
        "6 sessions, 1 done",
        "Ended before its plan",
        "Ended early. Moves abroad.",
        "No. 1",
        "Face",
        "passes",
        "When a visit keeps the result up",
        "None is recorded.",
    ] {
        assert!(words.contains(line), "no {line:?} in {words}");
    }
}

#[tokio::test]
async fn blank_forms_are_made_in_advance_by_whoever_is_at_the_desk() {
    let mut clinic = Clinic::ready().await;
    let desk = clinic
        .hire("Pia Pincushion", vec![Role::Reception], PASSPHRASE)
        .await;
    clinic.unlock_as(desk, PASSPHRASE).await;
    let id = blank_forms::make(clinic.app(), Paper::Letter)
        .await
        .unwrap();
    let made = document::get(clinic.app(), id).await.unwrap().document;
    assert_eq!(
        (made.kind, made.patient, made.number.as_str()),
        (DocumentKind::BlankForms, None, "A-BF-0001")
    );
    let words = said(&clinic, id).await;
    for line in [
        "Health questions",
        "Infection through blood",
        "Zone by zone",
        "Tiny blood spots",
    ] {
        assert!(words.contains(line), "no {line:?} in {words}");
    }
}
