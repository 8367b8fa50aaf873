//! Guards stop a plan and never rewrite a fact (PRACTICE 2): for everything a session forbids, the plan is stopped
//! whatever is written beside it, and what happened is signed as an incident and in no other way.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a broken case must stop the test"
)]

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use needlebook_domain::concern::Concern;
use needlebook_domain::consent::{ConsentGate, Uncovered};
use needlebook_domain::depth::{DepthSettings, DepthVerdict};
use needlebook_domain::device::{DeviceProfile, DeviceProfileId};
use needlebook_domain::ids::{DeviceId, LotId, PersonId};
use needlebook_domain::numbing::{NumbingFlag, NumbingProduct};
use needlebook_domain::screening_record::ScreeningGate;
use needlebook_domain::session::{
    Earlier, Forbidden, Gap, GapCode, GateTimes, Glide, Incident, IncidentKind, ProductApplied,
    Session, SessionContext, SessionDraft, SettledGuard, Signing, SkinToday, StopReason, Stopped,
    Tick, ZoneState, check, sign,
};
use needlebook_domain::stock::{Lot, LotOnHand, Quarantine};
use needlebook_domain::zone::{Side, Zone};
use serde_json::json;
use uuid::Uuid;

const ME: PersonId = PersonId(Uuid::from_u128(1));

fn at(minutes: i64) -> DateTime<Utc> {
    DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::minutes(9 * 60 + minutes)
}

fn tick(minutes: i64) -> Tick {
    Tick {
        by: ME,
        at: at(minutes),
    }
}

/// A session and everything it is judged by.
struct World {
    draft: SessionDraft,
    device: DeviceProfile,
    lots: Vec<LotOnHand>,
    screening: ScreeningGate,
    blocked: Vec<NumbingProduct>,
    reacted_badly: bool,
    allergies: Vec<String>,
    earlier: Earlier,
    consent: ConsentGate,
    times: GateTimes,
    approved: bool,
}

impl World {
    /// Cream from nine to twenty to ten, two zones, nothing missing.
    fn whole() -> Self {
        let lot = Lot {
            id: LotId(Uuid::from_u128(7)),
            profile: DeviceProfileId::SkinpenPrecision,
            number: "LOT-1".to_owned(),
            expires_on: at(0).date_naive(),
            received: 10,
            gtin: String::new(),
        };
        let zone = |side: &str, minutes| {
            json!({
                "zone": "cheeks", "side": side, "state": "done", "indication": "acne_scars", "depth_mm": 1.0,
                "passes": 3, "patterns": ["vertical"], "speed": null, "endpoint": 2, "pain": 3,
                "done_at": at(minutes), "copied": false, "corrections": []
            })
        };
        let draft = json!({
            "id": Uuid::from_u128(2), "patient": Uuid::from_u128(3),
            "check_in": {
                "identity_before_numbing": tick(-2), "identity_before_needling": tick(41),
                "still_happy": {"go_ahead": true, "changed": "", "by": ME, "at": at(-2)},
                "skin_today": "clear", "before_photos": "declined",
                "cream_before": {"answer": "no", "product": null, "on_at": null, "grams": null, "by": ME, "at": at(-2)},
                "antiseptic": {"product": "Chlorhexidine 0.5 %", "at": at(42)}
            },
            "device": DeviceId(Uuid::from_u128(4)),
            "cartridges": [{"lot": lot.id, "serial": "", "sealed": true, "opened_at": at(41), "count_was_wrong": null}],
            "numbing_used": true,
            "numbing": [{
                "product": "lidocaine_4_cream", "percent": 4.0, "grams": 5.0, "area_cm2": 80.0, "occluded": false,
                "prescriber_on_file": false, "on_at": at(0), "off_at": at(40), "removed": true, "signs_asked": tick(40)
            }],
            "zones": [zone("right", 50), zone("left", 54)],
            "settled": [], "products_after": [], "cooling": "", "bleeding": 1, "sharps_disposed": true, "notes": "",
            "price": null, "stopped": null, "incidents": [], "ended_at": at(60)
        });
        Self {
            draft: serde_json::from_value(draft).unwrap(),
            device: DeviceProfileId::SkinpenPrecision
                .built_in()
                .unwrap()
                .clone(),
            lots: vec![LotOnHand {
                lot,
                units: 3,
                quarantine: None,
                used_serials: Vec::new(),
            }],
            screening: ScreeningGate::Open,
            blocked: Vec::new(),
            reacted_badly: false,
            allergies: Vec::new(),
            earlier: Earlier::default(),
            consent: ConsentGate::Open,
            times: GateTimes {
                screened_at: Some(at(-20)),
                consented_at: Some(at(-10)),
                ..GateTimes::default()
            },
            approved: true,
        }
    }

    fn context(&self) -> SessionContext<'_> {
        SessionContext {
            age_years: 30,
            fitzpatrick: Some(2),
            allergies: &self.allergies,
            device_profile: Some(&self.device),
            needle_length: None,
            depth_settings: DepthSettings::default(),
            lots: &self.lots,
            screening: self.screening,
            numbing_blocked: &self.blocked,
            reacted_badly: self.reacted_badly,
            consent: self.consent.clone(),
            reacted: &[],
            earlier: &self.earlier,
            times: self.times,
            approved: self.approved,
            treating: ME,
            start_on: at(0).date_naive(),
            now: at(65),
        }
    }

    fn missing(&self) -> Vec<Gap> {
        check(&self.draft, &self.context()).missing
    }

    fn codes(&self) -> Vec<GapCode> {
        self.missing().iter().map(|gap| gap.code).collect()
    }

    fn sign(&self) -> Result<Session, Vec<Gap>> {
        let signing = Signing {
            number: 1,
            ended_on: NaiveDate::from_ymd_opt(2024, 10, 4).unwrap(),
            screening: None,
            consent: None,
            rule_set_version: "test".to_owned(),
            trail: Vec::new(),
            signed_name: "Imogen Backstitch".to_owned(),
        };
        sign(self.draft.clone(), &self.context(), signing)
    }

    /// The same before anybody was touched.
    fn planned(mut self) -> Self {
        for row in &mut self.draft.zones {
            (row.state, row.done_at) = (ZoneState::Planned, None);
            (row.endpoint, row.pain) = (None, None);
        }
        for area in &mut self.draft.numbing {
            (area.on_at, area.off_at) = (None, None);
            (area.removed, area.signs_asked) = (false, None);
        }
        self
    }

    fn stop(&mut self) {
        self.draft.stopped = Some(Stopped {
            reason: StopReason::PatientAsked,
            note: String::new(),
            by: ME,
            at: at(55),
        });
    }

    /// "I did this, say why", for everything forbidden that is still open.
    fn tell(&mut self, what: &str) {
        let facts: Vec<Forbidden> = self.missing().iter().filter_map(Gap::forbidden).collect();
        self.draft
            .incidents
            .extend(facts.into_iter().map(|fact| told(fact, what)));
    }
}

fn told(fact: Forbidden, what: &str) -> Incident {
    Incident {
        kind: IncidentKind::Forbidden,
        about: Some(fact),
        what: what.to_owned(),
        log: Vec::new(),
        over: None,
        by: ME,
        at: at(62),
    }
}

type Break = fn(&mut World);

/// Everything a session forbids, and how it comes about. The last column says that it can also be meant and not done.
#[rustfmt::skip]
fn forbidden() -> Vec<(GapCode, Break, bool)> {
    use GapCode as Code;
    vec![
        (Code::NoScreening, |w| { w.screening = ScreeningGate::None; w.times.screened_at = None; }, true),
        (Code::ScreeningNotToday, |w| { w.screening = ScreeningGate::NotToday; w.times.screened_at = None; }, true),
        (Code::ScreeningNotByYou, |w| { w.screening = ScreeningGate::NotByYou; w.times.screened_at = None; }, true),
        (Code::ScreeningStops, |w| { w.screening = ScreeningGate::Stopped; w.times.screened_at = None; }, true),
        (Code::ScreeningWorse, |w| { w.screening = ScreeningGate::Worse; w.times.screened_at = None; }, true),
        (Code::NoConsent, |w| { w.consent = ConsentGate::None; w.times.consented_at = None; }, true),
        (Code::ConsentEnded, |w| w.consent = ConsentGate::Ended { on: at(0).date_naive() }, true),
        (Code::ConsentWithdrawn, |w| { w.consent = ConsentGate::Withdrawn; w.times.withdrawn_at = Some(at(45)); }, true),
        (Code::ConsentUncovered, |w| w.consent = ConsentGate::Uncovered { lines: vec![Uncovered::Area { zone: Zone::Cheeks }] }, true),
        (Code::ConsentUncovered, |w| w.consent = ConsentGate::Uncovered { lines: vec![Uncovered::Numbing { product: NumbingProduct::Lidocaine4Cream }] }, true),
        (Code::DepthNotAgreed, |w| {
            w.consent = ConsentGate::Uncovered { lines: vec![Uncovered::DepthAboveLabel] };
            w.draft.zones[0].depth_mm = Some(1.75);
            settle_all(w);
        }, true),
        (Code::StartBeforeScreening, |w| w.times.screened_at = Some(at(1)), false),
        (Code::StartBeforeConsent, |w| w.times.consented_at = Some(at(5)), false),
        (Code::StartBeforeAddendum, |w| w.times.lines_signed_at = Some(at(30)), false),
        (Code::IdentityBeforeNumbing, |w| w.draft.check_in.identity_before_numbing = None, true),
        (Code::IdentityBeforeNeedling, |w| w.draft.check_in.identity_before_needling = None, true),
        (Code::NumbingBeforeIdentity, |w| w.draft.check_in.identity_before_numbing = Some(tick(3)), false),
        (Code::NeedlingBeforeIdentity, |w| w.draft.check_in.identity_before_needling = Some(tick(51)), false),
        (Code::PatientSaidNo, |w| w.draft.check_in.still_happy.as_mut().unwrap().go_ahead = false, true),
        (Code::SkinLesion, |w| w.draft.check_in.skin_today = Some(SkinToday::Lesion), true),
        (Code::Antiseptic, |w| w.draft.check_in.antiseptic = None, true),
        (Code::AntisepticAfterNeedling, |w| w.draft.check_in.antiseptic.as_mut().unwrap().at = at(51), false),
        (Code::DeviceRetired, |w| w.device.retired = true, true),
        (Code::Cartridge, |w| w.draft.cartridges.clear(), true),
        (Code::CartridgeQuarantined, |w| w.lots[0].quarantine = Some(Quarantine { reason: "recalled".to_owned(), since: at(0) }), true),
        (Code::CartridgeUsed, |w| { w.draft.cartridges[0].serial = "A7".to_owned(); w.lots[0].used_serials = vec!["A7".to_owned()]; }, true),
        (Code::CartridgeExpired, |w| w.lots[0].lot.expires_on = at(0).date_naive().pred_opt().unwrap(), true),
        (Code::CartridgeOtherDevice, |w| w.lots[0].lot.profile = DeviceProfileId::Dermapen4, true),
        (Code::CartridgeNotSealed, |w| w.draft.cartridges[0].sealed = false, true),
        (Code::NumbingGateBlocks, |w| w.blocked = vec![NumbingProduct::Lidocaine4Cream], true),
        (Code::CreamBeforeUnknown, |w| w.draft.check_in.cream_before.as_mut().unwrap().answer = needlebook_domain::session::CreamAnswer::DoesNotKnow, true),
        (Code::NumbingBlocked, |w| w.draft.numbing[0].percent = Some(9.9), true),
        (Code::NumbingOnBrokenSkin, |w| { w.draft.numbing[0].on_at = Some(at(52)); w.draft.numbing[0].off_at = Some(at(59)); settle_all(w); }, false),
        (Code::NeedlingDuringEmergency, |w| {
            w.draft.incidents.push(Incident { kind: IncidentKind::Faint, about: None, over: Some(tick(52)), at: at(49), ..told_nothing() });
        }, false),
        (Code::AllergyToProduct, |w| w.allergies = vec!["Lidocaine".to_owned()], true),
        (Code::AllergyToProduct, |w| { w.draft.check_in.antiseptic.as_mut().unwrap().product = "Thimble wash with wool wax".to_owned(); w.allergies = vec!["wool".to_owned()]; }, false),
        (Code::AllergyToGlide, |w| { w.draft.check_in.glide = Some(glide("Gel with Wool Wax")); w.allergies = vec!["wool".to_owned()]; }, true),
        (Code::ActiveProduct, |w| { w.reacted_badly = true; w.draft.products_after.push(applied("Thimble Vitamin C serum")); }, false),
        (Code::GuardOpen, |w| { w.draft.zones[0].depth_mm = Some(2.25); settle_all(w); }, true),
        (Code::GuardOpen, |w| { (w.draft.zones[0].zone, w.draft.zones[0].side) = (Zone::EyelidInsideOrbitalRim, Side::Right); settle_all(w); }, true),
    ]
}

fn glide(product: &str) -> Glide {
    Glide {
        product: product.to_owned(),
        ..Glide::default()
    }
}

fn applied(name: &str) -> ProductApplied {
    ProductApplied {
        name: name.to_owned(),
        lot: String::new(),
        for_broken_skin: true,
        reason: String::new(),
        applied_at: Some(at(58)),
        to_take_home: false,
    }
}

fn told_nothing() -> Incident {
    let nothing = Forbidden {
        code: GapCode::NoScreening,
        zone: None,
        index: None,
        value: String::new(),
    };
    told(nothing, "")
}

/// A reason for every caution, so that only what is forbidden stays.
fn settle_all(world: &mut World) {
    let judged = check(&world.draft, &world.context());
    let keys = judged.guards.into_iter().map(|guard| guard.key);
    let cautions = judged.numbing.into_iter().flat_map(|area| area.cautions);
    world.draft.settled = keys
        .chain(cautions.map(|caution| caution.key))
        .map(|key| needlebook_domain::session::SettledGuard {
            key,
            reason: "Agreed with the patient".to_owned(),
            by: ME,
            at: at(61),
        })
        .collect();
}

#[test]
fn a_session_with_nothing_wrong_is_signed() {
    World::whole().sign().expect("nothing is missing");
}

#[test]
fn every_forbidden_thing_is_in_the_table() {
    for code in GapCode::FORBIDDEN {
        assert!(
            forbidden().iter().any(|(tried, ..)| *tried == code),
            "{code:?} is tried here"
        );
    }
}

#[test]
fn what_happened_is_signed_only_as_an_incident() {
    for (code, break_it, _) in forbidden() {
        let mut world = World::whole();
        break_it(&mut world);
        let open = world.missing();
        assert!(
            open.iter()
                .any(|gap| gap.code == code && gap.happened.is_some()),
            "{code:?} happened: {open:?}"
        );
        world
            .sign()
            .expect_err("a forbidden fact is never signed silently");
        let mut blank = World::whole();
        break_it(&mut blank);
        blank.tell("  ");
        blank.sign().expect_err("an empty line is no reason");

        world.tell("The lead was called at once");
        let signed = world
            .sign()
            .unwrap_or_else(|gaps| panic!("{code:?}: the record is always signable: {gaps:?}"));
        assert!(
            signed
                .record
                .incidents
                .iter()
                .any(|one| one.about.as_ref().is_some_and(|about| about.code == code)),
            "{code:?} stands in the record"
        );
    }
}

#[test]
fn what_happened_in_a_stopped_session_is_an_incident_too() {
    for (code, break_it, _) in forbidden() {
        let mut world = World::whole();
        break_it(&mut world);
        world.stop();
        assert!(
            world.codes().contains(&code),
            "stopping hides nothing: {code:?}"
        );
        world.tell("The lead was called at once");
        world
            .sign()
            .unwrap_or_else(|gaps| panic!("{code:?}: {gaps:?}"));
    }
}

#[test]
fn what_is_only_planned_is_stopped_whatever_is_told_of_it() {
    for (code, break_it, can_be_planned) in forbidden() {
        if !can_be_planned {
            continue;
        }
        let mut done = World::whole();
        break_it(&mut done);
        done.tell("I want to");
        let mut world = World::whole();
        break_it(&mut world);
        let mut world = world.planned();
        world.draft.incidents = done.draft.incidents;
        let judged = check(&world.draft, &world.context());
        let stops: Vec<&Gap> = judged
            .before_numbing
            .iter()
            .chain(&judged.before_needling)
            .chain(&judged.missing)
            .filter(|gap| gap.code == code)
            .collect();
        assert!(!stops.is_empty(), "{code:?} stops the plan");
        assert!(
            stops.iter().all(|gap| gap.happened.is_none()),
            "{code:?} is no fact yet: {stops:?}"
        );
        assert!(
            world.codes().contains(&code),
            "{code:?}: no incident passes a plan"
        );
    }
}

#[test]
fn another_value_asks_again() {
    let mut world = World::whole();
    world.times.screened_at = Some(at(10));
    world.tell("The tablet was in the other room");
    world.sign().expect("told once");
    world.draft.numbing[0].on_at = Some(at(-5));
    world.draft.check_in.identity_before_numbing = Some(tick(-9));
    settle_all(&mut world);
    assert_eq!(
        world.codes(),
        [GapCode::StartBeforeScreening],
        "it was told of another time"
    );
}

#[test]
fn a_gate_that_was_open_when_the_needle_went_in_is_no_incident() {
    let mut world = World::whole();
    (world.screening, world.times.screening_closed_at) = (ScreeningGate::Stopped, Some(at(56)));
    world
        .sign()
        .expect("a late answer came after the last zone (PRACTICE 18)");
    let mut world = World::whole();
    (world.consent, world.times.withdrawn_at) = (ConsentGate::Withdrawn, Some(at(56)));
    world
        .sign()
        .expect("a withdrawal never hides what happened before it (PRACTICE 11)");

    let mut world = World::whole();
    (world.consent, world.times.withdrawn_at) = (ConsentGate::Withdrawn, Some(at(52)));
    world.draft.zones[1].state = ZoneState::Planned;
    assert!(
        world.codes().contains(&GapCode::ConsentWithdrawn),
        "the rest is forbidden"
    );
    world.stop();
    world
        .sign()
        .expect("what was done before it is signed without a word more");
}

#[test]
fn the_approval_is_needed_whatever_happened() {
    let mut world = World::whole();
    world.approved = false;
    world.stop();
    assert_eq!(world.codes(), [GapCode::NotApproved], "PRACTICE 28");
}

#[test]
fn cream_from_home_counts_in_the_maximum_and_on_the_clock() {
    let mut world = World::whole();
    let product = NumbingProduct::LidocainePrilocaine;
    let area = &mut world.draft.numbing[0];
    (area.product, area.percent, area.grams) = (product, None, Some(40.0));
    area.on_at = Some(at(-20));
    world.draft.check_in.identity_before_numbing = Some(tick(-21));
    world.times = GateTimes {
        screened_at: Some(at(-40)),
        consented_at: Some(at(-40)),
        ..GateTimes::default()
    };
    world
        .sign()
        .expect("forty grams for an hour are inside the label");
    let home = world.draft.check_in.cream_before.as_mut().unwrap();
    home.answer = needlebook_domain::session::CreamAnswer::Yes;
    home.product = Some(product);
    assert_eq!(
        world.codes(),
        [GapCode::CreamBeforeTime],
        "when it went on is asked"
    );
    let home = world.draft.check_in.cream_before.as_mut().unwrap();
    (home.on_at, home.grams) = (Some(at(-280)), Some(25.0));
    assert_eq!(
        world.codes(),
        [GapCode::NumbingCaution, GapCode::NumbingBlocked],
        "forty and twenty-five are over sixty, and five hours and twenty minutes are too long (PRACTICE 14)"
    );
}

#[test]
fn a_caution_of_the_numbing_clock_asks_a_reason_for_its_own_minutes() {
    let mut world = World::whole();
    world.draft.numbing[0].off_at = Some(at(20));
    assert_eq!(world.codes(), [GapCode::NumbingCaution]);
    settle_all(&mut world);
    world.sign().expect("a reason settles it");
    world.draft.numbing[0].off_at = Some(at(21));
    assert_eq!(
        world.codes(),
        [GapCode::NumbingCaution],
        "other minutes ask again"
    );
    world.draft.numbing[0].off_at = None;
    assert_eq!(
        world.codes(),
        [GapCode::NumbingOff],
        "while it is on, nobody is asked why it was short"
    );
}

#[test]
fn a_lot_never_goes_below_zero_silently() {
    let mut world = World::whole();
    world.lots[0].units = 0;
    assert_eq!(world.codes(), [GapCode::CartridgeCount]);
    world.stop();
    assert_eq!(
        world.codes(),
        [GapCode::CartridgeCount],
        "nor in a stopped session"
    );
    world.tell("I took it");
    world.sign().expect_err("it is a count, not an incident");
    world.draft.cartridges[0].count_was_wrong = Some(tick(41));
    world.sign().expect("the count was wrong");

    let mut world = World::whole();
    world.lots[0].units = 1;
    world
        .draft
        .cartridges
        .push(world.draft.cartridges[0].clone());
    let gaps = world.missing();
    assert_eq!(gaps.len(), 1);
    assert_eq!(
        (gaps[0].code, gaps[0].index),
        (GapCode::CartridgeCount, Some(1)),
        "the second one"
    );
}

#[test]
fn an_emergency_holds_the_needle_until_it_is_over_or_the_session_is_stopped() {
    let mut world = World::whole();
    world.draft.zones[1].state = ZoneState::Planned;
    world.draft.incidents = vec![Incident {
        kind: IncidentKind::Unsaid,
        about: None,
        at: at(52),
        ..told_nothing()
    }];
    let judged = check(&world.draft, &world.context());
    for before in [&judged.before_numbing, &judged.before_needling] {
        assert!(before.iter().any(|gap| gap.code == GapCode::EmergencyOpen));
    }
    world.stop();
    assert_eq!(
        world.codes(),
        [GapCode::EmergencyKind],
        "which one it was is said"
    );
    world.draft.incidents[0].kind = IncidentKind::Faint;
    world.sign().expect("stopped and said");
    world.draft.stopped = None;
    world.draft.incidents[0].over = Some(tick(53));
    world.draft.zones[1].state = ZoneState::Done;
    world.sign().expect("over, and gone on with");
}

#[test]
fn a_done_zone_says_when() {
    let mut world = World::whole();
    world.draft.zones[0].done_at = None;
    assert_eq!(
        world.codes(),
        [GapCode::ZoneTime],
        "no gate can be judged without it"
    );
}

#[test]
fn a_cream_put_on_this_minute_is_not_called_taken_off_too_early() {
    let mut world = World::whole();
    let on = |world: &mut World, minutes| {
        world.draft.numbing[0].on_at = Some(at(minutes));
        world.draft.numbing[0].off_at = None;
        let check = check(&world.draft, &world.context());
        check.numbing[0].answer.clone().unwrap().all_flags
    };
    // The clock of this world stands at 65.
    assert!(!on(&mut world, 65).contains(&NumbingFlag::OffBeforeOn));
    assert!(on(&mut world, 70).contains(&NumbingFlag::OffBeforeOn));
}

/// A session for pores, which no label of this device covers; the use is answered with a reason.
fn off_label() -> (World, SettledGuard) {
    let mut world = World::whole();
    for row in &mut world.draft.zones {
        row.indication = Some(Concern::Pores);
    }
    let [guard] = check(&world.draft, &world.context())
        .guards
        .try_into()
        .unwrap();
    assert!(
        !guard.settled && guard.zones.len() == 2,
        "one card for both cheeks"
    );
    let answer = SettledGuard {
        key: guard.key,
        reason: "Agreed; line 3 of the consent".to_owned(),
        by: ME,
        at: at(45),
    };
    (world, answer)
}

#[test]
fn an_off_label_use_is_settled_once_and_then_a_quiet_line() {
    let (mut first, answer) = off_label();
    first.draft.settled.push(answer.clone());
    let first = first.sign().unwrap();
    assert_eq!(
        first.guards[0].settled_before, None,
        "it was settled that day"
    );
    let later = at(30 * 24 * 60);

    let (mut second, _) = off_label();
    second.earlier = Earlier::of([&first].into_iter(), |_| true, later);
    let second_signed = second.sign().unwrap();
    assert_eq!(
        second_signed.guards[0].settled_before.as_ref(),
        Some(&answer)
    );

    let (mut third, _) = off_label();
    third.earlier = Earlier::of([&second_signed, &first].into_iter(), |_| true, later);
    assert!(third.codes().is_empty(), "{:?}", third.codes());

    let mut elsewhere = off_label().0;
    elsewhere.earlier = Earlier::of([&first].into_iter(), |_| false, later);
    assert_eq!(
        elsewhere.codes(),
        [GapCode::GuardOpen; 2],
        "another course, consent or device asks anew"
    );

    let mut other_use = off_label().0;
    other_use.earlier = second.earlier;
    for row in &mut other_use.draft.zones {
        row.indication = Some(Concern::StretchMarks);
    }
    assert!(
        other_use.codes().contains(&GapCode::GuardOpen),
        "and so does another use"
    );
}

#[test]
fn what_the_rules_forbid_or_warn_of_is_never_settled_by_an_earlier_session() {
    let deep = |world: &mut World| {
        world.draft.zones[0].depth_mm = Some(1.75);
        world.draft.zones[0].indication = Some(Concern::FineLines);
    };
    let mut first = World::whole();
    deep(&mut first);
    let guards = check(&first.draft, &first.context()).guards;
    let answered = guards.iter().map(|guard| SettledGuard {
        key: guard.key.clone(),
        reason: "Looked at".to_owned(),
        by: ME,
        at: at(45),
    });
    first.draft.settled = answered.collect();
    let cautions: Vec<&str> = guards
        .iter()
        .filter(|guard| guard.verdict != DepthVerdict::OffLabel)
        .map(|guard| guard.key.as_str())
        .collect();
    assert!(
        !cautions.is_empty(),
        "1.75 mm is deeper than usual: {guards:?}"
    );

    let mut second = World::whole();
    deep(&mut second);
    second.earlier = Earlier::of([&first.sign().unwrap()].into_iter(), |_| true, at(0));
    let again = check(&second.draft, &second.context()).guards;
    for guard in again {
        assert_eq!(
            guard.settled,
            guard.verdict == DepthVerdict::OffLabel,
            "{}",
            guard.key
        );
    }
}

#[test]
fn cream_of_an_earlier_session_counts_until_a_day_is_over() {
    let mut first = World::whole();
    let area = &mut first.draft.numbing[0];
    (area.product, area.percent) = (NumbingProduct::LidocaineTetracaine, None);
    area.grams = Some(40.0);
    area.off_at = Some(at(25));
    let first = first.sign().unwrap();

    let mut second = World::whole();
    let area = &mut second.draft.numbing[0];
    (area.product, area.percent) = (NumbingProduct::LidocaineTetracaine, None);
    area.grams = Some(30.0);
    area.off_at = Some(at(25));
    assert!(
        second.codes().is_empty(),
        "30 g alone are within the label: {:?}",
        second.codes()
    );
    let earlier = |days: i64| {
        let mut session = first.clone();
        let shift = TimeDelta::days(days);
        session.ended_at -= shift;
        let area = &mut session.record.numbing[0];
        (area.on_at, area.off_at) = (
            area.on_at.map(|on| on - shift),
            area.off_at.map(|off| off - shift),
        );
        Earlier::of([&session].into_iter(), |_| false, at(65))
    };
    second.earlier = earlier(0);
    assert_eq!(
        second.codes(),
        [GapCode::NumbingBlocked],
        "40 g and 30 g are over the 53 g of a day"
    );
    second.earlier = earlier(1);
    assert!(second.codes().is_empty(), "a day later they count no more");
    assert_eq!(earlier(3), Earlier::default());
}

#[test]
fn after_a_bad_reaction_plain_products_stay_and_actives_go() {
    let mut world = World::whole();
    for name in [
        "Retinol night cream",
        "L-Ascorbic 15",
        "Glycolic toner",
        "EXOSOME mist",
    ] {
        world.reacted_badly = true;
        let mut planned = applied(name);
        planned.applied_at = None;
        world.draft.products_after = vec![planned];
        let gaps = world.missing();
        let [only] = gaps.as_slice() else {
            panic!("{name}: {gaps:?}");
        };
        assert_eq!(
            (only.code, &only.happened),
            (GapCode::ActiveProduct, &None),
            "{name}"
        );
        world.reacted_badly = false;
        assert!(world.codes().is_empty(), "{name} is held back by R32 alone");
    }
    world.reacted_badly = true;
    for name in [
        "Hyaluronic acid gel",
        "Plain moisturiser",
        "Mineral sunscreen SPF 50",
    ] {
        world.draft.products_after = vec![applied(name)];
        assert!(world.codes().is_empty(), "{name} is no active product");
    }
}
