//! The text files of a checkout.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::failure::{Failure, Outcome};

/// Folders that hold results, not sources.
const RESULTS: &[&str] = &[
    ".git",
    "target",
    "node_modules",
    "build",
    ".svelte-kit",
    "paraglide",
    "gen",
];

/// Every file below a root that is text, by its path from there with forward slashes.
#[derive(Debug)]
pub struct Tree {
    pub root: PathBuf,
    pub files: Vec<(String, String)>,
}

impl Tree {
    pub fn read(root: &Path) -> Outcome<Self> {
        let mut tree = Self {
            root: root.to_path_buf(),
            files: Vec::new(),
        };
        tree.read_folder(root)?;
        tree.files.sort();
        Ok(tree)
    }

    fn read_folder(&mut self, folder: &Path) -> Outcome {
        for entry in fs::read_dir(folder).map_err(Failure::file(folder))? {
            let entry = entry.map_err(Failure::file(folder))?;
            let path = entry.path();
            if path.is_dir() {
                let name = entry.file_name();
                if !RESULTS.iter().any(|result| name == *result) {
                    self.read_folder(&path)?;
                }
            } else if let Ok(text) = fs::read_to_string(&path) {
                // Pictures and fonts are not UTF-8 and hold no rule of ours.
                self.files.push((self.name(&path), text));
            }
        }
        Ok(())
    }

    fn name(&self, path: &Path) -> String {
        path.strip_prefix(&self.root)
            .unwrap_or(path)
            .to_string_lossy()
            .replace('\\', "/")
    }

    /// The files whose path begins with `folder` and ends with one of `endings`.
    pub fn under<'tree>(
        &'tree self,
        folder: &'tree str,
        endings: &'tree [&'tree str],
    ) -> impl Iterator<Item = (&'tree str, &'tree str)> {
        self.files
            .iter()
            .filter(move |(path, _)| {
                path.starts_with(folder) && endings.iter().any(|ending| path.ends_with(ending))
            })
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    pub fn file(&self, path: &str) -> Option<&str> {
        self.files
            .iter()
            .find(|(name, _)| name == path)
            .map(|(_, text)| text.as_str())
    }
}

#[cfg(test)]
impl Tree {
    /// A made-up tree to break rules in.
    pub fn of(files: &[(&str, &str)]) -> Self {
        let files = files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
            .collect();
        Self {
            root: PathBuf::new(),
            files,
        }
    }
}
