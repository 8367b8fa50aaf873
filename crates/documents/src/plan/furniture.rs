//! What stands on every page: the clinic and how to call it above; whose document, which, and the
//! page number below.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use needlebook_domain::clinic::Clinic;

use crate::content::ClinicClock;
use crate::error::Error;
use crate::font::Weight;
use crate::party::{DocumentMark, Patient};
use crate::plan::block::{Align, Block, Setting, text};
use crate::plan::flow::Flow;
use crate::plan::shape::{Ink, Shape, Stroke};
use crate::plan::{Item, Plan};
use crate::style::{Style, sheet};
use crate::text::Paragraph;
use crate::wording::{Values, plain};

/// Left and right margin: 15 mm.
const SIDE: f32 = 42.52;
/// Top margin: 13 mm.
const TOP: f32 = 36.85;
/// Bottom margin: 11 mm.
const BOTTOM: f32 = 31.18;
/// Least white space between the text and the footer's rule.
const ABOVE_FOOTER: f32 = 8.0;
/// Side of the logo's box.
const LOGO: f32 = 34.0;

/// The pages' fixed parts and the column between them.
pub struct Furniture<'a> {
    clock: ClinicClock<'a>,
    style: Style,
    size: (f32, f32),
    owner: String,
    mark: String,
    header: Block,
    footer_height: f32,
    /// Width of the text column in points.
    pub width: f32,
    /// Height of the text column in points.
    pub height: f32,
}

impl<'a> Furniture<'a> {
    /// The fixed parts of a document; `patient` is absent on papers about no patient.
    ///
    /// # Errors
    /// [`Error::MissingGlyph`] when a name or address cannot be drawn.
    pub(crate) fn new(
        clock: ClinicClock<'a>,
        style: Style,
        patient: Option<&Patient>,
        mark: &DocumentMark,
    ) -> Result<Self, Error> {
        let mark = clock.words.number_and_version(mark)?;
        Self::marked(clock, style, patient, mark)
    }

    /// The fixed parts of a page that is known by `mark` and is no numbered document.
    ///
    /// # Errors
    /// [`Error::MissingGlyph`] when a name or address cannot be drawn.
    pub(crate) fn marked(
        clock: ClinicClock<'a>,
        style: Style,
        patient: Option<&Patient>,
        mark: String,
    ) -> Result<Self, Error> {
        Self::sized(clock, style, patient, mark, sheet(style.paper))
    }

    /// The same on a sheet that lies on its side.
    ///
    /// # Errors
    /// [`Error::MissingGlyph`] when a name or address cannot be drawn.
    pub(crate) fn lying(
        clock: ClinicClock<'a>,
        style: Style,
        patient: Option<&Patient>,
        mark: String,
    ) -> Result<Self, Error> {
        let (width, height) = sheet(style.paper);
        Self::sized(clock, style, patient, mark, (height, width))
    }

    fn sized(
        clock: ClinicClock<'a>,
        style: Style,
        patient: Option<&Patient>,
        mark: String,
        size: (f32, f32),
    ) -> Result<Self, Error> {
        let (page_width, page_height) = size;
        let width = page_width - 2.0 * SIDE;
        let header = header(clock, style, width)?;
        let owner = match patient {
            Some(patient) => clock.named_and_born(patient)?,
            None => clock.clinic.name.clone(),
        };
        let mut furniture = Self {
            clock,
            style,
            size,
            owner,
            mark,
            header,
            footer_height: 0.0,
            width,
            height: 0.0,
        };
        furniture.footer_height = furniture.footer(99, 99)?.height;
        let taken = TOP + furniture.header.height + ABOVE_FOOTER + furniture.footer_height + BOTTOM;
        furniture.height = page_height - taken;
        Ok(furniture)
    }

    /// The same with something more above the column of every page.
    #[must_use]
    pub(crate) fn with_below_header(mut self, block: Block) -> Self {
        self.height -= block.height;
        self.header = self.header.above(block);
        self
    }

    fn footer(&self, page: usize, pages: usize) -> Result<Block, Error> {
        let setting = Setting::new(12.0, 15.0).scaled(self.style.scale());
        let gap = 12.0;
        let number = self.clock.words.page(page, pages)?;
        let number_width = natural(&self.clock.words.page(pages, pages)?, setting)?;
        let mark_width = natural(&self.mark, setting)?.min(self.width * 0.4);
        let owner_limit = self.width - number_width - mark_width - 2.0 * gap;
        let owner_width = natural(&self.owner, setting)?.min(owner_limit);
        let free = self.width - owner_width - mark_width - number_width;
        let set = |words: &str, width: f32, align: Align| {
            text(&plain(words, Weight::Regular), setting, width, align)
        };
        let rule = Shape::line(
            &[(0.0, 0.0), (self.width, 0.0)],
            Stroke::solid(Ink::BLACK, 0.8),
        );
        let below = 5.0;
        Ok(Block::shapes(0.0, vec![rule])
            .with(set(&self.owner, owner_limit, Align::Left)?, 0.0, below)
            .with(
                set(&self.mark, mark_width, Align::Left)?,
                owner_width + free / 2.0,
                below,
            )
            .with(set(&number, self.width, Align::Right)?, 0.0, below))
    }

    /// Sets a flow between the fixed parts. The file's title is the kind of document and its number.
    ///
    /// # Errors
    /// [`Error::DoesNotFit`] when a piece is taller than a page.
    pub fn plan(&self, flow: Flow, kind: &str) -> Result<Plan, Error> {
        self.plan_at(flow, self.height, kind)
    }

    /// The same with pages that are used down to `height` only.
    ///
    /// # Errors
    /// As [`Furniture::plan`].
    pub fn plan_at(&self, flow: Flow, height: f32, kind: &str) -> Result<Plan, Error> {
        let pages = flow.pages(height)?;
        let count = pages.len();
        let footer_top = self.size.1 - BOTTOM - self.footer_height;
        let mut set = Vec::with_capacity(count);
        for (i, items) in pages.into_iter().enumerate() {
            let footer = self.footer(i + 1, count)?;
            let mut page: Vec<Item> = self
                .header
                .items
                .iter()
                .cloned()
                .map(|i| i.moved(SIDE, TOP))
                .collect();
            page.extend(
                items
                    .into_iter()
                    .map(|i| i.moved(SIDE, TOP + self.header.height)),
            );
            page.extend(footer.items.into_iter().map(|i| i.moved(SIDE, footer_top)));
            set.push(page);
        }
        let logo = self.clock.clinic.logo_png.as_ref();
        Ok(Plan {
            size: self.size,
            title: Values::new()
                .with("mark", &self.mark)
                .with("kind", kind)
                .fill("{kind} {mark}")?,
            code: None,
            language: self.clock.words.language.clone(),
            pages: set,
            logo_png: logo
                .map(|png| STANDARD.decode(png).map_err(|_| Error::UnreadableLogo))
                .transpose()?,
            pictures: Vec::new(),
        })
    }
}

fn natural(words: &str, setting: Setting) -> Result<f32, Error> {
    Ok(Paragraph::shape(&plain(words, Weight::Regular))?.natural_width(setting.size))
}

fn header(clock: ClinicClock<'_>, style: Style, width: f32) -> Result<Block, Error> {
    let clinic: &Clinic = clock.clinic;
    let scale = style.scale();
    let small = Setting::new(12.0, 16.0).scaled(scale);
    let has_logo = clinic.logo_png.is_some();
    let left = if has_logo { LOGO + 11.0 } else { 0.0 };
    let phone = plain(&clinic.phone, Weight::Bold);
    let phone_setting = Setting::new(16.0, 20.0).scaled(scale);
    let call_width = width * 0.38;
    let name_width = width - left - call_width - 14.0;
    let mut block = Block::space(if has_logo { LOGO } else { 0.0 });
    if has_logo {
        block.items.push(Item::Logo {
            x: 0.0,
            y: 1.0,
            width: LOGO,
            height: LOGO,
        });
    }
    let mut who = text(
        &plain(&clinic.name, Weight::Bold),
        Setting::new(15.0, 19.0).scaled(scale),
        name_width,
        Align::Left,
    )?;
    let address: Vec<&str> = clinic
        .address
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .collect();
    who = who.above(text(
        &plain(&address.join(", "), Weight::Regular),
        small,
        name_width,
        Align::Left,
    )?);
    let call = text(
        &plain(&clock.call_us()?, Weight::Regular),
        small,
        call_width,
        Align::Right,
    )?
    .above(text(&phone, phone_setting, call_width, Align::Right)?);
    let block = block
        .with(who, left, 0.0)
        .with(call, width - call_width, 0.0);
    let rule_at = block.height + 9.0;
    let rule = Shape::line(
        &[(0.0, rule_at), (width, rule_at)],
        Stroke::solid(Ink::BLACK, 1.2),
    );
    Ok(block
        .with(Block::shapes(0.0, vec![rule]), 0.0, 0.0)
        .padded(0.0, 20.0))
}
