//! Faults 4 to 7 and 11: a store file that is missing, empty, foreign, damaged or old.

use std::fs;

use needlebook_api::{
    ApiError, set_up,
    start::{self, Start},
};

use crate::clinic::{Clinic, count_patients, first_screen, record_patient, set_up_form};

#[tokio::test]
async fn f04_a_missing_store_is_missing_and_not_a_new_clinic() {
    let clinic = Clinic::set_up().await;
    fs::remove_file(clinic.store_file()).unwrap();
    assert!(matches!(first_screen(&clinic.folder).await, Start::Missing));
    let app = clinic.app();
    assert_eq!(
        clinic.unlock(&app).await.unwrap_err(),
        ApiError::StoreMissing
    );
    assert_eq!(
        set_up::create_clinic(&app, set_up_form())
            .await
            .unwrap_err(),
        ApiError::StoreMissing
    );
    assert!(
        !clinic.store_file().exists(),
        "no file is made in its place"
    );
}

#[tokio::test]
async fn f05_an_empty_store_file_is_damage_and_not_a_new_clinic() {
    let clinic = Clinic::set_up().await;
    fs::write(clinic.store_file(), b"").unwrap();
    assert!(matches!(first_screen(&clinic.folder).await, Start::Damaged));
    let app = clinic.app();
    assert_eq!(
        clinic.unlock(&app).await.unwrap_err(),
        ApiError::StoreDamaged
    );
    assert_eq!(
        set_up::create_clinic(&app, set_up_form())
            .await
            .unwrap_err(),
        ApiError::StoreDamaged
    );
    assert_eq!(fs::metadata(clinic.store_file()).unwrap().len(), 0);
}

#[tokio::test]
async fn f06_a_foreign_database_in_its_place_is_damage() {
    let clinic = Clinic::set_up().await;
    let plain = [b"SQLite format 3\0".as_slice(), &[0; 8176]].concat();
    fs::write(clinic.store_file(), &plain).unwrap();
    let app = clinic.app();
    assert_eq!(
        clinic.unlock(&app).await.unwrap_err(),
        ApiError::StoreDamaged
    );
    assert!(
        fs::read(clinic.store_file()).unwrap() == plain,
        "it is left as it was found"
    );
}

#[tokio::test]
async fn f07_a_damaged_first_page_is_damage_and_not_a_wrong_passphrase() {
    let clinic = Clinic::set_up().await;
    let whole = fs::read(clinic.store_file()).unwrap();
    for at in [0, 20, 2_000, 4_090] {
        let mut flipped = whole.clone();
        flipped[at] ^= 1;
        fs::write(clinic.store_file(), flipped).unwrap();
        let app = clinic.app();
        assert_eq!(
            clinic.unlock(&app).await.unwrap_err(),
            ApiError::StoreDamaged,
            "byte {at}: whoever is told 'wrong passphrase' searches their memory, not the backup"
        );
    }
    fs::write(clinic.store_file(), whole).unwrap();
    clinic.unlocked().await;
}

#[tokio::test]
async fn f11_an_older_store_put_back_is_noticed() {
    let clinic = Clinic::set_up().await;
    let older = fs::read(clinic.store_file()).unwrap();
    let app = clinic.unlocked().await;
    record_patient(&app, "Selvedge").await.unwrap();
    start::lock(&app, false).await.unwrap();
    assert!(
        !clinic.unlock(&app).await.unwrap().put_back,
        "nothing was put back yet"
    );
    start::lock(&app, false).await.unwrap();

    fs::write(clinic.store_file(), older).unwrap();
    let me = clinic.unlock(&app).await.unwrap();
    assert!(
        me.put_back,
        "a patient is missing and somebody must be told"
    );
    assert_eq!(count_patients(&app).await, 0);
}
