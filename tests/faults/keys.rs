//! Faults 1, 2, 3 and 33: who gets in, and who does not.

use std::fs;

use needlebook_api::{
    ApiError, App, AppOptions, audit, recovery, set_up,
    start::{self, Start},
};

use needlebook_store::keys::Params;
use serde_json::json;

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

/// The groups that set-up asks back, of a code that waits to be written down.
fn typed_back(code: &[String]) -> Vec<set_up::TypedGroup> {
    let typed = [1, 6].map(|index: usize| json!({"index": index, "text": code[index]}));
    serde_json::from_value(json!(typed)).unwrap()
}

#[tokio::test]
async fn f02_a_used_recovery_code_is_replaced_once_the_new_one_is_written_down() {
    let clinic = Clinic::set_up().await;
    let (old, new) = (clinic.recovery_code.clone(), "running stitch over a hem");
    let recover = async |app: &App, code: &str| {
        start::unlock_with_recovery_code(app, clinic.owner, code.to_owned(), new.to_owned()).await
    };
    let app = clinic.app();
    recover(&app, &old).await.unwrap();
    // Who came in so is told to the owners, and stands in the audit.
    let told = needlebook_api::today::get_today(&app).await.unwrap();
    assert_eq!(told.computer.emergencies.len(), 1);
    assert_eq!(told.computer.emergencies[0].name, "Marigold Featherstitch");
    let log = audit::list(&app, audit::AuditQuery::default())
        .await
        .unwrap();
    assert!(log.rows.iter().any(|row| row.what == "emergency_access"));
    let shown = recovery::find_new_code(&app).await.unwrap().unwrap();
    assert_ne!(shown.join("-"), old);
    // The power goes before anybody wrote it down.
    drop(app);
    let app = clinic.app();
    let refused = recover(&app, &shown.join("-")).await.unwrap_err();
    assert_eq!(
        refused,
        ApiError::WrongRecoveryCode { mistyped: false },
        "a code that nobody confirmed opens nothing"
    );
    recover(&app, &old).await.unwrap();

    let shown = recovery::find_new_code(&app).await.unwrap().unwrap();
    set_up::confirm_recovery_code(&app, typed_back(&shown))
        .await
        .unwrap();
    assert_eq!(recovery::find_new_code(&app).await.unwrap(), None);
    start::lock(&app, false).await.unwrap();
    recover(&app, &old).await.unwrap_err();
    recover(&app, &shown.join("-")).await.unwrap();
}

#[tokio::test]
async fn f02_a_mistyped_recovery_code_says_what_is_wrong_with_it() {
    let clinic = Clinic::set_up().await;
    let app = clinic.app();
    let answer = async |code: String| {
        start::unlock_with_recovery_code(
            &app,
            clinic.owner,
            code,
            "running stitch over a hem".to_owned(),
        )
        .await
        .unwrap_err()
    };
    let swap = |code: &str, at: usize| {
        let mut letters: Vec<char> = code.chars().collect();
        letters[at] = if letters[at] == '7' { '8' } else { '7' };
        letters.into_iter().collect::<String>()
    };
    let once = swap(&clinic.recovery_code, 0);
    assert_eq!(
        answer(once.clone()).await,
        ApiError::WrongRecoveryGroup { group: 1 }
    );
    // An even and an odd column in different groups: the checks disagree about the place.
    let twice = swap(&once, 16);
    let answered = answer(swap(&twice, 11)).await;
    assert!(
        matches!(
            answered,
            ApiError::WrongRecoveryCode { mistyped: true } | ApiError::WrongRecoveryGroup { .. }
        ),
        "a code of the right length is never said to have the wrong form: {answered:?}"
    );
    assert!(matches!(
        answer("7KQ2-M4TX".to_owned()).await,
        ApiError::Invalid { .. }
    ));
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
    set_up::create_clinic(&app, set_up_form())
        .await
        .unwrap_err();
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

/// LastPass left old accounts at the cost of the year they were made in; an unlock here brings them up to date.
#[tokio::test]
async fn a_slot_made_when_slots_were_cheaper_is_raised_at_the_next_unlock() {
    let clinic = Clinic::set_up().await;
    let cost = || {
        let keys = fs::read_to_string(clinic.key_file()).unwrap();
        let keys: serde_json::Value = serde_json::from_str(&keys).unwrap();
        keys["people"][0]["params"]["m_kib"].as_u64().unwrap()
    };
    assert_eq!(cost(), 8);
    let newer = AppOptions {
        key_params: Params {
            m_kib: 32,
            t: 2,
            p: 1,
        },
        ..AppOptions::default()
    };
    let app = App::new(&clinic.folder, newer).unwrap();
    clinic.unlock(&app).await.unwrap();
    assert_eq!(cost(), 32);
    start::lock(&app, false).await.unwrap();
    clinic.unlock(&app).await.unwrap();
}

#[tokio::test]
async fn a_new_passphrase_by_recovery_code_is_not_made_of_the_owners_name() {
    let clinic = Clinic::set_up().await;
    let app = clinic.app();
    let theirs = "Featherstitch Thimble Lane".to_owned();
    let refused =
        start::unlock_with_recovery_code(&app, clinic.owner, clinic.recovery_code.clone(), theirs)
            .await;
    assert!(
        matches!(refused, Err(ApiError::Invalid { .. })),
        "{refused:?}"
    );
    assert!(
        matches!(start::get_start(&app).await.unwrap(), Start::Locked { .. }),
        "and nobody is let in on the way"
    );
    clinic.unlock(&app).await.unwrap();
}
