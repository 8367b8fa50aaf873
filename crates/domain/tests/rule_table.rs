//! The rule table against the written rules: waits, ranges, and flags that say what their row says.

use needlebook_domain::course::{Booking, CourseFlag};
use needlebook_domain::depth::{DepthFlag, DepthVerdict};
use needlebook_domain::numbing::{NumbingFlag, NumbingVerdict};
use needlebook_domain::rule::{OutcomeClass, RuleId, RuleSection, RuleSpec, SpanUnit};
use needlebook_domain::rule_list::every_rule;
use needlebook_domain::screening::rules::spec;

/// Every wait of the written rules, in its own unit.
const WAITS: &[(RuleId, u16, Option<u16>, SpanUnit)] = &[
    (RuleId::A02, 24, None, SpanUnit::Hours),
    (RuleId::A04, 12, Some(48), SpanUnit::Hours),
    (RuleId::A05, 1, Some(3), SpanUnit::Days),
    (RuleId::A08, 24, None, SpanUnit::Hours),
    (RuleId::A09, 24, None, SpanUnit::Hours),
    (RuleId::A10, 7, None, SpanUnit::Days),
    (RuleId::A11, 7, None, SpanUnit::Days),
    (RuleId::A12, 1, None, SpanUnit::Days),
    (RuleId::A13, 14, Some(28), SpanUnit::Days),
    (RuleId::A15, 28, Some(42), SpanUnit::Days),
    (RuleId::A16, 24, None, SpanUnit::Hours),
    (RuleId::C01, 28, Some(42), SpanUnit::Days),
    (RuleId::C02, 28, None, SpanUnit::Days),
    (RuleId::C03, 14, None, SpanUnit::Days),
    (RuleId::C04, 42, None, SpanUnit::Days),
    (RuleId::C05, 6, None, SpanUnit::Months),
    (RuleId::C07, 3, Some(6), SpanUnit::Sessions),
    (RuleId::C08, 1, Some(6), SpanUnit::Months),
    (RuleId::C09, 6, Some(12), SpanUnit::Months),
    (RuleId::C10, 14, None, SpanUnit::Days),
    (RuleId::N01, 30, None, SpanUnit::Minutes),
    (RuleId::N02, 45, None, SpanUnit::Minutes),
    (RuleId::N03, 60, None, SpanUnit::Minutes),
    (RuleId::N04, 300, None, SpanUnit::Minutes),
    (RuleId::R01, 6, None, SpanUnit::Months),
    (RuleId::R02, 3, Some(5), SpanUnit::Days),
    (RuleId::R04, 7, None, SpanUnit::Days),
    (RuleId::R05, 7, None, SpanUnit::Days),
    (RuleId::R06, 7, None, SpanUnit::Days),
    (RuleId::R21, 14, None, SpanUnit::Days),
    (RuleId::R27, 14, None, SpanUnit::Days),
    (RuleId::R28, 28, None, SpanUnit::Days),
    (RuleId::R29, 28, None, SpanUnit::Days),
    (RuleId::R30, 7, None, SpanUnit::Days),
    (RuleId::R31, 6, None, SpanUnit::Months),
    (RuleId::R35, 14, None, SpanUnit::Days),
    (RuleId::R37, 14, Some(28), SpanUnit::Days),
];

fn row(id: RuleId) -> Option<&'static RuleSpec> {
    every_rule().find(|rule| rule.id == id)
}

#[test]
fn every_wait_in_the_table_is_the_written_one() {
    let listed: Vec<(RuleId, u16, Option<u16>, SpanUnit)> = every_rule()
        .filter_map(|rule| {
            rule.wait
                .map(|wait| (rule.id, wait.from, wait.to, wait.unit))
        })
        .collect();
    assert_eq!(listed, WAITS);
}

#[test]
fn what_a_clinic_may_set_has_a_range_with_its_default_inside() {
    for (id, setting, least, most) in [
        (RuleId::R01, "isotretinoin_wait_months", 0, 12),
        (RuleId::R02, "otc_thinner_days", 3, 5),
        (RuleId::A07, "sunscreen_start_hours", 0, 24),
        (RuleId::A08, "exercise_hours", 24, 72),
    ] {
        let range = row(id).and_then(|rule| rule.configurable);
        assert_eq!(
            range.map(|range| (range.setting, range.least, range.most)),
            Some((setting, least, most)),
            "{id}"
        );
    }
    for rule in every_rule() {
        let (Some(range), Some(wait)) = (rule.configurable, rule.wait) else {
            continue;
        };
        assert!(
            (range.least..=range.most).contains(&u32::from(wait.from)),
            "{} starts outside its own range",
            rule.id
        );
    }
}

#[test]
fn a_screening_rule_has_its_own_row() {
    for rule in every_rule().filter(|rule| rule.id >= RuleId::R01) {
        assert_eq!(spec(rule.id).id, rule.id);
        assert!(!rule.asks.is_empty(), "{} asks nothing", rule.id);
    }
}

#[test]
fn a_side_is_called_the_same_in_the_record_and_on_the_wire() {
    use needlebook_domain::zone::Side;
    for side in [Side::Right, Side::Left, Side::None] {
        assert_eq!(serde_json::json!(side), side.id());
    }
}

#[test]
fn at_the_makers_limit_is_not_above_it() {
    use needlebook_domain::device::{DeviceProfileId, DeviceProfiles};
    let profiles = DeviceProfiles::default();
    let skinpen = profiles.find(DeviceProfileId::SkinpenPrecision).unwrap();
    assert!(!skinpen.is_above_label(1_500) && skinpen.is_above_label(1_501));
    let generic = profiles.find(DeviceProfileId::GenericPen).unwrap();
    assert!(
        !generic.is_above_label(3_000),
        "a limit nobody gave is not passed"
    );
}

#[test]
fn a_milder_word_of_a_rule_is_really_milder() {
    for rule in every_rule() {
        if let Some(milder) = rule.or {
            assert!(milder < rule.outcome, "{}", rule.id);
        }
    }
}

#[test]
fn a_flag_says_what_its_row_says_and_no_two_share_one() {
    let depth = DepthFlag::ALL.map(|flag| {
        let class = match flag.verdict() {
            DepthVerdict::Ok => OutcomeClass::Info,
            DepthVerdict::Caution => OutcomeClass::Caution,
            DepthVerdict::OffLabel => OutcomeClass::OffLabel,
            DepthVerdict::Block => OutcomeClass::Block,
        };
        (flag.rule(), class)
    });
    let numbing = NumbingFlag::ALL.map(|flag| {
        let class = match flag.verdict() {
            NumbingVerdict::Ok => OutcomeClass::Info,
            NumbingVerdict::Caution => OutcomeClass::Caution,
            NumbingVerdict::Block => OutcomeClass::Block,
        };
        (flag.rule(), class)
    });
    let course = CourseFlag::ALL.map(|flag| {
        let class = match flag.booking() {
            Booking::Ok => OutcomeClass::Info,
            Booking::Caution => OutcomeClass::Caution,
            Booking::Defer => OutcomeClass::Defer,
            Booking::Block => OutcomeClass::Block,
        };
        (flag.rule(), class)
    });
    let mut said: Vec<(RuleId, OutcomeClass)> =
        depth.into_iter().chain(numbing).chain(course).collect();
    for (id, class) in &said {
        assert_eq!(row(*id).map(|rule| rule.outcome), Some(*class), "{id}");
    }
    let flags = said.len();
    said.sort_unstable();
    said.dedup_by_key(|(id, _)| *id);
    assert_eq!(
        said.len(),
        flags,
        "two flags, one rule: which of them spoke?"
    );
}

#[test]
fn a_rule_is_written_by_its_id_and_stands_in_the_section_the_id_begins_with() {
    let section = |id: RuleId| match id.to_string().chars().next() {
        Some('A') => RuleSection::Aftercare,
        Some('C') => RuleSection::Course,
        Some('D') => RuleSection::Depth,
        Some('N') => RuleSection::Numbing,
        _ => RuleSection::Screening,
    };
    for id in RuleId::ALL {
        assert_eq!(id.section(), section(*id), "{id}");
        assert_eq!(id.to_string(), id.id());
    }
}
