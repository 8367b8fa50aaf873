//! Everything that can stop a task, in words for the person at the terminal.

use std::{io, path::PathBuf};

/// Why a task stopped. The text is printed as it is; the exit code follows from the kind.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The command line itself makes no sense (exit code 2).
    #[error("{0}\nRun `cargo xtask help` for the list.")]
    Usage(String),
    /// There is no screen to open a window on.
    #[error(
        "There is no display here, so no window can be opened.\n\
         Without one: `cargo xtask run --demo --headless` drives the same app on a virtual display."
    )]
    NoDisplay,
    /// Something must be installed, and we cannot do it here.
    #[error("Please install first, then run this again:\n{0}")]
    NotInstalled(String),
    /// A program we started ended badly.
    #[error("`{command}` {how}")]
    Program { command: String, how: String },
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// A file or an answer was not what its format says.
    #[error("{what}: {detail}")]
    Unreadable { what: String, detail: String },
    /// The steps ran and some of them failed; their own lines have said which.
    #[error("{0}")]
    Red(String),
}

impl Failure {
    /// 1 for a clear refusal, 2 for wrong use.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            _ => 1,
        }
    }

    pub fn file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, source }
    }

    pub fn unreadable(what: impl Into<String>, detail: impl ToString) -> Self {
        Self::Unreadable {
            what: what.into(),
            detail: detail.to_string(),
        }
    }
}

/// What a task answers.
pub type Outcome<T = ()> = Result<T, Failure>;
