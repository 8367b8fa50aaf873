//! Whole use cases of a clinic, on a real encrypted store and without a window.
//!
//! Every story runs through the same functions that the window calls, with a clock of its own and the cheapest key
//! derivation there is.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that stops loudly is doing its work"
)]

mod alerts;
mod archive;
mod attachments;
mod audit;
mod bad_input;
mod clinic;
mod consent_paper;
mod consent_reply;
mod consent_whole;
mod course;
mod cover;
mod device_profiles;
mod drafts;
mod emergency_card;
mod end_of_record;
mod export;
mod gates;
mod house_rules;
mod import;
mod incoming_call;
mod leaflet;
mod loss;
mod medical_history;
mod merge;
mod notes;
mod off_label;
mod outside;
mod papers;
mod people;
mod person;
mod photos;
mod presets;
mod printed_truth;
mod put_off;
mod reaction;
mod recall;
mod record_pages;
mod reports;
mod roles;
mod rule_settings;
mod screening;
mod search;
mod search_laws;
mod similar;
mod skin_type;
mod stock;
mod tasks;
mod timeline;
mod treatment;
mod visit;
