//! System packages: which ones each job needs, and getting them where we can.

use std::{
    collections::BTreeSet,
    path::Path,
    process::{Command, Stdio},
};

use crate::{
    failure::{Failure, Outcome},
    process,
    terminal::say,
};

/// What a job needs from the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Compiling and opening the window.
    Build,
    /// Driving the window on a virtual display, a private print queue, reading PDFs.
    Window,
    /// The programs that measurements stand beside.
    Bench,
}

/// Debian names: what the compiler and linker look for.
const BUILD: &[&str] = &[
    "build-essential",
    "pkg-config",
    "libwebkit2gtk-4.1-dev",
    "libssl-dev",
    "libxdo-dev",
    "libayatana-appindicator3-dev",
    "librsvg2-dev",
    // The print queue library that the printing crate links.
    "libcups2-dev",
];

const WINDOW: &[&str] = &[
    "webkit2gtk-driver",
    "xvfb",
    "xauth",
    "dbus-daemon",
    "cups-daemon",
    "cups-client",
    "poppler-utils",
    "qpdf",
    "procps",
];

const BENCH: &[&str] = &["libvips-tools", "util-linux"];

fn packages(need: Need) -> &'static [&'static str] {
    match need {
        Need::Build => BUILD,
        Need::Window => WINDOW,
        Need::Bench => BENCH,
    }
}

/// Sees to it that everything the jobs need is installed: on Debian and Ubuntu by apt (named first, through
/// `sudo` when not root), elsewhere by saying what is missing.
pub fn ensure(needs: &[Need]) -> Outcome {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let wanted: BTreeSet<&str> = needs
        .iter()
        .flat_map(|need| packages(*need))
        .copied()
        .collect();
    if !is_debian() {
        return ensure_by_hand(&wanted);
    }
    let missing: Vec<&str> = wanted
        .into_iter()
        .filter(|package| !is_installed(package))
        .collect();
    ensure_node()?;
    if missing.is_empty() {
        return Ok(());
    }
    say(&format!("Installing with apt: {}", missing.join(" ")));
    process::run(apt()?.arg("update"))?;
    process::run(
        apt()?
            .args(["install", "--yes", "--no-install-recommends"])
            .args(&missing),
    )
}

fn is_debian() -> bool {
    Path::new("/etc/debian_version").exists() && process::exists("apt-get")
}

fn is_installed(package: &str) -> bool {
    Command::new("dpkg-query")
        .args(["--show", "--showformat=${db:Status-Status}", package])
        .stderr(Stdio::null())
        .output()
        .is_ok_and(|output| output.stdout == b"installed")
}

/// `apt-get` that asks nothing and waits its turn for the package lock.
fn apt() -> Outcome<Command> {
    let root = process::capture(Command::new("id").arg("-u"))?.trim() == "0";
    let mut command = if root {
        Command::new("env")
    } else if process::exists("sudo") {
        let mut sudo = Command::new("sudo");
        sudo.arg("env");
        sudo
    } else {
        return Err(Failure::NotInstalled(
            "sudo (or run this once as root)".into(),
        ));
    };
    command.args([
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-o",
        "DPkg::Lock::Timeout=300",
        "--quiet",
    ]);
    Ok(command)
}

/// Node is the one thing besides Rust and apt that we expect to find: distributions carry versions of every age.
fn ensure_node() -> Outcome {
    if process::exists("node") && process::exists("npm") {
        return Ok(());
    }
    Err(Failure::NotInstalled(
        "Node.js 20 or newer, with npm".into(),
    ))
}

/// Other distributions name these things differently, so the Debian names serve as the description.
fn ensure_by_hand(wanted: &BTreeSet<&str>) -> Outcome {
    ensure_node()?;
    let mut missing = Vec::new();
    let has_library = |name: &str| {
        Command::new("pkg-config")
            .args(["--exists", name])
            .status()
            .is_ok_and(|status| status.success())
    };
    for package in wanted {
        let there = match *package {
            "build-essential" => process::exists("cc"),
            "pkg-config" => process::exists("pkg-config"),
            "libwebkit2gtk-4.1-dev" => has_library("webkit2gtk-4.1"),
            "libssl-dev" => has_library("openssl"),
            "librsvg2-dev" => has_library("librsvg-2.0"),
            "webkit2gtk-driver" => process::exists("WebKitWebDriver"),
            "xvfb" => process::exists("Xvfb"),
            "dbus-daemon" => process::exists("dbus-daemon"),
            "cups-daemon" => Path::new("/usr/sbin/cupsd").exists(),
            "cups-client" => process::exists("lpstat"),
            "poppler-utils" => process::exists("pdftotext"),
            "qpdf" => process::exists("qpdf"),
            // Without a way to ask, the compiler or the test itself names what is missing.
            _ => true,
        };
        if !there {
            missing.push(format!("  what Debian calls {package}"));
        }
    }
    if missing.is_empty() {
        Ok(())
    } else {
        Err(Failure::NotInstalled(missing.join("\n")))
    }
}
