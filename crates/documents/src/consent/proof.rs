//! What is hashed: the text as shown, and the text as signed.

use sha2::{Digest, Sha256};

use crate::consent::{ConsentDocument, ConsentText};
use crate::content::SectionKind;
use needlebook_domain::signature::Signature;

/// Letters and digits that are not mistaken for each other when read aloud.
pub(super) const SPOKEN: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The form's text exactly as shown, one line per paragraph. The same form gives the same bytes.
#[must_use]
pub fn text_shown(text: &ConsentText) -> String {
    let mut out = String::new();
    let mut line = |words: &str| {
        out.push_str(words);
        out.push('\n');
    };
    line(&format!(
        "{} {} {}",
        text.template, text.revision, text.language
    ));
    line(&text.title);
    line(&text.introduction);
    for section in &text.sections {
        line(&format!("{}. {}", section.number, section.title));
        section.paragraphs.iter().for_each(|p| line(p));
        if section.kind == SectionKind::Risks {
            text.risks
                .iter()
                .for_each(|r| line(&format!("{}: {}", r.title, r.text)));
        }
        if section.key == super::form::DEPTH_SECTION {
            text.depth_choice
                .iter()
                .for_each(|c| line(&format!("{}: {}", c.title, c.text)));
        }
        if section.kind == SectionKind::Photos {
            text.photo_scopes
                .iter()
                .for_each(|s| line(&format!("{}: {}", s.title, s.text)));
        }
        section.statement.iter().for_each(|s| line(s));
    }
    line(&text.declaration);
    line(&text.practitioner_declaration);
    out
}

/// The consent as signed: the text as shown with every tick, answer, name and instant (UTC). Signature
/// strokes and lines added later have their own place and are not part of it.
#[must_use]
pub fn rendered_text(document: &ConsentDocument) -> String {
    let mut out = text_shown(&document.text);
    let mut line = |key: &str, value: &str| {
        out.push_str(key);
        out.push_str(": ");
        out.push_str(value);
        out.push('\n');
    };
    let instant = |at: &chrono::DateTime<chrono::Utc>| {
        at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
    };
    line("patient", &document.patient.name);
    line("born", &document.patient.born_on.to_string());
    line("record", &document.patient.record_number);
    line("clinic", &document.clinic.name);
    line(
        "practitioner",
        &format!(
            "{}, {}",
            document.practitioner.name, document.practitioner.role
        ),
    );
    line("given", &instant(&document.given_at));
    for key in document.text.tick_keys() {
        let ticked = document.ticked.iter().any(|t| t == key);
        line(key, if ticked { "ticked" } else { "not ticked" });
    }
    for key in document.text.choice_keys() {
        let answer = document
            .choices
            .iter()
            .find(|c| c.key == key)
            .map(|c| c.allowed);
        line(
            key,
            answer.map_or("no answer", |yes| if yes { "yes" } else { "no" }),
        );
    }
    if !document.questions.is_empty() {
        line("questions", &document.questions);
    }
    for signed in [&document.patient_signed, &document.practitioner_signed] {
        let way = match &signed.signature {
            Signature::Drawn { .. } => "drawn".to_owned(),
            Signature::Typed { name } => format!("typed as {name}"),
        };
        line(
            "signed",
            &format!("{}, {way}, {}", signed.name, instant(&signed.at)),
        );
    }
    out
}

/// SHA-256 of [`rendered_text`] in lower-case hexadecimal.
#[must_use]
pub fn fingerprint(document: &ConsentDocument) -> String {
    sha256(&rendered_text(document))
}

/// SHA-256 of [`text_shown`] in lower-case hexadecimal: the same form for the same plan.
#[must_use]
pub fn fingerprint_shown(text: &ConsentText) -> String {
    sha256(&text_shown(text))
}

fn sha256(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A fingerprint's first 50 bits as ten letters and digits that can be read aloud: "7KQ2M-9ZD4A".
#[must_use]
pub fn verification_code(fingerprint: &str) -> String {
    let bits = fingerprint
        .chars()
        .filter_map(|c| c.to_digit(16))
        .flat_map(|d| (0..4).rev().map(move |i| (d >> i) & 1));
    let bits: Vec<u32> = bits.take(50).collect();
    let mut code = String::new();
    for (i, five) in bits.chunks(5).enumerate() {
        if i == 5 {
            code.push('-');
        }
        let value = five.iter().fold(0, |sum, bit| sum * 2 + bit);
        code.extend(SPOKEN.get(value as usize).copied().map(char::from));
    }
    code
}
