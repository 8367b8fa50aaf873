//! The numbing gate: which numbing products a person's answers block (R19, R33).
//!
//! Judged apart from the session, because a session may go on without numbing.

use serde::{Deserialize, Serialize};

use super::answer_values::AnaestheticAllergy;
use super::answer_words::{AnaestheticClass, PlannedNumbing};
use super::answers::{Answers, Asked};
use super::ruling::Ruling;
use super::{Outcome, Reason};
use crate::numbing::NumbingProduct;
use crate::rule::RuleId;

/// Whether the planned numbing may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum NumbingGateVerdict {
    /// Nothing planned is blocked.
    Ok,
    /// What is planned is blocked, or something is blocked and nothing is named yet.
    Block,
}

/// The numbing gate's answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct NumbingGate {
    /// Whether the planned numbing may be used.
    pub verdict: NumbingGateVerdict,
    /// The products blocked, sorted by id.
    pub blocked: Vec<NumbingProduct>,
    /// The rules that block them, sorted.
    pub rules: Vec<RuleId>,
}

/// An active substance in a numbing product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Active {
    Lidocaine,
    Prilocaine,
    Tetracaine,
}

/// What an answer blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Blocks {
    Active(Active),
    Class(AnaestheticClass),
}

impl Blocks {
    /// A compounded cream's contents are the prescriber's and not on record, so anything blocks it.
    fn covers(self, product: NumbingProduct) -> bool {
        let actives = match product {
            NumbingProduct::Compounded => return true,
            NumbingProduct::Lidocaine4Cream | NumbingProduct::OtcLidocaine => {
                &[Active::Lidocaine][..]
            }
            NumbingProduct::LidocainePrilocaine => &[Active::Lidocaine, Active::Prilocaine][..],
            NumbingProduct::LidocaineTetracaine => &[Active::Lidocaine, Active::Tetracaine][..],
        };
        match self {
            Blocks::Active(active) => actives.contains(&active),
            Blocks::Class(AnaestheticClass::Amide) => {
                actives.contains(&Active::Lidocaine) || actives.contains(&Active::Prilocaine)
            }
            Blocks::Class(AnaestheticClass::Ester) => actives.contains(&Active::Tetracaine),
            Blocks::Class(AnaestheticClass::Unknown) => true,
        }
    }
}

/// The gate, and what R19 and R33 say about the session itself.
pub(super) fn judge(answers: &Answers) -> (NumbingGate, Vec<Ruling>) {
    let allergy = allergy_blocks(answers);
    let conditions = condition_blocks(answers);
    let is_blocked_by =
        |blocks: &[Blocks], product| blocks.iter().any(|block| block.covers(product));
    let allergy_slice = allergy.as_slice();
    let blocked: Vec<NumbingProduct> = NumbingProduct::ALL
        .into_iter()
        .filter(|product| {
            is_blocked_by(allergy_slice, *product) || is_blocked_by(&conditions, *product)
        })
        .collect();
    let planned = planned_products(answers);
    let is_planned_hit = |blocks: &[Blocks]| match &planned {
        Some(products) => products
            .iter()
            .any(|product| is_blocked_by(blocks, *product)),
        None => !blocks.is_empty(),
    };
    let verdict = if is_planned_hit(allergy_slice) || is_planned_hit(&conditions) {
        NumbingGateVerdict::Block
    } else {
        NumbingGateVerdict::Ok
    };
    let mut rules = Vec::new();
    let mut rulings = Vec::new();
    if let Some(ruling) = allergy_ruling(answers) {
        rules.push(RuleId::R19);
        rulings.push(ruling);
    }
    if !conditions.is_empty() {
        rules.push(RuleId::R33);
        rulings.push(condition_ruling(answers, is_planned_hit(&conditions)));
    }
    let gate = NumbingGate {
        verdict,
        blocked,
        rules,
    };
    (gate, rulings)
}

fn allergy_blocks(answers: &Answers) -> Option<Blocks> {
    match answers.allergy_local_anaesthetic {
        Asked::NotAsked | Asked::Known(AnaestheticAllergy::Plain(false)) => None,
        Asked::Unknown | Asked::Known(AnaestheticAllergy::Plain(true)) => {
            Some(Blocks::Class(AnaestheticClass::Unknown))
        }
        Asked::Known(AnaestheticAllergy::Of { class }) => Some(Blocks::Class(class)),
    }
}

/// With a SkinPen the label makes the allergy a stop; with any other device numbing is blocked and the
/// session may go on (PRACTICE 16).
fn allergy_ruling(answers: &Answers) -> Option<Ruling> {
    allergy_blocks(answers)?;
    let is_skinpen = answers
        .device
        .known()
        .is_some_and(|device| device.is_skinpen());
    let is_unknown = answers.allergy_local_anaesthetic == Asked::Unknown;
    Some(match (is_skinpen, is_unknown) {
        (true, true) => Ruling::dont_know(RuleId::R19, Outcome::Absolute),
        (true, false) => Ruling::undated(RuleId::R19, Outcome::Absolute, Reason::DeviceLabel),
        (false, true) => Ruling::dont_know(RuleId::R19, Outcome::Caution),
        (false, false) => Ruling::undated(RuleId::R19, Outcome::Caution, Reason::Yes),
    })
}

/// R33's conditions and what each blocks (grade M: the medical lead confirms the list).
fn conditions(answers: &Answers) -> [(&Asked<bool>, &'static [Blocks]); 8] {
    const LIDOCAINE: &[Blocks] = &[Blocks::Active(Active::Lidocaine)];
    const PRILOCAINE: &[Blocks] = &[Blocks::Active(Active::Prilocaine)];
    const TETRACAINE: &[Blocks] = &[Blocks::Active(Active::Tetracaine)];
    const EITHER: &[Blocks] = &[
        Blocks::Active(Active::Prilocaine),
        Blocks::Active(Active::Tetracaine),
    ];
    [
        (&answers.methaemoglobinaemia, PRILOCAINE),
        (&answers.g6pd, PRILOCAINE),
        (&answers.sulfonamide_allergy, PRILOCAINE),
        (&answers.pseudocholinesterase_lack, TETRACAINE),
        (&answers.paba_allergy, TETRACAINE),
        (&answers.paba_or_sulfonamide_allergy, EITHER),
        (&answers.liver_disease, LIDOCAINE),
        (&answers.antiarrhythmic, LIDOCAINE),
    ]
}

/// "Don't know" keeps the matching products blocked (PRACTICE 12).
fn condition_blocks(answers: &Answers) -> Vec<Blocks> {
    conditions(answers)
        .into_iter()
        .filter(|(answer, _)| answer.is_yes() || **answer == Asked::Unknown)
        .flat_map(|(_, blocks)| blocks.iter().copied())
        .collect()
}

fn condition_ruling(answers: &Answers, is_planned_hit: bool) -> Ruling {
    let is_any_yes = conditions(answers)
        .iter()
        .any(|(answer, _)| answer.is_yes());
    let reason = if is_any_yes {
        Reason::Yes
    } else {
        Reason::NotKnown
    };
    let outcome = if is_planned_hit {
        Outcome::Caution
    } else {
        Outcome::Info
    };
    Ruling::undated(RuleId::R33, outcome, reason)
}

/// The products that the plan can mean; `None` where nothing is planned yet.
fn planned_products(answers: &Answers) -> Option<Vec<NumbingProduct>> {
    if let Some(product) = answers.numbing_product.known() {
        return Some(vec![*product]);
    }
    answers
        .numbing_planned
        .known()
        .map(|planned| match planned {
            PlannedNumbing::Lidocaine => vec![
                NumbingProduct::Lidocaine4Cream,
                NumbingProduct::OtcLidocaine,
            ],
            PlannedNumbing::LidocainePrilocaine => vec![NumbingProduct::LidocainePrilocaine],
            PlannedNumbing::LidocaineTetracaine => vec![NumbingProduct::LidocaineTetracaine],
        })
}
