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

/// Asks which file to read.
pub async fn open(app: &AppHandle, kind: &str, extensions: &[&str]) -> Option<PathBuf> {
    let (answer, chosen) = oneshot::channel();
    app.dialog()
        .file()
        .add_filter(kind, extensions)
        .pick_file(move |path| {
            let _ = answer.send(path);
        });
    chosen.await.ok().flatten().and_then(path_of)
}

fn path_of(path: FilePath) -> Option<PathBuf> {
    path.into_path().ok()
}
