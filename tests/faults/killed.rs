//! Fault 14, and the promise of every form: what was typed is back after `kill -9`.

#![cfg(unix)]

use std::{
    env,
    io::{self, BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use needlebook_api::start::{self, Start};

use crate::clinic::{self, Clinic, count_patients, record_patient, type_draft, typed};

/// Set in the copy of this test that types until it is killed.
const TYPIST: &str = "NEEDLEBOOK_TEST_TYPIST";
const THIS_TEST: &str = "killed::f14_what_was_saved_is_back_after_kill_9";
const KILLS: u64 = 12;

#[tokio::test]
async fn f14_what_was_saved_is_back_after_kill_9() {
    if let Some(folder) = env::var_os(TYPIST) {
        type_until_killed(Path::new(&folder)).await;
    }
    let clinic = Clinic::set_up().await;
    for kill in 0..KILLS {
        let heard = acknowledged_before_a_kill(&clinic.folder, Duration::from_millis(5 + kill * 9));
        let app = clinic.unlocked().await;
        let (text, version) = typed(&app).await.expect("a draft was acknowledged");
        assert!(
            version >= heard.draft,
            "kill {kill}: draft {} is lost, {version} is left",
            heard.draft
        );
        assert_eq!(
            text,
            words(version),
            "kill {kill}: a draft is whole or it is the one before"
        );
        let patients = count_patients(&app).await;
        assert!(
            patients >= heard.patients && patients <= heard.patients + 1,
            "kill {kill}: {} patients were acknowledged, {patients} are there",
            heard.patients
        );
        assert!(
            !needlebook_api::me::get_me(&app).await.unwrap().put_back,
            "a crash is no tampering"
        );
        start::lock(&app, false).await.unwrap();
    }
}

struct Heard {
    /// Version of the last draft whose saving was acknowledged.
    draft: u32,
    /// Patients in the record after the last one was acknowledged.
    patients: usize,
}

/// Lets a typist work until `life` after its first acknowledgements, then kills it.
fn acknowledged_before_a_kill(folder: &Path, life: Duration) -> Heard {
    let mut typist = Command::new(env::current_exe().unwrap())
        .args(["--exact", THIS_TEST, "--nocapture"])
        .env(TYPIST, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let said = BufReader::new(typist.stdout.take().unwrap());
    let (tell, told) = mpsc::channel();
    let hearing = thread::spawn(move || {
        for line in said.lines().map_while(Result::ok) {
            let Some((_, said)) = line.split_once("saved ") else {
                continue;
            };
            let (draft, patients) = said.split_once(' ').unwrap();
            tell.send(Heard {
                draft: draft.parse().unwrap(),
                patients: patients.parse().unwrap(),
            })
            .unwrap();
        }
    });
    let first = told.recv_timeout(Duration::from_secs(60)).unwrap();
    thread::sleep(life);
    typist.kill().unwrap();
    typist.wait().unwrap();
    hearing.join().unwrap();
    told.iter().last().unwrap_or(first)
}

async fn type_until_killed(folder: &Path) -> ! {
    let app = clinic::app(folder);
    let Start::Locked { people, .. } = start::get_start(&app).await.unwrap() else {
        panic!("a crash left something else than a locked clinic");
    };
    start::unlock(&app, people[0].id, clinic::PASSPHRASE.to_owned())
        .await
        .unwrap();
    let mut version = typed(&app).await.map_or(0, |(_, version)| version);
    let mut patients = count_patients(&app).await;
    loop {
        version = type_draft(&app, &words(version + 1), version)
            .await
            .unwrap();
        say(version, patients);
        record_patient(&app, "Selvedge").await.unwrap();
        patients += 1;
        say(version, patients);
    }
}

fn say(version: u32, patients: usize) {
    let mut out = io::stdout().lock();
    writeln!(out, "saved {version} {patients}").unwrap();
    out.flush().unwrap();
}

/// What the field holds when the draft has this version: long enough for several pages.
fn words(version: u32) -> String {
    format!("pass {version}, ").repeat(1_000)
}
