//! What the text of a source may not contain, and where.

use super::{Breach, Tree, Verdict};

const RUST: &[&str] = &[".rs"];
const UI: &[&str] = &[".ts", ".svelte", ".svelte.ts", ".js", ".html"];

pub fn check(tree: &Tree) -> Vec<Verdict> {
    vec![
        Verdict::new("only the store knows SQL", sql_elsewhere(tree)),
        Verdict::new(
            "the domain takes time, ids and settings as arguments",
            domain_reaches_out(tree),
        ),
        Verdict::new(
            "only ui/src/lib/ipc talks to the shell",
            shell_elsewhere(tree),
        ),
        Verdict::new(
            "the web view stores nothing, asks no network and runs no text as code",
            web_view_habits(tree),
        ),
        Verdict::new("every test runs", sleeping_tests(tree)),
    ]
}

/// Every line of the files that holds one of the needles, with the needle.
fn found<'tree>(
    files: impl Iterator<Item = (&'tree str, &'tree str)>,
    needles: &[&str],
    say: impl Fn(&str) -> String,
) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for (path, text) in files {
        for (number, line) in text.lines().enumerate() {
            if is_comment(line) {
                continue;
            }
            if let Some(needle) = needles.iter().find(|needle| line.contains(**needle)) {
                breaches.push(Breach::new(format!("{path}:{}", number + 1), say(needle)));
            }
        }
    }
    breaches
}

/// A rule may be spoken about without being broken.
fn is_comment(line: &str) -> bool {
    let line = line.trim_start();
    ["//", "/*", "* ", "<!--"]
        .iter()
        .any(|mark| line.starts_with(mark))
}

fn sql_elsewhere(tree: &Tree) -> Vec<Breach> {
    let statements = [
        "\"SELECT ",
        "\"INSERT ",
        "\"UPDATE ",
        "\"DELETE FROM",
        "\"PRAGMA ",
        "\"CREATE TABLE",
        "\"ALTER TABLE",
        "\"DROP TABLE",
        "\"BEGIN IMMEDIATE",
        "sqlx::",
    ];
    // The whole-database stories look at the file from outside, as an intruder would.
    let files = tree.under("", RUST).filter(|(path, _)| {
        !["crates/store/", "tests/", "xtask/"]
            .iter()
            .any(|allowed| path.starts_with(allowed))
    });
    found(files, &statements, |needle| {
        format!(
            "SQL ({}) belongs in crates/store",
            needle.trim_matches('"').trim()
        )
    })
}

fn domain_reaches_out(tree: &Tree) -> Vec<Breach> {
    let reaches = [
        "Utc::now",
        "Local::now",
        "SystemTime",
        "Instant::now",
        "std::fs",
        "std::net",
        "std::env",
        "std::io",
        "std::thread",
        "async fn",
        "Uuid::new_v7",
        "Uuid::now_v7",
        "Uuid::new_v4",
        "thread_rng",
    ];
    found(tree.under("crates/domain/src/", RUST), &reaches, |needle| {
        format!("{needle}: the domain has no clock, no I/O and no randomness")
    })
}

fn shell_elsewhere(tree: &Tree) -> Vec<Breach> {
    let files = tree
        .under("ui/src/", UI)
        .filter(|(path, _)| !path.starts_with("ui/src/lib/ipc/"));
    found(
        files,
        &["@tauri-apps/", "__TAURI__", "__TAURI_INTERNALS__"],
        |needle| format!("{needle}: only ui/src/lib/ipc may import the shell's package"),
    )
}

fn web_view_habits(tree: &Tree) -> Vec<Breach> {
    let habits = [
        "localStorage",
        "sessionStorage",
        "indexedDB",
        "document.cookie",
        "{@html",
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "XMLHttpRequest",
        "new WebSocket",
        "new EventSource",
        "sendBeacon",
        " fetch(",
        "eval(",
        "new Function(",
        "serviceWorker.register",
        // What is dropped on the window is the shell's: a path never reaches the page.
        "tauri://drag",
        "onDragDropEvent",
        "dataTransfer",
    ];
    let tests = |path: &str| path.ends_with(".test.ts") || path.ends_with(".svelte.test.ts");
    let files = tree.under("ui/src/", UI).filter(|(path, _)| !tests(path));
    found(files, &habits, |needle| {
        format!("{} has no place in the web view", needle.trim())
    })
}

fn sleeping_tests(tree: &Tree) -> Vec<Breach> {
    let rust = tree
        .under("", RUST)
        .filter(|(path, _)| !path.starts_with("xtask/src/boundaries/"));
    let mut breaches = found(rust, &["#[ignore"], |_| {
        "a test that never runs proves nothing".into()
    });
    let sleeping = [
        "it.skip(",
        "it.only(",
        "test.skip(",
        "test.only(",
        "describe.skip(",
        "describe.only(",
        "test.todo(",
    ];
    breaches.extend(found(
        tree.under("ui/", &[".test.ts"]),
        &sleeping,
        |needle| format!("{needle}…): a test that never runs proves nothing"),
    ));
    breaches
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(path: &str, text: &str) -> Vec<String> {
        check(&Tree::of(&[(path, text)]))
            .into_iter()
            .flat_map(|verdict| {
                verdict
                    .breaches
                    .into_iter()
                    .map(move |breach| format!("{} [{}]", breach.file, verdict.rule))
            })
            .collect()
    }

    #[test]
    fn sql_outside_the_store_is_named_with_its_line() {
        let query = "fn load() {\n    let q = \"SELECT name FROM patient\";\n}";
        assert_eq!(
            broken("crates/api/src/patient.rs", query),
            ["crates/api/src/patient.rs:2 [only the store knows SQL]"]
        );
        assert!(broken("crates/store/src/patient.rs", query).is_empty());
    }

    #[test]
    fn the_domain_never_asks_for_the_time() {
        assert_eq!(
            broken("crates/domain/src/course.rs", "let now = Utc::now();").len(),
            1
        );
        assert!(
            broken("crates/domain/src/course.rs", "/// Never `Utc::now()`.").is_empty(),
            "a comment breaks nothing"
        );
    }

    #[test]
    fn components_reach_the_shell_through_the_bindings_only() {
        let import = "import { invoke } from '@tauri-apps/api/core';";
        assert_eq!(
            broken("ui/src/lib/features/today/Today.svelte", import).len(),
            1
        );
        assert!(broken("ui/src/lib/ipc/call.ts", import).is_empty());
    }

    #[test]
    fn the_web_view_keeps_nothing_and_runs_no_text() {
        for line in [
            "localStorage.setItem('a', b)",
            "<p>{@html name}</p>",
            "await fetch('x')",
            "eval(text)",
            "listen('tauri://drag-drop', take)",
        ] {
            assert_eq!(
                broken("ui/src/lib/design/Field.svelte", line).len(),
                1,
                "{line}"
            );
        }
    }

    #[test]
    fn a_sleeping_test_is_found() {
        assert_eq!(broken("crates/domain/src/a.rs", "#[ignore]").len(), 1);
        assert_eq!(
            broken("ui/src/lib/a.test.ts", "it.skip('x', () => {})").len(),
            1
        );
    }
}
