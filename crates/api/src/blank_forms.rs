//! The empty forms for a day without the laptop: as the rules, the consent and the sheets stand now.

use crate::app::App;
use crate::error::ApiError;
use crate::role::UseCase;
use crate::{approval, document, parties};
use needlebook_documents::DocumentMark;
use needlebook_documents::blank_forms::{BlankForms, render};
use needlebook_domain::clinic::Paper;
use needlebook_domain::document::DocumentKind;
use needlebook_domain::ids::{DocumentId, PersonId};

/// Makes the forms on this paper; whoever is at the desk may.
///
/// # Errors
/// [`ApiError::Document`] naming what no font of ours can print.
pub async fn make(app: &App, paper: Paper) -> Result<DocumentId, ApiError> {
    let open = app.run(UseCase::PrintDeskPaper).await?;
    let now = app.now();
    // Nobody treats yet.
    let approved = approval::printed(&open, now, PersonId::NONE).await?;
    let mut forms = BlankForms {
        clinic: open.clinic.clone(),
        mark: DocumentMark {
            number: String::new(),
            version: 1,
        },
        config: open.rules.screening.clone(),
        approved_by: approved.map(|(_, by)| by),
    };
    let about = open.store.vault().install();
    let mut style = parties::style(&open.clinic);
    style.paper = paper;
    document::keep(&open, now, None, about, DocumentKind::BlankForms, |mark| {
        forms.mark = mark;
        render(&forms, &style)
    })
    .await
}
