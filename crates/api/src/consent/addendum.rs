//! Lines signed later, before numbing.

use crate::app::App;
use crate::error::ApiError;
use crate::role::UseCase;
use needlebook_domain::consent::Addendum;
use needlebook_domain::consent::Uncovered;
use needlebook_domain::field;
use needlebook_domain::ids::ConsentId;
use needlebook_domain::issue::IssueCode;
use needlebook_domain::issue::Issues;
use needlebook_domain::signature::Signature;
use needlebook_store::consent;
use needlebook_store::journal::Fact;
use serde::Deserialize;
use specta::Type;

/// Lines signed later.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct AddendumInput {
    pub lines: Vec<Uncovered>,
    pub signer_name: String,
    pub signature: Option<Signature>,
}

/// The patient signs lines that the consent did not name, before numbing.
///
/// # Errors
/// A blank signature or name; no lines.
pub async fn sign_addendum(app: &App, id: ConsentId, input: AddendumInput) -> Result<(), ApiError> {
    let open = app.run(UseCase::TakeConsent).await?;
    let now = app.now();
    let mut issues = Issues::default();
    let signer_name = field::name(&mut issues, "signer_name", &input.signer_name);
    if input.lines.is_empty() {
        issues.add("lines", IssueCode::Required);
    }
    let signature = input.signature.filter(|mark| !mark.is_blank());
    if signature.is_none() {
        issues.add("signature", IssueCode::Required);
    }
    let signature = signature.unwrap_or(Signature::Typed {
        name: String::new(),
    });
    issues.or(())?;
    let stored = consent::get(&mut *open.store.reader().await?, id).await?;
    let addendum = Addendum {
        consent: id,
        lines: input.lines,
        signer_name,
        signature,
        practitioner: open.actor(),
        signed_at: now,
    };
    let mut write = open.write(now).await?;
    write
        .append(
            id.0,
            Fact::AddendumSigned {
                patient: stored.consent.patient,
                addendum,
            },
        )
        .await?;
    Ok(write.commit().await?)
}
