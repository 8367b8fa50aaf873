//! Faults 1, 2, 3 and 33: who gets in, and who does not.

use std::fs;

use needlebook_api::{
    ApiError, App, AppOptions,
    start::{self, Start},
};

use crate::clinic::{Clinic, first_screen, set_up_form};

#[tokio::test]
async fn f01_a_wrong_passphrase_says_so_and_touches_nothing() {
    let clinic = Clinic::set_up().await;
    let before = fs::read(clinic.store_file()).unwrap();
    let app = clinic.app();
    let refused = start::unlock(&app, clinic.owner, "thimble bodkin".to_owned()).await;
    assert_eq!(
        refused.unwrap_err(),
        ApiError::WrongPassphrase { wait_seconds: 0 }
    );
    assert!(matches!(
        start::get_start(&app).await.unwrap(),
        Start::Locked { .. }
    ));
    assert!(
        fs::read(clinic.store_file()).unwrap() == before,
        "the answer comes from the key slot alone"
    );
    clinic.unlock(&app).await.unwrap();
}

#[tokio::test]
async fn f02_an_altered_slot_is_refused_and_the_recovery_code_still_opens() {
    let clinic = Clinic::set_up().await;
    let mut keys: serde_json::Value =
        serde_json::from_slice(&fs::read(clinic.key_file()).unwrap()).unwrap();
    // Cheaper to guess, if it were believed.
    keys["people"][0]["params"]["t"] = 2.into();
    fs::write(clinic.key_file(), keys.to_string()).unwrap();
    let app = clinic.app();
    assert!(matches!(
        clinic.unlock(&app).await,
        Err(ApiError::WrongPassphrase { .. })
    ));
    let new = "running stitch over a hem";
    start::unlock_with_recovery_code(
        &app,
        clinic.owner,
        clinic.recovery_code.to_lowercase(),
        new.to_owned(),
    )
    .await
    .unwrap();
    start::lock(&app, false).await.unwrap();
    start::unlock(&app, clinic.owner, new.to_owned())
        .await
        .unwrap();
}

#[tokio::test]
async fn f03_a_lost_key_file_comes_back_from_its_mirror_and_never_makes_a_new_clinic() {
    let clinic = Clinic::set_up().await;
    fs::remove_file(clinic.key_file()).unwrap();
    assert!(matches!(
        first_screen(&clinic.folder).await,
        Start::Locked { .. }
    ));
    assert!(clinic.key_file().exists());

    fs::remove_file(clinic.key_file()).unwrap();
    fs::remove_file(clinic.folder.join("keys.json.bak")).unwrap();
    assert!(matches!(first_screen(&clinic.folder).await, Start::Missing));
    let app = clinic.app();
    start::create_clinic(&app, set_up_form()).await.unwrap_err();
    assert!(!clinic.key_file().exists(), "no new keys over an old store");
}

#[tokio::test]
async fn f33_a_second_instance_is_refused() {
    let clinic = Clinic::set_up().await;
    let first = clinic.app();
    let second = App::new(&clinic.folder, AppOptions::default());
    assert_eq!(second.err(), Some(ApiError::AlreadyRunning));
    drop(first);
    clinic.unlocked().await;
}
