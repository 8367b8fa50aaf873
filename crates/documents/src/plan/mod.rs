//! The layout plan: plain data between what a document says and the PDF that is written.
//!
//! Points throughout, y growing downwards from the top of the page.

pub mod block;
pub mod facts;
pub mod flow;
pub mod furniture;
pub mod outline;
mod picture;
pub mod shape;
pub(crate) mod table;

use crate::text::GlyphRun;
pub use picture::Picture;
pub use shape::{Ink, Shape};

/// A whole document, laid out.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Width and height of every page.
    pub size: (f32, f32),
    /// The file's title: the kind of document and its number, never a person's name.
    pub title: String,
    /// The verification code of a signed text; it stands in the file's properties too.
    pub code: Option<String>,
    /// Language tag, such as "en".
    pub language: String,
    /// Pages in order.
    pub pages: Vec<Vec<Item>>,
    /// The clinic's logo, when any page shows it.
    pub logo_png: Option<Vec<u8>>,
    /// The photographs that its pages show.
    pub pictures: Vec<Picture>,
}

/// Something at a place on a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// Glyphs on a baseline.
    Text {
        /// Left end of the run.
        x: f32,
        /// Baseline.
        y: f32,
        /// The glyphs.
        run: GlyphRun,
        /// Their colour.
        ink: Ink,
    },
    /// A drawn shape.
    Shape(Shape),
    /// The clinic's logo in a box of this size, kept in proportion.
    Logo {
        /// Left edge.
        x: f32,
        /// Top edge.
        y: f32,
        /// Width of the box.
        width: f32,
        /// Height of the box.
        height: f32,
    },
    /// One of the plan's photographs, filling a box of its own proportion.
    Picture {
        /// Which.
        index: usize,
        /// Left edge.
        x: f32,
        /// Top edge.
        y: f32,
        /// Width of the box.
        width: f32,
        /// Height of the box.
        height: f32,
    },
}

impl Item {
    /// The same item, moved.
    #[must_use]
    pub fn moved(mut self, dx: f32, dy: f32) -> Self {
        match &mut self {
            Self::Text { x, y, .. } | Self::Logo { x, y, .. } | Self::Picture { x, y, .. } => {
                *x += dx;
                *y += dy;
            }
            Self::Shape(shape) => shape.shift(dx, dy),
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::{Item, Plan};
    use crate::font::font;
    use crate::samples;
    use crate::style::Style;
    use needlebook_domain::clinic::Paper;
    use rustybuzz::ttf_parser::GlyphId;

    /// The narrowest margin that office printers keep: 5 mm.
    const PRINTER_EDGE: f32 = 14.2;

    fn plans(style: Style) -> Vec<(&'static str, Plan)> {
        let mut long = samples::aftercare();
        long.patient.name = "Featherstitch-Crossgrain ".repeat(8);
        long.clinic.name = "Thimble & Thread & Bobbin & Selvedge ".repeat(4);
        long.practitioner.name = "Needle".repeat(30);
        long.mark.number = "AFT NB-0412-S4-A-VERY-LONG-NUMBER-OF-A-DOCUMENT".to_owned();
        let signed = samples::consent().expect("wording parses");
        vec![
            (
                "aftercare",
                crate::aftercare::sheet::plan(&samples::aftercare(), style).expect("aftercare"),
            ),
            (
                "long names",
                crate::aftercare::sheet::plan(&long, style).expect("long names"),
            ),
            (
                "consent",
                crate::consent::form::plan(&signed, style).expect("consent"),
            ),
            (
                "session",
                crate::session::record::plan(&samples::session(), style).expect("session"),
            ),
            (
                "leaflet",
                crate::leaflet::page::plan(&samples::leaflet(), style).expect("leaflet"),
            ),
            (
                "not today",
                crate::not_today::page::plan(&samples::not_today().expect("answers"), style)
                    .expect("not today"),
            ),
            (
                "letter",
                crate::letter::page::plan(&samples::letter().expect("wording"), style)
                    .expect("letter"),
            ),
            (
                "course summary",
                crate::course_summary::page::plan(&samples::course_summary(), style)
                    .expect("course summary"),
            ),
            (
                "blank forms",
                crate::blank_forms::page::plan(&samples::blank_forms(), style)
                    .expect("blank forms"),
            ),
            (
                "call list",
                crate::call_list::page::plan(&samples::call_list(), style).expect("call list"),
            ),
            (
                "patient record",
                crate::patient_record::page::plan(
                    &samples::patient_record().expect("answers parse"),
                    style,
                )
                .expect("patient record"),
            ),
            (
                "breach report",
                crate::breach_report::page::plan(&samples::breach_report(), style)
                    .expect("breach report"),
            ),
            (
                "recovery",
                crate::recovery::page::plan(&samples::recovery(), style).expect("recovery"),
            ),
        ]
    }

    #[test]
    fn every_word_lies_on_the_part_of_the_paper_that_printers_reach() {
        for paper in [Paper::A4, Paper::Letter] {
            for large in [false, true] {
                for (kind, plan) in plans(Style { paper, large }) {
                    let (width, height) = plan.size;
                    for item in plan.pages.iter().flatten() {
                        let Item::Text { x, y, run, .. } = item else {
                            continue;
                        };
                        let last = run.glyphs.last().expect("a run has glyphs");
                        let face = font(run.face).expect("bundled font");
                        let advance = face
                            .shaper
                            .glyph_hor_advance(GlyphId(last.id))
                            .unwrap_or_default();
                        let right = x + last.x + face.em(i32::from(advance)) * run.size;
                        let said: String = run.glyphs.iter().map(|g| g.text.as_str()).collect();
                        let inside = *x >= PRINTER_EDGE
                            && right <= width - PRINTER_EDGE
                            && y - run.size >= PRINTER_EDGE
                            && y + run.size * 0.3 <= height - PRINTER_EDGE;
                        assert!(
                            inside,
                            "{kind}, {paper:?}, large {large}: {said:?} from {x} to {right} at {y}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn no_line_of_text_is_set_over_another() {
        for paper in [Paper::A4, Paper::Letter] {
            for large in [false, true] {
                for (kind, plan) in plans(Style { paper, large }) {
                    for page in &plan.pages {
                        assert_apart(kind, page);
                    }
                }
            }
        }
    }

    /// Runs whose baselines are nearer than a line must not share a stretch of it.
    fn assert_apart(kind: &str, page: &[Item]) {
        let runs: Vec<(f32, f32, f32, String)> = page
            .iter()
            .filter_map(|item| match item {
                Item::Text { x, y, run, .. } => {
                    let last = run.glyphs.last()?;
                    let said = run.glyphs.iter().map(|g| g.text.as_str()).collect();
                    Some((*x, x + last.x, *y, said))
                }
                _ => None,
            })
            .collect();
        for (i, (left, right, y, said)) in runs.iter().enumerate() {
            for (other_left, other_right, other_y, other) in runs.iter().skip(i + 1) {
                let same_line = (y - other_y).abs() < 9.0;
                let overlap = left.max(*other_left) < right.min(*other_right) - 0.5;
                assert!(!(same_line && overlap), "{kind}: {said:?} over {other:?}");
            }
        }
    }
}
