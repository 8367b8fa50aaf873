//! Which crate may use which: `ui -> bindings -> src-tauri -> api -> {store, documents} -> domain -> nothing`, and
//! `cli -> api`. Read from cargo's own answer, so a renamed or optional dependency cannot slip past.

use serde::Deserialize;

use super::{Breach, Verdict};
use crate::{
    failure::{Failure, Outcome},
    place::Place,
    process,
};

#[derive(Debug, Deserialize)]
pub struct Member {
    pub name: String,
    pub manifest_path: String,
    pub dependencies: Vec<Dependency>,
}

#[derive(Debug, Deserialize)]
pub struct Dependency {
    pub name: String,
    /// `None` for a normal dependency, otherwise `dev` or `build`.
    pub kind: Option<String>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Member>,
    workspace_root: String,
}

/// The crates of the workspace with what they ask for.
pub fn members(place: &Place) -> Outcome<Vec<Member>> {
    let answer =
        process::capture(
            place
                .cargo()
                .args(["metadata", "--no-deps", "--format-version", "1"]),
        )?;
    let mut metadata: Metadata = serde_json::from_str(&answer)
        .map_err(|error| Failure::unreadable("cargo metadata", error))?;
    let root = format!("{}/", metadata.workspace_root);
    for member in &mut metadata.packages {
        member.manifest_path = member.manifest_path.replace('\\', "/").replace(&root, "");
    }
    Ok(metadata.packages)
}

/// Which of our own crates each may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("needlebook-domain", &[]),
    ("needlebook-store", &["needlebook-domain"]),
    ("needlebook-documents", &["needlebook-domain"]),
    ("needlebook-media", &["needlebook-domain"]),
    (
        "needlebook-api",
        &[
            "needlebook-domain",
            "needlebook-store",
            "needlebook-documents",
            "needlebook-media",
        ],
    ),
    ("needlebook-cli", &["needlebook-api", "needlebook-domain"]),
    ("needlebook", &["needlebook-api"]),
    ("xtask", &[]),
];

/// Whole stories need every layer.
const TESTS: &str = "needlebook-tests";

/// All that the pure crate may ever ask for: values, their forms and their errors.
const DOMAIN_MAY_USE: &[&str] = &[
    "chrono",
    "chrono-tz",
    "serde",
    "serde_json",
    "specta",
    "thiserror",
    "unicode-normalization",
    "uuid",
];

/// A crate that only its owner may name.
const OWNED: &[(&str, &[&str])] = &[
    (
        "needlebook-store",
        &[
            "sqlx",
            "sqlx-core",
            "sqlx-sqlite",
            "libsqlite3-sys",
            "rusqlite",
        ],
    ),
    ("needlebook-documents", &["printpdf", "lopdf", "rustybuzz"]),
    (
        "needlebook",
        &[
            "tauri",
            "tauri-build",
            "tauri-plugin-dialog",
            "tauri-plugin-single-instance",
            "tauri-specta",
        ],
    ),
    (TESTS, &["fantoccini"]),
];

/// Crates that talk to a network. Needlebook never does.
const NETWORK: &[&str] = &[
    "reqwest",
    "ureq",
    "hyper",
    "isahc",
    "curl",
    "attohttpc",
    "minreq",
    "tungstenite",
    "tokio-tungstenite",
    "quinn",
    "axum",
    "warp",
    "actix-web",
    "tiny_http",
];

pub fn check(members: &[Member]) -> Vec<Verdict> {
    vec![
        Verdict::new("layers point down", each(members, breaks_layers)),
        Verdict::new(
            "the domain is pure: values and errors only",
            each(members, soils_domain),
        ),
        Verdict::new(
            "each tool has one owner (sqlx: store, printpdf: documents, tauri: src-tauri)",
            each(members, takes_owned),
        ),
        Verdict::new(
            "no crate of ours talks to a network",
            each(members, reaches_out),
        ),
    ]
}

type Complaint = fn(&Member, &Dependency) -> Option<String>;

fn each(members: &[Member], complaint: Complaint) -> Vec<Breach> {
    members
        .iter()
        .flat_map(|member| {
            member
                .dependencies
                .iter()
                .map(move |dependency| (member, dependency))
        })
        .filter_map(|(member, dependency)| {
            complaint(member, dependency).map(|detail| Breach::new(&member.manifest_path, detail))
        })
        .collect()
}

fn breaks_layers(member: &Member, dependency: &Dependency) -> Option<String> {
    let ours = dependency.name == "needlebook" || dependency.name.starts_with("needlebook-");
    if !ours || member.name == TESTS || dependency.name == member.name {
        return None;
    }
    match MAY_USE.iter().find(|(name, _)| *name == member.name) {
        None => Some(format!(
            "{} has no place in the layers yet; give it one in the boundaries",
            member.name
        )),
        Some((_, allowed)) if allowed.contains(&dependency.name.as_str()) => None,
        Some(_) => Some(format!("{} may not use {}", member.name, dependency.name)),
    }
}

fn soils_domain(member: &Member, dependency: &Dependency) -> Option<String> {
    let inside = member.name == "needlebook-domain" && dependency.kind.is_none();
    (inside && !DOMAIN_MAY_USE.contains(&dependency.name.as_str()))
        .then(|| format!("the domain may not use {}", dependency.name))
}

fn takes_owned(member: &Member, dependency: &Dependency) -> Option<String> {
    let (owner, _) = OWNED
        .iter()
        .find(|(_, tools)| tools.contains(&dependency.name.as_str()))?;
    // The stories look at the file from outside, as an intruder would; a backup is measured beside SQLite's own copy.
    let looks_from_outside = member.name == TESTS && dependency.name == "sqlx";
    (*owner != member.name && !looks_from_outside)
        .then(|| format!("only {owner} may use {}", dependency.name))
}

fn reaches_out(_: &Member, dependency: &Dependency) -> Option<String> {
    let plugin = dependency.name.strip_prefix("tauri-plugin-");
    let harmless = [Some("dialog"), Some("single-instance"), None];
    if !harmless.contains(&plugin) {
        return Some(format!(
            "{} is not one of the two plugins the shell may have",
            dependency.name
        ));
    }
    NETWORK
        .contains(&dependency.name.as_str())
        .then(|| format!("{} talks to a network", dependency.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(member: &str, dependency: &str) -> Vec<&'static str> {
        let member = Member {
            name: member.into(),
            manifest_path: "some/Cargo.toml".into(),
            dependencies: vec![Dependency {
                name: dependency.into(),
                kind: None,
            }],
        };
        let verdicts = check(&[member]);
        verdicts
            .into_iter()
            .filter(|verdict| !verdict.breaches.is_empty())
            .map(|verdict| {
                assert_eq!(
                    verdict.breaches[0].file, "some/Cargo.toml",
                    "a breach names its file"
                );
                verdict.rule
            })
            .collect()
    }

    #[test]
    fn the_shell_may_not_reach_past_the_use_cases() {
        assert!(broken("needlebook", "needlebook-store")[0].starts_with("layers"));
        assert!(broken("needlebook-cli", "needlebook-documents")[0].starts_with("layers"));
        assert!(broken("needlebook-store", "needlebook-documents")[0].starts_with("layers"));
        assert!(broken("needlebook-domain", "needlebook-api")[0].starts_with("layers"));
        assert!(broken("needlebook", "needlebook-api").is_empty());
    }

    #[test]
    fn a_new_crate_is_given_its_place_before_it_is_used() {
        assert!(broken("needlebook-novelty", "needlebook-domain")[0].starts_with("layers"));
    }

    #[test]
    fn the_domain_has_no_runtime_no_clock_and_no_randomness() {
        for tool in ["tokio", "getrandom", "rand"] {
            assert!(
                broken("needlebook-domain", tool)[0].starts_with("the domain"),
                "{tool} brings the outside in"
            );
        }
    }

    #[test]
    fn only_the_store_knows_sql_and_only_documents_knows_pdf() {
        assert!(broken("needlebook-api", "sqlx")[0].starts_with("each tool"));
        assert!(broken("needlebook-api", "printpdf")[0].starts_with("each tool"));
        assert!(broken("needlebook-cli", "tauri")[0].starts_with("each tool"));
        assert!(broken("needlebook-store", "sqlx").is_empty());
        assert!(broken(TESTS, "sqlx").is_empty(), "it looks from outside");
    }

    #[test]
    fn nothing_of_ours_talks_to_a_network() {
        assert_eq!(broken("needlebook-api", "reqwest").len(), 1);
        assert_eq!(
            broken("needlebook", "tauri-plugin-http").len(),
            1,
            "the web view gets no network plugin"
        );
        assert_eq!(
            broken("needlebook", "tauri-plugin-fs").len(),
            1,
            "nor one for files"
        );
    }
}
