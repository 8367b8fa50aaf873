//! Faults 8 to 10, 12 and 13: a store or its log that rotted, was cut short, or lost its newest part.

use std::{fs, path::PathBuf};

use needlebook_api::{
    ApiError, App, backup, patient,
    record_check::{self, RecordFault, RecordState},
    search, start,
};

use crate::clinic::{Clinic, count_patients, record_patient};

/// A clinic that crashed with committed records still in its log, and the mark of a backup that has seen them.
struct Crashed {
    clinic: Clinic,
    log: PathBuf,
    _stick: tempfile::TempDir,
}

async fn crashed() -> Crashed {
    let clinic = Clinic::set_up().await;
    let stick = tempfile::tempdir().unwrap();
    let app = clinic.unlocked().await;
    for family in ["Selvedge", "Buttonhole", "Petersham", "Basting"] {
        record_patient(&app, family).await.unwrap();
    }
    backup::back_up_to(&app, stick.path()).await.unwrap();
    drop(app);
    let log = clinic.folder.join("needlebook.db-wal");
    assert!(
        fs::metadata(&log).unwrap().len() > 100_000,
        "the log holds all of it"
    );
    Crashed {
        clinic,
        log,
        _stick: stick,
    }
}

#[tokio::test]
async fn f08_a_late_page_that_rotted_is_named_as_damage_and_the_rest_still_reads() {
    let clinic = Clinic::set_up().await;
    let app = clinic.unlocked().await;
    for _ in 0..200 {
        record_patient(&app, "Selvedge").await.unwrap();
    }
    start::lock(&app, false).await.unwrap();
    let whole = fs::read(clinic.store_file()).unwrap();
    let pages = whole.len() / 4096;
    let (mut opened, mut noticed) = (0, 0);
    for page in (pages / 2..pages).step_by(7) {
        let mut rotten = whole.clone();
        rotten[page * 4096 + 99] ^= 1;
        fs::write(clinic.store_file(), rotten).unwrap();
        match clinic.unlock(&app).await {
            Ok(_) => {
                opened += 1;
                assert_eq!(
                    record_check::verify(&app).await.unwrap(),
                    RecordState::Broken {
                        fault: RecordFault::Page
                    },
                    "page {page}"
                );
                noticed += 1;
                start::lock(&app, false).await.ok();
            }
            Err(error) => {
                assert_eq!(error, ApiError::StoreDamaged, "page {page}");
                noticed += 1;
            }
        }
    }
    assert!(opened > 0 && noticed >= opened, "{opened} {noticed}");
    fs::write(clinic.store_file(), &whole).unwrap();
    fs::remove_file(clinic.folder.join("needlebook.db-wal")).ok();
    fs::remove_file(clinic.folder.join("needlebook.db-shm")).ok();
    clinic.unlock(&app).await.unwrap();
}

#[tokio::test]
async fn f09_after_a_damaged_page_other_lists_answer_and_nothing_says_out_of_memory() {
    let clinic = Clinic::set_up().await;
    let app = clinic.unlocked().await;
    for _ in 0..200 {
        record_patient(&app, "Selvedge").await.unwrap();
    }
    start::lock(&app, false).await.unwrap();
    let whole = fs::read(clinic.store_file()).unwrap();
    let pages = whole.len() / 4096;
    for page in (pages / 3..pages).step_by(11) {
        let mut rotten = whole.clone();
        rotten[page * 4096 + 99] ^= 1;
        fs::write(clinic.store_file(), rotten).unwrap();
        if clinic.unlock(&app).await.is_err() {
            continue;
        }
        for _ in 0..2 {
            for refused in [
                patient::list_patients(&app, 0).await.err(),
                search::search_patients(&app, "sel".into()).await.err(),
                needlebook_api::today::get_today(&app).await.err(),
            ]
            .into_iter()
            .flatten()
            {
                assert_eq!(refused, ApiError::StoreDamaged, "page {page}");
            }
        }
        start::lock(&app, false).await.ok();
    }
}

#[tokio::test]
async fn f10_a_store_cut_in_half_is_damage() {
    let clinic = Clinic::set_up().await;
    let whole = fs::read(clinic.store_file()).unwrap();
    fs::write(clinic.store_file(), &whole[..whole.len() / 2]).unwrap();
    let app = clinic.app();
    let refused = match clinic.unlock(&app).await {
        Err(error) => error,
        Ok(_) => patient::list_patients(&app, 0).await.unwrap_err(),
    };
    assert_eq!(refused, ApiError::StoreDamaged);
}

#[tokio::test]
async fn f12_a_log_that_was_deleted_is_noticed_by_the_mark_beside_the_store() {
    let crashed = crashed().await;
    fs::remove_file(&crashed.log).unwrap();
    let app = crashed.clinic.app();
    let me = crashed.clinic.unlock(&app).await.unwrap();
    assert!(
        me.put_back,
        "the newest records are missing and somebody must be told"
    );
    assert_eq!(count_patients(&app).await, 0);
}

/// What a damaged log may do: lose its newest part, noticed; never leave a mixture.
async fn assert_a_whole_beginning(crashed: &Crashed, what: &str) {
    let app: App = crashed.clinic.app();
    let me = crashed.clinic.unlock(&app).await.unwrap();
    let patients = count_patients(&app).await;
    assert!(patients <= 4, "{what}");
    assert_eq!(
        me.put_back,
        patients < 4,
        "{what}: {patients} patients are left"
    );
    let found = record_check::verify(&app).await.unwrap();
    let expected = matches!(
        found,
        RecordState::Whole { .. }
            | RecordState::Broken {
                fault: RecordFault::PutBack
            }
    );
    assert!(expected, "{what}: {found:?}");
}

#[tokio::test]
async fn f13_a_damaged_log_loses_its_end_and_never_leaves_a_mixture() {
    let crashed = crashed().await;
    let folder = &crashed.clinic.folder;
    let store = fs::read(crashed.clinic.store_file()).unwrap();
    let log = fs::read(&crashed.log).unwrap();
    let head = fs::read(folder.join("head")).unwrap();
    let rounds: usize = if cfg!(feature = "long") { 80 } else { 6 };
    for round in 0..rounds {
        let at = 32 + (log.len() - 64) * round / rounds;
        let (mut cut, mut zeroed, mut flipped) = (log.clone(), log.clone(), log.clone());
        cut.truncate(at);
        zeroed[at..].fill(0);
        flipped[at] ^= 0x20;
        for (what, bytes) in [("cut", cut), ("zeroed", zeroed), ("flipped", flipped)] {
            fs::write(crashed.clinic.store_file(), &store).unwrap();
            fs::remove_file(folder.join("needlebook.db-shm")).ok();
            fs::write(&crashed.log, bytes).unwrap();
            fs::write(folder.join("head"), &head).unwrap();
            assert_a_whole_beginning(&crashed, &format!("{what} at {at}")).await;
        }
    }
}
