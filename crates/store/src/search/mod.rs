//! Finding while typing: ranges of one clustered table in the order they are shown, never a scan; and one typing error
//! forgiven when nothing is found.

mod dates;
mod duplicates;
mod pairs;
mod typed;
mod vocabulary;

use crate::error::{Damage, StoreError};
use crate::fold::{prefix_end, words};
use crate::row::text;
use crate::way_in::{ARCHIVED, END, Way};
use chrono::NaiveDate;
use needlebook_domain::ids::{DocumentId, LotId, PatientId};
use needlebook_domain::patient::Patient;
use serde::Serialize;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use typed::{Probe, Typed};
use uuid::Uuid;

pub use duplicates::duplicates;
pub use pairs::{Pair, pairs};
pub use vocabulary::Vocabulary;

/// What one key press may cost.
const MOST_HITS: usize = 20;
/// One person may be found in several ways; then this many lines are read instead.
const MOST_LINES: usize = 400;
/// Typed words beside the one that chooses the range, which every line must hold too; further ones are ignored.
const MOST_OTHERS: usize = 4;

/// A person as a line of a list shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub id: PatientId,
    pub record_number: String,
    pub given: String,
    pub family: String,
    pub birth_on: NaiveDate,
    pub archived: bool,
}

impl Listed {
    #[must_use]
    pub fn of(patient: &Patient, archived: bool) -> Self {
        Self {
            archived,
            id: patient.id,
            record_number: patient.record_number.clone(),
            given: patient.given.clone(),
            family: patient.family.clone(),
            birth_on: patient.birth_on,
        }
    }
}

/// How close a hit is to what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matched {
    Exact,
    /// One typing error was forgiven.
    Typo,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hit {
    Patient(Listed),
    Lot {
        id: LotId,
        number: String,
    },
    Document {
        id: DocumentId,
        number: String,
        of: Listed,
    },
}

/// What was found, 20 at most, the best first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub hits: Vec<Hit>,
    pub matched: Matched,
}

/// Everything that `typed` may mean: people by the beginning of any word of the name in any order, by the end or the
/// beginning of their telephone number, by birth date, e-mail or record number; lots and documents by their numbers.
///
/// # Errors
/// When the store cannot be read.
pub async fn find(
    connection: &mut SqliteConnection,
    vocabulary: &Vocabulary,
    typed: &str,
) -> Result<Found, StoreError> {
    let typed = Typed::read(typed);
    let mut hits = by_probes(
        connection,
        &typed.probes,
        &others(&typed.words, 0),
        MOST_HITS,
    )
    .await?;
    if let Some(number) = &typed.document {
        hits.extend(documents(connection, number).await?);
        hits.truncate(MOST_HITS);
    }
    if !hits.is_empty() || typed.words.is_empty() {
        return Ok(Found {
            hits,
            matched: Matched::Exact,
        });
    }
    Ok(Found {
        hits: by_slip(connection, vocabulary, &typed).await?,
        matched: Matched::Typo,
    })
}

/// Each typed word in turn may hold the error; the others are as they should be.
async fn by_slip(
    connection: &mut SqliteConnection,
    vocabulary: &Vocabulary,
    typed: &Typed,
) -> Result<Vec<Hit>, StoreError> {
    let mut tries: Vec<(&str, Vec<String>)> = typed
        .words
        .iter()
        .enumerate()
        .map(|(at, word)| (word.as_str(), others(&typed.words, at)))
        .collect();
    if typed.words.len() > 1 {
        tries.push((&typed.squeezed, Vec::new()));
    }
    let mut hits: Vec<Hit> = Vec::new();
    for (word, rest) in tries {
        let near = vocabulary.near(connection, word).await?;
        // Every word that may be meant is shown by at least one person.
        let share = MOST_HITS / near.len().max(1);
        for candidate in near {
            let probes = Typed::probes_of_word(&candidate);
            for hit in by_probes(connection, &probes, &rest, share.max(1)).await? {
                if !hits.contains(&hit) {
                    hits.push(hit);
                }
            }
        }
        if !hits.is_empty() {
            hits.truncate(MOST_HITS);
            break;
        }
    }
    Ok(hits)
}

/// The words beside the one that chooses the range, as they stand in a term.
fn others(words: &[String], chosen: usize) -> Vec<String> {
    words
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != chosen)
        .map(|(_, word)| format!(" {word}"))
        .take(MOST_OTHERS)
        .collect()
}

pub(crate) const BY_PROBES: &str = "
    SELECT w.way, w.subject, w.id, w.number, w.given, w.family, w.birth_on
    FROM json_each(?1) AS probe CROSS JOIN way_in AS w
    WHERE w.way = probe.value ->> 0 AND w.term >= probe.value ->> 1 AND w.term < probe.value ->> 2
      AND (w.way & 15 > 2 OR (instr(' ' || w.term, ?2) > 0 AND instr(' ' || w.term, ?3) > 0
                         AND instr(' ' || w.term, ?4) > 0 AND instr(' ' || w.term, ?5) > 0))
    LIMIT ?6";

async fn by_probes(
    connection: &mut SqliteConnection,
    probes: &[Probe],
    others: &[String],
    most: usize,
) -> Result<Vec<Hit>, StoreError> {
    if probes.is_empty() {
        return Ok(Vec::new());
    }
    #[derive(Serialize)]
    struct Range<'a>(u8, &'a str, &'a str);
    // The archive is looked at once everybody else was.
    let ranges: Vec<Range<'_>> = [0, ARCHIVED]
        .into_iter()
        .flat_map(|offset| {
            probes
                .iter()
                .map(move |probe| Range(probe.way as u8 + offset, &probe.from, &probe.to))
        })
        .collect();
    let ranges = text(&ranges)?;
    let other = |at: usize| others.get(at).map_or("", String::as_str);
    let mut limit = most;
    loop {
        let rows = sqlx::query(BY_PROBES)
            .bind(&ranges)
            .bind(other(0))
            .bind(other(1))
            .bind(other(2))
            .bind(other(3))
            .bind(i64::try_from(limit).unwrap_or(i64::MAX))
            .fetch_all(&mut *connection)
            .await?;
        let mut seen: Vec<(bool, i64)> = Vec::with_capacity(most);
        let mut hits = Vec::with_capacity(most);
        for row in &rows {
            let is_lot = row.get::<i64, _>("way") == i64::from(Way::Lot as u8);
            let subject = (is_lot, row.get("subject"));
            if !seen.contains(&subject) && hits.len() < most {
                seen.push(subject);
                hits.push(hit(row, is_lot)?);
            }
        }
        if hits.len() == most || rows.len() < limit || limit >= MOST_LINES {
            return Ok(hits);
        }
        limit = MOST_LINES;
    }
}

fn hit(row: &SqliteRow, is_lot: bool) -> Result<Hit, StoreError> {
    if is_lot {
        return Ok(Hit::Lot {
            id: LotId(row.get("id")),
            number: row.get("number"),
        });
    }
    listed(row).map(Hit::Patient)
}

fn listed(row: &SqliteRow) -> Result<Listed, StoreError> {
    let birth_on: &str = row.get("birth_on");
    Ok(Listed {
        archived: row.get::<i64, _>("way") >= i64::from(ARCHIVED),
        id: PatientId(row.get("id")),
        record_number: row.get("number"),
        given: row.get("given"),
        family: row.get("family"),
        birth_on: birth_on
            .parse()
            .map_err(|_| StoreError::from(Damage::Row))?,
    })
}

/// Somebody else with the same name and birth date.
///
/// # Errors
/// When the store cannot be read.
pub async fn find_same(
    connection: &mut SqliteConnection,
    patient: &Patient,
) -> Result<Option<Listed>, StoreError> {
    let found = find_same_as_each(connection, &[patient]).await?;
    Ok(found.into_iter().next().flatten())
}

pub(crate) const SAME_AS_EACH: &str = "
    SELECT probe.key AS place, w.way, w.id, w.number, w.given, w.family, w.birth_on
    FROM json_each(?1) AS probe CROSS JOIN way_in AS w
    WHERE w.way IN (?2, ?3) AND w.term >= probe.value ->> 0 AND w.term < probe.value ->> 1";

/// For each of many, in their order, somebody else with the same name and birth date: one question for a whole table.
///
/// # Errors
/// When the store cannot be read.
pub async fn find_same_as_each(
    connection: &mut SqliteConnection,
    patients: &[&Patient],
) -> Result<Vec<Option<Listed>>, StoreError> {
    let ranges: Vec<(String, String)> = patients
        .iter()
        .map(|patient| {
            let mut term = format!("{}{END}", patient.birth_on);
            for word in words(&patient.family).chain(words(&patient.given)) {
                term.push_str(&word);
                term.push(END);
            }
            let end = prefix_end(&term);
            (term, end)
        })
        .collect();
    let way = Way::BirthDate as u8;
    let rows = sqlx::query(SAME_AS_EACH)
        .bind(text(&ranges)?)
        .bind(way)
        .bind(way + ARCHIVED)
        .fetch_all(connection)
        .await?;
    let mut found: Vec<Option<Listed>> = vec![None; patients.len()];
    for row in &rows {
        let place: i64 = row.get("place");
        let Some(place) = usize::try_from(place).ok().and_then(|at| found.get_mut(at)) else {
            continue;
        };
        let one = listed(row)?;
        // The archive comes after everybody else.
        if place
            .as_ref()
            .is_none_or(|known| known.archived && !one.archived)
        {
            *place = Some(one);
        }
    }
    Ok(found)
}

/// A patient's documents whose number begins so.
async fn documents(
    connection: &mut SqliteConnection,
    number: &str,
) -> Result<Vec<Hit>, StoreError> {
    let rows = sqlx::query(
        "SELECT iif(p.archived_at IS NULL, 0, 16) AS way, d.id AS document, d.number AS document_number, p.id, p.record_number AS number,
                p.body ->> '$.given' AS given, p.body ->> '$.family' AS family, p.body ->> '$.birth_on' AS birth_on
         FROM document AS d JOIN patient AS p ON p.key = d.patient
         WHERE d.number >= ?1 AND d.number < ?1 || char(1114111) ORDER BY d.number LIMIT ?2",
    )
    .bind(number)
    .bind(i64::try_from(MOST_HITS).unwrap_or(i64::MAX))
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Hit::Document {
                id: DocumentId(row.get::<Uuid, _>("document")),
                number: row.get("document_number"),
                of: listed(row)?,
            })
        })
        .collect()
}

/// A page of everybody who is not archived, in the order of the names.
///
/// # Errors
/// When the store cannot be read.
pub async fn list(
    connection: &mut SqliteConnection,
    skip: u32,
    limit: u32,
) -> Result<Vec<Listed>, StoreError> {
    let rows = sqlx::query(
        "SELECT way, id, number, given, family, birth_on FROM way_in WHERE way = ? ORDER BY term, subject LIMIT ? OFFSET ?",
    )
    .bind(Way::Family as u8)
    .bind(limit)
    .bind(skip)
    .fetch_all(connection)
    .await?;
    rows.iter().map(listed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use sqlx::Connection;

    async fn plan_of(query: &str) -> Vec<String> {
        let mut plain = SqliteConnection::connect("sqlite::memory:").await.unwrap();
        sqlx::migrate!("../../migrations")
            .run_direct(None, &mut plain, false)
            .await
            .unwrap();
        let explain = format!("EXPLAIN QUERY PLAN {query}");
        sqlx::query(sqlx::AssertSqlSafe(explain))
            .fetch_all(&mut plain)
            .await
            .unwrap()
            .iter()
            .map(|row| row.get("detail"))
            .collect()
    }

    #[tokio::test]
    async fn a_key_press_or_a_row_of_a_table_searches_and_never_scans_or_sorts() {
        for query in [BY_PROBES, SAME_AS_EACH] {
            let plan = plan_of(query).await;
            assert!(
                plan.iter()
                    .any(|step| step == "SEARCH w USING PRIMARY KEY (way=? AND term>? AND term<?)"),
                "{plan:?}"
            );
            for step in plan {
                let reads_the_query = step.starts_with("SCAN probe VIRTUAL TABLE");
                assert!(
                    reads_the_query || (!step.contains("SCAN") && !step.contains("TEMP B-TREE")),
                    "{step}"
                );
            }
        }
    }
}
