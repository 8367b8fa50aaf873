//! The clinic's reports: what was counted over a period, arranged for whoever may read the record. No patient is in them.

use crate::app::{App, Open};
use crate::error::ApiError;
use crate::role::UseCase;
use needlebook_domain::report::{Names, Report, ReportPeriod, arrange};
use needlebook_store::{person, report, stock};

/// Everything over these days, both included.
///
/// # Errors
/// A period that ends before it begins; [`ApiError::NotAllowed`].
pub async fn get(app: &App, period: ReportPeriod) -> Result<Report, ApiError> {
    let open = app.run(UseCase::SeeReports).await?;
    make(&open, period).await
}

pub(crate) async fn make(open: &Open, period: ReportPeriod) -> Result<Report, ApiError> {
    let period = period.check()?;
    let mut reader = open.store.reader().await?;
    let tallies = report::count(&mut reader, period).await?;
    let people = person::list(&mut reader).await?;
    let devices = stock::list_devices(&mut reader).await?;
    let names = Names {
        people: people
            .into_iter()
            .map(|person| (person.id, person.name))
            .collect(),
        devices: devices
            .into_iter()
            .map(|device| (device.id, device.profile))
            .collect(),
    };
    Ok(arrange(period, &tallies, &names))
}
