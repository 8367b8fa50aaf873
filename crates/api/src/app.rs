//! The running program: one data folder, locked or open.

use crate::error::ApiError;
use crate::role::UseCase;
use crate::view::{ViewNoted, Views};
use crate::work::Work;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use needlebook_domain::clinic::Clinic;
use needlebook_domain::ids::PersonId;
use needlebook_domain::person::Person;
use needlebook_domain::rule_settings::RuleSettings;
use needlebook_store::Store;
use needlebook_store::folder::DataFolder;
use needlebook_store::journal::Write;
use needlebook_store::keys::Params;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};
use tokio::sync::{RwLock, RwLockReadGuard, RwLockWriteGuard};
use zeroize::Zeroizing;

/// So long without a hand at the keyboard, and a signature asks for the passphrase again.
const ALONE_MILLIS: i64 = 5 * 60 * 1000;

/// Where the time comes from: the computer's clock, or a demo's and a test's own.
pub type Clock = Box<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// How the program is started.
pub struct AppOptions {
    pub clock: Clock,
    /// The least that guessing a passphrase costs: [`Params::STANDARD`] for every real clinic.
    pub key_params: Params,
    /// A throw-away clinic of fictional patients.
    pub is_demo: bool,
}

impl Default for AppOptions {
    fn default() -> Self {
        Self {
            clock: Box::new(Utc::now),
            key_params: Params::STANDARD,
            is_demo: false,
        }
    }
}

/// The program around one data folder. Every use case takes it.
pub struct App {
    pub(crate) folder: DataFolder,
    pub(crate) options: AppOptions,
    open: RwLock<Option<Open>>,
    last_activity: AtomicI64,
    /// When a hand last touched the keyboard, as [`Self::last_activity`] without the program's own work.
    last_touch: AtomicI64,
    /// The seat was empty for a while since the passphrase was last typed: somebody else may sit there now.
    left_alone: std::sync::atomic::AtomicBool,
    pub(crate) view_noted: ViewNoted,
    /// An export or an import that runs.
    pub(crate) work: Work,
    /// The table that somebody chose to import; the window never learns where it lies.
    pub(crate) import: Mutex<Option<PathBuf>>,
    pub(crate) locked_after_idle: std::sync::atomic::AtomicBool,
    /// Something was being typed when the app was locked.
    pub(crate) drafts_kept: std::sync::atomic::AtomicBool,
    /// What stands before an open session while nobody is there.
    pub(crate) cover: Mutex<Option<crate::cover::Cover>>,
    /// The window is in a patient's hands, who reads longer than an empty seat may stay open.
    pub(crate) patient_view: std::sync::atomic::AtomicBool,
    /// Numbing clocks that ran when the app was locked.
    pub(crate) clocks: Mutex<Vec<crate::start::RoomClock>>,
    /// Somebody asked the running photo import to stop.
    pub(crate) stop_import: std::sync::atomic::AtomicBool,
    /// What was seen in the camera's folder and stays there.
    pub(crate) camera: Mutex<crate::photo::camera::Seen>,
    /// A backup or restore that is going on.
    pub(crate) backup: crate::backup::Work,
    /// The backup that a person chose to restore; its path never reaches the window.
    chosen_backup: Mutex<Option<PathBuf>>,
}

/// An unlocked store and who unlocked it.
pub struct Open {
    pub(crate) store: Store,
    pub(crate) person: Person,
    pub(crate) clinic: Clinic,
    /// What the medical lead set in the rules. The one place every judgement takes it from.
    pub(crate) rules: RuleSettings,
    pub(crate) is_demo: bool,
    /// A code that was made and not yet written down: shown after set-up and after a recovery, then gone.
    pub(crate) recovery_code: Option<Zeroizing<String>>,
    pub(crate) views: Views,
}

impl App {
    /// Takes the data folder. One program at a time may hold it.
    ///
    /// # Errors
    /// [`ApiError::AlreadyRunning`].
    pub fn new(data_folder: &Path, options: AppOptions) -> Result<Self, ApiError> {
        Ok(Self {
            folder: DataFolder::open(data_folder)?,
            last_activity: AtomicI64::new((options.clock)().timestamp_millis()),
            last_touch: AtomicI64::new((options.clock)().timestamp_millis()),
            left_alone: std::sync::atomic::AtomicBool::new(false),
            options,
            view_noted: ViewNoted::default(),
            work: Work::default(),
            import: Mutex::default(),
            open: RwLock::new(None),
            locked_after_idle: std::sync::atomic::AtomicBool::new(false),
            drafts_kept: std::sync::atomic::AtomicBool::new(false),
            cover: Mutex::default(),
            patient_view: std::sync::atomic::AtomicBool::new(false),
            clocks: Mutex::default(),
            stop_import: std::sync::atomic::AtomicBool::new(false),
            camera: Mutex::default(),
            backup: crate::backup::Work::default(),
            chosen_backup: Mutex::default(),
        })
    }

    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        (self.options.clock)()
    }

    /// The open store, for a person whose roles allow the use case.
    ///
    /// # Errors
    /// [`ApiError::Locked`], [`ApiError::NotAllowed`].
    pub(crate) async fn run(
        &self,
        use_case: UseCase,
    ) -> Result<RwLockReadGuard<'_, Open>, ApiError> {
        let open = self.opened().await?;
        // Behind its cover the store is open for whoever comes back, and for no use case.
        if self.covered().is_some() {
            return Err(ApiError::Locked);
        }
        use_case.check(&open.person)?;
        Ok(open)
    }

    /// The open store behind its cover, for whoever comes back to it.
    pub(crate) async fn run_covered(&self) -> Result<RwLockReadGuard<'_, Open>, ApiError> {
        if self.covered().is_none() {
            return Err(ApiError::Locked);
        }
        self.opened().await
    }

    async fn opened(&self) -> Result<RwLockReadGuard<'_, Open>, ApiError> {
        RwLockReadGuard::try_map(self.open.read().await, Option::as_ref)
            .map_err(|_| ApiError::Locked)
    }

    /// What a new key slot costs. A real clinic's is measured on this computer and raised; a test's stays cheap.
    pub(crate) async fn new_slot_params(&self) -> Result<Params, ApiError> {
        if self.options.key_params != Params::STANDARD {
            return Ok(self.options.key_params);
        }
        tokio::task::spawn_blocking(Params::calibrated)
            .await
            .map_err(|_| ApiError::Internal {
                incident: "calibration".to_owned(),
            })?
            .map_err(ApiError::from)
    }

    pub(crate) async fn is_open(&self) -> bool {
        self.open.read().await.is_some()
    }

    /// Nothing while somebody is unlocking or locking.
    pub(crate) fn is_open_at_once(&self) -> Option<bool> {
        self.open.try_read().ok().map(|open| open.is_some())
    }

    /// The slot of the open store, once no use case runs any more.
    pub(crate) async fn slot(&self) -> RwLockWriteGuard<'_, Option<Open>> {
        self.open.write().await
    }

    pub(crate) fn choose_backup(&self, file: PathBuf) {
        *self
            .chosen_backup
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(file);
    }

    pub(crate) fn chosen_backup(&self) -> Option<PathBuf> {
        self.chosen_backup
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Notes that a hand touched the keyboard, and whether the seat was empty before.
    pub fn note_touch(&self) {
        let now = self.now().timestamp_millis();
        let before = self.last_touch.swap(now, Ordering::Relaxed);
        if now - before >= ALONE_MILLIS {
            self.left_alone.store(true, Ordering::Relaxed);
        }
        self.stay_awake();
    }

    /// Notes that the person who is signed in typed their passphrase just now.
    pub(crate) fn note_passphrase(&self) {
        self.last_touch
            .store(self.now().timestamp_millis(), Ordering::Relaxed);
        self.left_alone.store(false, Ordering::Relaxed);
        self.stay_awake();
    }

    /// A signature is given by whoever typed the passphrase, not by whoever sat down since.
    ///
    /// # Errors
    /// [`ApiError::PassphraseNeeded`].
    pub(crate) fn may_sign(&self) -> Result<(), ApiError> {
        if self.left_alone.load(Ordering::Relaxed) {
            return Err(ApiError::PassphraseNeeded);
        }
        Ok(())
    }

    /// Notes that the program is at work for somebody.
    pub(crate) fn stay_awake(&self) {
        self.last_activity
            .store(self.now().timestamp_millis(), Ordering::Relaxed);
    }

    /// Milliseconds since somebody was at the keyboard.
    pub(crate) fn idle_millis(&self) -> i64 {
        self.now().timestamp_millis() - self.last_activity.load(Ordering::Relaxed)
    }
}

impl Open {
    pub(crate) fn new(
        store: Store,
        person: Person,
        clinic: Clinic,
        rules: RuleSettings,
        is_demo: bool,
    ) -> Self {
        Self {
            store,
            person,
            clinic,
            rules,
            is_demo,
            recovery_code: None,
            views: Views::default(),
        }
    }

    pub(crate) fn actor(&self) -> PersonId {
        self.person.id
    }

    pub(crate) fn tz(&self) -> Tz {
        self.clinic.tz()
    }

    /// The clinic's own date at an instant.
    pub(crate) fn local_date(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.tz()).date_naive()
    }

    pub(crate) async fn write(&self, now: DateTime<Utc>) -> Result<Write<'_>, ApiError> {
        Ok(self.store.write(Some(self.actor()), now).await?)
    }
}
