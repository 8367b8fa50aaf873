//! What the window finds when it opens, unlocking and locking.

use crate::app::{App, Open};
use crate::cover::{self, Covered};
use crate::error::ApiError;
use crate::me::{Me, get_me};
use crate::passphrase::refuse_weak;
use crate::role::UseCase;
use crate::view;
use chrono::{DateTime, TimeDelta, Utc};
use needlebook_domain::clinic::Clinic;
use needlebook_domain::ids::PersonId;
use needlebook_domain::issue::{Issue, IssueCode};
use needlebook_domain::person::Person;
use needlebook_domain::rule_settings::RuleSettings;
use needlebook_store::error::Damage;
use needlebook_store::folder::Found as InFolder;
use needlebook_store::journal::{Fact, SignIn};
use needlebook_store::keys::recovery;
use needlebook_store::vault::{SetUpKeys, Vault};
use needlebook_store::{Store, StoreError, clinic, person, rule_setting};
use serde::Serialize;
use specta::Type;
use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use zeroize::Zeroizing;

/// Decides the first screen.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Start {
    FirstRun,
    /// Keys are here, the records are not: never a new empty clinic.
    Missing,
    Damaged,
    Newer,
    Locked {
        people: Vec<UnlockName>,
        clocks: Vec<RoomClock>,
        locked_after_idle: bool,
        /// Something was being typed when this program locked; it comes back. Unknown after a fresh start, and then unsaid.
        drafts_kept: bool,
    },
    /// An open session stands behind its cover.
    Covered(Covered),
    Unlocked,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct UnlockName {
    pub id: PersonId,
    pub name: String,
}

/// A numbing clock as it may be shown while locked: never a name.
#[derive(Clone, Debug, Serialize, Type)]
pub struct RoomClock {
    pub on_at: DateTime<Utc>,
    pub off_by: DateTime<Utc>,
}

/// # Errors
/// [`ApiError::UnfitPlace`] for a folder that others write to as well; never else for one that can be read.
pub async fn get_start(app: &App) -> Result<Start, ApiError> {
    start_when(app, app.is_open().await)
}

/// As [`get_start`], for the page on its way to the window: nothing where that would have to wait, or failed.
#[must_use]
pub fn start_at_once(app: &App) -> Option<Start> {
    start_when(app, app.is_open_at_once()?).ok()
}

fn start_when(app: &App, is_open: bool) -> Result<Start, ApiError> {
    if let Some(covered) = app.covered() {
        return Ok(Start::Covered(covered));
    }
    if is_open {
        return Ok(Start::Unlocked);
    }
    Ok(match app.folder.inspect()? {
        InFolder::Nothing => Start::FirstRun,
        InFolder::Clinic { people } => Start::Locked {
            people: people
                .into_iter()
                .map(|person| UnlockName {
                    id: PersonId(person.id),
                    name: person.name,
                })
                .collect(),
            clocks: app.room_clocks(),
            locked_after_idle: app.locked_after_idle.load(Ordering::Relaxed),
            drafts_kept: app.drafts_kept.load(Ordering::Relaxed),
        },
        InFolder::Damaged {
            what: Damage::StoreMissing | Damage::KeysMissing,
        } => Start::Missing,
        InFolder::Damaged { .. } => Start::Damaged,
    })
}

/// Unlocks with a person's passphrase.
///
/// # Errors
/// [`ApiError::WrongPassphrase`] with nothing touched; damage; a newer store.
pub async fn unlock(app: &App, person: PersonId, passphrase: String) -> Result<Me, ApiError> {
    let passphrase = Zeroizing::new(passphrase);
    let mut slot = app.slot().await;
    if slot.is_none() {
        let vault = Vault::unlock(&app.folder, person.0, &passphrase).await?;
        let wrong_tries = vault.wrong_tries();
        let found = Found::inside(app, vault, person).await?;
        let open = found.enter(app, SignIn::Passphrase, wrong_tries).await?;
        raise_slot(app, &open, &passphrase).await?;
        *slot = Some(open);
    }
    drop(slot);
    get_me(app).await
}

/// Wraps the slot again when what slots cost has risen since it was made. A full disk is no reason to keep anybody
/// out: the next unlock tries again.
async fn raise_slot(app: &App, open: &Open, passphrase: &str) -> Result<(), ApiError> {
    let least = app.options.key_params;
    let vault = open.store.vault();
    match vault.raise_slot(open.actor().0, passphrase, least).await {
        Ok(_) | Err(StoreError::StorageFull) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Unlocks with the printed recovery code and gives the person a new passphrase.
///
/// # Errors
/// As [`unlock`]; a mistyped group; a weak passphrase, with nothing changed.
pub async fn unlock_with_recovery_code(
    app: &App,
    person: PersonId,
    code: String,
    new_passphrase: String,
) -> Result<Me, ApiError> {
    let new_passphrase = Zeroizing::new(new_passphrase);
    let refuse = |names: &[String]| match refuse_weak(&new_passphrase, names) {
        Some(issue) => Err(ApiError::from(vec![issue])),
        None => Ok(()),
    };
    refuse(&[])?;
    let code = read_code(&code)?;
    let params = app.new_slot_params().await?;
    let mut slot = app.slot().await;
    let vault = Vault::unlock_with_recovery(&app.folder, &code)
        .await
        .map_err(not_this_code)?;
    // Whose words must not be in it is known only now.
    let found = Found::inside(app, vault, person).await?;
    refuse(&[found.clinic.name.clone(), found.person.name.clone()])?;
    let mut open = found.enter(app, SignIn::RecoveryCode, 0).await?;
    let keys = SetUpKeys {
        person: person.0,
        name: &open.person.name,
        passphrase: &new_passphrase,
        params,
    };
    open.store.vault().add_slot(keys).await?;
    let mut write = open.write(app.now()).await?;
    write.append(person.0, Fact::PassphraseChanged {}).await?;
    write.commit().await?;
    // A code that was used has been seen and typed. The new one replaces it once it was written down.
    open.recovery_code = Some(recovery::Code::random()?.written());
    *slot = Some(open);
    drop(slot);
    get_me(app).await
}

/// A whole code that opens nothing here belongs to another clinic, or was replaced by a newer one.
fn not_this_code(error: StoreError) -> ApiError {
    match error {
        StoreError::WrongPassphrase { .. } => ApiError::WrongRecoveryCode { mistyped: false },
        other => other.into(),
    }
}

/// A recovery code as a person types it.
///
/// # Errors
/// [`ApiError::WrongRecoveryGroup`], [`ApiError::WrongRecoveryCode`], or a text of another length.
pub(crate) fn read_code(typed: &str) -> Result<recovery::Code, ApiError> {
    recovery::Code::parse(typed).map_err(wrong_group)
}

fn wrong_group(error: recovery::CodeError) -> ApiError {
    match error {
        recovery::CodeError::Mistyped => ApiError::WrongRecoveryCode { mistyped: true },
        recovery::CodeError::WrongGroup { group } => ApiError::WrongRecoveryGroup {
            group: u32::try_from(group).unwrap_or(0),
        },
        recovery::CodeError::Length { .. } => ApiError::Invalid {
            issues: vec![Issue {
                path: "code".to_owned(),
                code: IssueCode::WrongForm,
                params: BTreeMap::from([("expected".to_owned(), "9 x 4".to_owned())]),
            }],
        },
    }
}

/// An opened store before anybody is let in.
struct Found {
    store: Store,
    clinic: Clinic,
    is_demo: bool,
    person: Person,
    rules: RuleSettings,
}

impl Found {
    async fn inside(app: &App, vault: Vault, id: PersonId) -> Result<Self, ApiError> {
        let store = Store::open(vault, app.now()).await?;
        let mut reader = store.reader().await?;
        let (clinic, is_demo) = clinic::get(&mut reader).await?;
        let person = person::get(&mut reader, id).await?;
        let rules = rule_setting::in_force(&mut reader).await?;
        drop(reader);
        let today = app.now().with_timezone(&clinic.tz()).date_naive();
        if let Some(on) = person.ends_on.filter(|_| person.has_ended(today)) {
            return Err(ApiError::AccountEnded { on });
        }
        Ok(Self {
            store,
            clinic,
            is_demo,
            person,
            rules,
        })
    }

    async fn enter(mut self, app: &App, way: SignIn, wrong_tries: u32) -> Result<Open, ApiError> {
        let id = self.person.id;
        let mut write = self.store.write(Some(id), app.now()).await?;
        if wrong_tries > 0 {
            write
                .append(id.0, Fact::WrongPassphrases { count: wrong_tries })
                .await?;
        }
        write.append(id.0, Fact::SignedIn { way }).await?;
        let vault = self.store.vault();
        if way == SignIn::RecoveryCode {
            write
                .append(vault.install(), Fact::EmergencyAccess {})
                .await?;
        }
        if vault.change_was_cut_off() {
            write
                .append(vault.install(), Fact::DataKeyChangeCutOff {})
                .await?;
        }
        write.commit().await?;
        if self.store.vault().change_was_cut_off() {
            // Left for the next unlock on a full disk.
            let _ = self.store.vault_mut().clear_cut_off_change();
        }
        // What a crash left behind takes up room and no more: the next unlock tries again.
        let _ = self.store.settle_files().await;
        let _ = self.store.list_forgotten().await;
        app.note_passphrase();
        app.locked_after_idle.store(false, Ordering::Relaxed);
        Ok(Open::new(
            self.store,
            self.person,
            self.clinic,
            self.rules,
            self.is_demo,
        ))
    }
}

/// Whether a passphrase is the signed-in person's: to leave the patient view, or to sign after an idle time.
///
/// # Errors
/// [`ApiError::WrongPassphrase`].
pub async fn confirm_passphrase(app: &App, passphrase: String) -> Result<(), ApiError> {
    let passphrase = Zeroizing::new(passphrase);
    let open = app.run(UseCase::ChangeOwnDisplay).await?;
    open.store
        .vault()
        .confirm(open.actor().0, &passphrase)
        .await?;
    app.note_passphrase();
    Ok(())
}

/// Closes the store and wipes its keys. Running use cases finish first.
///
/// # Errors
/// When the last checkpoint fails; the store is locked all the same.
pub async fn lock(app: &App, by_idle: bool) -> Result<(), ApiError> {
    // A backup stops at its next clean point and goes on after the next unlock.
    app.backup.stop();
    let mut slot = app.slot().await;
    let Some(open) = slot.take() else {
        return Ok(());
    };
    app.keep_room_clocks(&open).await;
    app.take_cover_off();
    app.patient_view.store(false, Ordering::Relaxed);
    app.locked_after_idle.store(by_idle, Ordering::Relaxed);
    app.drafts_kept
        .store(crate::draft::is_any(&open).await, Ordering::Relaxed);
    let journaled = async {
        view::write(&open).await?;
        let mut write = open.write(app.now()).await?;
        write
            .append(open.actor().0, Fact::Locked { by_idle })
            .await?;
        Ok::<(), ApiError>(write.commit().await?)
    }
    .await;
    open.store.lock().await?;
    journaled
}

/// Minutes that a patient may read without a touch (PRACTICE 55).
const PATIENT_VIEW_MINUTES: u8 = 15;

/// The window was given into a patient's hands, or taken back.
///
/// # Errors
/// [`ApiError::Locked`].
pub async fn set_patient_view(app: &App, on: bool) -> Result<(), ApiError> {
    let _open = app.run(UseCase::ChangeOwnDisplay).await?;
    app.patient_view.store(on, Ordering::Relaxed);
    Ok(())
}

/// Covers an open session, or locks, when nobody has been at the keyboard for long enough. Called once in a while by the
/// shell; answers whether the window must leave what it shows.
///
/// # Errors
/// As [`lock`].
pub async fn leave_if_idle(app: &App) -> Result<bool, ApiError> {
    if app.covered().is_some() {
        if cover::is_over(app) {
            let _refused = lock(app, true).await;
        }
        // The page with the cover finds out for itself.
        return Ok(app.covered().is_none());
    }
    if !app.is_open().await {
        return Ok(false);
    }
    let own = get_me(app).await?.preferences;
    let open = app.run(UseCase::ChangeOwnDisplay).await?;
    let session = cover::find_open_session(&open, app.now()).await?;
    let in_patients_hands = app.patient_view.load(Ordering::Relaxed);
    let minutes = match &session {
        _ if in_patients_hands => PATIENT_VIEW_MINUTES,
        Some(_) => own
            .cover_after_minutes
            .clamp(*cover::MINUTES.start(), *cover::MINUTES.end()),
        None => own.lock_after_minutes.clamp(1, 30),
    };
    if app.idle_millis() < TimeDelta::minutes(i64::from(minutes)).num_milliseconds() {
        return Ok(false);
    }
    if let Some(session) = session.filter(|_| !in_patients_hands)
        && cover::cover(app, &open, &session).await.is_ok()
    {
        return Ok(true);
    }
    drop(open);
    // On a full disk the last write may be refused. The store is locked all the same, and the window must hear of it.
    let _refused = lock(app, true).await;
    Ok(true)
}
