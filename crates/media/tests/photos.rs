//! What becomes of a photo on its way into the record.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod common;

use common::{as_received, holds, jpeg, png};
use needlebook_media::{Kind, Orientation, Part, Refusal, cover, read, upright, with_orientation};

#[test]
fn place_names_and_hidden_films_go_and_the_picture_stays_bit_for_bit() {
    let plain = jpeg(800, 600);
    let kept = read(as_received(&plain, 1)).unwrap().bytes;
    for gone in [
        "GPS",
        "51.5072",
        "Bobbin",
        "xmpmeta",
        "Marigold",
        "Barnaby",
        "Photoshop",
        "MPF",
        "film",
    ] {
        assert!(
            !holds(&kept, gone.as_bytes()),
            "{gone} is no business of the record"
        );
    }
    assert!(holds(&kept, b"ICC_PROFILE\0\x01\x01a profile of colours"));
    let scan = plain
        .windows(2)
        .position(|pair| pair == [0xFF, 0xDA])
        .unwrap();
    assert!(
        kept.ends_with(&plain[scan..]),
        "the compressed picture is the received one to the last bit"
    );
}

#[test]
fn time_camera_and_hash_become_fields() {
    let received = as_received(&jpeg(640, 480), 6);
    let photo = read(received.clone()).unwrap();
    assert_eq!(photo.camera.as_deref(), Some("Bobbin Macro 3"));
    assert_eq!(photo.taken_at.unwrap().to_string(), "2026-11-20 10:41:09");
    assert_eq!(photo.orientation.exif(), 6);
    assert_eq!((photo.width, photo.height), (640, 480));
    use sha2::Digest;
    let hash: [u8; 32] = sha2::Sha256::digest(&received).into();
    assert_eq!(photo.sha256, hash, "of what arrived, not of what is kept");
}

/// Red stands in the upper left of the drawing; a camera held otherwise moves it, its note brings it back.
#[test]
fn small_pictures_stand_upright_whichever_way_the_camera_was_held() {
    let corners = |orientation| {
        let photo = read(as_received(&jpeg(1600, 1200), orientation)).unwrap();
        let small = upright(Kind::Jpeg, &photo.preview, Orientation::UPRIGHT, 512).unwrap();
        let red = |x: u32, y: u32| {
            let at = ((y * small.width + x) * 3) as usize;
            small.rgb[at] > 180 && small.rgb[at + 1] < 90
        };
        let (right, bottom) = (small.width - 8, small.height - 8);
        let found = [red(8, 8), red(right, 8), red(8, bottom), red(right, bottom)];
        ((small.width, small.height), found)
    };
    let (top_left, top_right) = ([true, false, false, false], [false, true, false, false]);
    let (bottom_left, bottom_right) = ([false, false, true, false], [false, false, false, true]);
    let (lying, standing) = ((512, 384), (384, 512));
    let expected = [
        (1, lying, top_left),
        (2, lying, top_right),
        (3, lying, bottom_right),
        (4, lying, bottom_left),
        (5, standing, top_left),
        (6, standing, top_right),
        (7, standing, bottom_right),
        (8, standing, bottom_left),
    ];
    for (orientation, size, found) in expected {
        assert_eq!(
            corners(orientation),
            (size, found),
            "orientation {orientation}"
        );
    }
}

#[test]
fn what_is_shown_carries_which_way_is_up_and_nothing_else() {
    for (kind, received) in [
        (Kind::Jpeg, as_received(&jpeg(64, 48), 6)),
        (Kind::Png, png(64, 48)),
    ] {
        let kept = read(received).unwrap().bytes;
        let shown = with_orientation(kind, &kept, Orientation::from_exif(6));
        let again = read(shown.clone()).unwrap();
        assert_eq!(again.orientation.exif(), 6, "{kind:?}");
        assert_eq!(
            again.bytes, kept,
            "{kind:?}: cut again, it is the kept file"
        );
        assert!(shown.len() < kept.len() + 64);
    }
}

#[test]
fn a_png_loses_its_texts_and_keeps_its_picture() {
    let received = png(700, 500);
    assert!(holds(&received, b"Selvedge"));
    let photo = read(received).unwrap();
    assert_eq!(photo.kind, Kind::Png);
    assert!(!holds(&photo.bytes, b"Selvedge"));
    assert_eq!((photo.width, photo.height), (700, 500));
    let small = upright(Kind::Jpeg, &photo.thumbnail, Orientation::UPRIGHT, 512).unwrap();
    assert_eq!((small.width, small.height), (160, 114));
}

#[test]
fn a_small_photo_is_never_enlarged() {
    let photo = read(jpeg(40, 30)).unwrap();
    for small in [&photo.preview, &photo.thumbnail] {
        let size = upright(Kind::Jpeg, small, Orientation::UPRIGHT, 512).unwrap();
        assert_eq!((size.width, size.height), (40, 30));
    }
}

fn frame(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = jpeg(64, 64);
    let at = bytes
        .windows(2)
        .position(|pair| pair == [0xFF, 0xC0])
        .unwrap();
    bytes[at + 5..at + 7].copy_from_slice(&height.to_be_bytes());
    bytes[at + 7..at + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}

/// Ten thousand by ten thousand and more in a few hundred bytes.
fn png_bomb(side: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    encoder
        .write_header()
        .unwrap()
        .write_image_data(&vec![0; side.div_ceil(8) as usize * side as usize])
        .unwrap();
    bytes
}

#[test]
fn what_is_no_photo_is_refused_with_its_own_reason() {
    let whole = as_received(&jpeg(400, 300), 1);
    let middle = whole.len() / 2;
    let mut holed = jpeg(400, 300);
    let scan = holed
        .windows(2)
        .position(|pair| pair == [0xFF, 0xDA])
        .unwrap();
    holed[scan + 40..scan + 44].copy_from_slice(&[0xFF, 0xC4, 0, 2]);
    let cases: [(&str, Vec<u8>, Refusal); 11] = [
        ("an empty file", vec![], Refusal::Empty),
        (
            "a program renamed to .jpg",
            b"MZ\x90\0this program".to_vec(),
            Refusal::NotAPhoto,
        ),
        (
            "a letter renamed to .jpg",
            b"%PDF-1.7".to_vec(),
            Refusal::NotAPhoto,
        ),
        (
            "a telephone's HEIC",
            b"\0\0\0\x18ftypheic\0\0\0\0mif1".to_vec(),
            Refusal::Heic,
        ),
        (
            "a copy broken off",
            whole[..middle].to_vec(),
            Refusal::Truncated,
        ),
        (
            "the first three bytes",
            whole[..3].to_vec(),
            Refusal::Truncated,
        ),
        (
            "a PNG broken off",
            png(300, 300)[..400].to_vec(),
            Refusal::Truncated,
        ),
        ("a table in the middle of a scan", holed, Refusal::Damaged),
        (
            "two hundred megapixels",
            frame(16_384, 12_288),
            Refusal::TooManyPixels,
        ),
        ("a bomb", png_bomb(20_000), Refusal::TooManyPixels),
        ("forty megabytes", vec![0xFF; 40 << 20], Refusal::TooLarge),
    ];
    for (what, bytes, refusal) in cases {
        assert_eq!(read(bytes).unwrap_err(), refusal, "{what}");
    }
}

#[test]
fn a_png_that_unpacks_to_a_hundred_times_itself_is_read_row_by_row() {
    let photo = read(png_bomb(9_000)).unwrap();
    assert_eq!((photo.width, photo.height), (9_000, 9_000));
}

#[test]
fn other_people_are_covered_or_cropped_away_and_colours_stay() {
    let photo = read(as_received(&jpeg(800, 600), 1)).unwrap();
    let red_corner = Part {
        left: 0.0,
        top: 0.0,
        width: 0.3,
        height: 0.3,
    };
    let covered = cover(
        Kind::Jpeg,
        &photo.bytes,
        photo.orientation,
        None,
        &[red_corner],
    )
    .unwrap();
    let seen = upright(Kind::Jpeg, &covered, Orientation::UPRIGHT, 800).unwrap();
    assert_eq!((seen.width, seen.height), (800, 600));
    for value in &seen.rgb[..30] {
        assert!(
            value.abs_diff(0x80) < 6,
            "nothing of the corner shows through"
        );
    }
    assert!(holds(
        &covered,
        b"ICC_PROFILE\0\x01\x01a profile of colours"
    ));

    let right_half = Part {
        left: 0.5,
        top: 0.0,
        width: 0.5,
        height: 1.0,
    };
    let cut = cover(
        Kind::Jpeg,
        &photo.bytes,
        photo.orientation,
        Some(right_half),
        &[],
    )
    .unwrap();
    let photo = read(cut).unwrap();
    assert_eq!((photo.width, photo.height), (400, 600));
    let nothing = Part {
        left: 0.2,
        top: 0.2,
        width: 0.0,
        height: 0.4,
    };
    assert!(
        cover(
            Kind::Jpeg,
            &photo.bytes,
            photo.orientation,
            Some(nothing),
            &[]
        )
        .is_err()
    );
}
