//! What must be true before a needle touches skin, and what can never be passed.

use needlebook_api::consent::AddendumInput;
use needlebook_api::screening::{ScreeningForm, SettleInput};
use needlebook_api::today::{self, NeedsYouKind};
use needlebook_api::{consent, patient_page, screening, session};
use needlebook_domain::consent::{ConsentGate, Uncovered};
use needlebook_domain::ids::PatientId;
use needlebook_domain::person::Role;
use needlebook_domain::screening::Outcome;
use needlebook_domain::screening_record::{ScreeningGap, ScreeningGate};
use needlebook_domain::session::{
    GapCode, Incident, IncidentKind, Place, SessionDraft, SettledGuard, StopReason, Stopped,
    WayOut, ZoneState,
};
use needlebook_domain::zone::{Side, Zone};
use serde_json::json;

use crate::clinic::Clinic;
use crate::treatment::{drawn, planned};

// Screening

#[tokio::test]
async fn without_a_screening_neither_cream_nor_needle() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    clinic.consent(patient).await;
    let draft = clinic.session(patient);
    let state = session::check(clinic.app(), draft.clone()).await.unwrap();
    for before in [&state.check.before_numbing, &state.check.before_needling] {
        assert!(
            before.iter().any(|gap| gap.code == GapCode::NoScreening),
            "gates come before the cream (PRACTICE 7)"
        );
    }
    assert_eq!(clinic.refused_codes(draft).await, [GapCode::NoScreening]);
}

#[tokio::test]
async fn a_forecast_opens_no_session_not_even_on_the_day_it_spoke_of() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    clinic.consent(patient).await;
    let mut forecast = clinic.screening(patient);
    forecast.for_on = clinic.today().succ_opt().unwrap();
    screening::sign(clinic.app(), forecast).await.unwrap();
    assert_eq!(
        clinic.refused_codes(clinic.session(patient)).await,
        [GapCode::ScreeningNotToday]
    );

    clinic.sleep_days(1);
    assert_eq!(
        clinic.refused_codes(clinic.session(patient)).await,
        [GapCode::ScreeningNotToday],
        "a verdict for an appointment is a forecast; only one signed that day opens the session (PRACTICE 5)"
    );
}

#[tokio::test]
async fn a_screening_opens_its_own_day_only_and_one_session_only() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    clinic.sign_session(clinic.session(patient)).await.unwrap();
    let mut second = clinic.session(patient);
    let later = |at: &mut chrono::DateTime<chrono::Utc>| *at += chrono::TimeDelta::hours(4);
    second
        .zones
        .iter_mut()
        .for_each(|row| later(row.done_at.as_mut().unwrap()));
    assert_eq!(
        clinic.refused_codes(second).await.first(),
        Some(&GapCode::ScreeningNotToday),
        "its answers are older than the last session"
    );
    clinic.sleep_days(1);
    assert_eq!(
        clinic.refused_codes(clinic.session(patient)).await,
        [GapCode::ScreeningNotToday]
    );
}

#[tokio::test]
async fn only_the_practitioner_who_screened_today_may_treat() {
    let mut clinic = Clinic::ready().await;
    let colleague = clinic
        .hire(
            "Imogen Backstitch",
            vec![Role::Clinician],
            "ladder stitch over a hem",
        )
        .await;
    clinic
        .unlock_as(colleague, "ladder stitch over a hem")
        .await;
    let patient = clinic.arrived_patient().await;
    clinic.screen(patient).await;
    clinic.lock().await;
    clinic.unlock().await;
    clinic.consent(patient).await;
    assert_eq!(
        clinic.refused_codes(clinic.session(patient)).await,
        [GapCode::ScreeningNotByYou]
    );
    clinic.screen(patient).await;
    clinic.sign_session(clinic.session(patient)).await.unwrap();
}

#[tokio::test]
async fn a_stop_can_be_signed_and_opens_nothing() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    clinic.consent(patient).await;
    let stop = clinic.screening_with(patient, json!({"keloid": "personal"}));
    let judged = screening::check(clinic.app(), stop.clone()).await.unwrap();
    assert_eq!(judged.judged.outcome, Outcome::Absolute);
    screening::sign(clinic.app(), stop).await.unwrap();
    let state = session::check(clinic.app(), clinic.session(patient))
        .await
        .unwrap();
    assert_eq!(state.screening, ScreeningGate::Stopped);
    assert_eq!(
        clinic.refused_codes(clinic.session(patient)).await,
        [GapCode::ScreeningStops]
    );
}

#[tokio::test]
async fn a_late_answer_closes_a_session_that_was_open() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let draft = clinic.session(patient);
    let before = session::check(clinic.app(), draft.clone()).await.unwrap();
    assert_eq!(before.screening, ScreeningGate::Open);

    clinic.set_time("09:20");
    let current = json!({"isotretinoin": {"status": "current", "last_dose": null}});
    screening::sign(clinic.app(), clinic.screening_with(patient, current))
        .await
        .unwrap();
    let after = session::check(clinic.app(), draft.clone()).await.unwrap();
    assert!(
        after
            .check
            .before_numbing
            .iter()
            .any(|gap| gap.code == GapCode::ScreeningStops),
        "a late answer runs the gates at once, also under a running numbing clock (PRACTICE 18)"
    );
    assert_eq!(clinic.refused_codes(draft).await, [GapCode::ScreeningStops]);
}

#[tokio::test]
async fn a_caution_needs_a_reason_of_its_own_before_the_screening_is_signed() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let mut form = clinic.screening_with(patient, json!({"keloid": "family"}));
    for blank in ["", "  \n "] {
        form.settled = reasons(&clinic, &form, blank).await;
        let gaps = screening::check(clinic.app(), form.clone())
            .await
            .unwrap()
            .gaps;
        assert!(
            matches!(gaps.as_slice(), [ScreeningGap::Reason { .. }]),
            "{blank:?} is no reason: {gaps:?}"
        );
        screening::sign(clinic.app(), form.clone())
            .await
            .unwrap_err();
    }
    form.settled = reasons(&clinic, &form, "Aunt only; test spot healed flat").await;
    screening::sign(clinic.app(), form).await.unwrap();
}

#[tokio::test]
async fn a_missing_answer_never_reads_as_clear() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    for key in crate::clinic::clear_answers().as_object().unwrap().keys() {
        let form = clinic.screening_with(patient, json!({ key.as_str(): null }));
        let check = screening::check(clinic.app(), form.clone()).await.unwrap();
        assert_eq!(
            check.gaps,
            [ScreeningGap::Answer { key: key.clone() }],
            "R16"
        );
        assert!(
            check.judged.outcome >= Outcome::Defer,
            "{key} was not asked, and nothing proceeds"
        );
        screening::sign(clinic.app(), form).await.unwrap_err();
    }
    let mut overheard = clinic.screening(patient);
    overheard.asked_in_private = false;
    let check = screening::check(clinic.app(), overheard).await.unwrap();
    assert_eq!(
        check.gaps,
        [ScreeningGap::AskedInPrivate],
        "nobody else was in the room (PRACTICE 27)"
    );
}

// Consent

#[tokio::test]
async fn without_a_consent_neither_cream_nor_needle() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    clinic.screen(patient).await;
    let draft = clinic.session(patient);
    let state = session::check(clinic.app(), draft.clone()).await.unwrap();
    assert!(
        state
            .check
            .before_numbing
            .iter()
            .any(|gap| gap.code == GapCode::NoConsent)
    );
    assert_eq!(clinic.refused_codes(draft).await, [GapCode::NoConsent]);
}

#[tokio::test]
async fn a_withdrawn_consent_forbids_needling_and_never_hides_what_happened() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    clinic.screen(patient).await;
    let signed = clinic.consent(patient).await;
    consent::withdraw(clinic.app(), signed.id, "I changed my mind".to_owned())
        .await
        .unwrap();
    let draft = clinic.session(patient);
    assert_eq!(
        clinic.refused_codes(draft.clone()).await,
        [GapCode::ConsentWithdrawn]
    );

    let stopped = clinic.sign_session(stopped(&clinic, draft)).await.unwrap();
    assert!(
        stopped.sheet.is_some(),
        "the record is always signed and the sheet always made (PRACTICE 11)"
    );
    let page = patient_page::get(clinic.app(), patient).await.unwrap();
    assert!(
        page.timeline.iter().any(|item| item.withdrawn),
        "and the withdrawal is seen"
    );
}

#[tokio::test]
async fn a_consent_ends_after_six_months_without_a_session() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    clinic.consent(patient).await;
    clinic.sleep_days(181);
    clinic.screen(patient).await;
    let state = session::check(clinic.app(), clinic.session(patient))
        .await
        .unwrap();
    assert_eq!(
        state.consent,
        ConsentGate::Open,
        "the day before six months are over"
    );
    clinic.sleep_days(1);
    clinic.screen(patient).await;
    assert_eq!(
        clinic.refused_codes(clinic.session(patient)).await,
        [GapCode::ConsentEnded]
    );
    let page = patient_page::get(clinic.app(), patient).await.unwrap();
    assert_eq!(
        page.consent,
        needlebook_api::ConsentStep::Ended,
        "the strip says the same"
    );
}

#[tokio::test]
async fn what_the_consent_does_not_name_is_listed_and_signed_first() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    clinic.screen(patient).await;
    let signed = clinic.consent(patient).await;
    let mut draft = clinic.session(patient);
    (draft.zones[0].zone, draft.zones[0].side) = (Zone::Chin, Side::None);
    draft.zones[1].indication = Some(needlebook_domain::concern::Concern::Wrinkles);
    draft.zones[1].depth_mm = Some(1.0);
    draft.numbing[0].product = needlebook_domain::numbing::NumbingProduct::LidocaineTetracaine;
    draft.settled = clinic.reasons_for_every_guard(&draft).await;
    assert!(
        clinic
            .refused_codes(draft.clone())
            .await
            .contains(&GapCode::ConsentUncovered)
    );

    let state = session::check(clinic.app(), draft.clone()).await.unwrap();
    let ConsentGate::Uncovered { lines } = state.consent else {
        panic!("{:?}", state.consent)
    };
    assert_eq!(
        lines,
        [
            Uncovered::Area { zone: Zone::Chin },
            Uncovered::Concern {
                concern: needlebook_domain::concern::Concern::Wrinkles
            },
            Uncovered::Numbing {
                product: needlebook_domain::numbing::NumbingProduct::LidocaineTetracaine
            },
        ]
    );
    let addendum = |lines: Vec<Uncovered>, signature| -> AddendumInput {
        serde_json::from_value(json!({
            "lines": lines, "signer_name": "Barnaby Selvedge-Hemsworth", "signature": signature
        }))
        .unwrap()
    };
    let blank = json!({"way": "drawn", "strokes": []});
    consent::sign_addendum(clinic.app(), signed.id, addendum(lines.clone(), blank))
        .await
        .unwrap_err();
    consent::sign_addendum(clinic.app(), signed.id, addendum(vec![], drawn()))
        .await
        .unwrap_err();
    consent::sign_addendum(
        clinic.app(),
        signed.id,
        addendum(lines[..2].to_vec(), drawn()),
    )
    .await
    .unwrap();
    let state = session::check(clinic.app(), draft.clone()).await.unwrap();
    assert_eq!(
        state.consent,
        ConsentGate::Uncovered {
            lines: lines[2..].to_vec()
        },
        "one line is still unsigned"
    );
    consent::sign_addendum(
        clinic.app(),
        signed.id,
        addendum(lines[2..].to_vec(), drawn()),
    )
    .await
    .unwrap();
    clinic.sign_session(draft).await.unwrap();
}

#[tokio::test]
async fn deeper_than_the_makers_limit_needs_the_patients_yes_and_a_reason() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    clinic.screen(patient).await;
    clinic.consent(patient).await;
    let mut draft = clinic.session(patient);
    draft.zones[0].depth_mm = Some(1.75);
    let codes = clinic.refused_codes(draft.clone()).await;
    assert_eq!(
        codes,
        [GapCode::ConsentUncovered, GapCode::GuardOpen],
        "the consent said no (PRACTICE 10)"
    );

    clinic.agree_to_depth(patient).await;
    assert_eq!(
        clinic.refused_codes(draft.clone()).await,
        [GapCode::GuardOpen]
    );
    draft.settled = clinic.reasons_for_every_guard(&draft).await;
    let mut deeper = draft.clone();
    deeper.zones[0].depth_mm = Some(2.0);
    assert_eq!(
        clinic.refused_codes(deeper).await,
        [GapCode::GuardOpen],
        "a reason is given for a depth; another depth asks again"
    );
    let mut blank = draft.clone();
    blank.settled[0].reason = " ".to_owned();
    assert_eq!(
        clinic.refused_codes(blank).await,
        [GapCode::GuardOpen],
        "a space is no reason"
    );
    clinic.sign_session(draft).await.unwrap();
}

// What the clinic works by, and with

#[tokio::test]
async fn nothing_is_signed_before_the_medical_lead_approved() {
    let mut clinic = Clinic::set_up().await;
    clinic.device = clinic.add_device("skinpen_precision").await;
    clinic.lot = clinic
        .add_lot("skinpen_precision", "LOT-7781", "2027-06-30")
        .await;
    let patient = clinic.patient_ready_to_treat().await;
    assert_eq!(
        clinic.refused_codes(clinic.session(patient)).await,
        [GapCode::NotApproved],
        "PRACTICE 28"
    );
    let waits = today::get_today(clinic.app()).await.unwrap().needs_you;
    assert!(
        waits
            .iter()
            .any(|need| need.kind == NeedsYouKind::NotApproved),
        "and Today says so"
    );
    clinic.approve().await;
    clinic.sign_session(clinic.session(patient)).await.unwrap();
}

#[tokio::test]
async fn a_numbing_cream_that_the_answers_block_stays_in_its_tube() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    clinic.consent(patient).await;
    let mut form = clinic.screening_with(
        patient,
        json!({"allergy_local_anaesthetic": {"class": "amide"}}),
    );
    form.settled = reasons(&clinic, &form, "Dentist's letter seen; no numbing today").await;
    screening::sign(clinic.app(), form).await.unwrap();
    let draft = clinic.session(patient);
    let gaps = clinic.refused(draft.clone()).await;
    assert!(
        !gaps.is_empty()
            && gaps
                .iter()
                .all(|gap| gap.code == GapCode::NumbingGateBlocks && gap.index == Some(0)),
        "{gaps:?}"
    );
    let state = session::check(clinic.app(), draft.clone()).await.unwrap();
    assert!(
        state
            .check
            .before_numbing
            .iter()
            .any(|gap| gap.code == GapCode::NumbingGateBlocks)
    );

    let mut without = draft;
    without.numbing_used = Some(false);
    without.numbing.clear();
    clinic
        .sign_session(without)
        .await
        .expect("the session may go on without numbing");
}

#[tokio::test]
async fn two_numbed_areas_share_one_maximum() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    clinic.screen(patient).await;
    let mut plan = clinic.plan();
    plan["numbing"] = json!(["lidocaine_prilocaine_2.5_2.5"]);
    let form = clinic.consent_form(patient, plan).await;
    consent::sign(clinic.app(), patient, form).await.unwrap();
    let mut draft = clinic.session(patient);
    let area = &mut draft.numbing[0];
    area.product = needlebook_domain::numbing::NumbingProduct::LidocainePrilocaine;
    (area.percent, area.grams) = (None, Some(40.0));
    let second = draft.numbing[0].clone();
    draft.numbing.push(second);
    let gaps = clinic.refused(draft.clone()).await;
    assert!(
        gaps.iter().any(|gap| gap.code == GapCode::NumbingBlocked),
        "forty and forty are eighty grams of a sixty gram limit (PRACTICE 14): {gaps:?}"
    );
    draft.numbing.truncate(1);
    clinic.sign_session(draft).await.unwrap();
}

#[tokio::test]
async fn a_lot_is_good_on_its_last_day_and_not_after() {
    let mut clinic = Clinic::ready().await;
    clinic.lot = clinic
        .add_lot(
            "skinpen_precision",
            "LOT-LAST-DAY",
            &clinic.today().to_string(),
        )
        .await;
    let patient = clinic.patient_ready_to_treat().await;
    let state = session::check(clinic.app(), clinic.session(patient))
        .await
        .unwrap();
    assert!(
        state
            .check
            .missing
            .iter()
            .all(|gap| gap.code != GapCode::CartridgeExpired),
        "it ends with the day"
    );
    clinic.sleep_days(1);
    clinic.screen(patient).await;
    let gaps = clinic.refused(clinic.session(patient)).await;
    assert_eq!(gaps.len(), 1, "{gaps:?}");
    assert_eq!(
        (gaps[0].code, gaps[0].place, gaps[0].index),
        (GapCode::CartridgeExpired, Place::CheckIn, Some(0))
    );
}

#[tokio::test]
async fn a_cartridge_fits_its_own_device_is_sealed_and_known() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let other = clinic.add_lot("dermapen_4", "D-12", "2027-01-01").await;
    let mut draft = clinic.session(patient);
    draft.cartridges[0].lot = other;
    assert_eq!(
        clinic.refused_codes(draft.clone()).await,
        [GapCode::CartridgeOtherDevice]
    );
    draft.cartridges[0].lot = needlebook_domain::ids::LotId(uuid::Uuid::nil());
    assert_eq!(
        clinic.refused_codes(draft.clone()).await,
        [GapCode::Cartridge],
        "a lot nobody received"
    );
    draft.cartridges[0].lot = clinic.lot;
    draft.cartridges[0].sealed = false;
    assert_eq!(
        clinic.refused_codes(draft).await,
        [GapCode::CartridgeNotSealed],
        "one unit, one patient (PRACTICE 1)"
    );
}

// Depth: guards stop a plan and never rewrite a fact

#[tokio::test]
async fn over_two_millimetres_cannot_be_planned_whatever_the_reason() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    clinic.screen(patient).await;
    clinic.agree_to_depth(patient).await;
    let mut draft = clinic.session(patient);
    draft.zones[0] = planned(draft.zones[0].clone());
    draft.zones[0].depth_mm = Some(2.25);
    draft.settled = clinic.reasons_for_every_guard(&draft).await;
    let state = session::check(clinic.app(), draft.clone()).await.unwrap();
    let ceiling = state
        .check
        .guards
        .iter()
        .find(|guard| guard.key == "D05:cheeks:right:2250")
        .unwrap();
    assert_eq!(
        (ceiling.way_out, ceiling.settled, ceiling.done),
        (WayOut::ChangePlan, false, false)
    );
    let codes = clinic.refused_codes(draft.clone()).await;
    assert!(
        codes.contains(&GapCode::GuardOpen) && codes.contains(&GapCode::ZonePlanned),
        "{codes:?}"
    );
    draft.incidents = vec![incident(&clinic, "D05:cheeks:right:2250", "I want to")];
    assert!(
        clinic
            .refused_codes(draft)
            .await
            .contains(&GapCode::GuardOpen),
        "a plan is no incident: it is changed"
    );
}

#[tokio::test]
async fn over_two_millimetres_that_happened_is_signed_only_as_an_incident_with_a_task() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    clinic.screen(patient).await;
    clinic.agree_to_depth(patient).await;
    let mut draft = clinic.session(patient);
    draft.zones[0].depth_mm = Some(2.25);
    draft.settled = clinic.reasons_for_every_guard(&draft).await;
    assert_eq!(
        clinic.refused_codes(draft.clone()).await,
        [GapCode::GuardOpen],
        "a reason alone does not pass it"
    );
    draft.incidents = vec![incident(&clinic, "D05:cheeks:right:2250", "  ")];
    assert_eq!(
        clinic.refused_codes(draft.clone()).await,
        [GapCode::GuardOpen],
        "nor does an empty line"
    );
    draft.incidents = vec![incident(
        &clinic,
        "D05:cheeks:right:2250",
        "The dial slipped during the pass",
    )];
    let signed = clinic.sign_session(draft).await.unwrap();
    let kept = session::get(clinic.app(), signed.id).await.unwrap();
    assert_eq!(
        kept.record.zones[0].depth_mm,
        Some(2.25),
        "the fact stays as it was (PRACTICE 2)"
    );
    let waits = today::get_today(clinic.app()).await.unwrap().needs_you;
    let review = waits
        .iter()
        .find(|need| need.kind == NeedsYouKind::ReviewIncident)
        .expect("a task for the lead");
    assert_eq!(review.patient_id, Some(patient));
}

#[tokio::test]
async fn inside_the_orbital_rim_no_reason_helps() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let mut draft = clinic.session(patient);
    (draft.zones[0].zone, draft.zones[0].side) = (Zone::EyelidInsideOrbitalRim, Side::Right);
    draft.zones[0].depth_mm = Some(0.25);
    draft.settled = clinic.reasons_for_every_guard(&draft).await;
    assert!(
        clinic
            .refused_codes(draft)
            .await
            .contains(&GapCode::GuardOpen)
    );
}

// The end

#[tokio::test]
async fn a_stopped_session_is_signed_and_the_rest_was_not_treated() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let mut draft = clinic.session(patient);
    draft.zones[1] = planned(draft.zones[1].clone());
    assert_eq!(
        clinic.refused_codes(draft.clone()).await,
        [GapCode::ZonePlanned],
        "planned or done, never open"
    );
    let signed = clinic.sign_session(stopped(&clinic, draft)).await.unwrap();
    let kept = session::get(clinic.app(), signed.id).await.unwrap();
    assert_eq!(kept.record.zones[0].state, ZoneState::Done);
    assert_eq!(kept.record.zones[1].state, ZoneState::NotTreated);
    assert!(signed.sheet.is_some() && signed.record.is_some());
    let next = {
        clinic.sleep_days(30);
        session::get_start(clinic.app(), patient).await.unwrap()
    };
    assert_eq!(
        next.last.unwrap().plan.len(),
        1,
        "what was not treated is not copied"
    );
}

#[tokio::test]
async fn the_same_session_is_never_signed_twice() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let draft = clinic.session(patient);
    clinic.sign_session(draft.clone()).await.unwrap();
    clinic
        .sign_session(draft)
        .await
        .expect_err("a second press of the button signs nothing");
    let page = patient_page::get(clinic.app(), patient).await.unwrap();
    assert_eq!(page.course.unwrap().done, 1);
    let lots = needlebook_api::stock::list_lots(clinic.app())
        .await
        .unwrap();
    assert_eq!(lots[0].left, 9, "and takes no second cartridge");
}

impl Clinic {
    /// A consent in which the patient says yes to a depth above the maker's limit.
    async fn agree_to_depth(&self, patient: PatientId) {
        let mut form = self.consent_form(patient, self.plan()).await;
        form.depth_above_label = Some(true);
        consent::sign(self.app(), patient, form).await.unwrap();
    }

    /// A reason for everything the guards say, whether a reason is a way out or not.
    async fn reasons_for_every_guard(&self, draft: &SessionDraft) -> Vec<SettledGuard> {
        let guards = session::check(self.app(), draft.clone())
            .await
            .unwrap()
            .check
            .guards;
        let reason = "Scar is deep here; agreed with the patient".to_owned();
        let (by, at) = (self.owner, self.now());
        guards
            .into_iter()
            .map(|guard| SettledGuard {
                key: guard.key,
                reason: reason.clone(),
                by,
                at,
            })
            .collect()
    }
}

fn incident(clinic: &Clinic, guard: &str, what: &str) -> Incident {
    Incident {
        kind: IncidentKind::Forbidden,
        guard: Some(guard.to_owned()),
        what: what.to_owned(),
        by: clinic.owner,
        at: clinic.now(),
    }
}

fn stopped(clinic: &Clinic, mut draft: SessionDraft) -> SessionDraft {
    let at = draft.zones[0].done_at.unwrap();
    draft.stopped = Some(Stopped {
        reason: StopReason::PatientAsked,
        note: String::new(),
        by: clinic.owner,
        at,
    });
    draft
}

/// Settles every caution of a form with one text.
async fn reasons(clinic: &Clinic, form: &ScreeningForm, text: &str) -> Vec<SettleInput> {
    let judged = screening::check(clinic.app(), form.clone())
        .await
        .unwrap()
        .judged
        .so_far;
    judged
        .findings
        .iter()
        .filter(|finding| finding.outcome == Outcome::Caution)
        .map(|finding| SettleInput {
            rule: finding.rule,
            reason: text.to_owned(),
        })
        .collect()
}
