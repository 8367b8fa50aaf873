//! Faults 18 and 22 to 28: backups that are cut off, tampered with, somebody else's or too new, and the way back from
//! a good one.

use std::{
    fs::{self, File},
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use chrono::{DateTime, TimeDelta, Utc};
use needlebook_api::{
    ApiError, App, AppOptions, BackupProblem, audit,
    backup::{self, PlaceState},
    end_of_record, patient,
    record_check::{self, RecordState},
    restore::{self, RestoreKey},
    search, start, today,
};
use needlebook_store::{
    Store, StoreError,
    backup::{BackupTrouble, Progress},
    folder::DataFolder,
    journal::Fact,
    keys::Params,
    vault::Vault,
};

#[cfg(target_os = "linux")]
use crate::small_disk;
use crate::{
    clinic::{self, Clinic, PASSPHRASE, count_patients, record_patient},
    traces,
};

/// A clinic with some patients and one backup of them.
struct Scene {
    clinic: Clinic,
    stick: tempfile::TempDir,
    file: PathBuf,
}

async fn scene() -> Scene {
    let clinic = Clinic::set_up().await;
    let stick = tempfile::tempdir().unwrap();
    let app = clinic.unlocked().await;
    for family in ["Selvedge", "Buttonhole", "Petersham"] {
        record_patient(&app, family).await.unwrap();
    }
    let made = backup::back_up_to(&app, stick.path()).await.unwrap();
    assert_eq!(made.patients, 3);
    start::lock(&app, false).await.unwrap();
    Scene {
        clinic,
        file: made.file,
        stick,
    }
}

fn problem(error: ApiError) -> BackupProblem {
    match error {
        ApiError::Backup { problem } => problem,
        other => panic!("{other:?}"),
    }
}

impl Clinic {
    fn code(&self) -> RestoreKey {
        RestoreKey::RecoveryCode {
            code: self.recovery_code.clone(),
        }
    }

    fn words(&self) -> RestoreKey {
        RestoreKey::Passphrase {
            person: self.owner,
            passphrase: PASSPHRASE.to_owned(),
        }
    }
}

async fn restore_into(file: &Path, into: &Path, key: RestoreKey) -> Result<u32, ApiError> {
    restore::restore_into(file, into, key, Utc::now())
        .await
        .map(|done| done.patients)
}

async fn families(app: &App) -> usize {
    count_patients(app).await
}

#[tokio::test]
async fn a_new_computer_with_the_backup_and_the_recovery_code_has_every_record() {
    let scene = scene().await;
    let new = tempfile::tempdir().unwrap();
    let into = new.path().join("data");
    let patients = restore_into(&scene.file, &into, scene.clinic.code()).await;
    assert_eq!(patients, Ok(3));
    let app = clinic::app(&into);
    start::unlock(&app, scene.clinic.owner, PASSPHRASE.to_owned())
        .await
        .expect("who had a passphrase still has it");
    assert_eq!(families(&app).await, 3);
    assert!(matches!(
        record_check::verify(&app).await.unwrap(),
        RecordState::Whole { .. }
    ));
    record_patient(&app, "Basting").await.unwrap();
    start::lock(&app, false).await.unwrap();
    drop(app);
    let again = restore_into(&scene.file, &into, scene.clinic.code()).await;
    assert_eq!(again, Err(ApiError::AlreadySetUp), "never over a clinic");
}

#[tokio::test]
async fn what_a_restored_laptop_numbers_is_never_taken_for_the_old_ones() {
    let scene = scene().await;
    let new = tempfile::tempdir().unwrap();
    let into = new.path().join("data");
    restore_into(&scene.file, &into, scene.clinic.words())
        .await
        .unwrap();
    let number = async |folder: &Path| {
        let app = clinic::app(folder);
        scene.clinic.unlock(&app).await.unwrap();
        record_patient(&app, "Zigzag").await.unwrap();
        let found = needlebook_api::search::search_patients(&app, "zigzag".into())
            .await
            .unwrap();
        start::lock(&app, false).await.unwrap();
        found.hits[0].record_number.clone()
    };
    let (old, restored) = (number(&scene.clinic.folder).await, number(&into).await);
    assert!(
        old.starts_with("A-") && restored.starts_with("B-"),
        "{old} {restored}"
    );
}

#[tokio::test]
async fn f40_a_backup_names_no_patient_and_no_clinic() {
    let scene = scene().await;
    traces::assert_no_trace(scene.stick.path());
}

#[tokio::test]
async fn f25_a_tampered_backup_is_refused_wherever_it_was_touched_and_nothing_here_changes() {
    let scene = scene().await;
    let whole = fs::read(&scene.file).unwrap();
    let before = fs::read(scene.clinic.store_file()).unwrap();
    let places = if cfg!(feature = "long") { 300 } else { 24 };
    let step = whole.len() / places;
    let tail = (1..120).step_by(if cfg!(feature = "long") { 1 } else { 9 });
    let offsets = (0..places)
        .map(|at| at * step)
        .chain(tail.map(|back| whole.len() - back));
    for at in offsets {
        let mut altered = whole.clone();
        altered[at] ^= 0x10;
        fs::write(&scene.file, &altered).unwrap();
        let refused = restore::verify(&scene.file, scene.clinic.code()).await;
        assert!(refused.is_err(), "byte {at} was flipped and nobody noticed");
        assert!(
            matches!(
                refused,
                Err(ApiError::Backup {
                    problem: BackupProblem::Altered
                        | BackupProblem::NotABackup
                        | BackupProblem::Newer
                } | ApiError::WrongRecoveryCode { .. })
            ),
            "byte {at}: {refused:?}"
        );
    }
    let app = scene.clinic.app();
    restore::choose(&app, &scene.file).await.ok();
    restore::restore_chosen(&app, scene.clinic.code())
        .await
        .unwrap_err();
    assert!(fs::read(scene.clinic.store_file()).unwrap() == before);
    scene.clinic.unlock(&app).await.unwrap();
    assert_eq!(families(&app).await, 3);
}

#[tokio::test]
async fn f25_a_half_copied_backup_is_no_backup() {
    let scene = scene().await;
    let length = fs::metadata(&scene.file).unwrap().len();
    for part in [0, 1, length / 2, length - 1] {
        let half = scene.stick.path().join("half.backup");
        fs::copy(&scene.file, &half).unwrap();
        File::options()
            .write(true)
            .open(&half)
            .unwrap()
            .set_len(part)
            .unwrap();
        let app = scene.clinic.app();
        let refused = restore::choose(&app, &half).await.unwrap_err();
        assert_eq!(
            problem(refused),
            BackupProblem::NotABackup,
            "{part} of {length} bytes"
        );
    }
}

#[tokio::test]
async fn f26_a_backup_of_another_clinic_takes_no_clinics_place() {
    let (here, other) = (scene().await, scene().await);
    let app = here.clinic.app();
    let seen = restore::choose(&app, &other.file).await.unwrap();
    assert!(seen.replaces, "the screen says that something is here");
    let refused = restore::restore_chosen(&app, other.clinic.code())
        .await
        .unwrap_err();
    assert_eq!(problem(refused), BackupProblem::OtherClinic);
    let refused = restore::verify(&other.file, here.clinic.code())
        .await
        .unwrap_err();
    assert_eq!(refused, ApiError::WrongRecoveryCode { mistyped: false });
    here.clinic.unlock(&app).await.unwrap();
}

#[tokio::test]
async fn f27_a_backup_from_before_an_erasure_brings_nobody_back() {
    let scene = scene().await;
    // A copy in a drawer, away from every place that learns of the erasure.
    let drawer = tempfile::tempdir().unwrap();
    let copy = drawer.path().join(scene.file.file_name().unwrap());
    fs::copy(&scene.file, &copy).unwrap();
    let app = scene.clinic.unlocked().await;
    let hits = patient::list_patients(&app, 0).await.unwrap().hits;
    let gone = hits.iter().find(|hit| hit.family == "Selvedge").unwrap();
    let wish = serde_json::json!({
        "patient": gone.id, "record_number": gone.record_number, "ground": "patient_asked", "reason": "by letter"
    });
    end_of_record::erase(&app, serde_json::from_value(wish).unwrap())
        .await
        .unwrap();
    backup::back_up_to(&app, scene.stick.path()).await.unwrap();
    start::lock(&app, false).await.unwrap();

    // On a new computer, from the old backup on the stick; and here, from the copy in the drawer.
    let new = tempfile::tempdir().unwrap();
    let into = new.path().join("data");
    restore_into(&scene.file, &into, scene.clinic.code())
        .await
        .unwrap();
    restore::choose(&app, &copy).await.unwrap();
    restore::restore_chosen(&app, scene.clinic.words())
        .await
        .unwrap();
    for app in [clinic::app(&into), app] {
        scene.clinic.unlock(&app).await.unwrap();
        assert_eq!(families(&app).await, 2);
        let found = search::search_patients(&app, "Selvedge".into())
            .await
            .unwrap();
        assert!(found.hits.is_empty(), "{:?}", found.hits);
        let said = audit::list(&app, audit::AuditQuery::default())
            .await
            .unwrap();
        assert!(said.rows.iter().any(|row| row.what == "patient_erased"));
        let state = record_check::verify(&app).await.unwrap();
        assert!(matches!(state, RecordState::Whole { .. }), "{state:?}");
        start::lock(&app, false).await.unwrap();
    }
}

#[tokio::test]
async fn f31_a_backup_of_a_newer_version_is_refused_politely() {
    let scene = scene().await;
    let bytes = fs::read(&scene.file).unwrap();
    // The version stands first in what the backup says about itself.
    let at = bytes
        .windows(10)
        .rposition(|part| part == b"\"format\":1")
        .unwrap();
    let mut newer = bytes;
    newer[at + 9] = b'2';
    fs::write(&scene.file, newer).unwrap();
    let app = scene.clinic.app();
    let refused = restore::choose(&app, &scene.file).await.unwrap_err();
    assert_eq!(problem(refused), BackupProblem::Newer);
}

#[tokio::test]
async fn f04_a_lost_store_comes_back_from_the_backup_and_the_broken_rest_is_kept() {
    let scene = scene().await;
    fs::remove_file(scene.clinic.store_file()).unwrap();
    let app = scene.clinic.app();
    assert!(matches!(
        start::get_start(&app).await.unwrap(),
        start::Start::Missing
    ));
    let seen = restore::choose(&app, &scene.file).await.unwrap();
    assert_eq!((seen.patients, seen.people.len()), (3, 1));
    let done = restore::restore_chosen(&app, scene.clinic.words())
        .await
        .unwrap();
    assert_eq!((done.patients, done.missing_files), (3, 0));
    assert!(
        !scene.clinic.unlock(&app).await.unwrap().put_back,
        "a proper restore is no tampering"
    );
    assert_eq!(families(&app).await, 3);
    let kept = fs::read_dir(&scene.clinic.folder)
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().into_string().ok())
        .find(|name| name.starts_with("replaced-"));
    let kept = scene
        .clinic
        .folder
        .join(kept.expect("what was here is moved aside"));
    assert!(kept.join("keys.json").exists());
}

#[tokio::test]
async fn f03_lost_keys_come_back_from_the_backup() {
    let scene = scene().await;
    fs::remove_file(scene.clinic.key_file()).unwrap();
    fs::remove_file(scene.clinic.folder.join("keys.json.bak")).unwrap();
    let app = scene.clinic.app();
    restore::choose(&app, &scene.file).await.unwrap();
    restore::restore_chosen(&app, scene.clinic.code())
        .await
        .unwrap();
    scene.clinic.unlock(&app).await.unwrap();
    assert_eq!(families(&app).await, 3);
}

#[tokio::test]
async fn a_wrong_key_restores_nothing_and_leaves_nothing_behind() {
    let scene = scene().await;
    let new = tempfile::tempdir().unwrap();
    let wrong = RestoreKey::Passphrase {
        person: scene.clinic.owner,
        passphrase: "thimble bodkin selvedge".to_owned(),
    };
    let refused = restore_into(&scene.file, &new.path().join("data"), wrong).await;
    assert_eq!(refused, Err(ApiError::WrongPassphrase { wait_seconds: 0 }));
    let left: Vec<_> = traces::files(new.path())
        .into_iter()
        .map(|(path, _)| path)
        .collect();
    assert!(
        left.iter().all(|path| path.ends_with("app.lock")),
        "{left:?}"
    );
    let code = scene.clinic.recovery_code.replace('-', " ");
    let swapped: String = code.chars().rev().collect();
    let refused = restore_into(
        &scene.file,
        &new.path().join("other"),
        RestoreKey::RecoveryCode { code: swapped },
    )
    .await;
    assert!(matches!(
        refused,
        Err(ApiError::WrongRecoveryCode { .. } | ApiError::WrongRecoveryGroup { .. })
    ));
}

#[tokio::test]
async fn f24_a_place_that_cannot_be_written_to_says_so_before_anything_is_begun() {
    let scene = scene().await;
    let app = scene.clinic.unlocked().await;
    let gone = backup::back_up_to(&app, &scene.stick.path().join("unplugged")).await;
    assert_eq!(problem(gone.unwrap_err()), BackupProblem::NoPlace);
    let a_file = backup::back_up_to(&app, &scene.file).await;
    assert_eq!(problem(a_file.unwrap_err()), BackupProblem::NoPlace);
    #[cfg(target_os = "linux")]
    {
        // A file system that nobody, root included, may write to.
        let read_only = backup::back_up_to(&app, Path::new("/sys/kernel")).await;
        let why = problem(read_only.unwrap_err());
        assert!(
            matches!(why, BackupProblem::ReadOnly | BackupProblem::NoRoom),
            "{why:?}"
        );
    }
    assert_eq!(
        fs::read_dir(scene.stick.path()).unwrap().count(),
        1,
        "the good one stays"
    );
}

/// A clinic whose clock the test moves, with one place named.
struct Kept {
    _clinic: Clinic,
    stick: tempfile::TempDir,
    clock: Arc<AtomicI64>,
    app: App,
}

impl Kept {
    async fn new() -> Self {
        let clinic = Clinic::set_up().await;
        let clock = Arc::new(AtomicI64::new(Utc::now().timestamp_millis()));
        let now = Arc::clone(&clock);
        let options = AppOptions {
            clock: Box::new(move || {
                DateTime::from_timestamp_millis(now.load(Ordering::Relaxed)).unwrap()
            }),
            key_params: Params::THROW_AWAY,
            is_demo: false,
        };
        let app = App::new(&clinic.folder, options).unwrap();
        clinic.unlock(&app).await.unwrap();
        let stick = tempfile::tempdir().unwrap();
        backup::add_place(&app, stick.path(), true).await.unwrap();
        Self {
            _clinic: clinic,
            stick,
            clock,
            app,
        }
    }

    fn pass(&self, time: TimeDelta) {
        self.clock
            .fetch_add(time.num_milliseconds(), Ordering::Relaxed);
    }

    fn backups(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.stick.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.ends_with(".backup"))
            .collect();
        names.sort();
        names
    }

    async fn state(&self) -> PlaceState {
        backup::get_backups(&self.app).await.unwrap().places[0].state
    }
}

#[tokio::test]
async fn a_place_is_backed_up_to_by_itself_and_is_late_when_it_could_not_be() {
    let kept = Kept::new().await;
    assert_eq!(kept.state().await, PlaceState::Never);
    let done = backup::round(&kept.app).await.unwrap();
    assert_eq!(
        (done.backed_up, done.drilled),
        (1, true),
        "the first backup is restored at once, to see"
    );
    assert_eq!(
        backup::round(&kept.app).await.unwrap().backed_up,
        0,
        "nothing is due yet"
    );
    assert_eq!(kept.state().await, PlaceState::Good);
    kept.pass(TimeDelta::hours(5));
    record_patient(&kept.app, "Selvedge").await.unwrap();
    assert_eq!(backup::round(&kept.app).await.unwrap().backed_up, 1);
    assert_eq!(kept.backups().len(), 2);

    // The stick is pulled out and forgotten at home.
    let elsewhere = kept.stick.path().with_extension("away");
    fs::rename(kept.stick.path(), &elsewhere).unwrap();
    kept.pass(TimeDelta::days(3));
    record_patient(&kept.app, "Buttonhole").await.unwrap();
    assert_eq!(backup::round(&kept.app).await.unwrap().backed_up, 0);
    let view = backup::get_backups(&kept.app).await.unwrap();
    assert_eq!(view.places[0].state, PlaceState::Late);
    assert_eq!(view.places[0].problem, Some(BackupProblem::NoPlace));
    let told = today::get_today(&kept.app).await.unwrap().computer.backup;
    assert_eq!(told.late, 1, "and Today says so");

    fs::rename(&elsewhere, kept.stick.path()).unwrap();
    assert_eq!(
        backup::round(&kept.app).await.unwrap().backed_up,
        1,
        "it is back, and so are the backups"
    );
    assert_eq!(kept.state().await, PlaceState::Good);
}

#[tokio::test]
async fn the_monthly_drill_finds_a_backup_that_rotted_and_says_so() {
    let kept = Kept::new().await;
    backup::round(&kept.app).await.unwrap();
    assert!(
        backup::get_backups(&kept.app)
            .await
            .unwrap()
            .drill
            .unwrap()
            .whole
    );
    let newest = kept.stick.path().join(kept.backups().last().unwrap());
    let mut rotten = fs::read(&newest).unwrap();
    let middle = rotten.len() / 2;
    rotten[middle] ^= 1;
    fs::write(&newest, rotten).unwrap();
    assert!(
        !backup::round(&kept.app).await.unwrap().drilled,
        "once a month is enough"
    );
    // Nothing new can be written there, so the rotten one stays the newest.
    let name = newest.file_name().unwrap().to_str().unwrap();
    fs::create_dir(kept.stick.path().join(format!("{}x.part", &name[..20]))).unwrap();
    kept.pass(TimeDelta::days(31));
    let done = backup::round(&kept.app).await.unwrap();
    assert_eq!((done.backed_up, done.drilled), (0, true));
    let view = backup::get_backups(&kept.app).await.unwrap();
    assert!(!view.drill.unwrap().whole);
    assert_eq!(view.places[0].problem, Some(BackupProblem::ReadOnly));
    let told = today::get_today(&kept.app).await.unwrap().computer.backup;
    assert!(told.drill_failed && told.late == 1, "{told:?}");
}

#[tokio::test]
async fn f28_a_clock_that_jumps_costs_no_backup() {
    let kept = Kept::new().await;
    for _ in 0..6 {
        record_patient(&kept.app, "Selvedge").await.unwrap();
        backup::round(&kept.app).await.unwrap();
        kept.pass(TimeDelta::hours(5));
    }
    let before = kept.backups();
    assert_eq!(before.len(), 6);
    kept.pass(TimeDelta::days(-3));
    record_patient(&kept.app, "Selvedge").await.unwrap();
    assert_eq!(
        backup::round(&kept.app).await.unwrap().backed_up,
        1,
        "a clock set back stops nothing"
    );
    assert!(before.iter().all(|name| kept.backups().contains(name)));
    kept.pass(TimeDelta::days(5 * 365));
    record_patient(&kept.app, "Selvedge").await.unwrap();
    backup::round(&kept.app).await.unwrap();
    let days_before: std::collections::BTreeSet<&str> =
        before.iter().map(|name| &name[20..28]).collect();
    let after = kept.backups();
    let days_after: std::collections::BTreeSet<&str> =
        after.iter().map(|name| &name[20..28]).collect();
    assert!(
        days_before.is_subset(&days_after),
        "{days_before:?} {days_after:?}"
    );
}

#[tokio::test]
async fn f18_what_a_cut_off_backup_left_is_cleared_away_and_the_good_one_stays() {
    let scene = scene().await;
    let name = scene.file.file_name().unwrap().to_str().unwrap();
    let part = scene
        .stick
        .path()
        .join(format!("{}19700101T000000000Z.backup.part", &name[..20]));
    fs::write(&part, "half a store").unwrap();
    let foreign = scene.stick.path().join("holiday.part");
    fs::write(&foreign, "of somebody else").unwrap();
    let app = scene.clinic.unlocked().await;
    backup::back_up_to(&app, scene.stick.path()).await.unwrap();
    assert!(!part.exists() && foreign.exists());
    restore::verify(&scene.file, scene.clinic.code())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_lock_stops_a_backup_at_once_and_leaves_nothing_half() {
    let scene = scene().await;
    let app = Arc::new(scene.clinic.unlocked().await);
    for round in 0..10 {
        let (running, to) = (Arc::clone(&app), scene.stick.path().to_owned());
        let going_on =
            tokio::spawn(async move { backup::back_up_to(&running, &to).await.map(|_| ()) });
        for _ in 0..round {
            tokio::task::yield_now().await;
        }
        start::lock(&app, false).await.unwrap();
        let done = going_on.await.unwrap();
        assert!(
            matches!(
                done,
                Ok(())
                    | Err(ApiError::Locked
                        | ApiError::Backup {
                            problem: BackupProblem::Stopped
                        })
            ),
            "{done:?}"
        );
        let names = traces::files(scene.stick.path());
        assert!(
            names
                .iter()
                .all(|(path, _)| path.extension().is_none_or(|end| end != "part"))
        );
        scene.clinic.unlock(&app).await.unwrap();
    }
}

/// The store itself, with the program ended: what goes on in a backup can be watched there.
async fn opened(clinic: &Clinic) -> Store {
    let folder = DataFolder::open(&clinic.folder).unwrap();
    let vault = Vault::unlock(&folder, clinic.owner.0, PASSPHRASE)
        .await
        .unwrap();
    Store::open(vault, Utc::now()).await.unwrap()
}

#[tokio::test]
async fn f23_a_stick_pulled_out_in_the_middle_is_an_error_and_the_next_backup_is_good() {
    let scene = scene().await;
    let store = opened(&scene.clinic).await;
    let away = scene.stick.path().with_extension("pulled");
    let pull = |_: Progress| {
        fs::rename(scene.stick.path(), &away).ok();
        ControlFlow::Continue(())
    };
    let refused = store.back_up(scene.stick.path(), &pull).await.unwrap_err();
    assert!(
        matches!(refused, StoreError::Backup(BackupTrouble::WentAway)),
        "{refused:?}"
    );
    fs::rename(&away, scene.stick.path()).unwrap();
    restore::verify(&scene.file, scene.clinic.code())
        .await
        .unwrap();
    let made = store
        .back_up(scene.stick.path(), &|_| ControlFlow::Continue(()))
        .await
        .unwrap();
    store.lock().await.unwrap();
    let file = scene.stick.path().join(made.file);
    restore::verify(&file, scene.clinic.code()).await.unwrap();
    let parts = traces::files(scene.stick.path());
    assert!(
        parts
            .iter()
            .all(|(path, _)| path.extension().is_none_or(|end| end != "part"))
    );
}

#[tokio::test]
async fn a_store_that_is_written_to_meanwhile_gives_a_backup_of_one_moment() {
    let scene = scene().await;
    let store = Arc::new(opened(&scene.clinic).await);
    let (writing, owner) = (Arc::clone(&store), scene.clinic.owner);
    let writer = tokio::spawn(async move {
        for number in 0..200_u32 {
            let mut write = writing.write(Some(owner), Utc::now()).await.unwrap();
            write
                .append(owner.0, Fact::PatientsLookedUp { queries: number })
                .await
                .unwrap();
            write.commit().await.unwrap();
            tokio::task::yield_now().await;
        }
    });
    let mut events = Vec::new();
    while !writer.is_finished() {
        let made = store
            .back_up(scene.stick.path(), &|_| ControlFlow::Continue(()))
            .await
            .unwrap();
        events.push(made.manifest.events);
    }
    writer.await.unwrap();
    assert!(
        events.windows(2).all(|pair| pair[0] <= pair[1]),
        "{events:?}"
    );
    let newest = fs::read_dir(scene.stick.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "backup"))
        .max()
        .unwrap();
    let done = restore::verify(&newest, scene.clinic.code()).await.unwrap();
    assert_eq!(i64::from(done.events), *events.last().unwrap());
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn f22_a_full_stick_leaves_nothing_half_and_the_old_backup_stays() {
    let Some(disk) = small_disk::path() else {
        return small_disk::run(
            "backup::f22_a_full_stick_leaves_nothing_half_and_the_old_backup_stays",
        );
    };
    let scene = scene().await;
    let file = disk.join(scene.file.file_name().unwrap());
    fs::copy(&scene.file, &file).unwrap();
    small_disk::fill(&disk.join("filler"));
    let app = scene.clinic.unlocked().await;
    let refused = backup::back_up_to(&app, &disk).await.unwrap_err();
    assert_eq!(problem(refused), BackupProblem::NoRoom);
    let left: Vec<_> = fs::read_dir(&disk)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(left.len(), 2, "{left:?}");
    restore::verify(&file, scene.clinic.code()).await.unwrap();
    fs::remove_file(disk.join("filler")).unwrap();
    backup::back_up_to(&app, &disk).await.unwrap();
}
