//! `needlebookctl`: the record book without a window, for scripts, checks and demos.

mod args;
mod backup;
mod clinic;
mod consent;
mod demo;
mod export;
mod import;
mod rules;
mod search;
mod sheet;
mod terminal;
mod trouble;
mod verify;

use args::{Args, Command};
use clap::Parser;
use std::process::ExitCode;
use trouble::Trouble;

fn main() -> ExitCode {
    let args = Args::parse();
    if let Command::Rules { command } = args.command {
        return rules::run(command, args.json);
    }
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => terminal::refuse(&trouble, args.json),
    }
}

fn run(args: &Args) -> Result<(), Trouble> {
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        match &args.command {
            Command::Demo(wish) => demo::run(args, wish).await,
            Command::Sheet { command } => sheet::run(args, command).await,
            Command::Search(_) => search::run(args).await,
            Command::Import { command } => import::run(args, command).await,
            Command::Export { command } => export::run(args, command).await,
            Command::Backup { to } => backup::make(args, to).await,
            Command::Restore { from, into, key } => backup::restore(args, from, into, key).await,
            Command::Verify { command } => verify::run(args, command).await,
            // Answered before anything was started: the rules need no clinic.
            Command::Rules { .. } => Ok(()),
        }
    })
}
