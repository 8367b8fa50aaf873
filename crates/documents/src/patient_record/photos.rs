//! The photos, small, each with its day, view and stage.

use super::writer::Writer;
use super::{PatientRecord, PhotoLine};
use crate::content::word;
use crate::error::Error;
use crate::font::Weight;
use crate::plan::Picture;
use crate::plan::block::{Align, Block, Keep, text};
use crate::text::Span;
use crate::wording::{Values, plain};

/// Photos beside each other.
const ABREAST: usize = 3;
/// White between them, in points.
const GAP: f32 = 12.0;
/// How high a photo may be, in points: three rows fill a page.
const HIGHEST: f32 = 168.0;

/// Sets the photos and answers with their pictures, in the order in which the pages number them.
pub(super) fn push(to: &mut Writer<'_>, record: &PatientRecord) -> Result<Vec<Picture>, Error> {
    to.chapter(&to.words.photos_title)?;
    if record.photos.is_empty() {
        to.none()?;
    }
    let (shown, left_out): (Vec<&PhotoLine>, Vec<&PhotoLine>) = record
        .photos
        .iter()
        .partition(|line| line.picture.is_some());
    push_left_out(to, &left_out)?;
    if !shown.is_empty() {
        to.paragraph(&plain(&to.words.photo.lead, Weight::Regular))?;
        to.flow().keep_last(Keep::Must);
    }
    let mut pictures = Vec::with_capacity(shown.len());
    for row in shown.chunks(ABREAST) {
        push_row(to, row, &mut pictures)?;
    }
    Ok(pictures)
}

/// What is kept and not shown, by day.
fn push_left_out(to: &mut Writer<'_>, left_out: &[&PhotoLine]) -> Result<(), Error> {
    if left_out.is_empty() {
        return Ok(());
    }
    let count = Values::new().with("count", left_out.len().to_string());
    to.paragraph(&count.spans(&to.words.photo.left_out)?)?;
    for line in left_out {
        let said = values(to, line)?.spans(&to.words.photo.listed)?;
        to.point(&said)?;
    }
    Ok(())
}

fn push_row(
    to: &mut Writer<'_>,
    row: &[&PhotoLine],
    pictures: &mut Vec<Picture>,
) -> Result<(), Error> {
    let spaces = GAP * 2.0;
    let width = (to.prose.width - spaces) / 3.0;
    let mut set = Block::space(0.0);
    let mut x = 0.0;
    for line in row {
        let Some(picture) = &line.picture else {
            continue;
        };
        let size = picture.fitted((width, HIGHEST));
        let said = caption(to, line)?;
        let said = text(&said, to.prose.measure.small, width, Align::Left)?;
        let block = picture.block(pictures.len(), size).above(said.after(3.0));
        // All stand on one line, whatever their heights.
        set = set.with(block, x, HIGHEST - size.1);
        pictures.push(picture.clone());
        x += width + GAP;
    }
    to.flow().push(set.after(GAP));
    Ok(())
}

fn caption(to: &Writer<'_>, line: &PhotoLine) -> Result<Vec<Span>, Error> {
    let words = &to.words.photo;
    let values = values(to, line)?;
    let mut said = match line.session {
        Some(number) => values
            .with("session", number.to_string())
            .spans(&words.caption_session)?,
        None => values.spans(&words.caption)?,
    };
    if line.filing.mirrored {
        said.extend(plain(&format!(", {}", words.mirrored), Weight::Regular));
    }
    Ok(said)
}

fn values(to: &Writer<'_>, line: &PhotoLine) -> Result<Values, Error> {
    Ok(Values::new()
        .with("day", to.clock.date(line.filing.taken_on)?)
        .with("view", word(&to.words.views, line.filing.view)?)
        .with("stage", word(&to.words.stages, line.filing.stage)?))
}
