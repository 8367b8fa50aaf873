//! Nothing of a patient can be read from the files of a clinic, running or locked.

use std::{
    fs,
    path::{Path, PathBuf},
};

use needlebook_api::start;

use crate::clinic::{Clinic, record_patient, type_draft};

#[tokio::test]
async fn f40_the_data_folder_names_no_patient() {
    let clinic = Clinic::set_up().await;
    let app = clinic.unlocked().await;
    record_patient(&app, "Buttonhole-Petersham").await.unwrap();
    type_draft(&app, "allergic to beeswax", 0).await.unwrap();
    assert_no_trace(&clinic.folder);
    start::lock(&app, false).await.unwrap();
    assert_no_trace(&clinic.folder);
}

/// Every file under a folder, with its bytes.
pub fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            let bytes = fs::read(&path).unwrap();
            found.push((path, bytes));
        }
    }
    found
}

pub fn assert_no_trace(folder: &Path) {
    for (path, bytes) in files(folder) {
        let bytes = bytes.to_ascii_lowercase();
        for trace in [
            "barnaby",
            "buttonhole",
            "petersham",
            "beeswax",
            "960123",
            "thimble lane",
        ] {
            let found = bytes
                .windows(trace.len())
                .any(|part| part == trace.as_bytes());
            assert!(!found, "{} holds {trace:?} in clear", path.display());
            assert!(!path.to_string_lossy().to_lowercase().contains(trace));
        }
    }
}
