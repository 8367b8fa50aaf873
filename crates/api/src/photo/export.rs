//! A comparison leaves the clinic: only as the patient agreed, and it is written down to whom and for what.

use super::{choices, media_kind, orientation};
use crate::app::{App, Open};
use crate::error::ApiError;
use crate::parties;
use crate::role::UseCase;
use chrono::{DateTime, Utc};
use needlebook_documents::Picture;
use needlebook_documents::photo_comparison::{DatedPicture, PhotoComparison, render};
use needlebook_domain::clinic::Clinic;
use needlebook_domain::field;
use needlebook_domain::ids::PhotoId;
use needlebook_domain::issue::{IssueCode, Issues};
use needlebook_domain::photo::{PhotoScope, PhotosExported, may_compare, may_export};
use needlebook_media::{Dated, side_by_side, upright};
use needlebook_store::journal::Fact;
use needlebook_store::{StoreError, photo};
use serde::Deserialize;
use specta::Type;
use std::path::Path;

/// The longer edge that a picture is read at for a comparison.
const EDGE: u32 = 2_000;

/// What the two photos become.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ComparisonForm {
    /// One picture, with the dates in it.
    Png,
    /// One page of the family that other papers come from.
    Pdf,
}

impl ComparisonForm {
    /// The name that is proposed for the file.
    #[must_use]
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Png => "comparison.png",
            Self::Pdf => "comparison.pdf",
        }
    }
}

/// Two photos of one patient, for one purpose.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct ComparisonInput {
    pub left: PhotoId,
    pub right: PhotoId,
    pub scope: PhotoScope,
    /// Whom it is for.
    pub recipient: String,
    pub form: ComparisonForm,
}

/// Refuses a comparison that may not leave, before anybody is asked where to.
///
/// # Errors
/// [`ApiError::PhotoConsent`]; right with left, photos of two people, nobody named.
pub async fn check(app: &App, input: &ComparisonInput) -> Result<(), ApiError> {
    parse(app, input).await.map(|_| ())
}

/// Saves the comparison with its dates and records it. Only a page for those who treat names the patient.
///
/// # Errors
/// As [`check`]; when the file cannot be written, and then nothing was recorded as given.
pub async fn save_to(app: &App, input: ComparisonInput, path: &Path) -> Result<(), ApiError> {
    let exported = parse(app, &input).await?;
    let open = app.run(UseCase::ExportPhotos).await?;
    let mut pictures = Vec::with_capacity(2);
    for id in [input.left, input.right] {
        let stored = photo::get(&mut *open.store.reader().await?, id).await?;
        let filing = stored
            .filing
            .ok_or(StoreError::NotFound { entity: "photo" })?;
        let bytes = open.store.open_file(stored.photo.files.original).await?;
        pictures.push((stored.photo, filing, bytes));
    }
    let page = page(&open, app.now(), &exported).await?;
    let form = input.form;
    let made = tokio::task::spawn_blocking(move || {
        let dated: Result<Vec<Dated>, ApiError> = pictures
            .into_iter()
            .map(|(photo, filing, bytes)| {
                let picture = upright(media_kind(photo.kind), &bytes, orientation(&photo), EDGE)?;
                Ok(Dated {
                    picture: if filing.mirrored {
                        picture.mirrored()
                    } else {
                        picture
                    },
                    taken_on: filing.taken_on,
                })
            })
            .collect();
        match dated?.as_slice() {
            [left, right] => match form {
                ComparisonForm::Png => Ok(side_by_side(left, right).to_png()?),
                ComparisonForm::Pdf => page.of(left, right),
            },
            _ => Err(ApiError::from(StoreError::NotFound { entity: "photo" })),
        }
    })
    .await
    .map_err(|_| ApiError::Internal {
        incident: "photo".to_owned(),
    })??;
    tokio::fs::write(path, made)
        .await
        .map_err(StoreError::from)?;
    let recorded = record(&open, app.now(), input.left, exported).await;
    if recorded.is_err() {
        // No copy leaves that nobody wrote down. Where it cannot be taken back, the person is told that it failed.
        let _ = tokio::fs::remove_file(path).await;
    }
    recorded
}

/// How faithful a photo on a page is: what is seen must not be the work of the compression.
const PAGE_QUALITY: u8 = 90;

/// What a page says besides the two photos.
struct Page {
    clinic: Clinic,
    patient: needlebook_documents::Patient,
    exported: PhotosExported,
    saved_by: String,
    saved_at: DateTime<Utc>,
}

async fn page(
    open: &Open,
    now: DateTime<Utc>,
    exported: &PhotosExported,
) -> Result<Page, ApiError> {
    let (patient, _) = crate::patient::get(open, exported.patient).await?;
    Ok(Page {
        clinic: open.clinic.clone(),
        patient: parties::patient(&patient),
        exported: exported.clone(),
        saved_by: open.person.name.clone(),
        saved_at: now,
    })
}

impl Page {
    fn of(self, left: &Dated, right: &Dated) -> Result<Vec<u8>, ApiError> {
        let on_page = |dated: &Dated| -> Result<DatedPicture, ApiError> {
            Ok(DatedPicture {
                picture: Picture {
                    jpeg: dated.picture.to_jpeg(PAGE_QUALITY)?,
                    width: dated.picture.width,
                    height: dated.picture.height,
                    mirrored: false,
                },
                taken_on: dated.taken_on,
            })
        };
        let style = parties::style(&self.clinic);
        let comparison = PhotoComparison {
            left: on_page(left)?,
            right: on_page(right)?,
            clinic: self.clinic,
            patient: self.patient,
            scope: self.exported.scope,
            recipient: self.exported.recipient,
            saved_by: self.saved_by,
            saved_at: self.saved_at,
        };
        Ok(render(&comparison, &style)?)
    }
}

async fn record(
    open: &Open,
    now: DateTime<Utc>,
    about: PhotoId,
    exported: PhotosExported,
) -> Result<(), ApiError> {
    let mut write = open.write(now).await?;
    write
        .append(about.0, Fact::PhotosExported { exported })
        .await?;
    Ok(write.commit().await?)
}

async fn parse(app: &App, input: &ComparisonInput) -> Result<PhotosExported, ApiError> {
    let open = app.run(UseCase::ExportPhotos).await?;
    let mut reader = open.store.reader().await?;
    let not_filed = StoreError::NotFound { entity: "photo" };
    let left = photo::get(&mut reader, input.left)
        .await?
        .filing
        .ok_or(not_filed)?;
    let not_filed = StoreError::NotFound { entity: "photo" };
    let right = photo::get(&mut reader, input.right)
        .await?
        .filing
        .ok_or(not_filed)?;
    let mut issues = Issues::default();
    if left.patient != right.patient || !may_compare(left.view, right.view) {
        issues.add("right", IssueCode::DoesNotMatch);
    }
    let recipient = field::required_line(&mut issues, "recipient", &input.recipient);
    let exported = issues.or(PhotosExported {
        patient: left.patient,
        photos: vec![input.left, input.right],
        scope: input.scope,
        recipient,
    })?;
    if !may_export(input.scope, choices(&mut reader, left.patient).await?) {
        return Err(ApiError::PhotoConsent { scope: input.scope });
    }
    Ok(exported)
}
