//! What the window finds when it opens, set-up of a new clinic, unlocking and locking.

use crate::app::{App, Open};
use crate::error::ApiError;
use crate::me::{Me, get_me};
use crate::role::UseCase;
use chrono::{DateTime, TimeDelta, Utc};
use needlebook_domain::clinic::{Clinic, ClinicInput};
use needlebook_domain::ids::PersonId;
use needlebook_domain::issue::{Issue, IssueCode};
use needlebook_domain::person::{Person, PersonInput, Role};
use needlebook_domain::rule_settings::RuleSettings;
use needlebook_store::error::Damage;
use needlebook_store::folder::Found;
use needlebook_store::journal::{Fact, SignIn};
use needlebook_store::keys::recovery;
use needlebook_store::vault::{SetUpKeys, Vault};
use needlebook_store::{Store, StoreError, clinic, person, rule_setting};
use serde::{Deserialize, Serialize};
use specta::Type;
use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use uuid::Uuid;
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

/// How strong a passphrase is, by zxcvbn.
#[derive(Clone, Copy, Debug, Serialize, Type)]
pub struct PassphraseStrength {
    /// 0 to 4; 3 is enough.
    pub score: u8,
    pub long_enough: bool,
}

/// Shown once: 8 groups of 4 and a checksum group.
pub type RecoveryGroups = Vec<String>;

/// Two groups typed back, to show that the code was written down.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct TypedGroup {
    /// 0 to 8.
    pub index: u32,
    pub text: String,
}

const PASSPHRASE_MIN: usize = 12;
const SCORE_MIN: u8 = 3;

/// # Errors
/// Never for a folder that can be read.
pub async fn get_start(app: &App) -> Result<Start, ApiError> {
    if app.is_open().await {
        return Ok(Start::Unlocked);
    }
    Ok(match app.folder.inspect()? {
        Found::Nothing => Start::FirstRun,
        Found::Clinic { people } => Start::Locked {
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
        Found::Damaged {
            what: Damage::StoreMissing | Damage::KeysMissing,
        } => Start::Missing,
        Found::Damaged { .. } => Start::Damaged,
    })
}

/// How strong a passphrase would be for this clinic; `names` are words an attacker would try first.
#[must_use]
pub fn rate_passphrase(passphrase: &str, names: &[String]) -> PassphraseStrength {
    let words: Vec<&str> = names
        .iter()
        .flat_map(|name| name.split_whitespace())
        .chain(["needlebook"])
        .collect();
    // zxcvbn is quadratic in the length; what comes after 100 characters only makes it stronger.
    let shown: String = passphrase.chars().take(100).collect();
    PassphraseStrength {
        score: u8::from(zxcvbn::zxcvbn(&shown, &words).score()),
        long_enough: passphrase.chars().count() >= PASSPHRASE_MIN,
    }
}

/// Everything that first run asks before the store exists.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct SetUp {
    pub clinic: ClinicInput,
    pub owner: PersonInput,
    pub passphrase: String,
}

/// Creates the encrypted store and opens it. Answers with the recovery code, which is kept nowhere.
///
/// # Errors
/// Refused fields; [`ApiError::AlreadySetUp`]; [`ApiError::StorageFull`].
pub async fn create_clinic(app: &App, mut input: SetUp) -> Result<RecoveryGroups, ApiError> {
    let passphrase = Zeroizing::new(std::mem::take(&mut input.passphrase));
    let id = PersonId(Uuid::now_v7());
    let (clinic, owner) = parse(&input, &passphrase, id, app.options.is_demo)?;
    let mut slot = app.slot().await;
    let (vault, code) = Vault::create(
        &app.folder,
        SetUpKeys {
            person: id.0,
            name: &owner.name,
            passphrase: &passphrase,
            params: app.options.key_params,
        },
    )
    .await?;
    let now = app.now();
    let store = Store::open(vault, now).await?;
    let is_demo = app.options.is_demo;
    let mut write = store.write(Some(id), now).await?;
    write
        .append(
            store.vault().install(),
            Fact::ClinicSetUp {
                clinic: clinic.clone(),
                is_demo,
            },
        )
        .await?;
    write
        .append(
            id.0,
            Fact::PersonAdded {
                person: owner.clone(),
            },
        )
        .await?;
    write
        .append(
            id.0,
            Fact::SignedIn {
                way: SignIn::Passphrase,
            },
        )
        .await?;
    write.commit().await?;
    store.vault().finish_set_up()?;
    let mut open = Open::new(store, owner, clinic, RuleSettings::default(), is_demo);
    open.recovery_code = Some(code.written());
    *slot = Some(open);
    app.stay_awake();
    Ok(code
        .groups()
        .iter()
        .map(|group| group.to_string())
        .collect())
}

fn parse(
    input: &SetUp,
    passphrase: &str,
    id: PersonId,
    is_demo: bool,
) -> Result<(Clinic, Person), ApiError> {
    let SetUp { clinic, owner, .. } = input;
    let clinic_parsed = clinic.parse();
    let owner_parsed = owner.parse(id, "owner");
    let mut issues: Vec<Issue> = Vec::new();
    let strength = rate_passphrase(passphrase, &[clinic.name.clone(), owner.name.clone()]);
    let issue = |code, key: &str, value: String| Issue {
        path: "passphrase".to_owned(),
        code,
        params: BTreeMap::from([(key.to_owned(), value)]),
    };
    if !strength.long_enough {
        issues.push(issue(
            IssueCode::TooShort,
            "min",
            PASSPHRASE_MIN.to_string(),
        ));
    } else if strength.score < SCORE_MIN && !is_demo {
        issues.push(issue(
            IssueCode::TooWeak,
            "score",
            strength.score.to_string(),
        ));
    }
    match (clinic_parsed, owner_parsed) {
        (Ok(clinic), Ok(mut owner)) if issues.is_empty() => {
            // Whoever sets the clinic up owns its data.
            if !owner.roles.contains(&Role::Owner) {
                owner.roles.push(Role::Owner);
            }
            Ok((clinic, owner))
        }
        (clinic, owner) => {
            issues.extend(clinic.err().into_iter().chain(owner.err()).flatten());
            Err(ApiError::Invalid { issues })
        }
    }
}

/// Whether the groups typed back are those of the code, which is then shown no more.
///
/// # Errors
/// One issue per wrong group; [`ApiError::NotFound`] when the code was confirmed before.
pub async fn confirm_recovery_code(app: &App, groups: Vec<TypedGroup>) -> Result<(), ApiError> {
    let mut slot = app.slot().await;
    let open = slot.as_mut().ok_or(ApiError::Locked)?;
    let written = open.recovery_code.as_ref().ok_or(ApiError::NotFound {
        entity: "recovery_code".to_owned(),
    })?;
    let code = recovery::Code::parse(written).map_err(|_| ApiError::Internal {
        incident: "recovery".to_owned(),
    })?;
    let wrong: Vec<Issue> = groups
        .iter()
        .filter(|group| !code.group_is(group.index as usize + 1, &group.text))
        .map(|group| Issue {
            path: format!("groups.{}", group.index),
            code: IssueCode::DoesNotMatch,
            params: BTreeMap::new(),
        })
        .collect();
    if !wrong.is_empty() {
        return Err(ApiError::Invalid { issues: wrong });
    }
    if groups.len() >= 2 {
        crate::recovery::keep(open, &code, app.now()).await?;
        open.recovery_code = None;
    }
    Ok(())
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
        *slot = Some(enter(app, vault, person, SignIn::Passphrase, wrong_tries).await?);
    }
    drop(slot);
    get_me(app).await
}

/// Unlocks with the printed recovery code and gives the person a new passphrase.
///
/// # Errors
/// As [`unlock`]; a mistyped group; a weak passphrase.
pub async fn unlock_with_recovery_code(
    app: &App,
    person: PersonId,
    code: String,
    new_passphrase: String,
) -> Result<Me, ApiError> {
    let new_passphrase = Zeroizing::new(new_passphrase);
    let strength = rate_passphrase(&new_passphrase, &[]);
    if !strength.long_enough || strength.score < SCORE_MIN {
        let issue = Issue {
            path: "passphrase".to_owned(),
            code: if strength.long_enough {
                IssueCode::TooWeak
            } else {
                IssueCode::TooShort
            },
            params: BTreeMap::from([
                ("min".to_owned(), PASSPHRASE_MIN.to_string()),
                ("score".to_owned(), strength.score.to_string()),
            ]),
        };
        return Err(vec![issue].into());
    }
    let code = recovery::Code::parse(&code).map_err(wrong_group)?;
    let mut slot = app.slot().await;
    let vault = Vault::unlock_with_recovery(&app.folder, &code)
        .await
        .map_err(not_this_code)?;
    let mut open = enter(app, vault, person, SignIn::RecoveryCode, 0).await?;
    let keys = SetUpKeys {
        person: person.0,
        name: &open.person.name,
        passphrase: &new_passphrase,
        params: app.options.key_params,
    };
    open.store.vault().add_slot(keys).await?;
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

async fn enter(
    app: &App,
    vault: Vault,
    id: PersonId,
    way: SignIn,
    wrong_tries: u32,
) -> Result<Open, ApiError> {
    let now = app.now();
    let store = Store::open(vault, now).await?;
    let mut reader = store.reader().await?;
    let (clinic, is_demo) = clinic::get(&mut reader).await?;
    let person = person::get(&mut reader, id).await?;
    let rules = rule_setting::in_force(&mut reader).await?;
    drop(reader);
    let mut write = store.write(Some(id), now).await?;
    if wrong_tries > 0 {
        write
            .append(id.0, Fact::WrongPassphrases { count: wrong_tries })
            .await?;
    }
    write.append(id.0, Fact::SignedIn { way }).await?;
    write.commit().await?;
    app.stay_awake();
    app.locked_after_idle.store(false, Ordering::Relaxed);
    Ok(Open::new(store, person, clinic, rules, is_demo))
}

/// Whether a passphrase is the signed-in person's: to leave the patient view, or to sign after an idle time.
///
/// # Errors
/// [`ApiError::WrongPassphrase`].
pub async fn confirm_passphrase(app: &App, passphrase: String) -> Result<(), ApiError> {
    let passphrase = Zeroizing::new(passphrase);
    let open = app.run(UseCase::ChangeOwnDisplay).await?;
    Ok(open
        .store
        .vault()
        .confirm(open.actor().0, &passphrase)
        .await?)
}

/// Closes the store and wipes its keys. Running use cases finish first.
///
/// # Errors
/// When the last checkpoint fails; the store is locked all the same.
pub async fn lock(app: &App, by_idle: bool) -> Result<(), ApiError> {
    let mut slot = app.slot().await;
    let Some(open) = slot.take() else {
        return Ok(());
    };
    app.keep_room_clocks(&open).await;
    app.locked_after_idle.store(by_idle, Ordering::Relaxed);
    app.drafts_kept
        .store(crate::draft::is_any(&open).await, Ordering::Relaxed);
    let journaled = async {
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

/// Locks when nobody has been at the keyboard for the person's idle time. Called once in a while by the shell.
///
/// # Errors
/// As [`lock`].
pub async fn lock_if_idle(app: &App) -> Result<bool, ApiError> {
    if !app.is_open().await {
        return Ok(false);
    }
    let minutes = get_me(app).await?.preferences.lock_after_minutes;
    if app.idle_millis() < TimeDelta::minutes(i64::from(minutes.clamp(1, 30))).num_milliseconds() {
        return Ok(false);
    }
    lock(app, true).await?;
    Ok(true)
}
