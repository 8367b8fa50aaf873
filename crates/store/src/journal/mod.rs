//! The journal: every change, print, export and sign-in as one event, chained by HMAC.

mod chain;
mod fact;
mod newer;
mod recorded;
mod write;

pub use chain::{Verified, verify};
pub use fact::{Fact, Return, SignIn};
pub use newer::{NewerEvent, count_newer, newer_about};
pub use recorded::{Recorded, about_patient, page};
pub use write::Write;

use uuid::Uuid;

/// One event, as it was appended.
#[derive(Clone, Debug)]
pub struct Event {
    /// Position in this store; also the local key of what it creates. Never leaves the store.
    pub seq: i64,
    pub id: Uuid,
    pub entity_id: Uuid,
    pub actor: Option<Uuid>,
    /// When it was written, in milliseconds.
    pub wall_at: i64,
    pub fact: Fact,
}
