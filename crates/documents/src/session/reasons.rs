//! What was decided with a reason, why a session was stopped, what went wrong, and free notes.

use needlebook_domain::depth::DepthFlag;
use needlebook_domain::session::{IncidentKind, StopReason};
use needlebook_domain::zone::{Side, Zone};

use crate::error::Error;
use crate::font::Weight;
use crate::plan::facts::push_paragraphs;
use crate::plan::flow::Flow;
use crate::session::record::Record;
use crate::session::{IncidentAbout, IncidentLine, Reason, ReasonAbout, zones};
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
            incidents.push(self.incident(incident)?);
            incidents.extend(self.log(incident)?);
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

    /// What happened with its reason. Of a needle-stick the patient's record says only that it was reported
    /// (PRACTICE 25).
    fn incident(&self, incident: &IncidentLine) -> Result<Vec<Span>, Error> {
        let words = self.words;
        let values = Values::new()
            .with("clock", self.clock.clock(incident.at))
            .with("by", &incident.by);
        if incident.kind == IncidentKind::NeedleStick {
            return values.spans(&words.incident_reported);
        }
        let about = match &incident.about {
            Some(IncidentAbout::Depth {
                flag,
                zones,
                depth_mm,
            }) => self.depth_words(*flag, zones, *depth_mm)?,
            Some(IncidentAbout::Fact { code, zone }) => {
                let fact = words.forbidden.get(code).ok_or_else(|| Error::NoWording {
                    id: format!("{code:?}"),
                })?;
                match zone {
                    Some((zone, side)) => Values::new()
                        .with("zones", self.clock.words.zone(*zone, *side)?)
                        .with("flag", fact)
                        .fill(&words.about_zone)?,
                    None => fact.clone(),
                }
            }
            None => self.kind(incident.kind).to_owned(),
        };
        let line = if incident.what.trim().is_empty() {
            &words.incident_bare
        } else {
            &words.incident
        };
        values
            .with("about", about)
            .with("what", incident.what.trim())
            .spans(line)
    }

    fn log(&self, incident: &IncidentLine) -> Result<Vec<Vec<Span>>, Error> {
        let words = self.words;
        if incident.kind == IncidentKind::NeedleStick {
            return Ok(Vec::new());
        }
        let mut lines = Vec::new();
        for entry in &incident.log {
            let line = words
                .log_lines
                .get(&entry.line)
                .ok_or_else(|| Error::NoWording {
                    id: format!("{:?}", entry.line),
                })?;
            let values = Values::new()
                .with("line", line)
                .with("text", &entry.text)
                .with("clock", self.clock.clock(entry.at));
            lines.push(values.spans(&words.log_entry)?);
        }
        if let Some(at) = incident.over_at {
            lines.push(
                Values::new()
                    .with("clock", self.clock.clock(at))
                    .spans(&words.incident_over)?,
            );
        }
        Ok(lines)
    }

    fn kind(&self, kind: IncidentKind) -> &str {
        let words = &self.words.incident_kinds;
        match kind {
            IncidentKind::Forbidden | IncidentKind::Unsaid | IncidentKind::Other => &words.other,
            IncidentKind::Faint => &words.faint,
            IncidentKind::Allergy => &words.allergy,
            IncidentKind::NumbingToxicity => &words.numbing_toxicity,
            IncidentKind::NeedleStick => &words.needle_stick,
            IncidentKind::Eye => &words.eye,
        }
    }

    fn depth_words(
        &self,
        flag: DepthFlag,
        zones: &[(Zone, Side)],
        depth_mm: Option<f64>,
    ) -> Result<String, Error> {
        let words = self.words;
        let named: Result<Vec<String>, Error> = zones
            .iter()
            .map(|(z, s)| self.clock.words.zone(*z, *s))
            .collect();
        let flag = words.flags.get(&flag).ok_or_else(|| Error::NoWording {
            id: format!("{flag:?}"),
        })?;
        let values = Values::new()
            .with("zones", self.clock.words.list(&named?))
            .with("flag", flag);
        match depth_mm {
            Some(depth) => values
                .with("depth", depth.to_string())
                .fill(&words.about_depth),
            None => values.fill(&words.about_use),
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
            } => self.depth_words(*flag, zones, *depth_mm)?,
            ReasonAbout::Numbing { flag, minutes } => {
                let flag = words
                    .numbing_flags
                    .get(flag)
                    .ok_or_else(|| Error::NoWording {
                        id: format!("{flag:?}"),
                    })?;
                Values::new()
                    .with("flag", flag)
                    .with("minutes", minutes.to_string())
                    .fill(&words.about_numbing)?
            }
        };
        let on = self.clock.local(reason.at).date_naive();
        let is_of_before = on < self.clock.local(self.record.started_at).date_naive();
        let pattern = if is_of_before {
            &words.reason_before
        } else {
            &words.reason
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
            .with("day", self.clock.day(on)?)
            .spans(pattern)
    }
}
