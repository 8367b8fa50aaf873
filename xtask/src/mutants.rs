//! `cargo xtask mutants`: the rules are broken one small way at a time, and the tests of the domain must notice.
//!
//! It takes an hour or so and stands outside CI. It builds in a folder of its own below the target directory,
//! with a package selection of its own, so that nothing else is compiled again because of it.

use std::{fs, path::Path};

use crate::{
    failure::{Failure, Outcome},
    packages::{self, Need},
    place::Place,
    process,
    terminal::say,
};

/// The rule modules of `crates/domain/src`.
const MODULES: &[&str] = &[
    "screening",
    "depth",
    "numbing",
    "contract",
    "course",
    "aftercare",
    "precare",
    "date",
    "time",
    "device",
    "zone",
    "concern",
    "rule",
    "rule_list",
    "rule_settings",
    "wire",
];
/// Of what can be compiled at all, this many of a hundred must be noticed.
const LEAST_CAUGHT: usize = 90;
/// Seconds after which a test that does not end counts as having noticed.
const PATIENCE: &str = "60";

/// What the person asked for: all rule modules, or some.
#[derive(Debug, Default)]
pub struct Wish {
    modules: Vec<&'static str>,
}

impl Wish {
    pub fn parse(words: &[String]) -> Outcome<Self> {
        let mut wish = Self::default();
        for pair in words.chunks(2) {
            let [flag, name] = pair else {
                return Err(unknown());
            };
            let module = MODULES.iter().find(|module| *module == name);
            match module {
                Some(module) if flag == "--module" => wish.modules.push(module),
                _ => return Err(unknown()),
            }
        }
        if wish.modules.is_empty() {
            wish.modules = MODULES.to_vec();
        }
        Ok(wish)
    }
}

fn unknown() -> Failure {
    Failure::Usage(format!(
        "mutants understands --module NAME, also several times. NAMES: {}",
        MODULES.join(", ")
    ))
}

pub fn run(place: &Place, wish: &Wish) -> Outcome {
    packages::ensure(&[Need::Build])?;
    if !process::exists("cargo-mutants") {
        process::run(place.cargo().args(["install", "--locked", "cargo-mutants"]))?;
    }
    let folder = place.target.join("mutants");
    fs::create_dir_all(&folder).map_err(Failure::file(&folder))?;
    let mut command = place.cargo();
    command
        .args(["mutants", "--package", "needlebook-domain", "--jobs", "1"])
        .args(["--timeout", PATIENCE, "--output"])
        .arg(&folder);
    for module in &wish.modules {
        command
            .arg("--file")
            .arg(format!("crates/domain/src/{module}.rs"));
        command
            .arg("--file")
            .arg(format!("crates/domain/src/{module}/**"));
    }
    command
        .args(["--", "--lib", "--tests"])
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("PROPTEST_CASES", "32")
        .env("CARGO_PROFILE_DEV_DEBUG", "none");
    // It also ends badly when a mutant lived; what counts is how many.
    process::listen(&mut command, |_| ())?;
    judge(&Sum::read(&folder.join("mutants.out"))?)
}

/// How many mutants were noticed, and which were not.
#[derive(Debug, Default)]
struct Sum {
    caught: usize,
    lived: Vec<String>,
}

impl Sum {
    fn read(results: &Path) -> Outcome<Self> {
        let lines = |name: &str| {
            let path = results.join(name);
            fs::read_to_string(&path)
                .map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>())
                .map_err(Failure::file(path))
        };
        Ok(Self {
            caught: lines("caught.txt")?.len() + lines("timeout.txt")?.len(),
            lived: lines("missed.txt")?,
        })
    }

    /// Caught of a hundred that could be compiled; none of none is no proof.
    fn share(&self) -> usize {
        let viable = self.caught + self.lived.len();
        (self.caught * 100).checked_div(viable).unwrap_or(0)
    }
}

fn judge(sum: &Sum) -> Outcome {
    for mutant in &sum.lived {
        say(&format!("lived: {mutant}"));
    }
    let line = format!(
        "{} of {} viable mutants caught ({} %; at least {LEAST_CAUGHT})",
        sum.caught,
        sum.caught + sum.lived.len(),
        sum.share()
    );
    if sum.share() < LEAST_CAUGHT {
        return Err(Failure::Red(line));
    }
    say(&line);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(caught: usize, lived: usize) -> Sum {
        Sum {
            caught,
            lived: vec!["src/rule.rs: replace > with >=".to_owned(); lived],
        }
    }

    #[test]
    fn nine_of_ten_must_be_noticed() {
        assert!(judge(&sum(90, 10)).is_ok());
        assert!(judge(&sum(89, 11)).is_err());
        assert!(judge(&sum(0, 0)).is_err(), "nothing was proven");
    }

    #[test]
    fn a_test_that_no_longer_ends_has_noticed() {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [
            ("caught.txt", "a\nb\n"),
            ("timeout.txt", "c\n"),
            ("missed.txt", "d\n"),
        ] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let sum = Sum::read(folder.path()).unwrap();
        assert_eq!(
            (sum.caught, sum.lived.as_slice()),
            (3, &["d".to_owned()][..])
        );
        assert_eq!(sum.share(), 75);
    }

    #[test]
    fn a_module_that_holds_no_rules_is_wrong_use() {
        let words = ["--module", "weather"].map(str::to_owned);
        assert_eq!(Wish::parse(&words).unwrap_err().exit_code(), 2);
        assert_eq!(Wish::parse(&[]).unwrap().modules, MODULES);
    }
}
