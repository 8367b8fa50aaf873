//! The demonstration without a display: `visit --app FILE --axe FILE --out DIR` drives a whole visit through the real
//! window and leaves its papers, its pictures and `visit.json`.

use std::{
    env,
    io::{self, Write as _},
    path::PathBuf,
    process::ExitCode,
};

use needlebook_tests::{
    hand::Hand,
    scene::Scene,
    trouble::{Outcome, Trouble},
    visit::Visit,
};

#[tokio::main]
async fn main() -> ExitCode {
    match drive().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            let _ = writeln!(io::stderr(), "{trouble}");
            ExitCode::FAILURE
        }
    }
}

async fn drive() -> Outcome {
    let words: Vec<String> = env::args().skip(1).collect();
    let after = |flag: &str| {
        let at = words.iter().position(|word| word == flag)?;
        words.get(at + 1).map(PathBuf::from)
    };
    let missing = |what: &str| Trouble::Unexpected(format!("{what} is missing"));
    let app = after("--app").ok_or_else(|| missing("--app FILE"))?;
    let axe = after("--axe").ok_or_else(|| missing("--axe FILE"))?;
    let out = after("--out").ok_or_else(|| missing("--out DIR"))?;

    let scene = Scene::set(&app, &axe)?;
    let window = scene.open().await?;
    let mut visit = Visit::new(&window, Hand::Mouse, &scene.queue, &out, true)?;
    let outcome = visit.whole().await;
    let failed = outcome.is_err().then(|| visit.under_way());
    for objection in visit.objections() {
        let _ = writeln!(io::stderr(), "axe: {objection}");
    }
    let report = visit.finish(outcome.is_ok())?;
    for step in &report.steps {
        let _ = writeln!(io::stdout(), "{:>6} ms  {}", step.ms, step.name);
    }
    // The last line names the step, for whoever reads only that.
    outcome.map_err(|trouble| {
        Trouble::Unexpected(format!(
            "{trouble}\nfailed step: {}",
            failed.unwrap_or_default()
        ))
    })?;
    window.close().await
}
