//! `rules list`: every rule as policy.

use std::io::Write;

use needlebook_domain::rule::{RuleSpec, SpanUnit};
use needlebook_domain::rule_list::every_rule;
use needlebook_domain::source::texts;
use serde_json::{Value, json};

use super::RulesError;
use super::words::Words;

/// Writes every rule, as a JSON list or as one line each.
///
/// # Errors
/// The output cannot be written.
pub fn list(out: &mut impl Write, as_json: bool) -> Result<(), RulesError> {
    let words = Words::english()?;
    if as_json {
        let rows: Vec<Value> = every_rule().map(|rule| row(rule, &words)).collect();
        serde_json::to_writer_pretty(&mut *out, &rows)?;
        writeln!(out)?;
        return Ok(());
    }
    for rule in every_rule() {
        line(out, rule, &words)?;
    }
    Ok(())
}

fn row(rule: &RuleSpec, words: &Words) -> Value {
    json!({
        "id": rule.id,
        "kind": kind(rule),
        "question": words.question(rule.id.id(), rule.asks),
        "asks": rule.asks,
        "outcome": rule.outcome,
        "or": rule.or,
        "wait": rule.wait,
        "source": rule.source,
        "texts": texts(rule.source).collect::<Vec<_>>(),
        "grade": rule.grade,
        "configurable": rule.configurable,
    })
}

/// The kind of case a rule speaks in, which is what its id begins with.
fn kind(rule: &RuleSpec) -> &'static str {
    match rule.id.id().as_bytes().first() {
        Some(b'D') => "depth",
        Some(b'N') => "numbing",
        Some(b'C') => "course",
        Some(b'A') => "aftercare",
        _ => "screening",
    }
}

fn line(out: &mut impl Write, rule: &RuleSpec, words: &Words) -> Result<(), RulesError> {
    write!(out, "{}  {:?}", rule.id, rule.outcome)?;
    if let Some(or) = rule.or {
        write!(out, " or {or:?}")?;
    }
    if let Some(wait) = rule.wait {
        let to = wait.to.map_or_else(String::new, |to| format!("-{to}"));
        write!(out, ", {} {}{to}", unit(wait.unit), wait.from)?;
    }
    if let Some(range) = rule.configurable {
        write!(out, " (may be set {} to {})", range.least, range.most)?;
    }
    let question = words.question(rule.id.id(), rule.asks);
    writeln!(out, ". {question} [{}; {:?}]", rule.source, rule.grade)?;
    Ok(())
}

const fn unit(unit: SpanUnit) -> &'static str {
    match unit {
        SpanUnit::Minutes => "minutes",
        SpanUnit::Hours => "hours",
        SpanUnit::Days => "days",
        SpanUnit::Months => "months",
        SpanUnit::Sessions => "sessions",
    }
}
