//! The medical lead's approval of what the clinic works by (PRACTICE 28).

use crate::app::{App, Open};
use crate::error::ApiError;
use crate::role::UseCase;
use chrono::{DateTime, Utc};
use needlebook_documents::ApprovedBy;
use needlebook_domain::approval::{Approval, ApprovalInput};
use needlebook_domain::ids::PersonId;
use needlebook_domain::person::Role;
use needlebook_store::clinic;
use needlebook_store::journal::Fact;
use serde::Serialize;
use specta::Type;

/// The newest approval of the rule set, consent and sheets, beside what would be approved now.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ApprovalView {
    pub rule_set_version: String,
    pub consent_revision: u32,
    pub sheet_revision: u32,
    pub approval: Option<Approval>,
    /// The approval is of exactly this rule set, consent and sheet.
    pub is_current: bool,
}

/// The revision of the aftercare sheet's wording that a lead approves.
pub const SHEET_REVISION: u32 = 1;

/// # Errors
/// [`ApiError::Locked`].
pub async fn get_approval(app: &App) -> Result<ApprovalView, ApiError> {
    view(&*app.run(UseCase::SeeSettings).await?).await
}

pub(crate) async fn view(open: &Open) -> Result<ApprovalView, ApiError> {
    let approval = clinic::find_approval(&mut *open.store.reader().await?).await?;
    let (rule_set_version, consent_revision, sheet_revision) = in_force(open)?;
    let is_current = approval.as_ref().is_some_and(|approval| {
        (
            approval.rule_set_version.as_str(),
            approval.consent_revision,
            approval.sheet_revision,
        ) == (rule_set_version.as_str(), consent_revision, sheet_revision)
    });
    Ok(ApprovalView {
        rule_set_version,
        consent_revision,
        sheet_revision,
        approval,
        is_current,
    })
}

/// What is in force: this program's rule set with the clinic's settings, its consent and its sheets.
fn in_force(open: &Open) -> Result<(String, u32, u32), ApiError> {
    let form = needlebook_documents::content::consent_form("en")?;
    Ok((open.rules.version(), form.revision, SHEET_REVISION))
}

/// Whether sessions may be signed: always in a demo clinic, else once the lead has approved (PRACTICE 28).
pub(crate) async fn is_approved(open: &Open) -> Result<bool, ApiError> {
    Ok(open.is_demo || view(open).await?.is_current)
}

/// The medical lead approves the rule set, the consent and the sheets.
///
/// # Errors
/// [`ApiError::NotAllowed`] for anybody else; a lead without a registration.
pub async fn approve(app: &App, input: ApprovalInput) -> Result<(), ApiError> {
    let open = app.run(UseCase::ApproveRules).await?;
    let self_approval = open.person.roles.contains(&Role::Clinician);
    let approval = input.parse(in_force(&open)?, open.actor(), self_approval, app.now())?;
    let mut write = open.write(app.now()).await?;
    write
        .append(open.actor().0, Fact::RulesApproved { approval })
        .await?;
    Ok(write.commit().await?)
}

/// The approval that stood at an instant, with how a page names it; `treating` is who the page says treats.
pub(crate) async fn printed(
    open: &Open,
    at: DateTime<Utc>,
    treating: PersonId,
) -> Result<Option<(Approval, ApprovedBy)>, ApiError> {
    let all = clinic::list_approvals(&mut *open.store.reader().await?).await?;
    let stood = all
        .into_iter()
        .rev()
        .find(|approval| approval.approved_at <= at);
    Ok(stood.map(|approval| {
        let by = ApprovedBy {
            name: approval.lead_name.clone(),
            body: approval.registration_body.clone(),
            number: approval.registration_number.clone(),
            at: approval.approved_at,
            treats: approval.lead == treating,
        };
        (approval, by)
    }))
}
