//! "Not today", "Take it home" and "I do not agree": the patient's word is kept, shown, and never a signature
//! (PRACTICE 68).

use needlebook_api::consent_reply::ConsentReplied;
use needlebook_api::patient_page::PatientPage;
use needlebook_api::{
    ApiError, ConsentStep, consent, consent_reply, document, patient_page, today,
};
use needlebook_domain::consent::{ConsentPlan, Uncovered};
use needlebook_domain::consent_reply::Reply;
use needlebook_domain::document::DocumentKind;
use needlebook_domain::ids::PatientId;
use needlebook_domain::person::Role;
use needlebook_domain::session::GapCode;
use needlebook_domain::timeline::Told;
use needlebook_domain::zone::Zone;
use serde_json::{Value, json};

use crate::clinic::{Clinic, PASSPHRASE};
use crate::treatment::drawn;
use crate::visit::printed_text;

pub const REPLIES: [Reply; 3] = [Reply::NotToday, Reply::TakenHome, Reply::Declined];

impl Clinic {
    /// The patient taps one of the ways out of the form.
    pub async fn reply(
        &self,
        patient: PatientId,
        reply: Reply,
        shown: Value,
    ) -> Result<ConsentReplied, ApiError> {
        let input = json!({"reply": reply, "shown": shown, "given_at": self.now()});
        consent_reply::record(self.app(), patient, serde_json::from_value(input).unwrap()).await
    }

    pub fn whole_form(&self) -> Value {
        json!({"what": "form", "plan": self.plan()})
    }
}

async fn page(clinic: &Clinic, patient: PatientId) -> PatientPage {
    patient_page::get(clinic.app(), patient).await.unwrap()
}

#[tokio::test]
async fn what_the_patient_said_stands_in_the_record_and_never_counts_as_signed() {
    for said in REPLIES {
        let clinic = Clinic::ready().await;
        let patient = clinic.arrived_patient().await;
        clinic.screen(patient).await;
        clinic.set_time("08:47");
        clinic
            .reply(patient, said, clinic.whole_form())
            .await
            .unwrap();

        let stands = ConsentStep::Replied {
            reply: said,
            on: clinic.today(),
        };
        let seen = page(&clinic, patient).await;
        assert_eq!(seen.consent, stands, "the strip says it");
        let row = &today::get_today(clinic.app()).await.unwrap().rows[0];
        assert_eq!(row.consent, stands, "and Today");
        let entry = seen
            .timeline
            .items
            .iter()
            .find(|item| matches!(item.told, Told::ConsentReply { .. }))
            .expect("an entry of its own");
        assert_eq!(
            (&entry.told, entry.at, entry.by.as_str()),
            (
                &Told::ConsentReply { reply: said },
                clinic.now(),
                "Marigold Featherstitch"
            )
        );
        assert_eq!(
            clinic.refused_codes(clinic.session(patient)).await,
            [GapCode::NoConsent],
            "neither cream nor needle"
        );

        clinic.consent(patient).await;
        let seen = page(&clinic, patient).await;
        assert_eq!(seen.consent, ConsentStep::Covers, "a signature ends it");
        assert!(
            seen.timeline
                .items
                .iter()
                .any(|item| matches!(item.told, Told::ConsentReply { .. })),
            "and what was said before stays readable"
        );
    }
}

#[tokio::test]
async fn a_form_taken_home_is_printed_to_read_and_its_time_to_think_counts() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let given_at = clinic.set_time("09:10");
    let taken = clinic
        .reply(patient, Reply::TakenHome, clinic.whole_form())
        .await
        .unwrap();
    let id = taken.document.expect("something to take home");
    let kept = document::get(clinic.app(), id).await.unwrap().document;
    assert_eq!(kept.kind, DocumentKind::ConsentToRead);
    let words = printed_text(&document::get_bytes(clinic.app(), id).await.unwrap());
    for said in [
        "Nothing is signed",
        "Friday 23 October 2026",
        "SkinPen Precision",
        "Barnaby Selvedge-Hemsworth",
        "Infection through blood",
        "Call us",
    ] {
        assert!(words.contains(said), "the page says {said:?}: {words}");
    }
    assert!(
        !words.contains("Signatures") && !words.contains("Ticked"),
        "nobody can take it for a signed form"
    );

    clinic.sleep_days(4);
    let proposed = consent::propose_plan(clinic.app(), patient).await.unwrap();
    let plan = ConsentPlan {
        areas: proposed.areas,
        concern: proposed.concern.unwrap(),
        device: proposed.device.unwrap(),
        numbing: proposed.numbing,
        adjuncts: proposed.adjuncts,
        practitioner: proposed.practitioner,
        costs: proposed.costs,
    };
    assert_eq!(
        plan,
        serde_json::from_value(clinic.plan()).unwrap(),
        "the consent goes on with the plan that went home"
    );
    let form = consent::get_form(clinic.app(), patient, plan.clone())
        .await
        .unwrap();
    assert_eq!(form.given_before, Some(given_at));
    let mut other = plan;
    other.areas.push(Zone::Neck);
    let form = consent::get_form(clinic.app(), patient, other)
        .await
        .unwrap();
    assert_eq!(
        form.given_before, None,
        "another plan is another text: nobody has read it yet"
    );

    let mut signed = clinic.consent_form(patient, clinic.plan()).await;
    signed.given_at = given_at;
    let signed = consent::sign(clinic.app(), patient, signed).await.unwrap();
    let view = consent::get(clinic.app(), signed.id).await.unwrap();
    assert_eq!(view.consent.given_at, given_at);
}

#[tokio::test]
async fn nothing_to_take_home_is_made_for_another_word() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    for said in [Reply::NotToday, Reply::Declined] {
        let replied = clinic.reply(patient, said, clinic.whole_form()).await;
        assert_eq!(replied.unwrap().document, None);
    }
    assert!(page(&clinic, patient).await.documents.is_empty());
}

#[tokio::test]
async fn a_reply_to_added_lines_leaves_the_signed_consent_as_it_is() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let consent = page(&clinic, patient)
        .await
        .timeline
        .items
        .iter()
        .find(|item| matches!(item.told, Told::Consent { .. }))
        .unwrap()
        .id;
    let lines = json!({"what": "lines", "consent": consent, "lines": [Uncovered::DepthAboveLabel]});
    clinic.reply(patient, Reply::Declined, lines).await.unwrap();
    let seen = page(&clinic, patient).await;
    assert_eq!(
        seen.consent,
        ConsentStep::Covers,
        "what was agreed to is still agreed to"
    );
    assert!(seen.timeline.items.iter().any(|item| item.told
        == Told::ConsentReply {
            reply: Reply::Declined
        }));
    clinic.sign_session(clinic.session(patient)).await.unwrap();
}

#[tokio::test]
async fn a_refused_renewal_shows_beside_a_consent_that_is_still_valid() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    clinic.set_time("08:55");
    clinic
        .reply(patient, Reply::TakenHome, clinic.whole_form())
        .await
        .unwrap();
    assert_eq!(page(&clinic, patient).await.consent, ConsentStep::Covers);
    clinic
        .reply(patient, Reply::Declined, clinic.whole_form())
        .await
        .unwrap();
    assert!(matches!(
        page(&clinic, patient).await.consent,
        ConsentStep::Replied {
            reply: Reply::Declined,
            ..
        }
    ));
}

#[tokio::test]
async fn the_desk_sees_that_a_consent_is_to_do_and_not_what_was_said() {
    let mut clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    clinic
        .reply(patient, Reply::Declined, clinic.whole_form())
        .await
        .unwrap();
    let desk = clinic
        .hire("Imogen Backstitch", vec![Role::Reception], PASSPHRASE)
        .await;
    clinic.lock().await;
    clinic.unlock_as(desk, PASSPHRASE).await;
    let row = &today::get_today(clinic.app()).await.unwrap().rows[0];
    assert_eq!(row.consent, ConsentStep::None);
}

#[tokio::test]
async fn a_reply_to_nothing_is_refused_and_signs_nothing() {
    let clinic = Clinic::ready().await;
    let patient = clinic.arrived_patient().await;
    let mut empty = clinic.whole_form();
    empty["plan"]["areas"] = json!([]);
    for shown in [
        empty,
        json!({"what": "lines", "consent": uuid::Uuid::nil(), "lines": []}),
    ] {
        let refused = clinic.reply(patient, Reply::NotToday, shown).await;
        assert!(
            matches!(refused, Err(ApiError::Invalid { .. })),
            "{refused:?}"
        );
    }
    let input = json!({
        "reply": "not_today", "shown": clinic.whole_form(), "given_at": clinic.now(), "signature": drawn()
    });
    assert!(
        serde_json::from_value::<consent_reply::ConsentReplyInput>(input).is_err(),
        "there is no place for a signature in it"
    );
    assert_eq!(page(&clinic, patient).await.consent, ConsentStep::None);
}
