//! The sessions of an invented patient: consent, the charted visit, the signature, each passing its gate.

use super::chart::Chart;
use super::lots::Lots;
use super::pen::Pen;
use super::plan::moment;
use super::visit_draft::{self, NUMBING, Times};
use crate::consent::Between;
use crate::error::ApiError;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use needlebook_documents::Visit as PrintedVisit;
use needlebook_domain::consent::{
    ConsentGate, ConsentHistory, ConsentInput, ConsentPlan, PhotoChoices, SessionNeeds,
    gate as consent_gate,
};
use needlebook_domain::consent_costs::ConsentCosts;
use needlebook_domain::ids::{ConsentId, SessionId};
use needlebook_domain::screening_record::{Screening, gate as screening_gate};
use needlebook_domain::session::{
    Earlier, GateTimes, Session, SessionContext, SessionDraft, SettledGuard, Signing, WayOut,
    check, needs, sign, started_at,
};
use needlebook_domain::signature::Signature;
use needlebook_domain::stock::{Device, Lot, LotOnHand};
use needlebook_store::journal::Fact;
use needlebook_store::session::record_hash;
use uuid::Uuid;

/// What a session is judged with beside the patient.
struct Around<'c> {
    screening: &'c Screening,
    device: &'c Device,
    lots: &'c [LotOnHand],
    earlier: &'c Earlier,
}

impl Chart<'_> {
    /// Every session of the plan; one of `today` ends at `today_end`.
    pub(super) async fn treat(
        &mut self,
        pen: &mut Pen<'_>,
        lots: &mut Lots,
        today: NaiveDate,
        today_end: DateTime<Utc>,
    ) -> Result<(), ApiError> {
        let (hour, minute) = (
            self.seeded.between(11, 17),
            self.seeded.pick(&[0, 10, 20, 30, 40, 50]),
        );
        for on in self.plan.sessions.clone() {
            let end = if on == today {
                today_end
            } else {
                moment(on, hour, minute, self.open.tz())
            };
            let times = Times { end };
            let screening = self.screen(pen, times.screened()).await?;
            self.session(pen, lots, times, &screening).await?;
        }
        Ok(())
    }

    async fn session(
        &mut self,
        pen: &mut Pen<'_>,
        lots: &mut Lots,
        times: Times,
        screening: &Screening,
    ) -> Result<(), ApiError> {
        let missing = || ApiError::NotFound {
            entity: "device".to_owned(),
        };
        let device = lots.device(self.plan.device).cloned().ok_or_else(missing)?;
        let lot = lots
            .take(pen, &device, self.open.local_date(times.end))
            .await?;
        let mut draft = self.draft(&device, &lot.lot, times);
        let needed = needs(&draft, device.profile.built_in(), self.open.actor());
        self.renew_consent(pen, &needed, times.consented()).await?;
        let around = Around {
            screening,
            device: &device,
            lots: &[lot],
            earlier: &self.earlier(&device, times.signed()),
        };
        let context = self.context(&draft, &needed, &around, times.signed());
        settle(&mut draft, &context);
        let signing = Signing {
            number: self.next_number(),
            ended_on: self.open.local_date(times.end),
            screening: Some(screening.id),
            consent: self.consent.as_ref().map(|consent| consent.id),
            rule_set_version: self.open.rules.version(),
            trail: Vec::new(),
            signed_name: self.open.person.printed_name(),
        };
        let session = sign(draft, &context, signing).map_err(|gaps| ApiError::NotReady { gaps })?;
        let fact = Fact::SessionSigned {
            record_hash: record_hash(&session)?,
            session: Box::new(session.clone()),
        };
        pen.append(session.record.id.0, fact).await?;
        self.signed.push(session);
        Ok(())
    }

    pub(super) fn next_number(&self) -> u32 {
        self.signed.last().map_or(0, |last| last.number) + 1
    }

    fn draft(&mut self, device: &Device, lot: &Lot, times: Times) -> SessionDraft {
        let number = self.next_number();
        let mut draft = SessionDraft::new(SessionId(Uuid::now_v7()), self.patient.id);
        draft.zones = self.plan.rows(&mut self.seeded, number);
        visit_draft::fill(
            &mut draft,
            &mut self.seeded,
            self.open.actor(),
            device,
            lot,
            times,
        );
        draft
    }

    /// What is settled by the sessions before, as the app finds it.
    fn earlier(&self, device: &Device, now: DateTime<Utc>) -> Earlier {
        let consent = self.consent.as_ref().map(|one| one.id);
        let is_same_use = |session: &Session| {
            session.record.device == Some(device.id) && session.consent == consent
        };
        Earlier::of(self.signed.iter().rev(), is_same_use, now)
    }

    fn context<'c>(
        &self,
        draft: &SessionDraft,
        needed: &SessionNeeds,
        around: &Around<'c>,
        now: DateTime<Utc>,
    ) -> SessionContext<'c> {
        let screening = around.screening;
        let local = |at| self.open.local_date(at);
        let start_on = local(started_at(draft).unwrap_or(now));
        let last_end = self.signed.last().map(|last| last.ended_at);
        SessionContext {
            age_years: self.patient.age_on(start_on),
            fitzpatrick: self.patient.fitzpatrick,
            allergies: &[],
            device_profile: around.device.profile.built_in(),
            needle_length: None,
            depth_settings: self.open.rules.depth_on(start_on),
            lots: around.lots,
            screening: screening_gate(
                Some(screening),
                None,
                start_on,
                self.open.actor(),
                last_end,
                local,
            ),
            numbing_blocked: &screening.judgement.numbing.blocked,
            reacted_badly: false,
            consent: self.consent_gate(needed, start_on),
            reacted: &[],
            earlier: around.earlier,
            times: GateTimes {
                screened_at: Some(screening.signed_at),
                consented_at: self.consent.as_ref().map(|one| one.countersigned_at),
                ..GateTimes::default()
            },
            approved: true,
            treating: self.open.actor(),
            start_on,
            now,
        }
    }

    fn consent_gate(&self, needed: &SessionNeeds, on: NaiveDate) -> ConsentGate {
        let history = self.consent.as_ref().map(|consent| ConsentHistory {
            consent,
            withdrawn: false,
            addenda: &[],
            last_session_on: self.signed.last().map(|last| last.ended_on),
        });
        consent_gate(history.as_ref(), needed, on, |at| self.open.local_date(at))
    }

    /// Signs a consent where none covers what is needed: at the first session, and when one ran out.
    pub(super) async fn renew_consent(
        &mut self,
        pen: &mut Pen<'_>,
        needed: &SessionNeeds,
        at: DateTime<Utc>,
    ) -> Result<(), ApiError> {
        if self.consent_gate(needed, self.open.local_date(at)) == ConsentGate::Open {
            return Ok(());
        }
        let between = Between {
            clinic: &self.open.clinic,
            practitioner: &self.open.person,
            patient: &self.patient,
            course: self.consultation.as_ref(),
            rules: &self.open.rules,
        };
        let plan = ConsentPlan {
            areas: self.plan.areas(),
            concern: self.plan.concern,
            device: self.plan.device,
            numbing: vec![NUMBING],
            adjuncts: Vec::new(),
            practitioner: self.open.actor(),
            costs: ConsentCosts::default(),
        };
        let text = between.text(&plan, self.open.local_date(at))?;
        let name = self.patient.full_name();
        let read_first = self
            .consultation
            .as_ref()
            .filter(|_| self.consent.is_none())
            .map(|held| held.recorded_at);
        let input = ConsentInput {
            given_at: read_first.unwrap_or(at - TimeDelta::minutes(20)),
            ticked: text.tick_keys().into_iter().map(str::to_owned).collect(),
            photos: PhotoChoices {
                record: Some(true),
                teaching: Some(self.seeded.once_in(3)),
                marketing: Some(false),
            },
            depth_above_label: text.depth_choice.is_some().then_some(true),
            questions: String::new(),
            signature: Some(Signature::Typed { name: name.clone() }),
            signer_name: name,
            signed_at: at,
            practitioner_signature: Some(Signature::Typed {
                name: self.open.person.name.clone(),
            }),
            plan,
        };
        let printed = PrintedVisit {
            number: self.next_number(),
            planned: Some(u32::from(self.plan.planned)),
        };
        let id = ConsentId(Uuid::now_v7());
        let (consent, _) = between.lock(id, &input, text, printed, at + TimeDelta::minutes(1))?;
        pen.append(
            id.0,
            Fact::ConsentSigned {
                consent: consent.clone(),
            },
        )
        .await?;
        self.consent = Some(consent);
        Ok(())
    }
}

/// Gives a reason wherever the guard asks for one.
fn settle(draft: &mut SessionDraft, context: &SessionContext<'_>) {
    let asked = check(draft, context)
        .guards
        .into_iter()
        .filter(|guard| guard.way_out == WayOut::Reason && !guard.settled);
    draft.settled = asked
        .map(|guard| SettledGuard {
            key: guard.key,
            reason: "The last session went well and healed in two days; agreed with the patient."
                .to_owned(),
            by: context.treating,
            at: context.now,
        })
        .collect();
}
