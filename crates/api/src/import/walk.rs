//! Going through a table row by row, once for the check and once more for the import.

use super::mapping::{ImportField, Mapping};
use super::row::{self, DayOrder};
use super::source::{Row, Source};
use super::{BadRow, ImportCheck, ImportPlan, KnownRow};
use crate::app::{App, Open};
use crate::error::ApiError;
use crate::export::{Table, write_new};
use crate::patient::PatientHit;
use crate::role::UseCase;
use crate::similar::Present;
use crate::work::Running;
use chrono::NaiveDate;
use needlebook_domain::clinic::DateOrder;
use needlebook_domain::ids::PatientId;
use needlebook_domain::issue::Issue;
use needlebook_domain::patient::Patient;
use needlebook_store::fold::words;
use needlebook_store::search::{self, Listed};
use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use uuid::Uuid;

/// Rows of each kind that are shown; all of them are counted.
const SHOWN: usize = 200;
/// Rows that are looked for in the register by one question.
const ROWS_AT_ONCE: usize = 500;
/// Rows by which the order of day and month is told.
const ORDER_ROWS: usize = 1_000;
/// The header is line 1.
const FIRST_ROW: u32 = 2;

/// A row that was read.
pub(super) struct Read {
    pub row: u32,
    pub cells: Row,
    /// The record number is still empty.
    pub patient: Result<Patient, Vec<Issue>>,
    /// The same name and birth date stands further up in the table.
    pub repeated: bool,
}

/// The rows of a table, each read by the plan.
pub(super) struct Walk {
    rows: Source,
    mapping: Mapping,
    fixes: BTreeMap<(u32, usize), String>,
    order: DayOrder,
    today: NaiveDate,
    row: u32,
    seen: HashSet<(String, NaiveDate)>,
}

impl Walk {
    pub(super) fn begin(
        open: &Open,
        path: &Path,
        plan: &ImportPlan,
        today: NaiveDate,
    ) -> Result<Self, ApiError> {
        let mapping: Mapping = plan
            .columns
            .iter()
            .enumerate()
            .filter_map(|(column, field)| field.map(|field| (column, field)))
            .collect();
        let order = match order(path, &mapping)? {
            Some(order) => order,
            None if open.clinic.date_order == DateOrder::MonthDay => DayOrder::MonthFirst,
            None => DayOrder::DayFirst,
        };
        let mut rows = Source::open(path)?;
        rows.next().transpose()?;
        let fixes = plan
            .fixes
            .iter()
            .map(|fix| ((fix.row, fix.column as usize), fix.value.clone()))
            .collect();
        Ok(Self {
            rows,
            mapping,
            fixes,
            order,
            today,
            row: FIRST_ROW - 1,
            seen: HashSet::new(),
        })
    }

    fn read(&mut self, mut cells: Row) -> Read {
        self.row += 1;
        let row = self.row;
        for ((_, column), value) in self.fixes.range((row, 0)..=(row, usize::MAX)) {
            if let Some(cell) = cells.get_mut(*column) {
                cell.clone_from(value);
            }
        }
        let (input, mut issues) = row::read(&cells, &self.mapping, self.order);
        let patient = input.parse(PatientId(Uuid::now_v7()), String::new(), self.today);
        let patient = match patient {
            Ok(patient) if issues.is_empty() => Ok(patient),
            Ok(_) => Err(issues),
            Err(others) => {
                // What could not be read is not missing as well.
                let known: Vec<String> = issues.iter().map(|issue| issue.path.clone()).collect();
                issues.extend(
                    others
                        .into_iter()
                        .filter(|issue| !known.contains(&issue.path)),
                );
                Err(issues)
            }
        };
        let repeated = patient.as_ref().is_ok_and(|patient| {
            let name: String = words(&format!("{} {}", patient.family, patient.given))
                .collect::<Vec<_>>()
                .join(" ");
            !self.seen.insert((name, patient.birth_on))
        });
        Read {
            row,
            cells,
            patient,
            repeated,
        }
    }
}

impl Iterator for Walk {
    type Item = Result<Read, ApiError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.rows.next()? {
                Err(error) => return Some(Err(error)),
                // A line of nothing but separators is no row, but it is counted as the spreadsheet does.
                Ok(cells) if cells.iter().all(String::is_empty) => self.row += 1,
                Ok(cells) => return Some(Ok(self.read(cells))),
            }
        }
    }
}

fn order(path: &Path, mapping: &Mapping) -> Result<Option<DayOrder>, ApiError> {
    let Some((column, _)) = mapping
        .iter()
        .find(|(_, field)| **field == ImportField::BirthOn)
    else {
        return Ok(None);
    };
    for row in Source::open(path)?.skip(1).take(ORDER_ROWS) {
        if let Some(order) = row?.get(*column).and_then(|cell| row::order_of(cell)) {
            return Ok(Some(order));
        }
    }
    Ok(None)
}

/// Goes through the whole table and stores nothing.
///
/// # Errors
/// [`ApiError::File`]; [`ApiError::NotFound`] when no table was looked at.
pub async fn check_import(app: &App, plan: ImportPlan) -> Result<ImportCheck, ApiError> {
    let open = app.run(UseCase::ImportPatients).await?;
    let path = app.chosen_import()?;
    let running = Running::begin(app, 0)?;
    let present = Present::load(&open, app.now()).await?;
    let mut reader = open.store.reader().await?;
    let mut check = ImportCheck::default();
    let mut walk = Walk::begin(&open, &path, &plan, open.local_date(app.now()))?;
    loop {
        let some: Vec<Read> = walk.by_ref().take(ROWS_AT_ONCE).collect::<Result<_, _>>()?;
        if some.is_empty() {
            return Ok(check);
        }
        let readable: Vec<&Patient> = some
            .iter()
            .filter_map(|read| read.patient.as_ref().ok())
            .collect();
        let mut same = search::find_same_as_each(&mut reader, &readable)
            .await?
            .into_iter();
        for read in some {
            running.step()?;
            check.note(read, || same.next().flatten(), &present);
        }
    }
}

impl ImportCheck {
    /// Counts a row, and keeps what is shown of it. `same` is asked for a row that can be read.
    fn note(&mut self, read: Read, same: impl FnOnce() -> Option<Listed>, present: &Present) {
        self.rows += 1;
        let patient = match read.patient {
            Ok(patient) => patient,
            Err(issues) => {
                self.bad += 1;
                if self.bad_rows.len() < SHOWN {
                    self.bad_rows.push(BadRow {
                        row: read.row,
                        cells: read.cells,
                        issues,
                    });
                }
                return;
            }
        };
        self.good += 1;
        let same = same();
        if same.is_none() && !read.repeated {
            return;
        }
        self.known += 1;
        if self.known_rows.len() < SHOWN {
            self.known_rows.push(KnownRow {
                row: read.row,
                name: patient.full_name(),
                hit: same.map(|listed| PatientHit::of(listed, present)),
            });
        }
    }
}

/// Saves the rows that cannot be read as a table of their own, each with what is wrong, to be mended elsewhere.
///
/// # Errors
/// [`ApiError::File`].
pub async fn save_bad_rows(app: &App, plan: ImportPlan, to: &Path) -> Result<(), ApiError> {
    let open = app.run(UseCase::ImportPatients).await?;
    let path = app.chosen_import()?;
    let mut header = Source::open(&path)?.next().transpose()?.unwrap_or_default();
    header.push("what_is_wrong".to_owned());
    let mut table = Table::new(&header.iter().map(String::as_str).collect::<Vec<_>>())?;
    for read in Walk::begin(&open, &path, &plan, open.local_date(app.now()))? {
        let mut read = read?;
        if let Err(issues) = read.patient {
            let wrong: Vec<String> = issues
                .iter()
                .map(|issue| format!("{}: {:?}", issue.path, issue.code))
                .collect();
            read.cells.resize(header.len() - 1, String::new());
            read.cells.push(wrong.join("; "));
            table.row(&read.cells.iter().map(String::as_str).collect::<Vec<_>>())?;
        }
    }
    write_new(to, &table.bytes()?)
}
