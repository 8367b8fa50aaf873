//! Where things are: the checkout, and the one target directory that every checkout shares.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

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
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .unwrap_or(Path::new("."))
            .to_path_buf();
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
