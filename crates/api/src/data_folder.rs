//! Where the clinic's data lives: one answer for the window and the command line.

use std::path::PathBuf;

/// The folder inside the platform's own place for application data.
const FOLDER: &str = "org.needlebook.app";

/// The folder that was named, else `NEEDLEBOOK_DATA_DIR`, else the platform's own; `None` where the platform names no
/// home.
#[must_use]
pub fn choose(named: Option<PathBuf>) -> Option<PathBuf> {
    named
        .or_else(|| std::env::var_os("NEEDLEBOOK_DATA_DIR").map(PathBuf::from))
        .or_else(|| dirs::data_dir().map(|base| base.join(FOLDER)))
}
