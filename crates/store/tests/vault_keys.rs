//! Who gets in, and who does not.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that stops loudly is doing its work"
)]

mod common;

use std::fs;

use common::{COLLEAGUE, OWNER, PASSPHRASE, clinic, colleague, empty_folder, locked_clinic, owner};
use needlebook_store::{
    error::{Damage, StoreError},
    folder::{DataFolder, Found},
    keys::{Params, recovery::Code},
    vault::{SetUpKeys, Vault},
};
use uuid::Uuid;

#[tokio::test]
async fn a_new_clinic_opens_with_its_passphrase_and_with_its_recovery_code() {
    let (_temp, folder, vault, code) = clinic().await;
    let install = vault.install();
    vault.lock().await.unwrap();

    let by_passphrase = Vault::unlock(&folder, OWNER, PASSPHRASE).await.unwrap();
    assert_eq!(by_passphrase.install(), install);
    let chained_by = *by_passphrase.audit_key().bytes();
    by_passphrase.lock().await.unwrap();

    let typed = Code::parse(&code.written().to_lowercase()).unwrap();
    let by_code = Vault::unlock_with_recovery(&folder, &typed).await.unwrap();
    assert_eq!(
        *by_code.audit_key().bytes(),
        chained_by,
        "both ways lead to the same data key"
    );
}

#[tokio::test]
async fn a_wrong_passphrase_touches_nothing_of_the_store() {
    let (_temp, folder) = locked_clinic().await;
    let unread = fs::metadata(folder.store_path()).unwrap();
    let wrong = Vault::unlock(&folder, OWNER, "thimble bodkin selvedge gussets").await;
    assert!(matches!(
        wrong,
        Err(StoreError::WrongPassphrase { wait_seconds: 0 })
    ));
    let after = fs::metadata(folder.store_path()).unwrap();
    assert_eq!(unread.modified().unwrap(), after.modified().unwrap());
    assert!(
        !folder.root().join("needlebook.db-wal").exists(),
        "the store file was not opened"
    );
}

#[tokio::test]
async fn wrong_tries_are_told_to_the_journal_at_the_next_unlock() {
    let (_temp, folder) = locked_clinic().await;
    for _ in 0..3 {
        Vault::unlock(&folder, OWNER, "guess").await.unwrap_err();
    }
    let vault = Vault::unlock(&folder, OWNER, PASSPHRASE).await.unwrap();
    assert_eq!(vault.wrong_tries(), 3);
    vault.lock().await.unwrap();
    let again = Vault::unlock(&folder, OWNER, PASSPHRASE).await.unwrap();
    assert_eq!(again.wrong_tries(), 0, "they are told once");
}

#[tokio::test]
async fn after_five_wrong_tries_even_the_right_passphrase_waits() {
    let (_temp, folder) = locked_clinic().await;
    for _ in 0..4 {
        Vault::unlock(&folder, OWNER, "guess").await.unwrap_err();
    }
    let fifth = Vault::unlock(&folder, OWNER, "guess").await.unwrap_err();
    assert!(matches!(
        fifth,
        StoreError::WrongPassphrase { wait_seconds: 1 }
    ));
    let waited_for = Vault::unlock(&folder, OWNER, PASSPHRASE).await.unwrap_err();
    assert!(
        matches!(waited_for, StoreError::Throttled { wait_seconds: 1 }),
        "a wait that the right answer skips is no wait"
    );
    tokio::time::sleep(std::time::Duration::from_millis(1_050)).await;
    Vault::unlock(&folder, OWNER, PASSPHRASE).await.unwrap();
}

#[tokio::test]
async fn composed_and_decomposed_accents_are_one_passphrase() {
    let (_temp, folder) = empty_folder();
    let who = SetUpKeys {
        passphrase: "n\u{e9}edle caf\u{e9} ourlet",
        ..owner()
    };
    let (vault, _) = Vault::create(&folder, who).await.unwrap();
    vault.finish_set_up().unwrap();
    vault.lock().await.unwrap();
    let decomposed = "ne\u{301}edle cafe\u{301} ourlet";
    Vault::unlock(&folder, OWNER, decomposed).await.unwrap();
}

#[tokio::test]
async fn a_changed_passphrase_ends_the_old_one_in_both_key_files() {
    let (_temp, folder, vault, _) = clinic().await;
    let new = "running stitch over a hem";
    let refused = vault
        .change_passphrase(OWNER, "not the old one", new, Params::THROW_AWAY)
        .await;
    assert!(matches!(refused, Err(StoreError::WrongPassphrase { .. })));
    vault
        .change_passphrase(OWNER, PASSPHRASE, new, Params::THROW_AWAY)
        .await
        .unwrap();
    vault.lock().await.unwrap();
    fs::remove_file(folder.root().join("keys.json")).unwrap();
    assert!(
        matches!(
            Vault::unlock(&folder, OWNER, PASSPHRASE).await,
            Err(StoreError::WrongPassphrase { .. })
        ),
        "the copy of the key file must not keep an old passphrase alive"
    );
    Vault::unlock(&folder, OWNER, new).await.unwrap();
}

#[tokio::test]
async fn a_colleague_gets_a_way_in_and_loses_it_again() {
    let (_temp, folder, vault, _) = clinic().await;
    vault.add_slot(colleague()).await.unwrap();
    let Found::Clinic { people } = folder.inspect().unwrap() else {
        panic!("a clinic was set up");
    };
    let names: Vec<&str> = people.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names, ["Marigold Featherstitch", "Barnaby Selvedge"]);
    vault.lock().await.unwrap();

    let by_colleague = Vault::unlock(&folder, COLLEAGUE, colleague().passphrase)
        .await
        .unwrap();
    by_colleague.remove_slot(COLLEAGUE).unwrap();
    assert!(
        matches!(
            by_colleague.remove_slot(OWNER),
            Err(StoreError::LastKeySlot)
        ),
        "a clinic that nobody can open is a lost clinic"
    );
    by_colleague.lock().await.unwrap();
    assert!(matches!(
        Vault::unlock(&folder, COLLEAGUE, colleague().passphrase).await,
        Err(StoreError::NotFound { .. })
    ));
}

#[tokio::test]
async fn a_renewed_recovery_code_ends_the_printed_one() {
    let (_temp, folder, vault, printed) = clinic().await;
    let renewed = Code::random().unwrap();
    assert!(!vault.opens_with(&renewed).unwrap());
    vault.keep_recovery_code(&renewed).unwrap();
    assert!(vault.opens_with(&renewed).unwrap());
    vault.lock().await.unwrap();
    assert!(matches!(
        Vault::unlock_with_recovery(&folder, &printed).await,
        Err(StoreError::WrongPassphrase { .. })
    ));
    Vault::unlock_with_recovery(&folder, &renewed)
        .await
        .unwrap();
}

#[tokio::test]
async fn an_altered_slot_is_refused_and_the_others_still_open() {
    let (_temp, folder, vault, code) = clinic().await;
    vault.add_slot(colleague()).await.unwrap();
    vault.lock().await.unwrap();
    let path = folder.root().join("keys.json");
    let whole: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    type Alter = fn(&mut serde_json::Value);
    let alterations: [Alter; 9] = [
        |slot| flip_first_digit(&mut slot["latch"]["sealed"]),
        |slot| flip_first_digit(&mut slot["latch"]["nonce"]),
        |slot| flip_first_digit(&mut slot["letterbox"]["current"]["sender"]),
        |slot| flip_first_digit(&mut slot["letterbox"]["current"]["wrapped"]["sealed"]),
        |slot| flip_first_digit(&mut slot["salt"]),
        |slot| slot["params"]["m_kib"] = 16.into(),
        |slot| slot["params"]["t"] = 2.into(),
        |slot| slot["params"]["m_kib"] = u32::MAX.into(),
        |slot| slot["person"] = Uuid::from_u128(9).to_string().into(),
    ];
    for (index, alter) in alterations.iter().enumerate() {
        let mut altered = whole.clone();
        alter(&mut altered["people"][0]);
        fs::write(&path, serde_json::to_vec(&altered).unwrap()).unwrap();
        let refused = Vault::unlock(&folder, OWNER, PASSPHRASE).await;
        assert!(
            refused.is_err(),
            "alteration {index} must not open anything"
        );
        let other = Vault::unlock(&folder, COLLEAGUE, colleague().passphrase)
            .await
            .unwrap();
        other.lock().await.unwrap();
        let recovered = Vault::unlock_with_recovery(&folder, &code).await.unwrap();
        recovered.lock().await.unwrap();
        fs::write(&path, serde_json::to_vec(&whole).unwrap()).unwrap();
        let owner = Vault::unlock(&folder, OWNER, PASSPHRASE).await.unwrap();
        owner.lock().await.unwrap();
    }
}

fn flip_first_digit(value: &mut serde_json::Value) {
    let text = value.as_str().unwrap();
    let flipped = if text.starts_with('0') { "1" } else { "0" };
    *value = format!("{flipped}{}", &text[1..]).into();
}

#[tokio::test]
async fn a_missing_or_broken_key_file_is_put_right_from_its_mirror() {
    let (_temp, folder) = locked_clinic().await;
    let path = folder.root().join("keys.json");
    let whole = fs::read(&path).unwrap();
    for broken in [None, Some(&b""[..]), Some(&whole[..40]), Some(b"{}")] {
        match broken {
            None => fs::remove_file(&path).unwrap(),
            Some(bytes) => fs::write(&path, bytes).unwrap(),
        }
        assert!(matches!(folder.inspect().unwrap(), Found::Clinic { .. }));
        assert_eq!(fs::read(&path).unwrap(), whole);
    }
    let mirror = folder.root().join("keys.json.bak");
    fs::write(&mirror, b"not keys").unwrap();
    Vault::unlock(&folder, OWNER, PASSPHRASE).await.unwrap();
    assert_eq!(fs::read(&mirror).unwrap(), whole);
}

#[tokio::test]
async fn nothing_that_is_left_of_a_clinic_is_taken_for_an_empty_folder() {
    let (_temp, folder) = locked_clinic().await;
    let root = folder.root().to_owned();
    let keys = fs::read(root.join("keys.json")).unwrap();
    let store = fs::read(folder.store_path()).unwrap();
    let damaged = |folder: &DataFolder| match folder.inspect().unwrap() {
        Found::Damaged { what } => what,
        other => panic!("{other:?} is not damage"),
    };

    fs::write(folder.store_path(), b"").unwrap();
    assert_eq!(damaged(&folder), Damage::StoreEmpty);
    fs::remove_file(folder.store_path()).unwrap();
    assert_eq!(damaged(&folder), Damage::StoreMissing);
    let again = Vault::create(&folder, owner()).await;
    assert!(matches!(again, Err(StoreError::Damaged { .. })));
    assert!(
        !folder.store_path().exists(),
        "no file is made in its place"
    );

    fs::write(folder.store_path(), store).unwrap();
    fs::remove_file(root.join("keys.json")).unwrap();
    fs::remove_file(root.join("keys.json.bak")).unwrap();
    assert_eq!(damaged(&folder), Damage::KeysMissing);
    fs::write(root.join("keys.json"), b"{").unwrap();
    assert_eq!(damaged(&folder), Damage::KeysUnreadable);
    fs::write(root.join("keys.json"), keys).unwrap();
    assert!(matches!(folder.inspect().unwrap(), Found::Clinic { .. }));
    assert!(matches!(
        Vault::create(&folder, owner()).await,
        Err(StoreError::AlreadySetUp)
    ));
}

#[tokio::test]
async fn photos_without_a_store_are_not_an_empty_folder() {
    let (_temp, folder) = empty_folder();
    fs::create_dir_all(folder.root().join("sealed/ab")).unwrap();
    assert_eq!(
        folder.inspect().unwrap(),
        Found::Damaged {
            what: Damage::KeysMissing
        }
    );
}

#[tokio::test]
async fn a_set_up_that_was_cut_off_starts_again() {
    let (_temp, folder) = empty_folder();
    for _ in 0..2 {
        let (vault, _) = Vault::create(&folder, owner()).await.unwrap();
        vault
            .sealed()
            .put(Uuid::from_u128(5), &[7; 32], b"logo".to_vec())
            .await
            .unwrap();
        drop(vault);
        assert_eq!(
            folder.inspect().unwrap(),
            Found::Nothing,
            "a clinic without its owner would be one that nobody can open"
        );
        assert!(matches!(
            Vault::unlock(&folder, OWNER, PASSPHRASE).await,
            Err(StoreError::NotSetUp)
        ));
    }
    let (vault, _) = Vault::create(&folder, owner()).await.unwrap();
    vault.finish_set_up().unwrap();
    vault.lock().await.unwrap();
    Vault::unlock(&folder, OWNER, PASSPHRASE).await.unwrap();
}

#[tokio::test]
async fn a_passphrase_can_be_asked_for_again_while_unlocked() {
    let (_temp, _folder, vault, _) = clinic().await;
    vault.confirm(OWNER, PASSPHRASE).await.unwrap();
    assert!(matches!(
        vault.confirm(OWNER, "guess").await,
        Err(StoreError::WrongPassphrase { .. })
    ));
    common::add_notes_table(vault.connections()).await;
}

#[test]
fn a_second_instance_is_refused_until_the_first_lets_go() {
    let temp = tempfile::tempdir().unwrap();
    let first = DataFolder::open(temp.path()).unwrap();
    assert!(matches!(
        DataFolder::open(temp.path()),
        Err(StoreError::AlreadyRunning)
    ));
    drop(first);
    DataFolder::open(temp.path()).unwrap();
}

#[cfg(unix)]
#[tokio::test]
async fn no_other_account_can_read_anything_of_a_clinic() {
    use std::os::unix::fs::PermissionsExt;
    let (_temp, folder, vault, _) = clinic().await;
    vault
        .sealed()
        .put(Uuid::from_u128(5), &[7; 32], b"photo".to_vec())
        .await
        .unwrap();
    common::add_notes_table(vault.connections()).await;
    let mut folders = vec![folder.root().to_owned()];
    while let Some(path) = folders.pop() {
        assert_eq!(mode(&path), 0o700, "{}", path.display());
        for entry in fs::read_dir(&path).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                assert_eq!(mode(&path), 0o600, "{}", path.display());
            }
        }
    }
    fn mode(path: &std::path::Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }
}

#[tokio::test]
async fn the_keys_of_a_vault_do_not_show_in_debug_output() {
    let (_temp, _folder, vault, _) = clinic().await;
    let shown = format!("{vault:?}");
    assert!(shown.contains("Key(..)"));
    let audit: String = format!("{:?}", vault.audit_key().bytes());
    assert!(!shown.contains(&audit));
}

#[tokio::test]
async fn a_slot_is_wrapped_again_when_guessing_must_cost_more_and_never_less() {
    let (_temp, folder, vault, _) = clinic().await;
    let risen = Params {
        m_kib: 16,
        t: 2,
        p: 1,
    };
    let cost = || {
        let keys = fs::read_to_string(folder.root().join("keys.json")).unwrap();
        let keys: serde_json::Value = serde_json::from_str(&keys).unwrap();
        keys["people"][0]["params"].clone()
    };
    let raised = async |least| vault.raise_slot(OWNER, PASSPHRASE, least).await.unwrap();
    assert!(raised(risen).await);
    assert_eq!(cost(), serde_json::json!({"m_kib": 16, "t": 2, "p": 1}));
    assert!(!raised(risen).await, "once is enough");
    assert!(!raised(Params::THROW_AWAY).await, "a dear slot stays dear");
    assert_eq!(cost()["m_kib"], 16);
    vault.lock().await.unwrap();
    assert!(matches!(
        Vault::unlock(&folder, OWNER, "thimble bodkin").await,
        Err(StoreError::WrongPassphrase { .. })
    ));
    Vault::unlock(&folder, OWNER, PASSPHRASE).await.unwrap();
}
