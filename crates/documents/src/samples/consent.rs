//! A signed consent of nobody.

use needlebook_domain::numbing::NumbingProduct;
use needlebook_domain::zone::Zone;

use crate::consent::{
    AddedLine, Addendum, Choice, Clearance, ConsentDocument, ConsentPlan, PlannedUse, prepare,
};
use crate::content::consent_form;
use crate::error::Error;
use crate::party::{Patient, Visit};
use crate::samples::{approved_by, clinic, mark, noon_before, on, practitioner, signed};

fn plan() -> ConsentPlan {
    let planned = |area: &str, clearance: Clearance| PlannedUse {
        area: area.to_owned(),
        concern: "acne scars".to_owned(),
        clearance,
    };
    ConsentPlan {
        practitioner_name: practitioner().name,
        practitioner_role: practitioner().role,
        training: "certified for this device in 2024".to_owned(),
        board_certified_specialist: false,
        concern: "acne scars".to_owned(),
        hopes: "Softer scars on my cheeks.".to_owned(),
        areas: "face and neck".to_owned(),
        sessions: "6".to_owned(),
        weeks_from: 4,
        weeks_to: 6,
        price_per_session: "£210".to_owned(),
        price_total: "£1,260".to_owned(),
        extra_costs: "numbing cream, £15 a visit".to_owned(),
        refund_rule: "Visits you have not had are paid back.".to_owned(),
        device: "SkinPen Precision".to_owned(),
        cleared_for: "acne scars of the face and wrinkles of the neck, from 22 years".to_owned(),
        uses: vec![
            planned("Face", Clearance::Cleared),
            planned("Neck", Clearance::NotCleared),
        ],
        depth_limit: "1.5".to_owned(),
        adjuncts: String::new(),
        numbing_product: "lidocaine 4 % cream".to_owned(),
        phone: clinic().phone,
        retention_years: "10".to_owned(),
    }
}

/// A signed consent with one line added later.
///
/// # Errors
/// [`Error::Wording`] when the consent's wording does not parse.
pub fn consent() -> Result<ConsentDocument, Error> {
    let patient = Patient {
        name: "Juniper Hemstitch".to_owned(),
        born_on: on(1994, 5, 9),
        record_number: "NB-0440".to_owned(),
    };
    let text = prepare(consent_form("en")?, &plan())?;
    Ok(ConsentDocument {
        clinic: clinic(),
        mark: mark("CON NB-0440-C1"),
        visit: Visit {
            number: 1,
            planned: Some(6),
        },
        practitioner: practitioner(),
        given_at: noon_before(4 * 24 * 60 - 165),
        ticked: text.tick_keys().into_iter().map(str::to_owned).collect(),
        choices: text
            .choice_keys()
            .into_iter()
            .map(|key| Choice {
                key: key.to_owned(),
                allowed: key != "marketing",
            })
            .collect(),
        text,
        questions: "Does it hurt? A little; the cream helps.".to_owned(),
        patient_signed: signed(&patient.name, "", 2, noon_before(80)),
        practitioner_signed: signed(
            &practitioner().name,
            &practitioner().role,
            3,
            noon_before(78),
        ),
        addenda: vec![Addendum {
            lines: vec![
                AddedLine::Area(Zone::Decolletage),
                AddedLine::Numbing(NumbingProduct::LidocainePrilocaine),
            ],
            patient: signed(&patient.name, "", 2, noon_before(60)),
            practitioner: practitioner(),
        }],
        patient,
        withdrawals: Vec::new(),
        valid_to: on(2027, 11, 23),
        approved_by: Some(approved_by()),
    })
}
