//! Worked cases, broken in ways that have happened and ways that have not.

use serde_json::{Value, json};

use super::dice::Dice;

const FIXTURES: [&str; 2] = [
    include_str!("../../../../domain/tests/fixtures/cases.json"),
    include_str!("../../../../domain/tests/fixtures/further_cases.json"),
];

/// What must come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hope {
    /// Nothing: the line is blank.
    Silence,
    /// An answer.
    Answer,
    /// A refusal with one of these codes.
    Refusal(&'static [&'static str]),
    /// One or the other.
    Either,
}

pub struct Line {
    pub bytes: Vec<u8>,
    pub hope: Hope,
}

impl Line {
    const fn new(bytes: Vec<u8>, hope: Hope) -> Self {
        Self { bytes, hope }
    }

    fn of(case: &Value, hope: Hope) -> Self {
        Self::new(case.to_string().into_bytes(), hope)
    }
}

/// A run of blank lines is never longer.
pub const LONGEST_SILENCE: u64 = 1;

const NOT_JSON: Hope = Hope::Refusal(&["not_json"]);

type Breaking = fn(&mut Dice, &[Value]) -> Line;

const WAYS: [Breaking; 12] = [
    whole, cut, misspelt, wrong_type, bad_leaf, other_kind, noise, not_text, nested, spliced,
    said_twice, blank,
];

/// Lines without end.
pub struct Lines {
    dice: Dice,
    cases: Vec<Value>,
    was_blank: bool,
}

impl Lines {
    pub fn new(seed: u64) -> Self {
        let cases = FIXTURES
            .iter()
            .filter_map(|fixture| serde_json::from_str::<Value>(fixture).ok())
            .filter_map(|fixture| fixture["cases"].as_array().cloned())
            .flatten()
            .map(|case| json!({ "id": case["id"], "kind": case["kind"], "input": case["input"] }))
            .collect();
        Self {
            dice: Dice::new(seed),
            cases,
            was_blank: true,
        }
    }
}

impl Iterator for Lines {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        let way = *self.dice.one_of(&WAYS);
        let mut line = way(&mut self.dice, &self.cases);
        if line.hope == Hope::Silence && self.was_blank {
            line = whole(&mut self.dice, &self.cases);
        }
        self.was_blank = line.hope == Hope::Silence;
        Some(line)
    }
}

fn case(dice: &mut Dice, cases: &[Value]) -> Value {
    dice.one_of(cases).clone()
}

fn text(dice: &mut Dice, cases: &[Value]) -> Vec<u8> {
    dice.one_of(cases).to_string().into_bytes()
}

fn whole(dice: &mut Dice, cases: &[Value]) -> Line {
    Line::of(&case(dice, cases), Hope::Answer)
}

fn cut(dice: &mut Dice, cases: &[Value]) -> Line {
    let mut bytes = text(dice, cases);
    bytes.truncate(1 + dice.below(bytes.len() - 1));
    Line::new(bytes, NOT_JSON)
}

/// Every place inside the input, the input itself left out.
fn places(value: &Value, here: &str, found: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| (key.clone(), value))
            .collect(),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .map(|(at, value)| (at.to_string(), value))
            .collect(),
        _ => Vec::new(),
    };
    for (key, child) in children {
        let path = format!("{here}/{key}");
        places(child, &path, found);
        found.push(path);
    }
}

fn any_place(dice: &mut Dice, case: &Value) -> Option<String> {
    let mut found = Vec::new();
    places(&case["input"], "/input", &mut found);
    if found.is_empty() {
        return None;
    }
    Some(dice.one_of(&found).clone())
}

fn misspelt(dice: &mut Dice, cases: &[Value]) -> Line {
    let mut case = case(dice, cases);
    let place = any_place(dice, &case);
    let named = place.as_deref().and_then(|place| place.rsplit_once('/'));
    if let Some((above, key)) = named
        && let Some(object) = case.pointer_mut(above).and_then(Value::as_object_mut)
        && let Some(value) = object.remove(key)
    {
        object.insert(format!("{key}s"), value);
        return Line::of(&case, Hope::Refusal(&["unknown_key"]));
    }
    whole(dice, cases)
}

fn replaced(dice: &mut Dice, cases: &[Value], by: &Value, hope: Hope) -> Line {
    let mut case = case(dice, cases);
    let place = any_place(dice, &case);
    if let Some(value) = place.and_then(|place| case.pointer_mut(&place)) {
        value.clone_from(by);
        return Line::of(&case, hope);
    }
    whole(dice, cases)
}

/// A list in a list is no answer to anything.
fn wrong_type(dice: &mut Dice, cases: &[Value]) -> Line {
    replaced(dice, cases, &json!([[]]), Hope::Refusal(&["wrong_type"]))
}

fn bad_leaf(dice: &mut Dice, cases: &[Value]) -> Line {
    let bad = [
        json!(null),
        json!("unknown"),
        json!(""),
        json!("2026-02-30"),
        json!("0000-00-00"),
        json!("9999-12-31"),
        json!("1000-01-01"),
        json!("-262143-01-01"),
        json!("9900-12-31T23:59:60Z"),
        json!("1000-01-01T00:00:00-23:59"),
        json!("\u{0}\u{feff}\u{202e}\u{1f489}"),
        json!(1e308),
        json!(-1e308),
        json!(5e-324),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(0.1 + 0.2),
        json!(-0.0),
        json!(65_536),
        json!({}),
        json!([]),
        json!(true),
    ];
    let by = dice.one_of(&bad).clone();
    replaced(dice, cases, &by, Hope::Either)
}

fn other_kind(dice: &mut Dice, cases: &[Value]) -> Line {
    let mut case = case(dice, cases);
    let kinds = [
        json!("screening"),
        json!("depth"),
        json!("aftercare"),
        json!("Depth"),
        json!(null),
    ];
    case["kind"] = dice.one_of(&kinds).clone();
    Line::of(&case, Hope::Either)
}

/// A few bytes changed, lost or added; the outcome is anybody's guess.
fn noise(dice: &mut Dice, cases: &[Value]) -> Line {
    let mut bytes = text(dice, cases);
    for _ in 0..=dice.below(3) {
        let at = 1 + dice.below(bytes.len() - 1);
        match dice.below(3) {
            0 => bytes[at] = dice.byte(),
            1 => bytes.insert(at, dice.byte()),
            _ => {
                bytes.remove(at);
            }
        }
    }
    Line::new(bytes, Hope::Either)
}

fn not_text(dice: &mut Dice, cases: &[Value]) -> Line {
    let mut bytes = text(dice, cases);
    let at = dice.below(bytes.len());
    bytes.insert(at, *dice.one_of(&[0xFF, 0xC0, 0xED, 0x80]));
    Line::new(bytes, NOT_JSON)
}

fn nested(dice: &mut Dice, _cases: &[Value]) -> Line {
    let opening = *dice.one_of(&["[", "{\"id\":", "{\"kind\":[", "[{\"a\":"]);
    let depth = 1 + dice.below(400);
    Line::new(opening.repeat(depth).into_bytes(), NOT_JSON)
}

fn spliced(dice: &mut Dice, cases: &[Value]) -> Line {
    let (mut front, back) = (text(dice, cases), text(dice, cases));
    front.truncate(1 + dice.below(front.len()));
    front.extend_from_slice(&back[dice.below(back.len())..]);
    Line::new(front, Hope::Either)
}

fn said_twice(dice: &mut Dice, cases: &[Value]) -> Line {
    let whole = case(dice, cases).to_string();
    let twice = whole.replacen('{', "{\"kind\":\"precare\",", 1);
    Line::new(twice.into_bytes(), NOT_JSON)
}

fn blank(dice: &mut Dice, _cases: &[Value]) -> Line {
    let blanks = ["", " ", "\t", "\r", " \t \r"];
    let blank = *dice.one_of(&blanks);
    Line::new(blank.as_bytes().to_vec(), Hope::Silence)
}
