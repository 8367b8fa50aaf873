//! Reading printed files back.
#![allow(dead_code, reason = "each test file uses its own part")]

pub mod reading;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object};
use needlebook_documents::{
    Paper, Style, aftercare, blank_forms, breach_report, call_list, consent, course_summary,
    leaflet, letter, not_today, patient_record, photo_comparison, precare, reaction, recall,
    recovery, rule_set, samples, session,
};

/// Every way a clinic can have its papers set.
pub const STYLES: [(&str, Style); 4] = [
    (
        "a4",
        Style {
            paper: Paper::A4,
            large: false,
        },
    ),
    (
        "letter",
        Style {
            paper: Paper::Letter,
            large: false,
        },
    ),
    (
        "a4-large",
        Style {
            paper: Paper::A4,
            large: true,
        },
    ),
    (
        "letter-large",
        Style {
            paper: Paper::Letter,
            large: true,
        },
    ),
];

pub const A4: Style = Style {
    paper: Paper::A4,
    large: false,
};

/// Each kind of document, rendered from its sample.
pub fn all(style: &Style) -> Vec<(&'static str, Vec<u8>)> {
    let signed = samples::consent().expect("the consent's wording parses");
    let made = [
        ("aftercare", aftercare::render(&samples::aftercare(), style)),
        ("consent", consent::render(&signed, style)),
        ("session", session::render(&samples::session(), style)),
        ("precare", precare::render(&samples::precare(), style)),
        ("reaction", reaction::render(&samples::reaction(), style)),
        (
            "recall list",
            recall::render(&samples::recall_list(), style),
        ),
        (
            "reply to a recall",
            recall::render(&samples::makers_reply(), style),
        ),
        (
            "needle register",
            recall::render(&samples::needle_register(), style),
        ),
        (
            "not today",
            not_today::render(&samples::not_today().expect("answers parse"), style),
        ),
        (
            "letter",
            letter::render(
                &samples::letter().expect("the letter's wording parses"),
                style,
            ),
        ),
        (
            "course summary",
            course_summary::render(&samples::course_summary(), style),
        ),
        (
            "blank forms",
            blank_forms::render(&samples::blank_forms(), style),
        ),
        ("call list", call_list::render(&samples::call_list(), style)),
        (
            "breach report",
            breach_report::render(&samples::breach_report(), style),
        ),
        ("leaflet", leaflet::render(&samples::leaflet(), style)),
        (
            "patient record",
            patient_record::render(&samples::patient_record().expect("answers parse"), style),
        ),
        (
            "photo comparison",
            photo_comparison::render(&samples::photo_comparison(), style),
        ),
        ("recovery", recovery::render(&samples::recovery(), style)),
        ("rule set", rule_set::render(&samples::rule_set(), style)),
    ];
    made.into_iter()
        .map(|(kind, bytes)| (kind, bytes.expect(kind)))
        .collect()
}

pub fn open(bytes: &[u8]) -> Document {
    Document::load_mem(bytes).expect("a PDF that can be opened")
}

pub fn page_count(bytes: &[u8]) -> usize {
    open(bytes).get_pages().len()
}

/// The file's text, page after page, every run of white space as one space.
pub fn text(bytes: &[u8]) -> String {
    pages(bytes).join(" ")
}

/// The same by page, read through the fonts' own tables from glyph to letter.
pub fn pages(bytes: &[u8]) -> Vec<String> {
    let document = open(bytes);
    let numbers: Vec<u32> = document.get_pages().keys().copied().collect();
    numbers
        .into_iter()
        .map(|n| {
            let raw = document
                .extract_text(&[n])
                .expect("text that can be extracted");
            raw.split_whitespace().collect::<Vec<_>>().join(" ")
        })
        .collect()
}

/// Every operation of every page.
pub fn operations(bytes: &[u8]) -> Vec<lopdf::content::Operation> {
    let document = open(bytes);
    let pages: Vec<_> = document.get_pages().into_values().collect();
    pages
        .into_iter()
        .flat_map(|page| {
            let content = document.get_page_content(page);
            Content::decode(&content).expect("operations").operations
        })
        .collect()
}

/// Every dictionary of a type ("Font", "FontDescriptor").
pub fn dictionaries(document: &Document, kind: &str) -> Vec<Dictionary> {
    let all = document.objects.values().filter_map(|o| o.as_dict().ok());
    all.filter(|d| d.get(b"Type").and_then(Object::as_name).ok() == Some(kind.as_bytes()))
        .cloned()
        .collect()
}
