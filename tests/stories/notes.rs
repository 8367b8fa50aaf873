//! Notes: a draft while typing, signed, amended with the original readable.

use needlebook_api::draft::{self, DraftInput};
use needlebook_api::{ApiError, note, patient_page, timeline};
use needlebook_domain::issue::IssueCode;
use needlebook_domain::timeline::{Told, Topic};

use crate::clinic::Clinic;

#[tokio::test]
async fn a_note_survives_a_crash_as_a_draft_and_leaves_none_once_signed() {
    let mut clinic = Clinic::ready().await;
    let patient = clinic.register("Barnaby", "Selvedge").await;
    let typed = DraftInput {
        kind: "note".into(),
        subject: patient.0,
        body: r#"{"value":"Rang: red until"}"#.into(),
        version: 0,
    };
    draft::save(clinic.app(), typed).await.unwrap();
    clinic.crash();
    clinic.start();
    clinic.unlock().await;
    let kept = draft::find(clinic.app(), "note".into(), patient.0)
        .await
        .unwrap();
    assert!(kept.unwrap().body.contains("red until"));
    note::sign(clinic.app(), patient, "Rang: red until Tuesday.".into())
        .await
        .unwrap();
    let kept = draft::find(clinic.app(), "note".into(), patient.0)
        .await
        .unwrap();
    assert!(kept.is_none(), "what was signed is no draft any more");
}

#[tokio::test]
async fn an_amended_note_keeps_its_original_and_says_why_and_by_whom() {
    let clinic = Clinic::ready().await;
    let patient = clinic.register("Barnaby", "Selvedge").await;
    let id = note::sign(clinic.app(), patient, " Likes it cold. ".into())
        .await
        .unwrap();
    clinic.set_time("15:00");
    note::amend(
        clinic.app(),
        id,
        0,
        "Likes it cool.".into(),
        "misheard".into(),
    )
    .await
    .unwrap();
    let page = note::list(clinic.app(), patient, None).await.unwrap();
    let [view] = page.notes.as_slice() else {
        panic!("{page:?}")
    };
    assert_eq!(view.note.text, "Likes it cold.");
    assert_eq!(view.note.signed_name, "Marigold Featherstitch, RN");
    let later = &view.amendments[0];
    assert_eq!(
        (later.text.as_str(), later.reason.as_str(), later.at),
        ("Likes it cool.", "misheard", clinic.now())
    );
    assert_eq!(
        note::amend(
            clinic.app(),
            id,
            0,
            "Likes it warm.".into(),
            "so she says".into()
        )
        .await,
        Err(ApiError::Conflict { current_version: 1 }),
        "somebody amended it meanwhile"
    );
}

#[tokio::test]
async fn a_note_without_words_or_an_amendment_without_a_reason_is_refused() {
    let clinic = Clinic::ready().await;
    let patient = clinic.register("Barnaby", "Selvedge").await;
    let issue = |answer: Result<(), ApiError>| match answer {
        Err(ApiError::Invalid { issues }) => (issues[0].path.clone(), issues[0].code),
        other => panic!("{other:?}"),
    };
    let sign = async |text: String| note::sign(clinic.app(), patient, text).await.map(|_| ());
    assert_eq!(
        issue(sign(" \n".into()).await),
        ("text".into(), IssueCode::Required)
    );
    assert_eq!(
        issue(sign("x".repeat(20_001)).await),
        ("text".into(), IssueCode::TooLong)
    );
    assert_eq!(
        issue(sign("a\u{202E}b".into()).await),
        ("text".into(), IssueCode::HiddenCharacter)
    );
    let id = note::sign(clinic.app(), patient, "Well.".into())
        .await
        .unwrap();
    let amended = note::amend(clinic.app(), id, 0, "Unwell.".into(), " ".into()).await;
    assert_eq!(issue(amended), ("reason".into(), IssueCode::Required));
}

#[tokio::test]
async fn many_notes_come_a_page_at_a_time_and_the_newest_stand_on_the_patients_page() {
    let clinic = Clinic::ready().await;
    let patient = clinic.register("Barnaby", "Selvedge").await;
    for number in 0..25 {
        note::sign(clinic.app(), patient, format!("Note {number}"))
            .await
            .unwrap();
    }
    let first = note::list(clinic.app(), patient, None).await.unwrap();
    let last = first.notes.last().unwrap().note.id;
    let rest = note::list(clinic.app(), patient, Some(last)).await.unwrap();
    assert_eq!(
        (first.notes.len(), first.more, rest.notes.len(), rest.more),
        (20, true, 5, false)
    );
    let page = patient_page::get(clinic.app(), patient).await.unwrap();
    assert_eq!(page.notes[0].note.text, "Note 24");
    let told = timeline::get(clinic.app(), patient, Some(Topic::Notes), None)
        .await
        .unwrap();
    assert_eq!(
        told.items[0].told,
        Told::Note {
            text: "Note 24".into()
        }
    );
}
