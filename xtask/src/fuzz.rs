//! `cargo xtask fuzz`: the same broken lines and files as in every test run, for longer, or once more from a seed that failed.

use crate::{
    app,
    failure::{Failure, Outcome},
    packages::{self, Need},
    place::Place,
    process,
};

/// What the person asked for.
#[derive(Debug, PartialEq, Eq)]
pub struct Wish {
    seconds: u32,
    seed: Option<u64>,
}

impl Default for Wish {
    fn default() -> Self {
        Self {
            seconds: 60,
            seed: None,
        }
    }
}

impl Wish {
    pub fn parse(words: &[String]) -> Outcome<Self> {
        let mut wish = Self::default();
        for pair in words.chunks(2) {
            match pair {
                [flag, number] if flag == "--seconds" => {
                    wish.seconds = number.parse().map_err(|_| unknown())?;
                }
                [flag, number] if flag == "--seed" => {
                    wish.seed = Some(number.parse().map_err(|_| unknown())?);
                }
                _ => return Err(unknown()),
            }
        }
        Ok(wish)
    }
}

fn unknown() -> Failure {
    Failure::Usage("fuzz understands --seconds N and --seed N.".into())
}

pub fn run(place: &Place, wish: &Wish) -> Outcome {
    packages::ensure(&[Need::Build])?;
    app::some_ui_build(place)?;
    let mut command = place.cargo();
    command
        .arg("test")
        .args(app::WHOLE_WORKSPACE)
        .args([
            "--test",
            "ctl",
            "--test",
            "fuzz",
            "fuzz",
            "--",
            "--nocapture",
        ])
        .env("NEEDLEBOOK_FUZZ_SECONDS", wish.seconds.to_string());
    if let Some(seed) = wish.seed {
        command.env("NEEDLEBOOK_FUZZ_SEED", seed.to_string());
    }
    process::run(&mut command)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(words: &[&str]) -> Outcome<Wish> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        Wish::parse(&words)
    }

    #[test]
    fn a_minute_is_usual_and_a_seed_repeats_a_run() {
        assert_eq!(parsed(&[]).unwrap(), Wish::default());
        let wish = parsed(&["--seed", "7", "--seconds", "5"]).unwrap();
        assert_eq!((wish.seconds, wish.seed), (5, Some(7)));
        for wrong in [&["--seconds"][..], &["--seconds", "long"], &["--tea", "1"]] {
            assert_eq!(parsed(wrong).unwrap_err().exit_code(), 2, "{wrong:?}");
        }
    }
}
