//! The cover over an open session (PRACTICE 55). Whoever treats has both hands full for longer than an empty seat may stay
//! open, and a passphrase with gloves on costs the patient minutes. So the record stays open behind a cover: no use case runs,
//! clock and zones are all there is to see, and the same person comes back by a PIN.

use crate::app::{App, Open};
use crate::error::ApiError;
use crate::role::UseCase;
use crate::start;
use crate::{session_draft, view};
use chrono::{DateTime, TimeDelta, Utc};
use needlebook_domain::ids::PersonId;
use needlebook_domain::issue::{IssueCode, Issues};
use needlebook_domain::session::{SessionDraft, ZoneState, started_at};
use needlebook_domain::zone::{Side, Zone};
use needlebook_store::draft;
use needlebook_store::journal::{Fact, Return};
use needlebook_store::pin::{self, Verifier};
use serde::{Deserialize, Serialize};
use specta::Type;
use std::ops::RangeInclusive;
use std::sync::PoisonError;
use zeroize::Zeroizing;

/// Minutes without a hand before an open session is covered.
pub(crate) const MINUTES: RangeInclusive<u8> = 1..=45;
pub(crate) const USUAL_MINUTES: u8 = 20;
/// So long behind the cover, and the store is locked: a session that nobody came back to is none.
const LONGEST_COVERED: TimeDelta = TimeDelta::minutes(45);
/// A session that began longer ago was left unsigned, and is no reason to keep the store open.
const LONGEST_SESSION: TimeDelta = TimeDelta::hours(12);
const TRIES: u8 = 3;
/// The digits of a PIN.
const DIGITS: RangeInclusive<usize> = 4..=8;

/// What stands before an open session while nobody is there.
#[derive(Clone, Debug)]
pub(crate) struct Cover {
    since: DateTime<Utc>,
    shown: Covered,
}

/// What may be seen of an open session by anybody who passes: never whose it is.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Covered {
    /// Who comes back by a PIN or a passphrase.
    pub practitioner: String,
    pub clocks: Vec<start::RoomClock>,
    pub zones: Vec<CoveredZone>,
    pub has_pin: bool,
    /// Guesses at the PIN that are left before the store is locked.
    pub tries_left: u8,
}

/// A zone of the session behind the cover.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Type)]
pub struct CoveredZone {
    pub zone: Zone,
    pub side: Side,
    pub is_done: bool,
}

/// What somebody types to come back.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(tag = "with", rename_all = "snake_case", deny_unknown_fields)]
pub enum ComeBack {
    Pin { pin: String },
    Passphrase { passphrase: String },
}

impl App {
    pub(crate) fn covered(&self) -> Option<Covered> {
        let cover = self.cover.lock().unwrap_or_else(PoisonError::into_inner);
        cover.as_ref().map(|cover| cover.shown.clone())
    }

    pub(crate) fn covered_for(&self) -> Option<TimeDelta> {
        let cover = self.cover.lock().unwrap_or_else(PoisonError::into_inner);
        cover.as_ref().map(|cover| self.now() - cover.since)
    }

    pub(crate) fn take_cover_off(&self) {
        *self.cover.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// One guess less; answers how many are left.
    fn count_wrong_pin(&self) -> u8 {
        let mut cover = self.cover.lock().unwrap_or_else(PoisonError::into_inner);
        cover.as_mut().map_or(0, |cover| {
            cover.shown.tries_left = cover.shown.tries_left.saturating_sub(1);
            cover.shown.tries_left
        })
    }
}

/// The session that the signed-in person has begun and not ended.
pub(crate) async fn find_open_session(
    open: &Open,
    now: DateTime<Utc>,
) -> Result<Option<SessionDraft>, ApiError> {
    let drafts = draft::list(&mut *open.store.reader().await?, session_draft::KIND).await?;
    let own = drafts
        .iter()
        .filter(|(key, _)| key.person == open.actor())
        .filter_map(|(_, draft)| session_draft::read(&draft.body));
    let is_open = |session: &SessionDraft| {
        session.ended_at.is_none()
            && started_at(session).is_some_and(|at| now - at < LONGEST_SESSION)
    };
    Ok(own.into_iter().find(is_open))
}

/// Puts the cover over the session. What was being typed is saved already, as before every lock.
///
/// # Errors
/// When the store refuses; nothing is covered then.
pub(crate) async fn cover(app: &App, open: &Open, session: &SessionDraft) -> Result<(), ApiError> {
    let now = app.now();
    let has_pin = pin::find(&mut *open.store.reader().await?, open.actor())
        .await?
        .is_some();
    app.keep_room_clocks(open).await;
    view::write(open).await?;
    let mut write = open.write(now).await?;
    write.append(open.actor().0, Fact::Covered {}).await?;
    write.commit().await?;
    let zones = session
        .zones
        .iter()
        .filter(|row| row.state != ZoneState::NotTreated)
        .map(|row| CoveredZone {
            zone: row.zone,
            side: row.side,
            is_done: row.state == ZoneState::Done,
        });
    let shown = Covered {
        practitioner: open.person.name.clone(),
        clocks: app.room_clocks(),
        zones: zones.collect(),
        has_pin,
        tries_left: TRIES,
    };
    *app.cover.lock().unwrap_or_else(PoisonError::into_inner) = Some(Cover { since: now, shown });
    Ok(())
}

/// Whether the cover has been there for so long that the store is to be locked.
pub(crate) fn is_over(app: &App) -> bool {
    app.covered_for()
        .is_some_and(|covered| covered >= LONGEST_COVERED)
}

/// Brings the same person back to where they were.
///
/// # Errors
/// [`ApiError::WrongPin`] with the tries that are left; after the last the store is locked. [`ApiError::WrongPassphrase`].
/// [`ApiError::Locked`] where there is no cover.
pub async fn come_back(app: &App, by: ComeBack) -> Result<(), ApiError> {
    let open = app.run_covered().await?;
    let way = match by {
        ComeBack::Pin { pin } => {
            let pin = Zeroizing::new(pin);
            if !is_pin_of(&open, &pin).await? {
                let mut write = open.write(app.now()).await?;
                write.append(open.actor().0, Fact::WrongPin {}).await?;
                write.commit().await?;
                drop(open);
                return Err(refuse_pin(app).await);
            }
            // Who signs still types the passphrase: a PIN was seen over more shoulders.
            app.note_touch();
            Return::Pin
        }
        ComeBack::Passphrase { passphrase } => {
            let passphrase = Zeroizing::new(passphrase);
            let vault = open.store.vault();
            vault.confirm(open.actor().0, &passphrase).await?;
            app.note_passphrase();
            Return::Passphrase
        }
    };
    let mut write = open.write(app.now()).await?;
    write
        .append(open.actor().0, Fact::Uncovered { with: way })
        .await?;
    write.commit().await?;
    app.take_cover_off();
    Ok(())
}

async fn refuse_pin(app: &App) -> ApiError {
    let tries_left = app.count_wrong_pin();
    if tries_left == 0 {
        // The last write may be refused on a full disk. The store is locked all the same.
        let _refused = start::lock(app, false).await;
    }
    ApiError::WrongPin { tries_left }
}

async fn is_pin_of(open: &Open, typed: &str) -> Result<bool, ApiError> {
    let kept = pin::find(&mut *open.store.reader().await?, open.actor()).await?;
    let Some(kept) = kept else {
        return Ok(false);
    };
    let typed = Zeroizing::new(typed.to_owned());
    slowly(move || kept.matches(&typed)).await
}

async fn slowly<T: Send + 'static>(
    derive: impl FnOnce() -> Result<T, needlebook_store::StoreError> + Send + 'static,
) -> Result<T, ApiError> {
    let derived = tokio::task::spawn_blocking(derive).await;
    let derived = derived.map_err(|_| ApiError::Internal {
        incident: "pin".to_owned(),
    })?;
    Ok(derived?)
}

/// Sets one's own PIN, in place of the one before.
///
/// # Errors
/// [`ApiError::Invalid`] for what is no PIN or one that everybody tries first; [`ApiError::WrongPassphrase`].
pub async fn set_pin(app: &App, passphrase: String, pin: String) -> Result<(), ApiError> {
    let (passphrase, pin) = (Zeroizing::new(passphrase), Zeroizing::new(pin));
    refuse_easy(&pin)?;
    let open = confirmed(app, &passphrase).await?;
    let verifier = slowly(move || Verifier::of(&pin)).await?;
    let mut write = open.write(app.now()).await?;
    pin::set(&mut write, open.actor(), &verifier).await?;
    write
        .append(open.actor().0, Fact::PinChanged { is_set: true })
        .await?;
    Ok(write.commit().await?)
}

/// Takes one's own PIN away: from then on the passphrase alone leads back.
///
/// # Errors
/// When the store refuses.
pub async fn forget_pin(app: &App) -> Result<(), ApiError> {
    let open = app.run(UseCase::ChangeOwnDisplay).await?;
    let mut write = open.write(app.now()).await?;
    if pin::forget(&mut write, open.actor()).await? {
        write
            .append(open.actor().0, Fact::PinChanged { is_set: false })
            .await?;
    }
    Ok(write.commit().await?)
}

/// Whether the signed-in person has a PIN.
///
/// # Errors
/// [`ApiError::Locked`].
pub async fn has_pin(app: &App) -> Result<bool, ApiError> {
    let open = app.run(UseCase::ChangeOwnDisplay).await?;
    let kept = pin::find(&mut *open.store.reader().await?, open.actor()).await?;
    Ok(kept.is_some())
}

async fn confirmed<'a>(
    app: &'a App,
    passphrase: &str,
) -> Result<tokio::sync::RwLockReadGuard<'a, Open>, ApiError> {
    let open = app.run(UseCase::ChangeOwnDisplay).await?;
    let person: PersonId = open.actor();
    open.store.vault().confirm(person.0, passphrase).await?;
    app.note_passphrase();
    Ok(open)
}

fn refuse_easy(pin: &str) -> Result<(), ApiError> {
    let mut issues = Issues::default();
    let digits = pin.as_bytes();
    if !DIGITS.contains(&digits.len()) || !digits.iter().all(u8::is_ascii_digit) {
        let form = &[("expected", "2580".to_owned())];
        issues.add_with("pin", IssueCode::WrongForm, form);
    } else if is_run(digits) {
        issues.add("pin", IssueCode::EasyPin);
    }
    Ok(issues.or(())?)
}

/// One digit again and again, or digits that go up or down by one.
fn is_run(digits: &[u8]) -> bool {
    let step = |pair: &[u8]| i16::from(pair[1]) - i16::from(pair[0]);
    let mut steps = digits.windows(2).map(step);
    let first = steps.next();
    matches!(first, Some(-1..=1)) && steps.all(|step| Some(step) == first)
}
