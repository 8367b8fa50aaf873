//! Signed papers: consent, session record, recovery page, rule set.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

mod support;

use chrono::TimeDelta;
use needlebook_documents::consent::{self, Clearance, ConsentPlan, PlannedUse, prepare};
use needlebook_documents::content::{SectionKind, consent_form};
use needlebook_documents::session::{
    self, IncidentAbout, IncidentLine, LateEntry, LogLineEntry, Note, SessionRecord, Stopped,
};
use needlebook_documents::{recovery, rule_set, samples};
use needlebook_domain::rule_list::every_rule;
use needlebook_domain::session::{GapCode, IncidentKind, LogLine, StopReason, ZoneRow, ZoneState};
use needlebook_domain::signature::Signature;
use needlebook_domain::zone::{Side, Zone};
use support::{A4, STYLES, page_count, text};

fn printed(record: &SessionRecord) -> String {
    text(&session::render(record, &A4).unwrap())
}

#[test]
fn every_risk_of_practice_43_has_its_own_tick() {
    let form = consent_form("en").unwrap();
    let keys: Vec<&str> = form.risks.iter().map(|r| r.key.as_str()).collect();
    for risk in [
        "infection",
        "blood_borne",
        "cold_sores",
        "pigment",
        "scars",
        "lumps_allergy",
        "eye",
    ] {
        assert!(keys.contains(&risk), "{risk}");
    }
    for risk in ["nerve_vessel", "numbing_illness", "no_result", "bruises"] {
        assert!(keys.contains(&risk), "{risk}");
    }
    let starred: Vec<&str> = form
        .sections
        .iter()
        .filter(|s| s.kind == SectionKind::Tick)
        .map(|s| s.key.as_str())
        .collect();
    assert_eq!(
        starred,
        [
            "alternatives",
            "off_label",
            "truth",
            "numbing",
            "aftercare",
            "time"
        ]
    );
    let scopes: Vec<&str> = form.photo_scopes.iter().map(|s| s.key.as_str()).collect();
    assert_eq!(scopes, ["record", "teaching", "marketing"]);
}

#[test]
fn a_use_nobody_checked_for_this_country_is_never_called_not_cleared() {
    let plan = ConsentPlan {
        device: "Needling pen".to_owned(),
        uses: vec![PlannedUse {
            area: "Face".to_owned(),
            concern: "pores".to_owned(),
            clearance: Clearance::NotChecked,
        }],
        ..ConsentPlan::default()
    };
    let text = prepare(consent_form("en").unwrap(), &plan).unwrap();
    let section = text.sections.iter().find(|s| s.key == "off_label").unwrap();
    assert!(
        section
            .paragraphs
            .contains(&"Face, pores: not checked for your country.".to_owned())
    );
    assert!(
        !section
            .paragraphs
            .iter()
            .any(|p| p.contains("is not cleared")),
        "{section:?}"
    );
}

#[test]
fn what_is_not_known_leaves_no_half_sentence_in_a_consent() {
    let text = prepare(consent_form("en").unwrap(), &ConsentPlan::default()).unwrap();
    for paragraph in text.sections.iter().flat_map(|s| &s.paragraphs) {
        assert!(!paragraph.contains(['{', '}']), "{paragraph}");
        assert!(
            !paragraph.contains("Price") && !paragraph.contains("Training"),
            "{paragraph}"
        );
    }
    assert!(
        text.depth_choice.is_none(),
        "the question is asked only when the maker's limit is known"
    );
}

#[test]
fn the_signed_text_has_one_fingerprint_and_any_change_has_another() {
    let document = samples::consent().unwrap();
    let first = consent::fingerprint(&document);
    assert_eq!(
        first,
        consent::fingerprint(&samples::consent().unwrap()),
        "the same text, the same fingerprint"
    );
    let mut other = document.clone();
    other.choices[0].allowed = !other.choices[0].allowed;
    assert_ne!(
        first,
        consent::fingerprint(&other),
        "a changed answer is another text"
    );
    let mut other = document.clone();
    other.text.risks[0].text.push('.');
    assert_ne!(
        first,
        consent::fingerprint(&other),
        "a changed word is another text"
    );
    let code = consent::verification_code(&first);
    assert_eq!(code.len(), 11, "ten letters and digits with a dash: {code}");
    let said = text(&consent::render(&document, &A4).unwrap());
    assert!(said.contains(&code), "the code is on the paper");
    assert!(
        said.replace(' ', "").contains(&first),
        "the whole fingerprint is on the paper"
    );
}

#[test]
fn a_consent_shows_each_no_as_plainly_as_each_yes_and_who_signed_when() {
    let said = text(&consent::render(&samples::consent().unwrap(), &A4).unwrap());
    for line in [
        "Infection Germs can get in. It may need medicine. Ticked",
        "Yes No",
        "Juniper Hemstitch Tuesday 24 November 2026, 10:00:00 GMT",
        "Imogen Testwell , registered nurse",
        "Also treated: Decolletage.",
        "Given to you",
        "Friday 20 November 2026, 14:05 GMT",
        "Consent to microneedling, revision 3, English",
        "is not a board-certified dermatologist or plastic surgeon",
        "Neck, acne scars: the device is not cleared for this. This is off-label use.",
    ] {
        assert!(said.contains(line), "no {line:?} in {said}");
    }
}

#[test]
fn a_typed_signature_is_shown_as_typed() {
    let mut document = samples::consent().unwrap();
    document.patient_signed.signature = Signature::Typed {
        name: "Juniper H. Hemstitch".to_owned(),
    };
    let said = text(&consent::render(&document, &A4).unwrap());
    assert!(
        said.contains("Typed as a signature Juniper H. Hemstitch"),
        "{said}"
    );
}

#[test]
fn a_full_face_fits_on_both_sides_of_one_paper() {
    assert_eq!(
        page_count(&session::render(&samples::session(), &A4).unwrap()),
        2
    );
}

#[test]
fn every_depth_stands_in_the_table_and_in_its_zone_and_sides_are_named() {
    let said = printed(&samples::session());
    assert!(said.contains("Right") && said.contains("Left"));
    assert!(
        said.contains("Cheek, left Acne scars 1.75 * 4 V H D"),
        "{said}"
    );
    assert!(said.contains("* Cheek, left, 1.75 mm: off-label, deeper than the maker tested."));
    assert_eq!(said.matches("1.75").count(), 3, "table, reason, map");
    assert_eq!(
        said.matches("0.75").count(),
        4 + 1 + 4,
        "four zones in the table and on the map, one reason"
    );
}

#[test]
fn a_depth_is_printed_as_it_was_and_never_rounded() {
    let mut record = samples::session();
    record.zones[0].depth_mm = Some(0.125);
    assert!(printed(&record).contains("Forehead Acne scars 0.125 "));
}

/// The sample with these zones instead of the face's.
fn body_session(zones: &[(Zone, Side, f64)]) -> SessionRecord {
    let mut record = samples::session();
    record.reasons.clear();
    let pattern = record.zones[0].clone();
    record.zones = zones
        .iter()
        .map(|&(zone, side, depth)| ZoneRow {
            zone,
            side,
            depth_mm: Some(depth),
            ..pattern.clone()
        })
        .collect();
    record
}

#[test]
fn a_body_session_has_the_map_of_where_it_was_and_no_face() {
    let said = printed(&body_session(&[(Zone::Thighs, Side::Right, 1.5)]));
    assert!(said.contains("Legs, depth in mm"), "{said}");
    assert_eq!(said.matches("depth in mm").count(), 1);
    assert_eq!(
        said.matches("Right").count(),
        1,
        "one map, and no map of a face nobody treated"
    );
    assert_eq!(said.matches("1.5").count(), 3, "table, map, scale: {said}");
}

#[test]
fn every_view_that_was_treated_is_printed_with_both_sides_named_and_every_depth_once() {
    let zones = [
        (Zone::Chin, Side::None, 0.35),
        (Zone::Scalp, Side::None, 0.6),
        (Zone::Decolletage, Side::None, 0.7),
        (Zone::Abdomen, Side::None, 1.1),
        (Zone::Flanks, Side::Left, 1.2),
        (Zone::Back, Side::None, 1.3),
        (Zone::Buttocks, Side::Right, 1.4),
        (Zone::Arms, Side::Left, 1.6),
        (Zone::Hands, Side::Right, 0.8),
        (Zone::Thighs, Side::Left, 1.7),
        (Zone::Knees, Side::Right, 1.8),
    ];
    let said = printed(&body_session(&zones));
    assert_eq!(said.matches("Right").count(), 6, "{said}");
    assert_eq!(said.matches("Left").count(), 6);
    for (zone, _, depth) in zones {
        let number = format!(" {depth:.2} ");
        assert!(said.contains(&number), "{zone:?} stands in the table");
    }
    for depth in [
        "0.35", "0.6", "0.7", "1.1", "1.2", "1.3", "1.4", "1.6", "0.8", "1.7", "1.8",
    ] {
        assert!(said.matches(depth).count() >= 2, "{depth} stands on no map");
    }
}

#[test]
fn a_view_from_behind_names_the_left_first() {
    let said = printed(&body_session(&[(Zone::Buttocks, Side::Left, 1.4)]));
    let heading = said.find("From behind, depth in mm").expect("the view");
    let (left, right) = (said[heading..].find("Left"), said[heading..].find("Right"));
    assert!(left < right, "{said}");
}

#[test]
fn what_went_wrong_what_was_stopped_and_what_came_late_are_all_printed() {
    let mut record = samples::session();
    let at = record.ended_at;
    record.zones[3].state = ZoneState::NotTreated;
    record.stopped = Some(Stopped {
        reason: StopReason::Faint,
        note: "Lay down, drank water.".to_owned(),
        at,
    });
    record.incidents = vec![
        emergency(IncidentKind::Faint, "Slid off the chair.", at),
        emergency(IncidentKind::NeedleStick, "Left thumb of a colleague.", at),
        IncidentLine {
            about: Some(IncidentAbout::Fact {
                code: GapCode::NeedlingBeforeIdentity,
                zone: Some((Zone::Cheeks, Side::Right)),
            }),
            ..emergency(
                IncidentKind::Forbidden,
                "Two patients were in the corridor.",
                at,
            )
        },
    ];
    record.late_entry = Some(LateEntry {
        typed_at: at,
        reason: "Laptop flat".to_owned(),
    });
    record.later_notes = vec![Note {
        by: "Imogen Testwell".to_owned(),
        at,
        text: "Called; well.".to_owned(),
        corrected_end: Some((record.ended_at, record.ended_at + TimeDelta::minutes(35))),
    }];
    record.notes = "Calm at first.\nSecond line.".to_owned();
    let said = printed(&record);
    for line in [
        "Faint , 11:20. Lay down, drank water.",
        "Temple, left Not treated: stopped",
        "11:20 Faint. “Slid off the chair.” Imogen Testwell.",
        "11:20 Pulse: 52",
        "Over at 11:20.",
        "11:20 Incident reported. Imogen Testwell.",
        "11:20 Cheek, right: Needled before name and birth date were said. “Two patients were in the corridor.”",
        "Reason: Laptop flat",
        "Called; well.",
        "the end was corrected, see the notes",
        "Every date counted from its end changed with it.",
        "Second line.",
    ] {
        assert!(said.contains(line), "no {line:?} in {said}");
    }
    assert!(
        !said.contains("thumb"),
        "whose blood it was stands outside the patient's record (PRACTICE 25)"
    );
}

fn emergency(kind: IncidentKind, what: &str, at: chrono::DateTime<chrono::Utc>) -> IncidentLine {
    IncidentLine {
        kind,
        about: None,
        what: what.to_owned(),
        log: vec![LogLineEntry {
            line: LogLine::Pulse,
            text: "52".to_owned(),
            at,
        }],
        over_at: Some(at),
        by: "Imogen Testwell".to_owned(),
        at,
    }
}

#[test]
fn everything_forbidden_that_can_happen_has_words() {
    for code in GapCode::FORBIDDEN {
        let mut record = samples::session();
        record.incidents = vec![IncidentLine {
            about: Some(IncidentAbout::Fact { code, zone: None }),
            ..emergency(IncidentKind::Forbidden, "It was.", record.ended_at)
        }];
        assert!(printed(&record).contains("“It was.”"), "{code:?}");
    }
}

#[test]
fn notes_and_reasons_of_any_length_run_over_pages() {
    for (name, style) in STYLES {
        let mut record = samples::session();
        record.notes = "A stitch in time saves nine, said the needle to the thread. ".repeat(300);
        record.reasons[1].text = "Deep scars, as agreed. ".repeat(200);
        record.products_after[0].reason = "Asked for by the patient. ".repeat(200);
        record.allergies = (0..80).map(|n| format!("thing number {n}")).collect();
        let bytes = session::render(&record, &style).expect(name);
        let said = text(&bytes);
        assert_eq!(
            said.matches("nine,").count(),
            300,
            "on {name}: no line of a note may be lost"
        );
        assert!(said.contains("thing number 79"), "on {name}");
        assert!(page_count(&bytes) > 4, "on {name}");
    }
}

#[test]
fn an_unsigned_record_says_so() {
    let mut record = samples::session();
    record.signed = None;
    assert!(
        printed(&record).contains("Not signed."),
        "a draft must not pass as a record"
    );
}

#[test]
fn a_recovery_page_shows_every_group_and_no_way_around() {
    for (name, style) in STYLES {
        let bytes = recovery::render(&samples::recovery(), &style).unwrap();
        assert_eq!(
            page_count(&bytes),
            1,
            "on {name}: a page lost is a code lost"
        );
        let said = text(&bytes);
        for group in &samples::recovery().groups {
            assert!(said.contains(group.as_str()), "on {name}: no {group}");
        }
        assert!(said.contains("nobody can open the records"));
    }
}

/// The words of the printed rule set, whatever line they broke on.
fn rules_said(document: &rule_set::RuleSetDocument) -> String {
    let said = text(&rule_set::render(document, &A4).unwrap());
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_rule_set_prints_every_rule_with_its_source_and_what_the_clinic_changed() {
    let said = rules_said(&samples::rule_set());
    for rule in every_rule() {
        assert!(said.contains(rule.id.id()), "{} is not on paper", rule.id);
    }
    for words in [
        "By Rosalind Bobbin, Register of Invented Doctors 0000417",
        "The person who approved also treats patients.",
        "from 6 months to 3 months",
        "our dermatologist sees each of these patients",
        "Came as 2 mm; may be 0 mm to 2.5 mm.",
        "What sources say: The founding document and the drug's label say 6 months.",
        "Grade A.",
    ] {
        assert!(said.contains(words), "missing: {words}");
    }
}

#[test]
fn rules_that_nobody_approved_say_so_first() {
    let mut document = samples::rule_set();
    document.approval = None;
    let said = rules_said(&document);
    assert!(said.contains("No medical lead has approved rule set 2026.1+2"));
    assert!(!said.contains("By Rosalind Bobbin, Register"));
}
