//! Papers for patients are read by tired people at a kitchen table: grade 6 at most in English, twelve words in a
//! sentence on average in every language.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

mod support;

use needlebook_documents::SheetLanguage;
use support::reading::{grade, mean_words, sentences, syllables, wording};

/// The highest Flesch-Kincaid grade of a paper for patients (the AAFP advises 5 to 6).
const HIGHEST_GRADE: f64 = 6.0;
/// Mean words in a sentence, at most.
const MOST_WORDS: f64 = 12.0;

/// Papers for patients, with the languages they exist in.
const PAPERS: [(&str, &[SheetLanguage]); 4] = [
    ("aftercare", &SheetLanguage::ALL),
    ("leaflet", &SheetLanguage::ALL),
    ("not_today", &[SheetLanguage::En]),
    ("precare", &[SheetLanguage::En]),
];

/// The prose of a paper: not the line that only names the patient.
fn prose(language: SheetLanguage, file: &str) -> Vec<Vec<String>> {
    let mut messages = wording(language, file);
    messages.retain(|key, _| key != "/who" && !key.ends_with("/key"));
    sentences(&messages)
}

#[test]
fn english_papers_read_at_grade_six_or_lower() {
    for (file, _) in PAPERS {
        let prose = prose(SheetLanguage::En, file);
        assert!(prose.len() > 20, "{file} was read");
        let grade = grade(&prose);
        assert!(
            grade <= HIGHEST_GRADE,
            "{file} reads at grade {grade:.1}: {:?}",
            hardest(&prose)
        );
    }
}

#[test]
fn what_is_said_to_a_patient_at_a_screening_reads_as_easily() {
    let mut messages = wording(SheetLanguage::En, "screening");
    messages.retain(|key, _| key.ends_with("/say"));
    let said = sentences(&messages);
    assert!(messages.len() >= 40, "one for each rule");
    assert!(grade(&said) <= HIGHEST_GRADE, "{:.1}", grade(&said));
    assert!(mean_words(&said) <= MOST_WORDS);
}

#[test]
fn sentences_are_short_in_every_language() {
    for (file, languages) in PAPERS {
        for language in languages {
            let mean = mean_words(&prose(*language, file));
            assert!(
                mean <= MOST_WORDS,
                "{file} in {language:?}: {mean:.1} words in a sentence"
            );
        }
    }
}

/// The sentence that a writer shortens first.
fn hardest(prose: &[Vec<String>]) -> String {
    let hard = |one: &Vec<String>| one.iter().map(|word| syllables(word)).sum::<usize>();
    let worst = prose.iter().max_by_key(|one| hard(one));
    worst.map(|one| one.join(" ")).unwrap_or_default()
}

#[test]
fn the_measure_counts_as_people_speak() {
    for (word, said) in [
        ("skin", 1),
        ("needle", 2),
        ("collagen", 3),
        ("used", 1),
        ("treated", 2),
        ("makes", 1),
        ("changes", 2),
        ("people", 2),
        ("12", 1),
    ] {
        assert_eq!(syllables(word), said, "{word}");
    }
    let said = |text: &str| vec![text.split(' ').map(str::to_owned).collect::<Vec<_>>()];
    // The cat sat on the mat: 6 words, 6 syllables, by hand 0.39 * 6 + 11.8 - 15.59.
    assert!((grade(&said("the cat sat on the mat")) + 1.45).abs() < 0.001);
    assert!(
        grade(&said(
            "individuals considering percutaneous collagen induction"
        )) > 12.0,
        "a hard sentence is hard"
    );
}
