//! `cargo xtask run`: from a fresh checkout to the open window, or to the whole visit driven without a display.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process,
};

use crate::{
    app,
    failure::{Failure, Outcome},
    packages::{self, Need},
    place::Place,
    process as program,
    terminal::say,
};

/// What the person asked for.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// A throw-away clinic of fictional patients instead of the person's own records.
    pub demo: bool,
    /// No display is needed: the visit is driven through the window on a virtual one.
    pub headless: bool,
    /// Where the headless visit leaves its papers and pictures.
    pub out: Option<PathBuf>,
}

impl Run {
    pub fn parse(words: &[String]) -> Outcome<Self> {
        let mut run = Self::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--demo" => run.demo = true,
                "--headless" => run.headless = true,
                "--out" => {
                    run.out = Some(
                        words
                            .next()
                            .ok_or_else(|| usage("--out needs a folder"))?
                            .into(),
                    )
                }
                other => return Err(usage(&format!("`run` does not know {other}"))),
            }
        }
        if run.headless && !run.demo {
            return Err(usage(
                "--headless drives a fictional visit and needs --demo beside it",
            ));
        }
        if run.out.is_some() && !run.headless {
            return Err(usage("--out belongs to --demo --headless"));
        }
        Ok(run)
    }
}

fn usage(text: &str) -> Failure {
    Failure::Usage(text.into())
}

pub fn run(place: &Place, wish: &Run) -> Outcome {
    if wish.headless {
        return drive_visit(place, wish.out.as_deref());
    }
    if !has_display() {
        return Err(Failure::NoDisplay);
    }
    packages::ensure(&[Need::Build])?;
    app::build(place)?;
    if wish.demo {
        open_demo(place)
    } else {
        program::run(&mut process::Command::new(place.built("needlebook")))
    }
}

fn has_display() -> bool {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// The whole visit through the real window on a virtual display.
fn drive_visit(place: &Place, out: Option<&Path>) -> Outcome {
    packages::ensure(&[Need::Build, Need::Window])?;
    app::build(place)?;
    let out = out.map_or_else(|| place.root.join("target/demo"), Path::to_path_buf);
    fs::create_dir_all(&out).map_err(Failure::file(&out))?;
    program::run(
        process::Command::new(place.built("visit"))
            .arg("--app")
            .arg(place.built("needlebook"))
            .arg("--axe")
            .arg(axe(place))
            .arg("--out")
            .arg(&out),
    )
}

/// The accessibility checker that the window is inspected with.
pub fn axe(place: &Place) -> PathBuf {
    place.ui().join("node_modules/axe-core/axe.min.js")
}

/// A fictional clinic in a folder that is gone when the window closes.
fn open_demo(place: &Place) -> Outcome {
    const PASSPHRASE: &str = "marigold-selvedge-thimble-12";
    let folder = env::temp_dir().join(format!("needlebook-demo-{}", process::id()));
    let clinic = folder.join("clinic");
    let secret = folder.join("passphrase");
    fs::create_dir_all(&folder).map_err(Failure::file(&folder))?;
    fs::write(&secret, format!("{PASSPHRASE}\n")).map_err(Failure::file(&secret))?;
    let opened = program::run(
        process::Command::new(place.built("needlebookctl"))
            .args([
                "demo",
                "--patients",
                "40",
                "--sessions-per-patient",
                "3",
                "--data-dir",
            ])
            .arg(&clinic)
            .arg("--passphrase-file")
            .arg(&secret),
    )
    .and_then(|()| {
        say(&format!(
            "Everyone in this clinic is invented. Its passphrase: {PASSPHRASE}"
        ));
        program::run(
            process::Command::new(place.built("needlebook")).env("NEEDLEBOOK_DATA_DIR", &clinic),
        )
    });
    fs::remove_dir_all(&folder).map_err(Failure::file(&folder))?;
    opened
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<String> {
        line.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn the_headless_visit_takes_a_folder() {
        let run = Run::parse(&words("--demo --headless --out /tmp/x")).unwrap();
        assert_eq!(
            run,
            Run {
                demo: true,
                headless: true,
                out: Some("/tmp/x".into())
            }
        );
    }

    #[test]
    fn a_mistyped_wish_is_wrong_use_and_starts_nothing() {
        for line in [
            "--demmo",
            "--headless",
            "--demo --out x",
            "--demo --headless --out",
        ] {
            let refusal = Run::parse(&words(line)).unwrap_err();
            assert_eq!(
                refusal.exit_code(),
                2,
                "`run {line}` must be refused before anything is built"
            );
        }
    }

    #[test]
    fn without_a_display_two_lines_name_the_way_on() {
        let text = Failure::NoDisplay.to_string();
        assert_eq!(
            text.lines().count(),
            2,
            "the person has two lines of patience"
        );
        assert!(
            text.contains("--headless"),
            "the second line must name the way on"
        );
    }
}
