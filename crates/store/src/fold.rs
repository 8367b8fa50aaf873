//! The one function that decides which spellings are the same when a name is looked for.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case without marks; letters that do not decompose (ł ø ß æ đ ...) become the plain letters people type.
#[must_use]
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text
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
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            other => out.push(other),
        }
    }
    out
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

/// The digits of a telephone number, last one first: people know the end of a number.
#[must_use]
pub fn reversed_digits(text: &str) -> String {
    text.chars().rev().filter(char::is_ascii_digit).collect()
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
        ] {
            assert_eq!(folded(name), typed, "{name} is looked for as {typed}");
        }
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
}
