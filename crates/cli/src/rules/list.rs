//! `rules list`: every rule as policy.

use std::io::Write;

use needlebook_api::rule_settings::rule_question;
use needlebook_domain::rule::{RuleSpec, SpanUnit};
use needlebook_domain::rule_list::every_rule;
use needlebook_domain::source::texts;
use serde_json::{Value, json};

use super::RulesError;

/// Writes every rule, as a JSON list or as one line each.
///
/// # Errors
/// The output cannot be written.
pub fn list(out: &mut impl Write, as_json: bool) -> Result<(), RulesError> {
    if as_json {
        let rows: Vec<Value> = every_rule().map(row).collect::<Result<_, _>>()?;
        serde_json::to_writer_pretty(&mut *out, &rows)?;
        writeln!(out)?;
        return Ok(());
    }
    for rule in every_rule() {
        line(out, rule)?;
    }
    Ok(())
}

fn row(rule: &RuleSpec) -> Result<Value, RulesError> {
    let question = rule_question(rule)?;
    Ok(json!({
        "id": rule.id,
        "kind": rule.id.section(),
        "question": question,
        "asks": rule.asks,
        "outcome": rule.outcome,
        "or": rule.or,
        "wait": rule.wait,
        "source": rule.source,
        "texts": texts(rule.source).collect::<Vec<_>>(),
        "grade": rule.grade,
        "configurable": rule.configurable,
    }))
}

fn line(out: &mut impl Write, rule: &RuleSpec) -> Result<(), RulesError> {
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
    let question = rule_question(rule)?;
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
