//! One write: any number of events and their projections in one transaction, or nothing.

use super::Event;
use super::chain::{GENESIS, Link, body_hash};
use super::fact::{Fact, SCHEMA_V};
use super::recorded::Recorded;
use crate::connection::WriteGuard;
use crate::error::StoreError;
use crate::hlc;
use crate::keys::Key;
use crate::project;
use chrono::{DateTime, Utc};
use needlebook_domain::ids::PersonId;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

/// An open write transaction. Dropped without [`Write::commit`], nothing of it was ever stored.
pub struct Write<'a> {
    guard: WriteGuard,
    audit_key: &'a Key,
    actor: Option<PersonId>,
    now: DateTime<Utc>,
    /// Read when first needed: a draft appends nothing.
    end: Option<End>,
}

/// The end of the journal, where this laptop appends.
#[derive(Clone)]
struct End {
    device: Vec<u8>,
    prefix: String,
    head: Head,
}

#[derive(Clone)]
struct Head {
    seq: i64,
    dseq: i64,
    hlc: i64,
    h: Vec<u8>,
}

impl End {
    async fn read(connection: &mut SqliteConnection) -> Result<Self, StoreError> {
        let row = sqlx::query(
            "SELECT device.id, device.prefix, coalesce(last.seq, 0) AS seq, coalesce(last.dseq, 0) AS dseq,
                    coalesce(last.hlc, 0) AS hlc, last.h
             FROM device LEFT JOIN (SELECT seq, dseq, hlc, h FROM journal ORDER BY seq DESC LIMIT 1) AS last
             WHERE device.is_this = 1",
        )
        .fetch_one(connection)
        .await?;
        Ok(Self {
            device: row.get("id"),
            prefix: row.get("prefix"),
            head: Head {
                seq: row.get("seq"),
                dseq: row.get("dseq"),
                hlc: row.get("hlc"),
                h: row
                    .get::<Option<Vec<u8>>, _>("h")
                    .unwrap_or_else(|| GENESIS.to_vec()),
            },
        })
    }
}

impl<'a> Write<'a> {
    pub(crate) const fn new(
        guard: WriteGuard,
        audit_key: &'a Key,
        actor: Option<PersonId>,
        now: DateTime<Utc>,
    ) -> Self {
        Self {
            guard,
            audit_key,
            actor,
            now,
            end: None,
        }
    }

    /// The prefix of record and document numbers made on this laptop.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn prefix(&mut self) -> Result<String, StoreError> {
        Ok(self.end().await?.prefix)
    }

    async fn end(&mut self) -> Result<End, StoreError> {
        if let Some(end) = &self.end {
            return Ok(end.clone());
        }
        let end = End::read(self.guard.connection()).await?;
        self.end = Some(end.clone());
        Ok(end)
    }

    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    #[must_use]
    pub fn actor(&self) -> Option<PersonId> {
        self.actor
    }

    /// The connection inside the transaction, for reads that must see what was just written.
    pub fn connection(&mut self) -> &mut SqliteConnection {
        self.guard.connection()
    }

    /// Appends one event and writes its projections.
    ///
    /// # Errors
    /// When the store refuses; the write is then lost whole.
    pub async fn append(&mut self, entity_id: Uuid, fact: Fact) -> Result<i64, StoreError> {
        self.append_superseding(entity_id, None, fact).await
    }

    /// As [`Write::append`], naming the event it takes the place of.
    ///
    /// # Errors
    /// As [`Write::append`].
    pub async fn append_superseding(
        &mut self,
        entity_id: Uuid,
        supersedes: Option<Uuid>,
        fact: Fact,
    ) -> Result<i64, StoreError> {
        let (kind, body) = fact.to_row()?;
        let mut end = self.end().await?;
        let id = Uuid::now_v7();
        let wall_at = self.now.timestamp_millis();
        let seq = end.head.seq + 1;
        let dseq = end.head.dseq + 1;
        let hlc = hlc::next(end.head.hlc, self.now);
        let body_hash = body_hash(&body);
        let actor = self.actor.map(|person| person.0);
        let h = Link {
            prev: &end.head.h,
            seq,
            id: id.as_bytes(),
            device: &end.device,
            dseq,
            hlc,
            wall_at,
            actor: actor.as_ref().map(|actor| actor.as_bytes().as_slice()),
            entity: fact.entity(),
            entity_id: entity_id.as_bytes(),
            kind: &kind,
            supersedes: supersedes.as_ref().map(|id| id.as_bytes().as_slice()),
            schema_v: SCHEMA_V,
            body_hash: &body_hash,
        }
        .seal(self.audit_key.bytes())?;
        sqlx::query(
            "INSERT INTO journal (seq, id, device, dseq, hlc, wall_at, actor, entity, entity_id, kind, supersedes,
                                  schema_v, body, body_hash, prev, h)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(seq)
        .bind(id)
        .bind(&end.device)
        .bind(dseq)
        .bind(hlc)
        .bind(wall_at)
        .bind(actor)
        .bind(fact.entity())
        .bind(entity_id)
        .bind(&kind)
        .bind(supersedes)
        .bind(SCHEMA_V)
        .bind(&body)
        .bind(body_hash.as_slice())
        .bind(&end.head.h)
        .bind(h.as_slice())
        .execute(self.guard.connection())
        .await?;
        end.head = Head {
            seq,
            dseq,
            hlc,
            h: h.to_vec(),
        };
        self.end = Some(end);
        let event = Event {
            seq,
            id,
            entity_id,
            actor,
            wall_at,
            fact,
        };
        project::apply(self.guard.connection(), &event).await?;
        Ok(seq)
    }

    /// Appends an event of another store of ours as it was recorded there: by whom and when.
    ///
    /// # Errors
    /// An event that this version does not know, or whose body is gone; as [`Write::append`].
    pub async fn append_recorded(&mut self, recorded: &Recorded) -> Result<(), StoreError> {
        let Some(body) = &recorded.body else {
            return Ok(());
        };
        let fact = Fact::from_row(&recorded.kind, recorded.schema_v, body)?;
        if matches!(fact, Fact::Newer { .. }) {
            return Err(StoreError::NewerDatabase);
        }
        // The clinic was set up here already; there it was called so.
        let fact = match fact {
            Fact::ClinicSetUp { clinic, .. } => Fact::ClinicChanged { clinic },
            other => other,
        };
        let here = (self.actor, self.now);
        (self.actor, self.now) = (recorded.actor.map(PersonId), recorded.at);
        let appended = self.append(recorded.entity_id, fact).await;
        (self.actor, self.now) = here;
        appended.map(|_| ())
    }

    /// Makes everything appended durable. When this returns, a pulled battery loses none of it.
    ///
    /// # Errors
    /// When the store refuses; nothing of the write was stored.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.guard.commit().await
    }
}
