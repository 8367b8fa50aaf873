//! What can go wrong while driving a window from outside.

use std::{io, path::PathBuf};

#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    #[error("{program} could not be started: {source}")]
    NotStarted {
        program: String,
        #[source]
        source: io::Error,
    },
    /// A program we rely on said nothing, or something else, when it should have been ready.
    #[error("{program} did not become ready: {detail}")]
    NotReady { program: String, detail: String },
    #[error("{}: {source}", path.display())]
    File {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("the web driver refused the window: {0}")]
    Session(#[from] fantoccini::error::NewSessionError),
    #[error("the web driver: {0}")]
    Driver(#[from] fantoccini::error::CmdError),
    /// What a person would look for is not there. Carries what is there instead.
    #[error("no {wanted} on the screen; there is:\n{instead}")]
    NotFound { wanted: String, instead: String },
    /// The keyboard cannot reach what the mouse can.
    #[error(
        "{wanted} is on the screen but {tabs} presses of Tab do not reach it; the last stops: {stops}"
    )]
    OutOfReach {
        wanted: String,
        tabs: usize,
        stops: String,
    },
    #[error("{0}")]
    Unexpected(String),
}

impl Trouble {
    pub fn file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, source }
    }
}

pub type Outcome<T = ()> = Result<T, Trouble>;
