//! The recovery code on paper: rendered in memory, printed or saved, never kept.

use crate::app::{App, Open};
use crate::error::ApiError;
use crate::role::UseCase;
use crate::set_up::RecoveryGroups;
use crate::{parties, print};
use chrono::{DateTime, Utc};
use needlebook_documents::DocumentMark;
use needlebook_documents::recovery::{RecoverySheet, render};
use needlebook_store::StoreError;
use needlebook_store::journal::Fact;
use needlebook_store::keys::recovery;
use std::path::Path;

/// The code that waits to be written down, for a window that was opened again or came in by the old one.
///
/// # Errors
/// [`ApiError::Locked`].
pub async fn find_new_code(app: &App) -> Result<Option<RecoveryGroups>, ApiError> {
    let slot = app.slot().await;
    let open = slot.as_ref().ok_or(ApiError::Locked)?;
    let written = open.recovery_code.as_ref();
    Ok(written.map(|code| code.split('-').map(str::to_owned).collect()))
}

/// Makes a new code for an owner who wants the one of before to open nothing any more. It waits to be written down; until two
/// groups of it are typed back, the one of before holds.
///
/// # Errors
/// [`ApiError::NotAllowed`].
pub async fn begin_new_code(app: &App) -> Result<(), ApiError> {
    let mut slot = app.slot().await;
    let open = slot.as_mut().ok_or(ApiError::Locked)?;
    UseCase::ChangePeople.check(&open.person)?;
    if open.recovery_code.is_none() {
        open.recovery_code = Some(recovery::Code::random()?.written());
    }
    Ok(())
}

/// Two groups of it were typed back: from now on this is the clinic's code. After set-up it already is.
pub(crate) async fn keep(
    open: &Open,
    code: &recovery::Code,
    now: DateTime<Utc>,
) -> Result<(), ApiError> {
    if open.store.vault().opens_with(code)? {
        return Ok(());
    }
    open.store.vault().keep_recovery_code(code)?;
    let mut write = open.write(now).await?;
    write
        .append(open.actor().0, Fact::RecoveryCodeRenewed {})
        .await?;
    Ok(write.commit().await?)
}

/// The sheet's number: there is one code, so there is one sheet.
const NUMBER: &str = "RC-1";

/// # Errors
/// [`ApiError::NotFound`] once the code was confirmed: it exists nowhere any more.
async fn rendered(app: &App) -> Result<Vec<u8>, ApiError> {
    let slot = app.slot().await;
    let open = slot.as_ref().ok_or(ApiError::Locked)?;
    let code = open.recovery_code.as_ref().ok_or(ApiError::NotFound {
        entity: "recovery_code".to_owned(),
    })?;
    let sheet = RecoverySheet {
        clinic: open.clinic.clone(),
        mark: DocumentMark {
            number: NUMBER.to_owned(),
            version: 1,
        },
        groups: code.split('-').map(str::to_owned).collect(),
        made_for: open.person.printed_name(),
        made_at: app.now(),
    };
    Ok(render(&sheet, &parties::style(&open.clinic))?)
}

/// # Errors
/// [`ApiError::Printer`].
pub async fn print(app: &App, queue: Option<String>) -> Result<(), ApiError> {
    let bytes = rendered(app).await?;
    print::send(bytes, NUMBER.to_owned(), queue).await?;
    journal(app).await
}

/// # Errors
/// When the file cannot be written.
pub async fn save_to(app: &App, path: &Path) -> Result<(), ApiError> {
    let bytes = rendered(app).await?;
    tokio::fs::write(path, bytes)
        .await
        .map_err(StoreError::from)?;
    journal(app).await
}

async fn journal(app: &App) -> Result<(), ApiError> {
    let open = app.run(UseCase::ChangeOwnDisplay).await?;
    let mut write = open.write(app.now()).await?;
    write
        .append(open.actor().0, Fact::RecoverySheetPrinted {})
        .await?;
    Ok(write.commit().await?)
}
