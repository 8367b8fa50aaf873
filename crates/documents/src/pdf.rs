//! Writes a plan as PDF 1.7 through printpdf. The same plan gives the same bytes.

use std::collections::BTreeSet;

use printpdf::{
    Codepoint, Color, DictItem, Greyscale, Line, LineCapStyle, LineDashPattern, LineJoinStyle,
    LinePoint, Mm, Op, PaintMode, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, PdfWarnMsg,
    Point, Polygon, PolygonRing, Pt, Rgb, TextItem, TextMatrix, WindingOrder, XObject, XObjectId,
    XObjectTransform,
};
use sha2::{Digest, Sha256};

use crate::error::Error;
use crate::font::{Face, font};
use crate::logo::{Logo, logo};
use crate::picture;
use crate::plan::shape::{Ink, Shape, Step, Stroke};
use crate::plan::{Item, Picture, Plan};
use crate::text::{Glyph, GlyphRun};

/// Writes the plan.
///
/// # Errors
/// [`Error::UnreadableLogo`], [`Error::WriterWarning`] when printpdf had anything to say,
/// [`Error::Write`] when the bytes could not be written.
pub fn write(plan: &Plan) -> Result<Vec<u8>, Error> {
    let mut document = PdfDocument::new(&plan.title);
    document.metadata.info.producer = "Needlebook".to_owned();
    document.metadata.info.creator = "Needlebook".to_owned();
    for face in faces(plan) {
        let parsed = printpdf::PdfFont::new(font(face)?.embedded.clone());
        document.resources.fonts.map.insert(face.resource(), parsed);
    }
    let logo = plan.logo_png.as_deref().map(logo).transpose()?;
    if let Some(logo) = &logo {
        let object = XObject::External(logo.object.clone());
        document.resources.xobjects.map.insert(logo_id(), object);
    }
    for (index, picture) in plan.pictures.iter().enumerate() {
        let object = XObject::External(picture::embedded(picture)?);
        document
            .resources
            .xobjects
            .map
            .insert(picture_id(index), object);
    }
    let (width, height) = plan.size;
    for page in &plan.pages {
        let mut ops = Vec::new();
        for item in page {
            draw(&mut ops, item, height, logo.as_ref(), &plan.pictures);
        }
        document
            .pages
            .push(PdfPage::new(Mm::from(Pt(width)), Mm::from(Pt(height)), ops));
    }
    finish(&document, plan)
}

/// The fonts that the plan uses.
fn faces(plan: &Plan) -> BTreeSet<Face> {
    let items = plan.pages.iter().flatten();
    items
        .filter_map(|item| match item {
            Item::Text { run, .. } => Some(run.face),
            Item::Shape(_) | Item::Logo { .. } | Item::Picture { .. } => None,
        })
        .collect()
}

fn finish(document: &PdfDocument, plan: &Plan) -> Result<Vec<u8>, Error> {
    let options = PdfSaveOptions {
        optimize: true,
        subset_fonts: true,
        secure: true,
        image_optimization: None,
    };
    let mut warnings: Vec<PdfWarnMsg> = Vec::new();
    let mut file = document.to_lopdf_document(&options, &mut warnings);
    if let Some(warning) = warnings.first() {
        return Err(Error::WriterWarning {
            detail: format!("{warning:?}"),
        });
    }
    file.version = "1.7".to_owned();
    if let Ok(catalog) = file.catalog_mut() {
        catalog.set(
            "Lang",
            lopdf::Object::string_literal(plan.language.as_str()),
        );
        let mut preferences = lopdf::Dictionary::new();
        preferences.set("DisplayDocTitle", true);
        preferences.set("PrintScaling", "None");
        catalog.set("ViewerPreferences", preferences);
    }
    if let Some(code) = &plan.code {
        name_code(&mut file, code);
    }
    // The writer puts a random pair here; a digest of the finished objects makes equal sheets equal files.
    file.trailer.remove(b"ID");
    file.prune_objects();
    file.compress();
    let digest = Sha256::digest(saved(&mut file)?);
    let id = lopdf::Object::String(
        digest.iter().take(16).copied().collect(),
        lopdf::StringFormat::Hexadecimal,
    );
    file.trailer.set("ID", vec![id.clone(), id]);
    saved(&mut file)
}

/// In plain letters, so that the code is found even in a file that is broken elsewhere.
fn name_code(file: &mut lopdf::Document, code: &str) {
    let info = file
        .trailer
        .get(b"Info")
        .and_then(lopdf::Object::as_reference);
    let info = info.and_then(|id| file.get_object_mut(id));
    if let Ok(info) = info.and_then(lopdf::Object::as_dict_mut) {
        info.set("Keywords", lopdf::Object::string_literal(code));
    }
}

fn saved(file: &mut lopdf::Document) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).map_err(Error::Write)?;
    Ok(bytes)
}

fn logo_id() -> XObjectId {
    XObjectId("Logo".to_owned())
}

fn picture_id(index: usize) -> XObjectId {
    XObjectId(format!("Picture{index}"))
}

/// A picture drawn in its box; where it is a mirror picture, turned back.
fn draw_picture(
    ops: &mut Vec<Op>,
    index: usize,
    (x, bottom): (f32, f32),
    size: (f32, f32),
    mirrored: bool,
) {
    let (width, height) = size;
    ops.push(Op::UseXobject {
        id: picture_id(index),
        transform: XObjectTransform {
            translate_x: Some(Pt(if mirrored { x + width } else { x })),
            translate_y: Some(Pt(bottom)),
            scale_x: Some(if mirrored { -width } else { width }),
            scale_y: Some(height),
            no_auto_scale: true,
            ..XObjectTransform::default()
        },
    });
}

fn draw(
    ops: &mut Vec<Op>,
    item: &Item,
    page_height: f32,
    logo: Option<&Logo>,
    pictures: &[Picture],
) {
    match item {
        Item::Text { x, y, run, ink } => draw_text(ops, *x, page_height - *y, run, *ink),
        Item::Shape(shape) => draw_shape(ops, shape, page_height),
        Item::Picture {
            index,
            x,
            y,
            width,
            height,
        } => {
            let mirrored = pictures.get(*index).is_some_and(|picture| picture.mirrored);
            let bottom = page_height - *y - height;
            draw_picture(ops, *index, (*x, bottom), (*width, *height), mirrored);
        }
        Item::Logo {
            x,
            y,
            width,
            height,
        } => {
            if let Some(logo) = logo {
                let scale = (width / logo.width).min(height / logo.height);
                ops.push(Op::UseXobject {
                    id: logo_id(),
                    transform: XObjectTransform {
                        translate_x: Some(Pt(*x)),
                        translate_y: Some(Pt(page_height - *y - logo.height * scale)),
                        scale_x: Some(logo.width * scale),
                        scale_y: Some(logo.height * scale),
                        no_auto_scale: true,
                        ..XObjectTransform::default()
                    },
                });
            }
        }
    }
}

/// Says what glyphs read as, for readers and searches, where they cannot say it themselves.
fn spelling(words: &str) -> Op {
    let utf16 = std::iter::once(0xfeff).chain(words.encode_utf16());
    let data = utf16.flat_map(u16::to_be_bytes).collect();
    let spelled = DictItem::String {
        data,
        literal: false,
    };
    Op::BeginMarkedContentWithProperties {
        tag: "Span".to_owned(),
        properties: DictItem::Dict {
            map: [("ActualText".to_owned(), spelled)].into(),
        },
    }
}

fn draw_text(ops: &mut Vec<Op>, x: f32, baseline: f32, run: &GlyphRun, ink: Ink) {
    let font = PdfFontHandle::External(run.face.resource());
    ops.push(Op::StartTextSection);
    ops.push(Op::SetFillColor { col: colour(ink) });
    ops.push(Op::SetFont {
        font,
        size: Pt(run.size),
    });
    if run.spelled {
        for glyph in run.glyphs.chunks(1) {
            ops.extend(glyph.first().map(|drawn| spelling(&drawn.text)));
            draw_glyphs(ops, x, baseline, run, glyph);
            ops.push(Op::EndMarkedContentWithProperties);
        }
    } else {
        draw_glyphs(ops, x, baseline, run, &run.glyphs);
    }
    ops.push(Op::EndTextSection);
}

/// Glyphs in rows of the same height, each row with one pen position and the corrections between its glyphs.
fn draw_glyphs(ops: &mut Vec<Op>, x: f32, baseline: f32, run: &GlyphRun, glyphs: &[Glyph]) {
    for row in glyphs.chunk_by(|one, next| (one.rise - next.rise).abs() < 0.001) {
        let Some(first) = row.first() else { continue };
        let codes = row.iter().enumerate().map(|(i, glyph)| {
            let next = row.get(i + 1).map(|n| n.x);
            let offset = next.map_or(0.0, |next| correction(run, glyph.id, next - glyph.x));
            Codepoint::with_cid(glyph.id, offset, glyph.text.clone())
        });
        let items = vec![TextItem::GlyphIds(codes.collect())];
        let matrix = TextMatrix::Translate(Pt(x + first.x), Pt(baseline + first.rise));
        ops.push(Op::SetTextMatrix { matrix });
        ops.push(Op::ShowText { items });
    }
}

/// How far the pen must go back, in thousandths of an em, from the font's own advance to the shaped one.
fn correction(run: &GlyphRun, glyph: u16, shaped: f32) -> f32 {
    let own = font(run.face)
        .ok()
        .and_then(|f| {
            f.shaper
                .glyph_hor_advance(rustybuzz::ttf_parser::GlyphId(glyph))
                .map(|a| f.em(i32::from(a)))
        })
        .unwrap_or_default();
    let back = (own - shaped / run.size) * 1000.0;
    // Rounded, so that float noise of a moved line cannot change the bytes or write needless corrections.
    let back = back.round();
    if back == 0.0 { 0.0 } else { back }
}

fn colour(ink: Ink) -> Color {
    match ink {
        Ink::Grey(percent) => Color::Greyscale(Greyscale {
            percent,
            icc_profile: None,
        }),
        Ink::Rgb(r, g, b) => Color::Rgb(Rgb {
            r,
            g,
            b,
            icc_profile: None,
        }),
    }
}

fn draw_shape(ops: &mut Vec<Op>, shape: &Shape, page_height: f32) {
    let rings = rings(&shape.steps, page_height);
    if let Some(fill) = shape.fill {
        ops.push(Op::SetFillColor { col: colour(fill) });
        ops.push(polygon(rings.clone(), PaintMode::Fill));
    }
    if !shape.inside.is_empty() {
        ops.push(Op::SaveGraphicsState);
        ops.push(polygon(rings.clone(), PaintMode::Clip));
        for inner in &shape.inside {
            draw_shape(ops, inner, page_height);
        }
        ops.push(Op::RestoreGraphicsState);
    }
    if let Some(stroke) = &shape.stroke {
        set_stroke(ops, stroke);
        for ring in rings {
            ops.push(Op::DrawLine {
                line: Line {
                    points: ring.points,
                    is_closed: shape.closed,
                },
            });
        }
    }
}

fn polygon(rings: Vec<PolygonRing>, mode: PaintMode) -> Op {
    Op::DrawPolygon {
        polygon: Polygon {
            rings,
            mode,
            winding_order: WindingOrder::EvenOdd,
        },
    }
}

fn set_stroke(ops: &mut Vec<Op>, stroke: &Stroke) {
    let (cap, join) = if stroke.round {
        (LineCapStyle::Round, LineJoinStyle::Round)
    } else {
        (LineCapStyle::Butt, LineJoinStyle::Miter)
    };
    ops.push(Op::SetOutlineColor {
        col: colour(stroke.ink),
    });
    ops.push(Op::SetOutlineThickness {
        pt: Pt(stroke.width),
    });
    ops.push(Op::SetLineCapStyle { cap });
    ops.push(Op::SetLineJoinStyle { join });
    ops.push(Op::SetLineDashPattern {
        dash: LineDashPattern::new(0.0, &stroke.dash),
    });
}

fn rings(steps: &[Step], page_height: f32) -> Vec<PolygonRing> {
    let point = |x: f32, y: f32, bezier: bool| LinePoint {
        p: Point {
            x: Pt(x),
            y: Pt(page_height - y),
        },
        bezier,
    };
    let mut rings: Vec<PolygonRing> = Vec::new();
    for step in steps {
        let points = match *step {
            Step::Move(x, y) => {
                rings.push(PolygonRing { points: Vec::new() });
                vec![point(x, y, false)]
            }
            Step::Line(x, y) => vec![point(x, y, false)],
            Step::Curve([a, b, c, d, x, y]) => {
                vec![point(a, b, true), point(c, d, true), point(x, y, false)]
            }
        };
        if let Some(ring) = rings.last_mut() {
            ring.points.extend(points);
        }
    }
    rings
}
