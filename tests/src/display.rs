//! A virtual display of our own: never the person's screen, never a number somebody else has.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use crate::{running::Running, trouble::Outcome};

/// The design size of the window (width and height in pixels).
pub const SIZE: (u32, u32) = (1440, 900);

#[derive(Debug)]
pub struct Display {
    name: String,
    _server: Running,
}

impl Display {
    /// Opens a display on a free number. With `frames`, the server keeps what it shows in a file there
    /// (`Xvfb_screen0`), which is how a start is timed to the pixel.
    pub fn open(frames: Option<&Path>) -> Outcome<Self> {
        let mut server = Command::new("Xvfb");
        server.args([
            "-displayfd",
            "1",
            "-nolisten",
            "tcp",
            "-noreset",
            "-screen",
            "0",
        ]);
        server
            .arg(format!("{}x{}x24", SIZE.0, SIZE.1))
            .stderr(Stdio::null());
        if let Some(folder) = frames {
            server.arg("-fbdir").arg(folder);
        }
        let (server, number) = Running::start_and_hear(&mut server)?;
        Ok(Self {
            name: format!(":{number}"),
            _server: server,
        })
    }

    /// What belongs into `DISPLAY`.
    pub fn name(&self) -> &str {
        &self.name
    }
}
