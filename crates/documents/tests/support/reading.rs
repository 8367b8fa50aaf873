//! How hard a text is to read, measured on its prose: the one measure for every paper that goes to a patient.

use std::collections::BTreeMap;
use std::path::Path;

use needlebook_documents::SheetLanguage;
use serde_json::Value;

/// Every message of a wording file by its place in it.
pub fn wording(language: SheetLanguage, file: &str) -> BTreeMap<String, String> {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let path = content.join(language.tag()).join(format!("{file}.json"));
    let parsed: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut messages = BTreeMap::new();
    collect("", &parsed, &mut messages);
    messages
}

fn collect(at: &str, value: &Value, into: &mut BTreeMap<String, String>) {
    match value {
        Value::String(text) => {
            into.insert(at.to_owned(), text.clone());
        }
        Value::Object(fields) => {
            for (key, value) in fields {
                collect(&format!("{at}/{key}"), value, into);
            }
        }
        Value::Array(parts) => {
            for (i, value) in parts.iter().enumerate() {
                collect(&format!("{at}/{i}"), value, into);
            }
        }
        other => panic!("{at} is no text: {other}"),
    }
}

/// Sentences of more than two words; shorter ones are labels. A line of a list is a sentence, a full stop or not.
pub fn sentences(messages: &BTreeMap<String, String>) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    for text in messages.values() {
        // A value reads as one plain word; what is set bold reads like the rest.
        let text = filled(text).replace("**", "");
        for sentence in text.split_inclusive(['.', '?', ':']) {
            let words: Vec<String> = sentence
                .split_whitespace()
                .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
                .filter(|word| !word.is_empty())
                .map(str::to_lowercase)
                .collect();
            if words.len() > 2 {
                all.push(words);
            }
        }
    }
    all
}

fn filled(text: &str) -> String {
    let mut plain = String::new();
    for part in text.split('{') {
        let read = part.split_once('}').map_or(part, |(_, after)| after);
        if read.len() < part.len() {
            plain.push_str("day");
        }
        plain.push_str(read);
    }
    plain
}

#[allow(clippy::cast_precision_loss, reason = "a few hundred words")]
pub fn mean_words(sentences: &[Vec<String>]) -> f64 {
    let words: usize = sentences.iter().map(Vec::len).sum();
    words as f64 / sentences.len() as f64
}

/// The Flesch-Kincaid grade of English sentences: 0.39 words a sentence + 11.8 syllables a word - 15.59.
#[allow(clippy::cast_precision_loss, reason = "a few hundred words")]
pub fn grade(sentences: &[Vec<String>]) -> f64 {
    let words: Vec<&String> = sentences.iter().flatten().collect();
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    0.39 * mean_words(sentences) + 11.8 * (syllables as f64 / words.len() as f64) - 15.59
}

/// Groups of vowels, without a silent e at the end; a number counts as it is said in short, as one.
pub fn syllables(word: &str) -> usize {
    let is_vowel = |c: char| "aeiouy".contains(c);
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    let mut count = 0;
    let mut before = false;
    for &letter in &letters {
        let vowel = is_vowel(letter);
        count += usize::from(vowel && !before);
        before = vowel;
    }
    let end: String = letters.iter().rev().take(3).rev().collect();
    let silent = end.ends_with('e') && !end.ends_with("le") && !end.ends_with("ee")
        || end.ends_with("ed") && !end.ends_with("ted") && !end.ends_with("ded")
        || end.ends_with("es") && !["ses", "ces", "ges", "xes", "zes"].contains(&end.as_str());
    if silent && count > 1 {
        count -= 1;
    }
    count.max(1)
}
