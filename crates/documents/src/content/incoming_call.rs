//! Wording of a call that comes in: what to ask, what to tell the caller, what the practitioner reads.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use needlebook_domain::clinic::Clinic;
use needlebook_domain::incoming_call::{IncomingCall, RedFlag, Urgency};
use serde::Deserialize;

use crate::error::Error;
use crate::wording::Values;

/// Wording of a call.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IncomingCallWords {
    signs: BTreeMap<RedFlag, SignWords>,
    tell: TellWords,
    task: TaskWords,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct SignWords {
    ask: String,
    short: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct TellWords {
    emergency: Vec<String>,
    same_day: Vec<String>,
    same_day_closed: String,
    message: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct TaskWords {
    emergency: String,
    same_day: String,
    message: String,
    with_words: String,
}

/// The English wording.
///
/// # Errors
/// When the content cannot be read.
pub fn incoming_call() -> Result<&'static IncomingCallWords, Error> {
    static PARSED: OnceLock<IncomingCallWords> = OnceLock::new();
    super::kept(
        &PARSED,
        "incoming_call",
        include_str!("../../content/en/incoming_call.json"),
    )
}

impl IncomingCallWords {
    /// What is asked for.
    ///
    /// # Errors
    /// [`Error::NoWording`] for a sign without words.
    pub fn ask(&self, flag: RedFlag) -> Result<&str, Error> {
        Ok(&self.sign(flag)?.ask)
    }

    /// What the caller is told, sentence by sentence.
    ///
    /// # Errors
    /// When a sentence has no value for a place.
    pub fn tell(&self, urgency: Urgency, clinic: &Clinic) -> Result<Vec<String>, Error> {
        let line = clinic.closed_line();
        let values = Values::new()
            .with("emergency", &clinic.emergency_line)
            .with("line", line);
        let mut sentences = match urgency {
            Urgency::Emergency => self.tell.emergency.clone(),
            Urgency::SameDay => self.tell.same_day.clone(),
            Urgency::Message => self.tell.message.clone(),
        };
        if urgency == Urgency::SameDay && !line.is_empty() {
            sentences.push(self.tell.same_day_closed.clone());
        }
        sentences
            .iter()
            .map(|sentence| values.fill(sentence))
            .collect()
    }

    /// What the practitioner reads who rings back.
    ///
    /// # Errors
    /// [`Error::NoWording`] for a sign without words.
    pub fn task(&self, call: &IncomingCall, clinic: &Clinic) -> Result<String, Error> {
        let signs: Vec<&str> = call
            .flags
            .iter()
            .map(|flag| Ok(self.sign(*flag)?.short.as_str()))
            .collect::<Result<_, Error>>()?;
        let values = Values::new()
            .with("signs", signs.join("; "))
            .with("emergency", &clinic.emergency_line)
            .with("said", &call.said);
        let task = match call.urgency() {
            Urgency::Emergency => values.fill(&self.task.emergency)?,
            Urgency::SameDay => values.fill(&self.task.same_day)?,
            Urgency::Message => return values.fill(&self.task.message),
        };
        if call.said.is_empty() {
            return Ok(task);
        }
        values.with("task", task).fill(&self.task.with_words)
    }

    fn sign(&self, flag: RedFlag) -> Result<&SignWords, Error> {
        self.signs.get(&flag).ok_or_else(|| Error::NoWording {
            id: format!("{flag:?}"),
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        reason = "a test that stops loudly is doing its work"
    )]

    use super::*;
    use serde_json::Value;

    #[test]
    fn every_sign_of_the_sheet_is_asked_for_and_as_urgent_as_it_says() {
        let sheet: Value =
            serde_json::from_str(include_str!("../../content/en/aftercare.json")).unwrap();
        let signs = |list: &str| -> Vec<RedFlag> {
            let keys = sheet[list].as_object().unwrap().keys();
            keys.map(|key| serde_json::from_value(key.as_str().into()).unwrap())
                .collect()
        };
        let mut asked = 0;
        for (list, urgency) in [
            ("emergency", Urgency::Emergency),
            ("same_day", Urgency::SameDay),
        ] {
            for flag in signs(list) {
                assert_eq!(flag.urgency(), urgency, "{flag:?}");
                asked += 1;
            }
        }
        // The sheet has one more in a line of its own: a weak immune system.
        assert_eq!(asked + 1, RedFlag::ALL.len());
        let words = incoming_call().unwrap();
        assert!(RedFlag::ALL.iter().all(|flag| words.ask(*flag).is_ok()));
    }
}
