//! The real window, driven from outside. Run by `cargo xtask test --only e2e`, which builds it first.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that stops loudly is doing its work"
)]

mod harness;
