//! The front of the record: whose it is, who made it when, and where each chapter begins.

use super::PatientRecord;
use super::writer::Writer;
use crate::error::Error;
use crate::font::Weight;
use crate::plan::block::{Align, Block, Keep, text};
use crate::plan::shape::{Ink, Shape, Stroke};
use crate::wording::{Values, plain};

/// The front, with the page of each chapter.
pub(super) fn push(
    to: &mut Writer<'_>,
    record: &PatientRecord,
    chapters: &[(String, usize)],
) -> Result<(), Error> {
    let words = to.words;
    to.prose.title(&words.title)?;
    let who = Values::new()
        .with("name", &record.patient.name)
        .with("born", to.clock.date(record.patient.born_on)?)
        .with("record", &record.patient.record_number);
    to.paragraph(&who.spans(&words.who)?)?;
    if !record.merged.is_empty() {
        let records = to.clock.words.list(&record.merged);
        let said = Values::new().with("records", records);
        to.paragraph(&said.spans(&words.merged)?)?;
    }
    if record.archived {
        to.paragraph(&plain(&words.archived, Weight::SemiBold))?;
    }
    let lead = to
        .at(record.made_at)?
        .with("name", &record.made_by)
        .with("zone", &record.clinic.zone);
    to.paragraph(&lead.spans(&words.lead)?)?;
    to.paragraph(&plain(&words.lead_signed, Weight::Regular))?;
    to.entry(&words.contents)?;
    let (setting, width) = (to.prose.measure.small, to.prose.width);
    let last = chapters.len().saturating_sub(1);
    for (i, (title, page)) in chapters.iter().enumerate() {
        let page = Values::new().with("page", page.to_string());
        let page = plain(&page.fill(&words.contents_page)?, Weight::Regular);
        let row = text(&plain(title, Weight::Regular), setting, width, Align::Left)?
            .with(text(&page, setting, width, Align::Right)?, 0.0, 0.0)
            .padded(1.5, 2.0);
        let line = Shape::line(
            &[(0.0, row.height), (width, row.height)],
            Stroke::solid(Ink::HAIRLINE, 0.5),
        );
        let keep = if i < last { Keep::Prefer } else { Keep::Free };
        let row = row.with(Block::shapes(0.0, vec![line]), 0.0, 0.0);
        to.flow().push(row.keeping(keep));
    }
    Ok(())
}
