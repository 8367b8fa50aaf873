//! A plan to begin a consent with.

use crate::app::App;
use crate::consent_reply;
use crate::error::ApiError;
use crate::role::UseCase;
use needlebook_domain::concern::Concern;
use needlebook_domain::consent_costs::ConsentCosts;
use needlebook_domain::device::DeviceProfileId;
use needlebook_domain::ids::PatientId;
use needlebook_domain::ids::PersonId;
use needlebook_domain::numbing::NumbingProduct;
use needlebook_domain::zone::Zone;
use needlebook_store::consent;
use needlebook_store::consultation;
use needlebook_store::stock;
use serde::Serialize;
use specta::Type;

/// A plan to begin with. What nobody decided yet is absent, so that it has to be chosen.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ProposedPlan {
    pub areas: Vec<Zone>,
    pub concern: Option<Concern>,
    pub device: Option<DeviceProfileId>,
    pub numbing: Vec<NumbingProduct>,
    pub adjuncts: Vec<String>,
    pub practitioner: PersonId,
    pub costs: ConsentCosts,
    /// Visits of the course, for the estimate of what it comes to.
    pub visits: Option<u8>,
}

/// The plan the patient was shown and did not sign yet; else the course's concern, the face, the clinic's device where
/// it has one model only, the person signed in, and the costs the patient was told last.
///
/// # Errors
/// [`ApiError::NotFound`].
pub async fn propose_plan(app: &App, patient: PatientId) -> Result<ProposedPlan, ApiError> {
    let open = app.run(UseCase::TakeConsent).await?;
    let mut reader = open.store.reader().await?;
    let course = consultation::list(&mut reader, patient)
        .await?
        .into_iter()
        .next();
    let visits = course.as_ref().map(|course| course.planned_sessions);
    if let Some(shown) = consent_reply::unsigned_plan(&mut reader, patient).await? {
        return Ok(ProposedPlan {
            areas: shown.areas,
            concern: Some(shown.concern),
            device: Some(shown.device),
            numbing: shown.numbing,
            adjuncts: shown.adjuncts,
            practitioner: open.actor(),
            costs: shown.costs,
            visits,
        });
    }
    let mut models: Vec<DeviceProfileId> = stock::list_devices(&mut reader)
        .await?
        .into_iter()
        .map(|device| device.profile)
        .collect();
    models.dedup();
    models.retain(|&model| {
        let mut in_use = open.rules.devices().in_use();
        in_use.any(|profile| profile.id == model)
    });
    let last = consent::list(&mut reader, patient)
        .await?
        .into_iter()
        .next();
    Ok(ProposedPlan {
        areas: Zone::ALL
            .into_iter()
            .filter(|zone| zone.is_facial() && !zone.is_excluded())
            .collect(),
        concern: course.map(|course| course.concern),
        device: match models.as_slice() {
            [only] => Some(*only),
            _ => None,
        },
        numbing: Vec::new(),
        adjuncts: Vec::new(),
        practitioner: open.actor(),
        costs: last
            .map(|stored| stored.consent.plan.costs)
            .unwrap_or_default(),
        visits,
    })
}
