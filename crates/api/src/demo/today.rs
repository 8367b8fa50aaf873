//! Who is in the demo's clinic just now, each at another point of the visit.

use super::chart::Chart;
use super::pen::Pen;
use super::visit_draft::{self, Times};
use crate::app::Open;
use crate::error::ApiError;
use crate::session_draft;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use needlebook_domain::consent::SessionNeeds;
use needlebook_domain::ids::{SessionId, TaskId};
use needlebook_domain::session::{SessionDraft, needs, plan_from};
use needlebook_domain::task::{Task, TaskKind};
use needlebook_store::draft::{self, DraftKey};
use needlebook_store::journal::Fact;
use serde_json::json;
use uuid::Uuid;

/// Where somebody of today stands. The first patients of a demo have these parts, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Screened and covered by a consent; the session can begin.
    Ready,
    /// Back after so long that the consent ended: it has to be taken again.
    ConsentEnded,
    /// The cream is on.
    Numbing,
    /// Treated and signed; the sheet is not handed over yet.
    Treated,
    /// Just through the door.
    Arrived,
}

const PARTS: [Part; 5] = [
    Part::Ready,
    Part::ConsentEnded,
    Part::Numbing,
    Part::Treated,
    Part::Arrived,
];

/// The part of the patient with this number, if they are here today.
pub(super) fn part(number: u32) -> Option<Part> {
    PARTS.get(number as usize).copied()
}

/// The day as far as it has gone.
#[derive(Clone, Copy, Debug)]
pub(super) struct Day {
    pub today: NaiveDate,
    pub now: DateTime<Utc>,
    /// When the day began, in the clinic's zone.
    pub midnight: DateTime<Utc>,
}

/// The visit that was signed today ended so many minutes ago.
const TREATED_MINUTES_AGO: i64 = 12;

impl Day {
    /// So many minutes ago, but not yesterday.
    fn ago(self, minutes: i64) -> DateTime<Utc> {
        (self.now - TimeDelta::minutes(minutes)).max(self.midnight)
    }

    pub(super) fn treated_end(self) -> DateTime<Utc> {
        self.now - TimeDelta::minutes(TREATED_MINUTES_AGO)
    }

    /// Whether a whole visit can have happened since midnight.
    fn holds_a_visit(self) -> bool {
        self.now - self.midnight > TimeDelta::minutes(TREATED_MINUTES_AGO + Times::MINUTES)
    }

    /// Days since the last session of whoever plays the part.
    pub(super) fn days_ago(self, part: Part) -> u32 {
        match part {
            Part::Treated if self.holds_a_visit() => 0,
            Part::ConsentEnded => 230,
            Part::Ready | Part::Numbing | Part::Treated | Part::Arrived => 35,
        }
    }
}

/// Brings the first patients in, at their points of the visit.
pub(super) async fn fill(
    open: &Open,
    day: Day,
    cast: &mut [(Part, Chart<'_>)],
) -> Result<(), ApiError> {
    for (part, minutes) in [
        (Part::Treated, 108),
        (Part::Numbing, 52),
        (Part::Ready, 34),
        (Part::ConsentEnded, 15),
        (Part::Arrived, 3),
    ] {
        let Some((_, chart)) = cast.iter_mut().find(|(played, _)| *played == part) else {
            continue;
        };
        let mut write = open.write(day.ago(minutes)).await?;
        write
            .append(
                chart.patient.id.0,
                Fact::Arrived {
                    arrived_on: day.today,
                },
            )
            .await?;
        write.commit().await?;
        play(open, day, part, chart).await?;
    }
    Ok(())
}

async fn play(open: &Open, day: Day, part: Part, chart: &mut Chart<'_>) -> Result<(), ApiError> {
    let mut pen = Pen::new(open, day.now);
    match part {
        Part::Ready => {
            chart
                .renew_consent(&mut pen, &SessionNeeds::default(), day.ago(28))
                .await?;
            chart.screen(&mut pen, day.ago(21)).await?;
        }
        Part::Numbing => {
            let record = cream_on(open, day, chart);
            let needed = needs(&record, chart.plan.device.built_in(), open.actor());
            chart.renew_consent(&mut pen, &needed, day.ago(44)).await?;
            chart.screen(&mut pen, day.ago(38)).await?;
            keep(open, &mut pen, &record).await?;
        }
        Part::Arrived => {
            chart
                .renew_consent(&mut pen, &SessionNeeds::default(), day.ago(2))
                .await?;
        }
        Part::ConsentEnded => {
            tell_patient(day, &mut pen, chart).await?;
        }
        Part::Treated => {}
    }
    pen.lift().await
}

/// An open session with a running clock, the device of the course and the last session's plan.
fn cream_on(open: &Open, day: Day, chart: &Chart<'_>) -> SessionDraft {
    let mut record = SessionDraft::new(SessionId(Uuid::now_v7()), chart.patient.id);
    visit_draft::check_in(&mut record, open.actor(), day.ago(24));
    if let Some(last) = chart.signed.last() {
        record.device = last.record.device;
        record.zones = plan_from(last);
    }
    record.numbing_used = Some(true);
    record.numbing = vec![visit_draft::numbing(open.actor(), day.ago(18), None)];
    record
}

async fn keep(open: &Open, pen: &mut Pen<'_>, record: &SessionDraft) -> Result<(), ApiError> {
    let key = DraftKey {
        kind: session_draft::KIND.to_owned(),
        subject: record.patient.0,
        person: open.actor(),
    };
    let body = json!({ "value": record, "focus": null });
    draft::save(pen.write().await?, &key, &body, 0).await?;
    Ok(())
}

/// One thing that waits for somebody.
async fn tell_patient(day: Day, pen: &mut Pen<'_>, chart: &Chart<'_>) -> Result<(), ApiError> {
    let task = Task {
        id: TaskId(Uuid::now_v7()),
        kind: TaskKind::TellPatient,
        patient: Some(chart.patient.id),
        text: String::new(),
        due_on: day.today,
        opened_by: None,
        opened_at: day.now,
    };
    pen.append(task.id.0, Fact::TaskOpened { task }).await
}
