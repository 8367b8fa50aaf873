//! One visit from an empty folder to a sheet handed over, and what is left of it afterwards.

use std::io::Write;
use std::process::{Command, Stdio};

use chrono::Days;
use needlebook_api::patient_page;
use needlebook_api::start::{self, Start};
use needlebook_api::today::{self, NeedsYouKind};
use needlebook_api::{
    ApiError, App, ConsentStep, ScreeningStep, SessionStep, SheetStep, document, session, sheet,
    stock,
};
use needlebook_domain::document::{DocumentKind, DocumentStep};
use needlebook_domain::ids::{DocumentId, PatientId};
use needlebook_domain::session::ZoneState;
use needlebook_domain::timeline::Topic;

use crate::clinic::Clinic;
use crate::outside::files;

#[tokio::test]
async fn a_visit_goes_from_an_empty_folder_to_a_sheet_in_the_patients_hand() {
    let clinic = Clinic::ready().await;
    let patient = clinic.patient_ready_to_treat().await;
    let row = only_row(clinic.app()).await;
    assert!(
        matches!(
            row.screening,
            ScreeningStep::Signed {
                opens_today: true,
                ..
            }
        ),
        "{row:?}"
    );
    assert_eq!(row.consent, ConsentStep::Covers);
    assert!(
        matches!(row.session, SessionStep::None),
        "nothing was done yet"
    );

    let signed = clinic.sign_session(clinic.session(patient)).await.unwrap();
    let sheet = signed.sheet.expect("the sheet is made on signing");
    signed.record.expect("and so is the printed record");
    let stored = session::get(clinic.app(), signed.id).await.unwrap();
    assert_eq!(stored.number, 1);
    assert_eq!(
        stored
            .record
            .zones
            .iter()
            .filter(|row| row.state == ZoneState::Done)
            .count(),
        2
    );
    assert_eq!(stored.signed_name, "Marigold Featherstitch, RN");
    let lots = stock::list_lots(clinic.app()).await.unwrap();
    assert_eq!(lots[0].left, 9, "one cartridge left the lot");

    let waits = today::get_today(clinic.app()).await.unwrap().needs_you;
    assert!(
        waits
            .iter()
            .any(|need| need.kind == NeedsYouKind::SheetNotHandedOver),
        "a visit is not over before the sheet was handed over or declined (PRACTICE 23)"
    );
    document::record_handover(clinic.app(), sheet, false)
        .await
        .unwrap();
    let view = today::get_today(clinic.app()).await.unwrap();
    assert!(view.needs_you.is_empty(), "{:?}", view.needs_you);
    assert!(matches!(
        view.rows[0].session,
        SessionStep::Signed {
            sheet: SheetStep::Closed,
            number: 1,
            ..
        }
    ));

    let page = patient_page::get(clinic.app(), patient).await.unwrap();
    let topics: Vec<Topic> = page
        .timeline
        .items
        .iter()
        .filter_map(|item| item.told.topic())
        .collect();
    for topic in [
        Topic::Arrivals,
        Topic::Details,
        Topic::Screenings,
        Topic::Consents,
        Topic::Sessions,
        Topic::Documents,
        Topic::Disclosures,
    ] {
        assert!(
            topics.contains(&topic),
            "{topic:?} happened and stands in the timeline: {topics:?}"
        );
    }
    let mut kept: Vec<DocumentKind> = page.documents.iter().map(|item| item.kind).collect();
    kept.sort_by_key(|kind| format!("{kind:?}"));
    assert_eq!(
        kept,
        [
            DocumentKind::Aftercare,
            DocumentKind::Consent,
            DocumentKind::SessionRecord
        ]
    );
    assert_eq!(
        page.course
            .as_ref()
            .map(|course| (course.done, course.planned)),
        Some((1, 3))
    );
    assert_eq!(page.depths.len(), 1);
    assert_eq!(page.depths[0].zones[0].depth_mm, 1.5);
    let steps: Vec<DocumentStep> = document::get(clinic.app(), sheet)
        .await
        .unwrap()
        .steps
        .iter()
        .map(|step| step.step)
        .collect();
    assert_eq!(
        steps,
        [DocumentStep::HandedOver],
        "who got which version when is in the record"
    );
}

/// The session ended at eleven on the last Friday of summer time: a day later the clock shows eleven, two days later
/// it shows ten.
#[tokio::test]
async fn the_sheet_holds_every_date_and_time_of_this_session_across_the_clock_change() {
    let clinic = Clinic::ready().await;
    let (_, sheet) = treated(&clinic).await;
    let text = printed_text(&document::get_bytes(clinic.app(), sheet).await.unwrap());
    for (date, why) in [
        (
            "Friday 23 October 2026, end 10:00 am BST",
            "the session, in the clinic's own time",
        ),
        (
            "12 to 48 hours (to Sunday 25 October 2026, 9:00 am GMT)",
            "the clocks went back: 48 elapsed hours end an hour earlier on the wall",
        ),
        (
            "Sweat: not until Saturday 24 October, 10:00 am BST",
            "24 hours",
        ),
        (
            "Mineral makeup from Saturday 24 October, 10:00 am BST",
            "24 hours, and no redness",
        ),
        (
            "hot at Monday 26 October, 9:00 am GMT: call us",
            "72 hours, on a day the clinic opens at nine",
        ),
        (
            "Friday 30 October (at least a week)",
            "no retinol, acids, scrubs and direct sun",
        ),
        (
            "Friday 20 November 2026 to Friday 4 December 2026",
            "the next visit: four to six weeks",
        ),
        ("About 6 November", "first change: from two weeks"),
        ("to 20 November 2026", "to four weeks"),
        ("To about 23 January 2027", "it can go on for three months"),
        ("Near 23 April 2027", "new collagen peaks near six months"),
    ] {
        assert!(
            text.contains(date),
            "{date} ({why}) is not on the sheet:\n{text}"
        );
    }
    for word in [
        "Barnaby Selvedge-Hemsworth",
        "Bobbin Balm",
        "01632 960001",
        "999",
        "A-AC-0001",
    ] {
        assert!(text.contains(word), "{word} is not on the sheet:\n{text}");
    }
}

#[tokio::test]
async fn a_locked_and_reopened_clinic_still_has_everything_and_prints_the_same_bytes() {
    let mut clinic = Clinic::ready().await;
    let (patient, first) = treated(&clinic).await;
    let bytes = document::get_bytes(clinic.app(), first).await.unwrap();
    let page = format!(
        "{:?}",
        patient_page::get(clinic.app(), patient).await.unwrap()
    );

    clinic.lock().await;
    assert_eq!(
        document::get_bytes(clinic.app(), first).await.unwrap_err(),
        ApiError::Locked
    );
    assert!(matches!(
        start::get_start(clinic.app()).await.unwrap(),
        Start::Locked { .. }
    ));
    clinic.crash();
    clinic.start();
    clinic.unlock().await;

    assert_eq!(
        format!(
            "{:?}",
            patient_page::get(clinic.app(), patient).await.unwrap()
        ),
        page
    );
    let session = match only_row(clinic.app()).await.session {
        SessionStep::Signed { id, .. } => id,
        other => panic!("the session is lost: {other:?}"),
    };
    assert_eq!(
        sheet::get_aftercare(clinic.app(), session).await.unwrap(),
        first,
        "a sheet that was made is never made again"
    );
    clinic.sleep_days(400);
    let again = document::get_bytes(clinic.app(), first).await.unwrap();
    assert!(
        again == bytes,
        "printed again a year later it is the same paper, byte for byte"
    );
    let saved = clinic.folder.with_file_name("copy.pdf");
    document::save_to(clinic.app(), first, &saved)
        .await
        .unwrap();
    assert!(
        std::fs::read(saved).unwrap() == bytes,
        "and so is a saved copy"
    );
}

#[tokio::test]
async fn the_next_visit_begins_again_with_its_own_screening_and_copies_only_the_plan() {
    let clinic = Clinic::ready().await;
    let (patient, _) = treated(&clinic).await;
    clinic.sleep_days(30);
    let due = today::get_today(clinic.app()).await.unwrap();
    assert_eq!(
        due.due_back.len(),
        1,
        "thirty days later the next visit is due"
    );
    assert_eq!(
        due.due_back[0].due_from,
        crate::clinic::first_day() + Days::new(28)
    );

    let start = session::get_start(clinic.app(), patient).await.unwrap();
    assert_eq!(start.number, 2);
    assert!(
        start.draft.zones.is_empty() && start.draft.cartridges.is_empty(),
        "a new session is empty"
    );
    let plan = start.last.unwrap().plan;
    assert_eq!(plan.len(), 2);
    for row in &plan {
        assert_eq!(
            row.state,
            ZoneState::Planned,
            "a copy is a plan, never a fact"
        );
        assert_eq!(
            (row.endpoint, row.pain, row.done_at),
            (None, None, None),
            "observations are never copied"
        );
        assert!(
            row.copied && row.depth_mm.is_some() && row.passes == Some(3) && row.speed == Some(7)
        );
    }
    let page = patient_page::get(clinic.app(), patient).await.unwrap();
    assert!(
        matches!(page.screening, ScreeningStep::ToDo),
        "last month's answers are not today's"
    );
}

#[tokio::test]
async fn nothing_of_a_patient_can_be_read_from_the_files_of_a_clinic() {
    let clinic = Clinic::ready().await;
    let before = leftovers();
    treated(&clinic).await;
    assert_no_trace(&clinic, "running");
    clinic.lock().await;
    assert_no_trace(&clinic, "locked");
    assert_eq!(
        leftovers(),
        before,
        "no sheet is left in a temporary folder"
    );
}

fn assert_no_trace(clinic: &Clinic, when: &str) {
    let kept = files(&clinic.folder);
    assert!(
        kept.len() > 3,
        "the store, its keys and the sealed sheets are here"
    );
    for (path, bytes) in kept {
        let bytes = bytes.to_ascii_lowercase();
        for trace in [
            "barnaby",
            "selvedge",
            "hemsworth",
            "960123",
            "bobbin",
            "beeswax",
            "smoother cheeks",
            "%pdf",
        ] {
            let found = bytes
                .windows(trace.len())
                .any(|part| part == trace.as_bytes());
            assert!(
                !found,
                "{when}: {} holds {trace:?} in clear",
                path.display()
            );
            assert!(!path.to_string_lossy().to_lowercase().contains(trace));
        }
    }
}

/// Sheets that printing left where everybody can read them.
fn leftovers() -> Vec<std::path::PathBuf> {
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(std::path::PathBuf::from);
    let mut found: Vec<_> = [Some(std::env::temp_dir()), runtime]
        .into_iter()
        .flatten()
        .filter_map(|folder| std::fs::read_dir(folder).ok())
        .flatten()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with("sheet-"))
        })
        .collect();
    found.sort();
    found
}

/// A whole visit, sheet handed over.
pub async fn treated(clinic: &Clinic) -> (PatientId, DocumentId) {
    let patient = clinic.patient_ready_to_treat().await;
    let signed = clinic.sign_session(clinic.session(patient)).await.unwrap();
    let sheet = signed.sheet.unwrap();
    document::record_handover(clinic.app(), sheet, false)
        .await
        .unwrap();
    (patient, sheet)
}

async fn only_row(app: &App) -> today::TodayRow {
    let mut rows = today::get_today(app).await.unwrap().rows;
    assert_eq!(rows.len(), 1);
    rows.remove(0)
}

/// The text of a PDF as another program reads it, on one line.
pub fn printed_text(pdf: &[u8]) -> String {
    let mut reader = Command::new("pdftotext")
        .args(["-enc", "UTF-8", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("pdftotext is installed by `cargo xtask test`");
    let mut stdin = reader.stdin.take().unwrap();
    let pdf = pdf.to_vec();
    let writing = std::thread::spawn(move || stdin.write_all(&pdf).unwrap());
    let text = String::from_utf8(reader.wait_with_output().unwrap().stdout).unwrap();
    writing.join().unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
