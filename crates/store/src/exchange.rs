//! Putting a restored record in the place of the one that is there. Every step can be done again, so that a crash
//! anywhere is finished by the next start, and the old record is moved aside, never deleted.

use std::{fs, io, path::Path};

use serde::{Deserialize, Serialize};

use crate::{
    durable,
    error::StoreError,
    folder::{DataFolder, remove_if_there},
};

/// Everything of a clinic in its folder.
const ITEMS: [&str; 8] = [
    "needlebook.db",
    "needlebook.db-wal",
    "needlebook.db-shm",
    "keys.json",
    "keys.json.bak",
    "head",
    "throttle.json",
    "sealed",
];

/// How far an exchange has come.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
enum Mark {
    /// What is there goes into the folder `aside`.
    MovingOut { aside: String },
    /// What was restored comes in.
    MovingIn,
}

impl DataFolder {
    pub(crate) fn begin_exchange(&self, aside: &str) -> Result<(), StoreError> {
        durable::create_private_folder(&self.root().join(aside))?;
        self.mark_exchange(&Mark::MovingOut {
            aside: aside.to_owned(),
        })
    }

    /// Goes on from wherever the exchange stopped; nothing to do where none was begun.
    pub(crate) fn finish_exchange(&self) -> Result<(), StoreError> {
        let text = match fs::read(self.exchange_path()) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        let mark: Mark = serde_json::from_slice(&text).map_err(|_| StoreError::Crypto)?;
        if let Mark::MovingOut { aside } = mark {
            move_all(self.root(), &self.root().join(aside))?;
            // From here on what lies in the folder is the new record.
            self.mark_exchange(&Mark::MovingIn)?;
        }
        move_all(&self.incoming(), self.root())?;
        remove_if_there(&self.exchange_path())?;
        durable::flush_parent(&self.exchange_path())?;
        match fs::remove_dir_all(self.incoming()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    fn mark_exchange(&self, mark: &Mark) -> Result<(), StoreError> {
        let text = serde_json::to_vec(mark).map_err(|_| StoreError::Crypto)?;
        durable::replace(&self.exchange_path(), &text)
    }

    fn exchange_path(&self) -> std::path::PathBuf {
        self.root().join("exchange")
    }
}

fn move_all(from: &Path, to: &Path) -> Result<(), StoreError> {
    for item in ITEMS {
        match fs::rename(from.join(item), to.join(item)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    durable::flush_parent(&from.join("x"))?;
    Ok(durable::flush_parent(&to.join("x"))?)
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        reason = "a test that stops loudly is doing its work"
    )]

    use super::*;

    /// A record of one word in every file that a clinic consists of.
    fn fill(folder: &Path, word: &str, items: &[&str]) {
        fs::create_dir_all(folder).unwrap();
        for item in items {
            fs::write(folder.join(item), word).unwrap();
        }
    }

    fn words(folder: &Path) -> Vec<Option<String>> {
        ITEMS
            .map(|item| fs::read_to_string(folder.join(item)).ok())
            .to_vec()
    }

    /// Stops after every possible step of the exchange and lets the next start finish it.
    #[test]
    fn an_exchange_that_was_cut_off_anywhere_is_finished_by_the_next_start() {
        let old = &ITEMS[..6];
        let new = [
            "needlebook.db",
            "keys.json",
            "keys.json.bak",
            "head",
            "sealed",
        ];
        for stop in 0..=(old.len() + new.len() + 1) {
            let temp = tempfile::tempdir().unwrap();
            let root = temp.path().join("data");
            let folder = DataFolder::open(&root).unwrap();
            fill(&root, "old", old);
            fill(&folder.incoming(), "new", &new);
            folder.begin_exchange("aside").unwrap();
            // As much of it as was done before the power went.
            let mut left = stop;
            for item in old {
                if left > 0 {
                    fs::rename(root.join(item), root.join("aside").join(item)).unwrap();
                    left -= 1;
                }
            }
            if left > 0 {
                folder.mark_exchange(&Mark::MovingIn).unwrap();
                left -= 1;
                for item in new.iter().take(left) {
                    fs::rename(folder.incoming().join(item), root.join(item)).unwrap();
                }
            }
            drop(folder);
            DataFolder::open(&root).unwrap();
            let expected = |items: &[&str], word: &str| {
                ITEMS
                    .map(|item| items.contains(&item).then(|| word.to_owned()))
                    .to_vec()
            };
            assert_eq!(words(&root), expected(&new, "new"), "stopped after {stop}");
            assert_eq!(
                words(&root.join("aside")),
                expected(old, "old"),
                "stopped after {stop}"
            );
            assert!(!root.join("exchange").exists() && !root.join("incoming").exists());
        }
    }
}
