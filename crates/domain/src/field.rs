//! Reading one typed field. Each function answers with a usable value even after it found an issue, so that a
//! form is read to its end and every issue is shown at once.

use crate::issue::{Issue, IssueCode, Issues};
use chrono::{Datelike, NaiveDate};
use unicode_normalization::UnicodeNormalization;

/// The longest one-line field, in characters: generous for the longest legal names on record.
pub const LINE_MAX: usize = 200;
/// The longest free note, in characters.
pub const NOTE_MAX: usize = 20_000;
/// The most lines of an address.
pub const ADDRESS_LINES: usize = 6;
/// The shortest number that anybody answers: 999, 112.
const PHONE_DIGITS: usize = 3;
/// Nobody alive was born before this.
const EARLIEST_BIRTH_YEAR: i32 = 1900;

/// A one-line text that may stay empty: trimmed, in Unicode NFC, without control or invisible characters.
pub fn line(issues: &mut Issues, path: &str, raw: &str) -> String {
    checked(issues, path, raw, LINE_MAX, false)
}

/// A one-line text that must not be empty.
pub fn required_line(issues: &mut Issues, path: &str, raw: &str) -> String {
    let value = line(issues, path, raw);
    if raw.trim().is_empty() {
        issues.add(path, IssueCode::Required);
    }
    value
}

/// Why something is set right or taken away: a required line on its own.
///
/// # Errors
/// Nothing was entered, or it is no line; named `reason`.
pub fn reason(raw: &str) -> Result<String, Vec<Issue>> {
    let mut issues = Issues::default();
    let value = required_line(&mut issues, "reason", raw);
    issues.or(value)
}

/// The name of a person: a required line with at least one letter in it, of any script.
pub fn name(issues: &mut Issues, path: &str, raw: &str) -> String {
    let value = required_line(issues, path, raw);
    if !value.is_empty() && !value.chars().any(char::is_alphabetic) {
        issues.add(path, IssueCode::NoLetters);
    }
    value
}

/// A line that people dial: it must hold a number, beside whatever else is written with it.
pub fn phone(issues: &mut Issues, path: &str, raw: &str) -> String {
    let value = line(issues, path, raw);
    if !value.is_empty() && value.chars().filter(char::is_ascii_digit).count() < PHONE_DIGITS {
        issues.add(path, IssueCode::NoDigits);
    }
    value
}

/// A number to call that must not be empty.
pub fn required_phone(issues: &mut Issues, path: &str, raw: &str) -> String {
    let value = phone(issues, path, raw);
    if raw.trim().is_empty() {
        issues.add(path, IssueCode::Required);
    }
    value
}

/// An e-mail address that may stay empty: something on both sides of one `@`, no spaces. Only sending tells more.
pub fn email(issues: &mut Issues, path: &str, raw: &str) -> String {
    let value = line(issues, path, raw);
    let is_address = value
        .split_once('@')
        .is_some_and(|(name, place)| !name.is_empty() && !place.is_empty() && !place.contains('@'));
    if !value.is_empty() && (!is_address || value.contains(char::is_whitespace)) {
        issues.add_with(
            path,
            IssueCode::WrongForm,
            &[("expected", "name@example.org".to_owned())],
        );
    }
    value
}

/// An address as on an envelope: a few short lines, so that it fits the head of every printed page.
pub fn address(issues: &mut Issues, path: &str, raw: &str) -> String {
    let value = checked(issues, path, raw, LINE_MAX, true);
    if value.lines().count() > ADDRESS_LINES {
        issues.add_with(
            path,
            IssueCode::TooLong,
            &[("max", ADDRESS_LINES.to_string())],
        );
    }
    value
}

/// Free text of several lines: line breaks and tabs stay, other control characters are refused.
pub fn note(issues: &mut Issues, path: &str, raw: &str) -> String {
    checked(issues, path, raw, NOTE_MAX, true)
}

/// A date of birth: from 1900 to today.
pub fn birth_date(
    issues: &mut Issues,
    path: &str,
    raw: Option<NaiveDate>,
    today: NaiveDate,
) -> NaiveDate {
    let Some(date) = raw else {
        issues.add(path, IssueCode::Required);
        return today;
    };
    if date > today {
        issues.add(path, IssueCode::InTheFuture);
    } else if date.year() < EARLIEST_BIRTH_YEAR {
        issues.add_with(path, IssueCode::TooEarly, &[("min", "1900".to_owned())]);
    }
    date
}

fn checked(issues: &mut Issues, path: &str, raw: &str, max: usize, lines: bool) -> String {
    // A megabyte pasted by mistake is refused before any work is spent on it.
    if raw.chars().take(max + 1).count() > max {
        issues.add_with(path, IssueCode::TooLong, &[("max", max.to_string())]);
        return String::new();
    }
    let allowed = |c: char| !c.is_control() || (lines && matches!(c, '\n' | '\t' | '\r'));
    if !raw.trim().chars().all(allowed) {
        issues.add(path, IssueCode::ControlCharacter);
        return String::new();
    }
    if raw.trim().chars().any(is_hidden) {
        issues.add(path, IssueCode::HiddenCharacter);
        return String::new();
    }
    raw.trim().nfc().collect()
}

/// A character that nobody sees and that changes what is read beside it: a direction override turns a birth date around
/// on the screen of the next person (right patient, PRACTICE 19). The joiners U+200C and U+200D are part of how Persian,
/// Indic and emoji words are written, and stay.
fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{00AD}'
            | '\u{061C}'
            | '\u{180E}'
            | '\u{200B}'
            | '\u{200E}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E007F}'
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    fn codes(raw: &str) -> Vec<IssueCode> {
        let mut issues = Issues::default();
        name(&mut issues, "family", raw);
        issues
            .or(())
            .err()
            .unwrap_or_default()
            .into_iter()
            .map(|issue| issue.code)
            .collect()
    }

    #[test]
    fn a_name_of_any_script_is_kept_as_typed() {
        for good in [
            "Łukasz",
            "Ångström",
            "مها",
            "李",
            "O'Thread-Needle",
            "Marigold 🌼",
        ] {
            assert_eq!(codes(good), [], "{good} is somebody's name");
        }
    }

    #[test]
    fn a_character_that_nobody_sees_is_refused_and_a_joiner_is_not() {
        for hidden in [
            '\u{202E}', '\u{202A}', '\u{2066}', '\u{2069}', '\u{200F}', '\u{200B}', '\u{FEFF}',
        ] {
            assert_eq!(
                codes(&format!("Needle{hidden}worth")),
                [IssueCode::HiddenCharacter],
                "U+{:04X} turns or hides what stands beside it",
                u32::from(hidden)
            );
        }
        for good in ["علی‌رضا", "क्‍ष", "נועה פשתן", "مها"] {
            assert_eq!(codes(good), [], "{good} is somebody's name");
        }
    }

    #[test]
    fn a_number_to_call_has_digits_and_an_address_to_write_to_has_two_sides() {
        let refused = |read: fn(&mut Issues, &str, &str) -> String, raw: &str| {
            let mut issues = Issues::default();
            read(&mut issues, "field", raw);
            issues.or(()).err().map(|found| found[0].code)
        };
        for good in ["999", "+44 1632 960001 ext. 2", ""] {
            assert_eq!(refused(phone, good), None, "{good}");
        }
        assert_eq!(
            refused(phone, "abc"),
            Some(IssueCode::NoDigits),
            "it is printed as the number to call"
        );
        assert_eq!(refused(email, "barnaby@selvedge.example"), None);
        for bad in ["barnaby", "barnaby@", "@selvedge.example", "a@b@c", "a b@c"] {
            assert_eq!(refused(email, bad), Some(IssueCode::WrongForm), "{bad}");
        }
    }

    #[test]
    fn an_absurd_name_is_refused_with_its_reason() {
        assert_eq!(codes("  "), [IssueCode::Required]);
        assert_eq!(codes("a\u{0}b"), [IssueCode::ControlCharacter]);
        assert_eq!(codes(&"x".repeat(1_000_000)), [IssueCode::TooLong]);
        assert_eq!(codes("🌼🌼"), [IssueCode::NoLetters]);
    }

    #[test]
    fn a_birth_date_lies_between_1900_and_today() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        let code = |date| {
            let mut issues = Issues::default();
            birth_date(&mut issues, "birth_on", date, today);
            issues.or(()).err().map(|found| found[0].code)
        };
        assert_eq!(
            code(Some(today)),
            None,
            "a newborn has a birth date of today"
        );
        assert_eq!(code(today.succ_opt()), Some(IssueCode::InTheFuture));
        assert_eq!(
            code(NaiveDate::from_ymd_opt(1899, 12, 31)),
            Some(IssueCode::TooEarly)
        );
        assert_eq!(code(None), Some(IssueCode::Required));
    }
}
