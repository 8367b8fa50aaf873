//! Keeping a clinic's records: the encrypted store, its keys and its sealed files.
//!
//! The only crate that knows SQL.

pub mod alert;
pub mod attachment;
pub mod audit;
pub mod backup;
pub mod ballast;
pub mod check;
pub mod clinic;
pub mod connection;
pub mod consent;
pub mod consent_reply;
pub mod consent_standing;
pub mod consultation;
pub mod correction;
pub mod course_change;
pub mod data_key;
pub mod device_profile;
pub mod document;
pub mod draft;
pub mod draft_copy;
pub mod due_back;
mod durable;
pub mod erasure;
pub mod error;
mod exchange;
pub mod fold;
pub mod folder;
mod former_key;
mod hex;
mod hlc;
pub mod import;
pub mod journal;
pub mod keys;
pub mod legal_hold;
pub mod medical_history;
pub mod merge;
pub mod note;
pub mod patient;
pub mod person;
pub mod photo;
pub mod place;
pub mod preset;
pub mod project;
pub mod reaction;
pub mod recall;
pub mod report;
mod row;
pub mod rule_setting;
pub mod screening;
pub mod sealed;
pub mod sealed_file;
pub mod search;
pub mod session;
pub mod session_amendment;
pub mod stock;
pub mod store;
pub mod task;
pub mod timeline;
pub mod today;
pub mod vault;
mod way_in;
#[cfg(all(test, target_os = "linux"))]
mod wiped;

pub use error::StoreError;
pub use store::Store;
