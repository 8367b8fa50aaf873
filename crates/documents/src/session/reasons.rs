//! What was decided with a reason, why a session was stopped, what went wrong, and free notes.

use needlebook_domain::session::StopReason;

use crate::error::Error;
use crate::font::Weight;
use crate::plan::facts::push_paragraphs;
use crate::plan::flow::Flow;
use crate::session::record::Record;
use crate::session::{Reason, ReasonAbout, zones};
use crate::text::Span;
use crate::wording::{Values, plain};

impl Record<'_> {
    pub(super) fn push_reasons(&self, flow: &mut Flow) -> Result<(), Error> {
        let (record, words) = (self.record, self.words);
        let mut push = |title: &str, paragraphs: &[Vec<Span>]| -> Result<(), Error> {
            if paragraphs.is_empty() {
                return Ok(());
            }
            push_paragraphs(flow, title, paragraphs, self.body, self.width, 9.0)
        };
        if let Some(stopped) = &record.stopped {
            let values = Values::new()
                .with("reason", self.stop_reason(stopped.reason))
                .with("clock", self.clock.clock(stopped.at))
                .with("note", &stopped.note);
            push(&words.stopped, &[values.spans(&words.stopped_value)?])?;
        }
        let marks = zones::marks(&record.reasons);
        let reasons: Result<Vec<_>, Error> = record
            .reasons
            .iter()
            .zip(marks)
            .map(|(r, m)| self.reason(r, &m))
            .collect();
        push(&words.reasons, &reasons?)?;
        let mut incidents = Vec::new();
        for incident in &record.incidents {
            let values = Values::new()
                .with("clock", self.clock.clock(incident.at))
                .with("what", &incident.what)
                .with("by", &incident.by);
            incidents.push(values.spans(&words.incident)?);
        }
        push(&words.incidents, &incidents)?;
        let notes: Vec<Vec<Span>> = record
            .notes
            .lines()
            .filter(|l| !l.trim().is_empty())
            .map(|l| plain(l, Weight::Regular))
            .collect();
        push(&words.notes, &notes)
    }

    fn stop_reason(&self, reason: StopReason) -> &str {
        let words = &self.words.stop_reasons;
        match reason {
            StopReason::PatientAsked => &words.patient_asked,
            StopReason::Faint => &words.faint,
            StopReason::Pain => &words.pain,
            StopReason::Reaction => &words.reaction,
            StopReason::Device => &words.device,
            StopReason::Fire => &words.fire,
            StopReason::Other => &words.other,
        }
    }

    fn reason(&self, reason: &Reason, mark: &str) -> Result<Vec<Span>, Error> {
        let words = self.words;
        let about = match &reason.about {
            ReasonAbout::Screening { title } => Values::new()
                .with("title", title)
                .fill(&words.about_screening)?,
            ReasonAbout::Other { title } => title.clone(),
            ReasonAbout::Depth {
                flag,
                zones,
                depth_mm,
            } => {
                let named: Result<Vec<String>, Error> = zones
                    .iter()
                    .map(|(z, s)| self.clock.words.zone(*z, *s))
                    .collect();
                let flag = words.flags.get(flag).ok_or_else(|| Error::NoWording {
                    id: format!("{flag:?}"),
                })?;
                let values = Values::new()
                    .with("zones", self.clock.words.list(&named?))
                    .with("flag", flag);
                match depth_mm {
                    Some(depth) => values
                        .with("depth", depth.to_string())
                        .fill(&words.about_depth)?,
                    None => values.fill(&words.about_use)?,
                }
            }
        };
        Values::new()
            .with(
                "mark",
                if mark.is_empty() {
                    String::new()
                } else {
                    format!("{mark} ")
                },
            )
            .with("about", about)
            .with("text", &reason.text)
            .with("by", &reason.by)
            .with("clock", self.clock.clock(reason.at))
            .spans(&words.reason)
    }
}
