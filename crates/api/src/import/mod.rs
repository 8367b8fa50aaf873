//! Patients from a table of another program: looked at, mapped, checked row by row, and taken in as one batch that can
//! go again as a whole.

mod batch;
mod mapping;
mod papers;
mod pictures;
mod row;
mod source;
mod text;
mod walk;
mod whole;

use crate::app::App;
use crate::error::ApiError;
use crate::patient::PatientHit;
use crate::role::UseCase;
use needlebook_domain::issue::Issue;
use serde::{Deserialize, Serialize};
use source::Source;
use specta::Type;
use std::path::{Path, PathBuf};

pub use batch::{ImportBatchView, ImportDone, import_patients, list_imports, undo_import};
pub use mapping::{IMPORT_FIELDS, ImportField, guess};
pub use walk::{check_import, save_bad_rows};
pub use whole::{WholeImported, import_export};

/// Rows shown before anything is decided.
const SAMPLES: usize = 5;

/// One column of the table.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ImportColumn {
    pub heading: String,
    /// The first few cells.
    pub samples: Vec<String>,
    /// What it seems to hold.
    pub field: Option<ImportField>,
}

/// The table as it was found.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ImportPreview {
    pub columns: Vec<ImportColumn>,
}

/// What a person decided about the table.
#[derive(Clone, Debug, Default, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct ImportPlan {
    /// The field of each column, in their order; none for a column that is left out.
    pub columns: Vec<Option<ImportField>>,
    pub fixes: Vec<CellFix>,
    /// Rows that cannot be read are left out; otherwise one of them stops the whole import.
    pub leave_out_bad: bool,
    /// Rows of people who are here already are left out.
    pub leave_out_known: bool,
}

/// A cell as it was corrected before the import.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct CellFix {
    /// As in [`BadRow`].
    pub row: u32,
    pub column: u32,
    pub value: String,
}

/// What the whole table comes to.
#[derive(Clone, Debug, Default, Serialize, Type)]
pub struct ImportCheck {
    pub rows: u32,
    pub good: u32,
    pub bad: u32,
    /// The first of the rows that cannot be read.
    pub bad_rows: Vec<BadRow>,
    pub known: u32,
    /// The first of those who are here already, or twice in the table.
    pub known_rows: Vec<KnownRow>,
}

/// A row with what is wrong in it.
#[derive(Clone, Debug, Serialize, Type)]
pub struct BadRow {
    /// Its line in the table, the header being 1.
    pub row: u32,
    pub cells: Vec<String>,
    pub issues: Vec<Issue>,
}

/// A row about somebody with the same name and birth date.
#[derive(Clone, Debug, Serialize, Type)]
pub struct KnownRow {
    pub row: u32,
    pub name: String,
    /// Who is here already; none for somebody who stands twice in the table.
    pub hit: Option<PatientHit>,
}

/// Looks at a table. Its path stays here: the window names columns, never files.
///
/// # Errors
/// [`ApiError::File`] for what is no table.
pub async fn preview_import(app: &App, path: &Path) -> Result<ImportPreview, ApiError> {
    drop(app.run(UseCase::ImportPatients).await?);
    let mut rows = Source::open(path)?;
    let header = rows.next().transpose()?.unwrap_or_default();
    let mut columns: Vec<ImportColumn> = header
        .iter()
        .map(|heading| ImportColumn {
            heading: heading.clone(),
            samples: Vec::new(),
            field: None,
        })
        .collect();
    for (column, field) in guess(&header) {
        if let Some(known) = columns.get_mut(column) {
            known.field = Some(field);
        }
    }
    for row in rows.take(SAMPLES) {
        for (column, cell) in columns.iter_mut().zip(row?) {
            column.samples.push(cell);
        }
    }
    app.choose_import(path.to_owned());
    Ok(ImportPreview { columns })
}

impl App {
    fn choose_import(&self, path: PathBuf) {
        *self
            .import
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner) = Some(path);
    }

    /// The table that was looked at last.
    fn chosen_import(&self) -> Result<PathBuf, ApiError> {
        self.import
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .clone()
            .ok_or(ApiError::NotFound {
                entity: "import".to_owned(),
            })
    }
}
