//! The floor of everything that carries photos elsewhere: reading the same bytes, writing them and waiting for the disk.

use std::{
    fs::{self, File},
    io::Write as _,
    path::{Path, PathBuf},
    time::Instant,
};

use crate::trouble::{Outcome, Trouble};

/// How long it takes for these files, into a folder that is removed again.
pub fn milliseconds(files: &[PathBuf], out: &Path) -> Outcome<f64> {
    fs::create_dir_all(out).map_err(Trouble::file(out))?;
    let begun = Instant::now();
    for (number, file) in files.iter().enumerate() {
        let bytes = fs::read(file).map_err(Trouble::file(file))?;
        let path = out.join(number.to_string());
        let mut copy = File::create(&path).map_err(Trouble::file(&path))?;
        copy.write_all(&bytes).map_err(Trouble::file(&path))?;
        copy.sync_all().map_err(Trouble::file(&path))?;
    }
    let ms = begun.elapsed().as_secs_f64() * 1_000.0;
    fs::remove_dir_all(out).map_err(Trouble::file(out))?;
    Ok(ms)
}
