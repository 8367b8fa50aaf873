//! A program of ours that runs beside us and is gone when we are.

use std::{
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
    time::Duration,
};

use crate::trouble::{Outcome, Trouble};

/// Ends the program when dropped, by its own process id and no other.
#[derive(Debug)]
pub struct Running {
    child: Child,
}

impl Running {
    pub fn start(command: &mut Command) -> Outcome<Self> {
        let child = command
            .spawn()
            .map_err(|source| not_started(command, source))?;
        Ok(Self { child })
    }

    /// Starts a program that says one line on standard output when it is ready, and waits for the line.
    pub fn start_and_hear(command: &mut Command) -> Outcome<(Self, String)> {
        let mut child = command
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|source| not_started(command, source))?;
        let mut line = String::new();
        let heard = child
            .stdout
            .take()
            .map(|out| BufReader::new(out).read_line(&mut line));
        let running = Self { child };
        match heard {
            Some(Ok(length)) if length > 0 => Ok((running, line.trim().to_owned())),
            _ => Err(Trouble::NotReady {
                program: name(command),
                detail: "it ended without a word".into(),
            }),
        }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Whether the program is still there.
    pub fn lives(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Asks the program to end, and insists after two seconds.
    fn end(&mut self) {
        let asked = Command::new("kill")
            .arg(self.child.id().to_string())
            .status();
        for _ in 0..if asked.is_ok() { 40 } else { 0 } {
            if !self.lives() {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if self.lives() {
            self.end();
        }
    }
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

fn not_started(command: &Command, source: std::io::Error) -> Trouble {
    Trouble::NotStarted {
        program: name(command),
        source,
    }
}
