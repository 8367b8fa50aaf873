//! The rows that were ticked or answered: risks, statements, and questions with yes or no.

use crate::consent::form::{DEPTH_SECTION, Form};
use crate::consent::{ConsentLine, ConsentSection};
use crate::content::SectionKind;
use crate::error::Error;
use crate::font::Weight;
use crate::plan::block::{Align, Block, text};
use crate::plan::shape::{Ink, Shape, Stroke, tick_box};
use crate::wording::plain;

impl Form<'_> {
    pub(super) fn table(&self, section: &ConsentSection) -> Result<Vec<Block>, Error> {
        let text = &self.document.text;
        let mut rows = Vec::new();
        match section.kind {
            SectionKind::Risks => {
                for risk in &text.risks {
                    rows.push(self.row(risk, &self.words.ticked)?);
                }
            }
            SectionKind::Photos => {
                for scope in &text.photo_scopes {
                    rows.push(self.choice(scope)?);
                }
            }
            SectionKind::Read | SectionKind::Tick => {}
        }
        if let (DEPTH_SECTION, Some(depth)) = (section.key.as_str(), &text.depth_choice) {
            rows.push(self.choice(depth)?);
        }
        if let Some(statement) = &section.statement {
            rows.push(self.statement(statement)?);
        }
        let last = rows.len().saturating_sub(1);
        Ok(rows
            .into_iter()
            .enumerate()
            .map(|(i, row)| self.ruled(row, i == last))
            .collect())
    }

    /// A row with a hairline above, and below the last.
    fn ruled(&self, row: Block, last: bool) -> Block {
        let pad = 3.4;
        let height = row.height + 2.0 * pad;
        let hairline = |y: f32| {
            Shape::line(
                &[(0.0, y), (self.width - self.indent(), y)],
                Stroke::solid(Ink::HAIRLINE, 0.6),
            )
        };
        let mut lines = vec![hairline(0.0)];
        if last {
            lines.push(hairline(height));
        }
        Block::shapes(height, lines)
            .with(row, 0.0, pad)
            .indented(self.indent())
    }

    pub(super) fn ticked(&self) -> Block {
        let size = 14.5 * self.scale;
        Block::shapes(0.0, tick_box(size, true)).padded((self.body.leading - size) / 2.0, 0.0)
    }

    fn row(&self, line: &ConsentLine, answer: &str) -> Result<Block, Error> {
        let set = |words: &str, weight: Weight, width: f32, align: Align| {
            text(&plain(words, weight), self.body, width, align)
        };
        let mark = 24.0 * self.scale;
        let answer_width = 48.0 * self.scale;
        let inner = self.width - self.indent();
        let title_width = (inner - mark - answer_width) * 0.34;
        let text_width = inner - mark - title_width - answer_width - 12.0;
        Ok(Block::space(0.0)
            .with(self.ticked(), 0.0, 0.0)
            .with(
                set(
                    &line.title,
                    Weight::SemiBold,
                    title_width - 6.0,
                    Align::Left,
                )?,
                mark,
                0.0,
            )
            .with(
                set(&line.text, Weight::Regular, text_width, Align::Left)?,
                mark + title_width,
                0.0,
            )
            .with(
                set(answer, Weight::Regular, answer_width, Align::Right)?,
                inner - answer_width,
                0.0,
            ))
    }

    fn statement(&self, statement: &str) -> Result<Block, Error> {
        let mark = 24.0 * self.scale;
        let answer_width = 48.0 * self.scale;
        let inner = self.width - self.indent();
        let said = text(
            &plain(statement, Weight::SemiBold),
            self.body,
            inner - mark - answer_width - 12.0,
            Align::Left,
        )?;
        let answer = text(
            &plain(&self.words.ticked, Weight::Regular),
            self.body,
            answer_width,
            Align::Right,
        )?;
        Ok(Block::space(0.0)
            .with(self.ticked(), 0.0, 0.0)
            .with(said, mark, 0.0)
            .with(answer, inner - answer_width, 0.0))
    }

    /// Yes and No side by side, the chosen one ticked: a no is as plain to see as a yes.
    fn choice(&self, line: &ConsentLine) -> Result<Block, Error> {
        let yes = self
            .document
            .choices
            .iter()
            .any(|c| c.key == line.key && c.allowed);
        let inner = self.width - self.indent();
        let size = 14.5 * self.scale;
        let column = 46.0 * self.scale;
        let answers = 2.0 * column;
        let title_width = (inner - answers) * 0.3;
        let set = |words: &str, weight: Weight, width: f32| {
            text(&plain(words, weight), self.body, width, Align::Left)
        };
        let drop = (self.body.leading - size) / 2.0;
        let mut block = Block::space(0.0)
            .with(
                set(&line.title, Weight::SemiBold, title_width - 6.0)?,
                0.0,
                0.0,
            )
            .with(
                set(
                    &line.text,
                    Weight::Regular,
                    inner - title_width - answers - 10.0,
                )?,
                title_width,
                0.0,
            );
        for (answer, chosen, x) in [
            (&self.words.yes, yes, inner - answers),
            (&self.words.no, !yes, inner - column),
        ] {
            let weight = if chosen {
                Weight::Bold
            } else {
                Weight::Regular
            };
            block = block
                .with(Block::shapes(0.0, tick_box(size, chosen)), x, drop)
                .with(
                    set(answer, weight, column - size - 4.0)?,
                    x + size + 5.0,
                    0.0,
                );
        }
        Ok(block)
    }
}
