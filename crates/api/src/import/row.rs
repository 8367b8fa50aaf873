//! One row of a table as what would have been typed into the form.

use super::mapping::{ImportField, Mapping};
use super::source::Row;
use chrono::NaiveDate;
use needlebook_domain::issue::{Issue, IssueCode, Issues};
use needlebook_domain::patient::PatientInput;

/// Which comes first where both are numbers up to twelve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayOrder {
    DayFirst,
    MonthFirst,
}

impl DayOrder {
    /// A day as the column writes it, to be shown beside one that cannot be read.
    fn example(self) -> &'static str {
        match self {
            Self::DayFirst => "12/04/1988",
            Self::MonthFirst => "04/12/1988",
        }
    }
}

/// What a row says, with what could not be read.
pub(super) fn read(row: &Row, mapping: &Mapping, order: DayOrder) -> (PatientInput, Vec<Issue>) {
    let mut input = PatientInput::default();
    let mut issues = Issues::default();
    let mut address: Vec<&str> = Vec::new();
    let mut notes: Vec<&str> = Vec::new();
    for (column, field) in mapping {
        let cell = row.get(*column).map_or("", String::as_str);
        if cell.is_empty() {
            continue;
        }
        match field {
            ImportField::Family => cell.clone_into(&mut input.family),
            ImportField::Given => cell.clone_into(&mut input.given),
            ImportField::FullName => split(cell, &mut input),
            ImportField::Preferred => cell.clone_into(&mut input.preferred),
            ImportField::Pronouns => cell.clone_into(&mut input.pronouns),
            ImportField::BirthOn => match date(cell, order) {
                Some(Some(day)) => input.birth_on = Some(day),
                Some(None) => issues.add("birth_on", IssueCode::NoSuchDate),
                None => issues.add_with(
                    "birth_on",
                    IssueCode::WrongForm,
                    &[("expected", order.example().to_owned())],
                ),
            },
            ImportField::Phone => cell.clone_into(&mut input.phone),
            ImportField::Email => cell.clone_into(&mut input.email),
            ImportField::Address => address.push(cell),
            ImportField::Fitzpatrick => {
                input.fitzpatrick = skin_type(cell);
                if input.fitzpatrick.is_none() {
                    issues.add_with(
                        "fitzpatrick",
                        IssueCode::OutOfRange,
                        &[("min", "1".to_owned()), ("max", "6".to_owned())],
                    );
                }
            }
            ImportField::Notes => notes.push(cell),
        }
    }
    input.address = address.join("\n");
    input.notes = notes.join("\n");
    (input, issues.or(()).err().unwrap_or_default())
}

/// `Thimble, Marigold` or `Marigold Thimble`.
fn split(name: &str, input: &mut PatientInput) {
    let (given, family) = match name.split_once(',') {
        Some((family, given)) => (given, family),
        None => name.rsplit_once(' ').unwrap_or(("", name)),
    };
    given.trim().clone_into(&mut input.given);
    family.trim().clone_into(&mut input.family);
}

fn skin_type(cell: &str) -> Option<u8> {
    const ROMAN: [&str; 6] = ["I", "II", "III", "IV", "V", "VI"];
    let upper = cell.to_ascii_uppercase();
    let at = ROMAN.iter().position(|roman| *roman == upper);
    at.and_then(|at| u8::try_from(at + 1).ok())
        .or_else(|| cell.parse().ok().filter(|skin| (1..=6).contains(skin)))
}

/// A whole date with a year of four digits: two may be either century (PRACTICE 62). `Some(None)` for a day that is written
/// well and that no calendar has.
fn date(cell: &str, order: DayOrder) -> Option<Option<NaiveDate>> {
    let day = cell.split(['T', ' ']).next().unwrap_or(cell);
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    let [a, b, c] = parts.as_slice() else {
        return None;
    };
    let number = |text: &str| text.parse::<u32>().ok();
    let (year, month, day) = if a.len() == 4 {
        (number(a)?, number(b)?, number(c)?)
    } else if c.len() == 4 {
        match order {
            DayOrder::DayFirst => (number(c)?, number(b)?, number(a)?),
            DayOrder::MonthFirst => (number(c)?, number(a)?, number(b)?),
        }
    } else {
        return None;
    };
    Some(NaiveDate::from_ymd_opt(
        i32::try_from(year).ok()?,
        month,
        day,
    ))
}

/// How a column writes its dates, told by a day that is no month; `None` where nothing tells.
pub(super) fn order_of(cell: &str) -> Option<DayOrder> {
    let mut parts = cell.split(['-', '/', '.']);
    let (first, second) = (parts.next()?, parts.next()?);
    if first.len() > 2 {
        return None;
    }
    let (first, second): (u32, u32) = (first.parse().ok()?, second.parse().ok()?);
    match (first > 12, second > 12) {
        (true, false) => Some(DayOrder::DayFirst),
        (false, true) => Some(DayOrder::MonthFirst),
        _ => None,
    }
}
