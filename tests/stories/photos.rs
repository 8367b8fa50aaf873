//! Photos from a card to the right record, and what of them is anywhere else: nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use needlebook_api::photo::camera::{self, CameraFolderView};
use needlebook_api::photo::export::{self, ComparisonForm, ComparisonInput};
use needlebook_api::photo::filing::{self, PicturePart};
use needlebook_api::photo::import::{self, ImportOutcome, ImportStop};
use needlebook_api::photo::{PhotoRefusal, PhotoSize, list, list_tray, show};
use needlebook_api::{ApiError, consent, today};
use needlebook_domain::ids::{PatientId, PhotoId};
use needlebook_domain::photo::{FilingInput, PhotoScope, PhotoSource};
use needlebook_media::Pixels;
use serde_json::{Value, json};

use crate::clinic::Clinic;

/// A drawn face, different for each number, with a place and a name in its comment as telephones leave them.
fn picture(number: u8) -> Vec<u8> {
    let (width, height) = (640_u32, 480_u32);
    let mut rgb = Vec::new();
    for y in 0..height {
        for x in 0..width {
            rgb.extend_from_slice(&[(x % 256) as u8, (y % 256) as u8, number]);
        }
    }
    let plain = Pixels { width, height, rgb }.to_jpeg(90).unwrap();
    let comment = b"Barnaby Selvedge, 51.5072 N";
    let length = u16::try_from(comment.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xFF, 0xFE], &length, comment, &plain[2..]].concat()
}

/// Files in a folder outside, as they lie on a card.
fn card(clinic: &Clinic, files: &[(&str, Vec<u8>)]) -> Vec<PathBuf> {
    let folder = clinic.folder.parent().unwrap().join("card");
    fs::create_dir_all(&folder).unwrap();
    let long_ago = SystemTime::now() - Duration::from_secs(3_600);
    files
        .iter()
        .map(|(name, bytes)| {
            let path = folder.join(name);
            fs::write(&path, bytes).unwrap();
            fs::File::options()
                .write(true)
                .open(&path)
                .unwrap()
                .set_modified(long_ago)
                .unwrap();
            path
        })
        .collect()
}

async fn import(clinic: &Clinic, paths: Vec<PathBuf>) -> ImportOutcome {
    import::import(clinic.app(), PhotoSource::Chosen, paths, |_, _| ())
        .await
        .unwrap()
}

/// One photo in the tray.
async fn arrived(clinic: &Clinic, number: u8) -> PhotoId {
    let paths = card(clinic, &[(&format!("IMG_{number}.JPG"), picture(number))]);
    assert_eq!(import(clinic, paths).await.taken, 1);
    list_tray(clinic.app()).await.unwrap().last().unwrap().id
}

fn filing_with(clinic: &Clinic, patient: PatientId, changed: Value) -> FilingInput {
    let mut form = json!({
        "patient": patient, "view": "front", "stage": "before", "session": null,
        "taken_on": clinic.today(), "mirrored": false, "chaperone": null
    });
    for (key, value) in changed.as_object().unwrap() {
        form[key] = value.clone();
    }
    serde_json::from_value(form).unwrap()
}

/// A photo in somebody's record.
pub async fn filed(clinic: &Clinic, patient: PatientId, number: u8, changed: Value) -> PhotoId {
    let id = arrived(clinic, number).await;
    let input = filing_with(clinic, patient, changed);
    filing::file(clinic.app(), id, input).await.unwrap();
    id
}

/// Two photos of one view, months apart.
pub async fn two_filed(clinic: &Clinic, patient: PatientId) -> [PhotoId; 2] {
    let left = filed(clinic, patient, 1, json!({})).await;
    let right = filed(clinic, patient, 2, json!({"stage": "month1"})).await;
    [left, right]
}

pub fn comparison(
    [left, right]: [PhotoId; 2],
    scope: PhotoScope,
    recipient: &str,
) -> ComparisonInput {
    ComparisonInput {
        left,
        right,
        scope,
        recipient: recipient.to_owned(),
        form: ComparisonForm::Png,
    }
}

/// Everything that can happen to photos, for the journal that every table is made again from.
pub async fn eventful(clinic: &Clinic, patient: PatientId) {
    let card_folder = clinic.folder.parent().unwrap().join("card");
    let first = filed(clinic, patient, 1, json!({})).await;
    let wrong = clinic.register("Odette", "Bobbin").await;
    let second = filed(clinic, wrong, 2, json!({})).await;
    let third = filed(clinic, patient, 3, json!({})).await;
    let in_tray = arrived(clinic, 4).await;
    let mirrored = filing_with(clinic, patient, json!({"mirrored": true}));
    filing::correct(clinic.app(), first, mirrored)
        .await
        .unwrap();
    filing::move_to(
        clinic.app(),
        second,
        patient,
        "opened the wrong record".into(),
    )
    .await
    .unwrap();
    filing::remove(clinic.app(), third, "blurred".into())
        .await
        .unwrap();
    filing::cover(clinic.app(), in_tray, None, vec![left_half()])
        .await
        .unwrap();
    let comparison = ComparisonInput {
        left: first,
        right: second,
        scope: PhotoScope::Record,
        recipient: "the patient".into(),
        form: ComparisonForm::Png,
    };
    export::save_to(clinic.app(), comparison, &card_folder.join("pair.png"))
        .await
        .unwrap();
    camera::choose(clinic.app(), Some(&card_folder), true)
        .await
        .unwrap();
    camera::look(clinic.app()).await.unwrap();
}

fn left_half() -> PicturePart {
    PicturePart {
        left: 0,
        top: 0,
        width: 5_000,
        height: 10_000,
    }
}

/// Every sealed file beside the store.
fn sealed(clinic: &Clinic) -> Vec<PathBuf> {
    let Ok(folders) = fs::read_dir(clinic.folder.join("sealed")) else {
        return Vec::new();
    };
    folders
        .flat_map(|folder| fs::read_dir(folder.unwrap().path()).unwrap())
        .map(|file| file.unwrap().path())
        .collect()
}

fn every_file(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            every_file(&path, found);
        } else {
            found.push(path);
        }
    }
}

#[tokio::test]
async fn several_photos_are_taken_in_and_what_is_none_says_why() {
    let clinic = Clinic::ready().await;
    let whole = picture(1);
    let paths = card(
        &clinic,
        &[
            ("a.jpg", whole.clone()),
            ("again.jpg", whole.clone()),
            ("b.png", picture(2)),
            ("cut.jpg", whole[..whole.len() / 2].to_vec()),
            ("empty.jpg", vec![]),
            ("phone.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1".to_vec()),
            ("letter.jpg", b"%PDF-1.7 Dear Barnaby".to_vec()),
        ],
    );
    let mut paths = paths;
    paths.push(PathBuf::from("/nowhere/gone.jpg"));
    let steps = std::sync::Mutex::new(Vec::new());
    let outcome = import::import(
        clinic.app(),
        PhotoSource::Chosen,
        paths.clone(),
        |done, total| {
            steps.lock().unwrap().push((done, total));
        },
    )
    .await
    .unwrap();
    assert_eq!(
        (outcome.taken, outcome.already_here, outcome.left),
        (2, 1, 0)
    );
    let refused: Vec<(&str, PhotoRefusal)> = outcome
        .refused
        .iter()
        .map(|file| (file.name.as_str(), file.reason))
        .collect();
    assert_eq!(
        refused,
        [
            ("cut.jpg", PhotoRefusal::Truncated),
            ("empty.jpg", PhotoRefusal::Empty),
            ("phone.jpg", PhotoRefusal::Heic),
            ("letter.jpg", PhotoRefusal::NotAPhoto),
            ("gone.jpg", PhotoRefusal::Unreadable),
        ]
    );
    let steps = steps.into_inner().unwrap();
    assert_eq!(steps.first(), Some(&(0, 8)));
    assert_eq!(steps.last(), Some(&(8, 8)));
    assert!(
        paths[..7].iter().all(|path| path.exists()),
        "what a person chose stays theirs"
    );
    let tray = list_tray(clinic.app()).await.unwrap();
    assert_eq!(tray.len(), 2);
    let shown = show(clinic.app(), tray[0].id, PhotoSize::Original)
        .await
        .unwrap();
    assert_eq!(shown.media_type, "image/jpeg");
    assert!(!shown.bytes.windows(7).any(|part| part == b"Barnaby"));
    for size in [PhotoSize::Preview, PhotoSize::Thumbnail] {
        let small = show(clinic.app(), tray[0].id, size).await.unwrap();
        assert!(small.bytes.len() < shown.bytes.len());
    }
}

#[tokio::test]
async fn a_cancelled_import_keeps_what_it_has_and_says_what_is_left() {
    let clinic = Clinic::ready().await;
    let paths = card(
        &clinic,
        &[
            ("1.jpg", picture(1)),
            ("2.jpg", picture(2)),
            ("3.jpg", picture(3)),
        ],
    );
    let outcome = import::import(clinic.app(), PhotoSource::Dropped, paths, |done, _| {
        if done == 1 {
            import::cancel(clinic.app());
        }
    })
    .await
    .unwrap();
    assert_eq!(outcome.stopped, Some(ImportStop::Cancelled));
    assert_eq!((outcome.taken, outcome.left), (1, 2));
    assert_eq!(list_tray(clinic.app()).await.unwrap().len(), 1);
}

#[tokio::test]
async fn nothing_of_a_photo_lies_in_the_data_folder_in_clear() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let bytes = picture(7);
    filed(&clinic, patient, 7, json!({})).await;
    show(
        clinic.app(),
        list(clinic.app(), patient).await.unwrap().photos[0].id,
        PhotoSize::Original,
    )
    .await
    .unwrap();
    let scan = bytes
        .windows(2)
        .position(|pair| pair == [0xFF, 0xDA])
        .unwrap();
    let part = &bytes[scan + 20..scan + 60];
    let mut files = Vec::new();
    every_file(&clinic.folder, &mut files);
    assert!(files.len() > 5);
    for path in files {
        let content = fs::read(&path).unwrap();
        assert!(
            !content.windows(part.len()).any(|window| window == part),
            "{} shows the picture",
            path.display()
        );
        assert!(
            !content
                .windows(4)
                .any(|window| window == b"\xFF\xD8\xFF\xE0")
        );
    }
}

#[tokio::test]
async fn a_photo_belongs_to_nobody_until_a_person_says_whose_it_is() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let id = arrived(&clinic, 1).await;
    assert!(list(clinic.app(), patient).await.unwrap().photos.is_empty());
    let nothing_chosen = filing_with(
        &clinic,
        patient,
        json!({"view": null, "stage": null, "taken_on": null}),
    );
    let refused = filing::file(clinic.app(), id, nothing_chosen)
        .await
        .unwrap_err();
    assert!(matches!(refused, ApiError::Invalid { issues } if issues.len() == 3));

    filing::file(clinic.app(), id, filing_with(&clinic, patient, json!({})))
        .await
        .unwrap();
    let photos = list(clinic.app(), patient).await.unwrap().photos;
    assert_eq!(photos.len(), 1);
    assert_eq!(photos[0].sha256.len(), 64);
    assert!(list_tray(clinic.app()).await.unwrap().is_empty());
    let other = clinic.register("Odette", "Bobbin").await;
    let again = filing::file(clinic.app(), id, filing_with(&clinic, other, json!({}))).await;
    assert!(
        matches!(again, Err(ApiError::NotFound { .. })),
        "what is filed is moved with a reason, never filed twice"
    );
}

#[tokio::test]
async fn the_wrong_patient_keeps_nothing_but_that_an_entry_was_removed() {
    let clinic = Clinic::ready().await;
    let right = clinic.arrived_patient().await;
    let wrong = clinic.register("Odette", "Bobbin").await;
    let id = filed(&clinic, wrong, 1, json!({"mirrored": true})).await;
    let before = sealed(&clinic);
    let unsaid = filing::move_to(clinic.app(), id, right, "  ".into()).await;
    assert!(matches!(unsaid, Err(ApiError::Invalid { .. })));
    filing::move_to(clinic.app(), id, right, "opened the wrong record".into())
        .await
        .unwrap();

    let left = list(clinic.app(), wrong).await.unwrap();
    assert!(left.photos.is_empty());
    assert_eq!(left.taken_out.len(), 1);
    assert_eq!(left.taken_out[0].by, "Marigold Featherstitch");
    let moved = list(clinic.app(), right).await.unwrap();
    assert_eq!(moved.photos.len(), 1);
    assert!(moved.photos[0].filing.mirrored);
    assert!(show(clinic.app(), id, PhotoSize::Original).await.is_ok());
    let after = sealed(&clinic);
    assert_eq!(after.len(), before.len());
    assert!(
        after.iter().all(|path| !before.contains(path)),
        "it is sealed again, all of it"
    );
}

#[tokio::test]
async fn a_removed_photo_is_shredded_and_its_reason_stays() {
    let mut clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let id = filed(&clinic, patient, 1, json!({})).await;
    assert_eq!(sealed(&clinic).len(), 3);
    filing::remove(clinic.app(), id, "blurred".into())
        .await
        .unwrap();
    assert!(sealed(&clinic).is_empty());
    assert!(matches!(
        show(clinic.app(), id, PhotoSize::Thumbnail).await,
        Err(ApiError::NotFound { .. })
    ));
    let page = list(clinic.app(), patient).await.unwrap();
    assert!(page.photos.is_empty());
    assert_eq!(page.taken_out.len(), 1);
    let dump = clinic.dump().await;
    assert!(dump["sealed_file"].is_empty());
    assert!(dump["journal"].iter().any(|row| row.contains("blurred")));
}

#[tokio::test]
async fn who_said_no_to_photos_has_none_in_the_record() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let mut form = clinic.consent_form(patient, clinic.plan()).await;
    form.photos.record = Some(false);
    consent::sign(clinic.app(), patient, form).await.unwrap();
    let id = arrived(&clinic, 1).await;
    let refused = filing::file(clinic.app(), id, filing_with(&clinic, patient, json!({}))).await;
    assert_eq!(
        refused,
        Err(ApiError::PhotoConsent {
            scope: PhotoScope::Record
        })
    );
    assert_eq!(
        list_tray(clinic.app()).await.unwrap().len(),
        1,
        "it waits for the right decision"
    );
}

#[tokio::test]
async fn a_comparison_leaves_only_for_what_was_agreed_and_that_is_written_down() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    clinic.consent(patient).await;
    let left = filed(&clinic, patient, 1, json!({"view": "left45"})).await;
    let later = filed(
        &clinic,
        patient,
        2,
        json!({"view": "left45", "stage": "month1"}),
    )
    .await;
    let right_side = filed(&clinic, patient, 3, json!({"view": "right45"})).await;
    let path = clinic.folder.parent().unwrap().join("pair.png");
    let pair = |right, scope, recipient: &str| ComparisonInput {
        left,
        right,
        scope,
        recipient: recipient.to_owned(),
        form: ComparisonForm::Png,
    };
    for scope in [PhotoScope::Teaching, PhotoScope::Marketing] {
        let refused = export::save_to(clinic.app(), pair(later, scope, "our website"), &path).await;
        assert_eq!(refused, Err(ApiError::PhotoConsent { scope }));
    }
    let sides = export::save_to(
        clinic.app(),
        pair(right_side, PhotoScope::Record, "GP"),
        &path,
    )
    .await;
    assert!(
        matches!(sides, Err(ApiError::Invalid { ref issues }) if issues[0].path == "right"),
        "right is never compared with left"
    );
    let nobody = export::save_to(clinic.app(), pair(later, PhotoScope::Record, " "), &path).await;
    assert!(
        matches!(nobody, Err(ApiError::Invalid { ref issues }) if issues[0].path == "recipient")
    );
    assert!(!path.exists());
    assert!(
        list(clinic.app(), patient)
            .await
            .unwrap()
            .exports
            .is_empty()
    );

    export::save_to(
        clinic.app(),
        pair(later, PhotoScope::Record, "the patient"),
        &path,
    )
    .await
    .unwrap();
    let made = fs::read(&path).unwrap();
    assert!(needlebook_media::read(made).is_ok());
    let exports = list(clinic.app(), patient).await.unwrap().exports;
    assert_eq!((exports.len(), exports[0].photos), (1, 2));
    assert_eq!(exports[0].recipient, "the patient");
}

#[tokio::test]
async fn somebody_else_is_covered_before_the_photo_is_filed_and_never_after() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let id = arrived(&clinic, 1).await;
    let before = sealed(&clinic);
    filing::cover(clinic.app(), id, None, vec![left_half()])
        .await
        .unwrap();
    let tray = list_tray(clinic.app()).await.unwrap();
    assert!(tray[0].covered);
    assert!(
        sealed(&clinic).iter().all(|path| !before.contains(path)),
        "what showed the other person is gone"
    );
    filing::file(clinic.app(), id, filing_with(&clinic, patient, json!({})))
        .await
        .unwrap();
    let late = filing::cover(clinic.app(), id, None, vec![left_half()]).await;
    assert!(matches!(late, Err(ApiError::NotFound { .. })));
}

async fn folder(clinic: &Clinic) -> CameraFolderView {
    camera::find(clinic.app()).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_camera_folder_is_emptied_into_the_tray_and_what_stays_is_counted() {
    let mut clinic = Clinic::ready().await;
    let paths = card(
        &clinic,
        &[
            ("1.JPG", picture(1)),
            ("2.jpg", picture(2)),
            ("3.heic", b"\0\0\0\x18ftypheic".to_vec()),
        ],
    );
    assert!(camera::find(clinic.app()).await.unwrap().is_none());
    camera::choose(clinic.app(), paths[0].parent(), true)
        .await
        .unwrap();
    assert_eq!(camera::look(clinic.app()).await.unwrap(), 2);
    assert!(
        !paths[0].exists() && !paths[1].exists(),
        "sealed, read back, then removed"
    );
    assert!(paths[2].exists(), "what was not taken in is never removed");
    let view = folder(&clinic).await;
    assert_eq!((view.outside, view.refused, view.missing), (1, 1, false));
    assert_eq!(list_tray(clinic.app()).await.unwrap().len(), 2);
    assert_eq!(camera::look(clinic.app()).await.unwrap(), 0);
    let dump = clinic.dump().await;
    let recorded = dump["journal"]
        .iter()
        .filter(|row| row.contains("camera_copy_removed"));
    assert_eq!(recorded.count(), 2);
}

#[tokio::test]
async fn copies_stay_where_the_clinic_says_so_and_are_taken_in_once() {
    let clinic = Clinic::ready().await;
    let paths = card(&clinic, &[("1.jpg", picture(1))]);
    camera::choose(clinic.app(), paths[0].parent(), true)
        .await
        .unwrap();
    camera::set_removes_copies(clinic.app(), false)
        .await
        .unwrap();
    assert_eq!(camera::look(clinic.app()).await.unwrap(), 1);
    assert!(paths[0].exists());
    assert_eq!(camera::look(clinic.app()).await.unwrap(), 0);
    assert_eq!(folder(&clinic).await.outside, 1);

    // The same file under another name, as a card that is read twice brings it.
    card(&clinic, &[("1 copy.jpg", picture(1))]);
    assert_eq!(camera::look(clinic.app()).await.unwrap(), 0);
    assert_eq!(list_tray(clinic.app()).await.unwrap().len(), 1);

    clinic.lock().await;
    card(&clinic, &[("9.jpg", picture(9))]);
    assert_eq!(
        camera::look(clinic.app()).await.unwrap(),
        0,
        "locked, nothing is taken in"
    );
}

#[tokio::test]
async fn a_file_that_is_still_being_written_waits() {
    let clinic = Clinic::ready().await;
    let paths = card(&clinic, &[("1.jpg", picture(1))]);
    fs::File::options()
        .write(true)
        .open(&paths[0])
        .unwrap()
        .set_modified(SystemTime::now())
        .unwrap();
    camera::choose(clinic.app(), paths[0].parent(), true)
        .await
        .unwrap();
    assert_eq!(camera::look(clinic.app()).await.unwrap(), 0);
    assert!(paths[0].exists());
}

#[tokio::test]
async fn a_page_of_thumbnails_opens_no_original() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    for number in 0..6 {
        filed(&clinic, patient, number, json!({})).await;
    }
    // The originals are the largest; without them the page is whole all the same.
    let mut files = sealed(&clinic);
    files.sort_by_key(|path| std::cmp::Reverse(fs::metadata(path).unwrap().len()));
    for original in &files[..6] {
        fs::remove_file(original).unwrap();
    }
    let photos = list(clinic.app(), patient).await.unwrap().photos;
    assert_eq!(photos.len(), 6);
    for photo in photos {
        assert!(
            show(clinic.app(), photo.id, PhotoSize::Thumbnail)
                .await
                .is_ok()
        );
        assert_eq!(
            show(clinic.app(), photo.id, PhotoSize::Original)
                .await
                .unwrap_err(),
            ApiError::StoreDamaged,
            "a photo that is gone is said to be, never shown as another"
        );
    }
}

#[tokio::test]
async fn today_says_what_waits_and_what_is_still_to_be_taken() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    clinic.consent(patient).await;
    arrived(&clinic, 1).await;
    let photos = today::get_today(clinic.app())
        .await
        .unwrap()
        .photos
        .unwrap();
    assert_eq!(photos.in_tray, 1);
    assert_eq!(photos.due.len(), 1, "who is here has no photo of today yet");
    assert_eq!(photos.due[0].patient_id, patient);
    filed(&clinic, patient, 2, json!({})).await;
    let photos = today::get_today(clinic.app())
        .await
        .unwrap()
        .photos
        .unwrap();
    assert!(photos.due.is_empty());
}

#[tokio::test]
async fn what_a_crash_left_between_file_and_record_is_gone_at_the_next_unlock() {
    let mut clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    filed(&clinic, patient, 1, json!({})).await;
    let kept = sealed(&clinic);
    let store = clinic.opened_from_outside().await;
    store
        .seal_files(vec![
            b"half an import".to_vec(),
            b"and its small one".to_vec(),
        ])
        .await
        .unwrap();
    drop(store);
    assert_eq!(sealed(&clinic).len(), kept.len() + 2);
    clinic.start();
    clinic.unlock().await;
    let mut after = sealed(&clinic);
    let mut kept = kept;
    after.sort();
    kept.sort();
    assert_eq!(after, kept, "and nothing that a record names");
    assert_eq!(list(clinic.app(), patient).await.unwrap().photos.len(), 1);
}
