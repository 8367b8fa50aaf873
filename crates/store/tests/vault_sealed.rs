//! Photos and documents outside the store file.
#![allow(
    clippy::unwrap_used,
    reason = "a test that stops loudly is doing its work"
)]

mod common;

use std::{fs, path::PathBuf};

use common::clinic;
use needlebook_store::{
    ballast,
    error::{Damage, StoreError},
    folder::DataFolder,
    keys::Key,
};
use uuid::Uuid;

const PHOTO: Uuid = Uuid::from_u128(0x11);

fn only_file(folder: &DataFolder) -> PathBuf {
    let inner = fs::read_dir(folder.root().join("sealed"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    fs::read_dir(inner).unwrap().next().unwrap().unwrap().path()
}

fn is(result: Result<Vec<u8>, StoreError>, damage: Damage) -> bool {
    matches!(result, Err(StoreError::Damaged { what }) if what == damage)
}

#[tokio::test]
async fn a_sealed_photo_comes_back_bit_for_bit_and_its_file_says_nothing() {
    let (_temp, folder, vault, _) = clinic().await;
    let key = Key::random().unwrap();
    for content in [b"".to_vec(), b"freckles of Barnaby Selvedge".repeat(1000)] {
        vault
            .sealed()
            .put(PHOTO, key.bytes(), content.clone())
            .await
            .unwrap();
        assert_eq!(
            vault.sealed().get(PHOTO, key.bytes()).await.unwrap(),
            content
        );
    }
    let file = only_file(&folder);
    let raw = fs::read(&file).unwrap();
    assert!(!raw.windows(8).any(|part| part == b"freckles"));
    let name = file.file_name().unwrap().to_str().unwrap().to_owned();
    assert!(!name.contains(&PHOTO.simple().to_string()[24..]));
    assert_eq!(name.len(), 64);
    assert!(file.parent().unwrap().ends_with(&name[..2]));
}

#[tokio::test]
async fn an_altered_cut_swapped_or_missing_photo_is_never_shown() {
    let (_temp, folder, vault, _) = clinic().await;
    let key = Key::random().unwrap();
    let sealed = vault.sealed();
    sealed.put(PHOTO, key.bytes(), vec![9; 500]).await.unwrap();
    let file = only_file(&folder);
    let whole = fs::read(&file).unwrap();
    for index in [0, 23, 24, 300, whole.len() - 1] {
        let mut altered = whole.clone();
        altered[index] ^= 1;
        fs::write(&file, altered).unwrap();
        assert!(is(
            sealed.get(PHOTO, key.bytes()).await,
            Damage::SealedFileAltered
        ));
    }
    for length in [0, 10, 24, 39, 40, whole.len() - 1] {
        fs::write(&file, &whole[..length]).unwrap();
        assert!(is(
            sealed.get(PHOTO, key.bytes()).await,
            Damage::SealedFileAltered
        ));
    }
    fs::write(&file, &whole).unwrap();
    let other = Key::random().unwrap();
    assert!(is(
        sealed.get(PHOTO, other.bytes()).await,
        Damage::SealedFileAltered
    ));

    let second = Uuid::from_u128(0x12);
    sealed.put(second, key.bytes(), vec![8; 500]).await.unwrap();
    fs::remove_file(&file).unwrap();
    let of_second = only_file_besides(&folder);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::copy(of_second, &file).unwrap();
    assert!(
        is(
            sealed.get(PHOTO, key.bytes()).await,
            Damage::SealedFileAltered
        ),
        "another patient's photo in this one's place is refused even under the same key"
    );
    sealed.remove(PHOTO).await.unwrap();
    assert!(is(
        sealed.get(PHOTO, key.bytes()).await,
        Damage::SealedFileMissing
    ));
    sealed.remove(PHOTO).await.unwrap();
    sealed.get(second, key.bytes()).await.unwrap();
}

/// The one file that is left; folders may be empty.
fn only_file_besides(folder: &DataFolder) -> PathBuf {
    fs::read_dir(folder.root().join("sealed"))
        .unwrap()
        .flat_map(|inner| fs::read_dir(inner.unwrap().path()).unwrap())
        .next()
        .unwrap()
        .unwrap()
        .path()
}

#[test]
fn ballast_takes_room_once_and_gives_it_back() {
    let (_temp, folder) = common::empty_folder();
    ballast::load(&folder).unwrap();
    let path = folder.root().join("ballast");
    let size = fs::metadata(&path).unwrap().len();
    assert!(size > 0 && size <= 64 * 1024 * 1024);
    ballast::load(&folder).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().len(), size);
    // One that was loaded when there was hardly any room is made again now that there is.
    fs::write(&path, "a little").unwrap();
    ballast::load(&folder).unwrap();
    assert!(ballast::held(&folder).unwrap() > 1000);
    ballast::throw_off(&folder).unwrap();
    assert!(!path.exists());
    assert_eq!(ballast::held(&folder).unwrap(), 0);
    ballast::throw_off(&folder).unwrap();
    assert!(ballast::free_space(&folder).unwrap() > 0);
}
