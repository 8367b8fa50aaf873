//! Single entries of the record, from how the store keeps them to how the pages say them.

use crate::alert::Alert;
use crate::app::Open;
use crate::error::ApiError;
use crate::visit::Visit;
use chrono::{DateTime, NaiveDate, Utc};
use needlebook_documents::DocumentMark;
use needlebook_documents::consent::AddedLine;
use needlebook_documents::content::common;
use needlebook_documents::patient_record::{
    AddendumLine, AlertLine, ConsentLine, Disclosed, DisclosureLine, DocumentLine, HistoryLine,
    ReplyLine, ScreeningLine, SettledLine, TaskLine, WithdrawalLine,
};
use needlebook_domain::consent::{Addendum, Uncovered, last_day};
use needlebook_domain::consent_reply::ConsentReply;
use needlebook_domain::device::DeviceProfileId;
use needlebook_domain::document::{Document, DocumentKind};
use needlebook_domain::ids::PersonId;
use needlebook_domain::screening_record::Screening;
use needlebook_domain::timeline::Told;
use needlebook_store::consent::StoredConsent;
use needlebook_store::document::StepTaken;
use needlebook_store::medical_history::StoredEntry;
use needlebook_store::person::Names;
use needlebook_store::task::StoredTask;
use needlebook_store::timeline::TimelineEntry;

pub(super) fn alert(alert: Alert) -> AlertLine {
    match alert {
        Alert::Allergy { text, reaction, .. } => AlertLine::Allergy {
            substance: text,
            reaction,
        },
        Alert::OpenReaction { reaction, grade } => AlertLine::OpenReaction {
            kind: reaction,
            grade,
        },
        Alert::ColdSores => AlertLine::ColdSores,
        Alert::Keloid => AlertLine::Keloid,
        Alert::KeloidInFamily => AlertLine::KeloidInFamily,
        Alert::Pinned { alert, text, .. } => AlertLine::Pinned { kind: alert, text },
    }
}

pub(super) fn history(line: StoredEntry, people: &Names) -> HistoryLine {
    HistoryLine {
        by: people.of(line.entry.recorded_by),
        at: line.entry.recorded_at,
        item: line.entry.item,
        voided: line.voided,
    }
}

pub(super) fn screening(of: &Screening, people: &Names) -> ScreeningLine {
    ScreeningLine {
        for_on: of.for_on,
        judgement: of.judgement.clone(),
        settled: of
            .settled
            .iter()
            .map(|caution| SettledLine {
                rule: caution.rule,
                reason: caution.reason.clone(),
                by: people.of(caution.by),
                at: caution.at,
            })
            .collect(),
        rules: of.rule_set_version.clone(),
        signed_by: people.of(of.signed_by),
        signed_at: of.signed_at,
    }
}

/// A consent with its own pages and everything that happened to it.
pub(super) fn consent(
    open: &Open,
    visit: &Visit,
    stored: &StoredConsent,
    people: &Names,
    on: impl Fn(DateTime<Utc>) -> NaiveDate,
) -> Result<ConsentLine, ApiError> {
    let consent = stored.consent.clone();
    let page = visit.documents.iter().find(|made| {
        made.document.about == consent.id.0 && made.document.kind == DocumentKind::Consent
    });
    let withdrawals = stored.withdrawals.iter();
    Ok(ConsentLine {
        device: device(open, consent.plan.device)?,
        mark: page.map(|made| mark(&made.document)),
        last_day: last_day(on(consent.countersigned_at)),
        withdrawals: withdrawals
            .map(|one| WithdrawalLine {
                scope: one.scope,
                said: one.said.clone(),
                by: people.of(one.recorded_by),
                at: one.at,
            })
            .collect(),
        addenda: stored
            .addenda
            .iter()
            .map(|one| addendum(open, one, people))
            .collect::<Result<_, _>>()?,
        consent,
    })
}

/// The device by name; by its id where the rules know it no longer.
fn device(open: &Open, id: DeviceProfileId) -> Result<String, ApiError> {
    Ok(match open.rules.devices().find(id) {
        Some(profile) => common()?.device(profile)?,
        None => id.to_string(),
    })
}

fn addendum(open: &Open, of: &Addendum, people: &Names) -> Result<AddendumLine, ApiError> {
    let lines = of.lines.iter();
    Ok(AddendumLine {
        lines: lines
            .map(|line| added(open, line, people))
            .collect::<Result<_, _>>()?,
        signer: of.signer_name.clone(),
        by: people.of(of.practitioner),
        at: of.signed_at,
    })
}

fn added(open: &Open, line: &Uncovered, people: &Names) -> Result<AddedLine, ApiError> {
    Ok(match *line {
        Uncovered::Area { zone } => AddedLine::Area(zone),
        Uncovered::Concern { concern } => AddedLine::Concern(concern),
        Uncovered::Device { device: id } => AddedLine::Device(device(open, id)?),
        Uncovered::DepthAboveLabel => AddedLine::DepthAboveLabel,
        Uncovered::Numbing { product } => AddedLine::Numbing(product),
        Uncovered::Practitioner { practitioner } => {
            AddedLine::Practitioner(people.of(practitioner))
        }
    })
}

pub(super) fn reply(of: &ConsentReply, people: &Names) -> ReplyLine {
    ReplyLine {
        reply: of.reply,
        by: people.of(of.recorded_by),
        at: of.at,
    }
}

pub(super) fn task(stored: StoredTask, people: &Names) -> TaskLine {
    TaskLine {
        task: stored.task,
        done: stored
            .done
            .map(|done| (done.outcome, people.of(done.by), done.at)),
    }
}

fn mark(document: &Document) -> DocumentMark {
    DocumentMark {
        number: document.number.clone(),
        version: document.version,
    }
}

pub(super) fn document(of: &Document, steps: &[StepTaken], people: &Names) -> DocumentLine {
    let steps = steps.iter();
    DocumentLine {
        kind: of.kind,
        mark: mark(of),
        made_at: of.made_at,
        steps: steps
            .map(|taken| (taken.step, people.of(PersonId(taken.by)), taken.at))
            .collect(),
    }
}

/// A line of the log of disclosures; `None` for one that a newer version recorded.
pub(super) fn disclosure(entry: TimelineEntry, people: &Names) -> Option<DisclosureLine> {
    let what = match entry.told {
        Told::Disclosed { kind, number, step } => Disclosed::Document { kind, number, step },
        Told::AttachmentSaved { label } => Disclosed::Attachment { label },
        Told::PhotosExported { count, recipient } => Disclosed::Photos { count, recipient },
        Told::RecordExported { files, protected } => Disclosed::Record { files, protected },
        _ => return None,
    };
    Some(DisclosureLine {
        what,
        by: entry.by.map(|by| people.of(by)).unwrap_or_default(),
        at: entry.at,
    })
}
