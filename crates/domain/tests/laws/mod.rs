//! The laws of the rules: what must hold for every answer, date and depth, not only for the worked cases.
//!
//! Each law runs 256 times with values drawn anew; `PROPTEST_CASES` sets another number (mutation testing
//! takes 32).

#![allow(
    clippy::panic,
    reason = "an answer that cannot be read must stop the test"
)]

mod any;
mod dates;
mod guards;
mod screening;
