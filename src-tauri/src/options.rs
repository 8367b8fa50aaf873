//! How the program was started.

use needlebook_api::AppOptions;
use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;

/// What stands on the command line.
#[derive(Debug, Default)]
pub struct Options {
    pub data_dir: Option<PathBuf>,
    /// Development builds only: write the TypeScript bindings there and end.
    pub write_bindings: Option<PathBuf>,
}

impl Options {
    /// Reads the arguments; what is not known is left alone, because desktops add arguments of their own.
    pub fn from_args(args: impl IntoIterator<Item = OsString>) -> Self {
        let mut options = Self::default();
        let mut args = args.into_iter().skip(1);
        while let Some(arg) = args.next() {
            match arg.to_str() {
                Some("--data-dir") => options.data_dir = args.next().map(PathBuf::from),
                Some("--write-bindings") => options.write_bindings = args.next().map(PathBuf::from),
                _ => {}
            }
        }
        options
    }

    /// The options of the use cases behind the window.
    pub fn app_options(&self) -> AppOptions {
        AppOptions::default()
    }
}

/// A line on standard error: what a terminal or a session log shows. Never anything from a record.
pub fn say(text: &str) {
    // A closed standard error is no reason to fail.
    let _ = writeln!(std::io::stderr(), "needlebook: {text}");
}
