//! Trouble of every kind, met by the whole program without a window: wrong passphrases, missing and
//! damaged files, a full disk, a second instance, `kill -9`.
//!
//! What is expected each time is the same: the cause is named, nothing acknowledged is lost, nothing
//! is half there, and what is left of a clinic is never taken for an empty folder.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that stops loudly is doing its work"
)]

mod backup;
mod clinic;
mod damage;
mod data_key;
mod draft_copy;
mod full_disk;
mod keys;
mod killed;
mod place;
mod search_input;
#[cfg(target_os = "linux")]
#[path = "../../crates/store/tests/common/small_disk.rs"]
mod small_disk;
mod soak;
mod store_file;
mod traces;
