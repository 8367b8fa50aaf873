//! A comparison leaves the clinic: only as the patient agreed, and it is written down to whom and for what.

use super::{choices, media_kind, orientation};
use crate::app::{App, Open};
use crate::error::ApiError;
use crate::role::UseCase;
use chrono::{DateTime, Utc};
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

/// Two photos of one patient, for one purpose.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct ComparisonInput {
    pub left: PhotoId,
    pub right: PhotoId,
    pub scope: PhotoScope,
    /// Whom it is for.
    pub recipient: String,
}

/// Refuses a comparison that may not leave, before anybody is asked where to.
///
/// # Errors
/// [`ApiError::PhotoConsent`]; right with left, photos of two people, nobody named.
pub async fn check(app: &App, input: &ComparisonInput) -> Result<(), ApiError> {
    parse(app, input).await.map(|_| ())
}

/// Saves the comparison as a PNG with dates and no name, and records it.
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
            [left, right] => Ok(side_by_side(left, right).to_png()?),
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
