//! A private session bus, so that a second instance is looked for among our own windows only.

use std::process::{Command, Stdio};

use crate::{running::Running, trouble::Outcome};

#[derive(Debug)]
pub struct Bus {
    address: String,
    _daemon: Running,
}

impl Bus {
    pub fn start() -> Outcome<Self> {
        let mut daemon = Command::new("dbus-daemon");
        daemon
            .args(["--session", "--nofork", "--print-address=1"])
            .stderr(Stdio::null());
        let (daemon, address) = Running::start_and_hear(&mut daemon)?;
        Ok(Self {
            address,
            _daemon: daemon,
        })
    }

    /// What belongs into `DBUS_SESSION_BUS_ADDRESS`.
    pub fn address(&self) -> &str {
        &self.address
    }
}
