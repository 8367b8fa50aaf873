//! The commands, room by room. Each is one line into its use case; nothing is decided here.

pub mod attachment;
pub mod clinic;
pub mod consent;
pub mod data;
pub mod document;
pub mod door;
pub mod draft;
pub mod keep;
pub mod patient;
pub mod people;
pub mod photo;
pub mod screening;
pub mod session;
pub mod stock;
pub mod today;

use needlebook_api::{ApiError, App};
use std::sync::Arc;
use tauri::State;

type Shared<'a> = State<'a, Arc<App>>;
type Answer<T> = Result<T, ApiError>;
