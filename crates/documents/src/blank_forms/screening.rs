//! The health questions with boxes to tick: those of the screen, in its order.

use needlebook_domain::screening::questions::{Control, QUESTIONS, Question};
use serde_json::Value;

use super::page::Form;
use crate::content::screening;
use crate::error::Error;
use crate::font::Weight;
use crate::prose::{ASKED_INDENT, Prose};
use crate::wording::{Values, plain};

pub(super) fn set(form: &Form<'_>, prose: &mut Prose<'_>) -> Result<(), Error> {
    let words = form.words;
    let said = Said(screening()?);
    prose.title(&words.screening_title)?;
    prose.paragraph(&plain(&words.screening_lead, Weight::Regular))?;
    let asked = QUESTIONS
        .iter()
        .filter(|question| question.is_asked_under(&form.forms.config));
    let mut group = None;
    for (number, question) in (1..).zip(asked) {
        if group != Some(question.group) {
            group = Some(question.group);
            prose.heading(said.text(&format!("/groups/{}", id_of(question)))?)?;
        }
        ask(form, prose, said, number, question)?;
    }
    prose.heading(&words.verdict_title)?;
    let verdicts: Vec<&str> = words.verdicts.iter().map(String::as_str).collect();
    let row = prose.ticks(&verdicts, "", prose.width)?;
    prose.flow.push(row.after(3.0));
    prose.blank(&words.reason, 12.0)?;
    prose.blank(&words.signed, 14.0)
}

/// The id of a question's group, as content names it.
fn id_of(question: &Question) -> String {
    serde_json::to_value(question.group)
        .ok()
        .and_then(|id| id.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// The words of the screening.
#[derive(Clone, Copy)]
struct Said(&'static Value);

impl Said {
    fn find(self, path: &str) -> Option<&'static str> {
        self.0.pointer(path).and_then(Value::as_str)
    }

    fn text(self, path: &str) -> Result<&'static str, Error> {
        self.find(path).ok_or_else(|| Error::NoWording {
            id: path.to_owned(),
        })
    }

    /// The words of options; a key holds no character that a path would read as its own.
    fn options(self, key: &str, options: &[&str]) -> Vec<&'static str> {
        let words = options
            .iter()
            .filter_map(|option| self.find(&format!("/questions/{key}/options/{option}")));
        words.collect()
    }
}

fn ask(
    form: &Form<'_>,
    prose: &mut Prose<'_>,
    said: Said,
    number: usize,
    question: &Question,
) -> Result<(), Error> {
    let (words, key) = (form.words, question.key);
    let mut asked = said.text(&format!("/questions/{key}/ask"))?.to_owned();
    if question.private {
        asked = Values::new().with("ask", asked).fill(&words.private)?;
    }
    let [yes, no, unknown] =
        ["yes", "no", "unknown"].map(|one| said.find(&format!("/answers/{one}")));
    let day = said
        .find(&format!("/questions/{key}/date"))
        .unwrap_or(&words.day);
    let (mut choices, room): (Vec<&str>, &str) = match question.control {
        Control::YesNo => ([yes, no].into_iter().flatten().collect(), ""),
        Control::YesNoDoesNotApply => {
            let mut choices: Vec<&str> = [yes, no].into_iter().flatten().collect();
            choices.extend(said.options(key, &["does_not_apply"]));
            (choices, "")
        }
        Control::YesNoDate {
            still_using,
            doctor_said,
            ..
        } => {
            let mut choices: Vec<&str> = [no, yes].into_iter().flatten().collect();
            choices.extend(still_using.then_some(words.still_using.as_str()));
            choices.extend(doctor_said.then_some(words.doctor_said.as_str()));
            (choices, day)
        }
        Control::Isotretinoin => (said.options(key, &["never", "current", "past"]), day),
        Control::Choice { options } => (said.options(key, options), ""),
        Control::AnaestheticAllergy => {
            let mut choices: Vec<&str> = no.into_iter().collect();
            choices.extend(said.options(key, &["amide", "ester", "unknown"]));
            (choices, "")
        }
        Control::List { options } => {
            let mut choices: Vec<&str> = no.into_iter().collect();
            choices.extend(said.options(key, options));
            (choices, words.which.as_str())
        }
        Control::SkinType => (said.options(key, &["1", "2", "3", "4", "5", "6"]), ""),
        Control::Date => (Vec::new(), day),
        Control::Months => (Vec::new(), words.months.as_str()),
        Control::Text => (Vec::new(), " "),
    };
    let is_choice = !matches!(
        question.control,
        Control::Date | Control::Text | Control::Months | Control::AnaestheticAllergy
    );
    choices.extend(unknown.filter(|_| is_choice));
    prose.asked(number, &asked, &choices, room)?;
    if let Some(follow_up) = question.follow_up {
        let asked = said.text(&format!("/follow_ups/{follow_up}"))?;
        let indent = ASKED_INDENT * prose.measure.scale;
        let row = prose.ticks(&[asked], &words.letter, prose.width - indent)?;
        prose.flow.push(row.indented(indent).after(2.0));
    }
    Ok(())
}
