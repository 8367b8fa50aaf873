//! Breaking good bytes, as many ways as fit into the time given, and what a target is held to.

use std::{
    env, fs,
    io::{self, Write as _},
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use crate::dice::Dice;

/// Nothing that is read may keep the program so long; a key derivation that an altered slot asks for comes nearest.
const HANG: Duration = Duration::from_secs(60);
/// What the whole program may hold while every target runs beside the others.
#[cfg(target_os = "linux")]
const MEMORY_KIB: u64 = 500 * 1024;

/// A run of one target: the seed follows it into every message.
pub struct Run {
    target: &'static str,
    seed: u64,
    dice: Dice,
    until: Instant,
    begun: Instant,
    rounds: u64,
    taken: u64,
    slowest: Duration,
}

impl Run {
    pub fn of(target: &'static str) -> Self {
        let number = |name| env::var(name).ok().and_then(|text| text.parse().ok());
        let clock = || {
            SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .map_or(1, |since| since.as_secs())
        };
        let seed = number("NEEDLEBOOK_FUZZ_SEED").unwrap_or_else(clock);
        let seconds = number("NEEDLEBOOK_FUZZ_SECONDS").unwrap_or(5);
        let now = Instant::now();
        Self {
            target,
            seed,
            dice: Dice::new(seed),
            until: now + Duration::from_secs(seconds),
            begun: now,
            rounds: 0,
            taken: 0,
            slowest: Duration::ZERO,
        }
    }

    /// The next broken bytes, made of one of these; `None` when the time is over.
    pub fn next(&mut self, good: &[Vec<u8>]) -> Option<Vec<u8>> {
        let now = Instant::now();
        if self.rounds > 0 {
            let took = now - self.begun;
            assert!(
                took < HANG,
                "{} hung: seed {}, round {}",
                self.target,
                self.seed,
                self.rounds
            );
            self.slowest = self.slowest.max(took);
        }
        if now > self.until {
            return None;
        }
        self.rounds += 1;
        let broken = broken(&mut self.dice, good);
        self.begun = Instant::now();
        Some(broken)
    }

    /// These bytes were taken for good ones, which altered ones may be.
    pub fn took(&mut self) {
        self.taken += 1;
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        let end = if thread::panicking() { "PANIC" } else { "done" };
        let told = format!(
            "fuzz: {} {end}, {} rounds, {} taken, slowest {:?}, seed {}\n",
            self.target, self.rounds, self.taken, self.slowest, self.seed
        );
        let _ = io::stderr().write_all(told.as_bytes());
    }
}

/// Not more memory than an old laptop can spare, over every target so far.
pub fn assert_little_memory() {
    #[cfg(target_os = "linux")]
    {
        let status = fs::read_to_string("/proc/self/status").unwrap();
        let line = status
            .lines()
            .find(|line| line.starts_with("VmHWM"))
            .unwrap();
        let kib: u64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
        assert!(kib < MEMORY_KIB, "{kib} KiB were held at once");
    }
}

/// One to eight wounds.
fn broken(dice: &mut Dice, good: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = dice.one_of(good).clone();
    for _ in 0..=dice.below(8) {
        wound(dice, &mut bytes, good);
    }
    bytes
}

const NUMBERS: [&str; 6] = ["0", "-1", "255", "65536", "4294967296", "9e999"];

fn wound(dice: &mut Dice, bytes: &mut Vec<u8>, good: &[Vec<u8>]) {
    let at = dice.below(bytes.len());
    let length = 1 + dice.below(16);
    let end = (at + length).min(bytes.len());
    match dice.below(9) {
        0 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << dice.below(8);
            }
        }
        1 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = dice.byte();
            }
        }
        2 => bytes.truncate(at),
        3 => drop(bytes.drain(at..end)),
        4 => {
            let again = bytes[at..end].to_vec();
            bytes.splice(at..at, again);
        }
        5 => {
            // A length or a count that says more than there is.
            for byte in &mut bytes[at..end] {
                *byte = 0xFF;
            }
        }
        6 => {
            let other = dice.one_of(good);
            let from = dice.below(other.len());
            let to = (from + 64).min(other.len());
            bytes.splice(at..at, other[from..to].iter().copied());
        }
        7 => {
            let number = dice.one_of(&NUMBERS).bytes();
            bytes.splice(at..end, number);
        }
        _ => {
            // Neither text nor its end.
            bytes.splice(at..at, [0, 0xC3, 0x28, 0xF0]);
        }
    }
}
