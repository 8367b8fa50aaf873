//! The computer's print queues. Our documents go to them as they are, byte for byte.
//!
//! A queue takes a file. Ours is readable by nobody else, lies where the system keeps what must not outlast a session,
//! and is gone as soon as the queue has taken it; what the spooler keeps after that is the system's.

use crate::error::{ApiError, PrinterTrouble};
use printers::common::base::job::PrinterJobOptions;
use serde::Serialize;
use specta::Type;
use std::io::Write;
use std::path::PathBuf;

#[derive(Clone, Debug, Serialize, Type)]
pub struct PrinterView {
    pub name: String,
    pub is_default: bool,
}

/// The queues of this computer.
///
/// # Errors
/// When the task that asks the system is cancelled.
pub async fn list_printers() -> Result<Vec<PrinterView>, ApiError> {
    blocking(|| {
        printers::get_printers()
            .into_iter()
            .map(|printer| PrinterView {
                name: printer.system_name.clone(),
                is_default: printer.is_default,
            })
            .collect()
    })
    .await
}

/// Sends bytes to a queue, the default one when none is named; answers with the queue's name. `title` is what the
/// queue shows for the job: a document number, never a name.
pub(crate) async fn send(
    bytes: Vec<u8>,
    title: String,
    queue: Option<String>,
) -> Result<String, ApiError> {
    blocking(move || {
        let printer = match &queue {
            Some(name) => printers::get_printer_by_name(name),
            None => printers::get_default_printer()
                .or_else(|| printers::get_printers().into_iter().next()),
        };
        let printer = printer.ok_or(ApiError::Printer {
            reason: PrinterTrouble::None,
        })?;
        let options = PrinterJobOptions {
            name: Some(&title),
            ..PrinterJobOptions::none()
        };
        let refused = |_| ApiError::Printer {
            reason: PrinterTrouble::Refused,
        };
        let mut file = tempfile::Builder::new()
            .prefix("sheet-")
            .suffix(".pdf")
            .tempfile_in(short_lived_folder())
            .map_err(refused)?;
        file.write_all(&bytes).map_err(refused)?;
        let path = file.path().to_string_lossy().into_owned();
        match printer.print_file(&path, options) {
            Ok(_) => Ok(printer.system_name.clone()),
            Err(_) => Err(ApiError::Printer {
                reason: PrinterTrouble::Refused,
            }),
        }
    })
    .await?
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, ApiError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| ApiError::Internal {
            incident: "print".to_owned(),
        })
}

/// Memory that ends with the login session where the system has such a place, else its temporary folder.
fn short_lived_folder() -> PathBuf {
    std::env::var_os("XDG_RUNTIME_DIR")
        .map(PathBuf::from)
        .filter(|path| path.is_dir())
        .unwrap_or_else(std::env::temp_dir)
}
