//! "Save a copy to...": the way out of a full disk, and the way back.

use std::fs;

use needlebook_api::{ApiError, App, CopyTrouble, draft, draft::DraftInput, draft_copy, start};
use serde_json::json;
use uuid::Uuid;

use crate::clinic::{Clinic, FORM, type_draft, typed};

pub fn input(text: &str) -> DraftInput {
    DraftInput {
        kind: "patient".to_owned(),
        subject: FORM,
        body: json!({ "notes": text }).to_string(),
        version: 0,
    }
}

fn trouble(refused: Result<draft_copy::DraftCopyOpened, ApiError>) -> CopyTrouble {
    match refused {
        Err(ApiError::SavedCopy { trouble }) => trouble,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_saved_copy_is_sealed_and_comes_back_as_the_draft_it_was() {
    let clinic = Clinic::set_up().await;
    let app = clinic.unlocked().await;
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("needlebook-draft.nbcopy");
    let text = "allergic to beeswax thread";
    draft_copy::save_to(&app, input(text), &path).await.unwrap();
    let file = fs::read(&path).unwrap();
    for readable in ["beeswax", "patient", "notes", &FORM.to_string()] {
        let shown = file
            .windows(readable.len())
            .any(|part| part == readable.as_bytes());
        assert!(
            !shown,
            "{readable:?} stands in clear in a file that leaves the house"
        );
    }
    start::lock(&app, false).await.unwrap();
    clinic.unlock(&app).await.unwrap();
    let opened = draft_copy::open_from(&app, &path).await.unwrap();
    assert_eq!((opened.kind.as_str(), opened.subject), ("patient", FORM));
    assert_eq!(typed(&app).await, Some((text.to_owned(), 1)));
    draft_copy::open_from(&app, &path).await.unwrap();
    assert_eq!(
        typed(&app).await.unwrap().0,
        text,
        "opening it twice changes nothing"
    );
}

#[tokio::test]
async fn a_copy_never_takes_the_place_of_newer_text() {
    let clinic = Clinic::set_up().await;
    let app = clinic.unlocked().await;
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("copy");
    draft_copy::save_to(&app, input("old"), &path)
        .await
        .unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    type_draft(&app, "new", 0).await.unwrap();
    assert_eq!(
        trouble(draft_copy::open_from(&app, &path).await),
        CopyTrouble::Older
    );
    assert_eq!(typed(&app).await, Some(("new".to_owned(), 1)));
}

#[tokio::test]
async fn a_file_that_is_not_this_clinics_own_copy_changes_nothing() {
    let clinic = Clinic::set_up().await;
    let app = clinic.unlocked().await;
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("copy");
    draft_copy::save_to(&app, input("beeswax"), &path)
        .await
        .unwrap();
    let whole = fs::read(&path).unwrap();
    for at in (0..whole.len()).step_by(7).chain([whole.len() - 1]) {
        let mut altered = whole.clone();
        altered[at] ^= 1;
        fs::write(&path, altered).unwrap();
        let refused = draft_copy::open_from(&app, &path).await;
        assert_eq!(trouble(refused), CopyTrouble::Foreign, "byte {at}");
    }
    for (length, bytes) in [
        (0, Vec::new()),
        (10, whole[..10].to_vec()),
        (9_000_000, vec![b'x'; 9_000_000]),
    ] {
        fs::write(&path, bytes).unwrap();
        let refused = draft_copy::open_from(&app, &path).await;
        assert_eq!(trouble(refused), CopyTrouble::Foreign, "{length} bytes");
    }
    fs::write(&path, &whole).unwrap();
    let other = Clinic::set_up().await;
    let next_door: App = other.unlocked().await;
    assert_eq!(
        trouble(draft_copy::open_from(&next_door, &path).await),
        CopyTrouble::Foreign,
        "another clinic's keys open nothing here"
    );
    assert_eq!(typed(&app).await, None);
    let other_form = Uuid::from_u128(9);
    let found = draft::find(&app, "patient".to_owned(), other_form).await;
    assert!(found.unwrap().is_none());
}
