//! One program per data folder. The folder's lock decides; what stands here only brings the first window to the front.

use crate::window;
use needlebook_api::ApiError;
use std::error::Error;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use tauri::plugin::TauriPlugin;
use tauri::{App, AppHandle, Wry};

/// Lets a later start find this one. Asking the session bus takes a while, so it waits until the first page stands.
pub fn answer_later_starts(app: &AppHandle, folder: &Path) {
    let (app, plugin) = (app.clone(), plugin(folder));
    std::thread::spawn(move || {
        // Without a session bus a later start still ends itself; it only cannot raise this window.
        let _ = app.plugin(plugin);
    });
}

/// The folder is taken: raises the window of the program that has it and ends this one. Returns only when nobody answers,
/// with what to say then.
pub fn raise_first(app: &App, folder: &Path) -> Box<dyn Error> {
    match app.handle().plugin(plugin(folder)) {
        Ok(()) => ApiError::AlreadyRunning.into(),
        Err(error) => error.into(),
    }
}

fn plugin(folder: &Path) -> TauriPlugin<Wry> {
    tauri_plugin_single_instance::Builder::new()
        .dbus_id(name(folder))
        .callback(|app, _, _| window::raise(app))
        .build()
}

/// The name under which a second start finds the first.
fn name(folder: &Path) -> String {
    let mut hasher = DefaultHasher::new();
    std::path::absolute(folder)
        .unwrap_or_else(|_| folder.to_owned())
        .hash(&mut hasher);
    format!("org.needlebook.app.i{:016x}", hasher.finish())
}
