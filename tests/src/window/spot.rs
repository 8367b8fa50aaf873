//! How a person names a thing on a screen: "the button Sign", "No, under Are you pregnant".

use std::fmt;

use serde_json::{Value, json};

/// A role and an accessible name, perhaps inside another spot.
#[derive(Debug, Clone)]
pub struct Spot {
    role: &'static str,
    name: String,
    how: How,
    nth: usize,
    within: Option<Box<Spot>>,
}

#[derive(Debug, Clone, Copy)]
enum How {
    Exactly,
    Starting,
    Containing,
}

/// The thing with exactly this name.
pub fn spot(role: &'static str, name: impl Into<String>) -> Spot {
    Spot {
        role,
        name: name.into(),
        how: How::Exactly,
        nth: 0,
        within: None,
    }
}

impl Spot {
    /// The given name is only how the real one begins.
    pub fn starting(mut self) -> Self {
        self.how = How::Starting;
        self
    }

    /// The given name is only a part of the real one.
    pub fn containing(mut self) -> Self {
        self.how = How::Containing;
        self
    }

    /// Not the first of its kind but the one after so many others.
    pub fn after(mut self, others: usize) -> Self {
        self.nth = others;
        self
    }

    pub fn within(mut self, outer: Spot) -> Self {
        self.within = Some(Box::new(outer));
        self
    }

    pub(super) fn to_json(&self) -> Value {
        let how = match self.how {
            How::Exactly => "exactly",
            How::Starting => "starting",
            How::Containing => "containing",
        };
        json!({
            "role": self.role,
            "name": self.name,
            "how": how,
            "nth": self.nth,
            "within": self.within.as_ref().map(|outer| outer.to_json()),
        })
    }

    pub fn role(&self) -> &'static str {
        self.role
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} “{}”", self.role, self.name)?;
        if self.nth > 0 {
            write!(f, " after {} others", self.nth)?;
        }
        match &self.within {
            Some(outer) => write!(f, " in {outer}"),
            None => Ok(()),
        }
    }
}
