//! Where a live store may lie: on a disk of this computer that no other program copies about.
//!
//! A folder that a cloud program synchronises is changed behind the store's back, and a network share answers "it is on
//! the disk" before it is. Either loses records without a word, so neither is used at all. (A backup may go there.)
//!
//! Folder names and marker files are known on every system. Mounts are read on Linux, a network path on Windows.

use std::{
    fmt, io,
    path::{Component, Path, PathBuf},
};

/// Why a folder is no place for a live store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit {
    /// The folder that is synchronised or mounted: the store's own, or one above it.
    pub folder: PathBuf,
    /// Who has a hand in it: a cloud program's name, or the kind of network file system.
    pub by: String,
    /// What it is.
    pub what: Shared,
}

/// How others reach a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shared {
    /// A cloud program copies it to other computers.
    Synced,
    /// It lies on another computer.
    Network,
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how = match self.what {
            Shared::Synced => "synchronised by",
            Shared::Network => "on a network file system:",
        };
        write!(f, "{} is {how} {}", self.folder.display(), self.by)
    }
}

/// A cloud program by the names its folder has, and by files that it leaves in that folder.
struct Syncer {
    name: &'static str,
    /// Whole names, or beginnings where the program adds an account ("OneDrive - Clinic").
    folders: &'static [&'static str],
    markers: &'static [&'static str],
}

const SYNCERS: &[Syncer] = &[
    Syncer {
        name: "OneDrive",
        folders: &["OneDrive"],
        markers: &[".849C9593-D756-4E56-8D6E-42412F2A707B"],
    },
    Syncer {
        name: "Dropbox",
        folders: &["Dropbox"],
        markers: &[".dropbox", ".dropbox.cache"],
    },
    Syncer {
        name: "Google Drive",
        folders: &["Google Drive", "GoogleDrive", "My Drive"],
        markers: &[".tmp.drivedownload", ".tmp.driveupload"],
    },
    Syncer {
        name: "iCloud Drive",
        folders: &[
            "iCloud Drive",
            "iCloudDrive",
            "Mobile Documents",
            "com~apple~CloudDocs",
        ],
        markers: &[],
    },
    Syncer {
        name: "Nextcloud",
        folders: &["Nextcloud", "ownCloud"],
        markers: &[".nextcloudsync.log", ".owncloudsync.log"],
    },
    Syncer {
        name: "Syncthing",
        folders: &[],
        markers: &[".stfolder"],
    },
    Syncer {
        name: "Box",
        folders: &["Box Sync"],
        markers: &[],
    },
    Syncer {
        name: "MEGA",
        folders: &["MEGAsync"],
        markers: &[".megasync"],
    },
    Syncer {
        name: "pCloud",
        folders: &["pCloudDrive", "pCloud Drive"],
        markers: &[],
    },
    // macOS keeps every provider's folder in here, under names of their own.
    Syncer {
        name: "CloudStorage",
        folders: &["CloudStorage"],
        markers: &[],
    },
];

/// File systems that lie on another computer, by their names in the kernel's table of mounts.
const NETWORK: &[&str] = &[
    "9p",
    "afs",
    "afpfs",
    "beegfs",
    "ceph",
    "cifs",
    "coda",
    "davfs",
    "glusterfs",
    "gpfs",
    "lustre",
    "ncpfs",
    "nfs",
    "nfs4",
    "orangefs",
    "smb2",
    "smb3",
    "smbfs",
    "virtiofs",
    "webdav",
];

/// FUSE file systems over a disk of this computer. Every other one may be a bridge to somewhere else (sshfs, rclone,
/// a cloud program's), so it is refused.
const LOCAL_FUSE: &[&str] = &[
    "bindfs",
    "encfs",
    "exfat",
    "fuse-overlayfs",
    "gocryptfs",
    "lxcfs",
    "ntfs",
    "ntfs-3g",
    "veracrypt",
    "zfs-fuse",
];

/// What speaks against keeping a live store in `folder`, which must exist; `None` for a place that is fit.
///
/// # Errors
/// What the file system refuses.
pub fn unfit(folder: &Path) -> io::Result<Option<Unfit>> {
    let real = folder.canonicalize()?;
    Ok(synced(&real).or_else(|| shared(&real)))
}

/// The outermost folder of the path that carries a cloud program's name or one of its marker files.
fn synced(folder: &Path) -> Option<Unfit> {
    let mut above: Vec<&Path> = folder.ancestors().collect();
    above.reverse();
    above.into_iter().find_map(|folder| {
        let syncer = SYNCERS
            .iter()
            .find(|syncer| syncer.names(folder) || syncer.marks(folder))?;
        Some(Unfit {
            folder: folder.to_owned(),
            by: syncer.name.to_owned(),
            what: Shared::Synced,
        })
    })
}

impl Syncer {
    fn names(&self, folder: &Path) -> bool {
        let Some(name) = folder.file_name().and_then(|name| name.to_str()) else {
            return false;
        };
        self.folders.iter().any(|known| {
            name.strip_prefix(known)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '-', '(']))
        })
    }

    fn marks(&self, folder: &Path) -> bool {
        self.markers
            .iter()
            .any(|marker| folder.join(marker).exists())
    }
}

fn shared(folder: &Path) -> Option<Unfit> {
    if is_network_path(folder) {
        return Some(Unfit {
            folder: folder.to_owned(),
            by: "\\\\".to_owned(),
            what: Shared::Network,
        });
    }
    // Only Linux has this table; elsewhere the names above are what is known.
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").ok()?;
    network_mount(&mounts, folder)
}

/// The file system that a folder lies on, by its name in the kernel's table; known on Linux.
pub(crate) fn file_system_of(folder: &Path) -> Option<String> {
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").ok()?;
    let (_, kind) = mount_under(&mounts, &folder.canonicalize().ok()?)?;
    Some(kind.to_owned())
}

/// `\\server\share\...` on Windows.
fn is_network_path(folder: &Path) -> bool {
    use std::path::Prefix;
    matches!(
        folder.components().next(),
        Some(Component::Prefix(prefix))
            if matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..))
    )
}

/// The mount that `folder` lies on, where that is a network file system.
fn network_mount(mounts: &str, folder: &Path) -> Option<Unfit> {
    let (at, kind) = mount_under(mounts, folder)?;
    is_network(kind).then(|| Unfit {
        folder: at,
        by: kind.to_owned(),
        what: Shared::Network,
    })
}

/// The innermost mount that holds a folder. Of several on one place the last one is what is seen.
fn mount_under<'a>(mounts: &'a str, folder: &Path) -> Option<(PathBuf, &'a str)> {
    mounts
        .lines()
        .filter_map(mount)
        .filter(|(at, _)| folder.starts_with(at))
        .max_by_key(|(at, _)| at.components().count())
}

fn is_network(kind: &str) -> bool {
    if NETWORK.contains(&kind) {
        return true;
    }
    match kind.strip_prefix("fuse.") {
        Some(bridge) => !LOCAL_FUSE.contains(&bridge),
        None => kind == "fuse",
    }
}

/// Mount point and file system of a line of the kernel's table:
/// `36 35 98:0 / /mnt/place rw,noatime shared:1 - ext4 /dev/sda1 rw`.
fn mount(line: &str) -> Option<(PathBuf, &str)> {
    let (mounted, system) = line.split_once(" - ")?;
    let at = mounted.split(' ').nth(4)?;
    Some((unescaped(at), system.split(' ').next()?))
}

/// The table writes a space as `\040`, a tab, a line end and a backslash alike.
fn unescaped(text: &str) -> PathBuf {
    let plain = [
        ("\\040", " "),
        ("\\011", "\t"),
        ("\\012", "\n"),
        ("\\134", "\\"),
    ];
    plain
        .iter()
        .fold(text.to_owned(), |text, (written, meant)| {
            text.replace(written, meant)
        })
        .into()
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        reason = "a test that stops loudly is doing its work"
    )]

    use super::*;

    #[test]
    fn the_folder_of_a_cloud_program_is_known_by_its_name() {
        for (path, by) in [
            ("/home/m/OneDrive/needlebook", "OneDrive"),
            ("/home/m/OneDrive - Thimble Lane/data", "OneDrive"),
            ("/home/m/Dropbox (Personal)/clinic/deep/down", "Dropbox"),
            (
                "/Users/m/Library/CloudStorage/GoogleDrive-m/My Drive",
                "CloudStorage",
            ),
            (
                "/Users/m/Library/Mobile Documents/com~apple~CloudDocs/x",
                "iCloud Drive",
            ),
            ("/mnt/g/My Drive/needlebook", "Google Drive"),
            ("/home/m/Nextcloud", "Nextcloud"),
        ] {
            let found = synced(Path::new(path)).map(|unfit| unfit.by);
            assert_eq!(found.as_deref(), Some(by), "{path}");
        }
    }

    #[test]
    fn a_folder_that_only_sounds_alike_is_no_reason() {
        for path in [
            "/home/m/.local/share/org.needlebook.app",
            "/home/m/OneDriveway",
            "/home/m/Dropboxes/data",
            "/home/nextcloudia",
        ] {
            assert_eq!(synced(Path::new(path)), None, "{path}");
        }
    }

    #[test]
    fn a_marker_file_gives_a_renamed_folder_away() {
        for (marker, by) in [
            (".dropbox", "Dropbox"),
            (".nextcloudsync.log", "Nextcloud"),
            (".stfolder", "Syncthing"),
        ] {
            let temp = tempfile::tempdir().unwrap();
            let inside = temp.path().join("clinic/data");
            std::fs::create_dir_all(&inside).unwrap();
            assert_eq!(unfit(&inside).unwrap(), None);
            std::fs::write(temp.path().join(marker), "").unwrap();
            let found = unfit(&inside).unwrap().unwrap();
            assert_eq!((found.by.as_str(), found.what), (by, Shared::Synced));
            assert_eq!(found.folder, temp.path().canonicalize().unwrap());
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_into_a_synchronised_folder_is_followed() {
        let temp = tempfile::tempdir().unwrap();
        let real = temp.path().join("Dropbox/clinic");
        std::fs::create_dir_all(&real).unwrap();
        let link = temp.path().join("innocent");
        std::os::unix::fs::symlink(&real, &link).unwrap();
        assert_eq!(unfit(&link).unwrap().unwrap().by, "Dropbox");
    }

    const MOUNTS: &str = "\
22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
30 22 0:26 / /srv/clinic rw - nfs4 server:/clinic rw
31 22 0:27 / /srv/clinic/local rw shared:5 - xfs /dev/sdb1 rw
32 22 0:28 / /media/old\\040stick rw - fuseblk /dev/sdc1 rw
33 22 0:29 / /home/m/bridge rw - fuse.sshfs m@host:/ rw
34 22 0:30 / /home/m/vault rw - fuse.gocryptfs /home/m/.vault rw
35 22 0:31 / /mnt/c rw - 9p drvfs rw
36 22 0:32 / /share rw - cifs //server/share rw
37 22 0:33 / /home/m/drive rw - fuse.rclone remote: rw
";

    #[test]
    fn the_innermost_mount_decides_whether_a_disk_is_elsewhere() {
        for (path, kind) in [
            ("/srv/clinic/data", "nfs4"),
            ("/home/m/bridge/data", "fuse.sshfs"),
            ("/mnt/c/Users/m", "9p"),
            ("/share", "cifs"),
            ("/home/m/drive/x", "fuse.rclone"),
        ] {
            let found = network_mount(MOUNTS, Path::new(path)).map(|unfit| unfit.by);
            assert_eq!(found.as_deref(), Some(kind), "{path}");
        }
        for path in [
            "/home/m/.local/share",
            "/srv/clinic/local/data",
            "/media/old stick/data",
            "/home/m/vault/data",
            "/srv/clinics",
        ] {
            assert_eq!(network_mount(MOUNTS, Path::new(path)), None, "{path}");
        }
    }
}
