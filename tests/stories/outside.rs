//! Looking at a clinic's store from outside the program: with its keys and plain SQL.

use std::collections::BTreeMap;
use std::path::Path;

use needlebook_domain::ids::PersonId;
use needlebook_domain::person::{Person, Role};
use needlebook_store::Store;
use needlebook_store::folder::DataFolder;
use needlebook_store::journal::Fact;
use needlebook_store::keys::Params;
use needlebook_store::vault::{SetUpKeys, Vault};
use sqlx::SqliteConnection;
use uuid::Uuid;

use crate::clinic::{Clinic, PASSPHRASE};

/// The rows of every table, each as one line of SQL literals in a fixed order.
pub type Dump = BTreeMap<String, Vec<String>>;

impl Clinic {
    /// The store itself, with the program ended. Lock it before the program starts again.
    pub async fn opened_from_outside(&mut self) -> Store {
        if self.is_running() {
            self.lock().await;
            self.crash();
        }
        let folder = DataFolder::open(&self.folder).unwrap();
        let vault = Vault::unlock(&folder, self.owner.0, PASSPHRASE)
            .await
            .unwrap();
        Store::open(vault, self.now()).await.unwrap()
    }

    /// Everything the store holds, read with the program ended and started again.
    pub async fn dump(&mut self) -> Dump {
        let store = self.opened_from_outside().await;
        let dump = dump(&mut store.reader().await.unwrap()).await;
        store.lock().await.unwrap();
        self.start();
        dump
    }

    /// A colleague with these roles and a passphrase of their own.
    pub async fn hire(&mut self, name: &str, roles: Vec<Role>, passphrase: &str) -> PersonId {
        let id = PersonId(Uuid::now_v7());
        let person = Person {
            id,
            name: name.to_owned(),
            title: String::new(),
            certification: String::new(),
            registration_body: String::new(),
            registration_number: String::new(),
            board_certified: false,
            roles,
            ends_on: None,
        };
        let store = self.opened_from_outside().await;
        let mut write = store.write(Some(self.owner), self.now()).await.unwrap();
        write
            .append(id.0, Fact::PersonAdded { person })
            .await
            .unwrap();
        write.commit().await.unwrap();
        let keys = SetUpKeys {
            person: id.0,
            name,
            passphrase,
            params: Params::THROW_AWAY,
        };
        store.vault().add_slot(keys).await.unwrap();
        store.lock().await.unwrap();
        self.start();
        id
    }
}

pub async fn dump(connection: &mut SqliteConnection) -> Dump {
    let mut dump = Dump::new();
    for table in tables(connection).await {
        let rows = rows(connection, &table).await;
        dump.insert(table, rows);
    }
    dump
}

async fn tables(connection: &mut SqliteConnection) -> Vec<String> {
    sqlx::query_scalar("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        .fetch_all(connection)
        .await
        .unwrap()
}

/// The rows of one table as SQL literals, sorted.
pub async fn rows(connection: &mut SqliteConnection, table: &str) -> Vec<String> {
    let columns: Vec<String> =
        sqlx::query_scalar("SELECT name FROM pragma_table_info(?) ORDER BY cid")
            .bind(table)
            .fetch_all(&mut *connection)
            .await
            .unwrap();
    let quoted: Vec<String> = columns
        .iter()
        .map(|column| format!("quote(\"{column}\")"))
        .collect();
    let select = format!(
        "SELECT {} AS line FROM \"{table}\" ORDER BY line",
        quoted.join(" || ', ' || ")
    );
    sqlx::query_scalar(sqlx::AssertSqlSafe(select))
        .fetch_all(connection)
        .await
        .unwrap()
}

pub async fn count(connection: &mut SqliteConnection, table: &str) -> i64 {
    let select = format!("SELECT count(*) FROM \"{table}\"");
    sqlx::query_scalar(sqlx::AssertSqlSafe(select))
        .fetch_one(connection)
        .await
        .unwrap()
}

/// Every file under a folder, with its bytes.
pub fn files(folder: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            let bytes = std::fs::read(&path).unwrap();
            found.push((path, bytes));
        }
    }
    found
}
