//! Fault 34: the data folder lies where a cloud program or another computer writes to it as well.

use std::fs;

use needlebook_api::{ApiError, SharedPlace, set_up, start};

use crate::clinic::{Clinic, app, set_up_form};

fn refused_by(refused: &ApiError) -> (&str, &str, SharedPlace) {
    match refused {
        ApiError::UnfitPlace { folder, by, what } => (folder, by, *what),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn f34_no_clinic_is_set_up_in_a_folder_that_is_synchronised() {
    let temp = tempfile::tempdir().unwrap();
    let synced = temp.path().join("OneDrive - Thimble Lane");
    let folder = synced.join("needlebook");
    let app = app(&folder);
    let named = synced.canonicalize().unwrap().display().to_string();
    let first_screen = start::get_start(&app).await.unwrap_err();
    assert_eq!(
        refused_by(&first_screen),
        (named.as_str(), "OneDrive", SharedPlace::Synced),
        "the folder to move out of is named before anything is typed"
    );
    let refused = set_up::create_clinic(&app, set_up_form())
        .await
        .unwrap_err();
    assert_eq!(refused_by(&refused).1, "OneDrive");
    for left in ["needlebook.db", "keys.json", "setting-up"] {
        assert!(!folder.join(left).exists(), "{left} was written there");
    }
}

#[tokio::test]
async fn f34_a_clinic_that_was_moved_into_dropbox_is_not_opened_and_opens_again_once_moved_out() {
    let temp = tempfile::tempdir().unwrap();
    let (home, away) = (temp.path().join("data"), temp.path().join("Dropbox"));
    let mut clinic = Clinic::set_up_in(&home).await;
    fs::create_dir(&away).unwrap();
    clinic.folder = away.join("data");
    fs::rename(&home, &clinic.folder).unwrap();
    let before = fs::read(clinic.store_file()).unwrap();
    {
        let app = clinic.app();
        let refused = clinic.unlock(&app).await.unwrap_err();
        assert_eq!(refused_by(&refused).1, "Dropbox");
    }
    assert_eq!(
        fs::read(clinic.store_file()).unwrap(),
        before,
        "nothing was opened or written"
    );
    fs::rename(&clinic.folder, &home).unwrap();
    clinic.folder = home;
    clinic.unlocked().await;
}
