//! `soak write DIR COUNT` records and signs whole sessions through the use cases, on an encrypted store in DIR, and
//! says `ack <n>` after each one that is acknowledged; `soak verify DIR` looks at everything and says what it found.
//! Outside rigs kill it, cut the power under it and fill the disk under it.

use std::{
    env,
    io::{self, Write as _},
    path::Path,
    process::ExitCode,
};

use needlebook_tests::book::{self, Book, Trouble};

#[tokio::main]
async fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["write", folder, count] => match count.parse() {
            Ok(count) => told(write(Path::new(folder), count).await),
            Err(_) => wrong_use(),
        },
        ["verify", folder] => verify(Path::new(folder)).await,
        _ => wrong_use(),
    }
}

fn wrong_use() -> ExitCode {
    let _ = writeln!(
        io::stderr(),
        "soak write DIR COUNT    record and sign COUNT more sessions\nsoak verify DIR         look at everything"
    );
    ExitCode::from(2)
}

fn told(done: Result<(), Trouble>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            let _ = writeln!(io::stderr(), "soak: {trouble}");
            ExitCode::FAILURE
        }
    }
}

async fn write(folder: &Path, count: u32) -> Result<(), Trouble> {
    let mut book = Book::open_or_set_up(folder).await?;
    for _ in 0..count {
        let signed = book.record_one().await?;
        // Said only now, and heard at once: whoever reads it may rely on it.
        let mut out = io::stdout().lock();
        writeln!(out, "ack {signed}")?;
        out.flush()?;
    }
    book.close().await
}

/// One line, `Ok(<sessions>)` or `Err(<why>)`, and the exit code to go with it.
async fn verify(folder: &Path) -> ExitCode {
    let (line, code) = match book::verify(folder).await {
        Ok(sessions) => (format!("Ok({sessions})"), ExitCode::SUCCESS),
        Err(trouble) => (format!("Err({trouble})"), ExitCode::FAILURE),
    };
    match writeln!(io::stdout(), "{line}") {
        Ok(()) => code,
        Err(_) => ExitCode::FAILURE,
    }
}
