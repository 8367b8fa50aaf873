//! Sessions and reactions, in the words of their own papers.

use super::PatientRecord;
use super::writer::Writer;
use crate::content::{reaction, session};
use crate::error::Error;
use crate::font::Weight;
use crate::plan::flow::Flow;
use crate::reaction::page::Page;
use crate::session::{SessionRecord, within};
use crate::wording::{Values, plain};

/// Every signed session with its zones and what was added later.
pub(super) fn push_sessions(to: &mut Writer<'_>, record: &PatientRecord) -> Result<(), Error> {
    to.chapter(&to.words.sessions_title)?;
    if record.sessions.is_empty() {
        return to.none();
    }
    let darker = record.person.fitzpatrick.is_some_and(|skin| skin >= 4);
    let legend = if darker {
        &session()?.legend_darker_skin
    } else {
        &session()?.legend
    };
    to.paragraph(&plain(legend, Weight::Regular))?;
    for of in &record.sessions {
        push_session(to, of)?;
    }
    Ok(())
}

fn push_session(to: &mut Writer<'_>, of: &SessionRecord) -> Result<(), Error> {
    let words = &to.words.session;
    let heading = to
        .at(of.started_at)?
        .with("visit", to.clock.words.visit(of.visit)?)
        .fill(&words.heading)?;
    to.entry(&heading)?;
    let signed = match &of.signed {
        Some(by) => to
            .at(by.at)?
            .with("name", &by.name)
            .with("fingerprint", Writer::grouped(&of.sha256))
            .spans(&words.signed)?,
        None => Values::new().spans(&words.not_signed)?,
    };
    to.paragraph(&signed)?;
    let (clock, scale, width) = (to.clock, to.prose.measure.scale, to.prose.width);
    let mut session = Flow::default();
    within::push(&mut session, of, clock, scale, width)?;
    to.flow().append(session.breakable());
    Ok(())
}

/// Every reaction with what was done about it.
pub(super) fn push_reactions(to: &mut Writer<'_>, record: &PatientRecord) -> Result<(), Error> {
    let words = &to.words.reaction;
    to.chapter(&to.words.reactions_title)?;
    if record.reactions.is_empty() {
        return to.none();
    }
    for report in &record.reactions {
        let heading = Values::new()
            .with("day", to.clock.date(report.facts.onset_on)?)
            .with("kind", reaction()?.kind(report.facts.kind)?);
        to.entry(&heading.fill(&words.heading)?)?;
        if let Some(followed) = &report.followed {
            let said = Values::new()
                .with("number", followed.number.to_string())
                .with("day", to.clock.date(followed.on)?);
            to.paragraph(&said.spans(&words.session)?)?;
        }
        let (clock, style, width) = (to.clock, to.style, to.prose.width);
        let mut story = Flow::default();
        Page::within(report, clock, style, width)?.push_story(&mut story)?;
        to.flow().append(story.breakable());
    }
    Ok(())
}
