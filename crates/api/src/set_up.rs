//! First run: the encrypted store is made, and the recovery code is shown once.

use crate::app::{App, Open};
use crate::error::ApiError;
use crate::passphrase::refuse_weak;
use needlebook_domain::clinic::{Clinic, ClinicInput};
use needlebook_domain::ids::PersonId;
use needlebook_domain::issue::{Issue, IssueCode};
use needlebook_domain::person::{Person, PersonInput, Role};
use needlebook_domain::rule_settings::RuleSettings;
use needlebook_store::Store;
use needlebook_store::journal::{Fact, SignIn};
use needlebook_store::keys::recovery;
use needlebook_store::vault::{SetUpKeys, Vault};
use serde::Deserialize;
use specta::Type;
use std::collections::BTreeMap;
use uuid::Uuid;
use zeroize::Zeroizing;

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
    let params = app.new_slot_params().await?;
    let mut slot = app.slot().await;
    let (vault, code) = Vault::create(
        &app.folder,
        SetUpKeys {
            person: id.0,
            name: &owner.name,
            passphrase: &passphrase,
            params,
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
    app.note_passphrase();
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
    let names = [clinic.name.clone(), owner.name.clone()];
    // A throw-away clinic of nobody may be opened with anything that is long enough.
    let weak = refuse_weak(passphrase, &names)
        .filter(|issue| !is_demo || issue.code != IssueCode::TooWeak);
    let mut issues: Vec<Issue> = weak.into_iter().collect();
    match (clinic.parse(), owner.parse(id, "owner")) {
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
