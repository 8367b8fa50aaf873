//! Papers of the desk and of a day without treatment, about nobody.

use needlebook_domain::concern::Concern;
use needlebook_domain::rule::RuleId;
use needlebook_domain::screening::{Answers, ScreeningConfig, ScreeningInput, evaluate};
use serde_json::json;

use crate::blank_forms::BlankForms;
use crate::call_list::{CallList, CallRow, Called, Reach};
use crate::error::Error;
use crate::letter::{LetterPage, LetterReason, propose};
use crate::not_today::NotToday;
use crate::samples::{approved_by, clinic, mark, noon_before, on, patient, practitioner};

/// A sheet for somebody who used a retinoid cream last week and takes a prescribed blood thinner.
///
/// # Errors
/// Never: the answers are ours.
pub fn not_today() -> Result<NotToday, Error> {
    let asked_on = on(2026, 11, 24);
    let answers = json!({
        "topical_retinoid": {"last_use": "2026-11-21"},
        "sunburn_in_area": {"last": "2026-11-15"},
        "otc_nsaid_aspirin": {"last_dose": "2026-11-23"}
    });
    let answers: Answers = serde_json::from_value(answers).map_err(|source| Error::Wording {
        file: "samples",
        source,
    })?;
    let input = ScreeningInput {
        appointment_date: asked_on,
        answers,
    };
    Ok(NotToday {
        clinic: clinic(),
        patient: patient(),
        mark: mark("NT NB-0412"),
        practitioner: practitioner(),
        asked_on,
        judgement: evaluate(&input, &ScreeningConfig::default()),
        approved_by: Some(approved_by()),
    })
}

/// Four to ring: one was rung before, one has no number, one said no to calls.
#[must_use]
pub fn call_list() -> CallList {
    let row = |name: &str, due: (u32, u32), last: u32, reach: Reach| CallRow {
        name: name.to_owned(),
        born_on: on(1989, 3, 14),
        due: (on(2026, 11, due.0), on(2026, 12, due.1)),
        last_on: on(2026, 10, last),
        reach,
        wish: String::new(),
        called: None,
    };
    let number = |number: &str| Reach::Phone(number.to_owned());
    let rung = CallRow {
        wish: "only after six".to_owned(),
        called: Some(Called {
            on: on(2026, 11, 20),
            by: "Pia Pincushion".to_owned(),
            outcome: "No answer; try again on Tuesday".to_owned(),
        }),
        ..row("Marigold Featherstitch", (3, 1), 6, number("01632 960123"))
    };
    CallList {
        clinic: clinic(),
        mark: mark("CL NB"),
        rows: vec![
            rung,
            row(
                "Barnaby Selvedge-Hemsworth",
                (10, 8),
                13,
                number("01632 960777"),
            ),
            row("Wilhelmina Petersham", (17, 15), 20, Reach::NoNumber),
            row("Ada Bodkin", (19, 17), 22, Reach::NotByPhone),
        ],
        more: 0,
        printed_by: "Pia Pincushion".to_owned(),
        printed_at: noon_before(0),
    }
}

/// A letter about a prescribed blood thinner and a heart condition.
///
/// # Errors
/// [`Error::Wording`] when the letter's wording does not parse.
pub fn letter() -> Result<LetterPage, Error> {
    let reason = LetterReason::Findings {
        rules: vec![RuleId::R03, RuleId::R39],
        concern: Some(Concern::AcneScars),
    };
    let proposed = propose("Dr. Ottilie Hemstitch", &reason, &clinic())?;
    Ok(LetterPage {
        clinic: clinic(),
        patient: patient(),
        mark: mark("LT NB-0412"),
        written_on: on(2026, 11, 24),
        to_name: "Dr. Ottilie Hemstitch".to_owned(),
        to_practice: "Bodkin Street Surgery".to_owned(),
        body: proposed.body,
        questions: proposed.questions,
        practitioner: practitioner(),
    })
}

/// The forms as they lie in a drawer.
#[must_use]
pub fn blank_forms() -> BlankForms {
    BlankForms {
        clinic: clinic(),
        mark: mark("BF NB"),
        config: ScreeningConfig::default(),
        approved_by: Some(approved_by()),
    }
}
