//! Whether two entries may be one person, from what both say. A likeness is a question to a human, never an answer.

use chrono::{Datelike, NaiveDate};

/// What is compared. Names are folded words, so that marks and case do not tell people apart.
#[derive(Clone, Debug, Default)]
pub struct Traits {
    pub given: Vec<String>,
    pub family: Vec<String>,
    /// `None` while it is being typed.
    pub birth_on: Option<NaiveDate>,
    /// Digits as dialled inside the country; empty for none.
    pub phone: String,
}

/// The weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The same telephone number; families share one.
    SamePhone,
    /// The same whole name, while the birth date is not known or is another one.
    SameName,
    /// A name alike and a birth date that one slip of the pen explains.
    NearlySameBirthDate,
    /// A name alike and the same birth date.
    SameBirthDate,
    /// The same name and the same birth date, or the same telephone and a name alike.
    Same,
}

/// How two entries are alike; `None` when nothing speaks for one person.
#[must_use]
pub fn likeness(a: &Traits, b: &Traits) -> Option<Likeness> {
    let same_name = !a.family.is_empty() && a.family == b.family && a.given == b.given;
    let name_alike = same_name || alike(a, b);
    let same_phone = !a.phone.is_empty() && a.phone == b.phone;
    let (same_day, near_day) = match (a.birth_on, b.birth_on) {
        (Some(a), Some(b)) => (a == b, nearly_same_day(a, b)),
        _ => (false, false),
    };
    if (same_name && same_day) || (same_phone && name_alike) {
        Some(Likeness::Same)
    } else if name_alike && same_day {
        Some(Likeness::SameBirthDate)
    } else if name_alike && near_day {
        Some(Likeness::NearlySameBirthDate)
    } else if same_name {
        Some(Likeness::SameName)
    } else if same_phone {
        Some(Likeness::SamePhone)
    } else {
        None
    }
}

/// Day and month in each other's place, or one digit of the whole date another.
fn nearly_same_day(a: NaiveDate, b: NaiveDate) -> bool {
    let swapped = a.year() == b.year() && a.month() == b.day() && a.day() == b.month();
    let different = a
        .to_string()
        .chars()
        .zip(b.to_string().chars())
        .filter(|(a, b)| a != b)
        .count();
    swapped || different <= 1
}

/// A word of one name is nearly a word of the other, and no whole name speaks against it: a married name keeps the
/// given name, a slip keeps most letters.
fn alike(a: &Traits, b: &Traits) -> bool {
    let near = |a: &[String], b: &[String]| {
        a.iter()
            .any(|word| b.iter().any(|other| words_alike(word, other)))
    };
    near(&a.family, &b.family)
        && (a.given.is_empty() || b.given.is_empty() || near(&a.given, &b.given))
        || near(&a.given, &b.given) && !a.given.is_empty()
        || near(&a.given, &b.family) && near(&a.family, &b.given)
}

/// Letters of a word from which two slips are still the same word.
const LONG_WORD: usize = 6;

fn words_alike(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let allowed = if a.len().min(b.len()) >= LONG_WORD {
        2
    } else {
        1
    };
    if a.len().min(b.len()) < 3 {
        return a == b;
    }
    // Kate and Katherine, Lukas and Łukasz: one begins as the other does.
    let shared = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    shared >= 3 && shared + 1 >= a.len().min(b.len()) || distance(&a, &b) <= allowed
}

/// Slips between two words: a letter wrong, missing, too many, or two in each other's place.
#[must_use]
pub fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut least = (last[j] + usize::from(x != y))
                .min(last[j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(given: &str, family: &str, birth_on: &str, phone: &str) -> Traits {
        let words = |text: &str| {
            text.split(' ')
                .filter(|w| !w.is_empty())
                .map(str::to_owned)
                .collect()
        };
        Traits {
            given: words(given),
            family: words(family),
            birth_on: birth_on.parse().ok(),
            phone: phone.to_owned(),
        }
    }

    #[test]
    fn likeness_grows_with_what_speaks_for_one_person() {
        let a = person("marigold", "thimble", "1988-04-12", "1632960001");
        for (b, expected) in [
            (
                person("marigold", "thimble", "1988-04-12", ""),
                Some(Likeness::Same),
            ),
            (
                person("marigold", "bodkin", "1988-04-12", "1632960001"),
                Some(Likeness::Same),
            ),
            (
                person("marigld", "thimbel", "1988-04-12", ""),
                Some(Likeness::SameBirthDate),
            ),
            (
                person("marigold", "bodkin", "1988-04-12", ""),
                Some(Likeness::SameBirthDate),
            ),
            (
                person("thimble", "marigold", "1988-04-12", ""),
                Some(Likeness::SameBirthDate),
            ),
            (
                person("marigold", "thimble", "1988-12-04", ""),
                Some(Likeness::NearlySameBirthDate),
            ),
            (
                person("marigold", "thimble", "1978-04-12", ""),
                Some(Likeness::NearlySameBirthDate),
            ),
            (
                person("marigold", "thimble", "1960-01-30", ""),
                Some(Likeness::SameName),
            ),
            (
                person("ada", "bodkin", "2001-01-01", "1632960001"),
                Some(Likeness::SamePhone),
            ),
            (person("ada", "bodkin", "1988-04-12", ""), None),
            (person("ada", "thimble", "2001-01-01", ""), None),
        ] {
            assert_eq!(likeness(&a, &b), expected, "{b:?}");
            assert_eq!(likeness(&b, &a), expected, "and the other way round");
        }
    }

    #[test]
    fn a_transposition_is_one_slip() {
        let letters = |text: &str| text.chars().collect::<Vec<_>>();
        assert_eq!(distance(&letters("thimbel"), &letters("thimble")), 1);
        assert_eq!(distance(&letters("kitten"), &letters("sitting")), 3);
        assert_eq!(distance(&letters(""), &letters("ab")), 2);
    }
}
