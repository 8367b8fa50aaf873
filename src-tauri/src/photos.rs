//! Photos at the edge of the window: pictures for the page out of memory, files that were dropped on it, and the camera's
//! folder. No path and no picture's file ever reaches the page.

use crate::bindings::{PhotoImportEnded, PhotoImportMoved, PhotosArrived};
use needlebook_api::photo::import::{ImportOutcome, import};
use needlebook_api::photo::{PhotoSize, camera, show};
use needlebook_api::types::PhotoId;
use needlebook_api::types::PhotoSource;
use needlebook_api::{ApiError, App};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tauri::http::{Response, StatusCode, header};
use tauri::{AppHandle, DragDropEvent, Manager, UriSchemeContext, UriSchemeResponder, WindowEvent};
use tauri_specta::Event;

/// The scheme of pictures: `photo://localhost/ID/thumbnail`, on Windows `http://photo.localhost/ID/thumbnail`.
pub const SCHEME: &str = "photo";
/// How often the camera's folder is looked at.
const ROUND: Duration = Duration::from_secs(3);

/// Answers the page's request for a picture: unlocked, allowed, known by its id, or nothing.
pub fn answer(
    context: UriSchemeContext<'_, tauri::Wry>,
    request: tauri::http::Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let app = Arc::clone(&context.app_handle().state::<Arc<App>>());
    let asked = (request.method() == tauri::http::Method::GET)
        .then(|| wanted(request.uri().path()))
        .flatten();
    tauri::async_runtime::spawn(async move {
        responder.respond(match asked {
            Some((id, size)) => match show(&app, id, size).await {
                Ok(shown) => picture(StatusCode::OK, shown.media_type, shown.bytes),
                Err(error) => nothing(status(&error)),
            },
            None => nothing(StatusCode::NOT_FOUND),
        });
    });
}

/// An id and a size, and not one character besides.
fn wanted(path: &str) -> Option<(PhotoId, PhotoSize)> {
    let (id, size) = path.strip_prefix('/')?.split_once('/')?;
    let size = match size {
        "original" => PhotoSize::Original,
        "preview" => PhotoSize::Preview,
        "thumbnail" => PhotoSize::Thumbnail,
        _ => return None,
    };
    // Only the form that ids have on the page.
    let id = id
        .parse::<PhotoId>()
        .ok()
        .filter(|known| known.to_string() == id)?;
    Some((id, size))
}

fn status(error: &ApiError) -> StatusCode {
    match error {
        ApiError::Locked | ApiError::NotAllowed { .. } => StatusCode::FORBIDDEN,
        ApiError::NotFound { .. } => StatusCode::NOT_FOUND,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

fn nothing(status: StatusCode) -> Response<Vec<u8>> {
    picture(status, "text/plain", Vec::new())
}

fn picture(status: StatusCode, media_type: &'static str, bytes: Vec<u8>) -> Response<Vec<u8>> {
    let mut response = Response::new(bytes);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, media_type),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        headers.insert(name, header::HeaderValue::from_static(value));
    }
    response
}

/// Files dropped on the window are taken into the tray. Their paths stay here.
pub fn take_dropped(window: &tauri::Window, event: &WindowEvent) {
    if let WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) = event
        && !paths.is_empty()
    {
        let (handle, paths) = (window.app_handle().clone(), paths.clone());
        tauri::async_runtime::spawn(async move {
            let app = Arc::clone(&handle.state::<Arc<App>>());
            let ended = take_in(&handle, &app, PhotoSource::Dropped, paths).await;
            // A window that was closed meanwhile needs no answer.
            let _ = PhotoImportEnded {
                outcome: ended.ok(),
            }
            .emit(&handle);
        });
    }
}

/// Takes files in and tells the window how far it is.
///
/// # Errors
/// As [`import`].
pub async fn take_in(
    handle: &AppHandle,
    app: &App,
    source: PhotoSource,
    paths: Vec<PathBuf>,
) -> Result<ImportOutcome, ApiError> {
    import(app, source, paths, |done, total| {
        let _ = PhotoImportMoved { done, total }.emit(handle);
    })
    .await
}

/// Looks at the camera's folder for as long as the program runs.
pub fn watch_camera(handle: AppHandle, app: Arc<App>) {
    tauri::async_runtime::spawn(async move {
        loop {
            tokio::time::sleep(ROUND).await;
            // What failed is tried again in the next round.
            if let Ok(taken @ 1..) = camera::look(&app).await {
                let _ = PhotosArrived { taken }.emit(&handle);
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_an_id_and_a_size_and_nothing_else() {
        let id = "01939b3e-7c00-7000-8000-000000000001";
        assert!(wanted(&format!("/{id}/thumbnail")).is_some());
        for path in [
            format!("/{id}"),
            format!("/{id}/"),
            format!("/{id}/original/"),
            format!("/{id}/../keys.json"),
            format!("/{id}/thumbnail?x=1"),
            format!("/{}/thumbnail", id.to_uppercase()),
            format!("/{{{id}}}/thumbnail"),
            format!("/urn:uuid:{id}/thumbnail"),
            "/../store.db/original".to_owned(),
            "//etc/original".to_owned(),
            String::new(),
        ] {
            assert!(wanted(&path).is_none(), "{path} is nobody's photo");
        }
    }

    #[test]
    fn a_picture_is_kept_by_no_cache_and_a_refusal_says_nothing() {
        let shown = picture(StatusCode::OK, "image/jpeg", vec![1]);
        assert_eq!(shown.headers()[header::CACHE_CONTROL], "no-store");
        assert_eq!(shown.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        let refused = nothing(status(&ApiError::Locked));
        assert_eq!(refused.status(), StatusCode::FORBIDDEN);
        assert!(refused.body().is_empty());
    }
}
