//! Documents that came from elsewhere: a letter in, shown, set right, in the right record, and nowhere else in clear.

use std::fs;
use std::path::PathBuf;

use needlebook_api::attachment::{
    self, Attached, attach, correct, get_bytes, list, move_to, remove, save_to,
};
use needlebook_api::export::export_patient;
use needlebook_api::photo::PhotoRefusal;
use needlebook_api::{ApiError, timeline};
use needlebook_domain::attachment::{
    AttachedFile, AttachedFormat, AttachmentInput, AttachmentKind,
};
use needlebook_domain::ids::{AttachmentId, PatientId};
use needlebook_domain::timeline::{Told, Topic};
use needlebook_media::Pixels;
use serde_json::json;

use crate::clinic::Clinic;

/// A letter as a surgery's program writes it, as small as a PDF can be, with words that must never lie on the disk.
const LETTER: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n\
4 0 obj<</Length 58>>stream\nBT /F 14 Tf 20 100 Td (Barnaby may be needled: Dr Tuck) Tj ET\nendstream endobj\n\
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n\
trailer<</Root 1 0 R>>\n%%EOF\n";

/// A page photographed by a telephone, with a place in its comment.
fn page(number: u8) -> Vec<u8> {
    let (width, height) = (200_u32, 280_u32);
    let rgb = vec![number; (width * height * 3) as usize];
    let plain = Pixels { width, height, rgb }.to_jpeg(90).unwrap();
    let comment = b"51.5072 N, Dr Tuck";
    let length = u16::try_from(comment.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xFF, 0xFE], &length, comment, &plain[2..]].concat()
}

pub fn said(kind: AttachmentKind, title: &str) -> AttachmentInput {
    serde_json::from_value(json!({
        "kind": kind, "title": title, "author": "Dr Tuck", "dated_on": "2026-10-01"
    }))
    .unwrap()
}

/// Files in a folder outside.
fn desk(clinic: &Clinic, files: &[(&str, &[u8])]) -> Vec<PathBuf> {
    let folder = clinic.folder.with_file_name("desk");
    fs::create_dir_all(&folder).unwrap();
    files
        .iter()
        .map(|(name, bytes)| {
            let path = folder.join(name);
            fs::write(&path, bytes).unwrap();
            path
        })
        .collect()
}

pub async fn attached(clinic: &Clinic, patient: PatientId, input: AttachmentInput) -> AttachmentId {
    let paths = desk(clinic, &[("letter.pdf", LETTER)]);
    let done = attach(clinic.app(), patient, input, paths).await.unwrap();
    done.id.expect("a letter is taken")
}

async fn files_of(clinic: &Clinic, patient: PatientId) -> Vec<AttachedFile> {
    let mut page = list(clinic.app(), patient).await.unwrap();
    page.attachments.remove(0).attachment.files
}

fn sealed(clinic: &Clinic) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = walk(&clinic.folder.join("sealed"));
    files.sort();
    files
}

fn walk(folder: &std::path::Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    entries
        .flat_map(|entry| {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

/// The one thing that the timeline tells of documents from elsewhere.
async fn told(clinic: &Clinic, patient: PatientId, topic: Topic) -> Vec<Told> {
    timeline::get(clinic.app(), patient, Some(topic), None)
        .await
        .unwrap()
        .items
        .into_iter()
        .map(|item| item.told)
        .filter(|told| {
            matches!(
                told,
                Told::Attached { .. }
                    | Told::AttachmentCorrected { .. }
                    | Told::AttachmentSaved { .. }
            )
        })
        .collect()
}

/// Everything that can happen to them, for the journal that every table is made again from.
pub async fn eventful(clinic: &Clinic, patient: PatientId) {
    let app = clinic.app();
    let kept = attached(clinic, patient, said(AttachmentKind::DoctorLetter, "")).await;
    correct(app, kept, said(AttachmentKind::DoctorLetter, "Blood"))
        .await
        .unwrap();
    let gone = attached(clinic, patient, said(AttachmentKind::Other, "Twice")).await;
    remove(app, gone, "attached twice".into()).await.unwrap();
    let wrong = clinic.register("Philomena", "Tacking").await;
    let moved = attached(clinic, wrong, said(AttachmentKind::Referral, "")).await;
    move_to(app, moved, patient, "the other one".into())
        .await
        .unwrap();
    let file = files_of(clinic, patient).await[0].id;
    let copy = clinic.folder.with_file_name("copy.pdf");
    let of = attachment_of(clinic, patient, file).await;
    save_to(app, of, file, &copy).await.unwrap();
}

async fn attachment_of(clinic: &Clinic, patient: PatientId, file: uuid::Uuid) -> AttachmentId {
    let page = list(clinic.app(), patient).await.unwrap();
    page.attachments
        .iter()
        .find(|view| view.attachment.sealed().any(|id| id == file))
        .unwrap()
        .attachment
        .id
}

#[tokio::test]
async fn a_letter_is_kept_byte_for_byte_and_a_photographed_one_without_its_place() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let letter = attached(&clinic, patient, said(AttachmentKind::DoctorLetter, "")).await;
    let pdf = files_of(&clinic, patient).await.remove(0);
    assert_eq!(pdf.format, AttachedFormat::Pdf);
    assert!(get_bytes(clinic.app(), letter, pdf.id).await.unwrap() == LETTER);

    let (first, second) = (page(1), page(2));
    let paths = desk(&clinic, &[("1.jpg", &first), ("2.jpg", &second)]);
    let mut input = said(AttachmentKind::PaperRecord, "Thursday");
    input.dated_on = "2026-10-02".parse().ok();
    let done = attach(clinic.app(), patient, input, paths).await.unwrap();
    let pages = list(clinic.app(), patient).await.unwrap();
    let newest = &pages.attachments[0];
    assert_eq!(Some(newest.attachment.id), done.id, "by the day on it");
    assert_eq!(newest.attached_by, "Marigold Featherstitch");
    assert_eq!(newest.attachment.files.len(), 2, "one document, two pages");
    for file in &newest.attachment.files {
        let shown = get_bytes(clinic.app(), newest.attachment.id, file.id)
            .await
            .unwrap();
        assert!(shown.starts_with(&[0xFF, 0xD8]));
        assert!(!shown.windows(7).any(|part| part == b"51.5072"));
    }
    let strange = get_bytes(clinic.app(), letter, newest.attachment.files[0].id).await;
    assert!(
        matches!(strange, Err(ApiError::NotFound { .. })),
        "a file opens as a page of its own document only"
    );
    for path in walk(&clinic.folder) {
        let bytes = fs::read(&path).unwrap();
        assert!(
            !bytes.windows(7).any(|part| part == b"Dr Tuck"),
            "{} holds it in clear",
            path.display()
        );
    }
    assert_eq!(
        told(&clinic, patient, Topic::Documents).await,
        [
            Told::Attached {
                label: newest.attachment.label.clone()
            },
            Told::Attached {
                label: pages.attachments[1].attachment.label.clone()
            },
        ]
    );
}

#[tokio::test]
async fn one_bad_file_and_none_is_kept_each_with_its_reason() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let good = page(1);
    let cut = &LETTER[..LETTER.len() - 20];
    let paths = desk(
        &clinic,
        &[
            ("good.jpg", &good),
            ("empty.pdf", b""),
            ("letter.doc", b"\xD0\xCF\x11\xE0 a letter"),
            ("broken-off.pdf", cut),
            ("phone.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1"),
        ],
    );
    let input = said(AttachmentKind::Other, "");
    let Attached { id, refused } = attach(clinic.app(), patient, input, paths).await.unwrap();
    assert_eq!(id, None);
    let reasons: Vec<(&str, PhotoRefusal)> = refused
        .iter()
        .map(|file| (file.name.as_str(), file.reason))
        .collect();
    assert_eq!(
        reasons,
        [
            ("empty.pdf", PhotoRefusal::Empty),
            ("letter.doc", PhotoRefusal::NotAPhoto),
            ("broken-off.pdf", PhotoRefusal::Truncated),
            ("phone.heic", PhotoRefusal::Heic),
        ]
    );
    assert!(sealed(&clinic).is_empty());
    let page = list(clinic.app(), patient).await.unwrap();
    assert!(page.attachments.is_empty());

    let unsaid: AttachmentInput = serde_json::from_value(json!({
        "kind": "doctor_letter", "title": "", "author": " ", "dated_on": null
    }))
    .unwrap();
    let refused = attachment::check(clinic.app(), patient, &unsaid).await;
    let Err(ApiError::Invalid { issues }) = refused else {
        panic!("answers lean on a letter: {refused:?}")
    };
    let paths: Vec<&str> = issues.iter().map(|issue| issue.path.as_str()).collect();
    assert_eq!(paths, ["author", "dated_on"]);
}

#[tokio::test]
async fn the_wrong_record_keeps_nothing_of_a_letter_but_that_an_entry_was_removed() {
    let clinic = Clinic::ready().await;
    let right = clinic.arrived_patient().await;
    let wrong = clinic.register("Odette", "Bobbin").await;
    let letter = attached(&clinic, wrong, said(AttachmentKind::DoctorLetter, "Heart")).await;
    correct(clinic.app(), letter, said(AttachmentKind::Result, "Heart"))
        .await
        .unwrap();
    let before = sealed(&clinic);
    let unsaid = move_to(clinic.app(), letter, right, " ".into()).await;
    assert!(matches!(unsaid, Err(ApiError::Invalid { .. })));
    move_to(
        clinic.app(),
        letter,
        right,
        "opened the wrong record".into(),
    )
    .await
    .unwrap();

    let left = list(clinic.app(), wrong).await.unwrap();
    assert!(left.attachments.is_empty());
    assert_eq!(left.taken_out.len(), 1);
    assert_eq!(left.taken_out[0].by, "Marigold Featherstitch");
    assert!(told(&clinic, wrong, Topic::Documents).await.is_empty());
    let stick = clinic.folder.with_file_name("stick");
    let exported = export_patient(clinic.app(), wrong, &stick, String::new())
        .await
        .unwrap();
    for path in walk(&exported.place) {
        let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
        assert!(
            !text.contains("Heart") && !text.contains(&letter.to_string()),
            "{} still has it",
            path.display()
        );
    }

    let moved = list(clinic.app(), right).await.unwrap();
    let now = &moved.attachments[0].attachment;
    assert_eq!(now.label.title, "Heart");
    assert!(
        get_bytes(clinic.app(), letter, now.files[0].id)
            .await
            .unwrap()
            == LETTER
    );
    assert_eq!(told(&clinic, right, Topic::Documents).await.len(), 1);
    let after = sealed(&clinic);
    assert_eq!(after.len(), before.len());
    assert!(
        after.iter().all(|path| !before.contains(path)),
        "sealed again"
    );
}

#[tokio::test]
async fn a_removed_letter_is_shredded_and_its_reason_stays() {
    let mut clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let letter = attached(&clinic, patient, said(AttachmentKind::Other, "")).await;
    assert_eq!(sealed(&clinic).len(), 1);
    remove(clinic.app(), letter, "another surgery's".into())
        .await
        .unwrap();
    assert!(sealed(&clinic).is_empty());
    let page = list(clinic.app(), patient).await.unwrap();
    assert!(page.attachments.is_empty());
    assert_eq!(page.taken_out.len(), 1);
    assert!(told(&clinic, patient, Topic::Documents).await.is_empty());
    let dump = clinic.dump().await;
    assert!(dump["sealed_file"].is_empty());
    assert!(
        dump["journal"]
            .iter()
            .any(|row| row.contains("another surgery"))
    );
}

#[tokio::test]
async fn a_copy_that_leaves_is_a_disclosure() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let letter = attached(&clinic, patient, said(AttachmentKind::Referral, "Skin")).await;
    let file = files_of(&clinic, patient).await[0].id;
    let name = attachment::copy_name(clinic.app(), letter, file)
        .await
        .unwrap();
    assert_eq!(name, "2026-10-01-referral.pdf", "nobody's name is in it");
    let nowhere = clinic.folder.with_file_name("no such folder").join(&name);
    let refused = save_to(clinic.app(), letter, file, &nowhere).await;
    assert!(matches!(refused, Err(ApiError::File { .. })));
    assert!(told(&clinic, patient, Topic::Disclosures).await.is_empty());
    let place = clinic.folder.with_file_name(&name);
    save_to(clinic.app(), letter, file, &place).await.unwrap();
    assert!(fs::read(place).unwrap() == LETTER);
    assert_eq!(
        told(&clinic, patient, Topic::Disclosures).await,
        [Told::AttachmentSaved {
            label: said(AttachmentKind::Referral, "Skin")
                .parse(clinic.today())
                .unwrap()
        }]
    );
}
