//! A small decoded picture: red, green and blue, eight bits each.

use crate::shrink::{Shrink, fitted};
use crate::{Orientation, Refusal};
use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    pub width: u32,
    pub height: u32,
    /// Row by row, three bytes a pixel.
    pub rgb: Vec<u8>,
}

impl Pixels {
    #[must_use]
    pub fn white(width: u32, height: u32) -> Self {
        Self {
            width,
            height,
            rgb: vec![255; width as usize * height as usize * 3],
        }
    }

    pub(crate) fn at(&self, x: u32, y: u32) -> [u8; 3] {
        let from = (y as usize * self.width as usize + x as usize) * 3;
        match self.rgb.get(from..from + 3) {
            Some(&[red, green, blue]) => [red, green, blue],
            _ => [255; 3],
        }
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.rgb.chunks_exact((self.width as usize * 3).max(1))
    }

    /// The picture as it is looked at.
    #[must_use]
    pub fn turned(self, orientation: Orientation) -> Self {
        if orientation.exif() == 1 {
            return self;
        }
        let (width, height) = if orientation.is_sideways() {
            (self.height, self.width)
        } else {
            (self.width, self.height)
        };
        let mut rgb = Vec::with_capacity(self.rgb.len());
        for y in 0..height {
            for x in 0..width {
                let (from_x, from_y) = orientation.stored_at(x, y, self.width, self.height);
                rgb.extend_from_slice(&self.at(from_x, from_y));
            }
        }
        Self { width, height, rgb }
    }

    /// The same picture with its longer edge at most `edge`; never enlarged.
    #[must_use]
    pub fn shrunk_to(&self, edge: u32) -> Self {
        self.resized(fitted(self.width, self.height, edge))
    }

    /// The picture at a size that is no larger than its own.
    pub(crate) fn resized(&self, size: (u32, u32)) -> Self {
        let mut shrink = Shrink::new((self.width, self.height), size);
        for row in self.rows() {
            shrink.row(row);
        }
        shrink.finish()
    }

    /// Left and right changed.
    #[must_use]
    pub fn mirrored(self) -> Self {
        self.turned(Orientation::from_exif(2))
    }

    /// # Errors
    /// [`Refusal::TooManyPixels`] when there are more than a PNG can hold.
    pub fn to_png(&self) -> Result<Vec<u8>, Refusal> {
        let too_many = |_| Refusal::TooManyPixels;
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.width, self.height);
        encoder.set_color(png::ColorType::Rgb);
        let mut writer = encoder.write_header().map_err(too_many)?;
        writer.write_image_data(&self.rgb).map_err(too_many)?;
        writer.finish().map_err(too_many)?;
        Ok(bytes)
    }

    /// # Errors
    /// [`Refusal::TooManyPixels`] for an edge longer than JPEG can hold.
    pub fn to_jpeg(&self, quality: u8) -> Result<Vec<u8>, Refusal> {
        let mut bytes = Vec::new();
        JpegEncoder::new_with_quality(&mut bytes, quality)
            .encode(&self.rgb, self.width, self.height, ExtendedColorType::Rgb8)
            .map_err(|_| Refusal::TooManyPixels)?;
        Ok(bytes)
    }
}
