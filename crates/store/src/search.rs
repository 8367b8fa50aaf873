//! Finding a patient while typing: ranges on B-trees in the order they are shown, never a scan.

use crate::error::StoreError;
use crate::fold::{folded, prefix_end, reversed_digits, words};
use crate::row::parse;
use chrono::NaiveDate;
use needlebook_domain::patient::Patient;
use sqlx::SqliteConnection;

/// What one key press may cost.
const MOST_HITS: u32 = 20;

/// Patients whose name words begin with what was typed, in any order; or whose telephone ends with its digits; or
/// with this record number, e-mail or birth date.
///
/// # Errors
/// When the store cannot be read.
pub async fn patients(
    connection: &mut SqliteConnection,
    typed: &str,
) -> Result<Vec<Patient>, StoreError> {
    let typed: String = typed.trim().chars().take(200).collect();
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    let bodies = if typed.contains('@') {
        by_email(connection, &folded(&typed)).await?
    } else if typed.chars().any(char::is_alphabetic) && !is_record_number(&typed) {
        by_words(connection, &words(&typed).collect::<Vec<_>>()).await?
    } else {
        by_number(connection, &typed).await?
    };
    bodies.iter().map(|body| parse(body)).collect()
}

/// `A-0412`: a device prefix, a hyphen, digits.
fn is_record_number(typed: &str) -> bool {
    typed.split_once('-').is_some_and(|(prefix, digits)| {
        (1..=3).contains(&prefix.len())
            && prefix.bytes().all(|b| b.is_ascii_alphabetic())
            && !digits.is_empty()
            && digits.bytes().all(|b| b.is_ascii_digit())
    })
}

async fn by_words(
    connection: &mut SqliteConnection,
    words: &[String],
) -> Result<Vec<String>, StoreError> {
    let Some(longest) = words.iter().max_by_key(|word| word.len()) else {
        return Ok(Vec::new());
    };
    // The longest word chooses the range; the others are checked on its few rows.
    let rest: Vec<&String> = words.iter().filter(|word| *word != longest).collect();
    let rest = serde_json::to_string(&rest).unwrap_or_default();
    let bodies = sqlx::query_scalar(
        "SELECT p.body FROM (
             SELECT DISTINCT patient FROM patient_token WHERE token >= ?1 AND token < ?2 LIMIT 2000
         ) AS found JOIN patient AS p ON p.key = found.patient
         WHERE NOT EXISTS (
             SELECT 1 FROM json_each(?3) AS word WHERE NOT EXISTS (
                 SELECT 1 FROM patient_token AS t
                 WHERE t.patient = found.patient AND t.token >= word.value
                   AND t.token < word.value || char(1114111)))
         ORDER BY (p.family_n NOT BETWEEN ?1 AND ?2), p.family_n, p.given_n LIMIT ?4",
    )
    .bind(longest)
    .bind(prefix_end(longest))
    .bind(rest)
    .bind(MOST_HITS)
    .fetch_all(connection)
    .await?;
    Ok(bodies)
}

async fn by_email(
    connection: &mut SqliteConnection,
    email: &str,
) -> Result<Vec<String>, StoreError> {
    let bodies = sqlx::query_scalar(
        "SELECT body FROM patient WHERE email_n <> '' AND email_n >= ? AND email_n < ? ORDER BY email_n LIMIT ?",
    )
    .bind(email)
    .bind(prefix_end(email))
    .bind(MOST_HITS)
    .fetch_all(connection)
    .await?;
    Ok(bodies)
}

async fn by_number(
    connection: &mut SqliteConnection,
    typed: &str,
) -> Result<Vec<String>, StoreError> {
    if let Some(birth_on) = birth_date(typed) {
        let bodies = sqlx::query_scalar(
            "SELECT body FROM patient WHERE birth_on = ? ORDER BY family_n, given_n LIMIT ?",
        )
        .bind(birth_on.to_string())
        .bind(MOST_HITS)
        .fetch_all(&mut *connection)
        .await?;
        return Ok(bodies);
    }
    let digits = reversed_digits(typed);
    if digits.is_empty() {
        return Ok(Vec::new());
    }
    let bodies = sqlx::query_scalar(
        "SELECT body FROM (
             SELECT body, family_n, given_n FROM patient WHERE record_number = upper(?1)
             UNION ALL
             SELECT body, family_n, given_n FROM patient
             WHERE phone_r <> '' AND phone_r >= ?2 AND phone_r < ?3 AND record_number <> upper(?1)
         ) LIMIT ?4",
    )
    .bind(typed)
    .bind(&digits)
    .bind(prefix_end(&digits))
    .bind(MOST_HITS)
    .fetch_all(connection)
    .await?;
    Ok(bodies)
}

/// A whole date, day first or year first, with any mark between.
fn birth_date(typed: &str) -> Option<NaiveDate> {
    let parts: Vec<u32> = typed
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|part| part.parse().ok())
        .collect();
    let [first, month, last] = parts.as_slice() else {
        return None;
    };
    let (year, day) = if *first > 31 {
        (*first, *last)
    } else {
        (*last, *first)
    };
    (year >= 1900)
        .then(|| NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, *month, day))
        .flatten()
}

/// People who may be the one being entered: the same birth date and a name word alike, or the same whole name, or the
/// same telephone.
///
/// # Errors
/// When the store cannot be read.
pub async fn duplicates(
    connection: &mut SqliteConnection,
    given: &str,
    family: &str,
    birth_on: Option<NaiveDate>,
    phone: &str,
) -> Result<Vec<Patient>, StoreError> {
    let names = serde_json::to_string(&words(&format!("{given} {family}")).collect::<Vec<_>>())
        .unwrap_or_default();
    let phone = reversed_digits(phone);
    let bodies: Vec<String> = sqlx::query_scalar(
        "SELECT body FROM patient WHERE key IN (
             SELECT p.key FROM patient AS p WHERE p.birth_on = ?1 AND EXISTS (
                 SELECT 1 FROM patient_token AS t JOIN json_each(?2) AS word
                 WHERE t.patient = p.key AND substr(t.token, 1, 3) = substr(word.value, 1, 3))
             UNION SELECT key FROM patient WHERE family_n = ?3 AND given_n = ?4
             UNION SELECT key FROM patient WHERE length(?5) >= 7 AND phone_r = ?5)
         ORDER BY family_n, given_n LIMIT 5",
    )
    .bind(birth_on.map(|date| date.to_string()))
    .bind(names)
    .bind(folded(family))
    .bind(folded(given))
    .bind(phone)
    .fetch_all(connection)
    .await?;
    bodies.iter().map(|body| parse(body)).collect()
}
