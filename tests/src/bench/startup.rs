//! From starting the program to its first screen's content, beside the smallest window of the same web engine.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use super::{Round, Row, beside_floor, frame::Frame, memory, printed};
use crate::{
    bus::Bus,
    display::Display,
    running::Running,
    trouble::{Outcome, Trouble},
};

/// At most this many times the floor's time, and its memory.
const TIME_BUDGET: f64 = 1.35;
const MEMORY_BUDGET: f64 = 1.25;
/// After this the program counts as not starting at all.
const GIVE_UP: Duration = Duration::from_secs(30);
/// Memory is read once the start's own work has calmed down.
const SETTLE: Duration = Duration::from_millis(800);

/// The programs to measure with.
#[derive(Debug)]
pub struct Programs {
    pub app: PathBuf,
    /// Makes the locked store that the program finds.
    pub ctl: PathBuf,
}

/// What one start gave.
struct Start {
    milliseconds: f64,
    mebibytes: f64,
}

pub fn measure(programs: &Programs, rounds: usize) -> Outcome<Vec<Row>> {
    let folder = tempfile::tempdir().map_err(Trouble::file(std::env::temp_dir()))?;
    let floor = compile_floor(folder.path())?;
    let store = make_store(programs, folder.path())?;
    let frames = folder.path().join("frames");
    fs::create_dir(&frames).map_err(Trouble::file(&frames))?;
    let display = Display::open(Some(&frames))?;
    let bus = Bus::start()?;
    let frame = Frame::open(&frames)?;
    let surroundings = |program: &Path| {
        let mut command = Command::new(program);
        command
            .env("DISPLAY", display.name())
            .env("DBUS_SESSION_BUS_ADDRESS", bus.address())
            .env("NO_AT_BRIDGE", "1")
            // There is no graphics card behind a virtual display; both sides get the same switch.
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .env("NEEDLEBOOK_BENCH_MARK", "1")
            .env("NEEDLEBOOK_DATA_DIR", &store)
            .env_remove("WAYLAND_DISPLAY")
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    };
    let mut times = Vec::new();
    let mut sizes = Vec::new();
    // The first round fills the page cache and is not counted.
    for round in 0..=rounds {
        let ours = start(&frame, &mut surroundings(&programs.app))?;
        let least = start(&frame, &mut surroundings(&floor))?;
        if round > 0 {
            times.push(Round {
                ours: ours.milliseconds,
                floor: least.milliseconds,
            });
            sizes.push(Round {
                ours: ours.mebibytes,
                floor: least.mebibytes,
            });
        }
    }
    Ok(vec![
        beside_floor("startup_content", "ms", &times, TIME_BUDGET),
        beside_floor("startup_memory", "MiB", &sizes, MEMORY_BUDGET),
    ])
}

fn start(frame: &Frame, command: &mut Command) -> Outcome<Start> {
    let began = Instant::now();
    let running = Running::start(command)?;
    wait(frame, true, command)?;
    let milliseconds = began.elapsed().as_secs_f64() * 1000.0;
    thread::sleep(SETTLE);
    let mebibytes = memory::of_tree(running.id());
    drop(running);
    // The next one must not be timed by what this one painted.
    wait(frame, false, command)?;
    Ok(Start {
        milliseconds,
        mebibytes,
    })
}

fn wait(frame: &Frame, there: bool, command: &Command) -> Outcome {
    let deadline = Instant::now() + GIVE_UP;
    while frame.has_mark() != there {
        if Instant::now() > deadline {
            let program = command.get_program().to_string_lossy().into_owned();
            let detail = if there {
                "its mark never appeared"
            } else {
                "its mark never went away"
            };
            return Err(Trouble::NotReady {
                program,
                detail: detail.into(),
            });
        }
        thread::sleep(Duration::from_millis(1));
    }
    Ok(())
}

/// An existing, locked clinic.
fn make_store(programs: &Programs, folder: &Path) -> Outcome<PathBuf> {
    let (store, secret) = (folder.join("clinic"), folder.join("passphrase"));
    fs::write(&secret, "marigold-selvedge-thimble-12\n").map_err(Trouble::file(&secret))?;
    printed(
        Command::new(&programs.ctl)
            .args([
                "demo",
                "--patients",
                "200",
                "--sessions-per-patient",
                "2",
                "--data-dir",
            ])
            .arg(&store)
            .arg("--passphrase-file")
            .arg(&secret),
    )?;
    Ok(store)
}

fn compile_floor(folder: &Path) -> Outcome<PathBuf> {
    let source = folder.join("static_page.c");
    let program = folder.join("static_page");
    fs::write(&source, include_str!("../../bench/static_page.c"))
        .map_err(Trouble::file(&source))?;
    let flags = printed(Command::new("pkg-config").args(["--cflags", "--libs", "webkit2gtk-4.1"]))?;
    printed(
        Command::new("cc")
            .arg("-O2")
            .arg("-o")
            .arg(&program)
            .arg(&source)
            .args(flags.split_whitespace()),
    )?;
    Ok(program)
}
