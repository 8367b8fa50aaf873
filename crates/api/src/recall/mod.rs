//! Who had lot X: one search over lots, serials, products and days, with how each person may be reached, what came of
//! telling them, and the prints for the clinic and for the maker (PRACTICE 71).

mod call;
mod contact;
mod paper;
mod search;

pub use call::record_call;
pub use contact::RecallContact;
pub use paper::{RecallPaper, make_paper};
pub(crate) use search::{Sought, find};

use crate::app::App;
use crate::error::ApiError;
use crate::role::UseCase;
use chrono::{DateTime, NaiveDate, Utc};
use needlebook_domain::device::DeviceProfileId;
use needlebook_domain::ids::{LotId, PatientId, SessionId};
use needlebook_domain::recall::{CallOutcome, Closeness};
use needlebook_domain::stock::Quarantine;
use serde::{Deserialize, Serialize};
use specta::Type;

/// What is looked for. Empty text finds every session of the days.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct RecallQuery {
    /// A lot, a serial or a product, as somebody reads it out.
    pub text: String,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}

/// What of a session answers to what is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum RecallMatch {
    Lot,
    /// The number of one cartridge.
    UnitSerial,
    DeviceSerial,
    Product,
    /// It happened in these days, and nothing else was asked.
    Days,
}

/// How sure it is that somebody had it; the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    Had,
    /// The number on record is one character away.
    Near,
    /// A session has no lot on record: nobody can say that it was not this one.
    NoLot,
}

impl From<Closeness> for Certainty {
    fn from(closeness: Closeness) -> Self {
        match closeness {
            Closeness::Same => Self::Had,
            Closeness::Near => Self::Near,
        }
    }
}

/// Somebody to tell, with every session that answers.
#[derive(Clone, Debug, Serialize, Type)]
pub struct RecallPerson {
    pub patient: PatientId,
    pub name: String,
    pub record_number: String,
    pub birth_on: NaiveDate,
    pub archived: bool,
    /// The surest of their sessions.
    pub certainty: Certainty,
    pub contact: RecallContact,
    /// Newest first.
    pub sessions: Vec<RecallSession>,
    /// Newest first.
    pub calls: Vec<RecallCallView>,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct RecallSession {
    pub id: SessionId,
    pub on: NaiveDate,
    pub practitioner: String,
    /// Model and serial; empty where none was recorded.
    pub device: String,
    /// Lots of the cartridges, then products with theirs.
    pub used: Vec<String>,
    pub certainty: Certainty,
    pub matched: Option<RecallMatch>,
    pub stopped: bool,
    /// Written down and not signed yet.
    pub unsigned: bool,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct RecallCallView {
    pub outcome: CallOutcome,
    pub note: String,
    pub at: DateTime<Utc>,
    pub by: String,
}

/// A lot of the stock that answers to what is looked for.
#[derive(Clone, Debug, Serialize, Type)]
pub struct RecallLot {
    pub id: LotId,
    pub number: String,
    pub profile: DeviceProfileId,
    pub closeness: Closeness,
    pub quarantine: Option<Quarantine>,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct RecallFound {
    pub lots: Vec<RecallLot>,
    /// Those who surely had it first, then by name.
    pub people: Vec<RecallPerson>,
}

/// # Errors
/// [`ApiError::Invalid`] for days that end before they begin.
pub async fn search(app: &App, query: RecallQuery) -> Result<RecallFound, ApiError> {
    let open = app.run(UseCase::ReadRecord).await?;
    find(&open, &Sought::read(&query, open.local_date(app.now()))?).await
}
