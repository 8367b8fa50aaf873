//! What leaves the clinic: whole, checked, recorded, and never half there.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use needlebook_api::export::{export_clinic, export_patient};
use needlebook_api::{
    ApiError, FileTrouble, document, medical_history, patient, patient_page, sheet,
};
use needlebook_domain::ids::{PatientId, SessionId};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::clinic::{Clinic, patient_form};
use crate::medical_history::line;

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().display().to_string();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

fn outside(clinic: &Clinic) -> PathBuf {
    clinic.folder.with_file_name("stick")
}

/// A patient with one signed session.
async fn treated(clinic: &Clinic) -> (PatientId, SessionId) {
    let patient = clinic.patient_ready_to_treat().await;
    let draft = clinic.session(patient);
    let session = draft.id;
    clinic.sign_session(draft).await.unwrap();
    (patient, session)
}

async fn journal_of(clinic: &mut Clinic, kind: &str) -> Vec<Value> {
    let store = clinic.opened_from_outside().await;
    let bodies: Vec<String> = sqlx::query_scalar("SELECT body FROM journal WHERE kind = ?")
        .bind(kind)
        .fetch_all(&mut *store.reader().await.unwrap())
        .await
        .unwrap();
    bodies
        .iter()
        .map(|body| serde_json::from_str(body).unwrap())
        .collect()
}

#[tokio::test]
async fn a_patients_record_leaves_whole_with_checksums_and_is_journaled() {
    let mut clinic = Clinic::ready().await;
    let (id, session) = treated(&clinic).await;
    let made = sheet::get_aftercare(clinic.app(), session).await.unwrap();
    let pages = document::get_bytes(clinic.app(), made).await.unwrap();
    let page = patient_page::get(clinic.app(), id).await.unwrap();
    let exported = export_patient(clinic.app(), id, &outside(&clinic), String::new())
        .await
        .unwrap();
    let files = files(&exported.place);
    let sums = String::from_utf8(files["SHA256SUMS"].clone()).unwrap();
    assert_eq!(sums.lines().count() + 1, files.len());
    for line in sums.lines() {
        let (sum, name) = line.split_once("  ").unwrap();
        let now: String = Sha256::digest(&files[name])
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(sum, now, "{name}");
    }
    let number = document::get(clinic.app(), made)
        .await
        .unwrap()
        .document
        .number;
    assert_eq!(
        files[&format!("documents/{number}.pdf")],
        pages,
        "the very pages that were made"
    );
    let record: Value = serde_json::from_slice(&files["patient.json"]).unwrap();
    assert_eq!(record["format"], "needlebook-patient");
    assert_eq!(record["patient"]["family"], page.patient.family);
    for (part, least) in [
        ("sessions", 1),
        ("screenings", 1),
        ("consents", 1),
        ("events", 5),
    ] {
        assert!(record[part].as_array().unwrap().len() >= least, "{part}");
    }
    let audit = String::from_utf8(files["audit.csv"].clone()).unwrap();
    assert!(audit.contains("patient_viewed") && audit.contains("session_signed"));
    let journaled = journal_of(&mut clinic, "patient_exported").await;
    assert_eq!(journaled.len(), 1, "who took what, and when, is on record");
    assert_eq!(journaled[0]["files"], files.len());
}

#[tokio::test]
async fn the_whole_clinic_leaves_as_an_open_folder() {
    let mut clinic = Clinic::ready().await;
    let (id, _) = treated(&clinic).await;
    let allergy = serde_json::from_value(line("wool")).unwrap();
    medical_history::record(clinic.app(), id, allergy)
        .await
        .unwrap();
    let mut form = patient_form();
    form["given"] = "=HYPERLINK(\"http://x\")".into();
    form["phone"] = "+44 1632 960123".into();
    patient::record_patient(clinic.app(), serde_json::from_value(form).unwrap())
        .await
        .unwrap();
    let exported = export_clinic(clinic.app(), &outside(&clinic), String::new())
        .await
        .unwrap();
    assert_eq!(exported.patients, 2);
    let files = files(&exported.place);
    let table = String::from_utf8(files["patients.csv"].clone()).unwrap();
    assert!(table.contains("'=HYPERLINK") && table.contains("'+44 1632"));
    assert!(
        table.contains(",wool,"),
        "an allergy leaves with its patient"
    );
    assert!(!table.contains(",=") && !table.contains(",+"));
    let number = patient_page::get(clinic.app(), id)
        .await
        .unwrap()
        .patient
        .record_number;
    assert!(files.contains_key(&format!("patients/{number}/patient.json")));
    let events = String::from_utf8(files["journal/000001.jsonl"].clone()).unwrap();
    assert!(
        events
            .lines()
            .any(|line| line.contains("\"clinic_set_up\""))
    );
    let again = export_clinic(clinic.app(), &outside(&clinic), String::new()).await;
    assert!(
        matches!(
            again,
            Err(ApiError::File {
                trouble: FileTrouble::Exists
            })
        ),
        "an export is never written over"
    );
    assert_eq!(journal_of(&mut clinic, "clinic_exported").await.len(), 1);
}

#[tokio::test]
async fn a_zip_under_a_passphrase_opens_with_it_and_with_nothing_else() {
    let clinic = Clinic::ready().await;
    let id = clinic.register("Marigold", "Thimble").await;
    let secret = "bodkin gusset".to_owned();
    let exported = export_patient(clinic.app(), id, &outside(&clinic), secret.clone())
        .await
        .unwrap();
    let bytes = fs::read(&exported.place).unwrap();
    for trace in ["Thimble", "Marigold"] {
        assert!(
            !bytes
                .windows(trace.len())
                .any(|part| part == trace.as_bytes()),
            "{trace} can be read without the passphrase"
        );
    }
    let mut zip = zip::ZipArchive::new(fs::File::open(&exported.place).unwrap()).unwrap();
    assert!(zip.by_name_decrypt("patient.json", b"bodkin").is_err());
    let mut text = String::new();
    zip.by_name_decrypt("patient.json", secret.as_bytes())
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    assert!(text.contains("Thimble"));
    let left: Vec<_> = fs::read_dir(outside(&clinic)).unwrap().collect();
    assert_eq!(left.len(), 1, "nothing open lies beside it");
}

#[cfg(unix)]
#[tokio::test]
async fn a_folder_that_refuses_leaves_nothing_half_there_and_says_so() {
    let mut clinic = Clinic::ready().await;
    let id = clinic.register("Marigold", "Thimble").await;
    let taken = clinic.folder.with_file_name("taken");
    fs::write(&taken, "a file, no folder").unwrap();
    let refused = export_patient(clinic.app(), id, &taken, String::new()).await;
    assert!(matches!(refused, Err(ApiError::File { .. })), "{refused:?}");
    assert!(
        journal_of(&mut clinic, "patient_exported").await.is_empty(),
        "what did not leave is not on record as gone"
    );
}
