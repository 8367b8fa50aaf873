//! People who may be one and the same.

use super::{Listed, Vocabulary, listed};
use crate::error::StoreError;
use crate::fold::{national_digits, prefix_end, words};
use crate::row::text;
use crate::way_in::{ARCHIVED, END, Way};
use chrono::NaiveDate;
use needlebook_domain::duplicate::{self, Traits};
use sqlx::{Row, SqliteConnection};

/// More would not be read before a form is saved.
const MOST_ALIKE: usize = 5;
/// Everybody born on one day, or of one name, in a clinic of a million.
const MOST_LOOKED_AT: u32 = 500;
/// Shorter numbers are extensions that many share.
const PHONE_DIGITS: usize = 7;

/// People who may be the one being entered, the likeliest first: alike in name and born on the same or nearly the same
/// day, or of the same name, or with the same telephone number.
///
/// # Errors
/// When the store cannot be read.
pub async fn duplicates(
    connection: &mut SqliteConnection,
    vocabulary: &Vocabulary,
    given: &str,
    family: &str,
    birth_on: Option<NaiveDate>,
    phone: &str,
) -> Result<Vec<Listed>, StoreError> {
    let traits = Traits {
        given: words(given).collect(),
        family: words(family).collect(),
        birth_on,
        phone: dialled(phone),
    };
    let mut ranges: Vec<(u8, String, String)> = Vec::new();
    let mut look = |way: Way, prefix: String| {
        let end = prefix_end(&prefix);
        ranges.push((way as u8, prefix.clone(), end.clone()));
        ranges.push((way as u8 + ARCHIVED, prefix, end));
    };
    if let Some(birth_on) = birth_on {
        look(Way::BirthDate, format!("{birth_on}{END}"));
    }
    if !traits.phone.is_empty() {
        look(Way::PhoneStart, traits.phone.clone());
    }
    if let Some(first) = traits.family.first() {
        let mut spellings = vocabulary.near(connection, first).await?;
        spellings.insert(0, first.clone());
        let given: String = traits
            .given
            .iter()
            .flat_map(|word| word.chars())
            .take(1)
            .collect();
        for family in spellings {
            look(Way::Family, format!("{family}{END}{given}"));
        }
    }
    let rows = sqlx::query(
        "SELECT DISTINCT w.way & 16 AS way, w.subject, w.id, w.number, w.given, w.family, w.birth_on, p.body ->> '$.phone' AS phone
         FROM json_each(?1) AS range CROSS JOIN way_in AS w CROSS JOIN patient AS p ON p.key = w.subject
         WHERE w.way = range.value ->> 0 AND w.term >= range.value ->> 1 AND w.term < range.value ->> 2
         LIMIT ?2",
    )
    .bind(text(&ranges)?)
    .bind(MOST_LOOKED_AT)
    .fetch_all(connection)
    .await?;
    let mut alike = Vec::new();
    for row in &rows {
        let listed = listed(row)?;
        let theirs = Traits {
            given: words(&listed.given).collect(),
            family: words(&listed.family).collect(),
            birth_on: Some(listed.birth_on),
            phone: dialled(row.get("phone")),
        };
        if let Some(likeness) = duplicate::likeness(&traits, &theirs) {
            alike.push((std::cmp::Reverse(likeness), listed));
        }
    }
    alike.sort_by_key(|(likeness, _)| *likeness);
    Ok(alike
        .into_iter()
        .take(MOST_ALIKE)
        .map(|(_, listed)| listed)
        .collect())
}

fn dialled(phone: &str) -> String {
    let digits = national_digits(phone);
    if digits.len() >= PHONE_DIGITS {
        digits
    } else {
        String::new()
    }
}
