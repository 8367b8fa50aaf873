//! `course`: as much as is asked of window, booking, plan and maintenance.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;

use super::written;
use crate::concern::Concern;
use crate::course::{
    Booking, CourseFlag, CourseSettings, Plan, booking, maintenance, plan, window,
};
use crate::screening::{OpenAdverseEvent, ReadAnswer};
use crate::wire::{InputError, Node};

/// Only what was asked is answered.
#[derive(Serialize, Default)]
struct CourseAnswer {
    #[serde(skip_serializing_if = "Option::is_none")]
    due_from: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    due_to: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    days_since: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    booking: Option<Booking>,
    #[serde(skip_serializing_if = "Option::is_none")]
    flags: Option<Vec<CourseFlag>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    plan: Option<Plan>,
    #[serde(skip_serializing_if = "Option::is_none")]
    maintenance_from: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    maintenance_to: Option<NaiveDate>,
}

pub(super) fn answer(node: &Node<'_>) -> Result<Value, InputError> {
    node.object(&[
        "last_session",
        "tz",
        "proposed",
        "concern",
        "planned_sessions",
        "course_completed",
        "open_adverse_event",
    ])?;
    // Day rules need no zone, but a zone that does not exist is a mistake in the record.
    node.optional("tz", |zone| zone.time_zone())?;
    let date = |key| node.optional(key, |value| value.date());
    let last_session = date("last_session")?;
    let proposed = date("proposed")?;
    let event = node.optional("open_adverse_event", OpenAdverseEvent::read)?;
    let mut answer = CourseAnswer::default();
    if let Some(last) = last_session {
        let due = window(last);
        answer.due_from = Some(due.from);
        answer.due_to = Some(due.to);
    }
    if let Some(proposed) = proposed {
        let judged = booking(
            last_session,
            proposed,
            event.map(worst_grade),
            &CourseSettings::default(),
        );
        answer.days_since = judged.days_since;
        answer.booking = Some(judged.booking);
        answer.flags = Some(judged.flags);
    }
    let concern = node.optional("concern", Concern::read)?;
    let planned = node.optional("planned_sessions", |value| value.integer(0, 1_000))?;
    answer.plan = planned.and_then(|planned| plan(concern, planned));
    if let Some(completed) = date("course_completed")? {
        let due = maintenance(completed);
        answer.maintenance_from = Some(due.from);
        answer.maintenance_to = Some(due.to);
    }
    written(node, &answer)
}

/// A reaction not graded yet could be of any grade, so it counts as one that defers.
fn worst_grade(event: OpenAdverseEvent) -> u8 {
    event.ctcae_grade.unwrap_or(crate::course::DEFERRING_GRADE)
}
