//! The papers that were made, and what left the clinic.

use super::writer::Writer;
use super::{Disclosed, DisclosureLine, DocumentLine, PatientRecord};
use crate::content::word;
use crate::error::Error;
use crate::font::Weight;
use crate::plan::table::Cells;
use crate::wording::{Values, plain};
use needlebook_domain::attachment::AttachmentLabel;

/// The share of the width that each column has, of documents and of disclosures.
const SHARES: [f32; 3] = [0.24, 0.38, 0.38];
const LEFT_SHARES: [f32; 3] = [0.34, 0.4, 0.26];
/// What happened to the copies of a document, in one row.
const STEPS_IN_A_ROW: usize = 8;

/// Every made document with what happened to its copies.
pub(super) fn push_documents(to: &mut Writer<'_>, record: &PatientRecord) -> Result<(), Error> {
    to.chapter(&to.words.documents_title)?;
    if record.documents.is_empty() {
        return to.none();
    }
    let mut rows: Vec<Cells> = Vec::new();
    for line in &record.documents {
        rows.extend(document(to, line)?);
    }
    to.table(&to.words.documents.columns, SHARES, &rows)
}

/// A document in as many rows as its copies take: a row is never split, and one may be printed many times.
fn document(to: &Writer<'_>, line: &DocumentLine) -> Result<Vec<Cells>, Error> {
    let words = &to.words.documents;
    let mut steps = Vec::new();
    for (step, by, at) in &line.steps {
        let said = to
            .at(*at)?
            .with("step", word(&to.words.steps, *step)?)
            .with("name", by);
        steps.push(said.fill(&words.step)?);
    }
    if steps.is_empty() {
        steps.push(words.none.clone());
    }
    let mut rows: Vec<Cells> = steps
        .chunks(STEPS_IN_A_ROW)
        .map(|some| vec![Vec::new(), Vec::new(), some.to_vec()])
        .collect();
    if let Some([made, what, _]) = rows.first_mut().map(Vec::as_mut_slice) {
        made.push(to.clock.date(to.on(line.made_at))?);
        what.push(word(&to.words.document_kinds, line.kind)?.to_owned());
        what.push(to.clock.words.number_and_version(&line.mark)?);
    }
    Ok(rows)
}

/// Every document that came from elsewhere. Its files lie beside the record.
pub(super) fn push_attachments(to: &mut Writer<'_>, record: &PatientRecord) -> Result<(), Error> {
    let words = &to.words.attachments;
    to.chapter(&words.title)?;
    if record.attachments.is_empty() {
        return to.none();
    }
    let mut rows: Vec<Cells> = Vec::new();
    for (attachment, by) in &record.attachments {
        let label = &attachment.label;
        let mut of = vec![label.author.clone()];
        if let Some(on) = label.dated_on {
            let dated = Values::new().with("day", to.clock.date(on)?);
            of.push(dated.fill(&words.dated)?);
        }
        of.retain(|line| !line.is_empty());
        let came = Values::new()
            .with("day", to.clock.date(to.on(attachment.attached_at))?)
            .with("name", by);
        rows.push(vec![
            vec![named(to, label)?],
            of,
            vec![came.fill(&words.came)?],
        ]);
    }
    to.table(&words.columns, SHARES, &rows)
}

/// What it is, and its title if it has one.
fn named(to: &Writer<'_>, label: &AttachmentLabel) -> Result<String, Error> {
    let kind = word(&to.words.attachments.kinds, label.kind)?;
    Ok(match label.title.as_str() {
        "" => kind.to_owned(),
        title => format!("{kind}: {title}"),
    })
}

/// What left the clinic before this copy.
pub(super) fn push_disclosures(to: &mut Writer<'_>, record: &PatientRecord) -> Result<(), Error> {
    let words = &to.words.disclosures;
    to.chapter(&to.words.disclosures_title)?;
    to.paragraph(&plain(&words.this, Weight::Regular))?;
    if record.disclosures.is_empty() {
        return to.none();
    }
    let lines = record.disclosures.iter();
    let rows: Vec<Cells> = lines
        .map(|line| disclosure(to, line))
        .collect::<Result<_, _>>()?;
    to.table(&words.columns, LEFT_SHARES, &rows)
}

fn disclosure(to: &Writer<'_>, line: &DisclosureLine) -> Result<Cells, Error> {
    let words = &to.words.disclosures;
    let what = match &line.what {
        Disclosed::Document { kind, number, step } => Values::new()
            .with("kind", word(&to.words.document_kinds, *kind)?)
            .with("number", number)
            .with("step", word(&to.words.steps, *step)?.to_lowercase())
            .fill(&words.document)?,
        Disclosed::Attachment { label } => Values::new()
            .with("what", named(to, label)?)
            .fill(&words.attachment)?,
        Disclosed::Photos { count, recipient } => Values::new()
            .with("count", count.to_string())
            .with("recipient", recipient)
            .fill(&words.photos)?,
        Disclosed::Record { files, protected } => Values::new()
            .with("files", files.to_string())
            .fill(if *protected {
                &words.record_protected
            } else {
                &words.record
            })?,
    };
    Ok(vec![
        vec![to.instant(line.at)?],
        vec![what],
        vec![line.by.clone()],
    ])
}
