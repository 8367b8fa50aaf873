//! Faults 14 and 20 with whole sessions: `soak`, killed and starved as rigs from outside do it.

#![cfg(unix)]

use std::{
    fs::{self, File},
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Output, Stdio},
    thread,
    time::Duration,
};

#[cfg(target_os = "linux")]
use crate::small_disk;

const KILLS: u64 = if cfg!(feature = "long") { 200 } else { 6 };

fn soak() -> Command {
    Command::new(env!("CARGO_BIN_EXE_soak"))
}

fn write(folder: &Path, count: u32) -> Output {
    let count = count.to_string();
    let mut soak = soak();
    soak.arg("write").arg(folder).arg(count);
    soak.output().unwrap()
}

/// What `verify` says, and that its exit code agrees.
fn verify(folder: &Path) -> Result<u64, String> {
    let out = soak().arg("verify").arg(folder).output().unwrap();
    let said = String::from_utf8(out.stdout).unwrap();
    let line = said.strip_suffix('\n').unwrap();
    assert!(!line.contains('\n'), "one line: {said}");
    assert_eq!(out.status.success(), line.starts_with("Ok("), "{line}");
    match line
        .strip_prefix("Ok(")
        .and_then(|rest| rest.strip_suffix(')'))
    {
        Some(count) => Ok(count.parse().unwrap()),
        None => Err(line.to_owned()),
    }
}

fn acks(said: &[u8]) -> Vec<u64> {
    let text = String::from_utf8_lossy(said);
    let numbers = text.lines().filter_map(|line| line.strip_prefix("ack "));
    numbers.map(|number| number.parse().unwrap()).collect()
}

fn started(folder: &Path) -> (Child, BufReader<std::process::ChildStdout>) {
    let mut child = soak()
        .arg("write")
        .arg(folder)
        .arg("100000")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let said = BufReader::new(child.stdout.take().unwrap());
    (child, said)
}

/// Lets it write until it was heard so often and a moment longer, then kills it; answers with the last number heard.
fn killed_after(folder: &Path, heard: usize, life: Duration) -> Option<u64> {
    let (mut child, said) = started(folder);
    let mut lines = said.lines().map_while(Result::ok);
    let mut last = None;
    for _ in 0..heard {
        last = lines.next();
    }
    thread::sleep(life);
    child.kill().unwrap();
    child.wait().unwrap();
    let last = lines.last().or(last)?;
    Some(last.strip_prefix("ack ").unwrap().parse().unwrap())
}

#[test]
fn f14_no_acknowledged_session_is_lost_by_kill_9() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("soak");
    let mut acknowledged = 0;
    // Each run may have kept one session that it was killed before telling of.
    let mut untold = 0;
    for kill in 0..KILLS {
        // From before the set-up is done to well into the writing, and everywhere in a session.
        let heard = usize::try_from(kill % 3).unwrap();
        let life = Duration::from_millis(3 + kill * 37 % 230);
        match killed_after(&folder, heard, life) {
            Some(last) => (acknowledged, untold) = (last, 1),
            None => untold += 1,
        }
        if acknowledged == 0 {
            continue;
        }
        let found = verify(&folder).unwrap_or_else(|why| panic!("kill {kill}: {why}"));
        assert!(
            (acknowledged..=acknowledged + untold).contains(&found),
            "kill {kill}: {acknowledged} sessions were acknowledged, {found} are there"
        );
    }
    assert!(acknowledged > 0);
}

#[test]
fn f14_a_folder_with_other_files_in_it_is_written_to_and_counted_on() {
    let temp = tempfile::tempdir().unwrap();
    fs::write(temp.path().join("filler"), "of somebody else").unwrap();
    fs::create_dir(temp.path().join("lost+found")).unwrap();
    assert_eq!(acks(&write(temp.path(), 2).stdout), [1, 2]);
    assert_eq!(
        acks(&write(temp.path(), 1).stdout),
        [3],
        "all ever acknowledged"
    );
    assert_eq!(verify(temp.path()), Ok(3));
    let filler = fs::read_to_string(temp.path().join("filler")).unwrap();
    assert_eq!(filler, "of somebody else");
}

#[test]
fn f08_a_byte_that_flipped_in_the_store_is_an_error_of_verify() {
    let temp = tempfile::tempdir().unwrap();
    write(temp.path(), 1);
    let path = temp.path().join("needlebook.db");
    let whole = fs::read(&path).unwrap();
    for at in [whole.len() / 2, whole.len() - 100] {
        let mut altered = whole.clone();
        altered[at] ^= 1;
        fs::write(&path, &altered).unwrap();
        let why = verify(temp.path()).unwrap_err();
        assert!(
            why.contains("Page") || why.contains("damaged"),
            "{at}: {why}"
        );
        fs::write(&path, &whole).unwrap();
    }
    assert_eq!(
        verify(temp.path()),
        Ok(1),
        "and nothing was made worse by looking"
    );
}

#[test]
fn f08_a_document_that_was_lost_or_altered_is_an_error_of_verify() {
    let temp = tempfile::tempdir().unwrap();
    write(temp.path(), 1);
    let sealed = crate::traces::files(&temp.path().join("sealed"));
    let (path, bytes) = &sealed[0];
    let mut altered = bytes.clone();
    altered[bytes.len() / 2] ^= 1;
    fs::write(path, &altered).unwrap();
    assert!(verify(temp.path()).unwrap_err().contains("SealedFile"));
    fs::remove_file(path).unwrap();
    assert!(verify(temp.path()).unwrap_err().contains("SealedFile"));
    fs::write(path, bytes).unwrap();
    assert_eq!(verify(temp.path()), Ok(1));
}

#[cfg(target_os = "linux")]
#[test]
fn f20_a_full_disk_ends_the_writing_with_its_reason_and_loses_no_acknowledged_session() {
    let Some(disk) = small_disk::path() else {
        return small_disk::run(
            "soak::f20_a_full_disk_ends_the_writing_with_its_reason_and_loses_no_acknowledged_session",
        );
    };
    let folder = disk.join("soak");
    let before = acks(&write(&folder, 2).stdout);
    assert_eq!(before, [1, 2]);
    let filler = disk.join("filler");
    small_disk::fill(&filler);
    let left = File::options().write(true).open(&filler).unwrap();
    left.set_len(left.metadata().unwrap().len() - 2_000_000)
        .unwrap();
    let out = write(&folder, 1000);
    assert_eq!(out.status.code(), Some(1));
    let reason = String::from_utf8(out.stderr).unwrap();
    assert!(reason.contains("no space left"), "{reason}");
    let acknowledged = acks(&out.stdout).last().copied().unwrap_or(2);
    drop(left);
    fs::remove_file(&filler).unwrap();
    let found = verify(&folder).unwrap();
    assert!(
        found == acknowledged || found == acknowledged + 1,
        "{acknowledged} {found}"
    );
    assert_eq!(
        acks(&write(&folder, 1).stdout),
        [found + 1],
        "and it goes on"
    );
}
