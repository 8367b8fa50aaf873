//! Making a picture smaller while its rows arrive: each new pixel is the mean of the area it stands for.

use crate::Pixels;

pub(crate) struct Shrink {
    source_height: u32,
    width: u32,
    height: u32,
    spans: Vec<Span>,
    /// The row that is being filled, as sums.
    sums: Vec<f32>,
    /// How much of the present row's area has arrived.
    filled: f32,
    arrived: u32,
    line: Vec<f32>,
    rgb: Vec<u8>,
}

/// The part of a source row that one pixel stands for.
struct Span {
    first: usize,
    /// The whole and part pixels from `first` on, as shares that add up to one.
    shares: Vec<f32>,
}

impl Shrink {
    /// `width` and `height` are those of the new picture, and no larger than the source.
    pub(crate) fn new(
        (source_width, source_height): (u32, u32),
        (width, height): (u32, u32),
    ) -> Self {
        let ratio = f64::from(source_width) / f64::from(width);
        let spans = (0..width)
            .map(|x| Span::new(f64::from(x) * ratio, f64::from(x + 1) * ratio, source_width))
            .collect();
        Self {
            source_height,
            width,
            height,
            spans,
            sums: vec![0.0; width as usize * 3],
            filled: 0.0,
            arrived: 0,
            line: vec![0.0; width as usize * 3],
            rgb: Vec::with_capacity(width as usize * height as usize * 3),
        }
    }

    /// Takes the next source row: red, green, blue.
    pub(crate) fn row(&mut self, row: &[u8]) {
        for (span, sum) in self.spans.iter().zip(self.line.chunks_exact_mut(3)) {
            span.mean(row, sum);
        }
        let area = self.source_height as f32 / self.height as f32;
        let mut left = 1.0_f32;
        self.arrived += 1;
        while left > 0.0 {
            // The last row closes its pixel whatever rounding left open.
            let room = area - self.filled;
            let part = if self.arrived == self.source_height {
                left
            } else {
                left.min(room)
            };
            for (sum, value) in self.sums.iter_mut().zip(&self.line) {
                *sum += value * part;
            }
            self.filled += part;
            left -= part;
            if area - self.filled < 1e-3 || self.arrived == self.source_height {
                self.close_row();
            }
        }
    }

    fn close_row(&mut self) {
        if self.rgb.len() < self.rgb.capacity() && self.filled > 0.0 {
            let scale = 1.0 / self.filled;
            self.rgb
                .extend(self.sums.iter().map(|sum| (sum * scale + 0.5) as u8));
        }
        self.sums.fill(0.0);
        self.filled = 0.0;
    }

    pub(crate) fn finish(mut self) -> Pixels {
        self.rgb
            .resize(self.width as usize * self.height as usize * 3, 255);
        Pixels {
            width: self.width,
            height: self.height,
            rgb: self.rgb,
        }
    }
}

impl Span {
    fn new(from: f64, to: f64, source_width: u32) -> Self {
        let first = from.floor();
        let last = to.ceil().min(f64::from(source_width));
        let mut shares = Vec::new();
        let mut at = first;
        while at < last {
            shares.push(((to.min(at + 1.0) - from.max(at)).max(0.0) / (to - from)) as f32);
            at += 1.0;
        }
        Self {
            first: first as usize * 3,
            shares,
        }
    }

    fn mean(&self, row: &[u8], out: &mut [f32]) {
        let (mut red, mut green, mut blue) = (0.0, 0.0, 0.0);
        let source = row.get(self.first..).unwrap_or_default();
        for (pixel, share) in source.chunks_exact(3).zip(&self.shares) {
            red += f32::from(pixel[0]) * share;
            green += f32::from(pixel[1]) * share;
            blue += f32::from(pixel[2]) * share;
        }
        out.copy_from_slice(&[red, green, blue]);
    }
}

/// The size with the longer edge at most `edge`, the shape kept, no edge below one pixel.
pub(crate) fn fitted(width: u32, height: u32, edge: u32) -> (u32, u32) {
    let longer = width.max(height).max(1);
    if longer <= edge {
        return (width.max(1), height.max(1));
    }
    let scaled = |length: u32| {
        let exact =
            (u64::from(length) * u64::from(edge) + u64::from(longer) / 2) / u64::from(longer);
        u32::try_from(exact).unwrap_or(edge).max(1)
    };
    (scaled(width), scaled(height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grey_picture_stays_grey_and_its_shape_is_kept() {
        for (width, height) in [(1000, 750), (513, 512), (3000, 1), (7, 2000), (160, 160)] {
            let source = Pixels {
                width,
                height,
                rgb: vec![119; width as usize * height as usize * 3],
            };
            let small = source.shrunk_to(160);
            assert_eq!((small.width, small.height), fitted(width, height, 160));
            assert_eq!(
                small.rgb.len(),
                small.width as usize * small.height as usize * 3
            );
            assert!(
                small.rgb.iter().all(|value| *value == 119),
                "{width} x {height}: no row or column is darker than what it was made of"
            );
        }
    }

    #[test]
    fn each_pixel_is_the_mean_of_its_area() {
        // Four columns of 0, 100, 200, 40 become two of 50 and 120.
        let source = Pixels {
            width: 4,
            height: 2,
            rgb: [0, 100, 200, 40, 0, 100, 200, 40]
                .into_iter()
                .flat_map(|value| [value; 3])
                .collect(),
        };
        assert_eq!(source.shrunk_to(2).rgb, [50, 50, 50, 120, 120, 120]);
    }
}
