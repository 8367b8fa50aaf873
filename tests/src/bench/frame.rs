//! What a virtual display shows, read from the server's own frame file.

use std::{fs::File, os::unix::fs::FileExt as _, path::Path};

use crate::trouble::{Outcome, Trouble};

/// The colour that a program paints once its first screen is there, as the frame file spells it (blue first).
const MARK: [u8; 3] = [139, 196, 18];
/// The painted block is 32 pixels wide and high.
const SIDE: usize = 32;

pub struct Frame {
    file: File,
    /// Where the pixels begin, in bytes.
    pixels: u64,
    /// Bytes of one row.
    row: usize,
    rows: usize,
}

impl Frame {
    /// Opens the frame file of a display (`Xvfb -fbdir`): an X window dump that the server keeps up to date.
    pub fn open(folder: &Path) -> Outcome<Self> {
        let path = folder.join("Xvfb_screen0");
        let file = File::open(&path).map_err(Trouble::file(&path))?;
        let mut header = [0; 100];
        file.read_exact_at(&mut header, 0)
            .map_err(Trouble::file(&path))?;
        let field = |index: usize| {
            let bytes = header[index * 4..]
                .first_chunk()
                .copied()
                .unwrap_or_default();
            u32::from_be_bytes(bytes)
        };
        let (size, rows, bits, row, colours) =
            (field(0), field(5), field(11), field(12), field(19));
        if bits != 32 {
            return Err(Trouble::Unexpected(format!(
                "a display of {bits} bits a pixel cannot be read"
            )));
        }
        Ok(Self {
            file,
            pixels: u64::from(size) + u64::from(colours) * 12,
            row: row as usize,
            rows: rows as usize,
        })
    }

    /// Whether the block is on the screen. Every sixteenth row is enough to meet it, and keeps a look under a
    /// millisecond.
    pub fn has_mark(&self) -> bool {
        let mut row = vec![0; self.row];
        (0..self.rows).step_by(SIDE / 2).any(|number| {
            let at = self.pixels + (number * self.row) as u64;
            self.file.read_exact_at(&mut row, at).is_ok() && holds_mark(&row)
        })
    }
}

fn holds_mark(row: &[u8]) -> bool {
    let mut run = 0;
    row.chunks_exact(4).any(|pixel| {
        run = if pixel[..3] == MARK { run + 1 } else { 0 };
        run == SIDE
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_block_counts_and_a_stray_pixel_does_not() {
        let pixel = [MARK[0], MARK[1], MARK[2], 0];
        let row = |length: usize| [vec![0; 40], pixel.repeat(length), vec![0; 40]].concat();
        assert!(holds_mark(&row(SIDE)));
        assert!(!holds_mark(&row(SIDE - 1)));
    }
}
