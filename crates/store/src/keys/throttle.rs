//! Slowing down whoever guesses passphrases at the keyboard.
//!
//! It cannot slow down a stolen disk: that is Argon2id's work. Waits are measured on the monotonic
//! clock only, so setting the clock shortens none; after a restart the wait due begins anew.

use std::{
    collections::BTreeMap,
    fs,
    path::PathBuf,
    time::{Duration, Instant},
};

use uuid::Uuid;

use crate::{durable, error::StoreError};

const FREE_TRIES: u32 = 5;
const LONGEST_WAIT_SECONDS: u64 = 300;

/// Wrong tries since the last right one, by person.
#[derive(Debug)]
pub(crate) struct Throttle {
    path: PathBuf,
    tries: BTreeMap<Uuid, Tries>,
}

#[derive(Debug, Clone, Copy)]
struct Tries {
    count: u32,
    last: Instant,
}

impl Throttle {
    /// Reads the counts kept at `path`; an unreadable file counts as none, because it guards
    /// nothing that the passphrase does not.
    pub(crate) fn load(path: PathBuf, now: Instant) -> Self {
        let counts: BTreeMap<Uuid, u32> = fs::read(&path)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default();
        let tries = counts
            .into_iter()
            .map(|(person, count)| (person, Tries { count, last: now }))
            .collect();
        Self { path, tries }
    }

    /// Counts a try before it is looked at, so that killing the program does not uncount it.
    ///
    /// # Errors
    /// [`StoreError::Throttled`] while a wait is due; the try is then not counted.
    pub(crate) fn begin(&mut self, person: Uuid, now: Instant) -> Result<(), StoreError> {
        let wait = self.wait(person, now);
        if wait > 0 {
            return Err(StoreError::Throttled { wait_seconds: wait });
        }
        let tries = self.tries.entry(person).or_insert(Tries {
            count: 0,
            last: now,
        });
        tries.count = tries.count.saturating_add(1);
        tries.last = now;
        self.save();
        Ok(())
    }

    /// The try was wrong: the wait runs from now. Gives its seconds.
    pub(crate) fn failed(&mut self, person: Uuid, now: Instant) -> u64 {
        if let Some(tries) = self.tries.get_mut(&person) {
            tries.last = now;
        }
        self.wait(person, now)
    }

    /// The try was right: forgets the wrong ones and says how many there had been.
    pub(crate) fn succeeded(&mut self, person: Uuid) -> u32 {
        let wrong = self
            .tries
            .remove(&person)
            .map_or(0, |tries| tries.count.saturating_sub(1));
        self.save();
        wrong
    }

    /// Whole seconds until the person's next try is looked at.
    fn wait(&self, person: Uuid, now: Instant) -> u64 {
        let Some(tries) = self.tries.get(&person) else {
            return 0;
        };
        let due = Duration::from_secs(wait_after(tries.count));
        let left = due.saturating_sub(now.saturating_duration_since(tries.last));
        left.as_secs() + u64::from(left.subsec_nanos() > 0)
    }

    /// A full disk must not keep anybody out, so a count that cannot be kept is only remembered.
    fn save(&self) {
        let counts: BTreeMap<Uuid, u32> = self
            .tries
            .iter()
            .map(|(person, tries)| (*person, tries.count))
            .collect();
        if let Ok(bytes) = serde_json::to_vec(&counts) {
            let _ = durable::replace(&self.path, &bytes);
        }
    }
}

/// Seconds to wait after so many wrong tries: five are free, then 1, 2, 4 and so on up to 300.
fn wait_after(count: u32) -> u64 {
    match count.checked_sub(FREE_TRIES) {
        None => 0,
        Some(doublings) => 1_u64
            .checked_shl(doublings)
            .map_or(LONGEST_WAIT_SECONDS, |wait| wait.min(LONGEST_WAIT_SECONDS)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        reason = "a test that stops loudly is doing its work"
    )]

    use super::*;

    fn seconds(count: u64) -> Duration {
        Duration::from_secs(count)
    }

    #[test]
    fn five_tries_are_free_then_the_wait_doubles_up_to_five_minutes() {
        let waits: Vec<u64> = (0..18).map(wait_after).collect();
        assert_eq!(
            waits,
            [
                0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300
            ],
            "a person who mistypes is not punished, a person who guesses is"
        );
        assert_eq!(
            wait_after(u32::MAX),
            300,
            "no count makes the wait short again"
        );
    }

    #[test]
    fn a_try_during_the_wait_is_neither_looked_at_nor_counted() {
        let folder = tempfile::tempdir().unwrap();
        let person = Uuid::from_u128(7);
        let start = Instant::now();
        let mut throttle = Throttle::load(folder.path().join("throttle.json"), start);
        for _ in 0..6 {
            // The sixth comes a second later, when the first wait is over.
            let _ = throttle.begin(person, start);
        }
        throttle.begin(person, start + seconds(1)).unwrap();
        assert_eq!(throttle.failed(person, start + seconds(1)), 2);
        assert!(matches!(
            throttle.begin(person, start + seconds(2)),
            Err(StoreError::Throttled { wait_seconds: 1 })
        ));
        assert!(
            throttle.begin(Uuid::from_u128(8), start).is_ok(),
            "one person's slips do not keep a colleague out"
        );
        throttle.begin(person, start + seconds(3)).unwrap();
        assert_eq!(
            throttle.succeeded(person),
            6,
            "the journal is told of every wrong try"
        );
        assert!(throttle.begin(person, start + seconds(3)).is_ok());
    }

    #[test]
    fn restarting_the_program_neither_forgets_tries_nor_shortens_the_wait() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("throttle.json");
        let person = Uuid::from_u128(7);
        let start = Instant::now();
        let mut throttle = Throttle::load(path.clone(), start);
        for _ in 0..5 {
            throttle.begin(person, start).unwrap();
        }
        drop(throttle);

        let later = start + seconds(40);
        let mut restarted = Throttle::load(path, later);
        assert!(matches!(
            restarted.begin(person, later),
            Err(StoreError::Throttled { wait_seconds: 1 })
        ));
    }
}
