//! Patients from another program's table, in one batch that can go again; and a whole clinic from its own export.

use std::fs;
use std::path::PathBuf;

use needlebook_api::import::{
    self, CellFix, ImportField, ImportPlan, check_import, import_export, import_patients,
    preview_import, undo_import,
};
use needlebook_api::photo::{PhotoSize, show};
use needlebook_api::{ApiError, FileTrouble, export, patient, patient_page, search, sheet};
use needlebook_domain::issue::IssueCode;

use crate::attachments;
use crate::clinic::Clinic;
use crate::photos;

const TABLE: &str = "\u{feff}Surname;First name;DOB;Mobile;E-mail;Street;City;Shoe size\n\
    Nähfaden;Jürgen;30.11.1982;'+49 151 234567;juergen@naht.example;Nadelweg 3;Heftstadt;44\n\
    \"Thimble; the younger\";Marigold;12.04.1988;;;\"9 Bobbin\nYard\";Hemsworth;\n\
    ;;;;;;;\n\
    Bodkin;Ada;31.02.1990;;ada-at-home;;;\n\
    Bodkin;Ada;01.02.90;;;;;\n";

async fn looked_at(clinic: &Clinic, name: &str, bytes: &[u8]) -> (PathBuf, ImportPlan) {
    let path = clinic.folder.with_file_name(name);
    fs::write(&path, bytes).unwrap();
    let preview = preview_import(clinic.app(), &path).await.unwrap();
    let plan = ImportPlan {
        columns: preview.columns.iter().map(|column| column.field).collect(),
        ..ImportPlan::default()
    };
    (path, plan)
}

async fn names(clinic: &Clinic) -> Vec<String> {
    patient::list_patients(clinic.app(), 0)
        .await
        .unwrap()
        .hits
        .into_iter()
        .map(|hit| format!("{} {} {}", hit.record_number, hit.given, hit.family))
        .collect()
}

fn refusal<T: std::fmt::Debug>(answer: Result<T, ApiError>) -> FileTrouble {
    match answer {
        Err(ApiError::File { trouble }) => trouble,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_table_is_guessed_checked_mended_taken_in_and_undone() {
    let clinic = Clinic::set_up().await;
    let (path, mut plan) = looked_at(&clinic, "old.csv", TABLE.as_bytes()).await;
    assert_eq!(
        plan.columns,
        [
            Some(ImportField::Family),
            Some(ImportField::Given),
            Some(ImportField::BirthOn),
            Some(ImportField::Phone),
            Some(ImportField::Email),
            Some(ImportField::Address),
            Some(ImportField::Address),
            None
        ]
    );
    let check = check_import(clinic.app(), plan.clone()).await.unwrap();
    assert_eq!((check.rows, check.good, check.bad), (4, 2, 2));
    let wrong: Vec<_> = check
        .bad_rows
        .iter()
        .map(|row| {
            let issues = row.issues.iter();
            (
                row.row,
                issues
                    .map(|issue| (issue.path.as_str(), issue.code))
                    .collect::<Vec<_>>(),
            )
        })
        .collect();
    assert_eq!(
        wrong,
        [
            (
                5,
                vec![
                    ("birth_on", IssueCode::NoSuchDate),
                    ("email", IssueCode::WrongForm)
                ]
            ),
            (6, vec![("birth_on", IssueCode::WrongForm)])
        ],
        "no such day, no address, and a year of two digits; the line is the spreadsheet's"
    );
    assert_eq!(
        refusal(import_patients(clinic.app(), plan.clone()).await),
        FileTrouble::BadRows,
        "all of it or nothing"
    );
    assert!(names(&clinic).await.is_empty());

    let mended = clinic.folder.with_file_name("mend.csv");
    import::save_bad_rows(clinic.app(), plan.clone(), &mended)
        .await
        .unwrap();
    let saved = fs::read_to_string(&mended).unwrap();
    assert_eq!(saved.lines().count(), 3);
    assert!(saved.contains("ada-at-home"));

    for (row, column, value) in [(5, 2, "28.02.1990"), (5, 4, ""), (6, 2, "28.02.1990")] {
        let value = value.to_owned();
        plan.fixes.push(CellFix { row, column, value });
    }
    plan.leave_out_known = true;
    let check = check_import(clinic.app(), plan.clone()).await.unwrap();
    assert_eq!((check.bad, check.known), (0, 1), "Ada stands there twice");
    let done = import_patients(clinic.app(), plan.clone()).await.unwrap();
    assert_eq!((done.imported, done.left_out), (3, 1));
    assert_eq!(
        names(&clinic).await,
        [
            "A-0003 Ada Bodkin",
            "A-0001 Jürgen Nähfaden",
            "A-0002 Marigold Thimble; the younger"
        ]
    );
    let hits = search::search_patients(clinic.app(), "+49151 234567".to_owned())
        .await
        .unwrap()
        .hits;
    let page = patient_page::get(clinic.app(), hits[0].id).await.unwrap();
    assert_eq!(
        page.patient.phone, "+49 151 234567",
        "the apostrophe is ours"
    );
    assert_eq!(page.patient.address, "Nadelweg 3\nHeftstadt");

    let again = import_patients(clinic.app(), plan).await.unwrap();
    assert_eq!(
        (again.imported, again.left_out),
        (0, 4),
        "nobody comes twice"
    );
    undo_import(clinic.app(), done.batch).await.unwrap();
    assert!(names(&clinic).await.is_empty(), "a whole batch goes again");
    assert!(path.exists(), "the table was only read");
}

#[tokio::test]
async fn a_batch_that_was_worked_with_is_not_undone() {
    let clinic = Clinic::ready().await;
    let (_, mut plan) = looked_at(&clinic, "old.csv", TABLE.as_bytes()).await;
    plan.leave_out_bad = true;
    let done = import_patients(clinic.app(), plan).await.unwrap();
    let somebody = patient::list_patients(clinic.app(), 0).await.unwrap().hits[0].id;
    clinic.consult(somebody).await;
    assert_eq!(
        refusal(undo_import(clinic.app(), done.batch).await),
        FileTrouble::Used
    );
    assert_eq!(names(&clinic).await.len(), 2);
}

#[tokio::test]
async fn every_spelling_of_a_table_reads_the_same_and_what_is_none_is_refused() {
    let clinic = Clinic::set_up().await;
    let text = "name,birth date\n\"Näh, Zoë\",1988-04-12\n";
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    for bytes in [
        text.as_bytes().to_vec(),
        [b"\xFF\xFE", utf16.as_slice()].concat(),
        utf16,
        latin,
    ] {
        let (_, plan) = looked_at(&clinic, "one.csv", &bytes).await;
        let done = import_patients(clinic.app(), plan).await.unwrap();
        assert_eq!(
            names(&clinic).await[0].split_once(' ').unwrap().1,
            "Zoë Näh"
        );
        undo_import(clinic.app(), done.batch).await.unwrap();
    }
    for (bytes, trouble) in [
        (b"".as_slice(), FileTrouble::Empty),
        (b"%PDF-1.7", FileTrouble::NotATable),
        (b"\x89PNG\r\n", FileTrouble::NotATable),
        (b"PK\x03\x04 and no workbook", FileTrouble::NotATable),
    ] {
        let path = clinic.folder.with_file_name("none");
        fs::write(&path, bytes).unwrap();
        assert_eq!(refusal(preview_import(clinic.app(), &path).await), trouble);
    }
    let (_, mut plan) = looked_at(&clinic, "odd.csv", b"a,b\n1\n1,2,3,4\n\"open").await;
    plan.columns = vec![Some(ImportField::Family)];
    let check = check_import(clinic.app(), plan).await.unwrap();
    assert_eq!(
        (check.good, check.bad),
        (0, 3),
        "wrong columns are rows to mend"
    );
}

#[tokio::test]
async fn our_own_export_comes_back_without_loss() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let draft = clinic.session(patient);
    let session = draft.id;
    clinic.sign_session(draft).await.unwrap();
    let page = sheet::get_aftercare(clinic.app(), session).await.unwrap();
    clinic.register("Ada", "Bodkin").await;
    photos::eventful(&clinic, patient).await;
    attachments::eventful(&clinic, patient).await;
    let stick = clinic.folder.with_file_name("stick");
    let first = export::export_clinic(clinic.app(), &stick, String::new())
        .await
        .unwrap();

    let other = Clinic::set_up().await;
    let done = import_export(other.app(), &first.place).await.unwrap();
    assert!(done.documents >= 1 && done.events > 10);
    assert_eq!(done.photos, 4, "two in a record, two in the tray");
    let second = export::export_clinic(other.app(), &stick.with_file_name("second"), String::new())
        .await
        .unwrap();
    let read = |place: &PathBuf, file: &str| fs::read(place.join(file)).unwrap();
    assert_eq!(
        read(&first.place, "patients.csv"),
        read(&second.place, "patients.csv")
    );
    let lies_at = |number: &str| format!("patients/{number}/attachments");
    assert_eq!(
        fs::read_dir(second.place.join(lies_at("A-0001")))
            .unwrap()
            .count(),
        2,
        "a letter, and one that was moved here"
    );
    for number in ["A-0001", "A-0002"] {
        let record = |place| {
            let text = read(place, &format!("patients/{number}/patient.json"));
            let mut record: serde_json::Value = serde_json::from_slice(&text).unwrap();
            record["exported_at"].take();
            record
        };
        let exported = record(&first.place);
        assert_eq!(exported, record(&second.place), "{number}");
        for photo in exported["photos"].as_array().unwrap() {
            let file = format!("patients/{number}/{}", photo["file"].as_str().unwrap());
            assert!(
                read(&first.place, &file) == read(&second.place, &file),
                "the very picture"
            );
            let id = serde_json::from_value(photo["id"].clone()).unwrap();
            for size in [
                PhotoSize::Original,
                PhotoSize::Preview,
                PhotoSize::Thumbnail,
            ] {
                let shown = show(other.app(), id, size).await.unwrap();
                assert!(!shown.bytes.is_empty());
            }
        }
    }
    let kept = needlebook_api::document::get_bytes(other.app(), page)
        .await
        .unwrap();
    let made = needlebook_api::document::get_bytes(clinic.app(), page)
        .await
        .unwrap();
    assert!(kept == made, "the very pages");
    assert_eq!(
        refusal(import_export(other.app(), &first.place).await),
        FileTrouble::NotEmpty
    );

    let third = Clinic::set_up().await;
    fs::write(first.place.join("patients.csv"), "altered").unwrap();
    assert_eq!(
        refusal(import_export(third.app(), &first.place).await),
        FileTrouble::NotAnExport
    );
    assert!(names(&third).await.is_empty());
}
