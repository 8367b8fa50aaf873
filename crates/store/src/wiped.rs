//! After locking, no key is left in the memory of the program (found by looking: every page it can write to is read).
#![allow(
    clippy::unwrap_used,
    reason = "a test that stops loudly is doing its work"
)]

use std::{
    fs::{self, File},
    io::{Read, Seek, SeekFrom},
};

use uuid::Uuid;
use zeroize::Zeroizing;

use crate::{
    folder::DataFolder,
    hex,
    keys::{Key, Params, Purpose, derive},
    vault::{SetUpKeys, Vault},
};

const PASSPHRASE: &str = "thimble bodkin selvedge gusset";
const OWNER: Uuid = Uuid::from_u128(0x01);
/// So that what is looked for is not found where it is remembered.
const MASK: u8 = 0xA5;

/// Something that must not be in memory, masked.
struct Needle {
    name: String,
    masked: Vec<u8>,
}

impl Needle {
    fn of(name: impl Into<String>, bytes: &[u8]) -> Self {
        Self {
            name: name.into(),
            masked: bytes.iter().map(|byte| byte ^ MASK).collect(),
        }
    }

    fn is_at(&self, memory: &[u8]) -> bool {
        memory.len() >= self.masked.len()
            && self
                .masked
                .iter()
                .zip(memory)
                .all(|(masked, byte)| *masked == byte ^ MASK)
    }
}

fn needles(vault: &Vault) -> Vec<Needle> {
    let data_key: Key = vault.data_key().unwrap();
    let mut needles = vec![Needle::of("data key", data_key.bytes())];
    for purpose in [
        Purpose::Database,
        Purpose::Audit,
        Purpose::SealedName,
        Purpose::Backup,
        Purpose::BackupSeal,
        Purpose::DraftCopy,
        Purpose::Letterbox,
    ] {
        let key = derive(&data_key, purpose).unwrap();
        needles.push(Needle::of(format!("{purpose:?}"), key.bytes()));
    }
    let text = hex::encode(derive(&data_key, Purpose::Database).unwrap().bytes());
    needles.push(Needle::of("Database in hex", text.as_bytes()));
    needles
}

/// How often each needle is in the memory that this program can write to.
fn count(needles: &[Needle]) -> Vec<(String, usize)> {
    let maps = fs::read_to_string("/proc/self/maps").unwrap();
    let mut memory = File::open("/proc/self/mem").unwrap();
    let mut counts = vec![0; needles.len()];
    for line in maps.lines() {
        let mut words = line.split_whitespace();
        let (range, rights) = (words.next().unwrap(), words.next().unwrap());
        if !rights.starts_with("rw") {
            continue;
        }
        let (from, to) = range.split_once('-').unwrap();
        let from = u64::from_str_radix(from, 16).unwrap();
        let length = u64::from_str_radix(to, 16).unwrap() - from;
        let mut page = Zeroizing::new(vec![0_u8; usize::try_from(length).unwrap()]);
        let own = page.as_ptr() as u64..page.as_ptr() as u64 + length;
        memory.seek(SeekFrom::Start(from)).unwrap();
        // A mapping may be gone by now, or hold our own reading.
        if own.contains(&from) || memory.read_exact(&mut page).is_err() {
            continue;
        }
        for start in 0..page.len() {
            for (needle, count) in needles.iter().zip(&mut counts) {
                if page[start] == needle.masked[0] ^ MASK && needle.is_at(&page[start..]) {
                    *count += 1;
                }
            }
        }
    }
    let names = needles.iter().map(|needle| needle.name.clone());
    names.zip(counts).collect()
}

#[tokio::test]
async fn after_locking_no_key_is_left_in_memory() {
    let temp = tempfile::tempdir().unwrap();
    let folder = DataFolder::open(&temp.path().join("clinic")).unwrap();
    let owner = SetUpKeys {
        person: OWNER,
        name: "Marigold Featherstitch",
        passphrase: PASSPHRASE,
        params: Params::THROW_AWAY,
    };
    let (vault, _code) = Vault::create(&folder, owner).await.unwrap();
    vault.finish_set_up().unwrap();
    vault.lock().await.unwrap();

    let vault = Vault::unlock(&folder, OWNER, PASSPHRASE).await.unwrap();
    drop(vault.connections().reader().await.unwrap());
    let needles = needles(&vault);
    let open = count(&needles);
    assert!(
        open[0].1 > 0 && open[2].1 > 0,
        "the look finds what is there: {open:?}"
    );
    vault.lock().await.unwrap();
    let left: Vec<_> = count(&needles)
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .collect();
    assert!(
        left.is_empty(),
        "left after locking: {left:?}; while open: {open:?}"
    );
}
