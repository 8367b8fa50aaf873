//! What each kind of event tells, and about whom. A kind that tells nothing about a patient has no line.

use crate::error::StoreError;
use crate::journal::{Event, Fact};
use crate::{correction, medical_history, patient, reaction, task};
use needlebook_domain::attachment::Attachment;
use needlebook_domain::document::DocumentStep;
use needlebook_domain::ids::{HistoryEntryId, PatientId, ReactionId, TaskId};
use needlebook_domain::reaction::Reaction;
use needlebook_domain::session::{Session, ZoneState};
use needlebook_domain::timeline::{HistoryChange, Told};
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

/// A line before it is stored.
pub(super) struct Line {
    pub patient: i64,
    pub about: Uuid,
    pub told: Told,
}

pub(super) async fn line(
    connection: &mut SqliteConnection,
    event: &Event,
) -> Result<Option<Line>, StoreError> {
    let whom = PatientId(event.entity_id);
    let (patient, told) = match &event.fact {
        Fact::PatientRegistered { .. } => (whom, Told::Registered),
        Fact::PatientImported { .. } => (whom, Told::Imported),
        Fact::PatientsMerged { merged, reason } => (
            whom,
            Told::Merged {
                record_number: patient::own_number(connection, *merged).await?,
                reason: reason.clone(),
            },
        ),
        Fact::PatientsUnmerged { merged, reason } => (
            whom,
            Told::Unmerged {
                record_number: patient::own_number(connection, *merged).await?,
                reason: reason.clone(),
            },
        ),
        Fact::PatientExported {
            files, protected, ..
        } => (
            whom,
            Told::RecordExported {
                files: *files,
                protected: *protected,
            },
        ),
        Fact::PatientCorrected { .. } | Fact::SkinTypeSeen { .. } => {
            let fields = correction::fields(connection, whom, event.seq).await?;
            (whom, Told::Corrected { fields })
        }
        Fact::PatientArchived { reason } => (
            whom,
            Told::Archived {
                reason: reason.clone(),
            },
        ),
        Fact::PatientUnarchived { reason } => (
            whom,
            Told::Unarchived {
                reason: reason.clone(),
            },
        ),
        Fact::LegalHoldPlaced { reason } => (
            whom,
            Told::LegalHoldPlaced {
                reason: reason.clone(),
            },
        ),
        Fact::LegalHoldLifted { reason } => (
            whom,
            Told::LegalHoldLifted {
                reason: reason.clone(),
            },
        ),
        Fact::Arrived { .. } => (whom, Told::Arrived),
        Fact::AlertPinned { alert } => (
            alert.patient,
            Told::AlertPinned {
                kind: alert.kind,
                text: alert.text.clone(),
            },
        ),
        Fact::AlertUnpinned { alert } => (
            alert.patient,
            Told::AlertUnpinned {
                kind: alert.kind,
                text: alert.text.clone(),
            },
        ),
        Fact::HistoryRecorded { entry } | Fact::HistoryCorrected { entry } => {
            let change = match &event.fact {
                Fact::HistoryRecorded { .. } => HistoryChange::Recorded,
                _ => HistoryChange::Corrected,
            };
            (
                entry.patient,
                Told::History {
                    change,
                    item: entry.item.clone(),
                },
            )
        }
        Fact::HistoryVoided { .. } => {
            let id = HistoryEntryId(event.entity_id);
            let entry = medical_history::get(connection, id).await?.entry;
            (
                entry.patient,
                Told::History {
                    change: HistoryChange::Voided,
                    item: entry.item,
                },
            )
        }
        Fact::ReactionRecorded { reaction } | Fact::ReactionCorrected { reaction } => {
            let change = match &event.fact {
                Fact::ReactionRecorded { .. } => HistoryChange::Recorded,
                _ => HistoryChange::Corrected,
            };
            (reaction.patient, of_reaction(change, reaction))
        }
        Fact::ReactionVoided { .. } => {
            let id = ReactionId(event.entity_id);
            let reaction = reaction::get(connection, id).await?.reaction;
            (
                reaction.patient,
                of_reaction(HistoryChange::Voided, &reaction),
            )
        }
        Fact::ReactionFollowedUp { follow_up } => {
            let of = reaction::get(connection, follow_up.reaction).await?;
            (
                follow_up.patient,
                Told::ReactionFollowedUp {
                    kind: of.reaction.facts.kind,
                    outcome: follow_up.outcome,
                    text: follow_up.text.clone(),
                    reported_to: follow_up.reported_to.clone(),
                },
            )
        }
        Fact::NoteSigned { note } => (
            note.patient,
            Told::Note {
                text: note.text.clone(),
            },
        ),
        Fact::NoteAmended { amendment } => (
            amendment.patient,
            Told::NoteAmended {
                text: amendment.text.clone(),
                reason: amendment.reason.clone(),
            },
        ),
        Fact::RecallCallRecorded { call } => (
            call.patient,
            Told::RecallCall {
                about: call.about.clone(),
                outcome: call.outcome,
                note: call.note.clone(),
            },
        ),
        Fact::TaskOpened { task } => match task.patient {
            Some(patient) => (
                patient,
                Told::TaskOpened {
                    kind: task.kind,
                    text: task.text.clone(),
                    due_on: task.due_on,
                },
            ),
            None => return Ok(None),
        },
        Fact::TaskDone { .. } | Fact::TaskReopened {} => {
            let task = task::get(connection, TaskId(event.entity_id)).await?.task;
            let Some(patient) = task.patient else {
                return Ok(None);
            };
            let told = match &event.fact {
                Fact::TaskDone { outcome } => Told::TaskDone {
                    kind: task.kind,
                    outcome: outcome.clone(),
                },
                _ => Told::TaskReopened { kind: task.kind },
            };
            (patient, told)
        }
        Fact::DocumentHandled { document, step, .. } => {
            return handled(connection, *document, *step).await;
        }
        fact => match of_visit(fact) {
            Some(found) => found,
            None => return Ok(None),
        },
    };
    Ok(Some(Line {
        patient: patient::key(connection, patient).await?,
        about: about(event),
        told,
    }))
}

/// The steps of a visit, each signed whole.
fn of_visit(fact: &Fact) -> Option<(PatientId, Told)> {
    Some(match fact {
        Fact::ConsultationRecorded { consultation } => (
            consultation.patient,
            Told::Consultation {
                held_on: consultation.held_on,
                consultant: consultation.consultant.clone(),
            },
        ),
        Fact::CourseChanged { change } => (
            change.patient,
            Told::CourseChanged {
                step: change.step,
                reason: change.reason.clone(),
            },
        ),
        Fact::ScreeningSigned { screening } => (
            screening.patient,
            Told::Screening {
                outcome: screening.judgement.outcome,
                settled: !screening.settled.is_empty(),
            },
        ),
        Fact::ConsentSigned { consent } => (
            consent.patient,
            Told::Consent {
                revision: consent.revision,
                practitioner: consent.practitioner_name.clone(),
            },
        ),
        Fact::ConsentWithdrawn { patient, .. } => (*patient, Told::ConsentWithdrawn),
        Fact::AddendumSigned { patient, addendum } => (
            *patient,
            Told::AddendumSigned {
                lines: count(addendum.lines.len()),
            },
        ),
        Fact::ConsentReplied { reply } => {
            (reply.patient, Told::ConsentReply { reply: reply.reply })
        }
        Fact::SessionSigned { session, .. } => (session.record.patient, signed(session)),
        Fact::SessionAmended { amendment } => (
            amendment.patient,
            Told::SessionNote {
                text: amendment.text.clone(),
            },
        ),
        Fact::DocumentAttached { attachment } => attached(attachment),
        Fact::AttachmentMoved { moved } => attached(&moved.attachment),
        Fact::AttachmentCorrected { attachment } => (
            attachment.patient,
            Told::AttachmentCorrected {
                label: attachment.label.clone(),
            },
        ),
        Fact::AttachmentSaved { patient, label } => (
            *patient,
            Told::AttachmentSaved {
                label: label.clone(),
            },
        ),
        Fact::PhotosExported { exported } => (
            exported.patient,
            Told::PhotosExported {
                count: count(exported.photos.len()),
                recipient: exported.recipient.clone(),
            },
        ),
        Fact::DocumentMade { document } => (
            document.patient?,
            Told::DocumentMade {
                kind: document.kind,
                number: document.number.clone(),
            },
        ),
        _ => return None,
    })
}

fn of_reaction(change: HistoryChange, reaction: &Reaction) -> Told {
    Told::Reaction {
        change,
        kind: reaction.facts.kind,
        grade: reaction.facts.grade,
    }
}

fn signed(session: &Session) -> Told {
    let done = || {
        let rows = session.record.zones.iter();
        rows.filter(|row| row.state == ZoneState::Done)
    };
    Told::Session {
        number: session.number,
        zones: count(done().count()),
        deepest_mm: done().filter_map(|row| row.depth_mm).reduce(f64::max),
        incidents: count(session.record.incidents.len()),
        signed_name: session.signed_name.clone(),
    }
}

fn attached(attachment: &Attachment) -> (PatientId, Told) {
    let told = Told::Attached {
        label: attachment.label.clone(),
    };
    (attachment.patient, told)
}

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

/// What the line leads to: the thing itself, also where the event was recorded on something else.
fn about(event: &Event) -> Uuid {
    match &event.fact {
        Fact::ConsultationRecorded { consultation } => consultation.id.0,
        Fact::NoteAmended { amendment } => amendment.note.0,
        Fact::SessionAmended { amendment } => amendment.session.0,
        _ => event.entity_id,
    }
}

/// A copy that left the clinic, or was declined; nobody's paper is on nobody's timeline.
async fn handled(
    connection: &mut SqliteConnection,
    document: Uuid,
    step: DocumentStep,
) -> Result<Option<Line>, StoreError> {
    let row = sqlx::query("SELECT patient, body FROM document WHERE id = ?")
        .bind(document)
        .fetch_one(connection)
        .await?;
    let made: needlebook_domain::document::Document = crate::row::parse(row.get("body"))?;
    Ok(made.patient.map(|_| Line {
        patient: row.get("patient"),
        about: document,
        told: Told::Disclosed {
            kind: made.kind,
            number: made.number,
            step,
        },
    }))
}
