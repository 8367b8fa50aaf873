//! A disk that is really full: a small file system of its own, in a private mount namespace.
//!
//! Where the machine allows no mounts (a container without the right) only the scenario with
//! SQLite's own page limit runs, in `vault_connection.rs`.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that stops loudly is doing its work"
)]

mod common;

use std::{
    env, fs,
    fs::File,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
};

use common::{OWNER, PASSPHRASE, add_notes_table, count_notes, owner, write_note};
use needlebook_store::{
    ballast, error::StoreError, folder::DataFolder, keys::Params, vault::Vault,
};
use uuid::Uuid;

/// Set in the copy of this test that runs on the small file system.
const SMALL_DISK: &str = "NEEDLEBOOK_TEST_SMALL_DISK";

/// Runs the calling test again on a 24 MiB file system, where it does its work.
fn run_on_a_small_disk(test: &str) {
    let mount_point = tempfile::tempdir().unwrap();
    let unshared = |command: &str| {
        let mut unshare = Command::new("unshare");
        unshare
            .args(["--map-root-user", "--mount", "sh", "-c", command])
            .env("AT", mount_point.path())
            .env("TEST", env::current_exe().unwrap())
            .env(SMALL_DISK, mount_point.path());
        unshare
    };
    let mount = "mount -t tmpfs -o size=24m tmpfs \"$AT\"";
    let possible = unshared(mount)
        .output()
        .is_ok_and(|done| done.status.success());
    if !possible {
        return;
    }
    let run = unshared(&format!("{mount} && exec \"$TEST\" --exact {test}"))
        .output()
        .unwrap();
    assert!(
        run.status.success(),
        "{}{}",
        String::from_utf8_lossy(&run.stdout),
        String::from_utf8_lossy(&run.stderr)
    );
}

fn small_disk() -> Option<PathBuf> {
    env::var_os(SMALL_DISK).map(PathBuf::from)
}

/// Takes every byte that is left.
fn fill(path: &Path) {
    let mut filler = File::options()
        .append(true)
        .create(true)
        .open(path)
        .unwrap();
    for size in [1 << 20, 1 << 12, 1] {
        while filler.write_all(&vec![1; size]).is_ok() {}
    }
}

#[tokio::test]
async fn a_full_disk_loses_no_acknowledged_note_and_the_ballast_lets_the_last_one_in() {
    let Some(disk) = small_disk() else {
        return run_on_a_small_disk(
            "a_full_disk_loses_no_acknowledged_note_and_the_ballast_lets_the_last_one_in",
        );
    };
    let folder = DataFolder::open(&disk.join("clinic")).unwrap();
    let (vault, _) = Vault::create(&folder, owner()).await.unwrap();
    vault.finish_set_up().unwrap();
    let connections = vault.connections();
    add_notes_table(connections).await;
    ballast::load(&folder).unwrap();

    let long = "basting ".repeat(8_000);
    let mut acknowledged = 0;
    let refused = loop {
        match write_note(connections, &long).await {
            Ok(()) => acknowledged += 1,
            Err(error) => break error,
        }
    };
    assert!(matches!(refused, StoreError::StorageFull), "{refused:?}");
    assert!(acknowledged > 50, "there was room for {acknowledged}");
    fill(&disk.join("filler"));

    for _ in 0..3 {
        let again = write_note(connections, &long).await;
        assert!(matches!(again, Err(StoreError::StorageFull)), "{again:?}");
        assert_eq!(
            count_notes(connections).await.unwrap(),
            acknowledged,
            "everything acknowledged can be read, and nothing else is there"
        );
    }

    let photo = Uuid::from_u128(3);
    let sealed = vault.sealed().put(photo, &[7; 32], vec![0; 300_000]).await;
    assert!(matches!(sealed, Err(StoreError::StorageFull)));
    assert_eq!(parts_in(folder.root()), 0, "half a photo is given back");
    let changed = vault
        .change_passphrase(
            OWNER,
            PASSPHRASE,
            "running stitch over a hem",
            Params::THROW_AWAY,
        )
        .await;
    assert!(
        matches!(changed, Err(StoreError::StorageFull)),
        "{changed:?}"
    );

    ballast::throw_off(&folder).unwrap();
    write_note(connections, "the note that was being written")
        .await
        .unwrap();
    assert_eq!(count_notes(connections).await.unwrap(), acknowledged + 1);
    vault.lock().await.unwrap();

    let vault = Vault::unlock(&folder, OWNER, PASSPHRASE).await.unwrap();
    assert_eq!(
        count_notes(vault.connections()).await.unwrap(),
        acknowledged + 1
    );
}

#[tokio::test]
async fn a_clinic_on_a_full_disk_can_be_locked_and_unlocked() {
    let Some(disk) = small_disk() else {
        return run_on_a_small_disk("a_clinic_on_a_full_disk_can_be_locked_and_unlocked");
    };
    let folder = DataFolder::open(&disk.join("clinic")).unwrap();
    let (vault, _) = Vault::create(&folder, owner()).await.unwrap();
    vault.finish_set_up().unwrap();
    add_notes_table(vault.connections()).await;
    write_note(vault.connections(), &"hem ".repeat(100_000))
        .await
        .unwrap();
    ballast::load(&folder).unwrap();
    fill(&disk.join("filler"));
    vault.lock().await.unwrap();
    fill(&disk.join("filler"));
    let vault = Vault::unlock(&folder, OWNER, PASSPHRASE).await.unwrap();
    assert_eq!(count_notes(vault.connections()).await.unwrap(), 1);
}

fn parts_in(folder: &Path) -> usize {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| match path.is_dir() {
            true => parts_in(&path),
            false => usize::from(path.extension().is_some_and(|end| end == "part")),
        })
        .sum()
}
