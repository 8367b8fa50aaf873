//! A paper that came from elsewhere: a PDF, or the picture of a page.

use crate::{Kind, MAX_BYTES, Refusal, THUMBNAIL_EDGE, decode, jpeg, png_file, with_orientation};
use sha2::{Digest, Sha256};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperFormat {
    Pdf,
    Picture(Kind),
}

/// A file of a paper, ready to be sealed.
#[derive(Clone, Debug)]
pub struct Paper {
    pub format: PaperFormat,
    /// A PDF as it came; a picture without its metadata, with a note of which way is up.
    pub bytes: Vec<u8>,
    /// Of the bytes as they were received.
    pub sha256: [u8; 32],
}

/// Writers may put a few bytes before the header and after the end; readers look this far for them.
const PDF_MARGIN: usize = 1024;

/// Reads a received file, whatever its name says it is. Nothing inside a PDF is run or followed.
///
/// # Errors
/// [`Refusal`], which says what a person can do about it.
pub fn read_paper(mut bytes: Vec<u8>) -> Result<Paper, Refusal> {
    if bytes.len() > MAX_BYTES {
        return Err(Refusal::TooLarge);
    }
    let sha256 = Sha256::digest(&bytes).into();
    if is_pdf(&bytes) {
        return if ends_as_pdf(&bytes) {
            Ok(Paper {
                format: PaperFormat::Pdf,
                bytes,
                sha256,
            })
        } else {
            Err(Refusal::Truncated)
        };
    }
    let kind = Kind::of(&bytes)?;
    let tags = match kind {
        Kind::Jpeg => jpeg::cut(&mut bytes)?,
        Kind::Png => png_file::cut(&mut bytes)?,
    };
    // What cannot be unpacked can be shown to nobody.
    decode::at_least(kind, &bytes, THUMBNAIL_EDGE)?;
    Ok(Paper {
        format: PaperFormat::Picture(kind),
        bytes: with_orientation(kind, &bytes, tags.orientation),
        sha256,
    })
}

fn is_pdf(bytes: &[u8]) -> bool {
    let head = bytes.get(..PDF_MARGIN).unwrap_or(bytes);
    holds(head, b"%PDF-")
}

fn ends_as_pdf(bytes: &[u8]) -> bool {
    let tail = bytes
        .get(bytes.len().saturating_sub(PDF_MARGIN)..)
        .unwrap_or(bytes);
    holds(tail, b"%%EOF")
}

fn holds(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|part| part == mark)
}
