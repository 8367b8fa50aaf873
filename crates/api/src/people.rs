//! The accounts of the people who use the record: who, what they may do, until when, and with which passphrase.

use crate::app::{App, Open};
use crate::error::{ApiError, BackupProblem};
use crate::passphrase::refuse_weak;
use crate::role::UseCase;
use chrono::{DateTime, Utc};
use needlebook_domain::ids::PersonId;
use needlebook_domain::person::{AccountInput, Person, Role};
use needlebook_store::StoreError;
use needlebook_store::data_key;
use needlebook_store::journal::Fact;
use needlebook_store::person;
use needlebook_store::pin;
use needlebook_store::vault::SetUpKeys;
use serde::Serialize;
use specta::Type;
use uuid::Uuid;
use zeroize::Zeroizing;

/// Everybody, and whether the reader may change anything about them.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PeopleView {
    pub people: Vec<PersonRow>,
    pub may_change: bool,
    /// For whoever may change it.
    pub data_key: Option<DataKeyView>,
}

/// How old the key to the records is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct DataKeyView {
    /// Its last change, or the last try at one; never since set-up.
    pub at: Option<DateTime<Utc>>,
    /// The last try was cut off: the key before holds.
    pub was_cut_off: bool,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct PersonRow {
    pub person: Person,
    /// Whether a passphrase of theirs opens the record.
    pub has_way_in: bool,
    pub has_ended: bool,
    pub is_me: bool,
}

/// # Errors
/// [`ApiError::Locked`].
pub async fn list(app: &App) -> Result<PeopleView, ApiError> {
    let open = app.run(UseCase::SeeSettings).await?;
    let holders = open.store.vault().slot_holders()?;
    let today = open.local_date(app.now());
    let may_change = UseCase::ChangePeople.check(&open.person).is_ok();
    let mut reader = open.store.reader().await?;
    let people = person::list(&mut reader).await?;
    let last = data_key::find_last_change(&mut reader, open.store.vault().install()).await?;
    let data_key = DataKeyView {
        at: last.and_then(|last| DateTime::from_timestamp_millis(last.wall_at)),
        was_cut_off: last.is_some_and(|last| !last.is_done),
    };
    Ok(PeopleView {
        people: people
            .into_iter()
            .map(|person| PersonRow {
                has_way_in: holders.contains(&person.id.0),
                has_ended: person.has_ended(today),
                is_me: person.id == open.actor(),
                person,
            })
            .collect(),
        may_change,
        data_key: may_change.then_some(data_key),
    })
}

/// Gives a colleague an account. The passphrase is typed by them, at this computer.
///
/// # Errors
/// Refused fields; a weak passphrase; [`ApiError::NotAllowed`].
pub async fn record_person(
    app: &App,
    input: AccountInput,
    passphrase: String,
) -> Result<PersonId, ApiError> {
    let passphrase = Zeroizing::new(passphrase);
    let params = app.new_slot_params().await?;
    let open = app.run(UseCase::ChangePeople).await?;
    let id = PersonId(Uuid::now_v7());
    let names = [open.clinic.name.clone(), input.person.name.clone()];
    let weak = refuse_weak(&passphrase, &names);
    let person = match (input.parse(id, open.local_date(app.now())), weak) {
        (Ok(person), None) => person,
        (person, weak) => {
            let issues = person.err().into_iter().flatten().chain(weak).collect();
            return Err(ApiError::Invalid { issues });
        }
    };
    let name = person.name.clone();
    let mut write = open.write(app.now()).await?;
    write.append(id.0, Fact::PersonAdded { person }).await?;
    write.commit().await?;
    // A crash before this leaves somebody without a way in, whom the owner can give a passphrase: never a way in that
    // nobody knows of.
    let keys = SetUpKeys {
        person: id.0,
        name: &name,
        passphrase: &passphrase,
        params,
    };
    open.store.vault().add_slot(keys).await?;
    Ok(id)
}

/// Changes what a person is called, what they may do, or until when.
///
/// # Errors
/// Refused fields; [`ApiError::LastOwner`] when nobody would be left who looks after the accounts.
pub async fn correct_person(app: &App, id: PersonId, input: AccountInput) -> Result<(), ApiError> {
    let open = app.run(UseCase::ChangePeople).await?;
    let before = person::get(&mut *open.store.reader().await?, id).await?;
    let person = input.parse(id, open.local_date(app.now()))?;
    let stays_owner = person.roles.contains(&Role::Owner) && person.ends_on.is_none();
    if !stays_owner {
        refuse_last_owner(&open, id).await?;
    }
    if person == before {
        return Ok(());
    }
    let mut write = open.write(app.now()).await?;
    write.append(id.0, Fact::PersonCorrected { person }).await?;
    Ok(write.commit().await?)
}

/// Takes a person's way in, from now on. What they recorded keeps their name.
///
/// # Errors
/// [`ApiError::LastOwner`]; [`ApiError::NotFound`].
pub async fn remove_person(app: &App, id: PersonId) -> Result<(), ApiError> {
    let open = app.run(UseCase::ChangePeople).await?;
    let person = person::get(&mut *open.store.reader().await?, id).await?;
    refuse_last_owner(&open, id).await?;
    // First the way in, then the word of it: a crash between the two leaves nobody in.
    match open.store.vault().remove_slot(id.0) {
        Ok(()) | Err(StoreError::NotFound { .. }) => {}
        Err(other) => return Err(other.into()),
    }
    let today = open.local_date(app.now());
    let person = Person {
        ends_on: Some(person.ends_on.map_or(today, |last| last.min(today))),
        ..person
    };
    let mut write = open.write(app.now()).await?;
    pin::forget(&mut write, id).await?;
    write.append(id.0, Fact::PersonRemoved { person }).await?;
    Ok(write.commit().await?)
}

/// Puts the record under a new data key, because somebody who left may hold a copy of the old one. Everybody else's
/// passphrase and the recovery code go on opening it. Nobody works in the record meanwhile; [`crate::backup::get_progress`]
/// tells how far it is, and [`crate::backup::stop`] stops it while nothing has changed.
///
/// # Errors
/// [`ApiError::NotAllowed`]; [`ApiError::Backup`] when a backup is going on, or somebody stopped it;
/// [`ApiError::StorageFull`]. The old key holds then.
pub async fn change_data_key(app: &App) -> Result<(), ApiError> {
    drop(app.run(UseCase::ChangePeople).await?);
    let going = app.backup.begin().ok_or(ApiError::Backup {
        problem: BackupProblem::Stopped,
    })?;
    let mut slot = app.slot().await;
    let open = slot.as_mut().ok_or(ApiError::Locked)?;
    UseCase::ChangePeople.check(&open.person)?;
    let actor = open.actor();
    let watch = |progress| {
        app.stay_awake();
        app.backup.tell(progress)
    };
    let changed = open.store.change_data_key(actor, app.now(), &watch).await;
    drop(going);
    if let Err(StoreError::Locked) = open.store.reader().await.map(drop) {
        // It could not be opened again: whoever is here meets the door, which says why.
        slot.take();
    }
    Ok(changed?)
}

/// Gives a colleague who forgot theirs a new passphrase. They type it.
///
/// # Errors
/// A weak passphrase; [`ApiError::AccountEnded`] for somebody who left.
pub async fn give_passphrase(app: &App, id: PersonId, passphrase: String) -> Result<(), ApiError> {
    let passphrase = Zeroizing::new(passphrase);
    let params = app.new_slot_params().await?;
    let open = app.run(UseCase::ChangePeople).await?;
    let person = person::get(&mut *open.store.reader().await?, id).await?;
    if let Some(on) = person
        .ends_on
        .filter(|_| person.has_ended(open.local_date(app.now())))
    {
        return Err(ApiError::AccountEnded { on });
    }
    refuse(&open, &passphrase, &person)?;
    let keys = SetUpKeys {
        person: id.0,
        name: &person.name,
        passphrase: &passphrase,
        params,
    };
    open.store.vault().add_slot(keys).await?;
    journal_passphrase(app, &open, id).await
}

/// Changes the reader's own passphrase, knowing the old one.
///
/// # Errors
/// [`ApiError::WrongPassphrase`]; a weak new one.
pub async fn change_passphrase(app: &App, old: String, new: String) -> Result<(), ApiError> {
    let (old, new) = (Zeroizing::new(old), Zeroizing::new(new));
    let params = app.new_slot_params().await?;
    let open = app.run(UseCase::ChangeOwnDisplay).await?;
    refuse(&open, &new, &open.person)?;
    open.store
        .vault()
        .change_passphrase(open.actor().0, &old, &new, params)
        .await?;
    journal_passphrase(app, &open, open.actor()).await
}

fn refuse(open: &Open, passphrase: &str, person: &Person) -> Result<(), ApiError> {
    match refuse_weak(passphrase, &[open.clinic.name.clone(), person.name.clone()]) {
        Some(issue) => Err(vec![issue].into()),
        None => Ok(()),
    }
}

async fn journal_passphrase(app: &App, open: &Open, id: PersonId) -> Result<(), ApiError> {
    let mut write = open.write(app.now()).await?;
    write.append(id.0, Fact::PassphraseChanged {}).await?;
    Ok(write.commit().await?)
}

/// Somebody else must own the clinic, have a way in, and no last day.
async fn refuse_last_owner(open: &Open, leaving: PersonId) -> Result<(), ApiError> {
    let holders = open.store.vault().slot_holders()?;
    let people = person::list(&mut *open.store.reader().await?).await?;
    let another = people.iter().any(|person| {
        person.id != leaving
            && person.roles.contains(&Role::Owner)
            && person.ends_on.is_none()
            && holders.contains(&person.id.0)
    });
    if another {
        Ok(())
    } else {
        Err(ApiError::LastOwner)
    }
}
