//! Where things are: the checkout, and the one target directory that every checkout shares.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::failure::{Failure, Outcome};

/// The root of this checkout and the directory that compiled things land in.
#[derive(Debug, Clone)]
pub struct Place {
    pub root: PathBuf,
    pub target: PathBuf,
}

impl Place {
    /// This checkout. `CARGO_TARGET_DIR` holds when set; otherwise compiled dependencies live in the
    /// user's cache, so that the next fresh clone finds them.
    pub fn here() -> Self {
        // Asked while running: a program compiled for another checkout must not work on that one.
        let manifest = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest.parent().unwrap_or(Path::new(".")).to_path_buf();
        let target = env::var_os("CARGO_TARGET_DIR")
            .map(PathBuf::from)
            .or_else(|| cache_home().map(|cache| cache.join("needlebook/target")))
            .unwrap_or_else(|| root.join("target"));
        let target = if target.is_absolute() {
            target
        } else {
            root.join(target)
        };
        Self { root, target }
    }

    /// Takes the target directory over from the checkout that used it last. Cargo tells checkouts apart by the age of
    /// their files alone, so what was compiled of ours over there could pass for what lies here. Dependencies stay.
    pub fn claim(&self) -> Outcome {
        let mark = self.target.join("checkout");
        let root = self.root.display().to_string();
        if fs::read_to_string(&mark).is_ok_and(|last| last == root) {
            return Ok(());
        }
        for profile in ["debug", "release"] {
            let Ok(known) = fs::read_dir(self.target.join(profile).join(".fingerprint")) else {
                continue;
            };
            for ours in known.flatten().filter(|entry| {
                entry
                    .file_name()
                    .to_string_lossy()
                    .starts_with("needlebook")
            }) {
                fs::remove_dir_all(ours.path()).map_err(Failure::file(ours.path()))?;
            }
        }
        fs::create_dir_all(&self.target).map_err(Failure::file(&self.target))?;
        fs::write(&mark, root).map_err(Failure::file(&mark))
    }

    pub fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// A program of ours as a development build leaves it.
    pub fn built(&self, program: &str) -> PathBuf {
        self.target
            .join("debug")
            .join(program)
            .with_extension(env::consts::EXE_EXTENSION)
    }

    /// A program of ours as a release build leaves it.
    pub fn released(&self, program: &str) -> PathBuf {
        self.target
            .join("release")
            .join(program)
            .with_extension(env::consts::EXE_EXTENSION)
    }

    /// Cargo, working in this checkout with the shared target directory.
    pub fn cargo(&self) -> Command {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", &self.target);
        // Set by the cargo that started us; the one we start must find its own.
        cargo
            .env_remove("CARGO_MANIFEST_DIR")
            .env_remove("CARGO_MANIFEST_PATH");
        cargo
    }

    /// npm, working in `ui/`.
    pub fn npm(&self) -> Command {
        let mut npm = Command::new("npm");
        npm.current_dir(self.ui());
        npm
    }
}

fn cache_home() -> Option<PathBuf> {
    let set = |name: &str| {
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    set("XDG_CACHE_HOME").or_else(|| set("HOME").map(|home| home.join(".cache")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_checkout_keeps_the_dependencies_and_nothing_of_ours() {
        let target = env::temp_dir().join(format!("needlebook-claim-{}", std::process::id()));
        let known = target.join("debug/.fingerprint");
        for unit in ["needlebook-domain-1f", "serde-2e"] {
            fs::create_dir_all(known.join(unit)).unwrap();
        }
        let place = |root: &str| Place {
            root: root.into(),
            target: target.clone(),
        };
        place("/one").claim().unwrap();
        assert!(!known.join("needlebook-domain-1f").exists());
        assert!(known.join("serde-2e").exists());

        fs::create_dir_all(known.join("needlebook-domain-1f")).unwrap();
        place("/one").claim().unwrap();
        assert!(
            known.join("needlebook-domain-1f").exists(),
            "the same checkout goes on where it was"
        );
        place("/two").claim().unwrap();
        assert!(!known.join("needlebook-domain-1f").exists());
        fs::remove_dir_all(&target).unwrap();
    }
}
