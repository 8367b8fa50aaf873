//! One keyed connection, from opening to a close that is waited for.

use std::{
    ffi::c_int,
    future::Future,
    mem::ManuallyDrop,
    ops::{Deref, DerefMut},
    path::{Path, PathBuf},
    pin::pin,
    ptr,
    sync::Arc,
    task::{Context, Poll, Wake, Waker},
    thread::{self, Thread},
};

use libsqlite3_sys::{
    SQLITE_DBCONFIG_DEFENSIVE, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, SQLITE_LIMIT_ATTACHED, SQLITE_OK,
    sqlite3_db_config, sqlite3_key, sqlite3_limit,
};
use sqlx::{
    ConnectOptions, Connection, SqliteConnection,
    sqlite::{LockedSqliteHandle, SqliteConnectOptions},
};
use zeroize::Zeroizing;

use crate::{hex, keys::Key};

/// Where the store is and what opens it.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub path: PathBuf,
    pub key: Arc<Key>,
}

impl Place {
    pub(super) fn new(path: &Path, key: Key) -> Self {
        Self {
            path: path.to_owned(),
            key: Arc::new(key),
        }
    }
}

/// What a connection may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    Read,
    Write,
}

/// An open, keyed connection. Dropping it waits until it is closed: a connection that is still
/// closing on its own thread when the program ends would meet SQLCipher's memory already freed.
#[derive(Debug)]
pub(super) struct Handle(ManuallyDrop<SqliteConnection>);

impl Handle {
    /// Opens a file that exists. Nothing of it has been read yet, so a wrong key shows later.
    pub(super) async fn open(place: &Place, access: Access) -> Result<Self, sqlx::Error> {
        // Statements carry no values, but their timing log says what is done to a record.
        let connection = SqliteConnectOptions::new()
            .filename(&place.path)
            .create_if_missing(false)
            .read_only(access == Access::Read)
            .disable_statement_logging()
            .connect()
            .await?;
        let mut handle = Self(ManuallyDrop::new(connection));
        unlock(&mut handle, &place.key).await?;
        sqlx::raw_sql("PRAGMA cipher_log=off")
            .execute(&mut *handle)
            .await?;
        Ok(handle)
    }

    /// Lets the last connection clear away the WAL as it closes.
    pub(super) async fn checkpoint_on_close(&mut self) -> Result<(), sqlx::Error> {
        let mut handle = self.lock_handle().await?;
        configure(&mut handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)
    }
}

impl Deref for Handle {
    type Target = SqliteConnection;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for Handle {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl Drop for Handle {
    #[expect(unsafe_code, reason = "closing needs the connection itself")]
    fn drop(&mut self) {
        // SAFETY: the value is taken once, here, and `self` is not used again.
        let connection = unsafe { ManuallyDrop::take(&mut self.0) };
        // An error says that the thread behind the connection is gone already.
        let _ = wait_for(connection.close());
    }
}

/// Runs a future that waits for another thread and for nothing else.
fn wait_for<F: Future>(future: F) -> F::Output {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park(),
        }
    }
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
