//! Consents: whether each still stands, what was agreed, who signed, and what was added or taken back.

use needlebook_domain::consent::Consent;
use needlebook_domain::photo::PhotoScope;
use needlebook_domain::zone::Side;

use super::writer::Writer;
use super::{AddendumLine, ConsentLine, PatientRecord, WithdrawalLine};
use crate::consent::closing::added;
use crate::content::{consent_print, photo_use, word};
use crate::error::Error;
use crate::plan::facts::Fact;
use crate::text::Span;
use crate::wording::Values;

/// Every signed consent, then what was said instead of signing one.
pub(super) fn push(to: &mut Writer<'_>, record: &PatientRecord) -> Result<(), Error> {
    to.chapter(&to.words.consents_title)?;
    if record.consents.is_empty() {
        to.none()?;
    }
    let today = to.on(record.made_at);
    for line in &record.consents {
        let words = &to.words.consent;
        let heading = to.at(line.consent.countersigned_at)?.fill(&words.heading)?;
        to.entry(&heading)?;
        for withdrawal in &line.withdrawals {
            let said = withdrawn(to, withdrawal)?;
            to.paragraph(&said)?;
        }
        let is_withdrawn = line
            .withdrawals
            .iter()
            .any(|one| one.scope.photos().is_none());
        if !is_withdrawn {
            let stands = if line.last_day < today {
                &words.over
            } else {
                &words.standing
            };
            let day = Values::new().with("day", to.clock.date(line.last_day)?);
            to.paragraph(&day.spans(stands)?)?;
        }
        let facts = facts(to, line)?;
        to.facts(&facts)?;
        for addendum in &line.addenda {
            let said = added_later(to, addendum)?;
            to.paragraph(&said)?;
        }
    }
    push_replies(to, record)
}

fn withdrawn(to: &Writer<'_>, withdrawal: &WithdrawalLine) -> Result<Vec<Span>, Error> {
    let words = &to.words.consent;
    let values = to
        .at(withdrawal.at)?
        .with("name", &withdrawal.by)
        .with("said", &withdrawal.said);
    let Some(scope) = withdrawal.scope.photos() else {
        return values.spans(&words.withdrawn);
    };
    let of = photo_use(scope)?;
    values.with("scope", of).spans(&words.withdrawn_photos)
}

fn facts(to: &Writer<'_>, line: &ConsentLine) -> Result<Vec<Fact>, Error> {
    let (words, consent) = (&to.words.consent, &line.consent);
    let plan = &consent.plan;
    let areas = plan.areas.iter();
    let areas: Vec<String> = areas
        .map(|zone| to.clock.words.zone(*zone, Side::None))
        .collect::<Result<_, _>>()?;
    let numbing = plan.numbing.iter();
    let numbing: Vec<&str> = numbing
        .map(|product| to.clock.words.numbing_product(*product))
        .collect::<Result<_, _>>()?;
    let mut facts = vec![
        Fact::new(&words.concern, to.clock.words.indication(plan.concern)?),
        Fact::new(&words.areas, to.clock.words.list(&areas)),
        Fact::new(&words.device, &line.device),
        Fact::new(&words.numbing, numbing.join("; ")),
        Fact::new(&words.adjuncts, plan.adjuncts.join("; ")),
        Fact::new(
            &words.depth,
            consent.depth_above_label.map_or("", |yes| to.yes_no(yes)),
        ),
    ];
    for (scope, choice) in [
        (PhotoScope::Record, consent.photos.record),
        (PhotoScope::Teaching, consent.photos.teaching),
        (PhotoScope::Marketing, consent.photos.marketing),
    ] {
        let label = Values::new().with("scope", photo_use(scope)?);
        facts.push(Fact::new(label.fill(&words.photos)?, to.answer(choice)));
    }
    facts.extend(signed(to, consent)?);
    if let Some(mark) = &line.mark {
        let mark = to.clock.words.number_and_version(mark)?;
        facts.push(Fact::new(&words.paper, mark));
    }
    facts.push(Fact::new(
        &words.fingerprint,
        Writer::grouped(&consent.text_sha256),
    ));
    facts.push(Fact::new(&words.questions, consent.questions.trim()));
    facts.retain(|fact| !fact.value.is_empty());
    Ok(facts)
}

fn signed(to: &Writer<'_>, consent: &Consent) -> Result<Vec<Fact>, Error> {
    let words = &to.words.consent;
    let by = |name: &str, at| to.at(at)?.with("name", name).fill(&words.signed_value);
    let form = Values::new()
        .with("template", &consent.template)
        .with("revision", consent.revision.to_string());
    Ok(vec![
        Fact::new(&words.given, to.instant(consent.given_at)?),
        Fact::new(&words.ticked, consent.ticked.len().to_string()),
        Fact::new(&words.form, form.fill(&words.form_value)?),
        Fact::new(
            &words.signed_patient,
            by(&consent.signer_name, consent.signed_at)?,
        ),
        Fact::new(
            &words.signed_practitioner,
            by(&consent.practitioner_name, consent.countersigned_at)?,
        ),
    ])
}

fn added_later(to: &Writer<'_>, addendum: &AddendumLine) -> Result<Vec<Span>, Error> {
    let print = consent_print()?;
    let lines = addendum.lines.iter();
    let lines: Vec<String> = lines
        .map(|line| added(line, print, to.clock))
        .collect::<Result<_, _>>()?;
    to.at(addendum.at)?
        .with("name", &addendum.signer)
        .with("by", &addendum.by)
        .with("lines", lines.join(" "))
        .spans(&to.words.consent.added)
}

fn push_replies(to: &mut Writer<'_>, record: &PatientRecord) -> Result<(), Error> {
    if record.replies.is_empty() {
        return Ok(());
    }
    to.entry(&to.words.replies_title)?;
    for reply in &record.replies {
        let said = to
            .at(reply.at)?
            .with("what", word(&to.words.replies, reply.reply)?)
            .with("by", &reply.by)
            .spans(&to.words.reply)?;
        to.point(&said)?;
    }
    Ok(())
}
