//! What the connections promise: all or nothing, encrypted, and never a damaged connection twice.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that stops loudly is doing its work"
)]

mod common;

use std::{fs, path::Path};

use common::{OWNER, PASSPHRASE, add_notes_table, clinic, count_notes, locked_clinic, write_note};
use needlebook_store::{
    connection::{Connections, Create, fatal},
    error::{Damage, StoreError},
    keys::Key,
    vault::Vault,
};

#[tokio::test]
async fn a_committed_note_is_there_for_readers_and_after_unlock() {
    let (_temp, folder, vault, _) = clinic().await;
    add_notes_table(vault.connections()).await;
    write_note(vault.connections(), "hem").await.unwrap();
    assert_eq!(count_notes(vault.connections()).await.unwrap(), 1);
    vault.lock().await.unwrap();
    assert!(
        !folder.root().join("needlebook.db-wal").exists(),
        "a locked store is one file, which a careful person may copy"
    );
    let vault = Vault::unlock(&folder, OWNER, PASSPHRASE).await.unwrap();
    assert_eq!(count_notes(vault.connections()).await.unwrap(), 1);
}

#[tokio::test]
async fn a_write_that_is_dropped_leaves_nothing_and_the_next_one_works() {
    let (_temp, _folder, vault, _) = clinic().await;
    let connections = vault.connections();
    add_notes_table(connections).await;
    let mut write = connections.begin_write().await.unwrap();
    sqlx::query("INSERT INTO scratch (body) VALUES ('hem')")
        .execute(write.connection())
        .await
        .unwrap();
    drop(write);
    assert_eq!(count_notes(connections).await.unwrap(), 0);
    write_note(connections, "seam").await.unwrap();
    assert_eq!(count_notes(connections).await.unwrap(), 1);
}

#[tokio::test]
async fn writers_take_turns() {
    let (_temp, _folder, vault, _) = clinic().await;
    let vault = std::sync::Arc::new(vault);
    add_notes_table(vault.connections()).await;
    let tasks: Vec<_> = (0..20)
        .map(|number| {
            let vault = std::sync::Arc::clone(&vault);
            tokio::spawn(async move {
                // Every third gives up half-way, as a refused signature does.
                if number % 3 == 0 {
                    let mut write = vault.connections().begin_write().await.unwrap();
                    sqlx::query("INSERT INTO scratch (body) VALUES ('x')")
                        .execute(write.connection())
                        .await
                        .unwrap();
                } else {
                    write_note(vault.connections(), "hem").await.unwrap();
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(count_notes(vault.connections()).await.unwrap(), 13);
}

#[tokio::test]
async fn nothing_commits_unless_the_write_is_committed() {
    let (_temp, _folder, vault, _) = clinic().await;
    let connections = vault.connections();
    add_notes_table(connections).await;
    let mut write = connections.begin_write().await.unwrap();
    // What SQLite does by itself when the disk is full: the transaction is over, unasked.
    sqlx::raw_sql("ROLLBACK")
        .execute(write.connection())
        .await
        .unwrap();
    let alone = sqlx::query("INSERT INTO scratch (body) VALUES ('third of three')")
        .execute(write.connection())
        .await;
    assert!(
        alone.is_err(),
        "a statement after a lost transaction would be half a record"
    );
    assert!(write.commit().await.is_err());
    assert_eq!(count_notes(connections).await.unwrap(), 0);
}

#[tokio::test]
async fn a_reader_cannot_write_and_nothing_can_attach_a_plain_copy() {
    let (temp, _folder, vault, _) = clinic().await;
    add_notes_table(vault.connections()).await;
    let mut reader = vault.connections().reader().await.unwrap();
    let written = sqlx::query("INSERT INTO scratch (body) VALUES ('x')")
        .execute(&mut *reader)
        .await;
    assert!(written.is_err());
    let plain = temp.path().join("plain.db");
    // ATTACH makes no file here, but it would fill one.
    fs::write(&plain, b"").unwrap();
    let attach = format!("ATTACH '{}' AS plain KEY ''", plain.display());
    let mut write = vault.connections().begin_write().await.unwrap();
    // Inside a transaction SQLite refuses every ATTACH: this one is refused for good.
    sqlx::raw_sql("ROLLBACK")
        .execute(write.connection())
        .await
        .unwrap();
    let attached = sqlx::raw_sql(sqlx::AssertSqlSafe(attach))
        .execute(write.connection())
        .await;
    assert!(attached.is_err());
}

#[tokio::test]
async fn the_store_is_durable_and_strict_by_its_own_account() {
    let (_temp, _folder, vault, _) = clinic().await;
    let mut write = vault.connections().begin_write().await.unwrap();
    for (pragma, wanted) in [
        ("PRAGMA synchronous", 2),
        ("PRAGMA fullfsync", 1),
        ("PRAGMA checkpoint_fullfsync", 1),
        ("PRAGMA trusted_schema", 0),
        ("PRAGMA cell_size_check", 1),
        ("PRAGMA secure_delete", 1),
        ("PRAGMA foreign_keys", 1),
        ("PRAGMA temp_store", 2),
    ] {
        let is: i64 = sqlx::query_scalar(pragma)
            .fetch_one(write.connection())
            .await
            .unwrap();
        assert_eq!(is, wanted, "{pragma}");
    }
    let mode: String = sqlx::query_scalar("PRAGMA journal_mode")
        .fetch_one(write.connection())
        .await
        .unwrap();
    assert_eq!(mode, "wal");
}

#[tokio::test]
async fn no_file_of_an_open_clinic_holds_readable_text() {
    let (_temp, folder, vault, _) = clinic().await;
    add_notes_table(vault.connections()).await;
    write_note(
        vault.connections(),
        "Philippa Buttonhole, allergic to beeswax",
    )
    .await
    .unwrap();
    assert!(folder.root().join("needlebook.db-wal").exists());
    assert_no_marker(folder.root());
    vault.connections().checkpoint().await.unwrap();
    assert_no_marker(folder.root());
    vault.lock().await.unwrap();
    assert_no_marker(folder.root());
    let head = fs::read(folder.store_path()).unwrap();
    assert_ne!(
        &head[..15],
        b"SQLite format 3",
        "ciphertext really is ciphertext"
    );
}

fn assert_no_marker(root: &Path) {
    for entry in fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        let Ok(bytes) = fs::read(&path) else { continue };
        for marker in [&b"Philippa"[..], b"beeswax", b"CREATE TABLE"] {
            assert!(
                !bytes.windows(marker.len()).any(|part| part == marker),
                "{} is readable without a key",
                path.display()
            );
        }
    }
}

#[tokio::test]
async fn a_store_that_the_right_key_does_not_open_is_damaged_and_not_a_wrong_passphrase() {
    let (_temp, folder) = locked_clinic().await;
    let whole = fs::read(folder.store_path()).unwrap();
    let mut page_one = whole.clone();
    page_one[100] ^= 1;
    let plain = [b"SQLite format 3\0".as_slice(), &[0; 4080]].concat();
    for broken in [&page_one[..], &plain, &whole[..1000], b"x"] {
        fs::write(folder.store_path(), broken).unwrap();
        let opened = Vault::unlock(&folder, OWNER, PASSPHRASE).await;
        assert!(
            matches!(opened, Err(StoreError::Damaged { .. })),
            "{opened:?} for {} bytes",
            broken.len()
        );
        assert!(
            fs::read(folder.store_path()).unwrap() == broken,
            "what is left is for the restore screen, nothing writes over it"
        );
        clear_wal(folder.root());
    }
    fs::write(folder.store_path(), &whole).unwrap();
    Vault::unlock(&folder, OWNER, PASSPHRASE).await.unwrap();
}

fn clear_wal(root: &Path) {
    for name in ["needlebook.db-wal", "needlebook.db-shm"] {
        let _ = fs::remove_file(root.join(name));
    }
}

#[tokio::test]
async fn a_newer_programs_store_is_left_alone() {
    let (_temp, folder, vault, _) = clinic().await;
    let mut write = vault.connections().begin_write().await.unwrap();
    sqlx::query(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         VALUES (9999, 'from tomorrow', 1, x'00', 0)",
    )
    .execute(write.connection())
    .await
    .unwrap();
    write.commit().await.unwrap();
    vault.lock().await.unwrap();
    let before = fs::read(folder.store_path()).unwrap();
    assert!(matches!(
        Vault::unlock(&folder, OWNER, PASSPHRASE).await,
        Err(StoreError::NewerDatabase)
    ));
    assert!(
        fs::read(folder.store_path()).unwrap() == before,
        "nothing was written"
    );
}

#[tokio::test]
async fn after_a_damaged_page_the_next_reader_is_a_fresh_one() {
    let (_temp, folder, vault, _) = clinic().await;
    add_notes_table(vault.connections()).await;
    let long = "basting ".repeat(4000);
    for _ in 0..20 {
        write_note(vault.connections(), &long).await.unwrap();
    }
    vault.lock().await.unwrap();
    let mut bytes = fs::read(folder.store_path()).unwrap();
    let late = bytes.len() - 2000;
    bytes[late] ^= 1;
    fs::write(folder.store_path(), bytes).unwrap();

    let vault = Vault::unlock(&folder, OWNER, PASSPHRASE).await.unwrap();
    for _ in 0..6 {
        let mut reader = vault.connections().reader().await.unwrap();
        let read: Result<Vec<String>, _> = sqlx::query_scalar("SELECT body FROM scratch")
            .fetch_all(&mut *reader)
            .await;
        let error = read.unwrap_err();
        assert!(fatal(&error));
        assert!(matches!(
            StoreError::from(error),
            StoreError::Damaged {
                what: Damage::StorePage
            }
        ));
        drop(reader);
        // Giving a connection back happens beside us.
        tokio::time::sleep(std::time::Duration::from_millis(30)).await;
        let mut reader = vault.connections().reader().await.unwrap();
        let _: i64 = sqlx::query_scalar("SELECT count(*) FROM sqlite_schema")
            .fetch_one(&mut *reader)
            .await
            .unwrap_or_else(|error| panic!("good tables stay readable: {error}"));
    }
}

#[tokio::test]
async fn a_full_store_keeps_none_of_three_statements_and_works_again_with_room() {
    let (_temp, _folder, vault, _) = clinic().await;
    let connections = vault.connections();
    add_notes_table(connections).await;
    let mut write = connections.begin_write().await.unwrap();
    let pages: i64 = sqlx::query_scalar("PRAGMA page_count")
        .fetch_one(write.connection())
        .await
        .unwrap();
    let limit = format!("PRAGMA max_page_count={}", pages + 1);
    sqlx::raw_sql(sqlx::AssertSqlSafe(limit))
        .execute(write.connection())
        .await
        .unwrap();
    sqlx::query("INSERT INTO scratch (body) VALUES ('first')")
        .execute(write.connection())
        .await
        .unwrap();
    let long = "second ".repeat(20_000);
    let full = sqlx::query("INSERT INTO scratch (body) VALUES (?)")
        .bind(long)
        .execute(write.connection())
        .await
        .unwrap_err();
    assert!(fatal(&full));
    assert!(matches!(StoreError::from(full), StoreError::StorageFull));
    let third = sqlx::query("INSERT INTO scratch (body) VALUES ('third')")
        .execute(write.connection())
        .await;
    assert!(third.is_err());
    drop(write);
    assert_eq!(count_notes(connections).await.unwrap(), 0);
    // A fresh connection has SQLite's own limit again: there is room.
    write_note(connections, "first").await.unwrap();
    assert_eq!(count_notes(connections).await.unwrap(), 1);
}

#[tokio::test]
async fn a_locked_vault_answers_nothing() {
    let (_temp, _folder, vault, _) = clinic().await;
    vault.connections().close().await.unwrap();
    assert!(matches!(
        vault.connections().reader().await,
        Err(StoreError::Locked)
    ));
    assert!(matches!(
        vault.connections().begin_write().await,
        Err(StoreError::Locked)
    ));
    assert!(matches!(
        vault.connections().checkpoint().await,
        Err(StoreError::Locked)
    ));
    vault.connections().close().await.unwrap();
}

#[tokio::test]
async fn the_key_of_an_open_store_does_not_show_in_debug_output() {
    let temp = tempfile::tempdir().unwrap();
    let key = Key::from_stored(&[0xab; 32]).unwrap();
    let connections = Connections::open(&temp.path().join("store.db"), key, Create::Yes)
        .await
        .unwrap();
    let _reader = connections.reader().await.unwrap();
    let _write = connections.begin_write().await.unwrap();
    let shown = format!("{connections:?} {_write:?} {_reader:?}");
    assert!(shown.contains("store.db"));
    for trace in ["abab", "ABAB", "171, 171"] {
        assert!(!shown.contains(trace), "what is printed ends in a log");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_readers_share_a_few_connections_and_none_waits_for_ever() {
    let (_temp, _folder, vault, _) = clinic().await;
    let vault = std::sync::Arc::new(vault);
    add_notes_table(vault.connections()).await;
    let tasks: Vec<_> = (0..16)
        .map(|number| {
            let vault = std::sync::Arc::clone(&vault);
            tokio::spawn(async move {
                for _ in 0..100 {
                    let reader = vault.connections().reader().await.unwrap();
                    // Some look at nothing, as a screen that is left at once does.
                    drop(reader);
                    if number % 2 == 0 {
                        assert_eq!(count_notes(vault.connections()).await.unwrap(), 0);
                    }
                }
            })
        })
        .collect();
    let all = async {
        for task in tasks {
            task.await.unwrap();
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(60), all)
        .await
        .unwrap();
}
