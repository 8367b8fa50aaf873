//! What stands on every page: the clinic and how to call it above; whose document, which, and the
//! page number below.

use crate::content::Common;
use crate::error::Error;
use crate::font::Weight;
use crate::party::{Clinic, DocumentMark, Patient};
use crate::plan::block::{Align, Block, Setting, text};
use crate::plan::flow::Flow;
use crate::plan::shape::{Ink, Shape, Stroke};
use crate::plan::{Item, Plan};
use crate::style::Style;
use crate::wording::plain;

/// Left and right margin: 15 mm.
const SIDE: f32 = 42.52;
/// Top margin: 13 mm.
const TOP: f32 = 36.85;
/// Bottom margin: 11 mm.
const BOTTOM: f32 = 31.18;
/// Side of the logo's box.
const LOGO: f32 = 34.0;

/// The pages' fixed parts and the column between them.
pub struct Furniture<'a> {
    words: &'a Common,
    style: Style,
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
    /// The fixed parts for a document of this clinic; `patient` is absent on papers about no patient.
    ///
    /// # Errors
    /// [`Error::MissingGlyph`] when a name or address cannot be drawn; [`Error::DoesNotFit`] when they
    /// leave no room for text.
    pub fn new(
        words: &'a Common,
        style: Style,
        clinic: &Clinic,
        patient: Option<&Patient>,
        mark: &DocumentMark,
    ) -> Result<Self, Error> {
        let (page_width, page_height) = style.paper.size();
        let width = page_width - 2.0 * SIDE;
        let header = header(words, style, clinic, width)?;
        let owner = patient.map(|p| words.named_and_born(p)).transpose()?.unwrap_or_else(|| clinic.name.clone());
        let mark = words.number_and_version(mark)?;
        let mut furniture = Self { words, style, owner, mark, header, footer_height: 0.0, width, height: 0.0 };
        furniture.footer_height = furniture.footer(99, 99)?.height;
        furniture.height = page_height - TOP - furniture.header.height - furniture.footer_height - BOTTOM - 8.0;
        Ok(furniture)
    }

    fn footer(&self, page: usize, pages: usize) -> Result<Block, Error> {
        let setting = Setting::new(12.0, 15.0).scaled(self.style.scale());
        let gap = 12.0;
        let number = text(&plain(&self.words.page(page, pages)?, Weight::Regular), setting, self.width, Align::Right)?;
        let widest = self.words.page(pages, pages)?;
        let side = natural(&widest, setting)?;
        let middle = natural(&self.mark, setting)?.min(self.width * 0.4);
        let owner_width = self.width - side - middle - 2.0 * gap;
        let owner = text(&plain(&self.owner, Weight::Regular), setting, owner_width, Align::Left)?;
        let owner_used = natural(&self.owner, setting)?.min(owner_width);
        let free = self.width - owner_used - middle - side;
        let mark = text(&plain(&self.mark, Weight::Regular), setting, middle + 0.5, Align::Left)?;
        let rule = Shape::line(&[(0.0, 0.0), (self.width, 0.0)], Stroke::solid(Ink::BLACK, 0.8));
        Ok(Block::shapes(0.0, vec![rule])
            .with(owner, 0.0, 5.0)
            .with(mark, owner_used + free / 2.0, 5.0)
            .with(number, 0.0, 5.0))
    }

    /// Sets a flow between the fixed parts.
    ///
    /// # Errors
    /// [`Error::DoesNotFit`] when a piece is taller than a page.
    pub fn plan(&self, flow: Flow, title: String, language: &'static str, clinic: &Clinic) -> Result<Plan, Error> {
        let pages = flow.pages(self.height)?;
        let count = pages.len();
        let (_, page_height) = self.style.paper.size();
        let mut set = Vec::with_capacity(count);
        for (i, items) in pages.into_iter().enumerate() {
            let footer = self.footer(i + 1, count)?;
            let footer_top = page_height - BOTTOM - self.footer_height;
            let mut page: Vec<Item> = self.header.items.iter().cloned().map(|i| i.moved(SIDE, TOP)).collect();
            page.extend(items.into_iter().map(|i| i.moved(SIDE, TOP + self.header.height)));
            page.extend(footer.items.into_iter().map(|i| i.moved(SIDE, footer_top)));
            set.push(page);
        }
        Ok(Plan {
            size: self.style.paper.size(),
            title,
            language,
            pages: set,
            logo_png: clinic.logo_png.clone(),
        })
    }
}

fn natural(words: &str, setting: Setting) -> Result<f32, Error> {
    Ok(crate::text::Paragraph::shape(&plain(words, Weight::Regular))?.natural_width(setting.size))
}

fn header(words: &Common, style: Style, clinic: &Clinic, width: f32) -> Result<Block, Error> {
    let scale = style.scale();
    let left = if clinic.logo_png.is_some() { LOGO + 10.0 } else { 0.0 };
    let call_width = width * 0.36;
    let name_width = width - left - call_width - 14.0;
    let small = Setting::new(12.0, 16.0).scaled(scale);
    let mut block = Block::space(if left > 0.0 { LOGO } else { 0.0 });
    if left > 0.0 {
        block.items.push(Item::Logo { x: 0.0, y: 0.0, width: LOGO, height: LOGO });
    }
    let mut who = text(&plain(&clinic.name, Weight::Bold), Setting::new(15.0, 19.0).scaled(scale), name_width, Align::Left)?;
    if !clinic.address_lines.is_empty() {
        let address = clinic.address_lines.join(", ");
        who = who.above(text(&plain(&address, Weight::Regular), small, name_width, Align::Left)?);
    }
    let call = text(&plain(&words.call_us(&clinic.opening_hours)?, Weight::Regular), small, call_width, Align::Right)?.above(
        text(&plain(&clinic.phone, Weight::Bold), Setting::new(16.0, 20.0).scaled(scale), call_width, Align::Right)?,
    );
    let block = block.with(who, left, 0.0).with(call, width - call_width, 0.0);
    let rule_at = block.height + 9.0;
    let rule = Shape::line(&[(0.0, rule_at), (width, rule_at)], Stroke::solid(Ink::BLACK, 1.2));
    Ok(block.with(Block::shapes(0.0, vec![rule]), 0.0, 0.0).padded(0.0, 22.0))
}
