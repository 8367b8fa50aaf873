//! Wording of the summary of a course.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use needlebook_domain::zone::Region;
use serde::Deserialize;

use crate::error::Error;

/// Wording of the summary. Each field is the text that its name says; `{...}` are values.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the wording that its name says")]
pub struct CourseSummaryWords {
    pub document: String,
    pub title: String,
    pub who: String,
    pub concern: String,
    pub consultation: String,
    pub consultation_value: String,
    pub plan: String,
    pub plan_value: String,
    pub stands: String,
    pub goes_on: String,
    pub complete: String,
    pub closed_early: String,
    pub hopes: String,
    pub changes_title: String,
    pub change: String,
    pub replanned: String,
    pub closed: String,
    pub taken_up: String,
    pub sessions_title: String,
    pub sessions_none: String,
    pub columns: Vec<String>,
    pub session: String,
    pub depth_one: String,
    pub depth: String,
    pub passes_one: String,
    pub passes: String,
    pub no_zone: String,
    pub stopped: String,
    pub due_title: String,
    pub due_maintenance_title: String,
    pub due: String,
    pub reactions_title: String,
    pub reactions_none: String,
    pub reaction: String,
    pub photos_title: String,
    pub photos_none: String,
    pub photos: String,
    pub regions: BTreeMap<Region, String>,
    pub made: String,
}

impl CourseSummaryWords {
    /// # Errors
    /// [`Error::NoWording`] when the region has no name.
    pub(crate) fn region(&self, region: Region) -> Result<&str, Error> {
        let name = self.regions.get(&region).map(String::as_str);
        name.ok_or_else(|| Error::NoWording {
            id: format!("{region:?}"),
        })
    }
}

/// The English wording.
pub(crate) fn course_summary() -> Result<&'static CourseSummaryWords, Error> {
    static PARSED: OnceLock<CourseSummaryWords> = OnceLock::new();
    super::kept(
        &PARSED,
        "course_summary",
        include_str!("../../content/en/course_summary.json"),
    )
}
