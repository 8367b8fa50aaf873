//! The report of one reaction: gathered from the record, made, sealed and kept like every page.

use crate::app::Open;
use crate::error::ApiError;
use crate::{document, parties};
use chrono::{DateTime, Utc};
use needlebook_documents::DocumentMark;
use needlebook_documents::content::common;
use needlebook_documents::reaction::{FollowUpLine, ReactionReport, TreatedWith};
use needlebook_domain::document::DocumentKind;
use needlebook_domain::ids::{DocumentId, ReactionId};
use needlebook_domain::session::Session;
use needlebook_store::reaction::StoredReaction;
use needlebook_store::{person, reaction as stored, session, stock};

pub(crate) async fn keep(
    open: &Open,
    now: DateTime<Utc>,
    id: ReactionId,
) -> Result<DocumentId, ApiError> {
    let of = stored::get(&mut *open.store.reader().await?, id).await?;
    let patient = of.reaction.patient;
    let mut report = report(open, of, now).await?;
    document::keep(
        open,
        now,
        patient,
        id.0,
        DocumentKind::ReactionReport,
        |mark| {
            report.mark = mark;
            needlebook_documents::reaction::render(&report, &parties::style(&open.clinic))
        },
    )
    .await
}

/// What the report says; its number is given when it is kept.
pub(crate) async fn report(
    open: &Open,
    of: StoredReaction,
    now: DateTime<Utc>,
) -> Result<ReactionReport, ApiError> {
    let (patient, _) = crate::patient::get(open, of.reaction.patient).await?;
    let people = person::names(&mut *open.store.reader().await?).await?;
    let followed = match of.reaction.facts.session {
        Some(session) => {
            let signed = session::get(&mut *open.store.reader().await?, session).await?;
            Some(treated_with(open, &signed).await?)
        }
        None => None,
    };
    Ok(ReactionReport {
        clinic: open.clinic.clone(),
        patient: parties::patient(&patient),
        mark: DocumentMark {
            number: String::new(),
            version: 1,
        },
        facts: of.reaction.facts,
        followed,
        recorded_by: people.of(of.reaction.recorded_by),
        recorded_at: of.reaction.recorded_at,
        follow_ups: of
            .follow_ups
            .into_iter()
            .map(|one| FollowUpLine {
                by: people.of(one.by),
                said: one,
            })
            .collect(),
        voided: of.voided,
        printed_by: open.person.printed_name(),
        printed_at: now,
    })
}

/// What a maker asks after: which session, by whom, with which device and lots.
async fn treated_with(open: &Open, signed: &Session) -> Result<TreatedWith, ApiError> {
    let mut reader = open.store.reader().await?;
    let (mut device, mut device_serial) = (String::new(), String::new());
    if let Some(id) = signed.record.device {
        let used = stock::get_device(&mut reader, id).await?;
        device = common()?.device(crate::device_profile::get(open, used.profile)?)?;
        device_serial = used.serial;
    }
    let mut lots = Vec::new();
    for cartridge in &signed.record.cartridges {
        lots.push(stock::get_lot(&mut reader, cartridge.lot).await?.number);
    }
    let products = signed.record.products_after.iter();
    Ok(TreatedWith {
        number: signed.number,
        on: signed.ended_on,
        practitioner: signed.signed_name.clone(),
        device,
        device_serial,
        lots,
        numbing: signed
            .record
            .numbing
            .iter()
            .map(|area| area.product)
            .collect(),
        products: products
            .map(|product| (product.name.clone(), product.lot.clone()))
            .collect(),
    })
}
