//! Which renderer the web view starts with. Without a graphics device, drawing through shared buffers doubles the time
//! to the first screen and costs 67 MiB; with one it is the faster way.

/// Chooses before the web view is made. A value set by hand wins.
#[cfg(target_os = "linux")]
pub fn choose() {
    const SWITCH: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if std::env::var_os(SWITCH).is_none() && !has_graphics_device() {
        #[expect(
            unsafe_code,
            reason = "the only way to tell WebKitGTK; no other thread runs yet"
        )]
        // SAFETY: called first thing in `main`, before any thread is started.
        unsafe {
            std::env::set_var(SWITCH, "1");
        }
    }
}

#[cfg(not(target_os = "linux"))]
pub fn choose() {}

/// Whether there is anything to open a window on. The toolkit would end the program with a trace of its own insides.
pub fn has_display() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

#[cfg(target_os = "linux")]
fn has_graphics_device() -> bool {
    std::fs::read_dir("/dev/dri").is_ok_and(|devices| {
        devices
            .flatten()
            .any(|device| device.file_name().to_string_lossy().starts_with("renderD"))
    })
}
