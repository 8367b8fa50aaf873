//! Notes as they were signed, and tasks with what came of them.

use super::writer::Writer;
use super::{PatientRecord, TaskLine};
use crate::content::word;
use crate::error::Error;
use crate::font::Weight;
use crate::text::Span;
use crate::wording::{Values, plain};

/// Signed notes, each with what was added later.
pub(super) fn push(to: &mut Writer<'_>, record: &PatientRecord) -> Result<(), Error> {
    let words = &to.words.note;
    to.chapter(&to.words.notes_title)?;
    if record.notes.is_empty() {
        return to.none();
    }
    for (note, amendments) in &record.notes {
        let signed = to.at(note.signed_at)?.with("name", &note.signed_name);
        to.entry(&signed.fill(&words.heading)?)?;
        to.prose.typed(&note.text)?;
        to.paragraph(&signed.spans(&words.signed)?)?;
        for amendment in amendments {
            let added = to
                .at(amendment.at)?
                .with("name", &amendment.signed_name)
                .with("reason", &amendment.reason);
            to.paragraph(&added.spans(&words.amended)?)?;
            to.prose.typed(&amendment.text)?;
        }
    }
    Ok(())
}

/// Tasks and calls, done or not.
pub(super) fn push_tasks(to: &mut Writer<'_>, record: &PatientRecord) -> Result<(), Error> {
    to.chapter(&to.words.tasks_title)?;
    if record.tasks.is_empty() {
        return to.none();
    }
    for line in &record.tasks {
        let said = task(to, line)?;
        to.point(&said)?;
    }
    Ok(())
}

/// When it was due, what it was, and what came of it.
fn task(to: &Writer<'_>, line: &TaskLine) -> Result<Vec<Span>, Error> {
    let words = &to.words.task;
    let text = line.task.text.trim();
    let mut said = Values::new()
        .with("due", to.clock.date(line.task.due_on)?)
        .with("kind", word(&to.words.task_kinds, line.task.kind)?)
        .with("text", text)
        .spans(if text.is_empty() {
            &words.due
        } else {
            &words.due_text
        })?;
    said.extend(plain(" ", Weight::Regular));
    said.extend(match &line.done {
        None => Values::new().spans(&words.open)?,
        Some((outcome, by, at)) => {
            let outcome = outcome.trim();
            to.at(*at)?
                .with("outcome", outcome)
                .with("name", by)
                .spans(if outcome.is_empty() {
                    &words.done_bare
                } else {
                    &words.done
                })?
        }
    });
    Ok(said)
}
