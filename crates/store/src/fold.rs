//! The one place that decides which spellings are the same when somebody is looked for.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case without marks; letters that do not decompose (ł ø ß æ đ ...) become the plain letters people type.
#[must_use]
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text
        .chars()
        .map(without_dot)
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
    {
        match c {
            'ł' => out.push('l'),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'ħ' => out.push('h'),
            'ı' => out.push('i'),
            'ς' => out.push('σ'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            other => out.push(other),
        }
    }
    out
}

/// The Catalan letter with a dot is one letter; taken apart, its dot would end the word.
fn without_dot(c: char) -> char {
    match c {
        'Ŀ' | 'ŀ' => 'l',
        other => other,
    }
}

/// The other way that a German, a Dane or a Swede spells a word without its marks: Müller as Mueller, Møller as Moeller.
/// `None` where it is the folded word again.
#[must_use]
pub fn spelt_out(word: &str) -> Option<String> {
    let mut out = String::with_capacity(word.len() + 4);
    for c in word.nfc().flat_map(char::to_lowercase) {
        match c {
            'ä' => out.push_str("ae"),
            'ö' | 'ø' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'å' => out.push_str("aa"),
            other => out.push(other),
        }
    }
    let out = folded(&out);
    (out != folded(word)).then_some(out)
}

/// The words of a folded name: what lies between spaces, hyphens and apostrophes.
pub fn words(text: &str) -> impl Iterator<Item = String> + use<> {
    let folded = folded(text);
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect::<Vec<_>>()
        .into_iter()
}

/// Letters and digits alone, folded: how a lot or record number is compared.
#[must_use]
pub fn squeezed(text: &str) -> String {
    words(text).collect()
}

/// The digits of a text in their order.
#[must_use]
pub fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The same, last one first: people know the end of a number.
#[must_use]
pub fn reversed_digits(text: &str) -> String {
    text.chars().rev().filter(char::is_ascii_digit).collect()
}

/// A telephone number as it is dialled inside its country: without country code and trunk zero. Written with `+` or
/// `00`, the code is known by the plan of the ITU (E.164: 1 and 7 are one digit, the rest two or three).
#[must_use]
pub fn national_digits(phone: &str) -> String {
    let all = digits(phone);
    let abroad = if phone.trim_start().starts_with('+') {
        Some(all.as_str())
    } else {
        all.strip_prefix("00")
    };
    let national = match abroad {
        Some(number) => number.get(country_code_len(number)..).unwrap_or_default(),
        None => all.as_str(),
    };
    national.trim_start_matches('0').to_owned()
}

fn country_code_len(number: &str) -> usize {
    /// Country codes of two digits; every other one that is not 1 or 7 has three.
    const TWO: [&str; 44] = [
        "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46",
        "47", "48", "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63",
        "64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98",
    ];
    if number.starts_with(['1', '7']) {
        1
    } else if TWO.iter().any(|code| number.starts_with(code)) {
        2
    } else {
        3
    }
}

/// The smallest string after every string that begins with `prefix`.
#[must_use]
pub fn prefix_end(prefix: &str) -> String {
    format!("{prefix}\u{10FFFF}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_plain_spelling_finds_its_name() {
        for (name, typed) in [
            ("Łukasz", "lukasz"),
            ("Søren", "soren"),
            ("Weiß", "weiss"),
            ("Æsop", "aesop"),
            ("Đorđe", "dorde"),
            ("MÜLLER", "muller"),
            ("Νίκος", "νικοσ"),
            ("İbrahim", "ibrahim"),
            ("Aŀlot", "allot"),
        ] {
            assert_eq!(folded(name), typed, "{name} is looked for as {typed}");
        }
    }

    #[test]
    fn umlauts_have_a_second_plain_spelling() {
        assert_eq!(spelt_out("Müller").as_deref(), Some("mueller"));
        assert_eq!(spelt_out("Ångström").as_deref(), Some("aangstroem"));
        assert_eq!(spelt_out("Smith"), None);
    }

    #[test]
    fn each_word_of_a_name_is_a_way_in() {
        assert_eq!(
            words("Featherstitch-O'Thread  de").collect::<Vec<_>>(),
            ["featherstitch", "o", "thread", "de"]
        );
    }

    #[test]
    fn a_number_is_known_by_its_end() {
        assert_eq!(reversed_digits("+44 (0)20 79-46"), "649702044");
    }

    #[test]
    fn one_number_is_dialled_in_several_ways() {
        for written in ["+44 1632 960001", "0044 1632 960 001", "01632 960001"] {
            assert_eq!(national_digits(written), "1632960001", "{written}");
        }
        assert_eq!(national_digits("+358 40 123"), "40123");
        assert_eq!(national_digits("+"), "");
    }
}
