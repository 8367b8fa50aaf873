//! The one window: our own pages, nothing else, under a title that never names anybody.

use crate::bindings::Locked;
use crate::{instance, opening_page};
use needlebook_api::App;
use needlebook_api::upkeep::Upkeep;
use std::path::PathBuf;
use std::sync::{Arc, Once};
use std::time::Duration;
use tauri::webview::PageLoadEvent;
use tauri::{AppHandle, Manager, Webview, WebviewWindowBuilder};
use tauri_specta::Event;

/// How often the program looks after itself.
const ROUND: Duration = Duration::from_secs(5);
/// Between two looks at whether a backup is due.
const BACKUP_ROUND: Duration = Duration::from_secs(60);

/// Opens the window of the configuration.
///
/// # Errors
/// When the system cannot make a web view.
pub fn open(app: &AppHandle, records: Arc<App>, folder: PathBuf) -> tauri::Result<()> {
    let Some(mut config) = app.config().app.windows.first().cloned() else {
        return Ok(());
    };
    // A private web view cannot be driven. Only a development build lets itself be, and the driver names the folders
    // that its leftovers go to.
    if cfg!(debug_assertions) && std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some() {
        config.incognito = false;
    }
    let first_page = Once::new();
    WebviewWindowBuilder::from_config(app, &config)?
        .on_navigation(|url| is_our_page(url.scheme(), url.host_str()))
        .on_web_resource_request(move |_, response| opening_page::fill(&records, response))
        .on_page_load(move |window, page| {
            if let PageLoadEvent::Finished = page.event() {
                first_page
                    .call_once(|| instance::answer_later_starts(window.app_handle(), &folder));
            }
        })
        .build()?;
    Ok(())
}

/// The window shows what the program carries, and in a development build what the development server serves.
fn is_our_page(scheme: &str, host: Option<&str>) -> bool {
    let carried = matches!(
        (scheme, host),
        ("tauri", Some("localhost")) | ("http", Some("tauri.localhost"))
    );
    carried || (cfg!(debug_assertions) && (scheme, host) == ("http", Some("127.0.0.1")))
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

/// Shows everything larger or smaller: a person's own setting, in per cent.
pub fn show_in_size(view: &Webview, per_cent: u16) {
    // Where the system cannot, the window stays as it is; nothing is lost.
    let _ = view.set_zoom(f64::from(per_cent) / 100.0);
}

/// Looks after the store for as long as the program runs, and tells the window when it locked itself.
pub fn look_after(handle: AppHandle, app: Arc<App>) {
    let views = Arc::clone(&app);
    tauri::async_runtime::spawn(async move {
        loop {
            needlebook_api::view::noted(&views).await;
            // What the disk refuses is written with the next view, or at the lock.
            let _ = needlebook_api::view::record(&views).await;
        }
    });
    let backups = Arc::clone(&app);
    // By itself: a long backup must not keep the other from locking when nobody is there.
    tauri::async_runtime::spawn(async move {
        loop {
            tokio::time::sleep(BACKUP_ROUND).await;
            // What failed is shown where backups are, and tried again.
            let _ = needlebook_api::backup::round(&backups).await;
        }
    });
    tauri::async_runtime::spawn(async move {
        let upkeep = Upkeep::default();
        loop {
            tokio::time::sleep(ROUND).await;
            // What failed is tried again in the next round.
            if let Ok(true) = needlebook_api::upkeep::round(&app, &upkeep).await {
                let _ = Locked { by_idle: true }.emit(&handle);
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::is_our_page;

    #[test]
    fn the_window_never_leaves_its_own_pages() {
        assert!(
            is_our_page("tauri", Some("localhost")),
            "our pages on Linux and macOS"
        );
        assert!(
            is_our_page("http", Some("tauri.localhost")),
            "our pages on Windows"
        );
        for (scheme, host) in [
            ("https", "example.org"),
            ("http", "tauri.localhost.example.org"),
            ("file", ""),
            ("data", ""),
        ] {
            assert!(
                !is_our_page(scheme, Some(host)),
                "{scheme}://{host} is somebody else's page"
            );
        }
    }
}
