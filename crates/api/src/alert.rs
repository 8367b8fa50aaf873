//! What stands on the strip of a patient: what the record says by itself, and what a person pinned.

use crate::app::App;
use crate::error::ApiError;
use crate::role::UseCase;
use needlebook_domain::alert::{self, AlertKind, PinnedAlert};
use needlebook_domain::ids::{AlertId, PatientId};
use needlebook_domain::medical_history::{AllergySeverity, HistoryItem};
use needlebook_domain::reaction::{Reaction, ReactionKind};
use needlebook_domain::screening::{Answers, Asked, ColdSore, Keloid};
use needlebook_store::journal::Fact;
use needlebook_store::{alert as stored, patient};
use serde::Serialize;
use specta::Type;
use uuid::Uuid;

/// Never a word of pregnancy (PRACTICE 27), and never for the desk (PRACTICE 66).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Alert {
    Allergy {
        text: String,
        reaction: String,
        severity: Option<AllergySeverity>,
    },
    /// Not settled yet; from grade 2 on it defers the next session.
    OpenReaction {
        reaction: ReactionKind,
        grade: u8,
    },
    ColdSores,
    Keloid,
    KeloidInFamily,
    Pinned {
        id: AlertId,
        alert: AlertKind,
        text: String,
    },
}

/// # Errors
/// Refused words; [`ApiError::NotFound`].
pub async fn pin(
    app: &App,
    patient: PatientId,
    kind: AlertKind,
    text: String,
) -> Result<AlertId, ApiError> {
    let open = app.run(UseCase::PinAlert).await?;
    let now = app.now();
    let alert = PinnedAlert {
        id: AlertId(Uuid::now_v7()),
        patient,
        kind,
        text: alert::read(kind, &text)?,
        pinned_by: open.actor(),
        pinned_at: now,
    };
    let id = alert.id;
    let mut write = open.write(now).await?;
    patient::get(write.connection(), patient).await?;
    write.append(id.0, Fact::AlertPinned { alert }).await?;
    write.commit().await?;
    Ok(id)
}

/// # Errors
/// [`ApiError::NotFound`] when it is not pinned any more.
pub async fn unpin(app: &App, id: AlertId) -> Result<(), ApiError> {
    let open = app.run(UseCase::PinAlert).await?;
    let mut write = open.write(app.now()).await?;
    let alert = stored::get(write.connection(), id).await?;
    write.append(id.0, Fact::AlertUnpinned { alert }).await?;
    Ok(write.commit().await?)
}

/// Words by which a condition of the history is one that the strip names.
const COLD_SORES: [&str; 2] = ["cold sore", "herpes"];
const KELOID: [&str; 1] = ["keloid"];

/// Everything for the strip: reactions that are not settled, the worst allergies, then what the history and the newest answers say, then what was
/// pinned and is not said already.
pub(crate) fn alerts<'a>(
    reactions: impl Iterator<Item = &'a Reaction>,
    history: &[HistoryItem],
    answers: Option<&Answers>,
    pinned: Vec<PinnedAlert>,
) -> Vec<Alert> {
    let mut alerts: Vec<Alert> = reactions
        .map(|one| Alert::OpenReaction {
            reaction: one.facts.kind,
            grade: one.facts.grade,
        })
        .collect();
    alerts.extend(allergies(history));
    let has = |words: &[&str]| {
        history.iter().any(|item| {
            let name = item.name().to_lowercase();
            matches!(item, HistoryItem::Condition { .. })
                && words.iter().any(|word| name.contains(word))
        })
    };
    let cold_sore = answers.map(|answers| &answers.cold_sore);
    if has(&COLD_SORES)
        || matches!(
            cold_sore,
            Some(Asked::Known(ColdSore::History | ColdSore::Active))
        )
    {
        alerts.push(Alert::ColdSores);
    }
    let keloid = answers.map(|answers| &answers.keloid);
    if has(&KELOID) || matches!(keloid, Some(Asked::Known(Keloid::Personal))) {
        alerts.push(Alert::Keloid);
    } else if matches!(keloid, Some(Asked::Known(Keloid::Family))) {
        alerts.push(Alert::KeloidInFamily);
    }
    for one in pinned {
        let is_said = one.text.is_empty()
            && match one.kind {
                AlertKind::ColdSores => alerts.contains(&Alert::ColdSores),
                AlertKind::Keloid => alerts.contains(&Alert::Keloid),
                _ => false,
            };
        if !is_said {
            alerts.push(Alert::Pinned {
                id: one.id,
                alert: one.kind,
                text: one.text,
            });
        }
    }
    alerts
}

fn allergies(history: &[HistoryItem]) -> Vec<Alert> {
    let mut found: Vec<(Option<AllergySeverity>, Alert)> = history
        .iter()
        .filter_map(|item| match item {
            HistoryItem::Allergy {
                substance,
                reaction,
                severity,
                ..
            } => Some((
                *severity,
                Alert::Allergy {
                    text: substance.clone(),
                    reaction: reaction.clone(),
                    severity: *severity,
                },
            )),
            _ => None,
        })
        .collect();
    found.sort_by_key(|(severity, _)| std::cmp::Reverse(*severity));
    found.into_iter().map(|(_, alert)| alert).collect()
}
