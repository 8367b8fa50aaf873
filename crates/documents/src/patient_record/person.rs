//! Who somebody is, what stands on the strip, and the medical history.

use needlebook_domain::alert::AlertKind;
use needlebook_domain::medical_history::{HistoryItem, HistoryKind};
use needlebook_domain::partial_date::PartialDate;
use needlebook_domain::patient::{BirthDateSource, ContactWishes, Doctor, RelatedPerson};

use super::writer::Writer;
use super::{AlertLine, HistoryLine, PatientRecord};
use crate::content::{reaction, session, word};
use crate::error::Error;
use crate::plan::facts::Fact;
use crate::text::Span;
use crate::wording::Values;

/// Person, alerts and history: what is known beside the visits.
pub(super) fn push(to: &mut Writer<'_>, record: &PatientRecord) -> Result<(), Error> {
    to.chapter(&to.words.person_title)?;
    let facts = facts(to, record)?;
    to.facts(&facts)?;
    to.chapter(&to.words.alerts_title)?;
    for alert in &record.alerts {
        let said = alert_spans(to, alert)?;
        to.point(&said)?;
    }
    if record.alerts.is_empty() {
        to.none()?;
    }
    push_history(to, record)
}

fn facts(to: &Writer<'_>, record: &PatientRecord) -> Result<Vec<Fact>, Error> {
    let (words, person) = (&to.words.person, &record.person);
    let born = match person.birth_source {
        BirthDateSource::Said => &words.born_said,
        BirthDateSource::IdSeen => &words.born_id_seen,
    };
    let born = Values::new()
        .with("born", to.clock.date(person.birth_on)?)
        .fill(born)?;
    let skin = person
        .fitzpatrick
        .and_then(|skin| session().ok()?.skin_types.get(usize::from(skin) - 1));
    let mut facts = vec![
        Fact::new(&words.legal_name, person.full_name()),
        Fact::new(&words.preferred, &person.preferred),
        Fact::new(&words.pronouns, &person.pronouns),
        Fact::new(&words.born, born),
        Fact::new(&words.skin_type, skin.cloned().unwrap_or_default()),
        Fact::new(&words.phone, &person.phone),
        Fact::new(&words.email, &person.email),
        Fact::new(&words.address, one_line(&person.address)),
        Fact::new(&words.languages, person.languages.join(", ")),
        Fact::new(
            &words.interpreter,
            if person.interpreter {
                to.yes_no(true)
            } else {
                ""
            },
        ),
        Fact::new(&words.emergency_contact, related(&person.emergency_contact)),
        Fact::new(&words.guardian, related(&person.guardian)),
        Fact::new(&words.gp, doctor(&person.gp)),
        Fact::new(&words.prescriber, doctor(&person.prescriber)),
        Fact::new(&words.contact, allowed(to, &person.contact)),
        Fact::new(&words.never, never(to, &person.contact)?),
        Fact::new(&words.contact_note, &person.contact.note),
        Fact::new(&words.notes, &person.notes),
    ];
    let numbers = person.identifiers.iter();
    facts.extend(numbers.map(|one| Fact::new(&one.of, &one.number)));
    facts.retain(|fact| !fact.value.trim().is_empty());
    Ok(facts)
}

/// What stands between the parts that there are.
fn joined(parts: &[&str]) -> String {
    let there: Vec<&str> = parts
        .iter()
        .copied()
        .filter(|part| !part.trim().is_empty())
        .collect();
    there.join(", ")
}

fn one_line(address: &str) -> String {
    joined(&address.lines().map(str::trim).collect::<Vec<_>>())
}

fn related(person: &RelatedPerson) -> String {
    joined(&[&person.name, &person.relation, &person.phone])
}

fn doctor(doctor: &Doctor) -> String {
    joined(&[&doctor.name, &doctor.practice, &doctor.phone])
}

/// The ways that the patient said yes to.
fn allowed(to: &Writer<'_>, wishes: &ContactWishes) -> String {
    let words = &to.words.person;
    let ways = [
        (wishes.phone, &words.by_phone),
        (wishes.text, &words.by_text),
        (wishes.message, &words.by_message),
        (wishes.email, &words.by_email),
        (wishes.post, &words.by_post),
    ];
    let yes = ways.into_iter().filter(|(said, _)| *said == Some(true));
    yes.map(|(_, way)| way.as_str())
        .collect::<Vec<_>>()
        .join(", ")
}

fn never(to: &Writer<'_>, wishes: &ContactWishes) -> Result<String, Error> {
    let points = wishes.never.iter();
    let named = points.map(|point| word(&to.words.contact_points, *point));
    Ok(named.collect::<Result<Vec<_>, _>>()?.join(", "))
}

fn alert_spans(to: &Writer<'_>, alert: &AlertLine) -> Result<Vec<Span>, Error> {
    let words = &to.words.alerts;
    match alert {
        AlertLine::Allergy {
            substance,
            reaction,
        } => Values::new()
            .with("what", substance)
            .with("reaction", reaction)
            .spans(if reaction.is_empty() {
                &words.allergy
            } else {
                &words.allergy_reaction
            }),
        AlertLine::OpenReaction { kind, grade } => Values::new()
            .with("kind", reaction()?.kind(*kind)?)
            .with("grade", grade.to_string())
            .spans(&words.open_reaction),
        AlertLine::ColdSores => Values::new().spans(&words.cold_sores),
        AlertLine::Keloid => Values::new().spans(&words.keloid),
        AlertLine::KeloidInFamily => Values::new().spans(&words.keloid_in_family),
        AlertLine::Pinned { kind, text } => Values::new()
            .with("kind", word(&to.words.alert_kinds, *kind)?)
            .with("text", text)
            .spans(match (kind, text.is_empty()) {
                (_, true) => &words.pinned,
                (AlertKind::Other, false) => &words.words,
                (_, false) => &words.pinned_text,
            }),
    }
}

fn push_history(to: &mut Writer<'_>, record: &PatientRecord) -> Result<(), Error> {
    let words = &to.words.history;
    to.chapter(&to.words.history_title)?;
    if record.history.is_empty() {
        return to.none();
    }
    let kinds = [
        (HistoryKind::Allergy, &words.allergies),
        (HistoryKind::Medicine, &words.medicines),
        (HistoryKind::Condition, &words.conditions),
        (HistoryKind::Procedure, &words.procedures),
    ];
    for (kind, title) in kinds {
        to.entry(title)?;
        let mut of = record
            .history
            .iter()
            .filter(|one| one.item.kind() == kind)
            .peekable();
        if of.peek().is_none() {
            to.none()?;
        }
        for line in of {
            let said = history_spans(to, line)?;
            to.point(&said)?;
        }
    }
    Ok(())
}

fn history_spans(to: &Writer<'_>, line: &HistoryLine) -> Result<Vec<Span>, Error> {
    let words = &to.words.history;
    let details: String = details(to, &line.item)?
        .into_iter()
        .filter(|detail| !detail.trim().is_empty())
        .map(|detail| format!(", {}", detail.trim()))
        .collect();
    to.at(line.at)?
        .with("name", line.item.name())
        .with("details", details)
        .with("by", &line.by)
        .with("reason", line.voided.as_deref().unwrap_or_default())
        .spans(if line.voided.is_some() {
            &words.voided
        } else {
            &words.entry
        })
}

/// What is known of a line beside its name; what is empty is left out by who asks.
fn details(to: &Writer<'_>, item: &HistoryItem) -> Result<Vec<String>, Error> {
    let words = &to.words.history;
    let when = |pattern: &str, date: Option<PartialDate>| {
        date.map_or(Ok(String::new()), |date| {
            Values::new().with("when", date.to_string()).fill(pattern)
        })
    };
    Ok(match item {
        HistoryItem::Condition {
            since, ended, note, ..
        } => vec![
            when(&words.since, *since)?,
            when(&words.ended, *ended)?,
            note.clone(),
        ],
        HistoryItem::Medicine {
            dose,
            since,
            stopped,
            note,
            ..
        } => vec![
            dose.clone(),
            when(&words.since, *since)?,
            when(&words.stopped, *stopped)?,
            note.clone(),
        ],
        HistoryItem::Allergy {
            reaction,
            severity,
            note,
            ..
        } => vec![
            if reaction.is_empty() {
                String::new()
            } else {
                let said = Values::new().with("reaction", reaction);
                said.fill(&words.reacted)?
            },
            severity
                .map_or(Ok(""), |severity| word(&to.words.severities, severity))?
                .to_owned(),
            note.clone(),
        ],
        HistoryItem::Procedure { on, by, note, .. } => vec![
            when(&words.on, *on)?,
            if by.is_empty() {
                String::new()
            } else {
                Values::new().with("who", by).fill(&words.done_by)?
            },
            note.clone(),
        ],
    })
}
