//! What we build from: licences, sources and duplicate versions, read from cargo's and npm's own lists.
//!
//! `deny.toml` holds what is allowed, in the form that `cargo deny` reads too, so that there is one list.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use serde::{Deserialize, de::DeserializeOwned};

use crate::{
    boundaries::{Breach, Verdict},
    failure::{Failure, Outcome},
    place::Place,
    process,
};

mod licence;

#[derive(Deserialize)]
struct Allowed {
    licenses: AllowedLicences,
    bans: Bans,
}

#[derive(Deserialize)]
struct AllowedLicences {
    allow: Vec<String>,
}

#[derive(Deserialize)]
struct Bans {
    skip: Vec<KnownDuplicate>,
}

#[derive(Deserialize)]
struct KnownDuplicate {
    #[serde(rename = "crate")]
    name: String,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
    /// `None` for our own crates.
    source: Option<String>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
}

#[derive(Deserialize)]
struct NpmLock {
    packages: BTreeMap<String, NpmPackage>,
}

#[derive(Deserialize)]
struct NpmPackage {
    #[serde(default)]
    version: String,
    license: Option<String>,
    resolved: Option<String>,
    integrity: Option<String>,
    /// Used while building only, never shipped.
    #[serde(default)]
    dev: bool,
    #[serde(default)]
    optional: bool,
    /// The systems it is for; empty where it is for all.
    #[serde(default)]
    os: Vec<String>,
}

impl NpmPackage {
    /// The build of an optional tool for a system that is not this one: named, so that the lock holds everywhere, but
    /// never fetched here, and so without a checksum or a licence to read.
    fn is_named_only(&self) -> bool {
        self.optional && !self.os.is_empty() && self.integrity.is_none()
    }
}

/// The one place that crates come from. Any other would be a fork, a mirror or a surprise.
const CRATES: &str = "registry+https://github.com/rust-lang/crates.io-index";
const CARGO_LOCK: &str = "Cargo.lock";
const NPM_LOCK: &str = "ui/package-lock.json";

/// npm packages whose manifest forgets the licence, with the one we read ourselves and where.
const READ_BY_US: &[(&str, &str)] = &[
    // The LICENSE file in the package.
    ("node_modules/@inlang/plugin-message-format", "MIT"),
    ("node_modules/svelte-toolbelt", "MIT"),
    // The manifest of `@lix-js/sdk`, of which this is the compiled part. A build tool; it does not ship.
    ("node_modules/@lix-js/sdk-linux-x64", "MIT"),
];

pub fn check(place: &Place) -> Outcome<Vec<Verdict>> {
    let read = |name: &str| {
        let path = place.root.join(name);
        fs::read_to_string(&path).map_err(Failure::file(path))
    };
    let allowed: Allowed = toml::from_str(&read("deny.toml")?)
        .map_err(|error| Failure::unreadable("deny.toml", error))?;
    let metadata = resolved(place)?;
    let npm: NpmLock = json(NPM_LOCK, &read(NPM_LOCK)?)?;
    Ok(vec![
        Verdict::new("crates come from one place", sources(&metadata)),
        Verdict::new(
            "the lock of the UI names no download address",
            addresses(&npm),
        ),
        Verdict::new("no settings file names a registry", registries(place)),
        Verdict::new(
            "every licence is one we may ship",
            licences(&metadata, &npm, &allowed.licenses.allow),
        ),
        Verdict::new(
            "no new duplicate version",
            duplicates(&metadata, &npm, &allowed.bans.skip),
        ),
    ])
}

fn json<T: DeserializeOwned>(what: &str, text: &str) -> Outcome<T> {
    serde_json::from_str(text).map_err(|error| Failure::unreadable(what, error))
}

/// The crates that a build for this machine uses.
fn resolved(place: &Place) -> Outcome<Metadata> {
    let host = process::capture(place.cargo().args(["-vV"]))?;
    let triple = host
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .unwrap_or_default()
        .to_owned();
    let answer = process::capture(place.cargo().args([
        "metadata",
        "--locked",
        "--format-version",
        "1",
        "--filter-platform",
        &triple,
    ]))?;
    let mut metadata: Metadata = json("cargo metadata", &answer)?;
    let used: BTreeSet<String> = metadata
        .resolve
        .nodes
        .drain(..)
        .map(|node| node.id)
        .collect();
    metadata
        .packages
        .retain(|package| used.contains(&package.id));
    Ok(metadata)
}

fn sources(metadata: &Metadata) -> Vec<Breach> {
    let strange = |package: &&Package| {
        package
            .source
            .as_deref()
            .is_some_and(|source| source != CRATES)
    };
    metadata
        .packages
        .iter()
        .filter(strange)
        .map(|package| Breach::new(CARGO_LOCK, format!("{} comes from elsewhere", package.name)))
        .collect()
}

fn addresses(npm: &NpmLock) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for (path, package) in npm
        .packages
        .iter()
        .filter(|(path, package)| !path.is_empty() && !package.is_named_only())
    {
        if package.resolved.is_some() {
            breaches.push(Breach::new(
                NPM_LOCK,
                format!("{path} names where it was downloaded"),
            ));
        }
        if package.integrity.is_none() {
            breaches.push(Breach::new(NPM_LOCK, format!("{path} has no checksum")));
        }
    }
    breaches
}

/// Where packages come from is the business of the machine, not of the project.
fn registries(place: &Place) -> Vec<Breach> {
    let named = |text: &str| {
        text.lines().any(|line| {
            let line = line.trim();
            line.contains("registry=")
                || line.starts_with("[source")
                || line.starts_with("[registries")
                || line.starts_with("[registry")
        })
    };
    [".npmrc", "ui/.npmrc", ".cargo/config.toml"]
        .into_iter()
        .filter(|name| fs::read_to_string(place.root.join(name)).is_ok_and(|text| named(&text)))
        .map(|name| Breach::new(name, "a registry is named here"))
        .collect()
}

fn licences(metadata: &Metadata, npm: &NpmLock, allowed: &[String]) -> Vec<Breach> {
    let crates = metadata
        .packages
        .iter()
        .map(|package| (CARGO_LOCK, &package.name, package.license.as_deref()));
    let modules = npm
        .packages
        .iter()
        .filter(|(path, package)| !path.is_empty() && !package.is_named_only());
    let modules = modules.map(|(path, package)| {
        let ours = READ_BY_US.iter().find(|(name, _)| name == path);
        let read = ours.map(|(_, licence)| *licence);
        (NPM_LOCK, path, package.license.as_deref().or(read))
    });
    crates
        .chain(modules)
        .filter_map(|(file, name, stated)| match stated {
            None => Some(Breach::new(file, format!("{name} states no licence"))),
            Some(expression) if licence::allows(expression, allowed) => None,
            Some(expression) => Some(Breach::new(file, format!("{name} is under {expression}"))),
        })
        .collect()
}

/// Two versions of one thing cost build time, size and surprise. Those that others bring in and we cannot mend
/// are listed; for what ships in the web view there is no list.
fn duplicates(metadata: &Metadata, npm: &NpmLock, known: &[KnownDuplicate]) -> Vec<Breach> {
    let crates = metadata
        .packages
        .iter()
        .map(|package| (package.name.as_str(), package.version.as_str()));
    let shipped = npm
        .packages
        .iter()
        .filter(|(path, package)| !path.is_empty() && !package.dev);
    let modules = shipped.map(|(path, package)| {
        (
            path.rsplit_once("node_modules/")
                .map_or(path.as_str(), |(_, name)| name),
            package.version.as_str(),
        )
    });
    let mut breaches: Vec<Breach> = several(crates)
        .into_iter()
        .filter(|(name, _)| !known.iter().any(|duplicate| duplicate.name == *name))
        .map(|(name, versions)| Breach::new(CARGO_LOCK, format!("{name} in versions {versions}")))
        .collect();
    breaches.extend(several(modules).into_iter().map(|(name, versions)| {
        Breach::new(NPM_LOCK, format!("{name} ships in versions {versions}"))
    }));
    breaches
}

fn several<'a>(packages: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<(&'a str, String)> {
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (name, version) in packages {
        versions.entry(name).or_default().insert(version);
    }
    versions
        .into_iter()
        .filter(|(_, versions)| versions.len() > 1)
        .map(|(name, versions)| (name, versions.into_iter().collect::<Vec<_>>().join(" and ")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, version: &str, source: &str, license: &str) -> Package {
        Package {
            id: format!("{name}@{version}"),
            name: name.into(),
            version: version.into(),
            license: Some(license.into()),
            source: Some(source.into()),
        }
    }

    fn metadata(packages: Vec<Package>) -> Metadata {
        Metadata {
            packages,
            resolve: Resolve { nodes: Vec::new() },
        }
    }

    fn npm(text: &str) -> NpmLock {
        json("made up", text).unwrap()
    }

    #[test]
    fn a_crate_from_elsewhere_is_named() {
        let fork = metadata(vec![package(
            "thread",
            "1.0.0",
            "git+https://example.invalid/thread",
            "MIT",
        )]);
        assert_eq!(sources(&fork).len(), 1);
    }

    #[test]
    fn a_download_address_in_the_lock_is_named() {
        let lock = npm(
            r#"{"packages": {"": {}, "node_modules/a": {"version": "1.0.0", "resolved": "https://example.invalid/a.tgz",
                "integrity": "sha512-x", "license": "MIT"}, "node_modules/b": {"version": "1.0.0", "license": "MIT"}}}"#,
        );
        let details: Vec<String> = addresses(&lock)
            .into_iter()
            .map(|breach| breach.detail)
            .collect();
        assert_eq!(
            details,
            [
                "node_modules/a names where it was downloaded",
                "node_modules/b has no checksum"
            ]
        );
    }

    #[test]
    fn a_second_version_is_named_unless_it_is_known() {
        let two = metadata(vec![
            package("knot", "1.0.0", CRATES, "MIT"),
            package("knot", "2.0.0", CRATES, "MIT"),
        ]);
        let empty = npm(r#"{"packages": {}}"#);
        assert_eq!(
            duplicates(&two, &empty, &[])[0].detail,
            "knot in versions 1.0.0 and 2.0.0"
        );
        assert!(
            duplicates(
                &two,
                &empty,
                &[KnownDuplicate {
                    name: "knot".into()
                }]
            )
            .is_empty()
        );
    }

    #[test]
    fn what_ships_in_the_web_view_ships_once() {
        let lock = npm(
            r#"{"packages": {"node_modules/a": {"version": "1.0.0"}, "node_modules/b/node_modules/a": {"version": "2.0.0"},
                "node_modules/c": {"version": "1.0.0", "dev": true}, "node_modules/d/node_modules/c": {"version": "2.0.0", "dev": true}}}"#,
        );
        assert_eq!(
            duplicates(&metadata(Vec::new()), &lock, &[]).len(),
            1,
            "build tools may differ among themselves"
        );
    }

    #[test]
    fn an_unknown_licence_is_named() {
        let strange = metadata(vec![package("lace", "1.0.0", CRATES, "AGPL-3.0-only")]);
        let allowed = ["MIT".to_owned()];
        assert_eq!(
            licences(&strange, &npm(r#"{"packages": {}}"#), &allowed)[0].detail,
            "lace is under AGPL-3.0-only"
        );
    }
}
