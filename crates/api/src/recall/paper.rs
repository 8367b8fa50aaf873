//! The prints of a search: for the clinic itself, for the maker, and the register of needles.

use super::search::{Shelf, Sought, find, numbered};
use super::{Certainty, RecallPerson, RecallQuery};
use crate::app::{App, Open};
use crate::error::ApiError;
use crate::role::UseCase;
use crate::{document, parties};
use chrono::NaiveDate;
use needlebook_documents::DocumentMark;
use needlebook_documents::recall::{
    CallLine, NeedleLine, RecallLine, ReplyLine, StockList, StockRows, render,
};
use needlebook_domain::document::DocumentKind;
use needlebook_domain::ids::DocumentId;
use needlebook_domain::session::ZoneState;
use needlebook_store::recall::list_treatments;
use serde::Deserialize;
use specta::Type;

/// Which print is made of a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum RecallPaper {
    /// With names and contacts, for the clinic itself.
    List,
    /// Numbers and dates, no names: for the maker.
    MakersReply,
    /// Every sterile needle of these days, whatever text is looked for.
    NeedleRegister,
}

/// Makes one of the prints of a search, sealed and kept like every page.
///
/// # Errors
/// As [`super::search`]; [`ApiError::Document`] naming what no font of ours can print.
pub async fn make_paper(
    app: &App,
    query: RecallQuery,
    paper: RecallPaper,
) -> Result<DocumentId, ApiError> {
    let open = app.run(UseCase::PrintDocument).await?;
    let now = app.now();
    let today = open.local_date(now);
    let sought = Sought::read(&query, today)?;
    let (kind, rows) = match paper {
        RecallPaper::List => {
            let found = find(&open, &sought).await?;
            let rows = found.people.iter().map(recall_line).collect();
            (DocumentKind::RecallList, StockRows::Recall(rows))
        }
        RecallPaper::MakersReply => {
            let found = find(&open, &sought).await?;
            let rows = StockRows::MakersReply(reply_lines(&found.people));
            (DocumentKind::MakersReply, rows)
        }
        RecallPaper::NeedleRegister => {
            let rows = needles(&open, sought.from, sought.to).await?;
            let rows = StockRows::NeedleRegister(rows);
            (DocumentKind::NeedleRegister, rows)
        }
    };
    let mut list = StockList {
        clinic: open.clinic.clone(),
        mark: DocumentMark {
            number: String::new(),
            version: 1,
        },
        about: match paper {
            RecallPaper::NeedleRegister => String::new(),
            RecallPaper::List | RecallPaper::MakersReply => sought.text,
        },
        from: query.from,
        to: sought.to,
        rows,
        printed_by: open.person.printed_name(),
        printed_at: now,
    };
    let about = open.store.vault().install();
    document::keep(&open, now, None, about, kind, |mark| {
        list.mark = mark;
        render(&list, &parties::style(&open.clinic))
    })
    .await
}

fn recall_line(person: &RecallPerson) -> RecallLine {
    let mut used: Vec<String> = Vec::new();
    for word in person.sessions.iter().flat_map(|session| &session.used) {
        if !used.contains(word) {
            used.push(word.clone());
        }
    }
    RecallLine {
        name: person.name.clone(),
        born_on: person.birth_on,
        record_number: person.record_number.clone(),
        on: person.sessions.iter().map(|session| session.on).collect(),
        used,
        is_sure: person.certainty == Certainty::Had,
        contact: person.contact.ways(),
        calls: person
            .calls
            .iter()
            .map(|call| CallLine {
                outcome: call.outcome,
                note: call.note.clone(),
                at: call.at,
                by: call.by.clone(),
            })
            .collect(),
    }
}

/// One line for each session, in the order of time: numbers and dates, nothing that leads to anybody.
fn reply_lines(people: &[RecallPerson]) -> Vec<ReplyLine> {
    let sessions = people.iter().flat_map(|person| &person.sessions);
    let mut lines: Vec<ReplyLine> = sessions
        .map(|session| ReplyLine {
            on: session.on,
            device: session.device.clone(),
            used: session.used.clone(),
            is_sure: session.certainty == Certainty::Had,
        })
        .collect();
    lines.sort_by(|a, b| (a.on, &a.used).cmp(&(b.on, &b.used)));
    lines
}

/// One line for each unit of each signed session of these days, in the order of time.
async fn needles(open: &Open, from: NaiveDate, to: NaiveDate) -> Result<Vec<NeedleLine>, ApiError> {
    let shelf = Shelf::load(open).await?;
    let mut reader = open.store.reader().await?;
    let treatments = list_treatments(&mut reader, from, to).await?;
    let mut lines = Vec::new();
    for treatment in treatments.iter().rev() {
        let record = &treatment.session.record;
        let done = record
            .zones
            .iter()
            .filter(|row| row.state == ZoneState::Done);
        let mut zones: Vec<_> = done.map(|row| row.zone).collect();
        zones.dedup();
        for (unit, lot) in shelf.cartridge_lots(record) {
            lines.push(NeedleLine {
                on: treatment.session.ended_on,
                zones: zones.clone(),
                practitioner: treatment.session.signed_name.clone(),
                name: treatment.patient.full_name(),
                record_number: treatment.patient.record_number.clone(),
                lot: numbered(unit, lot),
                expires_on: lot.expires_on,
            });
        }
    }
    Ok(lines)
}
