//! The HMAC chain over the journal. It hashes the body's hash, so that an erasure leaves the chain whole.

use crate::error::StoreError;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use sqlx::{Row, SqliteConnection};

/// The link before the first event.
pub(crate) const GENESIS: [u8; 32] = [0; 32];

/// The parts of an event that its link covers.
pub(crate) struct Link<'a> {
    pub prev: &'a [u8],
    pub seq: i64,
    pub id: &'a [u8],
    pub device: &'a [u8],
    pub dseq: i64,
    pub hlc: i64,
    pub wall_at: i64,
    pub actor: Option<&'a [u8]>,
    pub entity: &'a str,
    pub entity_id: &'a [u8],
    pub kind: &'a str,
    pub supersedes: Option<&'a [u8]>,
    pub schema_v: i64,
    pub body_hash: &'a [u8],
}

impl Link<'_> {
    /// HMAC-SHA256 over every part with its length before it, so that no two events read alike.
    pub(crate) fn seal(&self, audit_key: &[u8; 32]) -> Result<[u8; 32], StoreError> {
        let mut mac = Hmac::<Sha256>::new_from_slice(audit_key).map_err(|_| StoreError::Crypto)?;
        let numbers =
            [self.seq, self.dseq, self.hlc, self.wall_at, self.schema_v].map(i64::to_be_bytes);
        let parts: [&[u8]; 10] = [
            self.prev,
            self.id,
            self.device,
            self.actor.unwrap_or_default(),
            self.entity.as_bytes(),
            self.entity_id,
            self.kind.as_bytes(),
            self.supersedes.unwrap_or_default(),
            self.body_hash,
            b"needlebook/journal/v1",
        ];
        for part in numbers.iter().map(<[u8; 8]>::as_slice).chain(parts) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        Ok(mac.finalize().into_bytes().into())
    }
}

pub(crate) fn body_hash(body: &str) -> [u8; 32] {
    Sha256::digest(body.as_bytes()).into()
}

/// What a walk along the chain found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verified {
    /// All `events` are as they were written.
    Whole { events: i64 },
    /// The first event that is not.
    BrokenAt { seq: i64 },
}

/// Walks the whole journal.
///
/// # Errors
/// When the store cannot be read.
pub async fn verify(
    connection: &mut SqliteConnection,
    audit_key: &[u8; 32],
) -> Result<Verified, StoreError> {
    let mut prev = GENESIS.to_vec();
    let mut last = 0;
    loop {
        let rows = sqlx::query(
            "SELECT seq, id, device, dseq, hlc, wall_at, actor, entity, entity_id, kind, supersedes, schema_v,
                    body, body_hash, prev, h
             FROM journal WHERE seq > ? ORDER BY seq LIMIT 500",
        )
        .bind(last)
        .fetch_all(&mut *connection)
        .await?;
        if rows.is_empty() {
            return Ok(Verified::Whole { events: last });
        }
        for row in rows {
            let seq: i64 = row.get("seq");
            let body_hash_stored: Vec<u8> = row.get("body_hash");
            let body: Option<String> = row.get("body");
            let actor: Option<Vec<u8>> = row.get("actor");
            let supersedes: Option<Vec<u8>> = row.get("supersedes");
            let sealed = Link {
                prev: &prev,
                seq,
                id: row.get("id"),
                device: row.get("device"),
                dseq: row.get("dseq"),
                hlc: row.get("hlc"),
                wall_at: row.get("wall_at"),
                actor: actor.as_deref(),
                entity: row.get("entity"),
                entity_id: row.get("entity_id"),
                kind: row.get("kind"),
                supersedes: supersedes.as_deref(),
                schema_v: row.get("schema_v"),
                body_hash: &body_hash_stored,
            }
            .seal(audit_key)?;
            let body_is_whole =
                body.is_none_or(|body| body_hash(&body).as_slice() == body_hash_stored);
            let h: Vec<u8> = row.get("h");
            let stored_prev: Vec<u8> = row.get("prev");
            // A gap in `seq` is a row that was cut out.
            if seq != last + 1 || stored_prev != prev || h != sealed || !body_is_whole {
                return Ok(Verified::BrokenAt { seq });
            }
            prev = h;
            last = seq;
        }
    }
}
