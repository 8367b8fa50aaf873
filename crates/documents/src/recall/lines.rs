//! The cells of each list.

use super::{NeedleLine, RecallLine, ReplyLine, StockRows};
use crate::content::{ClinicClock, RecallWords, StockListWords};
use crate::error::Error;
use crate::plan::table::Cells;
use crate::wording::Values;

/// What turns a line into cells.
pub(super) struct Lines<'a> {
    pub words: &'a RecallWords,
    pub clock: ClinicClock<'a>,
}

impl StockRows {
    /// Title, lead and heads.
    pub(super) fn words<'a>(&self, words: &'a RecallWords) -> &'a StockListWords {
        match self {
            Self::Recall(_) => &words.recall,
            Self::MakersReply(_) => &words.makers_reply,
            Self::NeedleRegister(_) => &words.needle_register,
        }
    }

    /// The share of the width that each column has.
    pub(super) fn columns(&self) -> &'static [f32] {
        match self {
            Self::Recall(_) => &[0.25, 0.24, 0.27, 0.24],
            Self::MakersReply(_) => &[0.07, 0.27, 0.33, 0.33],
            Self::NeedleRegister(_) => &[0.2, 0.22, 0.17, 0.21, 0.2],
        }
    }

    /// How many rows surely are what is looked for, and how many may be.
    pub(super) fn counts(&self) -> (usize, usize) {
        let (sure, all) = match self {
            Self::Recall(rows) => (rows.iter().filter(|row| row.is_sure).count(), rows.len()),
            Self::MakersReply(rows) => (rows.iter().filter(|row| row.is_sure).count(), rows.len()),
            Self::NeedleRegister(rows) => (rows.len(), rows.len()),
        };
        (sure, all - sure)
    }

    pub(super) fn cells(&self, lines: &Lines<'_>) -> Result<Vec<Cells>, Error> {
        match self {
            Self::Recall(rows) => rows.iter().map(|row| lines.recall(row)).collect(),
            Self::MakersReply(rows) => {
                let numbered = rows.iter().enumerate();
                numbered
                    .map(|(index, row)| lines.reply(index + 1, row))
                    .collect()
            }
            Self::NeedleRegister(rows) => rows.iter().map(|row| lines.needle(row)).collect(),
        }
    }
}

impl Lines<'_> {
    fn recall(&self, row: &RecallLine) -> Result<Cells, Error> {
        let born = Values::new()
            .with("born", self.clock.date(row.born_on)?)
            .fill(&self.words.born)?;
        let record = Values::new()
            .with("record", &row.record_number)
            .fill(&self.words.record)?;
        let mut sessions = Vec::new();
        for day in &row.on {
            sessions.push(self.clock.date(*day)?);
        }
        sessions.extend(self.used(&row.used, row.is_sure));
        let contact = if row.contact.is_empty() {
            vec![self.words.no_contact.clone()]
        } else {
            row.contact.clone()
        };
        let mut calls = Vec::new();
        for call in &row.calls {
            let said = Values::new()
                .with(
                    "day",
                    self.clock.date(self.clock.local(call.at).date_naive())?,
                )
                .with("outcome", self.words.outcome(call.outcome))
                .with("name", &call.by)
                .fill(&self.words.call)?;
            calls.push(said);
            calls.extend(Some(call.note.clone()).filter(|note| !note.is_empty()));
        }
        Ok(vec![
            vec![row.name.clone(), born, record],
            sessions,
            contact,
            calls,
        ])
    }

    fn reply(&self, number: usize, row: &ReplyLine) -> Result<Cells, Error> {
        Ok(vec![
            vec![number.to_string()],
            vec![self.clock.date(row.on)?],
            vec![row.device.clone()],
            self.used(&row.used, row.is_sure),
        ])
    }

    fn needle(&self, row: &NeedleLine) -> Result<Cells, Error> {
        let expires = Values::new()
            .with("day", self.clock.date(row.expires_on)?)
            .fill(&self.words.expires)?;
        let record = Values::new()
            .with("record", &row.record_number)
            .fill(&self.words.record)?;
        Ok(vec![
            vec![self.clock.date(row.on)?],
            vec![
                self.words.service.clone(),
                self.clock.words.zones_running(&row.zones)?,
            ],
            vec![row.practitioner.clone()],
            vec![row.name.clone(), record],
            vec![row.lot.clone(), expires],
        ])
    }

    /// What was used, and that it is not sure where it is not.
    fn used(&self, used: &[String], is_sure: bool) -> Vec<String> {
        let mut said = used.to_vec();
        if used.is_empty() {
            said.push(self.words.no_lot.clone());
        } else if !is_sure {
            said.push(self.words.not_sure.clone());
        }
        said
    }
}
