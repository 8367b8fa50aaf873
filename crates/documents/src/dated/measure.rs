//! Sizes of a dated sheet: roomy where it fits, tighter before it breaks onto another page.

use crate::error::Error;
use crate::plan::block::Setting;
use crate::plan::flow::Flow;
use crate::style::Style;

/// Sizes of the sheet's text and white space, in points.
pub(crate) struct Measure {
    pub scale: f32,
    pub title: Setting,
    pub heading: Setting,
    pub help_title: Setting,
    pub call: Setting,
    pub date: Setting,
    pub body: Setting,
    pub small: Setting,
    pub mark: f32,
    /// Width of the column of dates; narrow in large print, where a date takes two lines anyway.
    pub dates: f32,
    pub row_pad: f32,
    pub line_gap: f32,
    pub section_gap: f32,
    pub box_pad: f32,
}

impl Measure {
    /// From the roomiest (0.0) to the tightest (1.0). Text never goes under 12 pt (14 pt in large print).
    pub fn new(style: Style, tightness: f32) -> Self {
        let scale = style.scale();
        let between = |roomy: f32, tight: f32| (roomy + (tight - roomy) * tightness) * scale;
        let set = |size: (f32, f32), leading: (f32, f32)| {
            Setting::new(between(size.0, size.1), between(leading.0, leading.1))
        };
        Self {
            scale,
            title: set((24.0, 20.0), (28.0, 23.5)),
            heading: set((15.0, 14.0), (19.0, 17.0)),
            help_title: set((17.0, 16.0), (21.0, 19.0)),
            call: set((14.5, 13.5), (19.0, 16.5)),
            date: set((13.2, 13.2), (17.2, 16.0)),
            body: set((12.5, 12.0), (16.5, 14.4)),
            small: set((12.0, 12.0), (16.0, 14.4)),
            mark: between(15.5, 14.0),
            dates: if style.large { 136.0 } else { 160.0 },
            row_pad: between(6.2, 2.6),
            line_gap: between(2.2, 0.6),
            section_gap: between(14.0, 8.0),
            box_pad: between(10.0, 5.5),
        }
    }
}

/// How tight to try, roomiest first.
const TIGHTNESS: [f32; 4] = [0.0, 0.25, 0.5, 0.75];

/// The roomiest setting that needs no more pages than the tightest; and how many it needs.
pub(crate) fn roomiest(
    height: f32,
    style: Style,
    set: impl Fn(&Measure) -> Result<Flow, Error>,
) -> Result<(Flow, usize, f32), Error> {
    let fewest = set(&Measure::new(style, 1.0))?;
    let count = fewest.clone().pages(height)?.len();
    for tightness in TIGHTNESS {
        let flow = set(&Measure::new(style, tightness))?;
        if flow.clone().pages(height)?.len() <= count {
            return Ok((flow, count, tightness));
        }
    }
    Ok((fewest, count, 1.0))
}
