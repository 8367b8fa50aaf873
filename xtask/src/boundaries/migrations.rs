//! Migrations are stone once released: numbered without gaps, whole, strict, and never edited.

use std::process::Command;

use super::{Breach, Tree, Verdict};
use crate::process;

const FOLDER: &str = "migrations/";

pub fn check(tree: &Tree) -> Vec<Verdict> {
    vec![
        Verdict::new(
            "migrations are numbered without gaps and run whole",
            shape(tree),
        ),
        Verdict::new("every table is STRICT", strictness(tree)),
        Verdict::new("a released migration is never edited", edited(tree)),
    ]
}

fn files(tree: &Tree) -> impl Iterator<Item = (&str, &str)> {
    tree.under(FOLDER, &[".sql"])
}

fn shape(tree: &Tree) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for ((path, text), number) in files(tree).zip(1..) {
        let name = path.trim_start_matches(FOLDER);
        if !name.starts_with(&format!("{number:04}_")) {
            breaches.push(Breach::new(path, format!("expected number {number:04}")));
        }
        // sqlx obeys this comment on the first line by giving up the transaction, and with it "all or nothing".
        if text.to_lowercase().contains("-- no-transaction") {
            breaches.push(Breach::new(path, "a migration happens whole or not at all"));
        }
        // sqlx hashes the raw bytes, so another line end is another migration.
        if text.contains('\r') {
            breaches.push(Breach::new(path, "lines must end in LF alone"));
        }
    }
    let pinned = tree
        .file(".gitattributes")
        .is_some_and(|text| text.lines().any(|line| line == "*.sql text eol=lf"));
    if !pinned {
        breaches.push(Breach::new(
            ".gitattributes",
            "must pin `*.sql text eol=lf`",
        ));
    }
    breaches
}

fn strictness(tree: &Tree) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for (path, text) in files(tree) {
        let bare: Vec<&str> = text
            .lines()
            .map(|line| line.split("--").next().unwrap_or(""))
            .collect();
        let bare = bare.join("\n");
        for statement in bare.split(';') {
            let upper = statement.to_uppercase();
            let Some(start) = upper.find("CREATE TABLE") else {
                continue;
            };
            let after = upper.rfind(')').map_or("", |end| &upper[end..]);
            if !after.contains("STRICT") {
                let name = statement[start..].split_whitespace().nth(2).unwrap_or("?");
                breaches.push(Breach::new(path, format!("table {name} is not STRICT")));
            }
        }
    }
    breaches
}

/// Compares with the newest release tag that git knows; before the first release nothing is stone yet.
fn edited(tree: &Tree) -> Vec<Breach> {
    let git = |words: &[&str]| {
        process::capture(Command::new("git").arg("-C").arg(&tree.root).args(words)).ok()
    };
    let Some(tag) = git(&["describe", "--tags", "--match", "v*", "--abbrev=0"]) else {
        return Vec::new();
    };
    let tag = tag.trim();
    let released = git(&["ls-tree", "-r", "--name-only", tag, FOLDER]).unwrap_or_default();
    released
        .lines()
        .filter(|path| path.ends_with(".sql"))
        .filter(|path| git(&["show", &format!("{tag}:{path}")]).as_deref() != tree.file(path))
        .map(|path| {
            Breach::new(
                path,
                format!("differs from release {tag}; add a new migration instead"),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const PINNED: (&str, &str) = (".gitattributes", "*.sql text eol=lf\n");
    const TABLE: &str = "CREATE TABLE clinic (id INTEGER PRIMARY KEY) STRICT;\n";

    fn broken(files: &[(&str, &str)]) -> Vec<String> {
        let verdicts = check(&Tree::of(files));
        verdicts
            .into_iter()
            .flat_map(|verdict| verdict.breaches)
            .map(|breach| breach.file + ": " + &breach.detail)
            .collect()
    }

    #[test]
    fn a_gap_in_the_numbers_is_named() {
        assert!(
            broken(&[
                PINNED,
                ("migrations/0001_a.sql", TABLE),
                ("migrations/0002_b.sql", TABLE)
            ])
            .is_empty()
        );
        let gap = broken(&[
            PINNED,
            ("migrations/0001_a.sql", TABLE),
            ("migrations/0003_b.sql", TABLE),
        ]);
        assert_eq!(gap, ["migrations/0003_b.sql: expected number 0002"]);
    }

    #[test]
    fn a_migration_that_gives_up_its_transaction_is_refused() {
        let loose = format!("-- no-transaction\n{TABLE}");
        assert_eq!(
            broken(&[PINNED, ("migrations/0001_a.sql", &loose)]).len(),
            1
        );
    }

    #[test]
    fn a_loose_table_is_named() {
        let loose = "CREATE TABLE lot (\n  id INTEGER CHECK (id > 0) -- STRICT\n) WITHOUT ROWID;\n";
        assert_eq!(
            broken(&[PINNED, ("migrations/0001_a.sql", loose)]),
            ["migrations/0001_a.sql: table lot is not STRICT"]
        );
    }

    #[test]
    fn windows_line_ends_and_a_missing_pin_are_refused() {
        assert_eq!(
            broken(&[("migrations/0001_a.sql", "SELECT 1;\r\n")]).len(),
            2
        );
    }

    #[test]
    fn an_edited_release_is_stone() {
        let folder = tempfile::tempdir().unwrap();
        let git = |words: &[&str]| {
            let identity = [
                "-c",
                "user.name=Tester",
                "-c",
                "user.email=tester@example.invalid",
            ];
            process::capture(
                Command::new("git")
                    .arg("-C")
                    .arg(folder.path())
                    .args(identity)
                    .args(words),
            )
            .unwrap()
        };
        fs::create_dir(folder.path().join("migrations")).unwrap();
        let migration = folder.path().join("migrations/0001_a.sql");
        fs::write(&migration, TABLE).unwrap();
        fs::write(folder.path().join(PINNED.0), PINNED.1).unwrap();
        git(&["init", "--quiet"]);
        git(&["add", "--all"]);
        git(&["commit", "--quiet", "--message", "first"]);
        git(&["tag", "v1.0.0"]);
        let breaches = || edited(&Tree::read(folder.path()).unwrap());
        assert_eq!(breaches(), []);
        fs::write(&migration, format!("{TABLE}-- a better idea\n")).unwrap();
        assert_eq!(
            breaches()[0].file,
            "migrations/0001_a.sql",
            "clinics have already run this text"
        );
    }
}
