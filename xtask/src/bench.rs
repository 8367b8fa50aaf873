//! `cargo xtask bench`: builds what is measured as it ships, then hands over to the measuring program.

use std::process::Command;

use crate::{
    app,
    failure::{Failure, Outcome},
    packages::{self, Need},
    place::Place,
    process,
};

/// What can be measured. Each leaves `bench/NAME.json` in the target directory.
const NAMES: &[&str] = &[
    "startup", "search", "patient", "photos", "import", "export", "session", "reports", "rules",
    "sheets", "backup",
];

/// What the person asked for.
#[derive(Debug, Default)]
pub struct Wish {
    only: Option<String>,
    /// Fewer rounds: a first look, not a verdict to quote.
    small: bool,
}

impl Wish {
    pub fn parse(words: &[String]) -> Outcome<Self> {
        let mut wish = Self::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--small" => wish.small = true,
                "--only" => wish.only = Some(words.next().ok_or_else(unknown)?.clone()),
                _ => return Err(unknown()),
            }
        }
        if wish
            .only
            .as_deref()
            .is_some_and(|name| !NAMES.contains(&name))
        {
            return Err(unknown());
        }
        Ok(wish)
    }
}

fn unknown() -> Failure {
    Failure::Usage(format!(
        "bench understands --only NAME and --small. NAMES: {}",
        NAMES.join(", ")
    ))
}

pub fn run(place: &Place, wish: &Wish) -> Outcome {
    packages::ensure(&[Need::Build, Need::Window, Need::Bench])?;
    let wanted = |name: &str| wish.only.as_deref().is_none_or(|only| only == name);
    if wanted("startup") {
        app::build(place)?;
        app::release(place)?;
    }
    // What is measured inside the measuring program is compiled as it ships, too.
    app::release_bench(place)?;
    for name in NAMES.iter().filter(|name| wanted(name)) {
        let mut bench = Command::new(place.released("bench"));
        bench
            .arg(name)
            .arg("--app")
            .arg(place.released("needlebook"));
        bench
            .arg("--ctl")
            .arg(place.built("needlebookctl"))
            .arg("--out")
            .arg(place.target.join("bench"));
        if wish.small {
            bench.arg("--small");
        }
        process::run(&mut bench)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_name_is_wrong_use() {
        let words = ["--only", "weather"].map(str::to_owned);
        assert_eq!(Wish::parse(&words).unwrap_err().exit_code(), 2);
    }
}
