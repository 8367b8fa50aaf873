//! The rules on paper, as they are in force and as they were approved.

use crate::app::App;
use crate::error::ApiError;
use crate::role::UseCase;
use crate::{approval, document, parties};
use needlebook_documents::DocumentMark;
use needlebook_documents::rule_set::{RuleSetDocument, render};
use needlebook_domain::document::DocumentKind;
use needlebook_domain::ids::DocumentId;
use needlebook_store::document::find_approved_rule_set;
use needlebook_store::{device_profile, rule_setting};

/// The printed rule set: the one made since it was approved, or a new one. Rules that nobody approved are
/// set anew each time, and say so.
///
/// # Errors
/// [`ApiError::Document`] naming what no font of ours can print.
pub async fn get_document(app: &App) -> Result<DocumentId, ApiError> {
    let open = app.run(UseCase::PrintDocument).await?;
    let view = approval::view(&open).await?;
    let approval = view.approval.filter(|_| view.is_current);
    let about = open.store.vault().install();
    let mut reader = open.store.reader().await?;
    if approval.is_some()
        && let Some(made) = find_approved_rule_set(&mut reader).await?
    {
        return Ok(made.document.id);
    }
    let changes = rule_setting::list_changes(&mut reader).await?;
    let profile_changes = device_profile::list_changes(&mut reader).await?;
    // Given back before the page is kept: a few readers serve everybody.
    drop(reader);
    let mut rules = RuleSetDocument {
        clinic: open.clinic.clone(),
        mark: DocumentMark {
            number: String::new(),
            version: 1,
        },
        settings: open.rules.clone(),
        changes,
        profile_changes,
        approval,
    };
    document::keep(
        &open,
        app.now(),
        None,
        about,
        DocumentKind::RuleSet,
        |mark| {
            rules.mark = mark;
            render(&rules, &parties::style(&open.clinic))
        },
    )
    .await
}
