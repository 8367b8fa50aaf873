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
#[path = "common/small_disk.rs"]
mod small_disk;

use std::{fs, path::Path};

use common::{OWNER, PASSPHRASE, add_notes_table, count_notes, owner, write_note};
use needlebook_store::{
    Store, ballast, error::StoreError, folder::DataFolder, keys::Params, vault::Vault,
};
use uuid::Uuid;

#[tokio::test]
async fn a_full_disk_loses_no_acknowledged_note_and_the_ballast_lets_the_last_one_in() {
    let Some(disk) = small_disk::path() else {
        return small_disk::run(
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
    small_disk::fill(&disk.join("filler"));

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
    let Some(disk) = small_disk::path() else {
        return small_disk::run("a_clinic_on_a_full_disk_can_be_locked_and_unlocked");
    };
    let folder = DataFolder::open(&disk.join("clinic")).unwrap();
    let (vault, _) = Vault::create(&folder, owner()).await.unwrap();
    vault.finish_set_up().unwrap();
    add_notes_table(vault.connections()).await;
    write_note(vault.connections(), &"hem ".repeat(100_000))
        .await
        .unwrap();
    ballast::load(&folder).unwrap();
    small_disk::fill(&disk.join("filler"));
    vault.lock().await.unwrap();
    small_disk::fill(&disk.join("filler"));
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

#[tokio::test]
async fn an_import_on_a_full_disk_leaves_no_part_of_a_photo() {
    let Some(disk) = small_disk::path() else {
        return small_disk::run("an_import_on_a_full_disk_leaves_no_part_of_a_photo");
    };
    let folder = DataFolder::open(&disk.join("clinic")).unwrap();
    let (vault, _) = Vault::create(&folder, owner()).await.unwrap();
    vault.finish_set_up().unwrap();
    let store = Store::open(vault, chrono::Utc::now()).await.unwrap();
    let filler = disk.join("filler");
    small_disk::fill(&filler);
    let size = fs::metadata(&filler).unwrap().len();
    fs::File::options()
        .write(true)
        .open(&filler)
        .unwrap()
        .set_len(size - 800_000)
        .unwrap();

    // The first two have room, the third has none.
    let pictures = || vec![vec![1; 300_000], vec![2; 40_000], vec![3; 2_000_000]];
    let refused = store.seal_files(pictures()).await;
    assert!(
        matches!(refused, Err(StoreError::StorageFull)),
        "{refused:?}"
    );
    assert_eq!(sealed_bytes(&disk), 0, "the room is given back at once");

    fs::remove_file(filler).unwrap();
    let ids = store.seal_files(pictures()).await.unwrap();
    assert_eq!(ids.len(), 3);
    assert!(sealed_bytes(&disk) > 2_340_000);
    // Announced and never kept: the next unlock takes them for what a crash left.
    store.settle_files().await.unwrap();
    assert_eq!(sealed_bytes(&disk), 0);
    store.lock().await.unwrap();
}

fn sealed_bytes(disk: &Path) -> u64 {
    let Ok(folders) = fs::read_dir(disk.join("clinic/sealed")) else {
        return 0;
    };
    folders
        .flat_map(|folder| fs::read_dir(folder.unwrap().path()).unwrap())
        .map(|file| file.unwrap().metadata().unwrap().len())
        .sum()
}
