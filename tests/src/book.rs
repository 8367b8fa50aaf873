//! A record book for the programs that write and measure: set up where nothing is, opened again after whatever happened to it.

mod visit;

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use chrono::{DateTime, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use needlebook_api::{ApiError, App, AppOptions, approval, set_up, start, stock};
use needlebook_domain::ids::{DeviceId, LotId, PersonId};
use needlebook_domain::session::SessionDraft;
use needlebook_store::{
    Store, StoreError,
    check::{Checked, Fault},
    folder::{DataFolder, Found},
    keys, session,
    vault::Vault,
};
use serde_json::json;

const ZONE: Tz = chrono_tz::Europe::London;
const OWNER: &str = "Marigold Featherstitch";
const DEVICE: &str = "skinpen_precision";
/// As many as a lot may hold.
const UNITS: i32 = 10_000;
/// Visits of one day, from eight in the morning, one every hundred minutes.
const VISITS_A_DAY: i64 = 8;
const MINUTES_A_VISIT: i64 = 100;

#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    #[error("{0}")]
    Refused(#[from] ApiError),
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    File(#[from] io::Error),
    #[error("a form of ours does not parse: {0}")]
    Form(#[from] serde_json::Error),
    #[error("not whole: {0:?}")]
    NotWhole(Fault),
}

/// An open book. Its clock is its own: a visit takes an hour and a half of it and a moment of ours.
pub struct Book {
    app: App,
    owner: PersonId,
    device: DeviceId,
    lots: Vec<(LotId, i32)>,
    signed: i64,
    clock: Arc<AtomicI64>,
}

impl Book {
    /// Opens the book, or begins it where there is none. A set-up that was cut off is begun anew.
    pub async fn open_or_set_up(folder: &Path) -> Result<Self, Trouble> {
        fs::create_dir_all(folder)?;
        let passphrase = key(folder)?;
        let clock = Arc::new(AtomicI64::new(begin(0).timestamp_millis()));
        let app = app(folder, &clock)?;
        let owner = match start::get_start(&app).await? {
            start::Start::FirstRun => set_up(&app, passphrase).await?,
            _ => {
                drop(app);
                let (owner, signed) = count(folder, &passphrase).await?;
                clock.store(begin(signed).timestamp_millis(), Ordering::Relaxed);
                return Self::unlocked(folder, owner, passphrase, signed, clock).await;
            }
        };
        Self::ready(app, owner, 0, clock).await
    }

    async fn unlocked(
        folder: &Path,
        owner: PersonId,
        passphrase: String,
        signed: i64,
        clock: Arc<AtomicI64>,
    ) -> Result<Self, Trouble> {
        let app = app(folder, &clock)?;
        start::unlock(&app, owner, passphrase).await?;
        Self::ready(app, owner, signed, clock).await
    }

    /// Does what is left of set-up: a kill may have come between any two of these.
    async fn ready(
        app: App,
        owner: PersonId,
        signed: i64,
        clock: Arc<AtomicI64>,
    ) -> Result<Self, Trouble> {
        if !approval::get_approval(&app).await?.is_current {
            let form = json!({
                "lead_name": OWNER, "registration_body": "Guild of Stitchers", "registration_number": "G-112"
            });
            approval::approve(&app, serde_json::from_value(form)?).await?;
        }
        let device = match stock::list_devices(&app).await?.first() {
            Some(device) => device.id,
            None => {
                let form = json!({"profile": DEVICE, "serial": "SOAK-1"});
                stock::record_device(&app, serde_json::from_value(form)?).await?
            }
        };
        let lots = stock::list_lots(&app).await?;
        Ok(Self {
            lots: lots.into_iter().map(|lot| (lot.id, lot.left)).collect(),
            app,
            owner,
            device,
            signed,
            clock,
        })
    }

    /// Records and signs one session; answers with how many there are now.
    pub async fn record_one(&mut self) -> Result<i64, Trouble> {
        let session = self.up_to_signing(&visit::TWO_CHEEKS).await?;
        self.sign(session).await
    }

    /// A visit of its own up to the moment of signing.
    pub async fn up_to_signing(&mut self, zones: &[(&str, &str)]) -> Result<SessionDraft, Trouble> {
        self.visit(begin(self.signed), zones).await
    }

    /// Signs it; answers with how many there are now.
    pub async fn sign(&mut self, session: SessionDraft) -> Result<i64, Trouble> {
        needlebook_api::session::sign(&self.app, session).await?;
        self.signed += 1;
        Ok(self.signed)
    }

    pub fn app(&self) -> &App {
        &self.app
    }

    fn set_time(&self, now: DateTime<Utc>) {
        self.clock.store(now.timestamp_millis(), Ordering::Relaxed);
    }

    /// Takes one unit of a lot that has some left, receiving a new one when none has.
    async fn take_unit(&mut self, now: DateTime<Utc>) -> Result<LotId, Trouble> {
        if let Some((lot, left)) = self.lots.iter_mut().find(|(_, left)| *left > 0) {
            *left -= 1;
            return Ok(*lot);
        }
        let number = format!("SOAK-{}", self.lots.len() + 1);
        let expires_on = now.date_naive() + TimeDelta::days(20 * 365);
        let form = json!({
            "profile": DEVICE, "number": number, "expires_on": expires_on, "received": UNITS
        });
        let lot = stock::record_lot(&self.app, serde_json::from_value(form)?).await?;
        self.lots.push((lot, UNITS - 1));
        Ok(lot)
    }

    pub async fn close(self) -> Result<(), Trouble> {
        Ok(start::lock(&self.app, false).await?)
    }
}

/// Looks at everything and answers with the sessions found. Writes nothing of its own, so that it also answers on a
/// disk that is still full.
pub async fn verify(folder: &Path) -> Result<i64, Trouble> {
    let (store, _) = store(folder, &key(folder)?).await?;
    let found = store.check().await;
    let closed = store.lock().await;
    match found? {
        Checked::Whole(counts) => {
            closed?;
            Ok(counts.sessions)
        }
        Checked::Broken(fault) => Err(Trouble::NotWhole(fault)),
    }
}

fn app(folder: &Path, clock: &Arc<AtomicI64>) -> Result<App, ApiError> {
    let clock = Arc::clone(clock);
    let options = AppOptions {
        clock: Box::new(move || {
            DateTime::from_timestamp_millis(clock.load(Ordering::Relaxed)).unwrap_or_default()
        }),
        // The key below is random: stretching it would cost time and add nothing.
        key_params: keys::Params::THROW_AWAY,
        is_demo: false,
    };
    App::new(folder, options)
}

/// Who owns the book and how many sessions it holds.
async fn count(folder: &Path, passphrase: &str) -> Result<(PersonId, i64), Trouble> {
    let (store, owner) = store(folder, passphrase).await?;
    let signed = session::count(&mut *store.reader().await?).await?;
    store.lock().await?;
    Ok((owner, signed))
}

/// The store itself, opened without a word in the journal: nobody signs in.
async fn store(folder: &Path, passphrase: &str) -> Result<(Store, PersonId), Trouble> {
    let held = DataFolder::open(folder)?;
    let owner = match held.inspect()? {
        Found::Clinic { people } => people.first().map(|one| one.id),
        Found::Nothing => None,
        Found::Damaged { what } => return Err(StoreError::from(what).into()),
    };
    let owner = owner.ok_or(StoreError::NotSetUp)?;
    let vault = Vault::unlock(&held, owner, passphrase).await?;
    Ok((Store::open(vault, begin(0)).await?, PersonId(owner)))
}

/// When the visit of this number begins, by the book's own clock.
fn begin(number: i64) -> DateTime<Utc> {
    let day = DateTime::UNIX_EPOCH.date_naive() + TimeDelta::days(20_000 + number / VISITS_A_DAY);
    let eight = day.and_time(NaiveTime::MIN) + TimeDelta::hours(8);
    let wall = eight + TimeDelta::minutes(number % VISITS_A_DAY * MINUTES_A_VISIT);
    ZONE.from_local_datetime(&wall)
        .earliest()
        .map_or_else(|| wall.and_utc(), |at| at.to_utc())
}

/// The test key of this folder, made once.
fn key(folder: &Path) -> Result<String, Trouble> {
    let path = key_path(folder);
    match fs::read_to_string(&path) {
        Ok(text) => return Ok(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error.into()),
    }
    let text: String = keys::Key::random()?
        .bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let part = path.with_extension("part");
    let mut file = fs::File::create(&part)?;
    io::Write::write_all(&mut file, text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&part, &path)?;
    fs::File::open(folder)?.sync_all()?;
    Ok(text)
}

fn key_path(folder: &Path) -> PathBuf {
    folder.join("test-key")
}

async fn set_up(app: &App, passphrase: String) -> Result<PersonId, Trouble> {
    let form = json!({
        "clinic": {
            "name": "Thimble Lane Skin Clinic", "address": "3 Thimble Lane", "phone": "01632 960001",
            "emergency_line": "999", "zone": "Europe/London", "paper": "a4", "language": "en",
            "date_order": "day_month", "currency": "GBP", "opening_hours": [], "advice_line": "111",
            "out_of_hours_line": "01632 960777", "logo_png": null, "large_print": false
        },
        "owner": {
            "name": OWNER, "title": "RN", "certification": "Level 7", "board_certified": false,
            "registration_body": "Guild of Stitchers", "registration_number": "G-112",
            "roles": ["owner", "medical_lead", "clinician"]
        },
        "passphrase": passphrase
    });
    set_up::create_clinic(app, serde_json::from_value(form)?).await?;
    Ok(needlebook_api::me::get_me(app).await?.person.id)
}
