//! Two pictures on one sheet, each with its date below: no name, nothing else.

use crate::Pixels;
use chrono::NaiveDate;

/// A picture and the day it was taken.
#[derive(Clone, Debug)]
pub struct Dated {
    pub picture: Pixels,
    pub taken_on: NaiveDate,
}

/// The higher edge of each picture, at most.
const HEIGHT: u32 = 1_600;
/// White between and around the pictures.
const GAP: u32 = 24;
/// A dot of a figure is this many pixels wide and high.
const DOT: u32 = 4;
const FIGURE_WIDTH: u32 = 5;
const FIGURE_HEIGHT: u32 = 7;

/// Both at one height on white, dates below as year, month, day.
#[must_use]
pub fn side_by_side(left: &Dated, right: &Dated) -> Pixels {
    let height = HEIGHT.min(left.picture.height).min(right.picture.height);
    let fitted = |dated: &Dated| {
        let width = u64::from(dated.picture.width) * u64::from(height)
            / u64::from(dated.picture.height.max(1));
        let width = u32::try_from(width).unwrap_or(u32::MAX).max(1);
        dated.picture.resized((width, height))
    };
    let (one, other) = (fitted(left), fitted(right));
    let below = FIGURE_HEIGHT * DOT + 2 * GAP;
    let mut sheet = Pixels::white(one.width + other.width + 3 * GAP, height + GAP + below);
    let second = one.width + 2 * GAP;
    lay(&mut sheet, &one, GAP, GAP);
    lay(&mut sheet, &other, second, GAP);
    write_date(&mut sheet, left.taken_on, GAP, height + 2 * GAP);
    write_date(&mut sheet, right.taken_on, second, height + 2 * GAP);
    sheet
}

fn lay(sheet: &mut Pixels, picture: &Pixels, left: u32, top: u32) {
    for (y, row) in (top..).zip(picture.rows()) {
        let from = (y as usize * sheet.width as usize + left as usize) * 3;
        if let Some(place) = sheet.rgb.get_mut(from..from + row.len()) {
            place.copy_from_slice(row);
        }
    }
}

fn write_date(sheet: &mut Pixels, date: NaiveDate, left: u32, top: u32) {
    let text = date.format("%Y-%m-%d").to_string();
    for (index, character) in (0..).zip(text.chars()) {
        let left = left + index * (FIGURE_WIDTH + 1) * DOT;
        let lines = figure(character);
        for y in 0..FIGURE_HEIGHT * DOT {
            for x in 0..FIGURE_WIDTH * DOT {
                let dots = lines.get((y / DOT) as usize).copied().unwrap_or_default();
                let is_ink = dots >> (FIGURE_WIDTH - 1 - x / DOT) & 1 == 1;
                if is_ink && left + x < sheet.width {
                    let at = ((top + y) as usize * sheet.width as usize + (left + x) as usize) * 3;
                    if let Some(pixel) = sheet.rgb.get_mut(at..at + 3) {
                        pixel.fill(0x20);
                    }
                }
            }
        }
    }
}

/// Figures as rows of five dots: a date needs no typeface, and reads the same in every language.
const fn figure(character: char) -> [u8; FIGURE_HEIGHT as usize] {
    match character {
        '0' => [
            0b01110, 0b10001, 0b10011, 0b10101, 0b11001, 0b10001, 0b01110,
        ],
        '1' => [
            0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110,
        ],
        '2' => [
            0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111,
        ],
        '3' => [
            0b11110, 0b00001, 0b00001, 0b01110, 0b00001, 0b00001, 0b11110,
        ],
        '4' => [
            0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010,
        ],
        '5' => [
            0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110,
        ],
        '6' => [
            0b00110, 0b01000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110,
        ],
        '7' => [
            0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b01000, 0b01000,
        ],
        '8' => [
            0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110,
        ],
        '9' => [
            0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00010, 0b01100,
        ],
        _ => [0, 0, 0, 0b11111, 0, 0, 0],
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    fn dated(width: u32, height: u32, grey: u8) -> Dated {
        Dated {
            picture: Pixels {
                width,
                height,
                rgb: vec![grey; width as usize * height as usize * 3],
            },
            taken_on: "2026-11-20".parse().unwrap(),
        }
    }

    #[test]
    fn both_stand_at_one_height_with_their_dates_below() {
        let sheet = side_by_side(&dated(300, 400, 10), &dated(600, 800, 200));
        assert_eq!(sheet.width, 300 + 300 + 3 * GAP);
        assert_eq!(sheet.at(GAP + 1, GAP + 1), [10; 3]);
        assert_eq!(sheet.at(2 * GAP + 301, GAP + 399), [200; 3]);
        let below = &sheet.rgb[((400 + GAP + 1) * sheet.width * 3) as usize..];
        assert!(below.contains(&0x20), "a date is written");
        assert!(!below.contains(&10), "no picture runs into it");
    }
}
