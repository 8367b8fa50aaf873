//! The one window: our own pages, nothing else, under a title that never names anybody.

use crate::bindings::Locked;
use needlebook_api::App;
use std::sync::Arc;
use std::time::Duration;
use tauri::{AppHandle, Manager, WebviewWindowBuilder};
use tauri_specta::Event;

/// How often the idle time is looked at.
const IDLE_CHECK: Duration = Duration::from_secs(5);

/// Opens the window of the configuration.
///
/// # Errors
/// When the system cannot make a web view.
pub fn open(app: &AppHandle) -> tauri::Result<()> {
    let Some(mut config) = app.config().app.windows.first().cloned() else { return Ok(()) };
    // A private web view cannot be driven. Only a development build lets itself be, and the driver names the folders
    // that its leftovers go to.
    if cfg!(debug_assertions) && std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some() {
        config.incognito = false;
    }
    WebviewWindowBuilder::from_config(app, &config)?
        .on_navigation(|url| {
            let own_host = matches!(url.host_str(), Some("localhost" | "tauri.localhost" | "127.0.0.1") | None);
            matches!(url.scheme(), "tauri") || (own_host && matches!(url.scheme(), "http" | "https"))
        })
        .build()?;
    Ok(())
}

/// Brings the window to the front: a second start of the program ends here.
pub fn raise(app: &AppHandle) {
    if let Some(window) = app.get_webview_window("main") {
        // A window manager may refuse any of these; the program is running all the same.
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}

/// Locks after the idle time, for as long as the program runs.
pub fn watch_idle(handle: AppHandle, app: Arc<App>) {
    tauri::async_runtime::spawn(async move {
        loop {
            tokio::time::sleep(IDLE_CHECK).await;
            // A failed lock is tried again at the next look.
            if let Ok(true) = needlebook_api::start::lock_if_idle(&app).await {
                let _ = Locked { by_idle: true }.emit(&handle);
            }
        }
    });
}
