//! The folder that backups are written to: what lies there, and whether another backup can.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use chrono::{DateTime, NaiveDateTime, Utc};
use needlebook_domain::backup::surplus;
use uuid::Uuid;

use super::BackupTrouble;
use crate::{durable, error::StoreError, folder::remove_if_there, place::file_system_of};

/// File systems that hold no file of 4 GB or more.
const SMALL_FILES: [&str; 2] = ["vfat", "msdos"];
const SMALL_FILES_MAX: u64 = u32::MAX as u64;
/// What a backup takes beside the store: its end, and room to breathe.
const MARGIN: u64 = 16 * 1024 * 1024;
const TIME_FORMAT: &str = "%Y%m%dT%H%M%S%3fZ";

/// A place, by the clinic whose backups are meant.
#[derive(Debug, Clone)]
pub(super) struct BackupFolder {
    root: PathBuf,
    prefix: String,
}

impl BackupFolder {
    pub(super) fn new(root: &Path, install: Uuid) -> Self {
        // The end of an id is random; its beginning is a time that two clinics of one day share.
        let install = install.simple().to_string();
        Self {
            root: root.to_owned(),
            prefix: format!("needlebook-{}-", &install[install.len() - 8..]),
        }
    }

    /// Looks whether a backup of a store this large can be written, before anything is.
    pub(super) fn look(&self, store_bytes: u64) -> Result<(), StoreError> {
        match fs::metadata(&self.root) {
            Ok(found) if found.is_dir() => {}
            Ok(_) => return Err(BackupTrouble::NoPlace.into()),
            Err(error) => return Err(gone(error)),
        }
        let kind = file_system_of(&self.root);
        if !fits(kind.as_deref(), store_bytes) {
            return Err(BackupTrouble::FileTooLarge.into());
        }
        self.clear_parts()?;
        let probe = self.root.join(format!("{}probe.part", self.prefix));
        fs::write(&probe, b"").map_err(refused)?;
        remove_if_there(&probe)?;
        let free = fs4::available_space(&self.root).map_err(gone)?;
        if free < store_bytes.saturating_add(MARGIN) {
            return Err(BackupTrouble::NoRoom.into());
        }
        Ok(())
    }

    /// Throws away what a backup that was cut off left behind.
    pub(super) fn clear_parts(&self) -> Result<(), StoreError> {
        for name in self.names()? {
            let is_part = name.contains(".part");
            if name.starts_with(&self.prefix) && is_part {
                remove_if_there(&self.root.join(name)).map_err(|_| BackupTrouble::ReadOnly)?;
            }
        }
        Ok(())
    }

    pub(super) fn name(&self, made_at: DateTime<Utc>) -> String {
        format!("{}{}.backup", self.prefix, made_at.format(TIME_FORMAT))
    }

    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    pub(super) fn sealed(&self) -> PathBuf {
        sealed_beside(&self.root)
    }

    /// Lets go of the backups that retention no longer keeps; answers with how many.
    pub(super) fn thin_out(&self) -> Result<u32, StoreError> {
        let made: Vec<DateTime<Utc>> = self
            .names()?
            .iter()
            .filter_map(|name| self.made_at(name))
            .collect();
        let mut gone = 0;
        for at in surplus(&made) {
            remove_if_there(&self.file(&self.name(at)))?;
            gone += 1;
        }
        if gone > 0 {
            durable::flush_parent(&self.file("x"))?;
        }
        Ok(gone)
    }

    fn made_at(&self, name: &str) -> Option<DateTime<Utc>> {
        let time = name.strip_prefix(&self.prefix)?.strip_suffix(".backup")?;
        Some(
            NaiveDateTime::parse_from_str(time, TIME_FORMAT)
                .ok()?
                .and_utc(),
        )
    }

    fn names(&self) -> Result<Vec<String>, StoreError> {
        let entries = fs::read_dir(&self.root).map_err(gone)?;
        Ok(entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .collect())
    }
}

/// Where the sealed files of the backups in a folder lie.
pub(super) fn sealed_beside(folder: &Path) -> PathBuf {
    folder.join("needlebook-sealed")
}

fn fits(kind: Option<&str>, bytes: u64) -> bool {
    bytes <= SMALL_FILES_MAX || !kind.is_some_and(|kind| SMALL_FILES.contains(&kind))
}

fn gone(error: io::Error) -> StoreError {
    match error.kind() {
        io::ErrorKind::PermissionDenied => BackupTrouble::ReadOnly.into(),
        _ => BackupTrouble::NoPlace.into(),
    }
}

/// A first write that was refused.
fn refused(error: io::Error) -> StoreError {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => BackupTrouble::NoRoom.into(),
        io::ErrorKind::NotFound => BackupTrouble::NoPlace.into(),
        _ => BackupTrouble::ReadOnly.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f24_a_store_over_four_gigabytes_is_refused_by_a_fat_stick_before_it_is_begun() {
        let four = 4 * 1024 * 1024 * 1024;
        assert!(fits(Some("vfat"), four - 1));
        assert!(!fits(Some("vfat"), four));
        assert!(fits(Some("exfat"), four));
        assert!(fits(Some("ext4"), 100 * four));
        assert!(fits(None, four), "an unknown file system says so itself");
    }

    #[test]
    fn a_backups_name_says_when_it_was_made_and_whose_it_is() {
        let folder = BackupFolder::new(Path::new("/x"), Uuid::from_u128(0xabcd_0123));
        let at = DateTime::UNIX_EPOCH + chrono::TimeDelta::milliseconds(1_795_000_000_123);
        let name = folder.name(at);
        assert_eq!(name, "needlebook-abcd0123-20261118T110640123Z.backup");
        assert_eq!(folder.made_at(&name), Some(at));
        let other = BackupFolder::new(Path::new("/x"), Uuid::from_u128(0xabcd_0124));
        assert_eq!(
            other.made_at(&name),
            None,
            "another clinic's are not ours to thin out"
        );
    }
}
