//! The system's own file dialogs. A path never passes through the web view.

use std::path::PathBuf;
use tauri::AppHandle;
use tauri_plugin_dialog::{DialogExt, FilePath};
use tokio::sync::oneshot;

/// Asks where to save; `None` when the person changed their mind.
pub async fn save_as(app: &AppHandle, name: &str) -> Option<PathBuf> {
    let (answer, chosen) = oneshot::channel();
    app.dialog()
        .file()
        .set_file_name(name)
        .save_file(move |path| {
            // The receiver is gone only when the window closed meanwhile.
            let _ = answer.send(path);
        });
    chosen.await.ok().flatten().and_then(path_of)
}

/// A native dialog cannot be driven. Only a development build that is being driven takes its answer from a file.
fn driven() -> Option<PathBuf> {
    let is_driven =
        cfg!(debug_assertions) && std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some();
    let answer = std::env::var_os("NEEDLEBOOK_CHOOSES").filter(|_| is_driven)?;
    let chosen = std::fs::read_to_string(answer).ok()?;
    (!chosen.is_empty()).then(|| chosen.into())
}

/// Asks which file to read.
pub async fn open(app: &AppHandle, kind: &str, extensions: &[&str]) -> Option<PathBuf> {
    if let Some(path) = driven() {
        return Some(path);
    }
    let (answer, chosen) = oneshot::channel();
    app.dialog()
        .file()
        .add_filter(kind, extensions)
        .pick_file(move |path| {
            let _ = answer.send(path);
        });
    chosen.await.ok().flatten().and_then(path_of)
}

/// Asks which files to read, any number of them; none when the person changed their mind.
pub async fn open_several(app: &AppHandle, kind: &str, extensions: &[&str]) -> Vec<PathBuf> {
    if let Some(path) = driven() {
        return vec![path];
    }
    let (answer, chosen) = oneshot::channel();
    app.dialog()
        .file()
        .add_filter(kind, extensions)
        .pick_files(move |paths| {
            let _ = answer.send(paths);
        });
    let paths = chosen.await.ok().flatten().unwrap_or_default();
    paths.into_iter().filter_map(path_of).collect()
}

/// Asks for a folder.
pub async fn open_folder(app: &AppHandle) -> Option<PathBuf> {
    if let Some(path) = driven() {
        return Some(path);
    }
    let (answer, chosen) = oneshot::channel();
    app.dialog().file().pick_folder(move |path| {
        let _ = answer.send(path);
    });
    chosen.await.ok().flatten().and_then(path_of)
}

fn path_of(path: FilePath) -> Option<PathBuf> {
    path.into_path().ok()
}
