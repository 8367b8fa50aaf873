//! The real program, run as anybody runs it.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use needlebook_api::start::{self, Start};
use needlebook_api::{App, AppOptions};
use serde_json::Value;
use tempfile::TempDir;

pub const PASSPHRASE: &str = "thimble bodkin selvedge gusset";

/// A folder for one test: a data folder that does not exist yet, and the passphrase in a file.
pub struct Place {
    temp: TempDir,
}

impl Place {
    pub fn new() -> Self {
        let temp = tempfile::tempdir().unwrap();
        fs::write(temp.path().join("passphrase"), format!("{PASSPHRASE}\n")).unwrap();
        Self { temp }
    }

    /// A place with a demo in it.
    pub fn with_demo(patients: u32, sessions: u32, seed: u32) -> Self {
        let place = Self::new();
        let (patients, sessions, seed) =
            (patients.to_string(), sessions.to_string(), seed.to_string());
        let made = place.run([
            "demo",
            "--patients",
            &patients,
            "--sessions-per-patient",
            &sessions,
            "--seed",
            &seed,
        ]);
        assert!(made.status.success(), "{made:?}");
        place
    }

    pub fn data(&self) -> PathBuf {
        self.temp.path().join("clinic")
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.temp.path().join(name)
    }

    fn command<A: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = A>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_needlebookctl"));
        command.args(args);
        command.arg("--data-dir").arg(self.data());
        command
            .arg("--passphrase-file")
            .arg(self.file("passphrase"));
        command
    }

    pub fn run<A: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = A>) -> Output {
        self.command(args).output().unwrap()
    }

    /// Runs with something on standard input.
    pub fn feed<A: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = A>, input: &str) -> Output {
        let mut child = self
            .command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(input.as_bytes())
            .unwrap();
        child.wait_with_output().unwrap()
    }

    /// The clinic, unlocked the way the window does it.
    pub async fn unlocked(&self) -> App {
        let app = App::new(&self.data(), AppOptions::default()).unwrap();
        let Start::Locked { people, .. } = start::get_start(&app).await.unwrap() else {
            panic!("a demo is a clinic that can be unlocked");
        };
        start::unlock(&app, people[0].id, PASSPHRASE.to_owned())
            .await
            .unwrap();
        app
    }
}

pub fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("one JSON value is expected: {output:?}"))
}

pub fn lines(output: &Output) -> Vec<Value> {
    output
        .stdout
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect()
}

/// The code of a refusal asked for with `--json`.
pub fn refusal(output: &Output) -> String {
    assert_eq!(
        output.status.code(),
        Some(1),
        "a refusal is exit code 1: {output:?}"
    );
    json(output)["error"]["code"].as_str().unwrap().to_owned()
}
