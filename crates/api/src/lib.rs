//! Use cases: load, ask the domain, save. The types that cross to the window, and the one error type.

pub mod about;
mod app;
pub mod approval;
pub mod charting;
pub mod consent;
pub mod consultation;
pub mod data_folder;
pub mod demo;
pub mod document;
pub mod draft;
mod error;
pub mod me;
mod parties;
pub mod patient;
pub mod patient_page;
pub mod print;
pub mod record_check;
pub mod recovery;
mod role;
pub mod screening;
pub mod search_batch;
pub mod session;
mod session_draft;
pub mod settings;
pub mod sheet;
pub mod sheet_samples;
pub mod start;
pub mod stock;
pub mod today;
pub mod types;
pub mod upkeep;
mod visit;

pub use app::{App, AppOptions, Clock};
pub use error::{ApiError, PrinterTrouble};
pub use role::UseCase;
pub use visit::{ConsentStep, CourseView, ScreeningStep, SessionStep, SheetStep};
