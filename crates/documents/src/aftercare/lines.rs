//! Which lines the sheet says and with which values: the timeline's rows (RULES.md section 6 as
//! PRACTICE 30 to 37 amends it). Lines speak only of what was treated.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use needlebook_domain::zone::Zone;

use crate::aftercare::{AftercareSheet, Cooling, NextVisit};
use crate::content::{AftercareWords, ClinicClock};
use crate::dated::rows::{Advice, Mark, Row, When};
use crate::error::Error;
use crate::wording::Values;

/// A part of the body as a sentence names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Face,
    Neck,
    Chest,
    Scalp,
    Abdomen,
    Back,
    Arms,
    Hands,
    Legs,
    Buttocks,
}

fn part(zone: Zone) -> Part {
    match zone {
        Zone::Forehead
        | Zone::Glabella
        | Zone::Temples
        | Zone::Periorbital
        | Zone::Nose
        | Zone::Cheekbone
        | Zone::Cheeks
        | Zone::Perioral
        | Zone::Chin
        | Zone::Jawline
        | Zone::EyelidInsideOrbitalRim => Part::Face,
        Zone::Neck => Part::Neck,
        Zone::Decolletage => Part::Chest,
        Zone::Scalp => Part::Scalp,
        Zone::Abdomen | Zone::Flanks => Part::Abdomen,
        Zone::Back => Part::Back,
        Zone::Arms => Part::Arms,
        Zone::Hands => Part::Hands,
        Zone::Thighs | Zone::Knees => Part::Legs,
        Zone::Buttocks => Part::Buttocks,
    }
}

impl Part {
    /// Parts that wear makeup.
    fn wears_makeup(self) -> bool {
        matches!(self, Self::Face | Self::Neck | Self::Chest)
    }

    /// Parts that lie under clothes.
    fn is_clothed(self) -> bool {
        !matches!(self, Self::Face | Self::Neck | Self::Scalp | Self::Hands)
    }
}

/// The sheet with everything needed to word it.
pub(super) struct Wording<'a> {
    pub sheet: &'a AftercareSheet,
    pub words: &'a AftercareWords,
    pub clock: ClinicClock<'a>,
    parts: Vec<Part>,
    /// The clock changes within the sheet's hours, so every time names its zone.
    pub names_zone: bool,
}

impl<'a> Wording<'a> {
    pub fn new(
        sheet: &'a AftercareSheet,
        words: &'a AftercareWords,
        clock: ClinicClock<'a>,
    ) -> Self {
        let mut parts: Vec<Part> = sheet.zones.iter().map(|z| part(*z)).collect();
        parts.sort_unstable();
        parts.dedup();
        let t = &sheet.timeline;
        let end = clock.zone_name(t.session_end.at());
        let hours = [
            t.no_touch_until,
            t.cleanser_from,
            t.redness_usual_to,
            t.call_if_red_at,
            t.exercise_from,
            t.mineral_makeup_from,
        ];
        let names_zone = hours.iter().any(|h| clock.zone_name(h.at()) != end);
        Self {
            sheet,
            words,
            clock,
            parts,
            names_zone,
        }
    }

    fn parts_named(&self, chosen: impl Fn(Part) -> bool) -> String {
        let words = &self.words.areas;
        let names: Vec<String> = self
            .parts
            .iter()
            .filter(|p| chosen(**p))
            .map(|p| match p {
                Part::Face => &words.face,
                Part::Neck => &words.neck,
                Part::Chest => &words.chest,
                Part::Scalp => &words.scalp,
                Part::Abdomen => &words.abdomen,
                Part::Back => &words.back,
                Part::Arms => &words.arms,
                Part::Hands => &words.hands,
                Part::Legs => &words.legs,
                Part::Buttocks => &words.buttocks,
            })
            .cloned()
            .collect();
        self.clock.words.list(&names)
    }

    /// "your face and your neck".
    pub fn areas(&self) -> String {
        self.parts_named(|_| true)
    }

    /// Whether the face was treated: only then eyes and mouth are spoken of.
    pub fn treated_face(&self) -> bool {
        self.parts.contains(&Part::Face)
    }

    fn any(&self, chosen: impl Fn(Part) -> bool) -> bool {
        self.parts.iter().any(|p| chosen(*p))
    }

    /// "Wednesday 25 November, 11:20 am".
    pub fn instant(&self, at: DateTime<Utc>) -> Result<String, Error> {
        self.clock
            .instant_in(at, self.year(), &self.words.instant, self.names_zone)
    }

    /// The year of the session: dates in it need not repeat it.
    fn year(&self) -> i32 {
        self.sheet.timeline.session_end.date().year()
    }

    /// The same with the year.
    pub fn instant_with_year(&self, at: DateTime<Utc>) -> Result<String, Error> {
        self.clock
            .instant_with_year(at, &self.words.instant, self.names_zone)
    }

    fn advice(&self, mark: Mark, wording: &str, values: &Values) -> Result<Advice, Error> {
        Ok(Advice {
            mark,
            text: values.spans(wording)?,
        })
    }

    fn on(&self, lead: &str, on: NaiveDate, tail: &str) -> Result<When, Error> {
        Ok(When {
            lead: lead.to_owned(),
            heading: self.clock.day_in(on, self.year())?,
            tail: tail.to_owned(),
        })
    }

    /// Every row, soonest first.
    pub fn rows(&self) -> Result<Vec<Row>, Error> {
        Ok(vec![
            self.first_day()?,
            self.next_day()?,
            self.healing()?,
            self.first_week()?,
            self.every_day()?,
            self.later()?,
        ])
    }

    fn first_day(&self) -> Result<Row, Error> {
        let (words, t) = (self.words, &self.sheet.timeline);
        let none = Values::new();
        let cleanser = Values::new().with("cleanser_from", self.instant(t.cleanser_from.at())?);
        let mut lines = vec![
            self.advice(
                Mark::DoNot,
                &words.no_touch,
                &none.clone().with("areas", self.areas()),
            )?,
            self.nothing_on()?,
        ];
        if self.any(|p| p == Part::Scalp) {
            lines.push(self.advice(Mark::DoNot, &words.no_hair_products, &none)?);
            let wash = self.by_cleanser(&words.wash_scalp, &words.wash_scalp_water_first);
            lines.push(self.advice(Mark::Do, wash, &cleanser)?);
        }
        if self.any(|p| p != Part::Scalp) {
            let wash = self.by_cleanser(&words.wash, &words.wash_water_first);
            lines.push(self.advice(Mark::Do, wash, &cleanser)?);
        }
        if self.any(Part::is_clothed) {
            let clothed = self.parts_named(Part::is_clothed);
            lines.push(self.advice(
                Mark::Do,
                &words.loose_clothes,
                &none.clone().with("areas", clothed),
            )?);
        }
        lines.push(match &self.sheet.cooling {
            Cooling::Yes { what } => {
                self.advice(Mark::Do, &words.cooling_yes, &none.with("what", what))?
            }
            Cooling::No => self.advice(Mark::DoNot, &words.cooling_no, &none)?,
        });
        let until = t.no_touch_until;
        let when = self.on(
            &words.until,
            until.date(),
            &self.clock.time(until.at(), self.names_zone)?,
        )?;
        Ok(Row { when, lines })
    }

    /// Makeup, cream and sunscreen in one line, agreeing with the sunscreen row (SETTLED 29 in our words:
    /// what starts today is never forbidden today).
    fn nothing_on(&self) -> Result<Advice, Error> {
        let words = &self.words.nothing_on;
        let named = !self.sheet.products_given.is_empty();
        let wording = match (named, self.sunscreen_today()) {
            (true, false) => &words.named,
            (false, false) => &words.unnamed,
            (true, true) => &words.named_sunscreen_today,
            (false, true) => &words.unnamed_sunscreen_today,
        };
        let makeup = if self.any(Part::wears_makeup) {
            self.words.no_makeup.as_str()
        } else {
            ""
        };
        let values = Values::new().with(
            "products",
            self.clock.words.list(&self.sheet.products_given),
        );
        self.advice(Mark::DoNot, &format!("{makeup}{wording}"), &values)
    }

    /// One wording where a cleanser may be used at once, the other where water comes first (A06).
    fn by_cleanser<'w>(&self, at_once: &'w str, water_first: &'w str) -> &'w str {
        let t = &self.sheet.timeline;
        if t.cleanser_from <= t.session_end {
            at_once
        } else {
            water_first
        }
    }

    fn sunscreen_today(&self) -> bool {
        self.sheet.timeline.sunscreen_from <= self.sheet.timeline.session_end
    }

    fn next_day(&self) -> Result<Row, Error> {
        let (words, t) = (self.words, &self.sheet.timeline);
        let values = Values::new()
            .with("exercise_from", self.instant(t.exercise_from.at())?)
            .with("makeup_from", self.instant(t.mineral_makeup_from.at())?);
        let mut lines = vec![
            self.advice(Mark::Do, &words.daily_life, &values)?,
            self.advice(Mark::DoNot, &words.no_sweat, &values)?,
        ];
        if self.any(Part::wears_makeup) {
            lines.push(self.advice(Mark::Do, &words.mineral_makeup, &values)?);
        }
        Ok(Row {
            when: self.on(&words.from, t.daily_activities_from, "")?,
            lines,
        })
    }

    fn healing(&self) -> Result<Row, Error> {
        let (words, t) = (self.words, &self.sheet.timeline);
        let call_at = t.call_if_red_at.at();
        let line = self.sheet.clinic.closed_line();
        let values = Values::new()
            .with("cleanser_from", self.instant(t.cleanser_from.at())?)
            .with("cream_from", self.instant(t.no_touch_until.at())?)
            .with("call_at", self.instant(call_at)?)
            .with("line", line);
        let wording = match (line.is_empty(), self.clock.is_open(call_at)) {
            (true, _) => &words.still_red,
            (false, Some(false)) => &words.still_red_closed,
            (false, _) => &words.still_red_line,
        };
        let lines = vec![
            self.advice(
                Mark::Do,
                self.by_cleanser(&words.healing, &words.healing_water_first),
                &values,
            )?,
            self.advice(Mark::Call, wording, &values)?,
        ];
        Ok(Row {
            when: self.on(&words.until, t.healing_to, "")?,
            lines,
        })
    }

    fn first_week(&self) -> Result<Row, Error> {
        let (words, none) = (self.words, Values::new());
        let lines = vec![
            self.advice(Mark::DoNot, &words.no_harsh, &none)?,
            self.advice(Mark::DoNot, &words.no_sun, &none)?,
        ];
        let clear_on = self.sheet.timeline.retinol_harsh_sun_clear_from;
        Ok(Row {
            when: self.on(&words.before, clear_on, &words.at_least_a_week)?,
            lines,
        })
    }

    fn every_day(&self) -> Result<Row, Error> {
        let words = self.words;
        let from = self.sheet.timeline.sunscreen_from.at();
        let values = Values::new().with("sunscreen_from", self.instant(from)?);
        let mut lines = Vec::new();
        if self.any(|p| p != Part::Scalp) {
            let wording = match (self.sunscreen_today(), self.treated_face()) {
                (true, _) => &words.sunscreen_today,
                (false, true) => &words.sunscreen_later,
                (false, false) => &words.sunscreen_later_body,
            };
            lines.push(self.advice(Mark::Do, wording, &values)?);
        }
        if self.any(|p| p == Part::Scalp) {
            lines.push(self.advice(Mark::Do, &words.sun_scalp, &values)?);
        }
        let when = When {
            lead: String::new(),
            heading: words.every_day.clone(),
            tail: String::new(),
        };
        Ok(Row { when, lines })
    }

    fn later(&self) -> Result<Row, Error> {
        let (words, none) = (self.words, Values::new());
        let heading = match self.sheet.next {
            NextVisit::Due { .. } => &words.until_next_visit,
            NextVisit::CourseComplete { .. } => &words.until_seen_again,
        };
        let when = When {
            lead: words.until.clone(),
            heading: heading.clone(),
            tail: String::new(),
        };
        let lines = vec![
            self.advice(Mark::DoNot, &words.no_picking, &none)?,
            self.advice(Mark::DoNot, &words.no_roller, &none)?,
        ];
        Ok(Row { when, lines })
    }
}
