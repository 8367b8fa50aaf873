//! `needlebookctl` as a process: what it answers, refuses and leaves behind.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a broken answer must stop the test"
)]

mod commands;
mod consent;
mod demo;
mod fuzz;
mod place;
