//! The distinct words of all names, in memory while the store is open: a typing error is forgiven by walking them.

use crate::error::StoreError;
use sqlx::{Row, SqliteConnection};
use tokio::sync::Mutex;
use zeroize::Zeroizing;

/// Words that may be what somebody meant to type. More than this many leave the choice to chance.
const MOST_WORDS: usize = 20;
/// With fewer letters every word is one mistake away from many: only whole words are compared then.
const PREFIX_FROM: usize = 4;
const LEAST_LETTERS: usize = 3;

/// Learnt when first needed, then only what was added since.
#[derive(Debug, Default)]
pub struct Vocabulary(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    /// One word a line.
    words: Zeroizing<String>,
    /// The newest event whose words are in.
    upto: i64,
}

impl Vocabulary {
    /// Forgets every word, so that none of an erased name stays in memory; they are read anew when needed.
    pub async fn forget(&self) {
        *self.0.lock().await = Known::default();
    }

    /// Words whose beginning is one typing error away from `typed`, the likeliest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub(crate) async fn near(
        &self,
        connection: &mut SqliteConnection,
        typed: &str,
    ) -> Result<Vec<String>, StoreError> {
        let letters: Vec<char> = typed.chars().collect();
        if letters.len() < LEAST_LETTERS {
            return Ok(Vec::new());
        }
        let mut known = self.0.lock().await;
        known.learn(connection).await?;
        let mut near: Vec<(bool, bool, &str)> = known
            .words
            .lines()
            .filter_map(|word| {
                let whole = slip(&letters, word)?;
                (whole || letters.len() >= PREFIX_FROM).then(|| {
                    (
                        !whole,
                        word.chars().next() != letters.first().copied(),
                        word,
                    )
                })
            })
            .collect();
        near.sort_unstable();
        // A word that went and came back is known twice.
        near.dedup();
        Ok(near
            .into_iter()
            .take(MOST_WORDS)
            .map(|(_, _, word)| word.to_owned())
            .collect())
    }
}

impl Known {
    async fn learn(&mut self, connection: &mut SqliteConnection) -> Result<(), StoreError> {
        let row = sqlx::query(
            "SELECT group_concat(word, char(10)) AS words, max(added) AS upto FROM name_word WHERE added > ?",
        )
        .bind(self.upto)
        .fetch_one(connection)
        .await?;
        let words: Option<&str> = row.get("words");
        if let Some(words) = words {
            self.words.push_str(words);
            self.words.push('\n');
            self.upto = row.get("upto");
        }
        Ok(())
    }
}

/// Whether `word` begins with what one slip (a letter wrong, missing, too many, or two in each other's place) turns
/// into `typed`; and if so, whether that is the whole word.
fn slip(typed: &[char], word: &str) -> Option<bool> {
    let mut rest = word.chars();
    let mut at = 0;
    // Where both still agree nothing was mistyped yet, and the first difference is where the slip is.
    let found = loop {
        let before = rest.clone();
        match (typed.get(at), rest.next()) {
            (Some(a), Some(b)) if *a == b => at += 1,
            (Some(_), Some(_)) => break before,
            // The word ended: one letter too many was typed at its end.
            (Some(_), None) => return (at + 1 == typed.len()).then_some(true),
            (None, _) => return None,
        }
    };
    let mut after = found.clone();
    let here = after.next();
    let next = after.clone().next();
    let mut whole = None;
    let mut take = |ends_with: Option<bool>| {
        if let Some(end) = ends_with {
            whole = Some(whole.unwrap_or(false) || end);
        }
    };
    take(begins(&typed[at + 1..], after.clone()));
    take(begins(&typed[at..], after.clone()));
    take(begins(&typed[at + 1..], found));
    if typed.get(at + 1).copied() == here && next == typed.get(at).copied() && next.is_some() {
        after.next();
        take(begins(&typed[at + 2..], after));
    }
    whole
}

/// Whether `word` begins with `typed`; and if so, whether it ends there.
fn begins(typed: &[char], mut word: std::str::Chars<'_>) -> Option<bool> {
    for letter in typed {
        if word.next() != Some(*letter) {
            return None;
        }
    }
    Some(word.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slipped(typed: &str, word: &str) -> Option<bool> {
        slip(&typed.chars().collect::<Vec<_>>(), word)
    }

    #[test]
    fn one_slip_of_any_kind_is_forgiven_anywhere() {
        for typed in [
            "shimdt", "schmdt", "schmmidt", "schmiit", "chmidt", "scmhidt",
        ] {
            let expected = (typed != "shimdt").then_some(true);
            assert_eq!(slipped(typed, "schmidt"), expected, "{typed}");
        }
        assert_eq!(slipped("schnid", "schmidt"), Some(false), "so far typed");
        assert_eq!(slipped("schmidtt", "schmidt"), Some(true));
        assert_eq!(slipped("ñoñx", "ñoño"), Some(true));
    }

    #[test]
    fn two_slips_are_another_name() {
        for typed in ["shcmdit", "shmit", "xchmixt", "schmidtxx"] {
            assert_eq!(slipped(typed, "schmidt"), None, "{typed}");
        }
    }
}
