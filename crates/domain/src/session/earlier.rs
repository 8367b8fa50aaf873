//! What earlier sessions of the patient mean for this one: off-label uses that are settled, cream that still counts.

use super::{NumbingArea, Session, SettledGuard};
use crate::depth::DepthVerdict;
use chrono::{DateTime, TimeDelta, Utc};

/// Cream counts for a day after it went on; who judges reads the hours, this only leaves out what is long over.
const CREAM_COUNTS: TimeDelta = TimeDelta::days(2);

/// What is taken over from earlier sessions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Earlier {
    /// Off-label uses settled in this course, under this consent and with this device, each once (PRACTICE 53).
    pub settled: Vec<SettledGuard>,
    /// Cream of the last days, whose amounts may count (PRACTICE 14).
    pub numbing: Vec<NumbingArea>,
}

impl Earlier {
    /// `sessions` are newest first; `is_same_use` says whether one had the course, the consent and the device of today.
    pub fn of<'a>(
        sessions: impl Iterator<Item = &'a Session> + Clone,
        is_same_use: impl Fn(&Session) -> bool,
        now: DateTime<Utc>,
    ) -> Self {
        let recent = |session: &&Session| now - session.ended_at < CREAM_COUNTS;
        Self {
            settled: sessions
                .clone()
                .filter(|session| is_same_use(session))
                .flat_map(off_label_settled)
                .cloned()
                .collect(),
            numbing: sessions
                .take_while(recent)
                .flat_map(|session| session.record.numbing.iter().cloned())
                .collect(),
        }
    }

    /// The newest answer to the same use.
    pub(super) fn answer_to(&self, key: &str) -> Option<&SettledGuard> {
        self.settled.iter().find(|settled| settled.key == key)
    }
}

fn off_label_settled(session: &Session) -> impl Iterator<Item = &SettledGuard> {
    let answers = session.record.settled.iter();
    answers.filter(|answer| {
        session
            .guards
            .iter()
            .any(|guard| guard.verdict == DepthVerdict::OffLabel && guard.key == answer.key)
    })
}
