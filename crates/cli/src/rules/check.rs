//! `rules check`: cases in, answers out, line by line and in the same order.

use std::io::{BufRead, Write};

use needlebook_domain::contract;
use needlebook_domain::wire::{InputError, InputErrorCode};
use serde_json::{Map, Value, json};

use super::RulesError;
use super::unambiguous::Unambiguous;
use super::words::Words;

/// Answers every line; blank lines are skipped. Gives whether every line could be answered.
///
/// # Errors
/// The input cannot be read or the output not written; a line that makes no sense is an answer, not an
/// error.
pub fn check(mut input: impl BufRead, out: &mut impl Write) -> Result<bool, RulesError> {
    let words = Words::english()?;
    let mut is_all_answered = true;
    let mut bytes = Vec::new();
    let mut number = 0_u64;
    loop {
        bytes.clear();
        if input.read_until(b'\n', &mut bytes)? == 0 {
            return Ok(is_all_answered);
        }
        number += 1;
        let line = bytes.trim_ascii();
        if line.is_empty() {
            continue;
        }
        let (answer, is_answered) = answer_line(line, number, &words);
        is_all_answered &= is_answered;
        serde_json::to_writer(&mut *out, &answer)?;
        out.write_all(b"\n")?;
    }
}

fn answer_line(line: &[u8], number: u64, words: &Words) -> (Value, bool) {
    let case = match serde_json::from_slice(line) {
        Ok(Unambiguous(Value::Object(case))) => case,
        Ok(_) => return (broken_line(number, "one JSON object a line"), false),
        Err(error) => return (broken_line(number, &error.to_string()), false),
    };
    let id = case.get("id").cloned().unwrap_or(Value::Null);
    match answer_case(&case) {
        Ok(mut answer) => {
            add_why(&mut answer, words);
            (json!({ "id": id, "answer": answer }), true)
        }
        Err(error) => (json!({ "id": id, "error": error }), false),
    }
}

fn answer_case(case: &Map<String, Value>) -> Result<Value, InputError> {
    let kind = member(case, "kind")?;
    let kind = kind.as_str().ok_or_else(|| InputError {
        code: InputErrorCode::WrongType,
        path: "kind".to_owned(),
        detail: "text".to_owned(),
    })?;
    contract::answer(kind, member(case, "input")?)
}

fn member<'a>(case: &'a Map<String, Value>, key: &str) -> Result<&'a Value, InputError> {
    case.get(key).ok_or_else(|| InputError {
        code: InputErrorCode::Missing,
        path: key.to_owned(),
        detail: key.to_owned(),
    })
}

fn broken_line(number: u64, detail: &str) -> Value {
    let error = InputError {
        code: InputErrorCode::NotJson,
        path: String::new(),
        detail: detail.to_owned(),
    };
    json!({ "id": Value::Null, "line": number, "error": error })
}

/// Puts a finding's reason into words; the rules themselves know no language.
fn add_why(answer: &mut Value, words: &Words) {
    let Some(findings) = answer.get_mut("findings").and_then(Value::as_array_mut) else {
        return;
    };
    for finding in findings.iter_mut().filter_map(Value::as_object_mut) {
        let text = |key: &str| finding.get(key).and_then(Value::as_str).unwrap_or("");
        let why = words.why(text("rule"), text("reason")).to_owned();
        finding.insert("why".to_owned(), Value::String(why));
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::expect_used,
        reason = "a broken answer must stop the test"
    )]

    use super::*;

    fn answers(input: &str) -> (Vec<Value>, bool) {
        let mut out = Vec::new();
        let is_all_answered = check(input.as_bytes(), &mut out).expect("memory does not fail");
        let lines = String::from_utf8(out).expect("answers are text");
        let values = lines
            .lines()
            .map(|line| serde_json::from_str(line).expect("an answer is JSON"))
            .collect();
        (values, is_all_answered)
    }

    #[test]
    fn a_broken_line_is_named_by_its_number_and_the_others_are_still_answered() {
        let (answers, is_all_answered) = answers(
            "\n{\"id\":1,\n{\"id\":\"P\",\"kind\":\"precare\",\"input\":{\"appointment_date\":\"2026-05-20\"}}\n",
        );
        assert!(!is_all_answered, "a broken line must show in the exit code");
        assert_eq!(answers.len(), 2, "one answer a line, blank lines skipped");
        assert_eq!(answers[0]["id"], Value::Null, "a broken line has no id");
        assert_eq!(answers[0]["line"], 2, "blank lines count as lines");
        assert_eq!(answers[0]["error"]["code"], "not_json");
        assert_eq!(answers[1]["answer"]["latest_acceptable"], "2026-05-17");
    }

    #[test]
    fn a_line_that_is_not_text_is_a_broken_line() {
        let mut out = Vec::new();
        let input: &[u8] = b"\xff\xfe\n";
        let is_all_answered = check(input, &mut out).expect("memory does not fail");
        assert!(!is_all_answered, "bytes that are no text are no case");
    }

    #[test]
    fn an_answer_given_twice_clears_nobody() {
        for line in [
            r#"{"id":1,"kind":"screening","input":{"appointment_date":"2026-05-10","answers":{"acne":"active_inflammatory","acne":"none"}}}"#,
            r#"{"id":1,"kind":"screening","input":{"appointment_date":"2026-05-10","answers":{"filler":{"last":"2026-05-09","last":"2020-01-01"}}}}"#,
            r#"{"id":1,"kind":"screening","kind":"precare","input":{"appointment_date":"2026-05-10"}}"#,
        ] {
            let (answers, is_all_answered) = answers(line);
            assert!(!is_all_answered, "which of the two is true? {line}");
            assert_eq!(answers[0]["error"]["code"], "not_json", "for {line}");
        }
    }

    #[test]
    fn a_line_is_read_to_the_same_values_as_ever() {
        let line =
            r#"{"id":-7,"a":[null,true,1,-2,18446744073709551615,1.5,1e3,-0.0,"\u00e9",[],{}]}"#;
        let usual: Value = serde_json::from_str(line).expect("JSON");
        let Unambiguous(ours) = serde_json::from_str(line).expect("JSON");
        assert_eq!(ours, usual, "only a key given twice is read differently");
    }

    #[test]
    fn every_finding_says_why_in_words() {
        let (answers, _) = answers(
            r#"{"id":1,"kind":"screening","input":{"appointment_date":"2026-05-10","answers":{"isotretinoin":{"status":"current"}}}}"#,
        );
        let why = answers[0]["answer"]["findings"][0]["why"].as_str();
        assert!(
            why.is_some_and(|why| why.ends_with('.')),
            "a finding without words is no reason: {why:?}"
        );
    }

    #[test]
    fn what_is_missing_or_unknown_around_the_input_is_named() {
        for (line, code, path) in [
            (r#"{"id":1,"input":{}}"#, "missing", "kind"),
            (r#"{"id":1,"kind":"precare"}"#, "missing", "input"),
            (r#"{"id":1,"kind":7,"input":{}}"#, "wrong_type", "kind"),
            (
                r#"{"id":1,"kind":"tea","input":{}}"#,
                "unknown_kind",
                "kind",
            ),
            (r#"[1]"#, "not_json", ""),
        ] {
            let (answers, _) = answers(line);
            assert_eq!(answers[0]["error"]["code"], code, "for {line}");
            assert_eq!(answers[0]["error"]["path"], path, "for {line}");
        }
    }
}
