//! Filling values into wording: `{placeholder}` for a value, `**` around what is set bold.
//!
//! Values are put in after the marks are read, so nothing that a person typed can act as a mark.

use crate::error::Error;
use crate::font::Weight;
use crate::text::Span;

/// Values by placeholder name.
#[derive(Debug, Clone, Default)]
pub struct Values(Vec<(&'static str, String)>);

impl Values {
    /// No values.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with one more value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.0.push((name, value.into()));
        self
    }

    pub(crate) fn get(&self, name: &str) -> Result<&str, Error> {
        let found = self.0.iter().rev().find(|(known, _)| *known == name);
        found
            .map(|(_, value)| value.as_str())
            .ok_or_else(|| Error::UnknownPlaceholder {
                placeholder: name.to_owned(),
            })
    }

    /// Wording with its values, as plain text.
    ///
    /// # Errors
    /// [`Error::UnknownPlaceholder`] when the wording asks for a value that is not here.
    pub fn fill(&self, wording: &str) -> Result<String, Error> {
        let mut filled = String::with_capacity(wording.len());
        let mut rest = wording;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let (name, tail) = after
                .split_once('}')
                .ok_or_else(|| Error::UnknownPlaceholder {
                    placeholder: after.to_owned(),
                })?;
            filled.push_str(self.get(name)?);
            rest = tail;
        }
        filled.push_str(rest);
        Ok(filled)
    }

    /// Wording with its values and its bold stretches.
    ///
    /// # Errors
    /// [`Error::UnknownPlaceholder`] when the wording asks for a value that is not here.
    pub fn spans(&self, wording: &str) -> Result<Vec<Span>, Error> {
        let mut spans = Vec::new();
        for (i, part) in wording.split("**").enumerate() {
            let weight = if i % 2 == 0 {
                Weight::Regular
            } else {
                Weight::Bold
            };
            if !part.is_empty() {
                spans.push(Span::new(self.fill(part)?, weight));
            }
        }
        Ok(spans)
    }
}

/// One stretch in one weight.
#[must_use]
pub fn plain(text: &str, weight: Weight) -> Vec<Span> {
    vec![Span::new(text, weight)]
}
