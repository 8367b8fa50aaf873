//! A disk that is really full: a small file system of its own, in a private mount namespace.
//!
//! Where the machine allows no mounts (a container without the right) a test that asks for one does
//! nothing; the scenario with SQLite's own page limit, in `vault_connection.rs`, runs everywhere.

use std::{
    env,
    fs::File,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
};

/// Set in the copy of this test that runs on the small file system.
const SMALL_DISK: &str = "NEEDLEBOOK_TEST_SMALL_DISK";

/// Runs the calling test again on a 24 MiB file system, where it does its work.
pub fn run(test: &str) {
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
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(
        run.status.success() && said.contains("1 passed"),
        "{}: {said}{}",
        run.status,
        String::from_utf8_lossy(&run.stderr)
    );
}

/// The small file system, in the copy of the test that runs there.
pub fn path() -> Option<PathBuf> {
    env::var_os(SMALL_DISK).map(PathBuf::from)
}

/// Takes every byte that is left.
pub fn fill(path: &Path) {
    let mut filler = File::options()
        .append(true)
        .create(true)
        .open(path)
        .unwrap();
    for size in [1 << 20, 1 << 12, 1] {
        while filler.write_all(&vec![1; size]).is_ok() {}
    }
}
