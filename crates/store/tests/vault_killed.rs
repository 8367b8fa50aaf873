//! `kill -9` in the middle of writing: what was acknowledged is there, and the store is whole.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    reason = "a test that stops loudly is doing its work"
)]

mod common;

use std::{
    env,
    io::{self, BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use common::{OWNER, PASSPHRASE, locked_clinic};
use needlebook_store::{folder::DataFolder, vault::Vault};

/// Set in the copy of this test that writes until it is killed.
const WRITER: &str = "NEEDLEBOOK_TEST_WRITER";
const KILLS: u64 = 25;

#[tokio::test]
async fn a_note_that_was_acknowledged_survives_kill_9() {
    if let Some(folder) = env::var_os(WRITER) {
        write_until_killed(Path::new(&folder)).await;
    }
    let (_temp, folder) = locked_clinic().await;
    let root = folder.root().to_owned();
    drop(folder);
    let mut acknowledged = 0;
    for kill in 0..KILLS {
        acknowledged += notes_acknowledged_before_a_kill(&root, kill);
        let folder = DataFolder::open(&root).unwrap();
        let vault = Vault::unlock(&folder, OWNER, PASSPHRASE).await.unwrap();
        let stored = common::count_notes(vault.connections()).await.unwrap();
        assert!(
            stored > acknowledged,
            "kill {kill}: {acknowledged} notes were acknowledged beside the first, {stored} are stored"
        );
        // A note may be committed and killed before its acknowledgement was heard: one each time.
        assert!(
            stored <= acknowledged + 2,
            "nothing appears that nobody wrote"
        );
        acknowledged = stored - 1;
        assert_whole(&vault).await;
        vault.lock().await.unwrap();
    }
    assert!(
        acknowledged > i64::try_from(KILLS).unwrap(),
        "the writer got to write"
    );
}

/// Starts a writer and hears its acknowledgements. Every other writer is killed `life` after its first
/// one, while it writes; the rest `life` after it started, wherever that finds it.
fn notes_acknowledged_before_a_kill(root: &Path, kill: u64) -> i64 {
    let mut writer = Command::new(env::current_exe().unwrap())
        .args([
            "--exact",
            "a_note_that_was_acknowledged_survives_kill_9",
            "--nocapture",
        ])
        .env(WRITER, root)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let said = BufReader::new(writer.stdout.take().unwrap());
    let (kept, heard) = mpsc::channel();
    let hearing = thread::spawn(move || {
        for line in said.lines().map_while(Result::ok) {
            if line.ends_with("kept") {
                kept.send(()).unwrap();
            }
        }
    });
    let mut count = 0;
    if kill.is_multiple_of(2) {
        heard.recv_timeout(Duration::from_secs(60)).unwrap();
        count += 1;
    }
    thread::sleep(Duration::from_millis(7 + kill * 5));
    writer.kill().unwrap();
    writer.wait().unwrap();
    hearing.join().unwrap();
    count + i64::try_from(heard.iter().count()).unwrap()
}

async fn write_until_killed(root: &Path) -> ! {
    let folder = DataFolder::open(root).unwrap();
    let vault = Vault::unlock(&folder, OWNER, PASSPHRASE).await.unwrap();
    loop {
        common::write_note(vault.connections(), &"basting ".repeat(300))
            .await
            .unwrap();
        let mut said = io::stdout().lock();
        said.write_all(b"kept\n").unwrap();
        said.flush().unwrap();
    }
}

async fn assert_whole(vault: &Vault) {
    // After a crash the check reads the main file under the WAL, so the WAL goes in first.
    vault.connections().checkpoint().await.unwrap();
    let mut reader = vault.connections().reader().await.unwrap();
    let damaged: Vec<String> = sqlx::query_scalar("PRAGMA cipher_integrity_check")
        .fetch_all(&mut *reader)
        .await
        .unwrap();
    assert!(damaged.is_empty(), "{damaged:?}");
    let whole: String = sqlx::query_scalar("PRAGMA integrity_check")
        .fetch_one(&mut *reader)
        .await
        .unwrap();
    assert_eq!(whole, "ok");
}
