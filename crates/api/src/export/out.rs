//! Where an export goes: an open folder, or one file under a passphrase. Either is written beside its place, flushed, and
//! put there whole; when anything fails, nothing of it stays.

use crate::error::{ApiError, FileTrouble};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;
use zip::write::SimpleFileOptions;
use zip::{AesMode, CompressionMethod, ZipWriter};

/// The list of checksums, in the form that `sha256sum --check` reads.
const CHECKSUMS: &str = "SHA256SUMS";

/// An export that is being written.
pub(super) struct Out {
    place: PathBuf,
    /// Beside the place, so that putting it there is one rename.
    part: PathBuf,
    form: Form,
    sums: String,
    files: u32,
    placed: bool,
}

enum Form {
    Folder,
    Zip {
        zip: Box<ZipWriter<File>>,
        passphrase: Zeroizing<String>,
    },
    /// Nothing more is added.
    Sealed,
}

/// What lies in its place once an export is whole.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub files: u32,
    /// SHA-256 of the list of checksums, in hex: it stands for every file of the export.
    pub sha256: String,
}

impl Out {
    /// Begins an export of this name inside `folder`.
    ///
    /// # Errors
    /// [`FileTrouble::Exists`]; what the file system refuses.
    pub(super) fn begin(
        folder: &Path,
        name: &str,
        passphrase: Option<Zeroizing<String>>,
    ) -> Result<Self, ApiError> {
        let place = match passphrase {
            Some(_) => folder.join(format!("{name}.zip")),
            None => folder.join(name),
        };
        if place.try_exists().map_err(FileTrouble::of)? {
            return Err(FileTrouble::Exists.into());
        }
        let part = folder.join(format!(".{name}.part"));
        fs::create_dir_all(folder).map_err(FileTrouble::of)?;
        remove(&part);
        let form = match passphrase {
            None => {
                fs::create_dir(&part).map_err(FileTrouble::of)?;
                Form::Folder
            }
            Some(passphrase) => Form::Zip {
                zip: Box::new(ZipWriter::new(
                    File::create(&part).map_err(FileTrouble::of)?,
                )),
                passphrase,
            },
        };
        Ok(Self {
            place,
            part,
            form,
            sums: String::new(),
            files: 0,
            placed: false,
        })
    }

    /// Adds a file. `path` is inside the export, with `/` between folders.
    ///
    /// # Errors
    /// A full disk, a disk that was pulled out.
    pub(super) fn put(&mut self, path: &str, bytes: &[u8]) -> Result<(), ApiError> {
        let sum = hex(&Sha256::digest(bytes));
        self.sums.push_str(&format!("{sum}  {path}\n"));
        self.write(path, bytes)
    }

    fn write(&mut self, path: &str, bytes: &[u8]) -> Result<(), ApiError> {
        self.files += 1;
        match &mut self.form {
            Form::Folder => {
                let file = self.part.join(path);
                if let Some(folder) = file.parent() {
                    fs::create_dir_all(folder).map_err(FileTrouble::of)?;
                }
                write_through(&file, bytes).map_err(FileTrouble::of)
            }
            Form::Zip { zip, passphrase } => {
                let options = SimpleFileOptions::default()
                    .compression_method(CompressionMethod::Deflated)
                    .with_aes_encryption(AesMode::Aes256, passphrase);
                zip.start_file(path, options).map_err(zip_refused)?;
                zip.write_all(bytes).map_err(FileTrouble::of)
            }
            Form::Sealed => Err(FileTrouble::Exists.into()),
        }
    }

    /// The sum of every file so far: known before the export is put in its place, so that the record can name it.
    ///
    /// # Errors
    /// As [`Out::put`].
    pub(super) fn seal(&mut self) -> Result<Placed, ApiError> {
        let sums = std::mem::take(&mut self.sums);
        self.write(CHECKSUMS, sums.as_bytes())?;
        if let Form::Zip { zip, .. } = std::mem::replace(&mut self.form, Form::Sealed) {
            let file = zip.finish().map_err(zip_refused)?;
            file.sync_all().map_err(FileTrouble::of)?;
        }
        Ok(Placed {
            files: self.files,
            sha256: hex(&Sha256::digest(sums.as_bytes())),
        })
    }

    /// Puts the whole export in its place.
    ///
    /// # Errors
    /// As [`Out::put`]; nothing is left then.
    pub(super) fn place(mut self) -> Result<PathBuf, ApiError> {
        if self.part.is_dir() {
            flush_folders(&self.part).map_err(FileTrouble::of)?;
        }
        fs::rename(&self.part, &self.place).map_err(FileTrouble::of)?;
        self.placed = true;
        if let Some(folder) = self.place.parent() {
            flush(folder).map_err(FileTrouble::of)?;
        }
        Ok(self.place.clone())
    }
}

impl Drop for Out {
    fn drop(&mut self) {
        if !self.placed {
            remove(&self.part);
        }
    }
}

/// A pulled disk leaves nothing to remove.
fn remove(part: &Path) {
    let _ = if part.is_dir() {
        fs::remove_dir_all(part)
    } else {
        fs::remove_file(part)
    };
}

fn write_through(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn flush_folders(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            flush_folders(&entry.path())?;
        }
    }
    flush(folder)
}

/// A rename or a new file lives in its folder.
fn flush(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Writes a file that must not be there yet; when it fails, none is.
///
/// # Errors
/// [`FileTrouble::Exists`]; a full disk.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), ApiError> {
    let part = path.with_extension("part");
    remove(&part);
    let written = write_through(&part, bytes).and_then(|()| fs::rename(&part, path));
    written.map_err(|error| {
        remove(&part);
        FileTrouble::of(error)
    })
}

fn zip_refused(error: zip::result::ZipError) -> ApiError {
    match error {
        zip::result::ZipError::Io(error) => FileTrouble::of(error),
        other => ApiError::internal(&other),
    }
}
