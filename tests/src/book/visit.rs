//! One whole visit as it is typed on an ordinary day: patient, screening, consent, session, signature.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use needlebook_api::{consent, patient, screening, today};
use needlebook_domain::ids::PatientId;
use needlebook_domain::screening::questions::{Control, QUESTIONS};
use needlebook_domain::session::SessionDraft;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Book, Trouble};

/// What an ordinary visit treats, by zone and side.
pub const TWO_CHEEKS: [(&str, &str); 2] = [("cheeks", "right"), ("cheeks", "left")];
/// Inside every recommendation of the zones that are treated here.
const DEPTH_MM: f64 = 0.5;

impl Book {
    /// Ninety-five minutes of the book's own clock, from the door to the signature.
    pub(super) async fn visit(
        &mut self,
        begin: DateTime<Utc>,
        zones: &[(&str, &str)],
    ) -> Result<SessionDraft, Trouble> {
        let at = |minutes| begin + TimeDelta::minutes(minutes);
        self.set_time(at(0));
        let lot = self.take_unit(at(0)).await?;
        let patient = self.register().await?;
        today::record_arrival(&self.app, patient).await?;
        self.set_time(at(5));
        self.screen(patient, at(5)).await?;
        self.set_time(at(10));
        self.consent(patient, at(10), zones).await?;
        let tick = |minutes| json!({"by": self.owner, "at": at(minutes)});
        let zone = |zone: &str, side: &str, minutes| {
            json!({
                "zone": zone, "side": side, "state": "done", "indication": "acne_scars", "depth_mm": DEPTH_MM,
                "passes": 3, "patterns": ["vertical"], "speed": 7, "endpoint": 2, "pain": 3, "done_at": at(minutes),
                "copied": false, "corrections": []
            })
        };
        let done: Vec<Value> = zones
            .iter()
            .map(|(name, side)| zone(name, side, 70))
            .collect();
        let draft = json!({
            "id": Uuid::now_v7(), "patient": patient,
            "check_in": {
                "identity_before_numbing": tick(14), "identity_before_needling": tick(61),
                "still_happy": {"go_ahead": true, "changed": "", "by": self.owner, "at": at(14)},
                "skin_today": "clear", "before_photos": "declined",
                "cream_before": {
                    "answer": "no", "product": null, "on_at": null, "grams": null, "by": self.owner, "at": at(14)
                },
                "antiseptic": {"product": "Chlorhexidine 0.5 %", "at": at(62)}
            },
            "device": self.device,
            "cartridges": [{"lot": lot, "serial": "", "sealed": true, "opened_at": at(61), "count_was_wrong": null}],
            "numbing_used": true,
            "numbing": [{
                "product": "lidocaine_4_cream", "percent": 4.0, "grams": 5.0, "area_cm2": 80.0, "occluded": false,
                "prescriber_on_file": false, "on_at": at(20), "off_at": at(60), "removed": true,
                "signs_asked": tick(60)
            }],
            "zones": done,
            "settled": [],
            "products_after": [{
                "name": "Bobbin Balm", "lot": "BB-1", "for_broken_skin": true, "reason": "",
                "applied_at": at(78), "to_take_home": true
            }],
            "cooling": "", "bleeding": 1, "sharps_disposed": true, "notes": "Tolerated well.", "price": 240.0,
            "stopped": null, "incidents": [], "ended_at": at(80)
        });
        self.set_time(at(85));
        Ok(serde_json::from_value(draft)?)
    }

    async fn register(&self) -> Result<PatientId, Trouble> {
        let form = json!({
            "given": "Barnaby", "family": "Selvedge-Hemsworth", "preferred": "", "pronouns": "",
            "birth_on": "1988-04-12", "birth_source": "said", "phone": "01632 960123",
            "email": "barnaby@selvedge.example", "address": "9 Bobbin Yard", "fitzpatrick": 3,
            "phone_country": "", "contact": {
                "phone": null, "text": null, "message": null, "email": null, "post": null, "never": [], "note": ""
            },
            "emergency_contact": {"name": "", "relation": "", "phone": ""},
            "guardian": {"name": "", "relation": "", "phone": ""}, "identifiers": [], "languages": [],
            "interpreter": false, "gp": {"name": "", "practice": "", "phone": ""},
            "prescriber": {"name": "", "practice": "", "phone": ""}, "sun": {"burns": null, "tans": null},
            "notes": ""
        });
        Ok(patient::record_patient(&self.app, serde_json::from_value(form)?).await?)
    }

    async fn screen(&self, patient: PatientId, now: DateTime<Utc>) -> Result<(), Trouble> {
        let form = json!({
            "patient": patient, "for_on": now.date_naive(), "answers": clear_answers(), "settled": [],
            "disagreements": [], "confirmed_as_block": ["eczema", "psoriasis"], "asked_in_private": true
        });
        screening::sign(&self.app, serde_json::from_value(form)?).await?;
        Ok(())
    }

    async fn consent(
        &self,
        patient: PatientId,
        now: DateTime<Utc>,
        zones: &[(&str, &str)],
    ) -> Result<(), Trouble> {
        let areas: BTreeSet<&str> = zones.iter().map(|(zone, _)| *zone).collect();
        let plan = json!({
            "areas": areas, "concern": "acne_scars", "device": "skinpen_precision",
            "numbing": ["lidocaine_4_cream"], "adjuncts": [], "practitioner": self.owner
        });
        let form = consent::get_form(&self.app, patient, serde_json::from_value(plan)?).await?;
        let input = json!({
            "plan": form.plan, "given_at": now, "ticked": form.required_ticks,
            "photos": {"record": true, "teaching": false, "marketing": false},
            "depth_above_label": form.text.depth_choice.is_some().then_some(false),
            "questions": "", "signer_name": "Barnaby Selvedge-Hemsworth",
            "signature": drawn(), "signed_at": now, "practitioner_signature": drawn()
        });
        consent::sign(&self.app, patient, serde_json::from_value(input)?).await?;
        Ok(())
    }
}

/// A line long enough to be a signature.
fn drawn() -> Value {
    let point = |x: f32, t: u32| json!({"x": x, "y": 10.0, "t": t, "pressure": 0.5});
    json!({"way": "drawn", "strokes": [[point(0.0, 0), point(60.0, 120), point(110.0, 240)]]})
}

/// Every question answered, nothing found.
fn clear_answers() -> Value {
    let mut answers = serde_json::Map::new();
    for question in QUESTIONS {
        let answer = match question.control {
            Control::YesNo => json!(question.key == "history_complete"),
            Control::YesNoDoesNotApply => json!("does_not_apply"),
            Control::YesNoDate { .. } => json!("none"),
            Control::Isotretinoin => json!({"status": "never", "last_dose": null}),
            Control::Choice { options } => json!(options.first()),
            Control::AnaestheticAllergy => json!(false),
            Control::List { .. } => json!([]),
            Control::Months => json!(36.0),
            Control::Text => json!("smoother cheeks"),
            Control::Date | Control::SkinType => continue,
        };
        answers.insert(question.key.to_owned(), answer);
    }
    Value::Object(answers)
}
