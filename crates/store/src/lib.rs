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
pub mod clinic;
pub mod consent;
pub mod consultation;
pub mod document;
pub mod draft;
pub mod fold;
pub mod journal;
pub mod patient;
pub mod person;
pub mod project;
pub mod screening;
pub mod search;
pub mod session;
pub mod stock;
pub mod store;
pub mod task;
pub mod today;
mod hlc;
mod row;

pub use error::StoreError;
pub use store::Store;
