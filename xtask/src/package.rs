//! `cargo xtask package`: a .deb with both programs, the icon and a menu entry.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde::Deserialize;

use crate::{
    app,
    failure::{Failure, Outcome},
    packages::{self, Need},
    place::Place,
    process,
    terminal::say,
};

/// Sizes of the menu icon, in pixels; the drawing itself goes along as `scalable`.
const ICON_SIZES: &[u32] = &[32, 64, 128, 256, 512];
const ICONS: &str = "src-tauri/icons";
const PACKAGING: &str = "src-tauri/packaging";

pub fn build(place: &Place) -> Outcome {
    packages::ensure(&[Need::Build])?;
    app::release(place)?;
    let version = version(place)?;
    let architecture = process::capture(Command::new("dpkg").arg("--print-architecture"))?;
    let architecture = architecture.trim();
    let name = format!("needlebook_{version}_{architecture}");
    let tree = place.target.join("package").join(&name);
    if tree.exists() {
        fs::remove_dir_all(&tree).map_err(Failure::file(&tree))?;
    }
    lay_out(place, &tree)?;
    write(
        &tree.join("DEBIAN/control"),
        &control(&version, architecture, installed_kib(&tree)?),
    )?;
    let deb = place.target.join("package").join(format!("{name}.deb"));
    // Everything in the package belongs to root, whoever built it.
    process::run(
        Command::new("dpkg-deb")
            .args(["--root-owner-group", "--build"])
            .arg(&tree)
            .arg(&deb),
    )?;
    say(&format!(
        "{}\nInstall it with: sudo apt install {}",
        deb.display(),
        deb.display()
    ));
    Ok(())
}

/// The files where an installed system expects them.
fn lay_out(place: &Place, tree: &Path) -> Outcome {
    for program in ["needlebook", "needlebookctl"] {
        copy(
            &place.released(program),
            &tree.join("usr/bin").join(program),
        )?;
    }
    let share = tree.join("usr/share");
    let packaging = place.root.join(PACKAGING);
    copy(
        &packaging.join("needlebook.desktop"),
        &share.join("applications/needlebook.desktop"),
    )?;
    let icons = place.root.join(ICONS);
    let hicolor = share.join("icons/hicolor");
    copy(
        &icons.join("needlebook.svg"),
        &hicolor.join("scalable/apps/needlebook.svg"),
    )?;
    for size in ICON_SIZES {
        let drawn = icons.join(format!("{size}x{size}.png"));
        copy(
            &drawn,
            &hicolor.join(format!("{size}x{size}/apps/needlebook.png")),
        )?;
    }
    let doc = share.join("doc/needlebook");
    for text in ["LICENSE-MIT", "LICENSE-APACHE"] {
        copy(&place.root.join(text), &doc.join(text))?;
    }
    copy(&place.root.join("NOTICE"), &doc.join("copyright"))
}

#[derive(Deserialize)]
struct Manifest {
    workspace: Workspace,
}

#[derive(Deserialize)]
struct Workspace {
    package: Package,
}

#[derive(Deserialize)]
struct Package {
    version: String,
}

fn version(place: &Place) -> Outcome<String> {
    let path = place.root.join("Cargo.toml");
    let text = fs::read_to_string(&path).map_err(Failure::file(&path))?;
    let manifest: Manifest =
        toml::from_str(&text).map_err(|error| Failure::unreadable("Cargo.toml", error))?;
    Ok(manifest.workspace.package.version)
}

fn control(version: &str, architecture: &str, installed_kib: u64) -> String {
    format!(
        "Package: needlebook\n\
         Version: {version}\n\
         Architecture: {architecture}\n\
         Maintainer: The Needlebook authors <needlebook@example.invalid>\n\
         Installed-Size: {installed_kib}\n\
         Depends: libwebkit2gtk-4.1-0, libgtk-3-0, libssl3, libcups2, libc6\n\
         Recommends: cups\n\
         Section: misc\n\
         Priority: optional\n\
         Description: Record book of a microneedling clinic\n \
         Screening, consent, sessions zone by zone and dated aftercare sheets, kept\n \
         in one encrypted store on this computer. It needs no account, no server and\n \
         no internet connection.\n"
    )
}

/// What the package will take up, as dpkg wants to know it.
fn installed_kib(tree: &Path) -> Outcome<u64> {
    fn bytes(folder: &Path) -> Outcome<u64> {
        let mut sum = 0;
        for entry in fs::read_dir(folder).map_err(Failure::file(folder))? {
            let path = entry.map_err(Failure::file(folder))?.path();
            sum += if path.is_dir() {
                bytes(&path)?
            } else {
                path.metadata().map_err(Failure::file(&path))?.len()
            };
        }
        Ok(sum)
    }
    Ok(bytes(tree)?.div_ceil(1024))
}

fn copy(from: &Path, to: &PathBuf) -> Outcome {
    make_folder(to)?;
    fs::copy(from, to).map_err(Failure::file(from))?;
    Ok(())
}

fn write(to: &Path, text: &str) -> Outcome {
    make_folder(to)?;
    fs::write(to, text).map_err(Failure::file(to))
}

fn make_folder(of: &Path) -> Outcome {
    let folder = of.parent().unwrap_or(of);
    fs::create_dir_all(folder).map_err(Failure::file(folder))
}

#[cfg(test)]
mod tests {
    use super::control;

    #[test]
    fn the_control_file_has_the_form_dpkg_reads() {
        let text = control("1.2.3", "amd64", 42);
        assert!(
            text.ends_with('\n'),
            "dpkg refuses a last line without an end"
        );
        assert!(text.contains("\nVersion: 1.2.3\n") && text.contains("\nInstalled-Size: 42\n"));
        let description = text.split("Description: ").nth(1).unwrap();
        assert!(
            description
                .lines()
                .skip(1)
                .all(|line| line.starts_with(' ')),
            "continuation lines are indented"
        );
    }
}
