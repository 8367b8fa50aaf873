//! The day: who is here, who is due back, what is to do.

use super::{Answer, Shared};
use needlebook_api as api;
use needlebook_api::due_back::DueBackList;
use needlebook_api::incoming_call::CallQuestions;
use needlebook_api::task::TaskView;
use needlebook_api::today::TodayView;
use needlebook_api::types::{
    CourseChangeInput, Due, IncomingCallInput, PatientId, TaskId, TaskInput,
};

#[tauri::command]
#[specta::specta]
pub async fn get_today(app: Shared<'_>) -> Answer<TodayView> {
    api::today::get_today(&app).await
}

#[tauri::command]
#[specta::specta]
pub async fn record_arrival(app: Shared<'_>, patient: PatientId) -> Answer<()> {
    api::today::record_arrival(&app, patient).await
}

#[tauri::command]
#[specta::specta]
pub async fn record_departure(app: Shared<'_>, patient: PatientId) -> Answer<()> {
    api::today::record_departure(&app, patient).await
}

#[tauri::command]
#[specta::specta]
pub async fn list_tasks(app: Shared<'_>, patient: PatientId) -> Answer<Vec<TaskView>> {
    api::task::list(&app, patient).await
}

#[tauri::command]
#[specta::specta]
pub async fn get_call_questions(app: Shared<'_>) -> Answer<CallQuestions> {
    api::incoming_call::get_questions(&app).await
}

#[tauri::command]
#[specta::specta]
pub async fn record_incoming_call(
    app: Shared<'_>,
    patient: PatientId,
    input: IncomingCallInput,
) -> Answer<TaskId> {
    api::incoming_call::record(&app, patient, input).await
}

#[tauri::command]
#[specta::specta]
pub async fn record_task(app: Shared<'_>, patient: PatientId, input: TaskInput) -> Answer<TaskId> {
    api::task::record(&app, patient, input).await
}

#[tauri::command]
#[specta::specta]
pub async fn mark_task_done(app: Shared<'_>, id: TaskId, outcome: String) -> Answer<()> {
    api::task::mark_done(&app, id, outcome).await
}

#[tauri::command]
#[specta::specta]
pub async fn reopen_task(app: Shared<'_>, id: TaskId) -> Answer<()> {
    api::task::reopen(&app, id).await
}

#[tauri::command]
#[specta::specta]
pub async fn record_course_change(
    app: Shared<'_>,
    patient: PatientId,
    input: CourseChangeInput,
) -> Answer<()> {
    api::course::record_change(&app, patient, input).await
}

#[tauri::command]
#[specta::specta]
pub async fn list_due_back(app: Shared<'_>, only: Option<Due>) -> Answer<DueBackList> {
    api::due_back::list(&app, only).await
}

#[tauri::command]
#[specta::specta]
pub async fn record_call(app: Shared<'_>, patient: PatientId, outcome: String) -> Answer<()> {
    api::due_back::record_call(&app, patient, outcome).await
}
