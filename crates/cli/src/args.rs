//! What can be asked on the command line.

use crate::rules::RulesCommand;
use clap::{Parser, Subcommand, ValueEnum};
use needlebook_api::types::{PatientId, SessionId};
use std::path::PathBuf;

/// The record book of a microneedling clinic, without its window.
///
/// Exit codes: 0 done, 1 a clear refusal, 2 wrong use.
#[derive(Debug, Parser)]
#[command(name = "needlebookctl", version, propagate_version = true)]
pub struct Args {
    /// The clinic's data folder [default: NEEDLEBOOK_DATA_DIR, else this system's own place]
    #[arg(long, global = true, value_name = "FOLDER")]
    pub data_dir: Option<PathBuf>,
    /// Who unlocks [default: the only person there is]
    #[arg(long, global = true, value_name = "NAME")]
    pub user: Option<String>,
    /// A file whose first line is the passphrase
    #[arg(long, global = true, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
    /// Answer with JSON; a refusal is {"error": {"code": ...}}
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Set up a throw-away clinic of invented patients in an empty folder
    Demo(DemoWish),
    /// Aftercare sheets and samples of every document
    Sheet {
        #[command(subcommand)]
        command: SheetCommand,
    },
    /// Look patients up
    Search(SearchWish),
    /// Write a backup into a folder, and read it back
    Backup {
        #[arg(long, value_name = "FOLDER")]
        to: PathBuf,
    },
    /// Write the record of a backup into an empty folder
    Restore {
        #[arg(long, value_name = "FILE")]
        from: PathBuf,
        #[arg(long, value_name = "FOLDER")]
        into: PathBuf,
        #[command(flatten)]
        key: BackupKey,
    },
    /// Take patients or a whole exported clinic in
    Import {
        #[command(subcommand)]
        command: ImportCommand,
    },
    /// Write records into an open folder
    Export {
        #[command(subcommand)]
        command: ExportCommand,
    },
    /// Check that a record or a backup is as it was written
    Verify {
        #[command(subcommand)]
        command: VerifyCommand,
    },
    /// The clinic's rules, without a clinic
    Rules {
        #[command(subcommand)]
        command: RulesCommand,
    },
}

#[derive(Debug, clap::Args)]
pub struct DemoWish {
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    pub patients: u32,
    /// Signed sessions of each patient; 0 makes people only
    #[arg(long, value_name = "M", default_value_t = 3, value_parser = clap::value_parser!(u32).range(0..=40))]
    pub sessions_per_patient: u32,
    /// Decides every name
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
}

#[derive(Debug, Subcommand)]
pub enum SheetCommand {
    /// Save the aftercare sheet of a session: the kept bytes, made now if there are none yet
    Print {
        #[arg(long, value_name = "ID")]
        session: SessionId,
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Write every document there is in a language, for people who do not exist, into FOLDER/<lang>/
    Samples {
        #[arg(long, value_name = "FOLDER")]
        out: PathBuf,
        #[command(flatten)]
        print: Print,
    },
    /// Make so many sheets and say how long one takes
    Bench {
        #[arg(value_parser = clap::value_parser!(u32).range(1..=100_000))]
        count: u32,
    },
}

#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Print {
    #[arg(long, value_enum, default_value_t = Lang::En)]
    pub lang: Lang,
    #[arg(long, value_enum, default_value_t = PaperSize::A4)]
    pub paper: PaperSize,
    /// Nothing under 14 points
    #[arg(long)]
    pub large: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Lang {
    En,
    Es,
    Fr,
    De,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum PaperSize {
    A4,
    Letter,
}

#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// Patients from a table (CSV or XLSX), all of them or none
    Patients {
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Which heading holds what: family=Surname,birth_on=DOB [default: guessed from the headings]
        #[arg(long, value_name = "MAP")]
        map: Option<String>,
    },
    /// A clinic that `export clinic` wrote, into one without patients
    Export {
        #[arg(value_name = "FOLDER")]
        folder: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub enum ExportCommand {
    /// One patient's record with documents, audit and checksums
    Patient {
        #[arg(value_name = "ID")]
        id: PatientId,
        #[command(flatten)]
        to: ExportTo,
    },
    /// Everything
    Clinic {
        #[command(flatten)]
        to: ExportTo,
    },
}

#[derive(Debug, clap::Args)]
pub struct ExportTo {
    /// A new folder is made in this one
    #[arg(long, value_name = "FOLDER")]
    pub out: PathBuf,
    /// A file whose first line is a passphrase: one zip under it (AES-256) instead of an open folder
    #[arg(long, value_name = "FILE")]
    pub zip_passphrase_file: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub struct SearchWish {
    /// One query a line on standard input, one answer a line on standard output
    #[arg(long, required = true)]
    pub batch: bool,
}

/// What opens a backup: the passphrase of somebody who could unlock the clinic then, or the recovery code.
#[derive(Clone, Debug, clap::Args)]
pub struct BackupKey {
    /// A file whose first line is the recovery code, instead of a passphrase
    #[arg(long, value_name = "FILE")]
    pub recovery_code_file: Option<PathBuf>,
}

#[derive(Clone, Debug, Subcommand)]
pub enum VerifyCommand {
    /// Look at everything: pages, journal, tables, sealed files
    Store,
    /// Say whether a PDF is a consent as it was signed here, by whom and when
    Consent {
        #[arg(
            value_name = "FILE",
            required_unless_present = "code",
            conflicts_with = "code"
        )]
        file: Option<PathBuf>,
        /// The code printed at the end of a consent, instead of a file
        #[arg(long, value_name = "CODE")]
        code: Option<String>,
    },
    /// Look at every byte of a backup, without restoring it
    Backup {
        #[arg(value_name = "FILE")]
        file: PathBuf,
        #[command(flatten)]
        key: BackupKey,
    },
}
