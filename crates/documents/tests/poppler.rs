//! The same files in the hands of other programs: poppler and qpdf read what we wrote.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use needlebook_documents::{aftercare, samples};
use support::{A4, STYLES, all};

fn saved(name: &str, bytes: &[u8]) -> PathBuf {
    let path =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}.pdf", std::process::id()));
    std::fs::write(&path, bytes).unwrap();
    path
}

fn told(program: &str, arguments: &[&str], file: &Path) -> String {
    let output = Command::new(program)
        .args(arguments)
        .arg(file)
        .args(program.eq("pdftotext").then_some("-"))
        .output();
    let output =
        output.unwrap_or_else(|why| panic!("{program}: {why} (packages poppler-utils and qpdf)"));
    assert!(
        output.status.success(),
        "{program}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn qpdf_finds_no_fault() {
    for (name, style) in STYLES {
        for (kind, bytes) in all(&style) {
            let file = saved(&format!("qpdf-{kind}-{name}"), &bytes);
            let said = told("qpdf", &["--check"], &file);
            assert!(
                said.contains("No syntax or stream encoding errors"),
                "{kind} on {name}: {said}"
            );
            std::fs::remove_file(file).unwrap();
        }
    }
}

#[test]
fn poppler_finds_every_date_and_every_font_embedded_as_a_subset() {
    for (kind, bytes) in all(&A4) {
        let file = saved(&format!("poppler-{kind}"), &bytes);
        let words = told("pdftotext", &[], &file)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let dates: &[&str] = match kind {
            "aftercare" => &[
                "Tuesday 24 November 2026",
                "Wednesday 25 November",
                "Thursday 26 November 2026",
                "Friday 27 November",
                "Tuesday 1 December",
                "Tuesday 22 December 2026",
                "Tuesday 5 January 2027",
            ],
            "consent" => &[
                "Friday 20 November 2026, 14:05 GMT",
                "Tuesday 24 November 2026, 10:00:00 GMT",
            ],
            "session" => &[
                "Signed Tuesday 24 November 2026, 11:24:00 GMT",
                "Cheek, left",
            ],
            "precare" => &["Monday 15 June 2026", "Tuesday 15 December 2026"],
            "reaction" => &["Tuesday 6 October 2026", "17 November 2026, 11:20 GMT"],
            "recall list" | "reply to a recall" => &["1 September 2026", "17 November 2026"],
            "needle register" => &["1 September 2026", "to 31 May 2027"],
            "leaflet" => &["peaks near six months", "12 to 48 hours"],
            "not today" => &["Tuesday 24 November 2026", "Sunday 29 November 2026"],
            "letter" => &["Tuesday 24 November 2026", "born 14 March 1989"],
            "course summary" => &["24 November 2026", "22 December 2026 to 12 January 2027"],
            "blank forms" => &["Health questions", "Zone by zone", "Call 999 now if"],
            "call list" => &["20 November 2026", "3 November to 1 December 2026"],
            "breach report" => &[
                "Monday 23 November 2026, 9:00 am GMT",
                "Thursday 26 November 2026, 9:00 am GMT",
                "Patients 412",
            ],
            "rule set" => &["Monday 23 November 2026, 11:20 GMT"],
            "patient record" => &["24 November 2026, 11:20 GMT", "Signed by Imogen Testwell"],
            "photo comparison" => &["4 August 2026", "10 November 2026", "“My record”"],
            _ => &["SAMP", "TEST"],
        };
        for date in dates {
            assert!(words.contains(date), "{kind}: no {date:?} in {words}");
        }
        let fonts = told("pdffonts", &[], &file);
        for font in fonts.lines().skip(2) {
            let flags: Vec<&str> = font.split_whitespace().rev().skip(2).take(3).collect();
            assert_eq!(
                flags,
                ["yes", "yes", "yes"],
                "{kind}: embedded, subset, with its letters: {font}"
            );
        }
        std::fs::remove_file(file).unwrap();
    }
}

#[test]
fn names_of_many_scripts_are_printed_and_can_be_found() {
    let names = [
        "Nguyễn Thị Hương",
        "Μαργαρίτα Ραφή",
        "Василиса Иголкина",
        "מרגלית חוט",
        "مرجانة خياط",
        "Łucja Øßæđ",
        "针线 王小明",
        "繡花 陳美麗",
        "針田 よしこ サクラ・ボビン",
        "바늘 김민수",
    ];
    for (number, name) in names.into_iter().enumerate() {
        let mut sheet = samples::aftercare();
        sheet.patient.name = name.to_owned();
        let file = saved(
            &format!("script-{number}"),
            &aftercare::render(&sheet, &A4).unwrap(),
        );
        let words = told("pdftotext", &[], &file);
        for word in name.split(' ') {
            assert!(words.contains(word), "no {word:?} of {name:?} in {words}");
        }
        std::fs::remove_file(file).unwrap();
    }
}
