//! Tables for a spreadsheet. A cell that a spreadsheet would run as a formula is defused.

use crate::error::ApiError;
use std::io;

/// A table in CSV: UTF-8 with a byte order mark, which is how spreadsheets know the letters.
pub(crate) struct Table(csv::Writer<Vec<u8>>);

const MARK: &[u8] = b"\xEF\xBB\xBF";

impl Table {
    pub(crate) fn new(columns: &[&str]) -> Result<Self, ApiError> {
        let mut table = Self(csv::Writer::from_writer(MARK.to_vec()));
        table.0.write_record(columns).map_err(refused)?;
        Ok(table)
    }

    pub(crate) fn row(&mut self, cells: &[&str]) -> Result<(), ApiError> {
        let cells = cells.iter().map(|cell| defused(cell));
        self.0.write_record(cells).map_err(refused)
    }

    pub(crate) fn bytes(self) -> Result<Vec<u8>, ApiError> {
        self.0
            .into_inner()
            .map_err(|error| ApiError::internal(&io::Error::other(error.to_string())))
    }
}

fn refused(error: csv::Error) -> ApiError {
    ApiError::internal(&error)
}

/// What begins like a formula gets an apostrophe before it, which a spreadsheet hides and an import of ours takes away.
fn defused(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_would_run_is_defused() {
        for cell in ["=1+1", "+44 1632", "-1", "@cmd", "\tx"] {
            assert_eq!(defused(cell), format!("'{cell}"));
        }
        assert_eq!(defused("O'Thread"), "O'Thread");
        let mut table = Table::new(&["name"]).unwrap();
        table.row(&["=HYPERLINK(\"x\"), a"]).unwrap();
        let text = String::from_utf8(table.bytes().unwrap()).unwrap();
        assert_eq!(text, "\u{feff}name\n\"'=HYPERLINK(\"\"x\"\"), a\"\n");
    }
}
