//! The rules reachable without a window: one kind and one JSON input in, one JSON answer out.
//!
//! Anyone can check the rules this way, and other programs can use them. It is strict: a key nobody
//! knows is an error with its path, so that a misspelt answer cannot pass as not asked.

mod course;
mod dates;
mod depth;
mod numbing;
mod screening;

use serde::Serialize;
use serde_json::Value;

use crate::wire::{InputError, InputErrorCode, Node};

/// Answers one input of a kind: `screening`, `precare`, `depth`, `numbing`, `course`, `aftercare`.
///
/// # Errors
/// The kind is not known, or the input makes no sense; the error carries the path.
pub fn answer(kind: &str, input: &Value) -> Result<Value, InputError> {
    let node = Node::root(input, "input");
    match kind {
        "screening" => screening::answer(&node),
        "precare" => dates::precare(&node),
        "aftercare" => dates::aftercare(&node),
        "depth" => depth::answer(&node),
        "numbing" => numbing::answer(&node),
        "course" => course::answer(&node),
        other => {
            Err(Node::root(input, "kind").error(InputErrorCode::UnknownKind, other.to_owned()))
        }
    }
}

/// An answer as JSON. Every answer is a plain record of words, dates and numbers.
fn written(node: &Node<'_>, answer: &impl Serialize) -> Result<Value, InputError> {
    serde_json::to_value(answer)
        .map_err(|error| node.error(InputErrorCode::NotJson, error.to_string()))
}
