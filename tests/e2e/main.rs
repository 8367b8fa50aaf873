//! The real window, driven from outside. Run by `cargo xtask test --only e2e`, which builds it first.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that stops loudly is doing its work"
)]

mod amendment;
mod attachments;
mod backup;
mod consents;
mod course;
mod cover;
mod door;
mod emergency_card;
mod harness;
mod invoke;
mod keyboard;
mod loss;
mod maps;
mod papers;
mod people;
mod photos;
mod presets;
mod reaction;
mod record;
mod reports;
mod rules;
mod screening_history;
mod standing;
mod stock;
mod trouble;
mod twice_as_large;
mod visit;

use std::path::PathBuf;

use needlebook_tests::scene::Scene;

/// What `xtask` says about where things are.
fn told(name: &str) -> PathBuf {
    std::env::var_os(name)
        .unwrap_or_else(|| panic!("{name} is not set; run `cargo xtask test --only e2e`"))
        .into()
}

fn fresh_laptop() -> Scene {
    Scene::set(
        &told("NEEDLEBOOK_PROGRAMS").join("needlebook"),
        &told("NEEDLEBOOK_AXE"),
    )
    .unwrap()
}
