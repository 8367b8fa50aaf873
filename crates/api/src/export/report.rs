//! The clinic's report, as tables for another program. Counts only: no patient is in them.

use super::out::Out;
use super::table::Table;
use super::{Exported, protection};
use crate::app::App;
use crate::error::ApiError;
use crate::report;
use crate::role::UseCase;
use needlebook_domain::report::{Rate, Report, ReportPeriod};
use needlebook_store::journal::Fact;
use std::path::Path;

/// Writes each table of the report into a new folder, or a zip under a passphrase, inside `folder`.
///
/// # Errors
/// As [`report::get`]; [`ApiError::File`] with nothing left of it.
pub async fn export_report(
    app: &App,
    period: ReportPeriod,
    folder: &Path,
    passphrase: String,
) -> Result<Exported, ApiError> {
    let open = app.run(UseCase::SeeReports).await?;
    let now = app.now();
    let report = report::make(&open, period).await?;
    let passphrase = protection(passphrase);
    let protected = passphrase.is_some();
    let local = now.with_timezone(&open.tz());
    let name = format!("report-{}", local.format("%Y-%m-%d-%H%M%S"));
    let mut out = Out::begin(folder, &name, passphrase)?;
    out.put("README.txt", README.as_bytes())?;
    out.put("sessions.csv", &sessions(&report)?)?;
    out.put("depths.csv", &depths(&report)?)?;
    out.put("rates.csv", &rates(&report)?)?;
    let sealed = out.seal()?;
    let mut write = open.write(now).await?;
    let fact = Fact::ReportExported {
        sha256: sealed.sha256,
        protected,
    };
    write.append(open.actor().0, fact).await?;
    write.commit().await?;
    Ok(Exported {
        place: out.place()?,
        files: sealed.files,
        patients: 0,
    })
}

const README: &str = "A report from Needlebook. Counts only; no patient is in it.\n\n\
sessions.csv   sessions by month, concern, device and practitioner (UTF-8)\n\
depths.csv     how often each zone was treated how deep\n\
rates.csv      endpoints and reactions; a share stands only where there are 30 or more, with its 95 % interval\n\
SHA256SUMS     checksums of all files (sha256sum --check SHA256SUMS)\n\n\
In the tables a cell that a spreadsheet would run as a formula begins with an apostrophe.\n";

fn sessions(report: &Report) -> Result<Vec<u8>, ApiError> {
    let mut table = Table::new(&["by", "what", "sessions"])?;
    for one in &report.by_month {
        let month = one.month.format("%Y-%m").to_string();
        table.row(&["month", &month, &one.sessions.to_string()])?;
    }
    for one in &report.by_concern {
        let concern = one.concern.map_or("none", |concern| concern.id());
        table.row(&["concern", concern, &one.sessions.to_string()])?;
    }
    for one in &report.by_device {
        let profile = one.profile.map_or_else(String::new, |id| id.to_string());
        table.row(&["device", &profile, &one.sessions.to_string()])?;
    }
    for one in &report.by_practitioner {
        table.row(&["practitioner", &one.name, &one.sessions.to_string()])?;
    }
    table.bytes()
}

fn depths(report: &Report) -> Result<Vec<u8>, ApiError> {
    let mut table = Table::new(&["zone", "depth_mm", "times"])?;
    for zone in &report.depths {
        for one in &zone.depths {
            let depth = format!("{:.3}", f64::from(one.depth_um) / 1_000.0);
            table.row(&[zone.zone.id(), &depth, &one.zones.to_string()])?;
        }
    }
    table.bytes()
}

fn rates(report: &Report) -> Result<Vec<u8>, ApiError> {
    let mut table = Table::new(&["what", "count", "of", "per_cent", "from", "to"])?;
    for one in &report.endpoints {
        rate(&mut table, &format!("endpoint {}", one.endpoint), one.rate)?;
    }
    rate(&mut table, "sessions with a reaction", report.reacted)?;
    for one in &report.by_kind {
        let count = one.reactions.to_string();
        table.row(&[
            &format!("reaction {}", one.kind.id()),
            &count,
            "",
            "",
            "",
            "",
        ])?;
    }
    for one in &report.by_grade {
        let count = one.reactions.to_string();
        table.row(&[
            &format!("reaction of grade {}", one.grade),
            &count,
            "",
            "",
            "",
            "",
        ])?;
    }
    table.bytes()
}

fn rate(table: &mut Table, what: &str, rate: Rate) -> Result<(), ApiError> {
    let shares = rate
        .share
        .map(|share| [share.per_cent, share.from, share.to].map(|value| format!("{value:.1}")));
    let [per_cent, from, to] = shares.unwrap_or_default();
    table.row(&[
        what,
        &rate.count.to_string(),
        &rate.of.to_string(),
        &per_cent,
        &from,
        &to,
    ])
}
