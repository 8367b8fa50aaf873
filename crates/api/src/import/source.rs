//! A table that somebody brings along: CSV of any encoding and separator, or the first sheet of a workbook.

use super::text::Text;
use crate::error::{ApiError, FileTrouble};
use calamine::{Data, Reader as _, Xlsx};
use chrono::{Days, NaiveDate};
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

/// The longest cell that is read; a longer one is cut and then refused as too long by its field.
const CELL_MAX: usize = 40_000;
/// A workbook is read whole, so it may not be larger than this on the disk.
const WORKBOOK_MAX: u64 = 64 * 1024 * 1024;
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// One line of the table.
pub(super) type Row = Vec<String>;

/// The rows of a file, the header first.
pub(super) enum Source {
    Csv(Box<csv::Reader<Box<dyn Read + Send>>>),
    Workbook(std::vec::IntoIter<Row>),
}

impl Source {
    /// # Errors
    /// [`FileTrouble::NotATable`], [`FileTrouble::Empty`], [`FileTrouble::TooLarge`]; what the file system refuses.
    pub(super) fn open(path: &Path) -> Result<Self, ApiError> {
        let mut file = File::open(path).map_err(FileTrouble::of)?;
        let mut head = [0_u8; 4];
        let read = file.read(&mut head).map_err(FileTrouble::of)?;
        if read == 0 {
            return Err(FileTrouble::Empty.into());
        }
        file.seek(SeekFrom::Start(0)).map_err(FileTrouble::of)?;
        if head.starts_with(b"PK\x03\x04") {
            return workbook(file);
        }
        // Pictures, PDFs and old workbooks begin with bytes that no text has.
        if head.starts_with(b"%PDF")
            || head.starts_with(b"\x89PNG")
            || head.starts_with(b"\xFF\xD8\xFF")
            || head == *b"\xD0\xCF\x11\xE0"
        {
            return Err(FileTrouble::NotATable.into());
        }
        let mut text = BufReader::new(Text::new(file).map_err(FileTrouble::of)?);
        let separator = separator(text.fill_buf().map_err(FileTrouble::of)?);
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(Box::new(text) as Box<dyn Read + Send>);
        Ok(Self::Csv(Box::new(reader)))
    }
}

impl Iterator for Source {
    type Item = Result<Row, ApiError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Csv(reader) => {
                let mut record = csv::StringRecord::new();
                match reader.read_record(&mut record) {
                    Ok(false) => None,
                    Ok(true) => Some(Ok(record.iter().map(cell).collect())),
                    Err(_) => Some(Err(FileTrouble::NotATable.into())),
                }
            }
            Self::Workbook(rows) => rows.next().map(Ok),
        }
    }
}

/// What our own tables put before a formula goes again.
fn cell(text: &str) -> String {
    let text = match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest,
        _ => text,
    };
    text.trim().chars().take(CELL_MAX).collect()
}

/// The separator that the first line has most of, outside quotes.
fn separator(head: &[u8]) -> u8 {
    let mut counts = [0_usize; SEPARATORS.len()];
    let mut quoted = false;
    for byte in head {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            byte if !quoted => {
                if let Some(at) = SEPARATORS.iter().position(|separator| separator == byte) {
                    counts[at] += 1;
                }
            }
            _ => {}
        }
    }
    // The first of the most: a comma where nothing separates.
    let most = counts.iter().copied().max().unwrap_or_default();
    let at = counts
        .iter()
        .position(|count| *count == most)
        .unwrap_or_default();
    SEPARATORS[at]
}

fn workbook(file: File) -> Result<Source, ApiError> {
    if file.metadata().map_err(FileTrouble::of)?.len() > WORKBOOK_MAX {
        return Err(FileTrouble::TooLarge.into());
    }
    let not_a_table = |_| ApiError::from(FileTrouble::NotATable);
    let mut book = Xlsx::new(BufReader::new(file)).map_err(not_a_table)?;
    let sheet = book
        .worksheet_range_at(0)
        .ok_or(FileTrouble::Empty)?
        .map_err(not_a_table)?;
    let rows: Vec<Row> = sheet
        .rows()
        .map(|row| row.iter().map(|data| cell(&in_words(data))).collect())
        .filter(|row: &Row| row.iter().any(|cell| !cell.is_empty()))
        .collect();
    if rows.is_empty() {
        return Err(FileTrouble::Empty.into());
    }
    Ok(Source::Workbook(rows.into_iter()))
}

fn in_words(data: &Data) -> String {
    match data {
        Data::DateTime(moment) => day(moment.as_f64()),
        Data::DateTimeIso(text) => text.chars().take_while(|c| *c != 'T').collect(),
        other => other.to_string(),
    }
}

/// Days since 30 December 1899, as workbooks count them.
fn day(count: f64) -> String {
    let whole = count.max(0.0).floor();
    NaiveDate::from_ymd_opt(1899, 12, 30)
        .and_then(|first| first.checked_add_days(Days::new(whole as u64)))
        .map(|date| date.to_string())
        .unwrap_or_default()
}
