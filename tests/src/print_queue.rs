//! A print queue of our own that keeps exactly the bytes it is handed: a private `cupsd` with its own folders and
//! socket, and a raw queue whose device is a file. The machine's own queues are never touched.
//!
//! The device is a back end of our own: CUPS hands a raw job to a `file:` device only when a filter ran before.

use std::{
    fs,
    os::unix::fs::{PermissionsExt as _, symlink},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use tempfile::TempDir;

use crate::{
    running::Running,
    trouble::{Outcome, Trouble},
};

/// The name under which programs see the queue.
pub const QUEUE: &str = "Reception";

#[derive(Debug)]
pub struct PrintQueue {
    folder: TempDir,
    _scheduler: Running,
}

impl PrintQueue {
    pub fn open() -> Outcome<Self> {
        let folder = tempfile::Builder::new()
            .prefix("needlebook-queue")
            .tempdir()
            .map_err(Trouble::file(std::env::temp_dir()))?;
        let root = folder.path();
        for part in [
            "spool/tmp",
            "cache",
            "state/certs",
            "paper",
            "ssl",
            "bin/backend",
        ] {
            fs::create_dir_all(root.join(part)).map_err(Trouble::file(root.join(part)))?;
        }
        write(&root.join("cups-files.conf"), &files(root))?;
        write(&root.join("cupsd.conf"), &rules(root))?;
        write(&root.join("printers.conf"), &printer(root))?;
        install_back_end(&root.join("bin"))?;
        let mut cupsd = Command::new("/usr/sbin/cupsd");
        cupsd
            .arg("-f")
            .arg("-c")
            .arg(root.join("cupsd.conf"))
            .arg("-s")
            .arg(root.join("cups-files.conf"));
        let scheduler = Running::start(cupsd.stdout(Stdio::null()).stderr(Stdio::null()))?;
        let queue = Self {
            folder,
            _scheduler: scheduler,
        };
        queue.wait_until_ready()?;
        Ok(queue)
    }

    /// What belongs into `CUPS_SERVER` of a program that shall print here.
    pub fn server(&self) -> PathBuf {
        self.folder.path().join("cups.sock")
    }

    /// Waits for a print and answers with its exact bytes, leaving the queue empty.
    pub fn take(&self) -> Outcome<Vec<u8>> {
        let paper = self.paper();
        let deadline = Instant::now() + Duration::from_secs(15);
        let mut before = None;
        loop {
            let now = fs::read(&paper).ok().filter(|bytes| !bytes.is_empty());
            // Complete once a job is done and the file has stopped growing.
            if now.is_some() && now == before && self.is_idle() {
                fs::remove_file(&paper).map_err(Trouble::file(&paper))?;
                return Ok(now.unwrap_or_default());
            }
            if Instant::now() > deadline {
                let log =
                    fs::read_to_string(self.folder.path().join("error_log")).unwrap_or_default();
                let tail: Vec<&str> = log.lines().rev().take(12).collect();
                return Err(Trouble::NotReady {
                    program: "the print queue".into(),
                    detail: tail.join("\n"),
                });
            }
            before = now;
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// Makes the queue refuse what comes next, as a printer does whose queue somebody has shut.
    pub fn refuse(&self) -> Outcome {
        let status = self.client("/usr/sbin/cupsreject").arg(QUEUE).status();
        match status {
            Ok(status) if status.success() => Ok(()),
            other => Err(Trouble::Unexpected(format!(
                "the queue could not be shut: {other:?}"
            ))),
        }
    }

    fn is_idle(&self) -> bool {
        let answer = self
            .client("lpstat")
            .args(["-W", "not-completed", "-o"])
            .output();
        answer.is_ok_and(|output| output.status.success() && output.stdout.is_empty())
    }

    fn wait_until_ready(&self) -> Outcome {
        let deadline = Instant::now() + Duration::from_secs(10);
        loop {
            let answer = self.client("lpstat").args(["-p", QUEUE]).output();
            if answer.as_ref().is_ok_and(|output| output.status.success()) {
                return Ok(());
            }
            if Instant::now() > deadline {
                let log =
                    fs::read_to_string(self.folder.path().join("error_log")).unwrap_or_default();
                return Err(Trouble::NotReady {
                    program: "cupsd".into(),
                    detail: log,
                });
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn client(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .env("CUPS_SERVER", self.server())
            .stderr(Stdio::null());
        command
    }

    fn paper(&self) -> PathBuf {
        self.folder.path().join("paper/printed")
    }
}

fn write(path: &Path, text: &str) -> Outcome {
    fs::write(path, text).map_err(Trouble::file(path))
}

/// What CUPS starts for a job on our device: the job's bytes into the file that the device names.
const BACK_END: &str =
    "#!/bin/sh\n[ $# -eq 0 ] && exit 0\ncat ${6:+\"$6\"} > \"${DEVICE_URI#keep:}\"\n";

/// The system's own CUPS programs, with our back end beside them. Only its owner may touch it, or CUPS would run it
/// as somebody who cannot write here.
fn install_back_end(bin: &Path) -> Outcome {
    for part in [
        "cgi-bin", "daemon", "driver", "filter", "monitor", "notifier",
    ] {
        symlink(Path::new("/usr/lib/cups").join(part), bin.join(part))
            .map_err(Trouble::file(bin.join(part)))?;
    }
    let keep = bin.join("backend/keep");
    write(&keep, BACK_END)?;
    fs::set_permissions(&keep, fs::Permissions::from_mode(0o700)).map_err(Trouble::file(keep))
}

/// Every folder of the scheduler inside ours.
fn files(root: &Path) -> String {
    let root = root.display();
    format!(
        "ServerRoot {root}\n\
         ServerBin {root}/bin\n\
         RequestRoot {root}/spool\n\
         TempDir {root}/spool/tmp\n\
         CacheDir {root}/cache\n\
         StateDir {root}/state\n\
         ServerKeychain {root}/ssl\n\
         AccessLog {root}/access_log\n\
         ErrorLog {root}/error_log\n\
         PageLog {root}/page_log\n\
         Printcap {root}/printcap\n\
         SyncOnClose No\n"
    )
}

/// Reachable through its socket alone, open to whoever can see the folder.
fn rules(root: &Path) -> String {
    format!(
        "Listen {}/cups.sock\n\
         LogLevel info\n\
         Browsing No\n\
         WebInterface No\n\
         DefaultAuthType None\n\
         JobSheets none,none\n\
         PreserveJobFiles No\n\
         <Location />\n  Order allow,deny\n  Allow all\n</Location>\n\
         <Policy default>\n  <Limit All>\n    Order allow,deny\n    Allow all\n  </Limit>\n</Policy>\n",
        root.display()
    )
}

/// A raw queue: no driver, so nothing between the program's bytes and the file.
fn printer(root: &Path) -> String {
    format!(
        "<DefaultPrinter {QUEUE}>\n\
         Info Reception printer\n\
         DeviceURI keep:{}/paper/printed\n\
         State Idle\n\
         Accepting Yes\n\
         Shared No\n\
         JobSheets none none\n\
         OpPolicy default\n\
         ErrorPolicy abort-job\n\
         </DefaultPrinter>\n",
        root.display()
    )
}

#[cfg(all(test, feature = "window"))]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_arrives_byte_for_byte() {
        let queue = PrintQueue::open().unwrap();
        let page = tempfile::NamedTempFile::new().unwrap();
        let bytes: Vec<u8> = b"%PDF-1.7\n"
            .iter()
            .copied()
            .chain((0..200_000).map(|n| (n % 251) as u8))
            .collect();
        fs::write(page.path(), &bytes).unwrap();
        let printed = queue
            .client("lp")
            .args(["-d", QUEUE])
            .arg(page.path())
            .status()
            .unwrap();
        assert!(printed.success());
        assert!(
            queue.take().unwrap() == bytes,
            "a raw queue changes nothing"
        );
    }
}
