//! Broken lines, as many as fit into the time given, into the real `rules check`.
//!
//! Five seconds in every test run; `cargo xtask fuzz --seconds N --seed S` takes longer, or repeats a run
//! that failed. Each line follows from the seed alone, so writer and judge draw the same lines side by side
//! and nothing is kept.

mod dice;
mod lines;

use std::env;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::process::{ChildStdin, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use lines::{Hope, Lines};
use serde_json::Value;

const CODES: [&str; 8] = [
    "not_json",
    "unknown_kind",
    "unknown_key",
    "missing",
    "wrong_type",
    "out_of_range",
    "no_such_date",
    "no_such_zone",
];

fn from_env(name: &str) -> Option<u64> {
    env::var(name).ok()?.parse().ok()
}

/// Another seed every run, so that CI keeps looking; it is in every message.
fn fresh_seed() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(1, |since| since.as_secs())
}

/// How often each kind of reply came.
#[derive(Default)]
struct Count {
    lines: u64,
    answered: u64,
    refused: u64,
}

#[test]
fn no_broken_line_goes_unanswered_or_stops_the_program() {
    let seed = from_env("NEEDLEBOOK_FUZZ_SEED").unwrap_or_else(fresh_seed);
    let time = Duration::from_secs(from_env("NEEDLEBOOK_FUZZ_SECONDS").unwrap_or(5));
    let mut check = Command::new(env!("CARGO_BIN_EXE_needlebookctl"))
        .args(["rules", "check"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let input = check.stdin.take().unwrap();
    let replies = BufReader::new(check.stdout.take().unwrap());
    let writer = thread::spawn(move || write_lines(input, seed, time));
    let count = judge(replies, seed);
    let written = writer.join().unwrap();
    let ended = check.wait_with_output().unwrap();
    assert!(
        ended.stderr.is_empty(),
        "seed {seed}: {}",
        String::from_utf8_lossy(&ended.stderr)
    );
    assert_eq!(
        ended.status.code(),
        Some(1),
        "seed {seed}: a line was wrong"
    );
    assert!(
        count.answered > 0 && count.refused > 0,
        "seed {seed}: one-sided"
    );
    assert!(
        count.lines <= written && written - count.lines <= lines::LONGEST_SILENCE,
        "seed {seed}: {written} lines in, the last answered is line {}",
        count.lines
    );
    let told = format!(
        "fuzz: {written} lines, {} refused, {} answered, seed {seed}\n",
        count.refused, count.answered
    );
    io::stderr().write_all(told.as_bytes()).unwrap();
}

fn write_lines(input: ChildStdin, seed: u64, time: Duration) -> u64 {
    let mut input = BufWriter::with_capacity(1 << 16, input);
    let until = Instant::now() + time;
    let mut written = 0;
    for line in Lines::new(seed) {
        // The clock is asked now and then; a silent line never ends the run, so that the last one is answered.
        if written % 64 == 0 && Instant::now() > until && line.hope != Hope::Silence {
            break;
        }
        input.write_all(&line.bytes).unwrap();
        input.write_all(b"\n").unwrap();
        written += 1;
    }
    input.flush().unwrap();
    written
}

/// Reads every reply beside the line it is to.
fn judge(replies: impl BufRead, seed: u64) -> Count {
    let mut count = Count::default();
    let mut lines = Lines::new(seed);
    for reply in replies.lines() {
        let reply = reply.unwrap();
        let line = loop {
            let line = lines.next().unwrap();
            count.lines += 1;
            if line.hope != Hope::Silence {
                break line;
            }
        };
        let told = || {
            let text = String::from_utf8_lossy(&line.bytes);
            format!("seed {seed}, line {}: {text}\n  -> {reply}", count.lines)
        };
        let reply: Value = serde_json::from_str(&reply).unwrap_or_else(|_| panic!("{}", told()));
        match reply.get("error") {
            Some(error) => {
                assert!(reply.get("answer").is_none(), "both: {}", told());
                assert!(
                    is_well_told(&reply, error, count.lines),
                    "code and path: {}",
                    told()
                );
                if let Hope::Refusal(codes) = line.hope {
                    assert!(
                        codes.iter().any(|code| error["code"] == *code),
                        "{}",
                        told()
                    );
                }
                assert_ne!(line.hope, Hope::Answer, "this one is whole: {}", told());
                count.refused += 1;
            }
            None => {
                assert!(reply["answer"].is_object(), "neither: {}", told());
                assert!(
                    !matches!(line.hope, Hope::Refusal(_)),
                    "must be refused: {}",
                    told()
                );
                count.answered += 1;
            }
        }
    }
    count
}

/// A refusal names its code, and where: a line without sense by its number, any other by its path.
fn is_well_told(reply: &Value, error: &Value, number: u64) -> bool {
    let path = error["path"].as_str();
    let is_placed = if error["code"] == "not_json" {
        path == Some("") && reply["id"].is_null() && reply["line"] == number
    } else {
        path.is_some_and(|path| path.starts_with("input") || path == "kind")
            && reply.get("line").is_none()
    };
    is_placed && CODES.iter().any(|code| error["code"] == *code) && error["detail"].is_string()
}
