//! What was typed, as ranges of terms to look in.

use super::dates::birth_dates;
use crate::fold::{digits, folded, national_digits, prefix_end, reversed_digits, squeezed, words};
use crate::way_in::{END, Way};

/// A megabyte pasted by mistake is cut before any work is spent on it.
const MOST_LETTERS: usize = 200;
/// Fewer digits end every tenth telephone number.
const LEAST_DIGITS: usize = 2;
/// A country code has at most so many digits.
const COUNTRY_CODE_MAX: usize = 3;

/// One range of one way in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Probe {
    pub way: Way,
    pub from: String,
    pub to: String,
}

impl Probe {
    fn prefix(way: Way, prefix: &str) -> Self {
        Self {
            way,
            from: prefix.to_owned(),
            to: prefix_end(prefix),
        }
    }
}

/// A query, read once.
#[derive(Debug)]
pub(super) struct Typed {
    /// Where to look, the best first.
    pub probes: Vec<Probe>,
    /// The name words typed, the longest first; empty where something else than a name was typed.
    pub words: Vec<String>,
    /// The words of a name run together.
    pub squeezed: String,
    /// A document's number, or the beginning of one.
    pub document: Option<String>,
}

impl Typed {
    pub(super) fn read(typed: &str) -> Self {
        let typed: String = typed.trim().chars().take(MOST_LETTERS).collect();
        let squeezed = squeezed(&typed);
        let mut probes = Vec::new();
        let mut name_words: Vec<String> = Vec::new();
        if squeezed.is_empty() {
            return Self {
                probes,
                words: name_words,
                squeezed,
                document: None,
            };
        }
        let has_letters = squeezed.chars().any(char::is_alphabetic);
        let dates = birth_dates(&typed);
        if typed.contains('@') {
            probes.push(Probe::prefix(Way::Email, &folded(&typed)));
        } else if has_letters {
            push_dates(&mut probes, &dates);
            if is_record_number(&squeezed) {
                probes.push(Probe::prefix(Way::RecordNumber, &squeezed));
            }
            let as_typed: Vec<String> = words(&typed).collect();
            name_words.clone_from(&as_typed);
            name_words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
            push_names(&mut probes, &as_typed, &name_words, &squeezed);
            if !typed.contains(char::is_whitespace) {
                probes.push(Probe::prefix(Way::Email, &folded(&typed)));
            }
        } else {
            let is_written_as_date = typed.contains(['.', '/', '-', ' ']);
            if is_written_as_date {
                push_dates(&mut probes, &dates);
            }
            push_number(&mut probes, &typed);
            if !is_written_as_date {
                push_dates(&mut probes, &dates);
            }
        }
        probes.push(Probe::prefix(Way::Lot, &squeezed));
        Self {
            probes,
            words: name_words,
            squeezed,
            document: document_number(&typed),
        }
    }

    /// Where a word that somebody is called is looked for in place of a mistyped one.
    pub(super) fn probes_of_word(word: &str) -> Vec<Probe> {
        let whole = format!("{word}{END}");
        NAMES.map(|way| Probe::prefix(way, &whole)).to_vec()
    }
}

const NAMES: [Way; 3] = [Way::Family, Way::Given, Way::Word];

fn push_names(
    probes: &mut Vec<Probe>,
    as_typed: &[String],
    longest_first: &[String],
    squeezed: &str,
) {
    let Some(longest) = longest_first.first() else {
        return;
    };
    if as_typed.len() > 1 {
        // As it is written: every word but the last is whole.
        let phrase = as_typed.join(&END.to_string());
        probes.extend(NAMES.map(|way| Probe::prefix(way, &phrase)));
    }
    probes.extend(NAMES.map(|way| Probe::prefix(way, longest)));
    if as_typed.len() > 1 {
        // `o brien` for somebody who writes Obrien.
        probes.extend(NAMES.map(|way| Probe::prefix(way, squeezed)));
    }
}

fn push_dates(probes: &mut Vec<Probe>, dates: &[String]) {
    probes.extend(dates.iter().map(|date| Probe::prefix(Way::BirthDate, date)));
}

fn push_number(probes: &mut Vec<Probe>, typed: &str) {
    let all = digits(typed);
    let running = all.trim_start_matches('0');
    if !running.is_empty() {
        probes.push(Probe::prefix(Way::RecordNumber, &format!("{running}{END}")));
    }
    if all.len() < LEAST_DIGITS {
        return;
    }
    // A number of the country and the same one dialled from abroad end alike: each beginning that may be a trunk zero
    // or a country code is left away in turn.
    let national = national_digits(typed);
    let mut ends = vec![all.clone(), national.clone()];
    if typed.starts_with('+') || all.starts_with("00") {
        let number = all.trim_start_matches('0');
        ends.extend((1..=COUNTRY_CODE_MAX).filter_map(|code| {
            number
                .get(code..)
                .map(|rest| rest.trim_start_matches('0').to_owned())
        }));
    }
    let mut asked: Vec<String> = Vec::new();
    for end in ends {
        if end.len() >= LEAST_DIGITS && !asked.contains(&end) {
            probes.push(Probe::prefix(Way::PhoneEnd, &reversed_digits(&end)));
            asked.push(end);
        }
    }
    if national.len() >= LEAST_DIGITS {
        probes.push(Probe::prefix(Way::PhoneStart, &national));
    }
}

/// `a0412`: a device prefix and digits.
fn is_record_number(squeezed: &str) -> bool {
    let running = squeezed.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    (1..=3).contains(&(squeezed.len() - running.len()))
        && !running.is_empty()
        && running.bytes().all(|b| b.is_ascii_digit())
}

/// `A-AC-0007`, or so far as it was typed.
fn document_number(typed: &str) -> Option<String> {
    let mut parts = typed.split('-');
    let prefix = parts.next()?;
    let letters = parts.next()?;
    let running = parts.next().unwrap_or_default();
    let letters_only = |part: &str, most| {
        (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic())
    };
    (parts.next().is_none()
        && letters_only(prefix, 3)
        && letters_only(letters, 2)
        && running.bytes().all(|b| b.is_ascii_digit()))
    .then(|| typed.to_ascii_uppercase())
}
