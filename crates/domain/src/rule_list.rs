//! Every rule of the clinic as one list: screening, the depth and numbing guards, the course planner
//! and the aftercare sheet.

use crate::rule::{OutcomeClass, RuleId, RuleSpec, SpanUnit};
use crate::rule_settings::SettingKey;
use crate::screening::rules::RULES;
use crate::source::Grade;
use OutcomeClass::{Block, Caution, Defer, Info, OffLabel, Sheet};

const fn rule(
    id: RuleId,
    asks: &'static str,
    outcome: OutcomeClass,
    source: &'static str,
    grade: Grade,
) -> RuleSpec {
    RuleSpec::new(id, asks, outcome, source, grade)
}

/// A line of the aftercare sheet that reads nothing but the session's end.
const fn line(id: RuleId, source: &'static str, grade: Grade) -> RuleSpec {
    rule(id, "session_end", Sheet, source, grade)
}

/// The rules of the guards, the planner and the sheet, in order of their ids.
#[rustfmt::skip]
pub const GUARD_RULES: [RuleSpec; 49] = [
    line(RuleId::A01, "S22", Grade::A),
    line(RuleId::A02, "S23", Grade::A).lasting(24, SpanUnit::Hours).set(SettingKey::HandsOffHours),
    line(RuleId::A03, "S24", Grade::A),
    line(RuleId::A04, "S53", Grade::A).between(12, 48, SpanUnit::Hours),
    line(RuleId::A05, "S25", Grade::A).between(1, 3, SpanUnit::Days),
    line(RuleId::A06, "S26 S60", Grade::A).set(SettingKey::CleanserStartHours),
    line(RuleId::A07, "S27 S60 NUAN", Grade::A).set(SettingKey::SunscreenStartHours),
    line(RuleId::A08, "S29 NUAN ESTH", Grade::A).lasting(24, SpanUnit::Hours).set(SettingKey::ExerciseHours),
    line(RuleId::A09, "S61", Grade::A).lasting(24, SpanUnit::Hours).set(SettingKey::MakeupHours),
    line(RuleId::A10, "S28", Grade::A).lasting(7, SpanUnit::Days).set(SettingKey::HarshProductsDays),
    line(RuleId::A11, "S28", Grade::A).lasting(7, SpanUnit::Days).set(SettingKey::HarshProductsDays),
    line(RuleId::A12, "S40", Grade::A).lasting(1, SpanUnit::Days),
    line(RuleId::A13, "S05 S55", Grade::A).between(14, 28, SpanUnit::Days),
    line(RuleId::A14, "S72", Grade::A),
    line(RuleId::A15, "S30", Grade::A).between(28, 42, SpanUnit::Days),
    line(RuleId::A16, "NUAN", Grade::N).lasting(24, SpanUnit::Hours).set(SettingKey::HandsOffHours),
    rule(RuleId::C01, "last_session", Info, "S30 S65", Grade::A).between(28, 42, SpanUnit::Days),
    rule(RuleId::C02, "proposed", Caution, "S30", Grade::A).lasting(28, SpanUnit::Days),
    rule(RuleId::C03, "proposed", Block, "ALAM14 AMER18", Grade::A).lasting(14, SpanUnit::Days).set(SettingKey::ShortestIntervalDays),
    rule(RuleId::C04, "proposed", Info, "S30", Grade::A).lasting(42, SpanUnit::Days),
    rule(RuleId::C05, "proposed", Caution, "", Grade::N).lasting(6, SpanUnit::Months).set(SettingKey::LapseMonths),
    rule(RuleId::C06, "open_adverse_event", Defer, "CHU21", Grade::N),
    rule(RuleId::C07, "planned_sessions", Caution, "S30 S54 S63 S64", Grade::A).between(3, 6, SpanUnit::Sessions),
    rule(RuleId::C08, "session_end", Info, "S05 S55 SPTRIAL", Grade::A).between(1, 6, SpanUnit::Months).set(SettingKey::LeafletStudies),
    rule(RuleId::C09, "course_completed", Info, "S31", Grade::A).between(6, 12, SpanUnit::Months),
    // Trials on the scalp go weekly to monthly; without a decision of the clinic it is guarded like all skin.
    rule(RuleId::C10, "zones", Block, "ENGL22", Grade::A).lasting(14, SpanUnit::Days).set(SettingKey::ScalpShortestIntervalDays),
    rule(RuleId::C11, "price", Info, "S41", Grade::A).set(SettingKey::UsualPriceFrom),
    rule(RuleId::C12, "price", Info, "S41", Grade::A).set(SettingKey::UsualPriceTo),
    rule(RuleId::C13, "given_at", Info, "GMC", Grade::A).set(SettingKey::TimeToThinkHours),
    rule(RuleId::D01, "indication", Caution, "S18 AMER18 HARR15", Grade::A),
    rule(RuleId::D02, "zone", Caution, "DRPEN ENGL22 SPTRIAL", Grade::C).set(SettingKey::ZoneAdvisories),
    rule(RuleId::D03, "device", OffLabel, "DEN PIN EXC1", Grade::A),
    rule(RuleId::D04, "device", OffLabel, "FDA4 DEN K202243", Grade::A).set(SettingKey::DeviceMarket),
    // Micrometres: lowered freely, raised to the label's limit and 2.5 mm at most (PRACTICE 48).
    rule(RuleId::D05, "depth_mm", Block, "S18 S70", Grade::A).set(SettingKey::CeilingMicrometres),
    rule(RuleId::D06, "depth_mm", Block, "DEN EXC1 SMART", Grade::A),
    rule(RuleId::D07, "depth_mm", Block, "DEN PIN SMART", Grade::A).set(SettingKey::GenericPenStepMicrometres),
    rule(RuleId::D08, "zone", Block, "SPLBL", Grade::B),
    rule(RuleId::D09, "depth_mm", Block, "S18", Grade::A),
    // A zone that reacted before, needled deeper than last time (PRACTICE 58).
    rule(RuleId::D10, "zone", Caution, "", Grade::N),
    rule(RuleId::N01, "off", Caution, "S16", Grade::A).lasting(30, SpanUnit::Minutes),
    rule(RuleId::N02, "off", Caution, "S16", Grade::A).lasting(45, SpanUnit::Minutes),
    rule(RuleId::N03, "off", Caution, "EMC1 EMC2 PLIAG", Grade::A).lasting(60, SpanUnit::Minutes),
    rule(RuleId::N04, "off", Caution, "EMC1 EMC2 PLIAG", Grade::A).lasting(300, SpanUnit::Minutes),
    rule(RuleId::N05, "off", Block, "S16", Grade::A),
    rule(RuleId::N06, "percent", Block, "FDA5", Grade::B),
    rule(RuleId::N07, "occluded", Caution, "FDA5", Grade::B),
    rule(RuleId::N08, "area_cm2", Block, "EMC1 EMC2 PEDIA PLIAG", Grade::A),
    rule(RuleId::N09, "grams", Block, "EMC1 EMC2 PEDIA PLIAG", Grade::A),
    rule(RuleId::N10, "prescriber_on_file", Block, "CRBLT", Grade::C),
];

/// Every rule, sorted by id.
pub fn every_rule() -> impl Iterator<Item = &'static RuleSpec> {
    const GUARDS: &[RuleSpec; 49] = &GUARD_RULES;
    const SCREENING: &[RuleSpec; 40] = &RULES;
    GUARDS.iter().chain(SCREENING)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::texts;

    #[test]
    fn every_rule_id_has_exactly_one_row_in_order() {
        let listed: Vec<RuleId> = every_rule().map(|rule| rule.id).collect();
        assert_eq!(
            listed,
            RuleId::ALL,
            "a rule without a row has no source, and a row twice has two"
        );
    }

    #[test]
    fn every_source_a_rule_names_is_a_known_text_or_a_line_of_the_founding_document() {
        for rule in every_rule() {
            let founding_lines = rule
                .source
                .split_whitespace()
                .filter_map(|id| id.strip_prefix('S')?.parse::<u8>().ok())
                .filter(|line| (1..=72).contains(line))
                .count();
            assert_eq!(
                founding_lines + texts(rule.source).count(),
                rule.source.split_whitespace().count(),
                "{} cites {}, and somebody must be able to look each of them up",
                rule.id,
                rule.source
            );
        }
    }

    #[test]
    fn a_rule_without_a_source_says_that_it_is_our_own_proposal() {
        for rule in every_rule().filter(|rule| rule.source.is_empty()) {
            assert_eq!(
                rule.grade,
                Grade::N,
                "{} claims evidence it has not",
                rule.id
            );
        }
    }
}
