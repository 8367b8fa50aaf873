//! Keeping a clinic's records: the encrypted store, its keys and its sealed files.
//!
//! The only crate that knows SQL.

pub mod ballast;
pub mod connection;
mod durable;
pub mod error;
pub mod folder;
mod hex;
pub mod keys;
pub mod sealed;
pub mod vault;
