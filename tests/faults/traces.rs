//! Nothing of a patient can be read from the files of a clinic, running or locked.

use std::{fs, path::Path};

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

fn assert_no_trace(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            assert_no_trace(&path);
            continue;
        }
        let bytes = fs::read(&path).unwrap().to_ascii_lowercase();
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
