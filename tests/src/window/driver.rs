//! WebKit's own web driver, one for each opened window: the window inherits its environment.

use std::{
    net::{Ipv4Addr, TcpListener, TcpStream},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

use super::Opening;
use crate::{
    bus::Bus,
    display::Display,
    running::Running,
    trouble::{Outcome, Trouble},
};

const PROGRAM: &str = "WebKitWebDriver";

#[derive(Debug)]
pub struct Driver {
    port: u16,
    program: Running,
}

impl Driver {
    pub fn start(opening: &Opening, display: &Display, bus: &Bus) -> Outcome<Self> {
        let port = free_port()?;
        let mut command = Command::new(PROGRAM);
        command
            .arg(format!("--port={port}"))
            .env("DISPLAY", display.name())
            .env("DBUS_SESSION_BUS_ADDRESS", bus.address())
            .env("NEEDLEBOOK_DATA_DIR", &opening.data)
            // Without these two the program offers no automation and the driver waits for ever.
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            // The accessibility bus would start a second D-Bus daemon that outlives us.
            .env("NO_AT_BRIDGE", "1")
            // What a driven web view keeps goes where the visit looks for names afterwards.
            .env("XDG_DATA_HOME", opening.data.join("driven/data"))
            .env("XDG_CACHE_HOME", opening.data.join("driven/cache"))
            .env_remove("WAYLAND_DISPLAY")
            .envs(&opening.environment)
            .stdout(Stdio::null());
        let program = Running::start(&mut command)?;
        let driver = Self { port, program };
        driver.wait_until_it_listens()?;
        Ok(driver)
    }

    /// Opens the program's window.
    pub async fn open(&self, opening: &Opening) -> Outcome<Client> {
        let capabilities = json!({
            "webkitgtk:browserOptions": { "binary": opening.app, "args": opening.arguments }
        });
        let capabilities = match capabilities {
            serde_json::Value::Object(map) => map,
            _ => serde_json::Map::new(),
        };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{}", self.port))
            .await?;
        Ok(client)
    }

    /// Kills the opened program, which is the driver's one child.
    pub fn kill_app(&self) -> Outcome {
        let driver = self.program.id().to_string();
        let killed = Command::new("pkill")
            .args(["-KILL", "--parent", &driver])
            .status();
        match killed {
            Ok(status) if status.success() => Ok(()),
            other => Err(Trouble::Unexpected(format!(
                "the program could not be killed: {other:?}"
            ))),
        }
    }

    fn wait_until_it_listens(&self) -> Outcome {
        let deadline = Instant::now() + Duration::from_secs(10);
        while TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_err() {
            if Instant::now() > deadline {
                return Err(Trouble::NotReady {
                    program: PROGRAM.into(),
                    detail: "its port stays closed".into(),
                });
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }
}

/// A program whose driver is gone would stay, without anybody to close it.
impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.kill_app();
    }
}

/// A port that was free a moment ago.
fn free_port() -> Outcome<u16> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|source| Trouble::NotStarted {
            program: PROGRAM.into(),
            source,
        })
}
