//! What is charted during an invented visit, minute by minute.

use super::seeded::Seeded;
use chrono::{DateTime, TimeDelta, Utc};
use needlebook_domain::ids::PersonId;
use needlebook_domain::numbing::NumbingProduct;
use needlebook_domain::session::{
    Antiseptic, BeforePhotos, CartridgeUse, CreamAnswer, CreamBefore, NumbingArea, ProductApplied,
    SessionDraft, SkinToday, StillHappy, Tick, ZoneState,
};
use needlebook_domain::stock::{Device, Lot};

/// The cream that the clinic uses.
pub(super) const NUMBING: NumbingProduct = NumbingProduct::Lidocaine4Cream;

/// The visit from its screening to its signature, counted back from its end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Times {
    pub end: DateTime<Utc>,
}

impl Times {
    /// Minutes from the screening to the end: what a visit of today needs to lie on one day.
    pub(super) const MINUTES: i64 = 88;

    pub(super) fn before(self, minutes: i64) -> DateTime<Utc> {
        self.end - TimeDelta::minutes(minutes)
    }

    pub(super) fn screened(self) -> DateTime<Utc> {
        self.before(Self::MINUTES)
    }

    pub(super) fn consented(self) -> DateTime<Utc> {
        self.before(81)
    }

    pub(super) fn signed(self) -> DateTime<Utc> {
        self.end + TimeDelta::minutes(4)
    }
}

/// The arrival questions, as answered by somebody who is well.
pub(super) fn check_in(draft: &mut SessionDraft, by: PersonId, at: DateTime<Utc>) {
    draft.check_in.identity_before_numbing = Some(Tick { by, at });
    draft.check_in.still_happy = Some(StillHappy {
        go_ahead: true,
        changed: String::new(),
        by,
        at,
    });
    draft.check_in.skin_today = Some(SkinToday::Clear);
    draft.check_in.cream_before = Some(CreamBefore {
        answer: CreamAnswer::No,
        product: None,
        on_at: None,
        grams: None,
        by,
        at,
    });
    draft.check_in.before_photos = Some(BeforePhotos::Taken);
}

/// The cream on the face, still on where there is no `off_at`.
pub(super) fn numbing(
    by: PersonId,
    on_at: DateTime<Utc>,
    off_at: Option<DateTime<Utc>>,
) -> NumbingArea {
    NumbingArea {
        product: NUMBING,
        percent: Some(4.0),
        grams: Some(2.0),
        area_cm2: Some(90.0),
        occluded: false,
        prescriber_on_file: false,
        on_at: Some(on_at),
        off_at,
        removed: off_at.is_some(),
        signs_asked: off_at.map(|at| Tick { by, at }),
    }
}

/// Turns the planned zones of a draft into a whole visit that ended well.
pub(super) fn fill(
    draft: &mut SessionDraft,
    seeded: &mut Seeded,
    by: PersonId,
    device: &Device,
    lot: &Lot,
    times: Times,
) {
    check_in(draft, by, times.before(78));
    draft.check_in.identity_before_needling = Some(Tick {
        by,
        at: times.before(35),
    });
    draft.check_in.antiseptic = Some(Antiseptic {
        product: "Hypochlorous acid".to_owned(),
        at: times.before(34),
    });
    draft.device = Some(device.id);
    draft.cartridges = vec![CartridgeUse {
        lot: lot.id,
        serial: String::new(),
        sealed: true,
        opened_at: Some(times.before(33)),
        count_was_wrong: None,
    }];
    draft.numbing_used = Some(!seeded.once_in(4));
    if draft.numbing_used == Some(true) {
        let minutes = i64::from(seeded.between(31, 40));
        draft.numbing = vec![numbing(
            by,
            times.before(37 + minutes),
            Some(times.before(37)),
        )];
    }
    let mut minute = 30;
    for row in &mut draft.zones {
        row.state = ZoneState::Done;
        row.endpoint = u8::try_from(seeded.between(2, 3)).ok();
        row.pain = u8::try_from(seeded.between(1, 5)).ok();
        row.done_at = Some(times.before(minute));
        minute -= 3;
    }
    draft.products_after = vec![ProductApplied {
        name: "Hyaluronic gel".to_owned(),
        lot: "HG-118".to_owned(),
        for_broken_skin: true,
        reason: String::new(),
        applied_at: Some(times.before(4)),
        to_take_home: seeded.once_in(3),
    }];
    draft.cooling = "Cool gauze, 5 min".to_owned();
    draft.bleeding = Some(1);
    draft.sharps_disposed = true;
    draft.price = Some(f64::from(seeded.pick(&[180, 195, 210])));
    draft.ended_at = Some(times.end);
}
