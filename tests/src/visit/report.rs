//! `visit.json`: what happened, step by step, for people and programs that were not there.

use std::{fs, path::Path, time::SystemTime};

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;

use crate::trouble::{Outcome, Trouble};

#[derive(Debug, Serialize)]
pub struct Report {
    pub ok: bool,
    /// RFC 3339.
    pub started_at: String,
    pub steps: Vec<Step>,
}

#[derive(Debug, Serialize)]
pub struct Step {
    pub name: &'static str,
    /// How long the step took, in milliseconds.
    pub ms: u64,
    /// Pictures, relative to the report.
    pub screens: Vec<String>,
    /// Papers, relative to the report.
    pub documents: Vec<String>,
}

impl Report {
    pub(super) fn begin() -> Self {
        let started_at =
            DateTime::<Utc>::from(SystemTime::now()).to_rfc3339_opts(SecondsFormat::Secs, true);
        Self {
            ok: false,
            started_at,
            steps: Vec::new(),
        }
    }

    pub(super) fn write(&self, folder: &Path) -> Outcome {
        let path = folder.join("visit.json");
        let text = serde_json::to_string_pretty(self)
            .map_err(|error| Trouble::Unexpected(error.to_string()))?;
        fs::write(&path, text + "\n").map_err(Trouble::file(path))
    }
}

impl Step {
    pub(super) fn new(name: &'static str) -> Self {
        Self {
            name,
            ms: 0,
            screens: Vec::new(),
            documents: Vec::new(),
        }
    }
}
