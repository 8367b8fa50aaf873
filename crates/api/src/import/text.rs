//! Text of whatever encoding as UTF-8, a piece at a time: a file of a gigabyte is never held whole.

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::io::{self, Read};

/// What the encoding is told by.
const SAMPLE: usize = 64 * 1024;
const PIECE: usize = 64 * 1024;

/// Reads as UTF-8 what is written in another encoding.
pub(super) struct Text<R> {
    from: R,
    decoder: Decoder,
    raw: Vec<u8>,
    /// Decoded and not yet handed out.
    ready: Vec<u8>,
    at: usize,
    ended: bool,
}

impl<R: Read> Text<R> {
    pub(super) fn new(mut from: R) -> io::Result<Self> {
        let mut raw = Vec::with_capacity(SAMPLE);
        from.by_ref().take(SAMPLE as u64).read_to_end(&mut raw)?;
        Ok(Self {
            decoder: encoding_of(&raw).new_decoder_with_bom_removal(),
            from,
            raw,
            ready: Vec::new(),
            at: 0,
            ended: false,
        })
    }

    fn fill(&mut self) -> io::Result<()> {
        if self.raw.is_empty() {
            self.raw.resize(PIECE, 0);
            let read = self.from.read(&mut self.raw)?;
            self.raw.truncate(read);
            self.ended = read == 0;
        }
        self.ready.clear();
        self.at = 0;
        let room = self
            .decoder
            .max_utf8_buffer_length(self.raw.len())
            .unwrap_or(PIECE * 4);
        self.ready.resize(room, 0);
        let (result, _, written, _) =
            self.decoder
                .decode_to_utf8(&self.raw, &mut self.ready, self.ended);
        self.ready.truncate(written);
        self.raw.clear();
        match result {
            CoderResult::InputEmpty => Ok(()),
            CoderResult::OutputFull => Err(io::Error::other("a piece of text did not fit")),
        }
    }
}

impl<R: Read> Read for Text<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.at == self.ready.len() {
            if self.ended {
                return Ok(0);
            }
            self.fill()?;
        }
        let count = into.len().min(self.ready.len() - self.at);
        into[..count].copy_from_slice(&self.ready[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

/// By its mark, by the zeros of UTF-16, by being valid UTF-8; else what Western spreadsheets write.
fn encoding_of(sample: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(sample) {
        return encoding;
    }
    let zeros = |from: usize| {
        let bytes = sample.iter().skip(from).step_by(2);
        let all = bytes.len().max(1);
        bytes.filter(|byte| **byte == 0).count() * 3 > all
    };
    if zeros(1) {
        return UTF_16LE;
    }
    if zeros(0) {
        return UTF_16BE;
    }
    match std::str::from_utf8(sample) {
        Ok(_) => UTF_8,
        // A letter cut in two at the sample's end is no other encoding.
        Err(error) if error.error_len().is_none() => UTF_8,
        Err(_) => WINDOWS_1252,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> String {
        let mut text = String::new();
        Text::new(bytes).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn every_encoding_of_a_clinic_reads_the_same() {
        let text = "Zoë;Nähfaden\n".repeat(20_000);
        let utf16 = |units: fn(u16) -> [u8; 2], mark: &[u8]| {
            let mut bytes = mark.to_vec();
            text.encode_utf16()
                .for_each(|unit| bytes.extend(units(unit)));
            bytes
        };
        let latin: Vec<u8> = text
            .chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap())
            .collect();
        for bytes in [
            text.clone().into_bytes(),
            [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            utf16(u16::to_le_bytes, b"\xFF\xFE"),
            utf16(u16::to_be_bytes, b"\xFE\xFF"),
            utf16(u16::to_le_bytes, b""),
            latin,
        ] {
            assert!(read(&bytes) == text, "{:?}", &bytes[..8]);
        }
        assert_eq!(read(b""), "");
    }
}
