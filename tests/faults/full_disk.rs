//! Faults 20 and 21: no space left in the middle of a day.

#![cfg(target_os = "linux")]

use std::{
    fs::{self, File},
    path::Path,
};

use needlebook_api::{ApiError, start};

use crate::{
    clinic::{Clinic, count_patients, record_patient, type_draft, typed},
    small_disk,
};

#[tokio::test]
async fn f20_a_full_disk_keeps_nothing_half_and_saves_again_once_there_is_room() {
    let Some(disk) = small_disk::path() else {
        return small_disk::run(
            "full_disk::f20_a_full_disk_keeps_nothing_half_and_saves_again_once_there_is_room",
        );
    };
    let clinic = Clinic::set_up_in(&disk.join("data")).await;
    let app = clinic.unlocked().await;
    record_patient(&app, "Selvedge").await.unwrap();
    let filler = disk.join("filler");
    small_disk::fill(&filler);
    leave(&filler, 300_000);

    let mut version = 0;
    let mut kept = String::new();
    let refused = loop {
        let more = format!("{kept}and the left cheek a little redder than the right; ");
        match type_draft(&app, &more, version).await {
            Ok(saved) => (kept, version) = (more, saved),
            Err(error) => break error,
        }
    };
    assert_eq!(refused, ApiError::StorageFull);
    let mut patients = 1;
    let refused = loop {
        match record_patient(&app, "Buttonhole").await {
            Ok(()) => patients += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(refused, ApiError::StorageFull);
    assert_eq!(
        count_patients(&app).await,
        patients,
        "reading goes on, and nobody is half there"
    );
    let before = typed(&app).await;
    assert_eq!(before, (version > 0).then(|| (kept.clone(), version)));

    fs::remove_file(filler).unwrap();
    record_patient(&app, "Basting").await.unwrap();
    let saved = type_draft(&app, "what was still in the field", version)
        .await
        .unwrap();
    assert_eq!(
        saved,
        version + 1,
        "without a restart, and without a conflict of its own making"
    );
    assert_eq!(count_patients(&app).await, patients + 1);

    start::lock(&app, false).await.unwrap();
    clinic.unlock(&app).await.unwrap();
    assert_eq!(count_patients(&app).await, patients + 1);
    assert_eq!(typed(&app).await.unwrap().0, "what was still in the field");
}

/// Gives this many bytes back, so that it is a save and not the first byte that finds the end.
fn leave(filler: &Path, bytes: u64) {
    let file = File::options().write(true).open(filler).unwrap();
    let length = file.metadata().unwrap().len();
    file.set_len(length - bytes).unwrap();
}
