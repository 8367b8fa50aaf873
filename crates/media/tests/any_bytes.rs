//! Whatever is in a file: it is read or refused, and the program goes on.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod common;

use common::{as_received, jpeg, png};
use needlebook_media::{MAX_PIXELS, Picture, read};
use proptest::prelude::*;
use std::sync::LazyLock;

static PHOTOS: LazyLock<[Vec<u8>; 2]> =
    LazyLock::new(|| [as_received(&jpeg(96, 64), 5), png(96, 64)]);

/// What was read is whole: it can be read again and loses nothing more.
fn whole(photo: &Picture) {
    assert!(u64::from(photo.width) * u64::from(photo.height) <= MAX_PIXELS);
    assert_eq!(read(photo.bytes.clone()).unwrap().bytes, photo.bytes);
    assert!(read(photo.thumbnail.clone()).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn any_bytes_behind_a_photos_beginning(
        which in 0..2_usize,
        bytes in proptest::collection::vec(any::<u8>(), 0..400),
    ) {
        let start = &PHOTOS[which][..3.max(which * 8)];
        if let Ok(photo) = read([start, &bytes].concat()) {
            whole(&photo);
        }
    }

    #[test]
    fn a_photo_with_some_bytes_changed_and_its_end_lost(
        which in 0..2_usize,
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        lost in 0..64_usize,
    ) {
        let mut bytes = PHOTOS[which].clone();
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        bytes.truncate(bytes.len() - lost);
        if let Ok(photo) = read(bytes) {
            whole(&photo);
        }
    }
}
