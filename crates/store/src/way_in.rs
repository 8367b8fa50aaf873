//! The ways in to a record: every term by which it is found while typing, kept in the order it is shown.

use crate::error::StoreError;
use crate::fold::{folded, national_digits, reversed_digits, spelt_out, squeezed, words};
use crate::row::{parse, text};
use needlebook_domain::patient::Patient;
use needlebook_domain::stock::Lot;
use sqlx::SqliteConnection;
use std::collections::BTreeSet;
use uuid::Uuid;

/// By what somebody or something is found. The order is that of the answer: the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Way {
    /// The whole name, the family name first.
    Family = 0,
    /// The whole name, the given name first.
    Given = 1,
    /// Any other word, then the whole name.
    Word = 2,
    RecordNumber = 3,
    /// Digits from the last: people know the end of a number.
    PhoneEnd = 4,
    /// Digits as dialled inside the country.
    PhoneStart = 5,
    BirthDate = 6,
    Email = 7,
    Lot = 8,
}

/// Added to a way that leads to somebody archived: after every other.
pub(crate) const ARCHIVED: u8 = 16;

/// Ends the last word of a term, so that a whole word can be told from the beginning of a longer one.
pub(crate) const END: char = ' ';

/// One line of an answer, as every way in carries it.
pub(crate) struct Line<'a> {
    archived: bool,
    subject: i64,
    id: Uuid,
    number: &'a str,
    given: &'a str,
    family: &'a str,
    birth_on: Option<String>,
}

type Term = (u8, String);

impl<'a> Line<'a> {
    pub(crate) fn of(key: i64, patient: &'a Patient, archived: bool) -> Self {
        Self {
            archived,
            subject: key,
            id: patient.id.0,
            number: &patient.record_number,
            given: &patient.given,
            family: &patient.family,
            birth_on: Some(patient.birth_on.to_string()),
        }
    }
}

pub(crate) async fn put_patient(
    connection: &mut SqliteConnection,
    line: &Line<'_>,
    patient: &Patient,
    added: i64,
) -> Result<(), StoreError> {
    put(connection, line, ways_to(patient)).await?;
    learn_words(connection, patient, added).await
}

/// What a merged entry is called leads to the one that stays, after what that one is called itself: a list shows
/// everybody once.
pub(crate) async fn put_merged(
    connection: &mut SqliteConnection,
    line: &Line<'_>,
    merged: &Patient,
    added: i64,
) -> Result<(), StoreError> {
    put(connection, line, as_other_words(ways_to(merged))).await?;
    learn_words(connection, merged, added).await
}

fn as_other_words(mut terms: Vec<Term>) -> Vec<Term> {
    for (way, _) in &mut terms {
        if *way < Way::Word as u8 {
            *way = Way::Word as u8;
        }
    }
    terms
}

async fn learn_words(
    connection: &mut SqliteConnection,
    patient: &Patient,
    added: i64,
) -> Result<(), StoreError> {
    let words: BTreeSet<String> = name_words(patient).into_iter().collect();
    sqlx::query(
        "INSERT OR IGNORE INTO name_word (word, added) SELECT value, ?1 FROM json_each(?2)",
    )
    .bind(added)
    .bind(text(&words)?)
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes away every way in to a patient as they were recorded, and each word that nobody else is called.
pub(crate) async fn remove_patient(
    connection: &mut SqliteConnection,
    key: i64,
    patient: &Patient,
) -> Result<(), StoreError> {
    sqlx::query(
        "DELETE FROM way_in WHERE (way, term, subject) IN (
             SELECT (ways.value ->> 0) + offset.value, ways.value ->> 1, ?1
             FROM json_each(?2) AS ways, json_each(?3) AS offset)",
    )
    .bind(key)
    .bind(text(&every_way_to(patient))?)
    .bind(text(&[0, ARCHIVED])?)
    .execute(&mut *connection)
    .await?;
    sqlx::query(
        "DELETE FROM name_word WHERE word IN (SELECT value FROM json_each(?1)) AND NOT EXISTS (
             SELECT 1 FROM way_in
             WHERE way IN (0, 1, 2, 16, 17, 18) AND term >= word || ' ' AND term < word || '!')",
    )
    .bind(text(&name_words(patient))?)
    .execute(connection)
    .await?;
    Ok(())
}

/// As an entry of its own and as one that was merged.
fn every_way_to(patient: &Patient) -> Vec<Term> {
    let mut terms = ways_to(patient);
    terms.extend(as_other_words(ways_to(patient)));
    terms
}

pub(crate) async fn put_lot(
    connection: &mut SqliteConnection,
    seq: i64,
    lot: &Lot,
) -> Result<(), StoreError> {
    let line = Line {
        archived: false,
        subject: seq,
        id: lot.id.0,
        number: &lot.number,
        given: "",
        family: "",
        birth_on: None,
    };
    put(
        connection,
        &line,
        vec![(Way::Lot as u8, squeezed(&lot.number))],
    )
    .await
}

async fn put(
    connection: &mut SqliteConnection,
    line: &Line<'_>,
    mut terms: Vec<Term>,
) -> Result<(), StoreError> {
    if line.archived {
        for (way, _) in &mut terms {
            *way += ARCHIVED;
        }
    }
    sqlx::query(
        "INSERT OR IGNORE INTO way_in (way, term, subject, id, number, given, family, birth_on)
         SELECT value ->> 0, value ->> 1, ?1, ?2, ?3, ?4, ?5, ?6 FROM json_each(?7)",
    )
    .bind(line.subject)
    .bind(line.id)
    .bind(line.number)
    .bind(line.given)
    .bind(line.family)
    .bind(&line.birth_on)
    .bind(text(&terms)?)
    .execute(connection)
    .await?;
    Ok(())
}

/// Fills the ways in of a store that was written before there were any.
pub(crate) async fn fill_if_empty(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let missing: bool = sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM patient) AND NOT EXISTS (SELECT 1 FROM way_in)",
    )
    .fetch_one(&mut *connection)
    .await?;
    if !missing {
        return Ok(());
    }
    let patients: Vec<(i64, String, bool)> =
        sqlx::query_as("SELECT key, body, archived_at IS NOT NULL FROM patient")
            .fetch_all(&mut *connection)
            .await?;
    for (key, body, archived) in patients {
        let patient: Patient = parse(&body)?;
        let line = Line::of(key, &patient, archived);
        put_patient(connection, &line, &patient, key).await?;
    }
    let lots: Vec<(i64, String)> = sqlx::query_as("SELECT seq, body FROM lot")
        .fetch_all(&mut *connection)
        .await?;
    for (seq, body) in lots {
        put_lot(connection, seq, &parse(&body)?).await?;
    }
    Ok(())
}

/// Every word of a name, with the spellings that people use for it: all words, those of one part run together
/// (`O'Brien` as `obrien`), and umlauts spelt out.
fn name_words(patient: &Patient) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut add = |word: String| {
        if !word.is_empty() && !all.contains(&word) {
            all.push(word);
        }
    };
    let parts = [&patient.family, &patient.given, &patient.preferred];
    for part in parts {
        words(part).for_each(&mut add);
    }
    for part in parts {
        for piece in part.split_whitespace().chain([part.as_str()]) {
            add(squeezed(piece));
            if let Some(other) = spelt_out(piece) {
                words(&other).for_each(&mut add);
            }
        }
    }
    all
}

fn ways_to(patient: &Patient) -> Vec<Term> {
    let all = name_words(patient);
    let family: Vec<String> = words(&patient.family).collect();
    let given: Vec<String> = words(&patient.given).collect();
    let whole = |first: &[String]| {
        let rest = all.iter().filter(|word| !first.contains(word));
        let mut term = String::new();
        for word in first.iter().chain(rest) {
            term.push_str(word);
            term.push(END);
        }
        term
    };
    let name = whole(&[family.clone(), given.clone()].concat());
    let mut terms: Vec<Term> = Vec::new();
    let mut add = |way: Way, term: String| {
        if !term.is_empty() {
            terms.push((way as u8, term));
        }
    };
    if !family.is_empty() {
        add(Way::Family, name.clone());
    }
    if !given.is_empty() {
        add(Way::Given, whole(&[given.clone(), family.clone()].concat()));
    }
    for word in &all {
        if family.first() != Some(word) && given.first() != Some(word) {
            add(Way::Word, whole(std::slice::from_ref(word)));
        }
    }
    record_number(&patient.record_number)
        .into_iter()
        .for_each(|number| add(Way::RecordNumber, number));
    add(Way::PhoneEnd, reversed_digits(&patient.phone));
    add(Way::PhoneStart, national_digits(&patient.phone));
    add(Way::BirthDate, format!("{}{END}{name}", patient.birth_on));
    add(Way::Email, folded(&patient.email));
    terms
}

/// `A-0412` is asked for as `a0412`, `a412` and `412`.
fn record_number(number: &str) -> Vec<String> {
    let whole = squeezed(number);
    let digits = whole.trim_start_matches(|c: char| !c.is_ascii_digit());
    let running = digits.trim_start_matches('0');
    let prefix = &whole[..whole.len() - digits.len()];
    vec![
        format!("{whole}{END}"),
        format!("{prefix}{running}{END}"),
        format!("{running}{END}"),
    ]
}
