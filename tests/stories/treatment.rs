//! Consent and session as they are typed on an ordinary day.

use needlebook_api::consent::ConsentSigned;
use needlebook_api::session::SessionSigned;
use needlebook_api::{ApiError, consent, session, sheet, start};
use needlebook_domain::consent::ConsentInput;
use needlebook_domain::ids::{DocumentId, PatientId, SessionId};
use needlebook_domain::session::{Gap, GapCode, SessionDraft, ZoneRow, ZoneState};
use serde_json::{Value, json};

use crate::clinic::{Clinic, PASSPHRASE, at};

/// A signed session and the pages made of it.
#[derive(Debug)]
pub struct Signed {
    pub id: SessionId,
    pub sheet: Option<DocumentId>,
    pub record: Option<DocumentId>,
    pub record_hash: String,
}

impl Clinic {
    /// What an ordinary consent covers: the face for acne scars, the SkinPen, one numbing cream, no depth above the
    /// maker's limit.
    pub fn plan(&self) -> Value {
        json!({
            "areas": ["cheeks", "forehead"], "concern": "acne_scars", "device": "skinpen_precision",
            "numbing": ["lidocaine_4_cream"], "adjuncts": [], "practitioner": self.owner
        })
    }

    /// The whole consent form for a plan, ticked and signed.
    pub async fn consent_form(&self, patient: PatientId, plan: Value) -> ConsentInput {
        let plan = serde_json::from_value(plan).unwrap();
        let form = consent::get_form(self.app(), patient, plan).await.unwrap();
        let now = self.now();
        serde_json::from_value(json!({
            "plan": form.plan, "given_at": now, "ticked": form.required_ticks,
            "photos": {"record": true, "teaching": false, "marketing": false},
            "depth_above_label": form.text.depth_choice.is_some().then_some(false),
            "questions": "Will it sting?", "signer_name": "Barnaby Selvedge-Hemsworth",
            "signature": drawn(), "signed_at": now, "practitioner_signature": drawn()
        }))
        .unwrap()
    }

    pub async fn consent(&self, patient: PatientId) -> ConsentSigned {
        let form = self.consent_form(patient, self.plan()).await;
        consent::sign(self.app(), patient, form).await.unwrap()
    }

    /// A patient with today's screening and a consent: everything before the treatment room.
    pub async fn patient_ready_to_treat(&self) -> PatientId {
        let patient = self.arrived_patient().await;
        self.set_time("08:40");
        self.screen(patient).await;
        self.set_time("08:50");
        self.consent(patient).await;
        patient
    }

    /// A whole session from nine to ten o'clock today, with nothing missing: two zones, one numbing cream.
    pub fn session(&self, patient: PatientId) -> SessionDraft {
        let day = self.today();
        let tick = |wall| json!({"by": self.owner, "at": at(day, wall)});
        serde_json::from_value(json!({
            "id": uuid::Uuid::now_v7(), "patient": patient,
            "check_in": {
                "identity_before_numbing": tick("08:58"), "identity_before_needling": tick("09:41"),
                "still_happy": {"go_ahead": true, "changed": "", "by": self.owner, "at": at(day, "08:58")},
                "skin_today": "clear", "before_photos": "declined",
                "cream_before": {
                    "answer": "no", "product": null, "on_at": null, "grams": null, "by": self.owner, "at": at(day, "08:58")
                },
                "antiseptic": {"product": "Chlorhexidine 0.5 %", "at": at(day, "09:42")}
            },
            "device": self.device,
            "cartridges": [{"lot": self.lot, "serial": "", "sealed": true, "opened_at": at(day, "09:41"), "count_was_wrong": null}],
            "numbing_used": true,
            "numbing": [{
                "product": "lidocaine_4_cream", "percent": 4.0, "grams": 5.0, "area_cm2": 80.0, "occluded": false,
                "prescriber_on_file": false, "on_at": at(day, "09:00"), "off_at": at(day, "09:40"), "removed": true,
                "signs_asked": tick("09:40")
            }],
            "zones": [zone_row("cheeks", "right", 1.5, at(day, "09:50")), zone_row("cheeks", "left", 1.25, at(day, "09:54"))],
            "settled": [],
            "products_after": [{
                "name": "Bobbin Balm", "lot": "BB-1", "for_broken_skin": true, "reason": "",
                "applied_at": at(day, "09:58"), "to_take_home": true
            }],
            "cooling": "", "bleeding": 1, "sharps_disposed": true, "notes": "Tolerated well.", "price": 240.0,
            "stopped": null, "incidents": [], "ended_at": at(day, "10:00")
        }))
        .unwrap()
    }

    /// Signs at five past ten, as one does once the patient has sat up, and has the pages made as the window does.
    pub async fn sign_session(&self, draft: SessionDraft) -> Result<Signed, ApiError> {
        self.set_time("10:05");
        let SessionSigned { id, record_hash } = session::sign(self.app(), draft).await?;
        let pages = sheet::make_pages(self.app(), id).await?;
        Ok(Signed {
            id,
            sheet: pages.sheet,
            record: pages.record,
            record_hash,
        })
    }

    /// What stands between a draft and a signature, which the judged draft and signing must agree on.
    pub async fn refused(&self, draft: SessionDraft) -> Vec<Gap> {
        self.set_time("10:05");
        let shown = session::check(self.app(), draft.clone())
            .await
            .unwrap()
            .check
            .missing;
        match session::sign(self.app(), draft).await {
            Err(ApiError::NotReady { gaps }) => {
                assert_eq!(
                    gaps, shown,
                    "what the screen shows is what signing enforces"
                );
                gaps
            }
            other => panic!("signing answered {other:?}, the screen showed {shown:?}"),
        }
    }

    pub async fn refused_codes(&self, draft: SessionDraft) -> Vec<GapCode> {
        self.refused(draft)
            .await
            .into_iter()
            .map(|gap| gap.code)
            .collect()
    }
}

fn zone_row(
    zone: &str,
    side: &str,
    depth_mm: f64,
    done_at: chrono::DateTime<chrono::Utc>,
) -> Value {
    json!({
        "zone": zone, "side": side, "state": "done", "indication": "acne_scars", "depth_mm": depth_mm, "passes": 3,
        "patterns": ["vertical", "horizontal"], "speed": 7, "endpoint": 2, "pain": 3, "done_at": done_at,
        "copied": false, "corrections": []
    })
}

/// A line long enough to be a signature.
pub fn drawn() -> Value {
    let point = |x: f32, t: u32| json!({"x": x, "y": 10.0, "t": t, "pressure": 0.5});
    json!({"way": "drawn", "strokes": [[point(0.0, 0), point(60.0, 120), point(110.0, 240)]]})
}

/// The row as it was before the needle touched it.
pub fn planned(mut row: ZoneRow) -> ZoneRow {
    row.state = ZoneState::Planned;
    (row.endpoint, row.pain, row.done_at) = (None, None, None);
    row
}

#[tokio::test]
async fn after_an_empty_seat_a_session_is_signed_by_whoever_knows_the_passphrase() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let draft = clinic.session(patient);
    clinic.set_time("11:00");
    start::confirm_passphrase(clinic.app(), PASSPHRASE.to_owned())
        .await
        .unwrap();
    clinic.come_back_after(5);
    let refused = session::sign(clinic.app(), draft.clone()).await;
    assert!(matches!(refused, Err(ApiError::PassphraseNeeded)));
    let guessed =
        start::confirm_passphrase(clinic.app(), "somebody else entirely".to_owned()).await;
    assert!(matches!(guessed, Err(ApiError::WrongPassphrase { .. })));
    clinic.come_back_after(0);
    let refused = session::sign(clinic.app(), draft.clone()).await;
    assert!(
        matches!(refused, Err(ApiError::PassphraseNeeded)),
        "a hand on the keyboard is not yet the right one"
    );
    assert!(session::get(clinic.app(), draft.id).await.is_err());

    start::confirm_passphrase(clinic.app(), PASSPHRASE.to_owned())
        .await
        .unwrap();
    clinic.come_back_after(4);
    session::sign(clinic.app(), draft).await.unwrap();
}
