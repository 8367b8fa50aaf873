//! Photos as files: the kept picture, turned upright, under a name that says the day, the view, the stage and whose entry
//! in `patient.json` it is.

use super::form::PhotoExport;
use super::out::Out;
use crate::app::Open;
use crate::error::ApiError;
use crate::photo::{media_kind, orientation};
use needlebook_domain::ids::PatientId;
use needlebook_domain::photo::{Photo, PhotoKind};
use needlebook_store::photo;
use serde::Serialize;

/// Puts a patient's photos below `at`, one at a time: no more than one of them is in memory.
///
/// # Errors
/// As [`Out::put`]; damage.
pub(super) async fn put_photos(
    open: &Open,
    out: &mut Out,
    at: &str,
    id: PatientId,
) -> Result<Vec<PhotoExport>, ApiError> {
    let photos = photo::list(&mut *open.store.reader().await?, id).await?;
    let mut exported = Vec::with_capacity(photos.len());
    for filed in photos {
        let file = format!(
            "photos/{}-{}-{}-{}.{}",
            filed.filing.taken_on,
            word(&filed.filing.view)?,
            word(&filed.filing.stage)?,
            filed.photo.id.0,
            ending(&filed.photo)
        );
        put(open, out, &format!("{at}{file}"), &filed.photo).await?;
        exported.push(PhotoExport {
            photo: filed.photo,
            filing: filed.filing,
            file,
        });
    }
    Ok(exported)
}

/// Puts what nobody filed yet.
///
/// # Errors
/// As [`put_photos`].
pub(super) async fn put_tray(open: &Open, out: &mut Out) -> Result<(), ApiError> {
    let tray = photo::list_tray(&mut *open.store.reader().await?).await?;
    for photo in tray {
        let file = format!("photos-not-filed/{}.{}", photo.id.0, ending(&photo));
        put(open, out, &file, &photo).await?;
    }
    Ok(())
}

async fn put(open: &Open, out: &mut Out, file: &str, photo: &Photo) -> Result<(), ApiError> {
    let kept = open.store.open_file(photo.files.original).await?;
    let upright =
        needlebook_media::with_orientation(media_kind(photo.kind), &kept, orientation(photo));
    out.put(file, &upright)
}

fn ending(photo: &Photo) -> &'static str {
    match photo.kind {
        PhotoKind::Jpeg => "jpg",
        PhotoKind::Png => "png",
    }
}

/// The word of a closed list, as the journal writes it.
pub(crate) fn word(value: &impl Serialize) -> Result<String, ApiError> {
    Ok(serde_json::to_value(value)?
        .as_str()
        .unwrap_or_default()
        .replace('_', "-"))
}
