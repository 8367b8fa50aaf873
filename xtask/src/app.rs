//! The one build that everything uses: the UI, and the programs with that UI inside.
//!
//! Every cargo call here and in the suite names the whole workspace and the same features. Cargo then
//! chooses the same features for every dependency each time, and nothing is compiled twice.

use std::{fs, path::Path, time::SystemTime};

use crate::{
    failure::{Failure, Outcome},
    place::Place,
    process,
};

/// The cargo arguments that every build, test and lint of the workspace shares.
pub const WHOLE_WORKSPACE: &[&str] = &[
    "--workspace",
    "--locked",
    "--features",
    "needlebook/custom-protocol",
];

/// Brings `ui/node_modules` up to the lock file.
pub fn install_ui(place: &Place) -> Outcome {
    let lock = modified(&place.ui().join("package-lock.json"));
    let installed = modified(&place.ui().join("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= lock {
        return Ok(());
    }
    process::run(place.npm().args(["ci", "--no-audit", "--no-fund"]))
}

/// Builds the UI into `ui/build` when any of its sources is newer than the last build.
pub fn build_ui(place: &Place) -> Outcome {
    install_ui(place)?;
    let ui = place.ui();
    let built = modified(&ui.join("build/index.html"));
    let sources = ["src", "static", "messages", "project.inlang"]
        .iter()
        .filter_map(|part| newest(&ui.join(part)));
    let settings = [
        "package-lock.json",
        "vite.config.ts",
        "vite.door.config.ts",
        "package.json",
        "tsconfig.json",
    ];
    let newest_source = sources
        .chain(settings.iter().filter_map(|file| modified(&ui.join(file))))
        .max();
    if built.is_some() && built >= newest_source {
        return Ok(());
    }
    process::run(place.npm().args(["run", "build"]))
}

/// The window embeds `ui/build`, so even a lint of the shell needs one; its age does not matter to a lint.
pub fn some_ui_build(place: &Place) -> Outcome {
    if place.ui().join("build/index.html").exists() {
        Ok(())
    } else {
        build_ui(place)
    }
}

/// Builds every program of the workspace for development, the window with the UI inside.
pub fn build(place: &Place) -> Outcome {
    build_ui(place)?;
    process::run(
        place
            .cargo()
            .arg("build")
            .args(WHOLE_WORKSPACE)
            .arg("--bins"),
    )?;
    let window = place.built("needlebook");
    if window.exists() {
        return Ok(());
    }
    Err(Failure::unreadable(
        "the build",
        format!("no {} came out of it", window.display()),
    ))
}

/// Builds the two programs that ship, as they ship.
pub fn release(place: &Place) -> Outcome {
    build_ui(place)?;
    let shipped = ["--package", "needlebook", "--package", "needlebook-cli"];
    let window = [
        "--release",
        "--locked",
        "--features",
        "needlebook/custom-protocol",
    ];
    process::run(place.cargo().arg("build").args(shipped).args(window))
}

/// Builds the measuring program as what it measures ships.
pub fn release_bench(place: &Place) -> Outcome {
    let bench = ["--package", "needlebook-tests", "--bin", "bench"];
    process::run(
        place
            .cargo()
            .args(["build", "--release", "--locked"])
            .args(bench),
    )
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|data| data.modified()).ok()
}

/// When anything below `folder` last changed. What Paraglide compiles into the sources is a result of the
/// build, not a reason for one.
fn newest(folder: &Path) -> Option<SystemTime> {
    let entries = fs::read_dir(folder).ok()?;
    entries
        .filter_map(Result::ok)
        .filter(|entry| entry.file_name() != "paraglide")
        .filter_map(|entry| {
            let path = entry.path();
            if path.is_dir() {
                newest(&path)
            } else {
                modified(&path)
            }
        })
        .max()
}
