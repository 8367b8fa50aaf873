//! Everything a driven window stands in, all of it our own: display, bus, print queue, data folder.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitStatus},
};

use tempfile::{NamedTempFile, TempDir};

use crate::{
    bus::Bus,
    display::Display,
    print_queue::PrintQueue,
    trouble::{Outcome, Trouble},
    window::{Opening, Window},
};

/// Where the invented clinic is: a zone whose clocks change, and not the machine's own.
const ZONE: &str = "Europe/London";

#[derive(Debug)]
pub struct Scene {
    app: PathBuf,
    axe: PathBuf,
    data: TempDir,
    /// What the next file dialog answers: a native one cannot be driven.
    chosen: NamedTempFile,
    display: Display,
    bus: Bus,
    pub queue: PrintQueue,
}

impl Scene {
    /// A fresh laptop: nothing was ever recorded on it.
    pub fn set(app: &Path, axe: &Path) -> Outcome<Self> {
        let data = tempfile::Builder::new()
            .prefix("needlebook-visit")
            .tempdir()
            .map_err(Trouble::file(std::env::temp_dir()))?;
        Ok(Self {
            app: app.to_path_buf(),
            axe: axe.to_path_buf(),
            data,
            chosen: NamedTempFile::new().map_err(Trouble::file(std::env::temp_dir()))?,
            display: Display::open(None)?,
            bus: Bus::start()?,
            queue: PrintQueue::open()?,
        })
    }

    pub fn data(&self) -> &Path {
        self.data.path()
    }

    /// From now on a person chooses this file or folder wherever they are asked for one.
    pub fn choose(&self, path: &Path) -> Outcome {
        let answer = path.display().to_string();
        fs::write(self.chosen.path(), answer).map_err(Trouble::file(self.chosen.path()))
    }

    pub async fn open(&self) -> Outcome<Window> {
        Window::open(&self.opening(), &self.display, &self.bus).await
    }

    /// Starts the program once more beside the open window, as a second click on its icon does, and waits for it to
    /// end.
    pub fn start_again(&self) -> Outcome<ExitStatus> {
        let opening = self.opening();
        let mut second = Command::new(&self.app);
        second
            .env("DISPLAY", self.display.name())
            .env("DBUS_SESSION_BUS_ADDRESS", self.bus.address());
        second
            .env("NEEDLEBOOK_DATA_DIR", self.data())
            .envs(&opening.environment);
        let program = self.app.display().to_string();
        second
            .status()
            .map_err(|source| Trouble::NotStarted { program, source })
    }

    /// The encrypted store in the data folder.
    pub fn store_file(&self) -> Outcome<PathBuf> {
        let entries = fs::read_dir(self.data()).map_err(Trouble::file(self.data()))?;
        entries
            .filter_map(Result::ok)
            .map(|entry| entry.path())
            .find(|path| path.extension().is_some_and(|ending| ending == "db"))
            .ok_or_else(|| Trouble::Unexpected("the data folder holds no store".into()))
    }

    fn opening(&self) -> Opening {
        let environment = BTreeMap::from([
            ("TZ".to_owned(), ZONE.to_owned()),
            ("LANG".to_owned(), "C.UTF-8".to_owned()),
            (
                "NEEDLEBOOK_CHOOSES".to_owned(),
                self.chosen.path().display().to_string(),
            ),
            (
                "CUPS_SERVER".to_owned(),
                self.queue.server().display().to_string(),
            ),
        ]);
        Opening {
            app: self.app.clone(),
            arguments: Vec::new(),
            data: self.data().to_path_buf(),
            axe: self.axe.clone(),
            environment,
        }
    }

    /// The files of the data folder in which one of these texts can be read, by anybody with the disk.
    pub fn files_with(&self, texts: &[&str]) -> Outcome<Vec<PathBuf>> {
        let mut found = Vec::new();
        search(self.data(), texts, &mut found)?;
        Ok(found)
    }
}

fn search(folder: &Path, texts: &[&str], found: &mut Vec<PathBuf>) -> Outcome {
    for entry in fs::read_dir(folder).map_err(Trouble::file(folder))? {
        let path = entry.map_err(Trouble::file(folder))?.path();
        if path.is_dir() {
            search(&path, texts, found)?;
        } else {
            let bytes = fs::read(&path).map_err(Trouble::file(&path))?;
            let holds = |text: &str| {
                bytes
                    .windows(text.len())
                    .any(|part| part == text.as_bytes())
            };
            if texts.iter().any(|text| holds(text)) {
                found.push(path);
            }
        }
    }
    Ok(())
}
