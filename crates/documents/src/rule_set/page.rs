//! Setting the rule set: who approved and what was changed first, then each rule in its section.

use needlebook_domain::device::{DeviceProfile, DeviceProfileChange};
use needlebook_domain::rule::RuleSpec;
use needlebook_domain::rule_list::every_rule;
use needlebook_domain::rule_settings::{SettingChange, SettingKey, SettingUnit};

use crate::content::{ClinicClock, RuleSetWords, common, rule_question, rule_set};
use crate::error::Error;
use crate::font::Weight;
use crate::plan::Plan;
use crate::plan::block::{Align, Block, Keep, Setting, text};
use crate::plan::facts::push_paragraphs;
use crate::plan::flow::Flow;
use crate::plan::furniture::Furniture;
use crate::plan::shape::{Ink, Shape, Stroke};
use crate::rule_set::RuleSetDocument;
use crate::style::Style;
use crate::text::Span;
use crate::wording::{Values, plain};

/// Width of the column of rule ids.
const ID: f32 = 42.0;
/// White space between boxes.
const GAP: f32 = 10.0;

/// A rule set with everything needed to set it.
struct Page<'a> {
    document: &'a RuleSetDocument,
    words: &'a RuleSetWords,
    clock: ClinicClock<'a>,
    scale: f32,
    width: f32,
    body: Setting,
}

/// The rule set, laid out.
pub(crate) fn plan(document: &RuleSetDocument, style: Style) -> Result<Plan, Error> {
    let clock = ClinicClock::new(common()?, &document.clinic);
    let furniture = Furniture::new(clock, style, None, &document.mark)?;
    let page = Page {
        document,
        words: rule_set()?,
        clock,
        scale: style.scale(),
        width: furniture.width,
        body: Setting::new(12.0, 15.6).scaled(style.scale()),
    };
    let mut flow = Flow::default();
    page.push_head(&mut flow)?;
    page.push_approval(&mut flow)?;
    page.push_changes(&mut flow)?;
    page.push_grades(&mut flow)?;
    page.push_rules(&mut flow)?;
    page.push_devices(&mut flow)?;
    furniture.plan(flow, &page.words.document)
}

impl Page<'_> {
    fn version(&self) -> String {
        self.document.settings.version()
    }

    fn push_head(&self, flow: &mut Flow) -> Result<(), Error> {
        let title = Setting::new(24.0, 28.0).scaled(self.scale);
        flow.push(
            text(
                &plain(&self.words.title, Weight::Bold),
                title,
                self.width,
                Align::Left,
            )?
            .keeping(Keep::Must),
        );
        let lead = Values::new()
            .with("version", self.version())
            .with("count", every_rule().count().to_string())
            .spans(&self.words.lead)?;
        flow.push(text(&lead, self.body, self.width, Align::Left)?.after(3.0));
        Ok(())
    }

    fn push_approval(&self, flow: &mut Flow) -> Result<(), Error> {
        let words = self.words;
        let Some(approval) = &self.document.approval else {
            let missing = Values::new()
                .with("version", self.version())
                .spans(&words.not_approved)?;
            return self.push_box(flow, &words.not_approved_title, &[missing]);
        };
        let at = approval.approved_at;
        let mut lines = vec![
            Values::new()
                .with("name", &approval.lead_name)
                .with("body", &approval.registration_body)
                .with("number", &approval.registration_number)
                .with("day", self.clock.day(self.clock.local(at).date_naive())?)
                .with("clock", self.clock.clock_zoned(at))
                .spans(&words.approved)?,
        ];
        if approval.self_approval {
            lines.push(plain(&words.self_approval, Weight::Regular));
        }
        self.push_box(flow, &words.approved_title, &lines)
    }

    fn push_changes(&self, flow: &mut Flow) -> Result<(), Error> {
        let mut lines = Vec::new();
        for change in &self.document.changes {
            lines.push(self.change(change)?);
        }
        for change in &self.document.profile_changes {
            lines.push(self.profile_change(change)?);
        }
        if lines.is_empty() {
            lines.push(plain(&self.words.unchanged, Weight::Regular));
        }
        self.push_box(flow, &self.words.changed_title, &lines)
    }

    fn change(&self, change: &SettingChange) -> Result<Vec<Span>, Error> {
        let words = self.words;
        let rules: Vec<&str> = change
            .key
            .spec()
            .rules
            .iter()
            .map(|rule| rule.id())
            .collect();
        let on = self.clock.local(change.at).date_naive();
        let mut spans = Values::new()
            .with("rule", rules.join(", "))
            .with("name", words.setting(change.key)?)
            .with("old", words.value(change.key, change.old)?)
            .with("new", words.value(change.key, change.new)?)
            .with("reason", &change.reason)
            .with("by", &change.by_name)
            .with("day", self.clock.date(on)?)
            .spans(&words.change)?;
        if !change.source.is_empty() {
            let source = Values::new().with("source", &change.source);
            spans.extend(plain(" ", Weight::Regular));
            spans.extend(source.spans(&words.change_source)?);
        }
        if let Some(day) = change.renew_by {
            let renew = Values::new().with("day", self.clock.date(day)?);
            spans.extend(plain(" ", Weight::Regular));
            spans.extend(renew.spans(&words.renew_by)?);
        }
        Ok(spans)
    }

    fn profile_change(&self, change: &DeviceProfileChange) -> Result<Vec<Span>, Error> {
        let words = &self.words.device;
        let on = self.clock.local(change.at).date_naive();
        Values::new()
            .with("name", common()?.device(&change.profile)?)
            .with("decision", words.decision(change.decision)?)
            .with("version", change.profile.version.to_string())
            .with("reason", &change.reason)
            .with("by", &change.by_name)
            .with("day", self.clock.date(on)?)
            .spans(&words.change)
    }

    fn push_devices(&self, flow: &mut Flow) -> Result<(), Error> {
        let words = &self.words.device;
        flow.push(self.heading(&words.title)?);
        let lead = plain(&words.lead, Weight::Regular);
        flow.push(text(&lead, self.body, self.width, Align::Left)?.after(3.0));
        for profile in self.document.settings.devices().all() {
            flow.push(self.device(profile)?.after(4.0));
        }
        Ok(())
    }

    /// One device under a hairline: its name, every figure, and where they come from.
    fn device(&self, profile: &DeviceProfile) -> Result<Block, Error> {
        let words = &self.words.device;
        let name = common()?.device(profile)?;
        let values = Values::new()
            .with("name", &name)
            .with("version", profile.version.to_string());
        let title = match (profile.version, profile.retired) {
            (0, _) => name.clone(),
            (_, true) => values.fill(&words.retired)?,
            (_, false) => values.fill(&words.own)?,
        };
        let mut lines = self
            .words
            .device_facts(profile, self.document.settings.screening.market)?;
        if !profile.source.is_empty() {
            let source = Values::new().with("source", self.words.texts(&profile.source));
            lines.push(source.fill(&words.source)?);
        }
        let set = |spans: &[Span]| text(spans, self.body, self.width, Align::Left);
        let mut said = set(&plain(&title, Weight::SemiBold))?;
        for line in lines {
            said = said.above(set(&plain(&line, Weight::Regular))?);
        }
        let top = 4.0;
        Ok(Block::shapes(0.0, vec![self.hairline()]).with(said, 0.0, top))
    }

    fn hairline(&self) -> Shape {
        Shape::line(
            &[(0.0, 0.0), (self.width, 0.0)],
            Stroke::solid(Ink::HAIRLINE, 0.5),
        )
    }

    fn push_grades(&self, flow: &mut Flow) -> Result<(), Error> {
        let lines: Vec<Vec<Span>> = self
            .words
            .grades
            .iter()
            .map(|(grade, meaning)| {
                let mut spans = plain(grade, Weight::Bold);
                spans.extend(plain(&format!("  {meaning}"), Weight::Regular));
                spans
            })
            .collect();
        self.push_box(flow, &self.words.grades_title, &lines)
    }

    fn push_box(&self, flow: &mut Flow, title: &str, lines: &[Vec<Span>]) -> Result<(), Error> {
        push_paragraphs(flow, title, lines, self.body, self.width, GAP)
    }

    fn push_rules(&self, flow: &mut Flow) -> Result<(), Error> {
        let mut rules: Vec<&RuleSpec> = every_rule().collect();
        // The order of a visit: who may come, how deep, what numbs, when again, what to do at home.
        rules.sort_by_key(|rule| (rule.id.section(), rule.id));
        let mut section = None;
        for rule in rules {
            if section != Some(rule.id.section()) {
                section = Some(rule.id.section());
                flow.push(self.heading(self.words.section(rule.id)?)?);
            }
            flow.push(self.rule(rule)?.after(4.0));
        }
        Ok(())
    }

    fn heading(&self, words: &str) -> Result<Block, Error> {
        let setting = Setting::new(16.0, 21.0).scaled(self.scale);
        let set = text(
            &plain(words, Weight::Bold),
            setting,
            self.width,
            Align::Left,
        )?;
        Ok(set.after(16.0).keeping(Keep::Must))
    }

    /// One rule under a hairline: its id, then question, outcome, setting, source and what differs.
    fn rule(&self, rule: &RuleSpec) -> Result<Block, Error> {
        let column = ID * self.scale;
        let width = self.width - column;
        let set = |spans: &[Span]| text(spans, self.body, width, Align::Left);
        let mut said = set(&plain(&rule_question(rule)?, Weight::SemiBold))?;
        for spans in self.lines(rule)? {
            said = said.above(set(&spans)?);
        }
        let id = text(
            &plain(rule.id.id(), Weight::Bold),
            self.body,
            column,
            Align::Left,
        )?;
        let top = 4.0;
        Ok(Block::shapes(0.0, vec![self.hairline()])
            .with(id, 0.0, top)
            .with(said, column, top))
    }

    fn lines(&self, rule: &RuleSpec) -> Result<Vec<Vec<Span>>, Error> {
        let words = self.words;
        let says = Values::new().with("outcome", words.outcome(rule)?);
        let mut lines = vec![match words.wait(rule)? {
            Some(wait) => says.with("wait", wait).spans(&words.lasts)?,
            None => says.spans(&words.says)?,
        }];
        let setting = rule
            .configurable
            .and_then(|range| SettingKey::from_id(range.setting));
        if let Some(key) = setting {
            lines.push(self.setting(key)?);
        }
        lines.push(plain(&words.source(rule)?, Weight::Regular));
        if let Some(differ) = words.differ(rule.id) {
            lines.push(Values::new().with("text", differ).spans(&words.differ)?);
        }
        Ok(lines)
    }

    fn setting(&self, key: SettingKey) -> Result<Vec<Span>, Error> {
        let (words, spec) = (self.words, key.spec());
        let wording = match spec.unit {
            SettingUnit::Switch => &words.set_switch,
            SettingUnit::Market | SettingUnit::Money => &words.set_choice,
            _ => &words.set,
        };
        Values::new()
            .with("name", words.setting(key)?)
            .with(
                "value",
                words.value(key, self.document.settings.value(key))?,
            )
            .with("default", words.value(key, spec.default)?)
            .with("least", words.value(key, Some(spec.least))?)
            .with("most", words.value(key, Some(spec.most))?)
            .spans(wording)
    }
}
