//! The shell: one window around the use cases of `needlebook-api`, and nothing else.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod bindings;
mod commands;
mod dialog;
mod instance;
mod opening_page;
mod options;
mod photos;
mod renderer;
mod window;

use needlebook_api::{ApiError, App};
use options::Options;
use std::process::ExitCode;
use std::sync::Arc;
use tauri::Manager;

fn main() -> ExitCode {
    renderer::choose();
    match run(&Options::from_args(std::env::args_os())) {
        Ok(code) => code,
        Err(error) => {
            options::say(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<ExitCode, Box<dyn std::error::Error>> {
    #[cfg(debug_assertions)]
    if let Some(path) = &options.write_bindings {
        bindings::write(path)?;
        return Ok(ExitCode::SUCCESS);
    }
    if !renderer::has_display() {
        return Err(
            "no display to open a window on: neither DISPLAY nor WAYLAND_DISPLAY is set".into(),
        );
    }
    let Some(folder) = needlebook_api::data_folder::choose(options.data_dir.clone()) else {
        return Err("this system names no folder for application data; use --data-dir".into());
    };
    let bindings = bindings::builder();
    let handler = bindings.invoke_handler();
    let app_options = options.app_options();
    let built = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(handler)
        .register_asynchronous_uri_scheme_protocol(photos::SCHEME, photos::answer)
        .on_window_event(photos::take_dropped)
        .setup(move |shell| {
            bindings.mount_events(shell);
            let app = match App::new(&folder, app_options) {
                Err(ApiError::AlreadyRunning) => return Err(instance::raise_first(shell, &folder)),
                other => Arc::new(other?),
            };
            shell.manage(Arc::clone(&app));
            window::open(shell.handle(), Arc::clone(&app), folder)?;
            window::look_after(shell.handle().clone(), Arc::clone(&app));
            photos::watch_camera(shell.handle().clone(), app);
            Ok(())
        })
        .build(tauri::generate_context!())?;
    let code = built.run_return(|handle, event| {
        if let tauri::RunEvent::Exit = event {
            lock_at_exit(handle);
        }
    });
    Ok(u8::try_from(code).map_or(ExitCode::FAILURE, ExitCode::from))
}

/// Leaves the store closed and its head marked.
fn lock_at_exit(handle: &tauri::AppHandle) {
    if let Some(app) = handle.try_state::<Arc<App>>() {
        let locked: Result<(), ApiError> =
            tauri::async_runtime::block_on(needlebook_api::start::lock(&app, false));
        if locked.is_err() {
            options::say("the store could not be closed well; nothing that was saved is lost");
        }
    }
}
