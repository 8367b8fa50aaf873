//! How strong a passphrase must be. A stolen disk is held by nothing else.

use needlebook_domain::issue::{Issue, IssueCode};
use needlebook_store::fold::folded;
use serde::Serialize;
use specta::Type;
use std::collections::BTreeMap;

/// How strong a passphrase is, by zxcvbn.
#[derive(Clone, Copy, Debug, Serialize, Type)]
pub struct PassphraseStrength {
    /// 0 to 4; 3 is enough.
    pub score: u8,
    pub long_enough: bool,
}

const LENGTH_MIN: usize = 12;
const SCORE_MIN: u8 = 3;
/// zxcvbn is quadratic in the length; what comes after this only makes it stronger.
const LOOKED_AT: usize = 100;
/// Shorter words ("of", "de") stand inside others and say nothing about whose passphrase it is.
const OWN_WORD_MIN: usize = 3;

/// How strong a passphrase would be for this clinic; `names` are what an attacker would try first: the person's, the
/// clinic's. Their words count for nothing, alone or together, in whatever spelling: what is left must be strong.
#[must_use]
pub fn rate_passphrase(passphrase: &str, names: &[String]) -> PassphraseStrength {
    let own = own_words(names);
    let words: Vec<&str> = own.iter().map(String::as_str).collect();
    let shown: String = passphrase.chars().take(LOOKED_AT).collect();
    let score = |text: &str| u8::from(zxcvbn::zxcvbn(text, &words).score());
    let left = without(&folded(&shown), &own);
    let is_theirs = left != folded(&shown);
    PassphraseStrength {
        score: if is_theirs {
            score(&shown).min(score(&left))
        } else {
            score(&shown)
        },
        long_enough: passphrase.chars().count() >= LENGTH_MIN,
    }
}

/// The words of names, folded, the longest first so that none is cut in half by a shorter one.
fn own_words(names: &[String]) -> Vec<String> {
    let mut words: Vec<String> = names
        .iter()
        .flat_map(|name| {
            folded(name)
                .split(|letter: char| !letter.is_alphanumeric())
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .chain(["needlebook".to_owned()])
        .filter(|word| word.chars().count() >= OWN_WORD_MIN)
        .collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.dedup();
    words
}

fn without(text: &str, words: &[String]) -> String {
    words.iter().fold(text.to_owned(), |left, word| {
        left.replace(word.as_str(), "")
    })
}

/// What is wrong with a passphrase, if anything.
pub(crate) fn refuse_weak(passphrase: &str, names: &[String]) -> Option<Issue> {
    let strength = rate_passphrase(passphrase, names);
    let issue = |code, key: &str, value: String| Issue {
        path: "passphrase".to_owned(),
        code,
        params: BTreeMap::from([(key.to_owned(), value)]),
    };
    if !strength.long_enough {
        Some(issue(IssueCode::TooShort, "min", LENGTH_MIN.to_string()))
    } else if strength.score < SCORE_MIN {
        Some(issue(
            IssueCode::TooWeak,
            "score",
            strength.score.to_string(),
        ))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Vec<String> {
        ["Thimble Lane Skin Clinic", "Márigold Featherstitch"]
            .map(str::to_owned)
            .to_vec()
    }

    #[test]
    fn the_owners_and_the_clinics_words_do_not_pass_in_any_combination() {
        for theirs in [
            "marigold featherstitch",
            "Featherstitch-Marigold",
            "MARIGOLDFEATHERSTITCH",
            "márigold thimble lane",
            "needlebook marigold 1988",
            "thimblelaneskinclinic",
            "Thimble.Lane.Featherstitch!",
            "featherstitch featherstitch",
            "skin clinic needlebook 2026",
        ] {
            let strength = rate_passphrase(theirs, &names());
            assert!(
                strength.long_enough && strength.score < SCORE_MIN,
                "{theirs}: {strength:?}"
            );
            assert!(refuse_weak(theirs, &names()).is_some());
        }
    }

    #[test]
    fn words_of_nobody_pass_also_beside_one_of_theirs() {
        for strong in [
            "thimble bodkin selvedge gusset",
            "bobbin petersham gusset selvedge",
            "marigold buttonhole petersham gusset basting",
        ] {
            let strength = rate_passphrase(strong, &names());
            assert!(strength.score >= SCORE_MIN, "{strong}: {strength:?}");
            assert!(refuse_weak(strong, &names()).is_none());
        }
    }

    #[test]
    fn a_short_one_is_too_short_however_odd() {
        assert!(!rate_passphrase("xQ9#vL2!kz", &[]).long_enough);
    }
}
