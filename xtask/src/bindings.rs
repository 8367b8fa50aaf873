//! The typed surface between window and shell, generated from the commands and committed.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    app,
    failure::{Failure, Outcome},
    place::Place,
    process,
};

const COMMITTED: &str = "ui/src/lib/ipc/bindings.ts";

/// `cargo xtask bindings`: writes the committed file anew.
pub fn regenerate(place: &Place) -> Outcome {
    app::build(place)?;
    write(place, &place.root.join(COMMITTED))
}

/// What the commands say now beside what is committed: `None` when they are the same, otherwise the first line
/// that differs.
pub fn difference(place: &Place) -> Outcome<Option<String>> {
    app::build(place)?;
    let fresh = place.target.join("bindings.ts");
    write(place, &fresh)?;
    let read = |path: PathBuf| fs::read_to_string(&path).map_err(Failure::file(path));
    Ok(
        first_difference(&read(place.root.join(COMMITTED))?, &read(fresh)?).map(|line| {
            format!("{COMMITTED}:{line}: not what the commands say; run `cargo xtask bindings`")
        }),
    )
}

fn write(place: &Place, to: &Path) -> Outcome {
    process::run(
        Command::new(place.built("needlebook"))
            .arg("--write-bindings")
            .arg(to),
    )
}

fn first_difference(committed: &str, fresh: &str) -> Option<usize> {
    if committed == fresh {
        return None;
    }
    let same = committed
        .lines()
        .zip(fresh.lines())
        .take_while(|(one, other)| one == other)
        .count();
    Some(same + 1)
}

#[cfg(test)]
mod tests {
    use super::first_difference;

    #[test]
    fn a_difference_is_named_by_its_line() {
        assert_eq!(first_difference("a\nb\n", "a\nb\n"), None);
        assert_eq!(first_difference("a\nb\n", "a\nc\n"), Some(2));
        assert_eq!(
            first_difference("a\n", "a\nb\n"),
            Some(2),
            "a missing end is a difference too"
        );
    }
}
