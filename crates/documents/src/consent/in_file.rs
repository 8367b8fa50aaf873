//! Finding the verification code in a file that says it is a consent.

use crate::consent::proof::SPOKEN;

/// Where the code stands in the file's own properties.
const PROPERTY: &[u8] = b"Keywords";
/// A header may come a little late; readers look this far.
const HEADER_WITHIN: usize = 1024;
/// Two groups of five with a hyphen.
const CODE_LEN: usize = 11;

/// Whether these bytes are a PDF at all.
#[must_use]
pub fn is_pdf(bytes: &[u8]) -> bool {
    let start = bytes.get(..HEADER_WITHIN).unwrap_or(bytes);
    start.windows(5).any(|five| five == b"%PDF-")
}

/// The verification code in a file's properties, as its text or as a PDF that another program wrote anew. The bytes
/// come from anywhere, so nothing about them is believed: the code only says which record to look at.
#[must_use]
pub fn code_in_file(bytes: &[u8]) -> Option<String> {
    in_the_open(bytes).or_else(|| in_properties(bytes))
}

fn in_the_open(bytes: &[u8]) -> Option<String> {
    let places = bytes.windows(PROPERTY.len()).enumerate();
    let found = places.filter(|(_, word)| *word == PROPERTY);
    found.map(|(at, _)| at + PROPERTY.len()).find_map(|after| {
        let near = bytes.get(after..)?;
        let near = near.get(..CODE_LEN + 4).unwrap_or(near);
        near.windows(CODE_LEN).find_map(as_code)
    })
}

fn in_properties(bytes: &[u8]) -> Option<String> {
    let file = lopdf::Document::load_mem(bytes).ok()?;
    let info = file.trailer.get(b"Info").ok()?;
    let (_, info) = file.dereference(info).ok()?;
    let words = lopdf::decode_text_string(info.as_dict().ok()?.get(PROPERTY).ok()?).ok()?;
    words.as_bytes().windows(CODE_LEN).find_map(as_code)
}

/// These bytes, if they are a code.
fn as_code(bytes: &[u8]) -> Option<String> {
    let whole = bytes.iter().enumerate().all(|(i, byte)| match i {
        5 => *byte == b'-',
        _ => SPOKEN.contains(byte),
    });
    (whole && bytes.len() == CODE_LEN).then(|| bytes.iter().copied().map(char::from).collect())
}

/// A code as a person types it: any case, any hyphens and spaces, and the letters that stand for a digit.
#[must_use]
pub fn typed_code(typed: &str) -> Option<String> {
    let mut code: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect();
    if code.len() == CODE_LEN - 1 {
        code.insert(5, '-');
    }
    as_code(code.as_bytes())
}

/// The first 12 hexadecimal digits of every fingerprint that a code stands for.
#[must_use]
pub fn fingerprint_start(code: &str) -> String {
    let five = code
        .bytes()
        .filter_map(|letter| SPOKEN.iter().position(|known| *known == letter));
    let bits = five.fold(0_u64, |bits, value| (bits << 5) | value as u64);
    // Fifty bits; twelve digits hold the first forty-eight of them.
    format!("{:012x}", bits >> 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consent::verification_code;

    #[test]
    fn a_typed_code_leads_to_the_fingerprint_it_was_made_of() {
        for start in ["00ff17a9c3d2", "ffffffffffff", "123456789abc"] {
            let fingerprint = format!("{start}{}", "7".repeat(52));
            let code = verification_code(&fingerprint);
            let typed = code.to_lowercase().replace('-', " ").replace('0', "o");
            assert_eq!(typed_code(&typed).as_deref(), Some(code.as_str()));
            assert_eq!(fingerprint_start(&code), start);
        }
        for wrong in [
            "",
            "7KQ2M",
            "7KQ2M-9ZD4",
            "7KQ2M-9ZD4U",
            "7KQ2M-9ZD4AA",
            "€€€€€€€",
        ] {
            assert_eq!(typed_code(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_code_is_read_wherever_a_program_may_have_put_it() {
        assert_eq!(
            code_in_file(b"%PDF-1.7 << /Keywords (7KQ2M-9ZD4A) >>").as_deref(),
            Some("7KQ2M-9ZD4A")
        );
        assert_eq!(code_in_file(b"%PDF-1.7 /Keywords (none)"), None);
        assert_eq!(code_in_file(b"%PDF-1.7 7KQ2M-9ZD4A"), None);
        assert!(is_pdf(b"\xef\xbb\xbf%PDF-1.4") && !is_pdf(b"PK\x03\x04") && !is_pdf(b""));
    }
}
