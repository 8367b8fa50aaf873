//! The whole record of nobody: a course of four sessions, a consent that was taken back, photos that are drawings.

use needlebook_domain::alert::AlertKind;
use needlebook_domain::attachment::{Attachment, AttachmentKind, AttachmentLabel};
use needlebook_domain::concern::Concern;
use needlebook_domain::consent::{Consent, ConsentPlan, PhotoChoices};
use needlebook_domain::consent_costs::ConsentCosts;
use needlebook_domain::consent_reply::Reply;
use needlebook_domain::consent_withdrawal::WithdrawalScope;
use needlebook_domain::device::DeviceProfileId;
use needlebook_domain::document::{DocumentKind, DocumentStep};
use needlebook_domain::ids::{AttachmentId, ConsentId, NoteId, PatientId, PersonId, TaskId};
use needlebook_domain::medical_history::{AllergySeverity, HistoryItem};
use needlebook_domain::note::{Note, NoteAmendment};
use needlebook_domain::numbing::NumbingProduct;
use needlebook_domain::partial_date::PartialDate;
use needlebook_domain::patient::{
    BirthDateSource, ContactWishes, Doctor, Identifier, Patient as Person, RelatedPerson,
};
use needlebook_domain::photo::{PhotoFiling, PhotoStage, PhotoView};
use needlebook_domain::rule::RuleId;
use needlebook_domain::task::{Task, TaskKind};
use needlebook_domain::zone::Zone;

use crate::consent::AddedLine;
use crate::error::Error;
use crate::patient_record::{
    AddendumLine, AlertLine, ConsentLine, CourseLine, Disclosed, DisclosureLine, DocumentLine,
    HistoryLine, PatientRecord, PhotoLine, ReplyLine, ScreeningLine, SettledLine, TaskLine,
    WithdrawalLine,
};
use crate::plan::Picture;
use crate::samples::{
    clinic, course_summary, loops, mark, noon_before, not_today, on, patient, reaction, session,
};

const NURSE: &str = "Imogen Testwell";
const DAY: i64 = 24 * 60;

/// A record of one course, with something in every chapter.
///
/// # Errors
/// Never: the answers are ours.
pub fn patient_record() -> Result<PatientRecord, Error> {
    let course = course_summary();
    Ok(PatientRecord {
        clinic: clinic(),
        patient: patient(),
        person: person(),
        archived: false,
        merged: vec!["NB-0398".to_owned()],
        alerts: vec![
            AlertLine::Allergy {
                substance: "Nickel".to_owned(),
                reaction: "itching rash".to_owned(),
            },
            AlertLine::Pinned {
                kind: AlertKind::NeedleFear,
                text: "Looks away; count to three.".to_owned(),
            },
        ],
        history: history(),
        courses: vec![CourseLine {
            consultation: course.consultation,
            changes: course
                .changes
                .into_iter()
                .map(|change| (change, NURSE.to_owned()))
                .collect(),
        }],
        screenings: screenings()?,
        consents: consents(),
        replies: vec![ReplyLine {
            reply: Reply::TakenHome,
            by: NURSE.to_owned(),
            at: noon_before(116 * DAY),
        }],
        sessions: vec![session()],
        reactions: vec![reaction()],
        notes: notes(),
        tasks: tasks(),
        photos: photos(),
        documents: documents(),
        attachments: vec![(letter(), NURSE.to_owned())],
        disclosures: disclosures(),
        made_by: NURSE.to_owned(),
        made_at: noon_before(0),
    })
}

fn letter() -> Attachment {
    Attachment {
        id: AttachmentId::NONE,
        patient: PatientId::NONE,
        label: AttachmentLabel {
            kind: AttachmentKind::DoctorLetter,
            title: "Nickel".to_owned(),
            author: "Dr Cotton Wool".to_owned(),
            dated_on: Some(on(2026, 7, 27)),
        },
        files: Vec::new(),
        attached_at: noon_before(112 * DAY),
        attached_by: PersonId::NONE,
    }
}

fn person() -> Person {
    Person {
        id: PatientId::NONE,
        record_number: patient().record_number,
        given: "Marigold".to_owned(),
        family: "Featherstitch".to_owned(),
        preferred: "Goldie".to_owned(),
        pronouns: "she/her".to_owned(),
        birth_on: patient().born_on,
        birth_source: BirthDateSource::IdSeen,
        phone: "01632 960123".to_owned(),
        phone_country: "GB".to_owned(),
        email: "goldie@featherstitch.example".to_owned(),
        address: "4 Hem Row\nSampleton ZZ9 8ZZ".to_owned(),
        contact: ContactWishes {
            phone: Some(true),
            text: Some(true),
            note: "only after six".to_owned(),
            ..ContactWishes::default()
        },
        emergency_contact: RelatedPerson {
            name: "Basil Featherstitch".to_owned(),
            relation: "brother".to_owned(),
            phone: "01632 960124".to_owned(),
        },
        guardian: RelatedPerson::default(),
        identifiers: vec![Identifier {
            of: "Health service".to_owned(),
            number: "000 000 0412".to_owned(),
        }],
        languages: vec!["English".to_owned()],
        interpreter: false,
        gp: Doctor {
            name: "Dr Cotton Wool".to_owned(),
            practice: "Sampleton Surgery".to_owned(),
            phone: "01632 960200".to_owned(),
        },
        prescriber: Doctor::default(),
        fitzpatrick: Some(3),
        sun: needlebook_domain::patient::SunReaction::default(),
        notes: String::new(),
    }
}

fn history() -> Vec<HistoryLine> {
    let line = |item, voided: Option<&str>| HistoryLine {
        item,
        by: NURSE.to_owned(),
        at: noon_before(113 * DAY),
        voided: voided.map(str::to_owned),
    };
    vec![
        line(
            HistoryItem::Allergy {
                substance: "Nickel".to_owned(),
                reaction: "itching rash".to_owned(),
                severity: Some(AllergySeverity::Mild),
                note: String::new(),
            },
            None,
        ),
        line(
            HistoryItem::Medicine {
                name: "Lymecycline".to_owned(),
                dose: "408 mg daily".to_owned(),
                since: PartialDate::read("2025-11"),
                stopped: PartialDate::read("2026-03"),
                note: String::new(),
            },
            None,
        ),
        line(
            HistoryItem::Condition {
                name: "Asthma".to_owned(),
                since: None,
                ended: None,
                note: String::new(),
            },
            Some("That was her brother's."),
        ),
        line(
            HistoryItem::Procedure {
                name: "Glycolic peel".to_owned(),
                on: PartialDate::read("2024"),
                by: "a beautician in Sampleton".to_owned(),
                note: String::new(),
            },
            None,
        ),
    ]
}

fn screenings() -> Result<Vec<ScreeningLine>, Error> {
    let line = |days: i64, judgement| ScreeningLine {
        for_on: noon_before(days * DAY).date_naive(),
        judgement,
        settled: Vec::new(),
        rules: "2.0".to_owned(),
        signed_by: NURSE.to_owned(),
        signed_at: noon_before(days * DAY + 30),
    };
    let waits = not_today()?.judgement;
    let mut clear = waits.clone();
    clear.findings.retain(|finding| finding.rule == RuleId::R04);
    for finding in &mut clear.findings {
        finding.outcome = needlebook_domain::screening::Outcome::Caution;
        finding.until = None;
    }
    clear.outcome = needlebook_domain::screening::Outcome::Caution;
    let settled = SettledLine {
        rule: RuleId::R04,
        reason: "Stopped long before; the skin is calm.".to_owned(),
        by: NURSE.to_owned(),
        at: noon_before(56 * DAY + 31),
    };
    Ok(vec![
        ScreeningLine {
            settled: vec![settled],
            ..line(56, clear)
        },
        line(1, waits),
    ])
}

fn consents() -> Vec<ConsentLine> {
    vec![ConsentLine {
        consent: Consent {
            id: ConsentId::NONE,
            patient: PatientId::NONE,
            template: "microneedling".to_owned(),
            revision: 3,
            language: "en".to_owned(),
            plan: ConsentPlan {
                areas: vec![Zone::Forehead, Zone::Cheeks, Zone::Chin],
                concern: Concern::AcneScars,
                device: DeviceProfileId::SkinpenPrecision,
                numbing: vec![NumbingProduct::Lidocaine4Cream],
                adjuncts: Vec::new(),
                practitioner: PersonId::NONE,
                costs: ConsentCosts::default(),
            },
            given_at: noon_before(116 * DAY),
            ticked: vec!["pain".to_owned(), "bleeding".to_owned()],
            photos: PhotoChoices {
                record: Some(true),
                teaching: Some(true),
                marketing: Some(false),
            },
            depth_above_label: Some(false),
            questions: "Does it hurt? A little; the cream helps.".to_owned(),
            signer_name: patient().name,
            signature: loops(2),
            signed_at: noon_before(112 * DAY + 80),
            practitioner_name: "Imogen Testwell, RN".to_owned(),
            practitioner_signature: loops(3),
            countersigned_at: noon_before(112 * DAY + 78),
            text: String::new(),
            text_sha256: "0412".repeat(16),
        },
        device: "SkinPen Precision".to_owned(),
        mark: Some(mark("CON NB-0412-C1")),
        last_day: on(2027, 8, 3),
        withdrawals: vec![WithdrawalLine {
            scope: WithdrawalScope::TeachingPhotos,
            said: "I would rather not be shown to students.".to_owned(),
            by: NURSE.to_owned(),
            at: noon_before(20 * DAY),
        }],
        addenda: vec![AddendumLine {
            lines: vec![AddedLine::Area(Zone::Neck)],
            signer: patient().name,
            by: NURSE.to_owned(),
            at: noon_before(84 * DAY),
        }],
    }]
}

fn notes() -> Vec<(Note, Vec<NoteAmendment>)> {
    let note = Note {
        id: NoteId::NONE,
        patient: PatientId::NONE,
        text: "Rang about warmth on the left cheek. Told to cool it and to ring again tomorrow."
            .to_owned(),
        signed_by: PersonId::NONE,
        signed_name: "Imogen Testwell, RN".to_owned(),
        signed_at: noon_before(55 * DAY),
    };
    let amendment = NoteAmendment {
        note: NoteId::NONE,
        patient: PatientId::NONE,
        text: "It was the right cheek.".to_owned(),
        reason: "Sides exchanged".to_owned(),
        by: PersonId::NONE,
        signed_name: "Imogen Testwell, RN".to_owned(),
        at: noon_before(54 * DAY),
    };
    vec![(note, vec![amendment])]
}

fn tasks() -> Vec<TaskLine> {
    let task = |kind, text: &str, day: u32| Task {
        id: TaskId::NONE,
        kind,
        patient: Some(PatientId::NONE),
        text: text.to_owned(),
        due_on: on(2026, 11, day),
        opened_by: None,
        opened_at: noon_before(30 * DAY),
    };
    let outcome = "The cheek is calm.".to_owned();
    vec![
        TaskLine {
            task: task(TaskKind::CallBack, "How is the cheek?", 2),
            done: Some((outcome, NURSE.to_owned(), noon_before(22 * DAY))),
        },
        TaskLine {
            task: task(TaskKind::ToDo, "Send the summary to Dr Wool.", 30),
            done: None,
        },
    ]
}

fn photos() -> Vec<PhotoLine> {
    let picture = |jpeg: &[u8], (width, height)| Picture {
        jpeg: jpeg.to_vec(),
        width,
        height,
        mirrored: false,
    };
    let before = || picture(include_bytes!("../../samples/face-before.jpg"), (384, 512));
    let after = || picture(include_bytes!("../../samples/face-after.jpg"), (384, 512));
    let side = || picture(include_bytes!("../../samples/face-side.jpg"), (512, 384));
    let line = |picture: Picture, view, stage, days: i64, session, mirrored| PhotoLine {
        filing: PhotoFiling {
            patient: PatientId::NONE,
            view,
            stage,
            session: None,
            taken_on: noon_before(days * DAY).date_naive(),
            mirrored,
            chaperone: None,
        },
        session,
        picture: Some(Picture {
            mirrored,
            ..picture
        }),
    };
    let (front, side_view) = (PhotoView::Front, PhotoView::Left45);
    vec![
        line(before(), front, PhotoStage::Before, 112, Some(1), false),
        line(side(), side_view, PhotoStage::Before, 112, Some(1), false),
        line(
            side(),
            PhotoView::Right45,
            PhotoStage::Before,
            112,
            Some(1),
            true,
        ),
        line(after(), front, PhotoStage::Month1, 14, None, false),
        line(side(), side_view, PhotoStage::Month1, 14, None, false),
    ]
}

fn documents() -> Vec<DocumentLine> {
    let line = |kind, number: &str, days: i64, steps| DocumentLine {
        kind,
        mark: mark(number),
        made_at: noon_before(days * DAY),
        steps,
    };
    let step = |step, days: i64| (step, NURSE.to_owned(), noon_before(days * DAY));
    vec![
        line(DocumentKind::Consent, "CON NB-0412-C1", 112, Vec::new()),
        line(
            DocumentKind::Aftercare,
            "AFT NB-0412-S4",
            0,
            vec![
                step(DocumentStep::Printed, 0),
                step(DocumentStep::HandedOver, 0),
            ],
        ),
    ]
}

fn disclosures() -> Vec<DisclosureLine> {
    let line = |what, days: i64| DisclosureLine {
        what,
        by: NURSE.to_owned(),
        at: noon_before(days * DAY),
    };
    vec![
        line(
            Disclosed::Document {
                kind: DocumentKind::Aftercare,
                number: "CON NB-0412-C1".to_owned(),
                step: DocumentStep::Printed,
            },
            112,
        ),
        line(
            Disclosed::Photos {
                count: 2,
                recipient: "Dr Cotton Wool".to_owned(),
            },
            12,
        ),
        line(
            Disclosed::Record {
                files: 31,
                protected: true,
            },
            3,
        ),
    ]
}
