//! Faults 17 and 19: the data key is changed because somebody left, and the power goes.

use std::{
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::Mutex,
};

use chrono::Utc;
use needlebook_api::{
    ApiError, App, audit, backup, people,
    record_check::{self, RecordState},
    restore::{self, RestoreKey},
    start,
};
use needlebook_domain::ids::PersonId;
use needlebook_store::{
    Store, StoreError,
    backup::{BackupTrouble, Unlock, Watch, drill},
    check::Checked,
    draft_copy::{self, DraftCopy},
    error::Damage,
    folder::DataFolder,
    keys::recovery,
    sealed_file,
    vault::Vault,
};
use serde_json::json;
use tempfile::TempDir;
use uuid::Uuid;

use crate::clinic::{self, Clinic, PASSPHRASE, count_patients, record_patient};

const THEIRS: &str = "ladder stitch over a hem";
const PATIENTS: usize = 3;
const ON: Watch<'static> = &|_| ControlFlow::Continue(());

/// A clinic of an owner, a colleague and somebody who is about to leave, with three patients.
struct Scene {
    clinic: Clinic,
    colleague: PersonId,
    leaver: PersonId,
}

/// Who comes in, and by what.
#[derive(Debug, Clone, Copy)]
enum Way {
    Owner,
    Colleague,
    Code,
}

const WAYS: [Way; 3] = [Way::Owner, Way::Colleague, Way::Code];

async fn scene() -> Scene {
    let clinic = Clinic::set_up().await;
    let app = clinic.unlocked().await;
    for family in ["Selvedge", "Buttonhole", "Petersham"] {
        record_patient(&app, family).await.unwrap();
    }
    let colleague = add(&app, "Pia Pincushion").await;
    let leaver = add(&app, "Barnaby Bodkin").await;
    start::lock(&app, false).await.unwrap();
    Scene {
        clinic,
        colleague,
        leaver,
    }
}

async fn add(app: &App, name: &str) -> PersonId {
    let account = json!({
        "person": {
            "name": name, "title": "", "certification": "", "registration_body": "",
            "registration_number": "", "board_certified": false, "roles": ["clinician"]
        },
        "ends_on": null
    });
    people::record_person(
        app,
        serde_json::from_value(account).unwrap(),
        THEIRS.to_owned(),
    )
    .await
    .unwrap()
}

impl Scene {
    async fn vault(&self, folder: &DataFolder, way: Way) -> Result<Vault, StoreError> {
        match way {
            Way::Owner => Vault::unlock(folder, self.clinic.owner.0, PASSPHRASE).await,
            Way::Colleague => Vault::unlock(folder, self.colleague.0, THEIRS).await,
            Way::Code => {
                let code = recovery::Code::parse(&self.clinic.recovery_code).unwrap();
                Vault::unlock_with_recovery(folder, &code).await
            }
        }
    }

    async fn store(&self, folder: &DataFolder, way: Way) -> Store {
        let vault = self.vault(folder, way).await;
        Store::open(
            vault.unwrap_or_else(|error| panic!("{way:?}: {error}")),
            Utc::now(),
        )
        .await
        .unwrap()
    }

    /// Comes in every way there is, beginning with this one, and finds everything each time.
    async fn everybody_finds_everything(&self, root: &Path, first: usize, told: &str) {
        for turn in 0..WAYS.len() {
            let way = WAYS[(first + turn) % WAYS.len()];
            let folder = DataFolder::open(root).unwrap();
            let store = self.store(&folder, way).await;
            let patients: i64 = sqlx::query_scalar("SELECT count(*) FROM patient")
                .fetch_one(&mut *store.reader().await.unwrap())
                .await
                .unwrap();
            assert_eq!(patients, PATIENTS as i64, "{told}, {way:?}");
            if turn == 0 {
                let found = store.check().await.unwrap();
                assert!(
                    matches!(found, Checked::Whole(_)),
                    "{told}, {way:?}: {found:?}"
                );
            }
            store.lock().await.unwrap();
        }
    }
}

/// The files of a clinic that a change of the key touches, as they are at one moment.
fn copied(root: &Path) -> (TempDir, PathBuf) {
    let temp = tempfile::tempdir().unwrap();
    let to = temp.path().join("data");
    fs::create_dir(&to).unwrap();
    for name in ["needlebook.db", "keys.json", "keys.json.bak", "head"] {
        fs::copy(root.join(name), to.join(name)).unwrap();
    }
    (temp, to)
}

fn keys_into(keys: &[u8], root: &Path) {
    for name in ["keys.json", "keys.json.bak"] {
        fs::write(root.join(name), keys).unwrap();
    }
}

fn is_in_between(root: &Path) -> bool {
    let keys = fs::read_to_string(root.join("keys.json")).unwrap();
    keys.contains("\"coming\"")
}

#[tokio::test]
async fn f19_between_key_slots_and_store_either_store_opens_for_everybody() {
    let scene = scene().await;
    let root = &scene.clinic.folder;
    let (_before, old) = copied(root);
    let both = Mutex::new(Vec::new());
    {
        let folder = DataFolder::open(root).unwrap();
        let mut store = scene.store(&folder, Way::Owner).await;
        let watch = |_| {
            // What a crash would leave: the slots have both keys, the store is the old one.
            *both.lock().unwrap() = fs::read(root.join("keys.json")).unwrap();
            ControlFlow::Continue(())
        };
        store
            .change_data_key(scene.clinic.owner, Utc::now(), &watch)
            .await
            .unwrap();
        store.lock().await.unwrap();
    }
    let both = both.into_inner().unwrap();
    let (_after, new) = copied(root);
    for (root, which) in [(old, "the old store"), (new, "the new store")] {
        for first in 0..WAYS.len() {
            let (_temp, root) = copied(&root);
            keys_into(&both, &root);
            assert!(is_in_between(&root));
            scene.everybody_finds_everything(&root, first, which).await;
        }
    }
}

#[tokio::test]
async fn f19_a_change_that_was_cut_off_is_told_to_the_owner_and_can_be_made_again() {
    let scene = scene().await;
    let root = &scene.clinic.folder;
    let mut both = Vec::new();
    {
        let folder = DataFolder::open(root).unwrap();
        let mut store = scene.store(&folder, Way::Owner).await;
        let seen = Mutex::new(Vec::new());
        let watch = |_| {
            *seen.lock().unwrap() = fs::read(root.join("keys.json")).unwrap();
            ControlFlow::Break(())
        };
        let stopped = store
            .change_data_key(scene.clinic.owner, Utc::now(), &watch)
            .await;
        assert!(
            matches!(stopped, Err(StoreError::Backup(BackupTrouble::Stopped))),
            "{stopped:?}"
        );
        both.append(&mut seen.into_inner().unwrap());
        assert!(!is_in_between(root), "who stops it takes everything back");
        assert!(
            matches!(store.check().await.unwrap(), Checked::Whole(_)),
            "and works on at once"
        );
        store.lock().await.unwrap();
    }
    keys_into(&both, root);
    fs::write(root.join("needlebook-next.db"), b"half a store").unwrap();

    let app = clinic::app(root);
    start::unlock(&app, scene.colleague, THEIRS.to_owned())
        .await
        .unwrap();
    assert!(!is_in_between(root));
    assert!(!root.join("needlebook-next.db").exists());
    assert_eq!(
        people::list(&app).await.unwrap().data_key,
        None,
        "it is the owner's business"
    );
    start::lock(&app, false).await.unwrap();
    scene.clinic.unlock(&app).await.unwrap();
    let told = people::list(&app).await.unwrap().data_key.unwrap();
    assert!(told.was_cut_off && told.at.is_some());

    people::change_data_key(&app).await.unwrap();
    let told = people::list(&app).await.unwrap().data_key.unwrap();
    assert!(!told.was_cut_off && told.at.is_some());
    assert_eq!(count_patients(&app).await, PATIENTS, "without locking");
    let log = audit::list(&app, audit::AuditQuery::default())
        .await
        .unwrap();
    let said: Vec<String> = log.rows.iter().map(|row| row.what.clone()).collect();
    for kind in ["data_key_changed", "data_key_change_cut_off"] {
        assert!(said.iter().any(|said| said == kind), "{kind} in {said:?}");
    }
    start::lock(&app, false).await.unwrap();
    drop(app);
    scene
        .everybody_finds_everything(root, 0, "after the second try")
        .await;
}

#[tokio::test]
async fn who_left_with_a_copy_of_everything_opens_nothing_of_what_comes_after() {
    let scene = scene().await;
    let root = &scene.clinic.folder;
    let (_theirs, theirs) = copied(root);
    let app = scene.clinic.unlocked().await;
    people::remove_person(&app, scene.leaver).await.unwrap();
    people::change_data_key(&app).await.unwrap();
    start::lock(&app, false).await.unwrap();
    drop(app);
    // Their own slot, and the laptop's store as it is now.
    fs::copy(root.join("needlebook.db"), theirs.join("needlebook.db")).unwrap();
    let folder = DataFolder::open(&theirs).unwrap();
    let refused = Vault::unlock(&folder, scene.leaver.0, THEIRS).await;
    assert!(
        matches!(
            refused,
            Err(StoreError::Damaged {
                what: Damage::StoreUnreadable
            })
        ),
        "{refused:?}"
    );
    scene
        .everybody_finds_everything(root, 0, "who stayed")
        .await;
}

#[tokio::test]
async fn backups_photos_and_draft_copies_from_before_still_open_and_new_backups_have_the_new_key() {
    let scene = scene().await;
    let stick = tempfile::tempdir().unwrap();
    let app = scene.clinic.unlocked().await;
    let before = backup::back_up_to(&app, stick.path()).await.unwrap().file;
    start::lock(&app, false).await.unwrap();
    drop(app);

    let folder = DataFolder::open(&scene.clinic.folder).unwrap();
    let mut store = scene.store(&folder, Way::Owner).await;
    let photo = Uuid::from_u128(0x0f07);
    let key = store.seal_file(photo, b"a picture").await.unwrap();
    let mut write = store.write(None, Utc::now()).await.unwrap();
    sealed_file::keep_key(&mut write, photo, &key, 9)
        .await
        .unwrap();
    write.commit().await.unwrap();
    let copy = DraftCopy {
        kind: "patient".to_owned(),
        subject: clinic::FORM,
        person: scene.clinic.owner,
        body: json!({"notes": "hem"}),
        at: Utc::now(),
    };
    let draft = stick.path().join("draft");
    draft_copy::write(&store, &copy, &draft).await.unwrap();
    // Twice: the second former key must not take the first one's place.
    for _ in 0..2 {
        store
            .change_data_key(scene.clinic.owner, Utc::now(), ON)
            .await
            .unwrap();
    }
    assert_eq!(store.open_file(photo).await.unwrap(), b"a picture");
    let draft = fs::read(draft).unwrap();
    assert_eq!(draft_copy::open(&store, &draft).unwrap(), copy);
    assert!(
        drill(&before, store.vault(), Utc::now(), ON).await.unwrap(),
        "the monthly try knows the key of its day"
    );
    let made = store.back_up(stick.path(), ON).await.unwrap();
    let after = stick.path().join(&made.file);
    assert!(drill(&after, store.vault(), Utc::now(), ON).await.unwrap());
    store.lock().await.unwrap();
    drop(folder);

    for (file, told) in [(&before, "before"), (&after, "after")] {
        let new = tempfile::tempdir().unwrap();
        let code = RestoreKey::RecoveryCode {
            code: scene.clinic.recovery_code.clone(),
        };
        let into = new.path().join("data");
        let done = restore::restore_into(file, &into, code, Utc::now())
            .await
            .unwrap_or_else(|error| panic!("{told}: {error:?}"));
        assert_eq!((done.patients, done.missing_files), (3, 0), "{told}");
        let app = clinic::app(&into);
        scene.clinic.unlock(&app).await.unwrap();
        let found = record_check::verify(&app).await.unwrap();
        assert!(matches!(found, RecordState::Whole { .. }), "{told}");
    }
    // What is under the old key is not opened by what is in the slots of the new one, and the other way round.
    let slots = DataFolder::open(&scene.clinic.folder).unwrap();
    let vault = scene.vault(&slots, Way::Owner).await.unwrap();
    for file in [&before, &after] {
        needlebook_store::backup::verify(file, Unlock::Open(&vault), ON)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn only_an_owner_changes_the_key_and_never_beside_a_backup() {
    let scene = scene().await;
    let app = scene.clinic.app();
    assert_eq!(people::change_data_key(&app).await, Err(ApiError::Locked));
    start::unlock(&app, scene.colleague, THEIRS.to_owned())
        .await
        .unwrap();
    assert!(matches!(
        people::change_data_key(&app).await,
        Err(ApiError::NotAllowed { .. })
    ));
    assert!(!is_in_between(&scene.clinic.folder));
}

/// A copy of this test changes the key again and again until it is killed.
#[cfg(unix)]
mod killed {
    use std::{
        env,
        io::{self, BufRead, BufReader, Write},
        process::{Command, Stdio},
        sync::mpsc,
        thread,
        time::Duration,
    };

    use super::*;

    const CHANGER: &str = "NEEDLEBOOK_TEST_KEY_CHANGER";
    const THIS_TEST: &str =
        "data_key::killed::f17_killed_while_the_key_is_changed_everybody_still_comes_in";
    const KILLS: u64 = if cfg!(feature = "long") { 200 } else { 15 };

    #[tokio::test]
    async fn f17_killed_while_the_key_is_changed_everybody_still_comes_in() {
        if let Some(owner) = env::var_os(CHANGER) {
            let owner = owner.into_string().unwrap();
            let (owner, folder) = owner.split_once(' ').unwrap();
            change_until_killed(PersonId(owner.parse().unwrap()), Path::new(folder)).await;
        }
        let scene = scene().await;
        let root = &scene.clinic.folder;
        let mut in_between = 0;
        for kill in 0..KILLS {
            let changed = killed_after(&scene, Duration::from_millis(kill * 19 % 280));
            in_between += u32::from(is_in_between(root));
            let first = usize::try_from(kill).unwrap();
            let told = format!("kill {kill}, after {changed} changes");
            scene.everybody_finds_everything(root, first, &told).await;
        }
        writeln!(
            io::stderr(),
            "{KILLS} kills, {in_between} of them between the first step and the last"
        )
        .unwrap();
        assert!(
            in_between > 0,
            "none of {KILLS} kills met a change that was going on"
        );
    }

    /// Lets a copy of the program work until `life` after its first change, then kills it.
    fn killed_after(scene: &Scene, life: Duration) -> usize {
        let owner = format!("{} {}", scene.clinic.owner.0, scene.clinic.folder.display());
        let mut changer = Command::new(env::current_exe().unwrap())
            .args(["--exact", THIS_TEST, "--nocapture"])
            .env(CHANGER, owner)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let said = BufReader::new(changer.stdout.take().unwrap());
        let (tell, told) = mpsc::channel();
        let hearing = thread::spawn(move || {
            let lines = said.lines().map_while(Result::ok);
            for _ in lines.filter(|line| line.contains("changed")) {
                tell.send(()).unwrap();
            }
        });
        told.recv_timeout(Duration::from_secs(60)).unwrap();
        thread::sleep(life);
        changer.kill().unwrap();
        changer.wait().unwrap();
        hearing.join().unwrap();
        1 + told.iter().count()
    }

    async fn change_until_killed(owner: PersonId, folder: &Path) -> ! {
        let app = clinic::app(folder);
        start::unlock(&app, owner, PASSPHRASE.to_owned())
            .await
            .unwrap();
        loop {
            people::change_data_key(&app).await.unwrap();
            let mut out = io::stdout().lock();
            writeln!(out, "changed").unwrap();
            out.flush().unwrap();
        }
    }
}
