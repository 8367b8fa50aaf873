//! What a box's label says when a scanner reads it: the elements of a GS1 DataMatrix or Code 128 (GS1 General
//! Specifications, section 3). A scanner types them as one line, each begun by its two to four digits.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use specta::Type;

/// The elements that a stock book needs; what else the label holds is read past.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Label {
    /// AI 01, fourteen digits.
    pub gtin: Option<String>,
    /// AI 10.
    pub lot: Option<String>,
    /// AI 17.
    pub expires_on: Option<NaiveDate>,
    /// AI 21, the number of one unit.
    pub serial: Option<String>,
    /// AI 30 or 37: units in the box.
    pub units: Option<u32>,
    /// The scanner seems to leave out the sign between two elements, so that the lot or serial may hold what follows it.
    pub run_together: bool,
}

/// Why a line is no label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LabelTrouble {
    /// It does not begin as a label does: a shop's bar code, a web address, somebody typing.
    NotALabel,
    /// It ends in the middle of an element.
    CutOff,
    /// A character that no label holds at this place.
    WrongCharacter,
    /// The check digit of the trade item number is another one.
    CheckDigit,
    /// The expiry names a day that no calendar has.
    NoSuchDate,
    /// A lot or serial longer than a label allows: the scanner leaves out the sign between two elements.
    RunTogether,
    /// The same element twice with two values.
    SaidTwice,
}

/// The sign between elements: the character itself, as a picture of it, and what scanners are set to send in its place.
const SEPARATORS: [char; 4] = ['\u{1d}', '\u{241d}', '|', '~'];
/// How scanners announce what kind of code they read (GS1 DataMatrix, Code 128, QR, DataBar).
const ANNOUNCED: [&str; 4] = ["]d2", "]C1", "]Q3", "]e0"];

/// Elements with a length that needs no sign after them.
const FIXED: [(&str, usize); 12] = [
    ("00", 18),
    ("01", 14),
    ("02", 14),
    ("03", 14),
    ("11", 6),
    ("12", 6),
    ("13", 6),
    ("15", 6),
    ("16", 6),
    ("17", 6),
    ("20", 2),
    ("410", 13),
];
/// Elements that end at a sign or with the line, with the most characters they hold.
const VARIABLE: [(&str, usize); 16] = [
    ("10", 20),
    ("21", 20),
    ("22", 20),
    ("30", 8),
    ("37", 8),
    ("240", 30),
    ("241", 30),
    ("250", 30),
    ("251", 30),
    ("400", 30),
    ("710", 20),
    ("711", 20),
    ("712", 20),
    ("713", 20),
    ("714", 20),
    ("715", 20),
];
/// A company's own elements, 91 to 99.
const OWN_MAX: usize = 90;

/// Reads what a scanner typed. `today` tells the century of a two-digit year.
///
/// # Errors
/// [`LabelTrouble`]; nothing of a label that is wrong in one place is believed in another.
pub fn read_label(typed: &str, today: NaiveDate) -> Result<Label, LabelTrouble> {
    let plain = without_brackets(typed.trim());
    let mut rest = plain.as_str();
    for announced in ANNOUNCED {
        rest = rest.strip_prefix(announced).unwrap_or(rest);
    }
    rest = rest.trim_start_matches(SEPARATORS);
    let mut label = Label::default();
    let mut open_end = None;
    if rest.is_empty() {
        return Err(LabelTrouble::NotALabel);
    }
    let mut is_first = true;
    while !rest.is_empty() {
        let (ai, length) = begin(rest).ok_or(if is_first {
            LabelTrouble::NotALabel
        } else {
            LabelTrouble::WrongCharacter
        })?;
        is_first = false;
        let after = &rest[ai.len()..];
        let value = match length {
            Length::Fixed(length) => after.get(..length).ok_or(LabelTrouble::CutOff)?,
            Length::AtMost(longest) => {
                let end = after.find(SEPARATORS).unwrap_or(after.len());
                let value = &after[..end];
                if value.chars().count() > longest {
                    return Err(LabelTrouble::RunTogether);
                }
                open_end = (end == after.len()).then_some(value);
                value
            }
        };
        take(&mut label, ai, value, today)?;
        rest = after[value.len()..].trim_start_matches(SEPARATORS);
    }
    label.run_together = label.expires_on.is_none() && open_end.is_some_and(ends_in_an_expiry);
    Ok(label)
}

enum Length {
    Fixed(usize),
    AtMost(usize),
}

/// The element that a line begins with.
fn begin(rest: &str) -> Option<(&'static str, Length)> {
    let own = ["91", "92", "93", "94", "95", "96", "97", "98", "99"];
    let fixed = FIXED.iter().map(|&(ai, n)| (ai, Length::Fixed(n)));
    let variable = VARIABLE.iter().map(|&(ai, n)| (ai, Length::AtMost(n)));
    let own = own.into_iter().map(|ai| (ai, Length::AtMost(OWN_MAX)));
    fixed
        .chain(variable)
        .chain(own)
        .find(|(ai, _)| rest.starts_with(ai))
}

/// `(01)…(10)…` as it is printed under the code, typed by hand: the brackets stand where the signs would.
fn without_brackets(typed: &str) -> String {
    if !typed.starts_with('(') {
        return typed.to_owned();
    }
    let mut plain = String::new();
    for part in typed.split('(').filter(|part| !part.is_empty()) {
        match part.split_once(')') {
            // Only what stands in brackets as digits is an element; anything else belongs to the value.
            Some((ai, value)) if ai.len() <= 4 && ai.chars().all(|c| c.is_ascii_digit()) => {
                plain.push('\u{1d}');
                plain.push_str(ai);
                plain.push_str(value.trim());
            }
            _ => {
                plain.push('(');
                plain.push_str(part);
            }
        }
    }
    plain
}

fn take(label: &mut Label, ai: &str, value: &str, today: NaiveDate) -> Result<(), LabelTrouble> {
    if value.is_empty() {
        return Err(LabelTrouble::CutOff);
    }
    match ai {
        "01" => keep(&mut label.gtin, checked_gtin(value)?),
        "10" => keep(&mut label.lot, legible(value)?),
        "21" => keep(&mut label.serial, legible(value)?),
        "17" => keep(&mut label.expires_on, expiry(digits(value)?, today)?),
        "30" | "37" => {
            let units = digits(value)?
                .parse()
                .map_err(|_| LabelTrouble::WrongCharacter)?;
            keep(&mut label.units, units)
        }
        _ => Ok(()),
    }
}

fn keep<T: PartialEq>(place: &mut Option<T>, value: T) -> Result<(), LabelTrouble> {
    match place {
        Some(said) if *said != value => Err(LabelTrouble::SaidTwice),
        _ => {
            *place = Some(value);
            Ok(())
        }
    }
}

fn digits(value: &str) -> Result<&str, LabelTrouble> {
    if value.bytes().all(|b| b.is_ascii_digit()) {
        Ok(value)
    } else {
        Err(LabelTrouble::WrongCharacter)
    }
}

/// The characters a lot or a serial may hold.
fn legible(value: &str) -> Result<String, LabelTrouble> {
    let marks = "!\"%&'()*+,-./:;<=>?_";
    if value
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || marks.contains(c))
    {
        Ok(value.to_owned())
    } else {
        Err(LabelTrouble::WrongCharacter)
    }
}

fn checked_gtin(value: &str) -> Result<String, LabelTrouble> {
    let sum: u32 = digits(value)?
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, digit)| u32::from(digit - b'0') * if place.is_multiple_of(2) { 1 } else { 3 })
        .sum();
    if sum.is_multiple_of(10) {
        Ok(value.to_owned())
    } else {
        Err(LabelTrouble::CheckDigit)
    }
}

/// `YYMMDD`. Day 00 is the last of the month; the century is the one that makes the year nearest to this one.
fn expiry(value: &str, today: NaiveDate) -> Result<NaiveDate, LabelTrouble> {
    let pair = |from: usize| {
        value
            .get(from..from + 2)
            .and_then(|two| two.parse::<i32>().ok())
    };
    let (Some(year), Some(month), Some(day)) = (pair(0), pair(2), pair(4)) else {
        return Err(LabelTrouble::NoSuchDate);
    };
    let this_year = today.year();
    let mut year = this_year - this_year.rem_euclid(100) + year;
    if year - this_year >= 51 {
        year -= 100;
    } else if this_year - year >= 50 {
        year += 100;
    }
    let unsigned = |number: i32| u32::try_from(number).unwrap_or(0);
    let first =
        NaiveDate::from_ymd_opt(year, unsigned(month), 1).ok_or(LabelTrouble::NoSuchDate)?;
    if day == 0 {
        return Ok(first + Months::new(1) - Days::new(1));
    }
    first
        .with_day(unsigned(day))
        .ok_or(LabelTrouble::NoSuchDate)
}

/// Whether the end of a lot reads like an expiry that nobody cut off: `…17` and a date.
fn ends_in_an_expiry(value: &str) -> bool {
    let Some(at) = value.len().checked_sub(8) else {
        return false;
    };
    let epoch = NaiveDate::default();
    at > 0
        && value.get(at..at + 2) == Some("17")
        && value
            .get(at + 2..)
            .is_some_and(|date| digits(date).is_ok() && expiry(date, epoch).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    const GTIN: &str = "09501101530003";

    fn read(typed: &str) -> Result<Label, LabelTrouble> {
        read_label(typed, "2026-11-23".parse().unwrap())
    }

    fn date(text: &str) -> Option<NaiveDate> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn lot_expiry_item_and_serial_are_read_in_any_order_and_however_the_scanner_sends_them() {
        let whole = Label {
            gtin: Some(GTIN.to_owned()),
            lot: Some("24K-0911".to_owned()),
            expires_on: date("2027-05-31"),
            serial: Some("A7".to_owned()),
            ..Label::default()
        };
        for typed in [
            format!("01{GTIN}172705311024K-0911\u{1d}21A7"),
            format!("]d201{GTIN}1024K-0911\u{1d}1727053121A7"),
            format!("]C1\u{1d}21A7\u{1d}1024K-0911\u{1d}01{GTIN}17270531"),
            format!("01{GTIN}172705311024K-0911|21A7"),
            format!("(01){GTIN}(17)270531(10)24K-0911(21)A7"),
            format!("(01) {GTIN} (17) 270531 (10) 24K-0911 (21) A7"),
            format!("  01{GTIN}1024K-0911~21A7~17270531\r\n"),
        ] {
            assert_eq!(read(&typed), Ok(whole.clone()), "{typed:?}");
        }
    }

    #[test]
    fn day_00_is_the_last_of_the_month_and_the_century_is_the_nearest() {
        for (typed, expected) in [
            ("17270500", "2027-05-31"),
            ("17280200", "2028-02-29"),
            ("17271200", "2027-12-31"),
            ("17760131", "2076-01-31"),
            ("17770131", "1977-01-31"),
            ("17990131", "1999-01-31"),
        ] {
            assert_eq!(read(typed).unwrap().expires_on, date(expected), "{typed}");
        }
    }

    #[test]
    fn how_many_are_in_the_box_and_elements_of_no_concern_do_not_disturb() {
        let label = read(&format!("01{GTIN}1126010130024\u{1d}240REF-9\u{1d}10B2")).unwrap();
        assert_eq!((label.units, label.lot.as_deref()), (Some(24), Some("B2")));
        assert!(!label.run_together);
    }

    #[test]
    fn a_lot_with_the_expiry_run_into_it_is_said_to_be_doubtful() {
        let doubtful = read(&format!("01{GTIN}1024K091117270531")).unwrap();
        assert_eq!(doubtful.lot.as_deref(), Some("24K091117270531"));
        assert!(doubtful.run_together, "the sign before 17 is missing");
        let sure = read(&format!("01{GTIN}172705311024K091117270531")).unwrap();
        assert!(
            !sure.run_together,
            "its expiry was said, so this is the lot"
        );
        let other = read("1024K091117991399").unwrap();
        assert!(!other.run_together, "no calendar has this date");
        assert_eq!(
            read(&format!("10LOT-OF-THIRTEEN17270531{GTIN}")),
            Err(LabelTrouble::RunTogether)
        );
    }

    #[test]
    fn what_is_no_label_is_named_and_nothing_of_it_is_believed() {
        for (typed, expected) in [
            ("", LabelTrouble::NotALabel),
            ("   ", LabelTrouble::NotALabel),
            ("24K-0911", LabelTrouble::NotALabel),
            ("LOT 24K", LabelTrouble::NotALabel),
            ("https://example.org/10/24K", LabelTrouble::NotALabel),
            ("0109501101530004", LabelTrouble::CheckDigit),
            ("01095011015300", LabelTrouble::CutOff),
            ("0109501101530X03", LabelTrouble::WrongCharacter),
            ("10", LabelTrouble::CutOff),
            ("172705", LabelTrouble::CutOff),
            ("17271305", LabelTrouble::NoSuchDate),
            ("17270230", LabelTrouble::NoSuchDate),
            ("1727053186", LabelTrouble::WrongCharacter),
            ("10Łódź", LabelTrouble::WrongCharacter),
            ("17270531\u{1d}17270601", LabelTrouble::SaidTwice),
            ("30many", LabelTrouble::WrongCharacter),
        ] {
            assert_eq!(read(typed), Err(expected), "{typed:?}");
        }
    }

    #[test]
    fn no_line_however_odd_stops_the_program() {
        for typed in [
            "(",
            ")",
            "(01",
            "(()10)x",
            "()",
            "(10)",
            "]d2",
            "\u{1d}",
            "01é9501101530003",
            "17é",
            "10\u{1d}",
            "(99)(10)x",
            "17é70531",
            "10aéé17270531",
        ] {
            let _ = read(typed);
        }
        let all: String = ('\u{0}'..='\u{ff}').collect();
        for start in 0..40 {
            let _ = read(&all.chars().skip(start * 5).collect::<String>());
        }
    }
}
