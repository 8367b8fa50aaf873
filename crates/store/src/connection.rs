//! The connections to the encrypted store: one that writes, a few that read.
//!
//! One writer, because SQLite has a rare fault when two connections write and checkpoint one WAL
//! at once; the readers can neither write nor checkpoint. Every write goes through
//! [`Connections::begin_write`]: nothing else can commit, see [`Writer::open`].

use std::{
    ffi::c_int,
    path::{Path, PathBuf},
    ptr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use libsqlite3_sys::{
    SQLITE_DBCONFIG_DEFENSIVE, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, SQLITE_LIMIT_ATTACHED, SQLITE_OK,
    sqlite3_db_config, sqlite3_key, sqlite3_limit,
};
use sqlx::{
    ConnectOptions, Connection, Sqlite, SqliteConnection, SqlitePool,
    migrate::Migrator,
    pool::PoolConnection,
    sqlite::{LockedSqliteHandle, SqliteConnectOptions, SqlitePoolOptions},
};
use tokio::sync::{Mutex, OwnedMutexGuard};
use zeroize::Zeroizing;

use crate::{
    durable,
    error::{Damage, StoreError, result_code},
    hex,
    keys::Key,
};

static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations");

/// "NBOK": says, inside the encryption, whose file this is.
const APPLICATION_ID: i32 = 0x4e42_4f4b;
const READERS: u32 = 3;

/// Whether the store file may be created.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Create {
    /// Set-up: the file must not exist yet.
    Yes,
    /// Every other time: SQLite would open a missing file as an empty clinic.
    No,
}

/// The open store.
#[derive(Debug)]
pub struct Connections {
    readers: SqlitePool,
    writer: Arc<Mutex<WriterState>>,
    place: Place,
}

/// Where the store is and what opens it.
#[derive(Debug, Clone)]
struct Place {
    path: PathBuf,
    key: Arc<Key>,
}

#[derive(Debug)]
enum WriterState {
    Open(Writer),
    /// The last connection was given up; the next write opens a fresh one.
    GivenUp,
    Closed,
}

#[derive(Debug)]
struct Writer {
    connection: SqliteConnection,
    may_commit: Arc<AtomicBool>,
}

/// A write in progress. Commit it; dropping it undoes everything and gives up the connection,
/// because after an error or a cancelled statement nothing is known about its state.
#[derive(Debug)]
pub struct WriteGuard {
    writer: Writer,
    state: OwnedMutexGuard<WriterState>,
}

impl Connections {
    /// Opens the store file with its key and brings its schema up to date.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the file is missing, empty or not opened by the key,
    /// [`StoreError::AlreadySetUp`] when it should be created but exists,
    /// [`StoreError::NewerDatabase`] when a newer program wrote it.
    pub async fn open(path: &Path, key: Key, create: Create) -> Result<Self, StoreError> {
        let place = Place {
            path: path.to_owned(),
            key: Arc::new(key),
        };
        match create {
            Create::Yes => create_empty(path)?,
            Create::No => refuse_empty(path)?,
        }
        let mut connection = place.connect_writer(create).await?;
        MIGRATIONS.run(&mut connection).await?;
        let writer = Writer::guard(connection).await?;
        Ok(Self {
            readers: place.readers(),
            writer: Arc::new(Mutex::new(WriterState::Open(writer))),
            place,
        })
    }

    /// A connection that can only read.
    ///
    /// # Errors
    /// [`StoreError::Locked`] after [`Self::close`]; damage as in [`Self::open`].
    pub async fn reader(&self) -> Result<PoolConnection<Sqlite>, StoreError> {
        match self.readers.acquire().await {
            Err(sqlx::Error::PoolClosed) => Err(StoreError::Locked),
            other => Ok(other?),
        }
    }

    /// Begins the one write there can be at a time, waiting for the one before it.
    ///
    /// # Errors
    /// [`StoreError::Locked`] after [`Self::close`]; [`StoreError::StorageFull`].
    pub async fn begin_write(&self) -> Result<WriteGuard, StoreError> {
        let (mut writer, state) = self.take_writer().await?;
        sqlx::raw_sql("BEGIN IMMEDIATE")
            .execute(&mut writer.connection)
            .await?;
        Ok(WriteGuard { writer, state })
    }

    /// Moves everything committed from the WAL into the store file and empties the WAL.
    ///
    /// # Errors
    /// What the database refuses; nothing committed is lost by that.
    pub async fn checkpoint(&self) -> Result<(), StoreError> {
        let (mut writer, mut state) = self.take_writer().await?;
        empty_wal(&mut writer.connection).await?;
        *state = WriterState::Open(writer);
        Ok(())
    }

    /// Waits for readers and the writer, checkpoints and closes. Every later call is refused. On a
    /// full disk what was committed stays in the WAL, where the next unlock finds it.
    ///
    /// # Errors
    /// What the last checkpoint met; everything is closed all the same.
    pub async fn close(&self) -> Result<(), StoreError> {
        self.readers.close().await;
        let mut state = self.writer.lock().await;
        let WriterState::Open(mut writer) = std::mem::replace(&mut *state, WriterState::Closed)
        else {
            return Ok(());
        };
        let emptied = empty_wal(&mut writer.connection).await;
        if emptied.is_ok() {
            let mut handle = writer.connection.lock_handle().await?;
            configure(&mut handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
        }
        writer.connection.close().await?;
        match emptied {
            Err(StoreError::StorageFull) => Ok(()),
            other => other,
        }
    }

    async fn take_writer(&self) -> Result<(Writer, OwnedMutexGuard<WriterState>), StoreError> {
        let mut state = Arc::clone(&self.writer).lock_owned().await;
        match std::mem::replace(&mut *state, WriterState::GivenUp) {
            WriterState::Open(writer) => Ok((writer, state)),
            WriterState::GivenUp => {
                let connection = self.place.connect_writer(Create::No).await?;
                Ok((Writer::guard(connection).await?, state))
            }
            WriterState::Closed => {
                *state = WriterState::Closed;
                Err(StoreError::Locked)
            }
        }
    }
}

impl WriteGuard {
    /// What statements of this write run on. After an error from one of them, drop the guard.
    pub fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.writer.connection
    }

    /// Makes everything written through this guard last, all of it or nothing.
    ///
    /// # Errors
    /// [`StoreError::StorageFull`] and others; nothing was kept then.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        self.writer.may_commit.store(true, Ordering::SeqCst);
        let committed = sqlx::raw_sql("COMMIT")
            .execute(&mut self.writer.connection)
            .await;
        self.writer.may_commit.store(false, Ordering::SeqCst);
        committed?;
        *self.state = WriterState::Open(self.writer);
        Ok(())
    }
}

impl Writer {
    /// Refuses every commit that [`WriteGuard::commit`] did not ask for. When the disk is full
    /// SQLite ends a transaction by itself, and a statement that follows would commit alone:
    /// half of what the caller meant to undo.
    async fn guard(mut connection: SqliteConnection) -> Result<Self, StoreError> {
        let may_commit = Arc::new(AtomicBool::new(false));
        let allowed = Arc::clone(&may_commit);
        connection
            .lock_handle()
            .await?
            .set_commit_hook(move || allowed.load(Ordering::SeqCst));
        Ok(Self {
            connection,
            may_commit,
        })
    }
}

impl Place {
    fn options(&self) -> SqliteConnectOptions {
        // Statements carry no values, but their timing log says what is done to a record.
        SqliteConnectOptions::new()
            .filename(&self.path)
            .create_if_missing(false)
            .disable_statement_logging()
    }

    async fn connect_writer(&self, create: Create) -> Result<SqliteConnection, StoreError> {
        let mut connection = self.options().connect().await?;
        unlock(&mut connection, &self.key).await?;
        identify(&mut connection, create).await?;
        sqlx::raw_sql(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA fullfsync=ON;
             PRAGMA checkpoint_fullfsync=ON; PRAGMA trusted_schema=OFF;
             PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON;
             PRAGMA foreign_keys=ON",
        )
        .execute(&mut connection)
        .await?;
        Ok(connection)
    }

    fn readers(&self) -> SqlitePool {
        let key = Arc::clone(&self.key);
        SqlitePoolOptions::new()
            .max_connections(READERS)
            .min_connections(0)
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
            .after_connect(move |connection, _| {
                let key = Arc::clone(&key);
                Box::pin(async move {
                    unlock(connection, &key).await?;
                    sqlx::raw_sql(
                        "PRAGMA cipher_log=off; PRAGMA query_only=ON; PRAGMA trusted_schema=OFF;
                         PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY",
                    )
                    .execute(connection)
                    .await?;
                    Ok(())
                })
            })
            .after_release(|connection, _| {
                Box::pin(async move {
                    // One damaged page makes every later answer of a connection wrong.
                    let last = connection.lock_handle().await?.last_error();
                    Ok(!last.is_some_and(|error| fatal(&sqlx::Error::Database(Box::new(error)))))
                })
            })
            .connect_lazy_with(self.options().read_only(true))
    }
}

/// Whether a connection that met this error must never be used again: out of memory (which is how
/// SQLCipher reports damage), read-only, input/output, corrupt, full, not a database.
#[must_use]
pub fn fatal(error: &sqlx::Error) -> bool {
    result_code(error).is_some_and(|code| matches!(code & 0xff, 7 | 8 | 10 | 11 | 13 | 26))
}

fn create_empty(path: &Path) -> Result<(), StoreError> {
    // Made here and not by SQLite so that no other account can read it; the WAL inherits that.
    match durable::private().write(true).create_new(true).open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(StoreError::AlreadySetUp)
        }
        Err(error) => Err(error.into()),
    }
}

fn refuse_empty(path: &Path) -> Result<(), StoreError> {
    match std::fs::metadata(path) {
        Ok(metadata) if metadata.len() == 0 => Err(Damage::StoreEmpty.into()),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(Damage::StoreMissing.into())
        }
        Err(error) => Err(error.into()),
    }
}

/// Reads before anything writes: SQLite takes the stump of a file for an empty store and would
/// write over it.
async fn identify(connection: &mut SqliteConnection, create: Create) -> Result<(), StoreError> {
    sqlx::raw_sql("PRAGMA cipher_log=off")
        .execute(&mut *connection)
        .await?;
    if create == Create::Yes {
        sqlx::raw_sql("PRAGMA application_id=1312968523")
            .execute(&mut *connection)
            .await?;
    }
    let id: i32 = sqlx::query_scalar("PRAGMA application_id")
        .fetch_one(connection)
        .await?;
    if id == APPLICATION_ID {
        Ok(())
    } else {
        Err(Damage::StoreUnreadable.into())
    }
}

async fn empty_wal(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    sqlx::raw_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        .execute(connection)
        .await?;
    Ok(())
}

/// Gives SQLCipher the key through the raw handle: as a PRAGMA it would stand in logs and in
/// `Debug` output. Then closes the doors that a record book never uses.
#[expect(
    unsafe_code,
    reason = "sqlx has no call for sqlite3_key and sqlite3_limit"
)]
async fn unlock(connection: &mut SqliteConnection, key: &Key) -> Result<(), sqlx::Error> {
    let mut literal = Zeroizing::new(String::with_capacity(67));
    literal.push_str("x'");
    literal.push_str(&hex::encode(key.bytes()));
    literal.push('\'');
    let length = c_int::try_from(literal.len())
        .map_err(|_| sqlx::Error::Protocol("key length".to_owned()))?;

    let mut handle = connection.lock_handle().await?;
    let database = handle.as_raw_handle().as_ptr();
    // SAFETY: `database` is open and locked for us while `handle` lives; SQLCipher copies
    // `length` bytes out of `literal`, which outlives the call.
    let keyed = unsafe { sqlite3_key(database, literal.as_ptr().cast(), length) };
    if keyed != SQLITE_OK {
        return Err(sqlx::Error::Protocol("sqlite3_key".to_owned()));
    }
    // SAFETY: as above; the call only changes a number inside the connection.
    // No ATTACH: it could write a plain copy of an encrypted store.
    unsafe { sqlite3_limit(database, SQLITE_LIMIT_ATTACHED, 0) };
    configure(&mut handle, SQLITE_DBCONFIG_DEFENSIVE, true)?;
    // Only `Connections` checkpoints, when it means to: never a connection that is given up.
    configure(&mut handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)
}

#[expect(unsafe_code, reason = "sqlx has no call for sqlite3_db_config")]
fn configure(
    handle: &mut LockedSqliteHandle<'_>,
    option: c_int,
    on: bool,
) -> Result<(), sqlx::Error> {
    // SAFETY: the handle is open and locked; both options used here take an int and a pointer
    // that may be null.
    let set = unsafe {
        sqlite3_db_config(
            handle.as_raw_handle().as_ptr(),
            option,
            c_int::from(on),
            ptr::null_mut::<c_int>(),
        )
    };
    if set == SQLITE_OK {
        Ok(())
    } else {
        Err(sqlx::Error::Protocol("sqlite3_db_config".to_owned()))
    }
}
