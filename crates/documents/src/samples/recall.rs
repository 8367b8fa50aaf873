//! Lists about lots that do not exist.

use chrono::Days;
use needlebook_domain::recall::CallOutcome;
use needlebook_domain::zone::Zone;

use crate::recall::{CallLine, NeedleLine, RecallLine, ReplyLine, StockList, StockRows};
use crate::samples::{clinic, mark, noon_before, on};

/// Who practises in the samples.
const PRACTITIONER: &str = "Imogen Testwell, RN";

fn list(number: &str, about: &str, rows: StockRows) -> StockList {
    StockList {
        clinic: clinic(),
        mark: mark(number),
        about: about.to_owned(),
        from: Some(on(2026, 9, 1)),
        to: on(2026, 11, 24),
        rows,
        printed_by: "Imogen Testwell".to_owned(),
        printed_at: noon_before(0),
    }
}

/// Two who had the lot, one whose session has none on record.
#[must_use]
pub fn recall_list() -> StockList {
    let line = |name: &str, number: &str, days: &[u32], lot: &str, contact: &[&str]| RecallLine {
        name: name.to_owned(),
        born_on: on(1989, 3, 14),
        record_number: number.to_owned(),
        on: days.iter().map(|day| on(2026, 11, *day)).collect(),
        used: (!lot.is_empty())
            .then(|| lot.to_owned())
            .into_iter()
            .collect(),
        is_sure: lot == "24K-0911",
        contact: contact.iter().map(|way| (*way).to_owned()).collect(),
        calls: Vec::new(),
    };
    let call = |outcome, note: &str, hours_before: i64| CallLine {
        outcome,
        note: note.to_owned(),
        at: noon_before(60 * hours_before),
        by: "Imogen Testwell".to_owned(),
    };
    let reached = RecallLine {
        calls: vec![
            call(CallOutcome::Reached, "Well; keeps the appointment.", 2),
            call(CallOutcome::NoAnswer, "", 26),
        ],
        ..line(
            "Marigold Featherstitch",
            "NB-0412",
            &[17, 3],
            "24K-0911",
            &["01632 960123", "marigold@example.org", "only after six"],
        )
    };
    let by_letter = RecallLine {
        calls: vec![call(CallOutcome::Written, "", 3)],
        ..line(
            "Barnaby Selvedge-Hemsworth",
            "NB-0077",
            &[10],
            "24K-0911",
            &["5 Bobbin Row, Hemsworth"],
        )
    };
    let rows = vec![
        reached,
        by_letter,
        line(
            "Wilhelmina Petersham",
            "NB-0203",
            &[9],
            "24K-0971",
            &["01632 960777"],
        ),
        line("Ada Bodkin", "NB-0151", &[6], "", &[]),
    ];
    list("RL NB", "24K-0911", StockRows::Recall(rows))
}

/// The same for the maker.
#[must_use]
pub fn makers_reply() -> StockList {
    let line = |day, lot: &str| ReplyLine {
        on: on(2026, 11, day),
        device: "SkinPen Precision SP-0417".to_owned(),
        used: (!lot.is_empty())
            .then(|| lot.to_owned())
            .into_iter()
            .collect(),
        is_sure: lot == "24K-0911",
    };
    let rows = vec![
        line(3, "24K-0911"),
        line(6, ""),
        line(9, "24K-0971"),
        line(10, "24K-0911"),
        line(17, "24K-0911"),
    ];
    list("RR NB", "24K-0911", StockRows::MakersReply(rows))
}

/// Three months of needles: enough for several pages.
#[must_use]
pub fn needle_register() -> StockList {
    let areas: [&[Zone]; 3] = [
        &[Zone::Forehead, Zone::Cheeks, Zone::Chin],
        &[Zone::Cheeks],
        &[Zone::Scalp],
    ];
    let names = [
        ("Marigold Featherstitch", "NB-0412"),
        ("Barnaby Selvedge-Hemsworth", "NB-0077"),
        ("Ada Bodkin", "NB-0151"),
    ];
    let rows = (0..60_usize)
        .map(|index| NeedleLine {
            on: on(2026, 9, 1) + Days::new(index as u64 * 84 / 60),
            zones: areas[index % areas.len()].to_vec(),
            practitioner: PRACTITIONER.to_owned(),
            name: names[index / 2 % names.len()].0.to_owned(),
            record_number: names[index / 2 % names.len()].1.to_owned(),
            lot: if index < 25 { "24K-0911" } else { "24K-1102" }.to_owned(),
            expires_on: on(2027, 5, 31),
        })
        .collect();
    list("NR NB", "", StockRows::NeedleRegister(rows))
}
