//! Faults 20 and 21: no space left in the middle of a day.

#![cfg(target_os = "linux")]

use std::{
    fs::{self, File},
    path::Path,
    sync::Arc,
    sync::atomic::{AtomicI64, Ordering},
};

use chrono::{TimeDelta, Utc};
use needlebook_api::upkeep::{self, Upkeep};
use needlebook_api::{ApiError, App, AppOptions, computer, draft_copy, start, today};
use needlebook_store::keys::Params;

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

/// The whole way: the save fails, a sealed copy goes elsewhere, the reserve lets the note in, and it is taken back.
#[tokio::test]
async fn f20_a_full_disk_leaves_a_copy_elsewhere_and_the_reserve_and_takes_it_back_later() {
    let Some(disk) = small_disk::path() else {
        return small_disk::run(
            "full_disk::f20_a_full_disk_leaves_a_copy_elsewhere_and_the_reserve_and_takes_it_back_later",
        );
    };
    let clinic = Clinic::set_up_in(&disk.join("data")).await;
    let seconds = Arc::new(AtomicI64::new(0));
    let ahead = Arc::clone(&seconds);
    let app = App::new(
        &clinic.folder,
        AppOptions {
            clock: Box::new(move || Utc::now() + TimeDelta::seconds(ahead.load(Ordering::Relaxed))),
            key_params: Params::THROW_AWAY,
            is_demo: false,
        },
    )
    .unwrap();
    clinic.unlock(&app).await.unwrap();
    let folder = clinic.folder.clone();
    let ballast = || fs::metadata(folder.join("ballast")).map_or(0, |file| file.len());
    fs::write(folder.join("ballast"), vec![7; 400_000]).unwrap();
    let seen = async || today::get_today(&app).await.unwrap().computer;
    assert!(seen().await.has_reserve && seen().await.nearly_full);

    let filler = disk.join("filler");
    small_disk::fill(&filler);
    let typed_last = "the left cheek is a little redder than the right; ".repeat(400);
    let mut version = 0;
    let refused = loop {
        match type_draft(&app, &typed_last, version).await {
            Ok(saved) => version = saved,
            Err(error) => break error,
        }
    };
    assert_eq!(refused, ApiError::StorageFull);
    let elsewhere = tempfile::Builder::new().tempdir_in("/dev/shm").unwrap();
    let path = elsewhere.path().join("copy.nbcopy");
    draft_copy::save_to(&app, crate::draft_copy::input(&typed_last), &path)
        .await
        .unwrap();
    assert!(fs::metadata(&path).unwrap().len() > 1000);
    assert_eq!(
        draft_copy::save_to(
            &app,
            crate::draft_copy::input(&typed_last),
            &disk.join("copy.nbcopy")
        )
        .await,
        Err(ApiError::StorageFull),
        "onto the full disk it cannot go, and says so"
    );

    assert!(computer::release_reserve(&app).await.unwrap());
    assert_eq!((ballast(), seen().await.has_reserve), (0, false));
    let saved = type_draft(&app, &typed_last, version).await.unwrap();
    assert!(
        !computer::release_reserve(&app).await.unwrap(),
        "there is one reserve, not two"
    );

    fs::remove_file(filler).unwrap();
    seconds.store(60, Ordering::Relaxed);
    let upkeep = Upkeep::default();
    upkeep::round(&app, &upkeep).await.unwrap();
    assert!(
        ballast() > 0,
        "once there is room the reserve is held again"
    );
    assert_eq!(typed(&app).await, Some((typed_last, saved)));

    small_disk::fill(&disk.join("filler"));
    computer::release_reserve(&app).await.unwrap();
    small_disk::fill(&disk.join("filler"));
    seconds.store(600, Ordering::Relaxed);
    assert!(
        upkeep::round(&app, &upkeep).await.unwrap(),
        "a disk without any room keeps no unattended screen open"
    );
    assert!(matches!(
        start::get_start(&app).await.unwrap(),
        start::Start::Locked { .. }
    ));
}

/// Gives this many bytes back, so that it is a save and not the first byte that finds the end.
fn leave(filler: &Path, bytes: u64) {
    let file = File::options().write(true).open(filler).unwrap();
    let length = file.metadata().unwrap().len();
    file.set_len(length - bytes).unwrap();
}
