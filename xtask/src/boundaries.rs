//! The boundaries of the house, each a rule that fails with the file and its own name.
//!
//! Every rule reads a tree of files and nothing else, so that its test can break it in a small made-up tree.

mod coverage;
mod faults;
mod layers;
mod migrations;
mod sources;
mod tree;
mod window;

use crate::{failure::Outcome, place::Place};
pub use tree::Tree;

/// One place where a rule is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// The file, from the root, with its line where one is known.
    pub file: String,
    pub detail: String,
}

impl Breach {
    pub fn new(file: impl Into<String>, detail: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            detail: detail.into(),
        }
    }
}

/// What one rule found.
#[derive(Debug)]
pub struct Verdict {
    pub rule: &'static str,
    pub breaches: Vec<Breach>,
}

impl Verdict {
    pub fn new(rule: &'static str, breaches: Vec<Breach>) -> Self {
        Self { rule, breaches }
    }
}

pub fn check(place: &Place) -> Outcome<Vec<Verdict>> {
    let tree = Tree::read(&place.root)?;
    let mut verdicts = layers::check(&layers::members(place)?);
    verdicts.extend(sources::check(&tree));
    verdicts.extend(window::check(&tree)?);
    verdicts.extend(migrations::check(&tree));
    verdicts.extend(coverage::check(&tree));
    verdicts.extend(faults::check(&tree));
    Ok(verdicts)
}
