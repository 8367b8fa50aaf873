//! The course of nobody: four sessions of six, planned anew once, with a reaction that is over.

use needlebook_domain::concern::Concern;
use needlebook_domain::consultation::Consultation;
use needlebook_domain::course_change::{CourseChange, CourseStep};
use needlebook_domain::ids::{ConsultationId, PatientId, PersonId};
use needlebook_domain::reaction::ReactionOutcome;
use needlebook_domain::zone::Region;

use crate::course_summary::{CourseStands, CourseSummary, DueLine, RegionLine, SessionLine};
use crate::samples::{clinic, mark, noon_before, on, patient, reaction};

/// A course that goes on.
#[must_use]
pub fn course_summary() -> CourseSummary {
    let session = |number: u32, month: u32, day: u32, depth: (f64, f64), neck: bool| SessionLine {
        number,
        on: on(2026, month, day),
        practitioner: "Imogen Testwell, RN".to_owned(),
        device: "SkinPen Precision".to_owned(),
        stopped: number == 2,
        regions: [
            Some(RegionLine {
                region: Region::Face,
                depth_mm: Some(depth),
                passes: Some((2, 4)),
            }),
            neck.then_some(RegionLine {
                region: Region::NeckAndDecolletage,
                depth_mm: Some((0.5, 0.5)),
                passes: Some((2, 2)),
            }),
        ]
        .into_iter()
        .flatten()
        .collect(),
    };
    let due = |region, day: u32| DueLine {
        region,
        from: on(2026, 12, day),
        to: on(2027, 1, day - 10),
    };
    CourseSummary {
        clinic: clinic(),
        patient: patient(),
        mark: mark("CS NB-0412"),
        consultation: Consultation {
            id: ConsultationId::NONE,
            patient: PatientId::NONE,
            held_on: on(2026, 8, 3),
            consultant: "Rosalind Bobbin".to_owned(),
            consultant_role: "dermatologist".to_owned(),
            board_certified: true,
            concern: Concern::AcneScars,
            hopes: "Softer scars on my cheeks.".to_owned(),
            planned_sessions: 4,
            recorded_by: PersonId::NONE,
            recorded_at: noon_before(60 * 24 * 113),
        },
        planned: 6,
        done: 4,
        stands: CourseStands::GoesOn,
        changes: vec![CourseChange {
            consultation: ConsultationId::NONE,
            patient: PatientId::NONE,
            step: CourseStep::Replanned {
                planned_sessions: 6,
            },
            reason: "Deeper than they looked.".to_owned(),
            by: PersonId::NONE,
            at: noon_before(60 * 24 * 56),
        }],
        sessions: vec![
            session(1, 8, 4, (0.5, 1.0), false),
            session(2, 9, 1, (0.5, 1.25), true),
            session(3, 9, 29, (0.5, 1.5), true),
            session(4, 11, 24, (0.5, 1.75), true),
        ],
        due: vec![due(Region::Face, 22), due(Region::NeckAndDecolletage, 22)],
        reactions: vec![(
            reaction().facts,
            ReactionOutcome::ResolvedWithMarks {
                on: on(2026, 11, 17),
            },
        )],
        photos: vec![(on(2026, 8, 4), 5), (on(2026, 11, 24), 5)],
        printed_by: "Imogen Testwell".to_owned(),
        printed_at: noon_before(0),
    }
}
