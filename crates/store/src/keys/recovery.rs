//! The recovery code: 160 random bits that a clinic prints once and keeps in a drawer.
//!
//! Written as eight groups of four letters and digits and a ninth group that checks them. The
//! alphabet is Crockford's: no I, L, O or U, and whoever types those (or lower case, or spaces
//! instead of dashes) is understood.
//!
//! The check group is made so that a misread or swapped letter names the group it is in: the even and
//! the odd columns of the code are two words over GF(32), each followed by two check symbols.

use std::fmt;

use thiserror::Error;
use zeroize::Zeroizing;

use super::fill_random;
use crate::error::StoreError;

const ALPHABET: [u8; 32] = *b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SECRET_LEN: usize = 20;
const DATA_SYMBOLS: usize = 32;
const SYMBOLS: usize = 36;
const GROUP_LEN: usize = 4;

/// Groups of a written code: eight of the secret and one that checks them.
pub const GROUPS: usize = 9;

/// A recovery code. Wiped when dropped, never printed by `Debug`.
pub struct Code {
    secret: Box<Zeroizing<[u8; SECRET_LEN]>>,
}

/// Why a typed code is not one that this program ever gave out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CodeError {
    /// Not 36 letters and digits.
    #[error("{given} characters instead of 36")]
    Length {
        /// Letters and digits that were typed.
        given: usize,
    },
    /// The slip is in this group: a character that no code contains, or one that the check group
    /// gives away.
    #[error("group {group} is wrong")]
    WrongGroup {
        /// 1 to 9.
        group: usize,
    },
    /// The check group disagrees, and more than one group may be wrong.
    #[error("mistyped in more than one place")]
    Mistyped,
}

impl Code {
    /// A fresh code.
    ///
    /// # Errors
    /// [`StoreError::Crypto`] when the system gives no random bytes.
    pub fn random() -> Result<Self, StoreError> {
        let mut secret = Box::new(Zeroizing::new([0; SECRET_LEN]));
        fill_random(secret.as_mut_slice())?;
        Ok(Self { secret })
    }

    /// Reads a code as a person types it.
    ///
    /// # Errors
    /// What is wrong and, where it can be told, in which group.
    pub fn parse(typed: &str) -> Result<Self, CodeError> {
        let symbols = read_symbols(typed)?;
        if let Some(slip) = find_slip(&symbols) {
            return Err(slip
                .group
                .map_or(CodeError::Mistyped, |group| CodeError::WrongGroup { group }));
        }
        Ok(Self {
            secret: pack(&symbols),
        })
    }

    /// The nine groups of four characters, in order.
    #[must_use]
    pub fn groups(&self) -> [Zeroizing<String>; GROUPS] {
        let symbols = self.symbols();
        std::array::from_fn(|group| {
            let mut text = Zeroizing::new(String::with_capacity(GROUP_LEN));
            for symbol in &symbols[group * GROUP_LEN..(group + 1) * GROUP_LEN] {
                text.push(char::from(ALPHABET[usize::from(*symbol)]));
            }
            text
        })
    }

    /// The code as it is printed: groups joined by dashes.
    #[must_use]
    pub fn written(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(SYMBOLS + GROUPS - 1));
        for (index, group) in self.groups().iter().enumerate() {
            if index > 0 {
                text.push('-');
            }
            text.push_str(group);
        }
        text
    }

    /// Whether `typed` is group `number` (1 to 9), as set-up asks for two of them back.
    #[must_use]
    pub fn group_is(&self, number: usize, typed: &str) -> bool {
        let Some(expected) = number
            .checked_sub(1)
            .filter(|index| *index < GROUPS)
            .map(|index| index * GROUP_LEN)
        else {
            return false;
        };
        let symbols = self.symbols();
        let mut given = typed.chars().filter(|c| !is_separator(*c)).map(symbol);
        symbols[expected..expected + GROUP_LEN]
            .iter()
            .all(|wanted| given.next().flatten() == Some(*wanted))
            && given.next().is_none()
    }

    pub(super) fn secret(&self) -> &[u8] {
        self.secret.as_slice()
    }

    fn symbols(&self) -> Zeroizing<[u8; SYMBOLS]> {
        let mut symbols = Zeroizing::new([0; SYMBOLS]);
        for (eight, five) in symbols[..DATA_SYMBOLS]
            .chunks_exact_mut(8)
            .zip(self.secret.chunks_exact(5))
        {
            let bits = five
                .iter()
                .fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
            for (index, symbol) in eight.iter_mut().enumerate() {
                *symbol = (bits >> (35 - 5 * index) & 31) as u8;
            }
        }
        for parity in 0..2 {
            let (sum, weighted) = sums(&symbols[..DATA_SYMBOLS], parity);
            symbols[DATA_SYMBOLS + parity] = sum;
            symbols[DATA_SYMBOLS + 2 + parity] = weighted;
        }
        symbols
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(..)")
    }
}

/// Some symbol is wrong; `group` is 1 to 9 where that can be told.
struct Slip {
    group: Option<usize>,
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '.' | '_')
}

fn symbol(c: char) -> Option<u8> {
    let c = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    ALPHABET
        .iter()
        .position(|letter| char::from(*letter) == c)
        .and_then(|index| u8::try_from(index).ok())
}

fn read_symbols(typed: &str) -> Result<Zeroizing<[u8; SYMBOLS]>, CodeError> {
    let letters = || typed.chars().filter(|c| !is_separator(*c));
    let given = letters().count();
    let mut symbols = Zeroizing::new([0; SYMBOLS]);
    for (index, letter) in letters().enumerate().take(SYMBOLS) {
        symbols[index] = symbol(letter).ok_or(CodeError::WrongGroup {
            group: index / GROUP_LEN + 1,
        })?;
    }
    if given == SYMBOLS {
        Ok(symbols)
    } else {
        Err(CodeError::Length { given })
    }
}

fn pack(symbols: &[u8; SYMBOLS]) -> Box<Zeroizing<[u8; SECRET_LEN]>> {
    let mut secret = Box::new(Zeroizing::new([0; SECRET_LEN]));
    for (five, eight) in secret
        .chunks_exact_mut(5)
        .zip(symbols[..DATA_SYMBOLS].chunks_exact(8))
    {
        let bits = eight
            .iter()
            .fold(0_u64, |bits, symbol| bits << 5 | u64::from(*symbol));
        five.copy_from_slice(&bits.to_be_bytes()[3..]);
    }
    secret
}

/// The plain and the weighted sum of every second data symbol, starting at `parity`.
fn sums(data: &[u8], parity: usize) -> (u8, u8) {
    data.iter()
        .skip(parity)
        .step_by(2)
        .enumerate()
        .fold((0, 0), |(sum, weighted), (place, symbol)| {
            (sum ^ symbol, weighted ^ times_alpha(*symbol, place))
        })
}

/// `symbol` times the `power`-th power of the generator, in GF(32) modulo x^5 + x^2 + 1.
fn times_alpha(symbol: u8, power: usize) -> u8 {
    (0..power).fold(symbol, |value, _| {
        let doubled = value << 1;
        if doubled & 32 == 0 {
            doubled
        } else {
            doubled ^ 0b10_0101
        }
    })
}

fn find_slip(symbols: &[u8; SYMBOLS]) -> Option<Slip> {
    let halves = [0, 1].map(|parity| slip_in_half(symbols, parity));
    match halves {
        [None, None] => None,
        [Some(slip), None] | [None, Some(slip)] => Some(slip),
        [Some(first), Some(second)] => Some(Slip {
            group: first.group.filter(|_| first.group == second.group),
        }),
    }
}

fn slip_in_half(symbols: &[u8; SYMBOLS], parity: usize) -> Option<Slip> {
    let (sum, weighted) = sums(&symbols[..DATA_SYMBOLS], parity);
    let sum_off = sum ^ symbols[DATA_SYMBOLS + parity];
    let weighted_off = weighted ^ symbols[DATA_SYMBOLS + 2 + parity];
    match (sum_off, weighted_off) {
        (0, 0) => None,
        // One check symbol alone is off: the slip is in the check group itself.
        (0, _) | (_, 0) => Some(Slip {
            group: Some(GROUPS),
        }),
        // One symbol off by `sum_off` at place p is off by `sum_off` times alpha^p in the weighted sum.
        _ => Some(Slip {
            group: (0..DATA_SYMBOLS / 2)
                .find(|place| times_alpha(sum_off, *place) == weighted_off)
                .map(|place| (place * 2 + parity) / GROUP_LEN + 1),
        }),
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        reason = "a test that stops loudly is doing its work"
    )]

    use super::*;

    /// A code with every kind of symbol in it, the same in every run.
    fn code() -> Code {
        let secret = std::array::from_fn(|index| (index as u8).wrapping_mul(157) ^ 0x5a);
        Code {
            secret: Box::new(Zeroizing::new(secret)),
        }
    }

    fn group_of(index: usize) -> usize {
        index / GROUP_LEN + 1
    }

    #[test]
    fn what_was_printed_is_what_is_read_back() {
        for _ in 0..200 {
            let code = Code::random().unwrap();
            let read = Code::parse(&code.written()).unwrap();
            assert_eq!(read.secret(), code.secret());
        }
    }

    #[test]
    fn a_code_is_nine_groups_of_four_without_letters_that_are_mistaken() {
        let written = Code::random().unwrap().written();
        let groups: Vec<&str> = written.split('-').collect();
        assert_eq!(groups.len(), 9);
        assert!(groups.iter().all(|group| group.len() == 4));
        assert!(
            !written.contains(['I', 'L', 'O', 'U']),
            "I, L and O read as digits, U makes words nobody wants in a drawer"
        );
    }

    #[test]
    fn lower_case_spaces_and_look_alike_letters_are_understood() {
        let mut code = code();
        code.secret[..3].copy_from_slice(&[0, 0x42, 0x10]);
        let sloppy: String = code
            .written()
            .to_lowercase()
            .replace('0', "o")
            .replacen('1', "l", 1)
            .replace('1', "I")
            .replace('-', " – ");
        assert_ne!(sloppy.replace(" – ", "-").to_uppercase(), *code.written());
        assert_eq!(Code::parse(&sloppy).unwrap().secret(), code.secret());
    }

    #[test]
    fn one_misread_character_names_the_group_it_is_in() {
        let right = code().symbols();
        for index in 0..SYMBOLS {
            for other in (0..32).filter(|other| *other != right[index]) {
                let mut wrong = right.clone();
                wrong[index] = other;
                let typed: String = wrong
                    .iter()
                    .map(|symbol| char::from(ALPHABET[usize::from(*symbol)]))
                    .collect();
                assert_eq!(
                    Code::parse(&typed).err(),
                    Some(CodeError::WrongGroup {
                        group: group_of(index)
                    }),
                    "nobody can check nine groups by eye: the program says which one"
                );
            }
        }
    }

    #[test]
    fn two_neighbours_swapped_name_their_group() {
        let right = code().symbols();
        for index in (0..DATA_SYMBOLS).filter(|index| index % GROUP_LEN != GROUP_LEN - 1) {
            if right[index] == right[index + 1] {
                continue;
            }
            let mut wrong = right.clone();
            wrong.swap(index, index + 1);
            let slip = find_slip(&wrong).unwrap();
            assert_eq!(slip.group, Some(group_of(index)));
        }
    }

    #[test]
    fn a_character_that_no_code_has_names_its_group() {
        let typed = code().written().replacen(|c: char| c != '-', "U", 1);
        assert_eq!(
            Code::parse(&typed).err(),
            Some(CodeError::WrongGroup { group: 1 })
        );
    }

    #[test]
    fn a_missing_or_an_extra_character_is_counted() {
        let written = code().written();
        assert_eq!(
            Code::parse(&written[1..]).err(),
            Some(CodeError::Length { given: 35 })
        );
        assert_eq!(
            Code::parse(&format!("{}7", *written)).err(),
            Some(CodeError::Length { given: 37 })
        );
        assert_eq!(Code::parse("").err(), Some(CodeError::Length { given: 0 }));
    }

    #[test]
    fn set_up_accepts_only_the_group_it_asked_for() {
        let code = code();
        let groups = code.groups();
        assert!(code.group_is(3, &groups[2].to_lowercase()));
        assert!(!code.group_is(4, &groups[2]));
        assert!(!code.group_is(3, &groups[2][..3]));
        assert!(!code.group_is(3, &format!("{}7", *groups[2])));
        assert!(!code.group_is(0, "") && !code.group_is(10, ""));
    }

    #[test]
    fn a_code_does_not_show_itself_in_debug_output() {
        assert_eq!(format!("{:?}", code()), "Code(..)");
    }
}
