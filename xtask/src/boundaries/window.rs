//! How little the web view may do: the content policy, the one capability file, the plugins it may import.

use serde_json::Value;

use super::{Breach, Tree, Verdict};
use crate::failure::{Failure, Outcome};

const CONF: &str = "src-tauri/tauri.conf.json";
const CAPABILITIES: &str = "src-tauri/capabilities/";
const UI_PACKAGE: &str = "ui/package.json";

pub fn check(tree: &Tree) -> Outcome<Vec<Verdict>> {
    let conf = json(tree, CONF)?;
    Ok(vec![
        Verdict::new("the content policy is strict", policy(conf.as_ref())),
        Verdict::new(
            "the web view has one capability file and no plugin power",
            capabilities(tree)?,
        ),
        Verdict::new(
            "the UI imports no shell plugin",
            plugins(json(tree, UI_PACKAGE)?.as_ref()),
        ),
    ])
}

fn json(tree: &Tree, path: &str) -> Outcome<Option<Value>> {
    tree.file(path)
        .map(|text| serde_json::from_str(text).map_err(|error| Failure::unreadable(path, error)))
        .transpose()
}

fn policy(conf: Option<&Value>) -> Vec<Breach> {
    let breach = |detail: String| Breach::new(CONF, detail);
    let Some(security) = conf.and_then(|conf| conf.pointer("/app/security")) else {
        return vec![breach(
            "app.security is missing, so there is no content policy".into(),
        )];
    };
    let mut breaches = Vec::new();
    let directives = directives(&security["csp"]);
    match directives.iter().find(|(name, _)| name == "default-src") {
        Some((_, sources)) if sources == &["'none'"] => {}
        _ => breaches.push(breach("default-src must be 'none'".into())),
    }
    for (name, sources) in &directives {
        for source in sources.iter().filter(|source| !is_harmless(name, source)) {
            breaches.push(breach(format!("{name} may not allow {source}")));
        }
    }
    if security["freezePrototype"] != Value::Bool(true) {
        breaches.push(breach("freezePrototype must be true".into()));
    }
    for forbidden in [
        "/dangerousDisableAssetCspModification",
        "/assetProtocol/enable",
    ] {
        if security
            .pointer(forbidden)
            .is_some_and(|value| value != &Value::Bool(false))
        {
            breaches.push(breach(
                format!("app.security{forbidden} must stay off").replace('/', "."),
            ));
        }
    }
    if conf.and_then(|conf| conf.pointer("/app/withGlobalTauri")) == Some(&Value::Bool(true)) {
        breaches.push(breach(
            "withGlobalTauri hands the shell to every script".into(),
        ));
    }
    breaches
}

/// The policy as directive and sources, whether it is written as one string or as a table.
fn directives(csp: &Value) -> Vec<(String, Vec<String>)> {
    let words = |text: &str| {
        text.split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    match csp {
        Value::String(text) => text
            .split(';')
            .filter_map(|directive| {
                let mut words = words(directive).into_iter();
                Some((words.next()?, words.collect()))
            })
            .collect(),
        Value::Object(table) => table
            .iter()
            .map(|(name, sources)| match sources {
                Value::String(text) => (name.clone(), words(text)),
                Value::Array(list) => (
                    name.clone(),
                    list.iter()
                        .filter_map(Value::as_str)
                        .map(str::to_owned)
                        .collect(),
                ),
                _ => (name.clone(), Vec::new()),
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// Our own files and the way to our own commands; pictures also from memory. Nothing inline, nothing remote.
fn is_harmless(directive: &str, source: &str) -> bool {
    match source {
        "'self'" | "'none'" => true,
        "ipc:" | "http://ipc.localhost" => directive == "connect-src",
        // Pictures that the shell opens in memory; `photos.rs` there answers for them.
        "photo:" | "http://photo.localhost" => directive == "img-src",
        "data:" | "blob:" => ["img-src", "worker-src"].contains(&directive),
        _ => false,
    }
}

fn capabilities(tree: &Tree) -> Outcome<Vec<Breach>> {
    let files: Vec<(&str, &str)> = tree.under(CAPABILITIES, &[".json", ".toml"]).collect();
    let mut breaches = Vec::new();
    if files.len() != 1 {
        breaches.push(Breach::new(
            CAPABILITIES,
            format!("{} capability files; there must be one", files.len()),
        ));
    }
    for (path, text) in files {
        let capability: Value =
            serde_json::from_str(text).map_err(|error| Failure::unreadable(path, error))?;
        if capability.get("remote").is_some() {
            breaches.push(Breach::new(path, "remote pages get no capability"));
        }
        let permissions = capability["permissions"].as_array().into_iter().flatten();
        let names =
            permissions.map(|permission| permission.as_str().or(permission["identifier"].as_str()));
        for name in names.map(Option::unwrap_or_default) {
            // Dialogs open from Rust, so even the dialog plugin's own permissions stay shut.
            if !name.starts_with("core:") && name.contains(':') {
                breaches.push(Breach::new(
                    path,
                    format!("the web view may not have {name}"),
                ));
            }
        }
    }
    Ok(breaches)
}

fn plugins(package: Option<&Value>) -> Vec<Breach> {
    let Some(package) = package else {
        return Vec::new();
    };
    ["dependencies", "devDependencies"]
        .iter()
        .filter_map(|list| package[*list].as_object())
        .flat_map(|list| list.keys())
        .filter(|name| name.starts_with("@tauri-apps/plugin-"))
        .map(|name| {
            Breach::new(
                UI_PACKAGE,
                format!("{name}: the web view speaks to our own commands only"),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"{"app": {"security": {"freezePrototype": true,
        "csp": "default-src 'none'; script-src 'self'; img-src 'self' data: blob:; connect-src ipc: http://ipc.localhost"}}}"#;
    const CAPABILITY: (&str, &str) = (
        "src-tauri/capabilities/main.json",
        r#"{"permissions": ["core:default"]}"#,
    );

    fn broken(files: &[(&str, &str)]) -> Vec<String> {
        let verdicts = check(&Tree::of(files)).unwrap();
        verdicts
            .into_iter()
            .flat_map(|verdict| verdict.breaches)
            .map(|breach| breach.file + ": " + &breach.detail)
            .collect()
    }

    #[test]
    fn the_agreed_policy_passes() {
        assert_eq!(broken(&[(CONF, GOOD), CAPABILITY]), Vec::<String>::new());
    }

    #[test]
    fn inline_code_and_remote_content_are_refused() {
        for loose in [
            "script-src 'unsafe-inline'",
            "script-src 'self' 'unsafe-eval'",
            "img-src https:",
            "connect-src *",
        ] {
            let conf = GOOD.replace("script-src 'self'", loose);
            assert_eq!(
                broken(&[(CONF, &conf), CAPABILITY]).len(),
                1,
                "{loose} must be named"
            );
        }
        let open = GOOD.replace("default-src 'none'", "default-src 'self'");
        assert_eq!(broken(&[(CONF, &open), CAPABILITY]).len(), 1);
        assert_eq!(
            broken(&[(CONF, "{}"), CAPABILITY]).len(),
            1,
            "no policy at all is the loosest one"
        );
    }

    #[test]
    fn there_is_one_capability_file_without_plugin_powers() {
        let second = (
            "src-tauri/capabilities/other.json",
            r#"{"permissions": []}"#,
        );
        assert_eq!(broken(&[(CONF, GOOD), CAPABILITY, second]).len(), 1);
        let files = (
            "src-tauri/capabilities/main.json",
            r#"{"permissions": ["fs:allow-read", {"identifier": "shell:default"}]}"#,
        );
        assert_eq!(broken(&[(CONF, GOOD), files]).len(), 2);
    }

    #[test]
    fn the_ui_imports_no_plugin() {
        let package = (
            UI_PACKAGE,
            r#"{"dependencies": {"@tauri-apps/plugin-fs": "2"}}"#,
        );
        assert_eq!(broken(&[(CONF, GOOD), CAPABILITY, package]).len(), 1);
    }
}
