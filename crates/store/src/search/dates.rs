//! Birth dates in the ways people type them, whole or as far as they got.

use crate::fold::words;
use chrono::NaiveDate;

/// Month names are typed as they are spoken; their first three letters are enough.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const MONTH_LETTERS: usize = 3;
/// Centuries that a year of two digits may mean.
const CENTURIES: [i32; 2] = [1900, 2000];

/// The beginnings of ISO dates that `typed` may mean, the likeliest first: day before month, then month before day.
pub(super) fn birth_dates(typed: &str) -> Vec<String> {
    let mut meant = Vec::new();
    let mut add = |prefix: String| {
        if !meant.contains(&prefix) {
            meant.push(prefix);
        }
    };
    let parts = parts_of(typed);
    match parts.as_slice() {
        [Part::Digits(one)] => together(one).into_iter().for_each(&mut add),
        [a, b] => two(a, b).into_iter().for_each(&mut add),
        [a, b, c] => three(a, b, c).into_iter().for_each(&mut add),
        _ => {}
    }
    meant
}

#[derive(Debug)]
enum Part {
    Digits(String),
    Month(u32),
    /// Something that belongs to no date.
    Other,
}

fn parts_of(typed: &str) -> Vec<Part> {
    words(typed)
        .map(|word| {
            let day = word.trim_end_matches(|c: char| c.is_alphabetic());
            if word.bytes().all(|b| b.is_ascii_digit()) {
                Part::Digits(word)
            } else if !day.is_empty() && ["st", "nd", "rd", "th"].contains(&&word[day.len()..]) {
                Part::Digits(day.to_owned())
            } else if word.len() >= MONTH_LETTERS
                && let Some(at) = MONTHS
                    .iter()
                    .position(|name| name.starts_with(word.as_str()))
            {
                Part::Month(u32::try_from(at).unwrap_or(0) + 1)
            } else {
                Part::Other
            }
        })
        .collect()
}

/// `1982`, `30111982`, `19821130`, `301182`.
fn together(digits: &str) -> Vec<String> {
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    match digits.len() {
        4 => years(digits)
            .iter()
            .map(|year| format!("{year}-"))
            .collect(),
        6 | 8 => {
            let end = digits.len();
            let mut meant = whole(part(0, 2), part(2, 4), part(4, end));
            meant.extend(whole(
                part(end - 2, end),
                part(end - 4, end - 2),
                part(0, end - 4),
            ));
            meant
        }
        _ => Vec::new(),
    }
}

/// A month of a year, either first.
fn two(a: &Part, b: &Part) -> Vec<String> {
    match (a, b) {
        (Part::Month(month), Part::Digits(year)) | (Part::Digits(year), Part::Month(month)) => {
            years(year)
                .iter()
                .map(|year| format!("{year}-{month:02}-"))
                .collect()
        }
        (Part::Digits(year), Part::Digits(month)) if year.len() == 4 => months(month, year),
        (Part::Digits(month), Part::Digits(year)) if year.len() == 4 => months(month, year),
        _ => Vec::new(),
    }
}

/// As far as the month was typed: `1` may become 10, 11 and 12.
fn months(month: &str, year: &str) -> Vec<String> {
    let Ok(number) = month.parse::<u32>() else {
        return Vec::new();
    };
    let mut meant = Vec::new();
    for year in years(year) {
        if (1..=12).contains(&number) {
            meant.push(format!("{year}-{number:02}-"));
        }
        if month == "1" || month == "0" {
            meant.push(format!("{year}-{month}"));
        }
    }
    meant
}

fn three(a: &Part, b: &Part, c: &Part) -> Vec<String> {
    match (a, b, c) {
        (Part::Digits(a), Part::Digits(b), Part::Digits(c)) if a.len() == 4 => whole(c, b, a),
        (Part::Digits(a), Part::Digits(b), Part::Digits(c)) => whole(a, b, c),
        (Part::Digits(year), Part::Month(month), Part::Digits(day)) if year.len() == 4 => {
            date(year, *month, day)
        }
        (Part::Digits(day), Part::Month(month), Part::Digits(year))
        | (Part::Month(month), Part::Digits(day), Part::Digits(year)) => date(year, *month, day),
        _ => Vec::new(),
    }
}

/// Day before month, then month before day where that is a date as well. A day not yet typed to its end (`3` of 30)
/// is both.
fn whole(day: &str, month: &str, year: &str) -> Vec<String> {
    let in_order = |day: &str, month: &str| {
        month
            .parse()
            .map(|month| date(year, month, day))
            .unwrap_or_default()
    };
    let mut meant = in_order(day, month);
    meant.extend(in_order(month, day));
    meant
}

fn date(year: &str, month: u32, day: &str) -> Vec<String> {
    let Ok(number) = day.parse() else {
        return Vec::new();
    };
    years(year)
        .into_iter()
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month, number))
        .map(|date| date.to_string())
        .collect()
}

fn years(year: &str) -> Vec<i32> {
    let Ok(number) = year.parse::<i32>() else {
        return Vec::new();
    };
    match year.len() {
        2 => CENTURIES.iter().map(|century| century + number).collect(),
        4 if (CENTURIES[0]..CENTURIES[1] + 100).contains(&number) => vec![number],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_day_is_typed_in_many_ways() {
        for typed in [
            "30.11.1982",
            "30/11/1982",
            "30-11-82",
            "11/30/1982",
            "1982-11-30",
            "1982 11 30",
            "30 nov 1982",
            "30th November 82",
            "Nov 30, 1982",
            "1982 november 30",
            "30111982",
            "19821130",
            "301182",
        ] {
            assert!(
                birth_dates(typed).contains(&"1982-11-30".to_owned()),
                "{typed} is 30 November 1982, not {:?}",
                birth_dates(typed)
            );
        }
    }

    #[test]
    fn a_part_of_a_date_is_a_beginning() {
        assert_eq!(birth_dates("1982"), ["1982-"]);
        assert_eq!(birth_dates("1982-11"), ["1982-11-"]);
        assert_eq!(birth_dates("11/1982"), ["1982-11-"]);
        assert_eq!(birth_dates("1982-1"), ["1982-01-", "1982-1"]);
        assert_eq!(birth_dates("nov 1982"), ["1982-11-"]);
    }

    #[test]
    fn day_and_month_are_read_both_ways_round_the_day_first() {
        assert_eq!(birth_dates("03/04/1982"), ["1982-04-03", "1982-03-04"]);
    }

    #[test]
    fn no_such_day_is_no_date() {
        for typed in ["31.02.1982", "may", "4711", "1.2", "smith 1982", ""] {
            assert!(birth_dates(typed).is_empty(), "{typed}");
        }
    }
}
